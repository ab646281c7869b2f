"""`grcdesk tests`, `grcdesk changes`, `grcdesk deviations`."""
