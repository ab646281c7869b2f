"""The tools every importer reads with: forms of files, limits, times, and what must not be kept."""
