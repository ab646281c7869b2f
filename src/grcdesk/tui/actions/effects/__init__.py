"""What actions do: which of them only read, and what each does with marked rows."""
