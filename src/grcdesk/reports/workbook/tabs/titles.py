"""What the tabs are called: those that lead to one another need no more of each other than the name."""

from __future__ import annotations

CONTROLS = "Control matrix"
MAPPING = "Mapping"
GAPS = "Gap assessment"
COVERAGE = "Period coverage"
"""The slots, gaps and quiet days of each control."""
EVIDENCE = "Evidence index"
PRODUCED = "Information produced"
LEADS, TESTS = "Lead sheets", "Tests"
POPULATIONS, SAMPLES, ITEMS = "Populations", "Samples", "Sample items"
REQUESTS, PLAN = "Requests", "Remediation"
FINDINGS, DEVIATIONS = "Findings", "Deviations"
LISTS, REVIEWS, REMARKS = "Access populations", "Access reviews", "Review exceptions"
CHANGES = "Change log"
