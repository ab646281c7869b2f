"""The tabs on controls: what they answer, how they stand, what shows it."""
