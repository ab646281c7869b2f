"""Settings of our own account at a vendor."""
