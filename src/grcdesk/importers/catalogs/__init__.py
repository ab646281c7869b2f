"""Catalog files."""
