"""What every service stands on: the context, ids, column maps."""
