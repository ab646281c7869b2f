"""Samples on the screen."""
