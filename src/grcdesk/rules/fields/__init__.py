"""What each noun can be filtered and sorted by."""
