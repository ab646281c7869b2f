"""Writing files from the screen."""
