"""Period coverage and the limits that are watched."""
