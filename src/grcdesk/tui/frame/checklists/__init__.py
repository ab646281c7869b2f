"""Lists of questions, each answered by one key."""
