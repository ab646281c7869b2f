"""Verbs on vendors, their agreements, papers and reviews."""
