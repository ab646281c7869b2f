"""How an artefact stands, in one word."""

from __future__ import annotations

from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.terms import BlobState

FAILED, ERASED, REJECTED, SUPERSEDED, LINK_ONLY, IN_FORCE = (
    *("FAILED INTEGRITY", "file erased", "rejected", "superseded", "not preserved", "in force"),
)
STATES = (IN_FORCE, SUPERSEDED, LINK_ONLY, REJECTED, ERASED, FAILED)


def standing(row: EvidenceRow, broken: str) -> str:
    """The one word on its status; broken bytes are never passed over."""
    # first: of a file that was erased on purpose nobody can say that it is broken
    if row.integrity == BlobState.ERASED:
        return ERASED
    if broken or row.integrity:
        return FAILED
    if row.rejected:
        return REJECTED
    if row.superseded_by:
        return SUPERSEDED
    return IN_FORCE if row.preserved else LINK_ONLY
