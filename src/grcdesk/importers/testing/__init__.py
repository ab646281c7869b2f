"""Work sheets that were filled in elsewhere."""
