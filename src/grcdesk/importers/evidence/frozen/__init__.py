"""Populations to be frozen: which column is which, values by kind, and rows in the order of their keys."""
