"""Registers as spreadsheets, and how a table that people keep is read."""
