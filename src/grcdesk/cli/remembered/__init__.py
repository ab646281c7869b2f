"""What was told of lists, on the command line."""
