"""A population as coverage looks at it: the days it lists, and what it lacks to be final."""

from __future__ import annotations

from dataclasses import replace

from grcdesk.models.evidence import Evidence
from grcdesk.models.unreadable import stored_moment
from grcdesk.rules.evidence.evidence import unproven
from grcdesk.rules.evidence.standing import standing
from grcdesk.schemas.coverage.coverage import Listing, Span
from grcdesk.services.evidence.reading import facts_of


def listing(row: Evidence, days: Span, newer: str, doubt: str, name: str) -> Listing:
    """One list.

    Args:
        row: its artefact.
        days: those it lists.
        newer: the artefact that stands in its place; empty: none.
        doubt: what keeps the population frozen from it from final.
        name: what that population is called.
    """
    return Listing(
        row.id,
        days,
        stored_moment(row.pulled_at or row.collected_at),
        _lacks(row, newer, doubt),
        row.row_count,
        row.source or row.query,
        # rows of a list that was superseded are counted in the newer one
        0 if newer else row.rows_read or 0,
        _left_out(row),
        name,
    )


def _lacks(row: Evidence, newer: str, doubt: str) -> tuple[str, ...]:
    """What keeps a list from final, what weighs most first."""
    why = standing(
        preserved=bool(row.sha256),
        integrity=row.integrity,
        rejected=row.rejected,
        superseded_by=newer,
        kind=row.kind,
        importer=row.importer,
    )
    lacks = (
        f"what it could stand on: {why}" if why else "",
        *unproven(replace(facts_of(row), is_population=True)),
        doubt,
    )
    return tuple(one for one in lacks if one)


def _left_out(row: Evidence) -> str:
    """Rows that were skipped, in whose words that does no harm; empty: there are none."""
    if not row.rows_skipped:
        return ""
    return f"{row.rows_skipped:,} rows left out, {row.skips_explained_by}: {row.skips_explained}"
