"""Which controls belong to the programme."""
