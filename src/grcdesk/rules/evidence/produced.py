"""What a list or report drawn from a system lacks before anybody can rely on it."""

from __future__ import annotations

from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.terms import EvidenceKind

_WRITTEN = frozenset(
    {
        *(EvidenceKind.POLICY, EvidenceKind.CONTRACT, EvidenceKind.DOCUMENT, EvidenceKind.SIGN_OFF),
        *(EvidenceKind.CODE_REF, EvidenceKind.TICKET, EvidenceKind.TICKET_OR_PR),
    }
)
"""Kinds that people write: they are read, and nobody relies on their rows being whole."""


def rows_of(row: EvidenceRow) -> int | None:
    """How many rows it has: as stated, or else as they were read; None: nobody knows."""
    return row.rows_read if row.row_count is None else row.row_count


def is_produced(row: EvidenceRow) -> bool:
    """Whether it is a list or report drawn from a system, that a conclusion can rest on only when it is whole."""
    return row.is_population or rows_of(row) is not None or (bool(row.query) and row.kind not in _WRITTEN)


def lacks(row: EvidenceRow) -> list[str]:
    """What an auditor will ask for of information we produced ourselves; nothing of it is known to be wrong."""
    wanted = (
        ("system", row.source),
        ("query", row.query),
        ("puller", row.collected_by),
        ("time", row.pulled_at),
        ("rows", rows_of(row) is not None),
        ("completeness", row.completeness),
        ("accuracy", row.accuracy),
        ("checker", row.checked_by),
    )
    found = [what for what, there in wanted if not there]
    if row.page:
        found.append(f"rest of the list: {row.page}")
    if row.rows_skipped and not row.skips_explained:
        found.append(f"a word on {row.rows_skipped:,} rows left out")
    if row.pulled_at and row.period_to and row.period_to.isoformat() > row.pulled_at[:10]:
        found.append(f"days after it was drawn, up to {row.period_to}")
    return found
