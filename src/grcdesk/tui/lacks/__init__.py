"""What lacks, as lists whose rows are doors."""
