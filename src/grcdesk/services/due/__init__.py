"""Everything that is due, and telling people."""
