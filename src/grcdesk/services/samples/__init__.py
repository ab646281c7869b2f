"""Samples: drawn from frozen populations, and drawn again."""
