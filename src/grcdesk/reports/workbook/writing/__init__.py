"""Puts tabs and free sheets into a workbook: cells, tables, paper, charts."""
