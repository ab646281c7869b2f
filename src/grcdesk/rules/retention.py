"""How long sources keep what they log: evidence not taken by then cannot be had any more."""

from __future__ import annotations

from collections.abc import Mapping

KNOWN: Mapping[str, int] = {
    "AWS CloudTrail event history": 90,
    "Azure activity log": 90,
    "Entra audit log": 30,
    "GCP admin activity log": 400,
    "GCP data access log": 30,
    "GitHub Actions artifacts": 90,
    "GitHub Actions logs": 90,
    "GitHub audit log": 180,
    "Google Workspace audit log": 180,
    "Okta system log": 90,
}
"""Days, as their makers give them for the usual plan. A desk sets its own."""


def source_of(text: str, known: Mapping[str, int]) -> str:
    """The source with a known retention that an artefact's source speaks of; the longest name wins; or nothing."""
    folded = text.casefold()
    return max((name for name in known if name.casefold() in folded), key=len, default="")
