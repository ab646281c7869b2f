"""A command while it runs: its rows, and what they mean for the records a person has named."""
