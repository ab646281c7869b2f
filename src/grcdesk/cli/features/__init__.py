"""Commands on the AI inventory."""
