"""Commands on vendors."""
