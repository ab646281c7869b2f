"""How controls are judged."""
