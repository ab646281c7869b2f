"""Verbs on access reviews and their accounts."""
