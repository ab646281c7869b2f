"""What a catalog must not lack."""
