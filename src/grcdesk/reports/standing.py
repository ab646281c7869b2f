"""How an artefact stands, in one word."""

from __future__ import annotations

from grcdesk.schemas.evidence import EvidenceRow

FAILED, REJECTED, SUPERSEDED, LINK_ONLY, IN_FORCE = (
    *("FAILED INTEGRITY", "rejected", "superseded", "not preserved", "in force"),
)
STATES = (IN_FORCE, SUPERSEDED, LINK_ONLY, REJECTED, FAILED)


def standing(row: EvidenceRow, broken: str) -> str:
    """The one word on its status; broken bytes are never passed over."""
    if broken or row.integrity:
        return FAILED
    if row.rejected:
        return REJECTED
    if row.superseded_by:
        return SUPERSEDED
    return IN_FORCE if row.preserved else LINK_ONLY
