"""Commands on access reviews."""
