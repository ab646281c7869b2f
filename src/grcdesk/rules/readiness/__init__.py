"""How what lacks is told."""
