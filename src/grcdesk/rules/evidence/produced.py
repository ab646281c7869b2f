"""What a list or report drawn from a system lacks before anybody can rely on it."""

from __future__ import annotations

from grcdesk.schemas.evidence import EvidenceRow


def lacks(row: EvidenceRow) -> list[str]:
    """What an auditor will ask for of information we produced ourselves; nothing of it is known to be wrong."""
    counted = row.rows_read if row.row_count is None else row.row_count
    wanted = (
        ("the system", row.source),
        ("the query", row.query),
        ("who drew it", row.collected_by),
        ("when it was drawn", row.pulled_at),
        ("how many rows", counted is not None),
        ("how completeness was checked", row.completeness),
        ("how accuracy was checked", row.accuracy),
        ("who checked", row.checked_by),
    )
    found = [what for what, there in wanted if not there]
    if row.page:
        found.append(f"the rest of the list: {row.page}")
    if row.rows_skipped and not row.skips_explained:
        found.append(f"a word on {row.rows_skipped:,} rows left out")
    if row.pulled_at and row.period_to and row.period_to.isoformat() > row.pulled_at[:10]:
        found.append(f"the days after it was drawn, up to {row.period_to}")
    return found
