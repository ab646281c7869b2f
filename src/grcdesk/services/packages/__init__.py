"""Verbs on packages for auditors."""
