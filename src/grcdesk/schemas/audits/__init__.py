"""Audit engagements: what one is, where it stands, and its fieldwork as workbooks show it."""
