"""Verbs on the Statement of Applicability."""
