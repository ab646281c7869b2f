"""What may be kept of evidence lists: the guard, and the rows it lets through."""
