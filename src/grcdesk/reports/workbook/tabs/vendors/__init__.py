"""The tabs on vendors and their papers."""
