"""What the tabs are called: those that lead to one another need no more of each other than the name."""

from __future__ import annotations

CONTROLS = "Control matrix"
CRITERIA = "Criteria coverage"
MAPPING = "Mapping"
TAILORING = "Tailoring"
GAPS = "Gap assessment"
HEAT = "Coverage heat"
COVERAGE = "Period coverage"
"""The slots, gaps and quiet days behind the heat."""
EVIDENCE = "Evidence index"
INVENTORY = "AI inventory"
VENDORS = "Vendors & agreements"
REPORTS = "Vendor reports"
CLAUSES = "Clauses"
STATEMENT = "SoA"
