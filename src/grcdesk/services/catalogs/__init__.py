"""Verbs on catalogs."""
