"""Commands on engagements."""
