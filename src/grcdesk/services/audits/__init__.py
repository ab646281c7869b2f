"""Engagements: which one is meant, and the verbs on them."""
