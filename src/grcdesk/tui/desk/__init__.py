"""The desk as a whole on the screen: first run, today, help, upkeep."""
