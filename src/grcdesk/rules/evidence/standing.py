"""Whether an artefact can stand behind anything at all, whatever it shows and whenever."""

from __future__ import annotations

from functools import lru_cache

from grcdesk.rules.evidence.results import NOT_COUNTED
from grcdesk.terms import BlobState, EvidenceKind

UNREAD = frozenset({EvidenceKind.LOG_EXPORT, EvidenceKind.REDACTION_LOG, EvidenceKind.METRIC_SERIES})
"""Kinds whose rows speak: kept without being read, nobody knows what they say."""
LINK_ONLY = "link only"
FAILED = "bytes failed integrity"
ERASED = "its file was erased"
NOT_READ = "not read: import it"
RUN_NOT_COUNTED = "its run counts for nothing"


@lru_cache(maxsize=4096)  # a board asks it for every artefact, and most are alike
def standing(
    *,
    preserved: bool,
    integrity: str,
    rejected: str,
    superseded_by: str,
    kind: EvidenceKind,
    importer: str,
    result: str = "",
) -> str:
    """Why it can stand behind nothing; empty: it can.

    What a person decided comes first, then the bytes, then whether somebody read them.

    Args:
        preserved: its bytes lie in the vault; a link is none.
        integrity: what the last look found wrong with the bytes, or that they were erased; empty: intact.
        rejected: the reason a person gave; empty: nobody rejected it.
        superseded_by: the artefact that took its place and is not rejected itself; empty: none.
        kind: what it is.
        importer: the importer that read it; empty: kept as it came.
        result: of a run of tests or an evaluation, as `results` has it; one that is not counted is no run.
    """
    if rejected:
        return f"rejected: {rejected}"
    if superseded_by:
        return f"superseded by {superseded_by}"
    if not preserved:
        return LINK_ONLY
    if integrity:
        return ERASED if integrity == BlobState.ERASED else FAILED
    if kind in UNREAD and not importer:
        return NOT_READ
    return RUN_NOT_COUNTED if result == NOT_COUNTED else ""
