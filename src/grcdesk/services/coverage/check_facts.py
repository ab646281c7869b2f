"""What checks read: reports of imports, features, log exports, and registers whose rows lie in the vault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from pathlib import Path, PurePath
from typing import Any

from sqlalchemy import Text, and_, func, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from grcdesk import clock
from grcdesk.errors import BadInput
from grcdesk.importers.evidence.registers import FORMS, KEYS, METRICS, TICKETS, Register, read_register, read_rows
from grcdesk.models.base import col
from grcdesk.models.checks import CheckWord
from grcdesk.models.evidence import Evidence
from grcdesk.models.features import Feature
from grcdesk.models.imports import ImportRecord
from grcdesk.models.unreadable import stored_day, stored_json
from grcdesk.paths import DeskPaths
from grcdesk.rules.coverage import checks as rules
from grcdesk.rules.coverage import words
from grcdesk.rules.coverage.in_force import FoundList, in_force
from grcdesk.schemas.coverage.checks import FeatureRoute, KeyRecord, ListInForce, MetricValue, TicketRecord
from grcdesk.schemas.coverage.coverage import Run, Span
from grcdesk.services.evidence.import_days import filled
from grcdesk.store import vault
from grcdesk.terms import Answer, BlobState, EvidenceKind, FeatureStatus

GATEWAY = "gateway"
_LISTS = (
    *(EvidenceKind.EXPORT, EvidenceKind.INVENTORY, EvidenceKind.METRIC_SERIES, EvidenceKind.POPULATION),
    *(EvidenceKind.QUERY_RESULT, EvidenceKind.REPORT, EvidenceKind.TICKET),
)
_MOST_FILES = 200
"""So many of the newest lists are looked into; that there are more is told."""


@dataclass(slots=True)
class Registers:
    """Keys and tickets of the lists in force, and all values of metrics, of which newer files win."""

    keys: list[KeyRecord] = field(default_factory=list)
    tickets: list[TicketRecord] = field(default_factory=list)
    points: dict[str, dict[date, MetricValue]] = field(default_factory=dict)
    lists: dict[str, list[ListInForce]] = field(default_factory=lambda: defaultdict(list))
    """By what was read (`keys`, `tickets`, a metric): the lists it came from, and those that could not be read."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A list on file and what stands in it."""

    listed: ListInForce
    register: Register

    @property
    def found(self) -> FoundList:
        """As the rule looks at it."""
        register = self.register
        providers = frozenset(key.provider for key in register.keys)
        ids = frozenset([key.id for key in register.keys] + [ticket.id for ticket in register.tickets])
        return FoundList(self.listed.evidence, self.listed.source, providers - {""} or frozenset(), ids)


def registers(session: Session, paths: DeskPaths, as_of: date, zone: tzinfo) -> Registers:
    """Read the lists on file: of each source the newest that reaches to that day, or further back."""
    found = Registers()
    read: dict[str, list[_Read]] = {form: [] for form in FORMS}
    lost: dict[str, list[ListInForce]] = {form: [] for form in FORMS}
    rows = session.execute(_on_file(as_of).limit(_MOST_FILES + 1)).all()
    for row in rows[:_MOST_FILES]:
        form, listed, register = _look(row, paths, zone)
        if register is not None:
            read[form].append(_Read(listed, register))
        elif form:
            # a list that nobody can read is not passed over: an older one would stand in its place and say less
            lost[form].append(listed)
    _keys_and_tickets(session, found, read, lost)
    _points(found, read[METRICS])
    if len(rows) > _MOST_FILES:
        _tell_older(found, as_of)
    return found


def _as_read(listed: ListInForce, register: Register) -> ListInForce:
    """A list with what was doubtful in it, and whether it is only a page of a longer one."""
    page = f"one page of a longer list: {register.page[0]}" if register.page else ""
    return replace(listed, unread=register.doubtful, page=page)


def _tell_older(found: Registers, as_of: date) -> None:
    more = ListInForce("older lists", "", as_of, lost=f"more than {_MOST_FILES} lists: the oldest were not read")
    for what in (KEYS, TICKETS):
        found.lists[what].append(more)


def _register(path: Path, file: str, zones: tuple[tzinfo, tzinfo], form: str, *, rows: bool) -> Register | None:
    """What stands in a list: in the rows an importer kept of it, or else in the file; None when it cannot be read."""
    try:
        if rows:
            title = PurePath(file.removesuffix(".report.json").removesuffix(".gz")).stem
            return read_rows(path, title, *zones, form)
        return read_register(path, file, *zones, form)
    except (BadInput, OSError):
        return None  # `evidence verify` is there to name a broken file


def _on_file(as_of: date) -> Any:
    """The lists that reach to that day or end before it, newest first; none that was rejected or superseded."""
    last = func.coalesce(type_coerce(col(Evidence.period_to), Text), type_coerce(col(Evidence.as_of), Text))
    newer: Any = aliased(Evidence)
    return (
        select(
            *(col(Evidence.id), col(Evidence.file_name), col(Evidence.sha256), col(Evidence.source), last),
            *(col(Evidence.integrity), col(ImportRecord.importer), col(ImportRecord.zone), col(ImportRecord.kept)),
            *(col(ImportRecord.rows_sha256), col(Evidence.rows_skipped), col(Evidence.page)),
        )
        .outerjoin(ImportRecord, col(ImportRecord.id) == col(Evidence.id))
        .where(
            col(Evidence.rejected) == "",
            col(Evidence.sha256) != "",
            ~select(newer.id)
            .where(newer.supersedes == col(Evidence.id), newer.rejected == "")
            .correlate(Evidence)
            .exists(),
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
    )


def _unreadable(kept: str | None, integrity: str) -> str:
    """Why the rows of a list cannot be had; empty: they can."""
    if kept == "report":
        return "it was not kept, only the report of it: it held text that must not be"
    if integrity == BlobState.ERASED:
        return "its file was erased"
    return "its bytes failed integrity" if integrity else ""


def _keys_and_tickets(
    session: Session,
    found: Registers,
    read: Mapping[str, Sequence[_Read]],
    lost: Mapping[str, Sequence[ListInForce]],
) -> None:
    severities = words_of(session, rules.ESCALATIONS)
    for form in (KEYS, TICKETS):
        meant = in_force([one.found for one in read[form]])
        kept = [one for one in read[form] if one.listed.evidence in meant]
        found.lists[form] += [one.listed for one in kept]
        found.lists[form] += [bad for bad in lost[form] if not _outdated(bad, kept)]
        for one in kept:
            found.keys += _keys_of(one, meant[one.listed.evidence])
            found.tickets += _tickets_of(one, severities)


def _look(row: Any, paths: DeskPaths, zone: tzinfo) -> tuple[str, ListInForce, Register | None]:
    """One list as it was read: its form, what is told of it, and its rows; None: why not stands in `lost`."""
    name, file, sha, source, last, integrity, told_form, assumed, kept, normalised, skipped, sign = row
    listed, form = ListInForce(name, source, stored_day(last)), told_form or ""
    if why := _unreadable(kept, integrity):
        return form, replace(listed, lost=why), None
    given = clock.find_zone(assumed) if assumed else zone
    register = _register(vault.blob(paths, normalised or sha), file, (given, zone), form, rows=bool(normalised))
    if register is None:
        return form, replace(listed, lost="its rows cannot be read: name its columns as the help says"), None
    if normalised:  # the rows themselves tell nothing of those that were left out
        register.left_out, register.page = skipped or 0, (sign,) if sign else ()
    return register.form, _as_read(listed, register), register


def _keys_of(read: _Read, providers: Collection[str]) -> list[KeyRecord]:
    """Keys of those providers for which this list is the newest; one without a provider is told by every list."""
    return [key for key in read.register.keys if not key.provider or key.provider.casefold() in providers]


def _tickets_of(read: _Read, severities: Mapping[tuple[str, str], str]) -> list[TicketRecord]:
    source = read.listed.source
    return [
        replace(ticket, source=source, critical=words.is_critical(ticket.severity, source, severities))
        for ticket in read.register.tickets
    ]


def _outdated(lost: ListInForce, kept: Sequence[_Read]) -> bool:
    """Whether a later list of the same source has taken the place of one that could not be read."""
    source = lost.source.casefold()
    return any(one.listed.source.casefold() == source and one.listed.last > lost.last for one in kept)


def _points(found: Registers, read: Sequence[_Read]) -> None:
    for one in read:
        for point in one.register.points:
            found.points.setdefault(point.metric, {}).setdefault(point.day, point)
            if one.listed not in found.lists[point.metric]:
                found.lists[point.metric].append(one.listed)


def words_of(session: Session, check: str) -> dict[tuple[str, str], str]:
    """Source and word, both in small letters → what a person said that it means."""
    rows = session.scalars(select(CheckWord).where(col(CheckWord.of_check) == check))
    return {(row.source.casefold(), row.word.casefold()): row.meaning for row in rows}


@dataclass(slots=True)
class Decisions:
    """What imported decision logs say."""

    days: list[Span] = field(default_factory=list)
    """Days with events."""
    last: list[ListInForce] = field(default_factory=list)
    """The newest log of each source."""
    routes: dict[str, bool] = field(default_factory=dict)
    """Names that decisions were logged under, and whether they carried a policy version."""


def decisions(session: Session, as_of: date) -> Decisions:
    """Days, routes and policy versions of all gateway logs on file that begin by then."""
    query = (
        select(col(ImportRecord.report), col(Evidence.id), col(Evidence.source))
        .join(Evidence, col(Evidence.id) == col(ImportRecord.id))
        .where(col(ImportRecord.importer) == GATEWAY, col(Evidence.rejected) == "")
    )
    found = Decisions()
    newest: dict[str, ListInForce] = {}
    for text, evidence, source in session.execute(query):
        report = stored_json(text, dict[str, Any]())
        days = filled(report)
        if not days or days[0].start > as_of:
            continue
        found.days += days
        last = min(days[-1].end, as_of)
        known = newest.get(source.casefold())
        if known is None or last > known.last:
            newest[source.casefold()] = ListInForce(evidence, source, last)
        totals = report["totals"]
        for route in totals.get("routes", {}):
            name = _plain(route)
            found.routes[name] = found.routes.get(name, False) or bool(totals.get("policy versions"))
    found.last = list(newest.values())
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
