"""Days as people write them, and the days of a column, judged together."""
