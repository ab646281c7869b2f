"""Commands on the change log."""
