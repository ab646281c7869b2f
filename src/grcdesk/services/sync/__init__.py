"""Folders that are watched."""
