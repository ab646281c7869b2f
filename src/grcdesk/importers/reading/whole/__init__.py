"""Lists that are read as a whole, hashed, within limits: text, sheets, objects."""
