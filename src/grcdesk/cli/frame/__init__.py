"""What every command stands on: the run, the streams, options and tables."""
