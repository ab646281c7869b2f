"""Commands on period coverage and checks."""
