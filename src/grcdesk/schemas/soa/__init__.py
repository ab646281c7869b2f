"""The Statement of Applicability, in the desk and as a document."""
