"""Screens of incidents and exercises."""
