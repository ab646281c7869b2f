"""Registers as spreadsheets: their columns, what a cell may say, and what a changed cell means."""
