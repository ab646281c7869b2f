"""What lacks, on the command line."""
