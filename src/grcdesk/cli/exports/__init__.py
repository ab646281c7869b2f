"""Commands that write files for auditors."""
