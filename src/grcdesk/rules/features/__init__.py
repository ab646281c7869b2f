"""Which controls an AI feature needs."""
