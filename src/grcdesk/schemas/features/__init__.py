"""The AI feature inventory, in the desk and in files."""
