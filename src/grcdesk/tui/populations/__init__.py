"""Populations on the screen."""
