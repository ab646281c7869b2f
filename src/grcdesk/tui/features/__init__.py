"""The AI inventory on the screen."""
