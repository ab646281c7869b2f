"""Incidents and exercises."""
