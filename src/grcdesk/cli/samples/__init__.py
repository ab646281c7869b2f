"""`grcdesk samples`."""
