"""What checks read: reports of imports, features, log exports, and registers whose rows lie in the vault."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, tzinfo
from pathlib import PurePath

from sqlalchemy import and_, func, or_, select
from sqlmodel import Session, col

from grcdesk import clock
from grcdesk.errors import BadInput
from grcdesk.importers.evidence.registers import FORMS, Register, read_register, read_rows
from grcdesk.models.evidence import Evidence
from grcdesk.models.features import Feature
from grcdesk.models.imports import ImportRecord
from grcdesk.paths import DeskPaths
from grcdesk.schemas.checks import FeatureRoute, KeyRecord, MetricValue, TicketRecord
from grcdesk.schemas.coverage import Run, Span
from grcdesk.services.evidence.import_days import filled
from grcdesk.store import vault
from grcdesk.terms import Answer, EvidenceKind, FeatureStatus
from grcdesk.wording import count

GATEWAY = "gateway"
_LISTS = (
    *(EvidenceKind.EXPORT, EvidenceKind.INVENTORY, EvidenceKind.METRIC_SERIES, EvidenceKind.POPULATION),
    *(EvidenceKind.QUERY_RESULT, EvidenceKind.REPORT, EvidenceKind.TICKET),
)
_MOST_FILES = 60
"""So many of the newest lists are looked into."""


@dataclass(slots=True)
class Registers:
    """The newest key register and list of tickets, and all values of metrics; newer files win."""

    keys: list[KeyRecord] = field(default_factory=list)
    tickets: list[TicketRecord] = field(default_factory=list)
    points: dict[str, dict[date, MetricValue]] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)
    """By what was read (`keys`, `tickets`, a metric): which artefact, and lines not understood."""
    lost: dict[str, str] = field(default_factory=dict)
    """By form: why the newest of what is on file could not be read."""


def registers(session: Session, paths: DeskPaths, as_of: date, zone: tzinfo) -> Registers:
    """Read the lists on file, newest first. One that is broken or is no register is passed over."""
    last = func.coalesce(col(Evidence.period_to), col(Evidence.as_of))
    query = (
        select(
            *(col(Evidence.id), col(Evidence.file_name), col(Evidence.sha256)),
            *(col(ImportRecord.importer), col(ImportRecord.zone), col(ImportRecord.kept)),
            col(ImportRecord.rows_sha256),
        )
        .outerjoin(ImportRecord, col(ImportRecord.id) == col(Evidence.id))
        .where(
            col(Evidence.rejected) == "",
            col(Evidence.sha256) != "",
            or_(
                col(ImportRecord.importer).in_(FORMS),  # read before, in a process of its own: of any form
                and_(
                    col(ImportRecord.importer).is_(None),
                    col(Evidence.kind).in_(_LISTS),
                    or_(*(func.lower(col(Evidence.file_name)).like(f"%.{end}") for end in ("csv", "tsv"))),
                ),
            ),
            last <= as_of.isoformat(),
        )
        .order_by(last.desc(), col(Evidence.position).desc())
        .limit(_MOST_FILES)
    )
    found = Registers()
    for name, file, sha, form, assumed, kept, rows in session.execute(query):
        if kept == "report":
            found.lost.setdefault(form, f"{name} was not kept, only the report of it: it held text that must not be")
            continue
        register: Register | None
        try:
            given = clock.find_zone(assumed) if assumed else zone
            if rows:
                title = PurePath(file.removesuffix(".report.json").removesuffix(".gz")).stem
                register = read_rows(vault.blob(paths, rows), title, given, zone, form)
            else:
                register = read_register(vault.blob(paths, sha), file, given, zone, form or "")
        except (BadInput, OSError):
            register = None  # `evidence verify` is there to name a broken file
        if register is not None:
            _take(found, register, name)
        elif form:
            found.lost.setdefault(form, f"the rows of {name} cannot be read: name its columns as the help says")
    return found


def _take(found: Registers, register: Register, name: str) -> None:
    said = f"{name}, {count(len(register.unread), 'line')} not understood" if register.unread else name
    if register.keys and not found.keys:
        found.keys, found.of["keys"] = register.keys, said
    if register.tickets and not found.tickets:
        found.tickets, found.of["tickets"] = register.tickets, said
    for point in register.points:
        found.points.setdefault(point.metric, {}).setdefault(point.day, point)
        found.of.setdefault(point.metric, said)


@dataclass(slots=True)
class Decisions:
    """What imported decision logs say."""

    days: list[Span] = field(default_factory=list)
    """Days with events."""
    routes: dict[str, bool] = field(default_factory=dict)
    """Names that decisions were logged under, and whether they carried a policy version."""


def decisions(session: Session, as_of: date) -> Decisions:
    """Days, routes and policy versions of all gateway logs on file that begin by then."""
    query = (
        select(col(ImportRecord.report))
        .join(Evidence, col(Evidence.id) == col(ImportRecord.id))
        .where(col(ImportRecord.importer) == GATEWAY, col(Evidence.rejected) == "")
    )
    found = Decisions()
    for text in session.scalars(query):
        report = json.loads(text)
        days = filled(report)
        if not days or days[0].start > as_of:
            continue
        found.days += days
        totals = report["totals"]
        for route in totals.get("routes", {}):
            name = _plain(route)
            found.routes[name] = found.routes.get(name, False) or bool(totals.get("policy versions"))
    return found


def features(session: Session, logged: Decisions) -> list[FeatureRoute]:
    """AI features in production and in scope, against the routes of decision logs; they bear its name or id."""
    query = (
        select(col(Feature.id), col(Feature.name))
        .where(col(Feature.status) == FeatureStatus.PRODUCTION, col(Feature.in_scope) != Answer.NO)
        .order_by(func.length(col(Feature.id)), col(Feature.id))
    )
    found = []
    for name, title in session.execute(query):
        seen = [logged.routes[key] for key in (_plain(name), _plain(title)) if key in logged.routes]
        found.append(FeatureRoute(name, title, bool(seen), any(seen)))
    return found


def log_exports(session: Session, as_of: date) -> list[Run]:
    """Log exports by the last day they show."""
    last = func.coalesce(col(Evidence.period_to), col(Evidence.as_of))
    query = (
        select(col(Evidence.id), last, col(Evidence.for_slot))
        .where(col(Evidence.rejected) == "", col(Evidence.kind) == EvidenceKind.LOG_EXPORT, last <= as_of.isoformat())
        .order_by(last, col(Evidence.position))
    )
    return [Run(name, day, slot) for name, day, slot in session.execute(query)]


def _plain(name: str) -> str:
    """A name as routes and features may both write it."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())
