"""The register as a population: exactly the columns of the role `incidents`. An exercise is no incident."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from grcdesk.rules.audits.roles import ROLES
from grcdesk.schemas.incidents import IncidentRow

COLUMNS = tuple(column.name for column in ROLES["incidents"].columns)
"""Names of the columns, the key first."""


def rows(incidents: Iterable[IncidentRow], first: date | None = None, last: date | None = None) -> list[dict[str, str]]:
    """Real incidents detected within those days (UTC, both included), in the order they were detected."""
    kept = [
        one
        for one in incidents
        # an exercise shows that the plan was rehearsed, and would inflate the number of incidents
        if not one.exercise
        and (first is None or one.detected_at[:10] >= first.isoformat())
        and (last is None or one.detected_at[:10] <= last.isoformat())
    ]
    return [
        dict(zip(COLUMNS, (one.id, one.kind.value, one.detected_at, one.contained_at, one.closed_at), strict=True))
        for one in sorted(kept, key=lambda one: (one.detected_at, one.id))
    ]
