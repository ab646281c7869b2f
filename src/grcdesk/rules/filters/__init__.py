"""The filter language of lists: its grammar, and how a row is matched."""
