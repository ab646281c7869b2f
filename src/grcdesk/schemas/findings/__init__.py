"""Findings, and the actions against them."""
