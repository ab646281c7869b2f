"""`grcdesk populations`."""
