"""Workbooks, sheet by sheet, without believing the size they claim to have."""
