"""Files turned into checked records. No database here."""
