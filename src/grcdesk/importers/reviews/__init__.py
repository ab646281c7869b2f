"""Lists of accounts and people, and decisions that come back."""
