"""Period coverage and checks on the screen."""
