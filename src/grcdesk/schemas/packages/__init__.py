"""Packages for an auditor, and the bags they are sealed in."""
