"""What is not as it should be, and what nobody knows: failed runs, broken limits, old lists, unknown providers.

Each is due from the day it began, so it stays late until it is mended.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import IsoDate, col, given
from grcdesk.models.catalogs import Control
from grcdesk.models.controls import Assessment, ControlScope
from grcdesk.models.evidence import Evidence, EvidenceLink
from grcdesk.models.imports import ImportRecord
from grcdesk.rules.due import faults as rules
from grcdesk.rules.due.faults import TestRun
from grcdesk.schemas.coverage.checks import CheckRow
from grcdesk.schemas.due.due import DueDate
from grcdesk.services.common import in_force
from grcdesk.services.common.in_force import engagement
from grcdesk.services.vendors import traffic
from grcdesk.terms import CheckState, DueKind, Scope, Status
from grcdesk.wording import count, join

_TRAFFIC = "traffic"
# named and not imported: their models would cost every list of what is due some milliseconds
_FOLDER = sa.table("sync_folder", *(sa.column(name) for name in ("id", "path", "position")))
_FILE = sa.table("sync_file", *(sa.column(name) for name in ("folder", "name", "state")), sa.column("since", IsoDate()))


def failed_runs(session: Session, on: date) -> Iterator[DueDate]:
    """Runs of tests and evaluations that failed or could not be counted, until a later one of the same passes."""
    for run in rules.failed_runs(_runs(session, on)):
        why = f"{run.result} on {run.on}; a later run that passed settles it"
        yield DueDate(DueKind.FAILED_RUN, run.evidence, run.title, run.owner, run.on, why)


def _runs(session: Session, on: date) -> Iterator[TestRun]:
    behind: dict[str, list[str]] = defaultdict(list)
    links = select(col(EvidenceLink.evidence), col(EvidenceLink.control)).order_by(col(EvidenceLink.control))
    for evidence, control in session.execute(links):
        behind[evidence].append(control)
    owners = dict(session.execute(select(col(Assessment.control), col(Assessment.owner))).all())
    query = (
        select(Evidence, col(ImportRecord.importer), col(ImportRecord.report))
        .join(ImportRecord, col(ImportRecord.id) == col(Evidence.id))
        .where(col(Evidence.rejected) == "", col(ImportRecord.report).contains('"result"'))
    )
    for row, importer, text in session.execute(query):
        result = json.loads(text).get("result", "")
        day = row.performed_on or row.period_to or row.as_of
        if not result or day is None or day > on:
            continue
        # runs of one suite follow each other: the newest decides. A suite is known by the controls it is for, and
        # without one by the name of its file
        controls = behind[row.id]
        who = ", ".join(dict.fromkeys(owners[name] for name in controls if owners.get(name)))
        suite = (importer, *(controls or [row.file_name]))
        yield TestRun(row.id, suite, day, row.position, result, row.title, who)


def limits(session: Session, on: date, rows: Sequence[CheckRow]) -> Iterator[DueDate]:
    """Checks that are broken, and lists that are too old to say."""
    fallback = engagement(session).period_start or on
    for row in rows:
        if row.id == _TRAFFIC:
            continue
        if old := [item.what for item in row.items if item.state is CheckState.STALE]:
            due = min(on, rules.since(row, CheckState.STALE, on))
            yield DueDate(DueKind.STALE_LIST, row.id, row.name, "", due, join(old, 3))
        if row.state is CheckState.BREACH:
            due = min(on, rules.since(row, CheckState.BREACH, fallback))
            yield DueDate(DueKind.BROKEN_LIMIT, row.id, row.name, "", due, row.sentence)


def waiting_files(session: Session, on: date) -> Iterator[DueDate]:
    """Watched folders with files that could not be taken."""
    names: dict[str, list[str]] = defaultdict(list)
    first: dict[str, date] = {}
    query = sa.select(_FOLDER.c.id, _FOLDER.c.path, _FILE.c.name, _FILE.c.since).join(
        _FILE, sa.and_(_FILE.c.folder == _FOLDER.c.id, _FILE.c.state == "waiting", _FILE.c.since <= on)
    )
    paths = {}
    for folder, path, name, since in session.execute(query.order_by(_FOLDER.c.position, _FILE.c.name)):
        paths[folder] = path
        names[folder].append(name)
        first[folder] = min(since, first.get(folder, since))
    for folder, path in paths.items():
        waits = "waits" if len(names[folder]) == 1 else "wait"
        why = f"{count(len(names[folder]), 'file')} {waits} for a person: {join(names[folder], 3)}"
        yield DueDate(DueKind.WAITING_FILES, folder, f"Watched folder {path}", "", first[folder], why)


def providers(session: Session, on: date) -> Iterator[DueDate]:
    """Providers no vendor record knows, features in production that no log shows, and traffic that does not agree."""
    for one in traffic.unknown(session, on):
        if one.production:
            yield DueDate(DueKind.UNKNOWN_PROVIDER, one.name, one.name, one.owner, one.since, one.point.why)
    if not traffic.seen(session, on):
        return
    view = traffic.view(session, on)
    for feature in view.unrouted:
        why = f"in production; {feature.why}"
        yield DueDate(
            DueKind.UNROUTED_FEATURE, feature.feature, feature.name, feature.owner, min(feature.since, on), why
        )
    found = [one for row in view.rows for one in row.findings if one.code != "unknown_provider"]
    if found:
        first = min(found, key=lambda one: one.first)
        more = f", and {count(len(found) - 1, 'more finding')}" if len(found) > 1 else ""
        why = f"{first.what}{more}: grcdesk vendors traffic"
        yield DueDate(DueKind.BROKEN_LIMIT, _TRAFFIC, "Traffic against records", "", first.first, why)


def owners(session: Session, on: date) -> Iterator[DueDate]:
    """Controls in scope that were assessed and have no owner; those never assessed are due as that."""
    query = (
        select(col(Control.id), col(Control.title), given(Assessment.assessed_on))
        .join(Assessment, col(Assessment.control) == col(Control.id))
        .join(ControlScope, in_force.placed(session))
        .where(
            col(ControlScope.effective) == Scope.IN,
            col(Assessment.owner) == "",
            col(Assessment.assessed_on).is_not(None),
            col(Assessment.status) != Status.NOT_APPLICABLE,
        )
        .order_by(col(Control.id))
    )
    for name, title, assessed in session.execute(query):
        why = "in scope, and nobody owns it"
        yield DueDate(DueKind.CONTROL_OWNER, name, title, "", min(assessed, on), why)
