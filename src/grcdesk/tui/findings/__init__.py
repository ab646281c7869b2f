"""Screens of findings."""
