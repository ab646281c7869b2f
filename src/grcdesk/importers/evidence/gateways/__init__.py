"""Decisions of gateways before models: where each maker writes them, what its words mean, which policy fired."""
