"""Free texts, which the log only names, and the lines that name them."""
