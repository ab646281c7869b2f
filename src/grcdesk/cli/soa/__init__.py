"""Commands on the Statement of Applicability."""
