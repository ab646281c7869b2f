"""Workbooks of ours that come back: found again by their hidden sheet, read by their keys."""
