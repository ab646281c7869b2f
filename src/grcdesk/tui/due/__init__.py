"""What is due on the screen."""
