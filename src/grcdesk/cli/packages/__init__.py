"""Commands on packages for auditors."""
