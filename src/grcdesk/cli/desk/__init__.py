"""Commands on the desk as a whole."""
