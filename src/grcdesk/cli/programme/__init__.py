"""Commands on scope and saved views."""
