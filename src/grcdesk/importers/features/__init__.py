"""Files of the AI inventory."""
