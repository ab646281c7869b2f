"""How near a date is, and what is said of it."""
