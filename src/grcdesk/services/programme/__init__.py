"""Verbs on scope and saved views."""
