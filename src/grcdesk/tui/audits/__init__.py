"""Engagements and everything that hangs on one, on the screen."""
