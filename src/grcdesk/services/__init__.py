"""Every verb a person has. The only door for the command line and the terminal app."""
