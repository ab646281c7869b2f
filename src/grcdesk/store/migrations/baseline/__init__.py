"""Every table as the first release made it, one file a noun. It knows no model and never changes."""
