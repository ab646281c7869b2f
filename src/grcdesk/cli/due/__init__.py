"""Commands on what is due."""
