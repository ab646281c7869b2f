"""What the shell is put together from: each part keeps one thing that all screens share."""
