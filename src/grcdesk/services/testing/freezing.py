"""Freezing what the desk itself records: written out as a list, then taken in like any other."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.catalogs import TestAttribute
from grcdesk.paths import DeskPaths
from grcdesk.rules.audits.roles import ROLES
from grcdesk.rules.testing.checks import OF_THE_DESK
from grcdesk.schemas.populations import PopulationPlan
from grcdesk.services.common.in_force import engagement
from grcdesk.services.testing.desk_lists import LISTS
from grcdesk.services.testing.reading import check_of
from grcdesk.store import journal, temporary
from grcdesk.wording import count

SOURCE = "grcdesk"


def planned(
    session: Session, name: str, *, today: date, completeness: str, by: str
) -> tuple[list[dict[str, Any]], PopulationPlan, list[str]]:
    """The rows of a list of the desk, what is said of it, and the controls whose checks need it.

    Raises:
        NotFound: for a list the desk does not record.
        Refused: while the engagement has no period, it has not begun, or there is not one row: that nobody wrote
            anything down does not show that there was nothing.
    """
    if name not in OF_THE_DESK:
        raise NotFound.of("list of the desk", name, OF_THE_DESK)
    held = engagement(session)
    if held.period_start is None or held.period_end is None:
        raise Refused("the engagement has no period", hint="grcdesk scope set --period START..END")
    if held.period_start > today:
        raise Refused(f"the period begins on {held.period_start}, which is still to come")
    rows = list(LISTS[name](session, today))
    if not rows:
        raise Refused(
            f"the desk records nothing for {name}, and that proves nothing",
            hint=f"grcdesk populations add FILE --name {name} takes in a list with its query",
        )
    controls = [
        test.control
        for test in session.scalars(select(TestAttribute).order_by(col(TestAttribute.control)))
        if (check := check_of(test)) is not None and name in check.lists
    ]
    head = journal.head(session.connection(), changes_only=True)
    plan = PopulationPlan(
        name,
        held.period_start,
        min(held.period_end, today),
        query=f"every record of {name} in this desk as of entry {head.seq} of its log",
        pulled_at=clock.stamp(clock.now()),
        source=SOURCE,
        completeness=completeness or f"written out by the desk itself, all of {count(len(rows), 'row')}",
        by=by,
    )
    return rows, plan, list(dict.fromkeys(controls))


@contextmanager
def written(paths: DeskPaths, name: str, rows: list[dict[str, Any]]) -> Iterator[Path]:
    """Those rows as a file in the desk, gone afterwards.

    Raises:
        Unwritable: when there is no place for temporary files.
    """
    columns = [column.name for column in ROLES[name].columns]
    with temporary.folder(paths) as folder:
        path = folder / f"{name.replace('_', '-')}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
        yield path


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
