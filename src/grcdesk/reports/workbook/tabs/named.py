"""Names of the tabs about evidence and fieldwork; other tabs lead there."""

from __future__ import annotations

EVIDENCE, PRODUCED = "Evidence index", "Information produced"
LEADS, TESTS = "Lead sheets", "Tests"
POPULATIONS, SAMPLES, ITEMS = "Populations", "Samples", "Sample items"
REQUESTS, PLAN = "Requests", "Remediation"
FINDINGS, DEVIATIONS = "Findings", "Deviations"
LISTS, REVIEWS, REMARKS = "Access populations", "Access reviews", "Review exceptions"
CHANGES = "Change log"
