"""Taking a text out of every table, and finding what files still hold it."""
