"""What stands before and behind the tabs of records: cover, sources, words, lists, and what is to be mended."""
