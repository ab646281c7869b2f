"""Scope and saved views on the screen."""
