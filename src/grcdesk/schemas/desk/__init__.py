"""What is told of a desk as a whole: its records by name, what others changed, what doctor finds."""
