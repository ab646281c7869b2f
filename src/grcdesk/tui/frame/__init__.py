"""What every screen stands on: the shell, the base of screens and lists, asking in a form."""
