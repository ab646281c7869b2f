"""Commands on incidents and exercises."""
