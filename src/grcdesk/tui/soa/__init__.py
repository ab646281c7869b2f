"""The Statement of Applicability on screens."""
