"""What audits decide: populations by role, samples, tests, findings."""
