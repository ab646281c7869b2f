"""Access reviews on the screen."""
