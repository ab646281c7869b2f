"""What every OSCAL document has in common, whatever is read of it."""
