"""The change log, moments in it, and what is erased from it."""
