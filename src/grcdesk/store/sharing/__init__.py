"""Several processes at one desk: what others changed, and that it is still the desk that was opened."""
