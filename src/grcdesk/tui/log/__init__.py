"""The change log on the screen."""
