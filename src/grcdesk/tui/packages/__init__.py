"""Packages for auditors on screens."""
