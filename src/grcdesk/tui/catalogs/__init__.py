"""Catalogs on the screen."""
