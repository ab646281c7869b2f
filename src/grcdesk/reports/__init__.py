"""Schemas become files: workbooks and documents. No database, no clock."""
