"""Verbs on the AI inventory."""
