"""Freezing a list: read in a process apart, put in the order of its keys, kept in the vault and entered once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import BadInput, Refused
from grcdesk.importers.evidence import sandbox
from grcdesk.importers.evidence.frozen.sorting import KeySorter, SortedRows
from grcdesk.importers.reading.apart.maps import read_map
from grcdesk.importers.reading.apart.process import regular
from grcdesk.importers.reading.maps import ColumnMap
from grcdesk.models.base import col
from grcdesk.models.evidence import Evidence
from grcdesk.models.imports import ImportRecord
from grcdesk.models.populations import Population
from grcdesk.models.unreadable import stored_moment
from grcdesk.rules.audits.roles import ColumnKind, RoleColumn
from grcdesk.rules.controls import gap
from grcdesk.rules.populations import names
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.evidence.imports import ImportReport
from grcdesk.schemas.populations import PopulationPlan
from grcdesk.schemas.progress import Progress, Stop
from grcdesk.services.common.in_force import in_force
from grcdesk.services.evidence.import_files import Spool
from grcdesk.terms import CollectorMethod, EvidenceKind
from grcdesk.text import clean

IMPORTER = "population"
_LONG = 32_000
_UTC = "UTC"


@dataclass(frozen=True, slots=True)
class ReadPopulation:
    """A list that was read, its rows in a spool."""

    report: ImportReport
    rows: SortedRows
    spooled: BinaryIO
    """Where they lie until the next list is read, in the order of keys."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a list is read: where, into what, and who watches."""

    home: str
    """The zone of the engagement."""
    spool: Spool
    """Where the rows go, in the order of keys."""
    progress: Progress | None = None
    """Told bytes read and bytes in all."""
    stop: Stop | None = None
    """Asked often; true ends it."""


def read(file: Path, plan: PopulationPlan, way: Way) -> ReadPopulation:
    """Read a regular file as a population.

    Raises:
        BadInput: when it cannot be read, has no key, or two rows of one key differ.
        Unwritable: when there is no place for temporary files.
    """
    request = _request(file, plan, way.home or _UTC)
    regular(file)
    spooled = way.spool.begin()
    sorter = KeySorter()
    try:
        report = sandbox.parse(request, progress=way.progress, stop=way.stop, sink=sorter)
        rows = sorter.finish(spooled, file.name)
    finally:
        sorter.close()
    # set last: a spool that names no hash holds nothing a preview could be taken from
    way.spool.sha256 = rows.rows_sha256
    return ReadPopulation(_told(report, rows), rows, spooled)


def _request(file: Path, plan: PopulationPlan, home: str) -> sandbox.ReadRequest:
    """How the process apart is to read it; what a person says goes before what the column map says."""
    map_ = read_map(plan.columns) if plan.columns else ColumnMap()
    zone = plan.zone or map_.zone or home
    clock.find_zone(zone)
    return sandbox.ReadRequest(
        path=str(file.absolute()),
        importer=IMPORTER,
        home=home,
        zone=zone,
        columns=map_.columns | ({"key": plan.key} if plan.key else {}),
        sheet=plan.sheet,
        header=plan.header,
        dates=plan.dates or map_.dates,
        words=map_.words,
        period_from=_iso(plan.period_from),
        period_to=_iso(plan.period_to),
        keep=tuple(dict.fromkeys((*plan.keep, *map_.keep))),
        role=plan.name,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _told(report: ImportReport, rows: SortedRows) -> ImportReport:
    """The report of what is kept after rows that stood there twice were counted once."""
    said = f"{rows.doubled:,} of the rows are the same as another in all that is kept: counted once"
    return replace(
        report,
        used=rows.rows,
        duplicates=report.duplicates + rows.doubled,
        kept_rows=rows.rows,
        rows_sha256=rows.rows_sha256,
        rows_size=rows.size,
        notes=(*report.notes, said) if rows.doubled else report.notes,
    )


def checked(plan: PopulationPlan, actor: str) -> PopulationPlan:
    """A plan as it may be frozen.

    Raises:
        BadInput: for a name that is none, a text that is too long, or a person that is none.
        Refused: without the days it reaches over.
    """
    name = names.checked_name(plan.name)
    _days(plan)
    tidy = {what: _tidy(what, getattr(plan, what)) for what in ("query", "source", "completeness", "key", "by")}
    by = (tidy["by"] or actor) if tidy["completeness"] else ""
    if tidy["by"] and not by:
        raise Refused(f"what did {tidy['by']} check?", hint="--completeness TEXT says how it was checked")
    pulled = clock.stamp(stored_moment(plan.pulled_at)) if plan.pulled_at else ""
    return replace(
        plan,
        name=name,
        pulled_at=pulled,
        query=tidy["query"],
        source=tidy["source"],
        completeness=tidy["completeness"],
        key=tidy["key"],
        by=gap.person(by, "who checked it"),
    )


def _days(plan: PopulationPlan) -> tuple[date, date]:
    """The days it reaches over.

    Raises:
        Refused: without them, or backwards.
    """
    if plan.period_from is None or plan.period_to is None:
        raise Refused("a population needs the days it reaches over", hint="--from DATE --to DATE")
    if plan.period_to < plan.period_from:
        said = f"the period ends before it begins: {plan.period_from}..{plan.period_to}"
        raise Refused(said, hint="--from DATE --to DATE")
    return plan.period_from, plan.period_to


def _tidy(what: str, value: str) -> str:
    found = clean(value.strip(), what)
    if len(found) > _LONG:
        raise BadInput(f"{what} has {len(found):,} characters", hint=f"at most {_LONG:,}")
    return found


def artefact(plan: PopulationPlan, report: ImportReport, rows: SortedRows, zone: str, today: date) -> Artefact:
    """The same as an artefact: it shows no day after its pull.

    Raises:
        Refused: when its first day lies after the pull, or is still to come.
    """
    start, end = _days(plan)
    # a list knows nothing of the days after it was drawn, whatever period was asked for
    seen = today
    if plan.pulled_at:
        place = clock.find_zone(zone) if zone else None
        seen = min(today, stored_moment(plan.pulled_at).astimezone(place).date())
    if start > seen:
        said = f"its period begins on {start}, and it was pulled, or is frozen, on {seen}: it can list nothing of it"
        raise Refused(said, hint="--from DATE, and --pulled-at TIME")
    return Artefact(
        EvidenceKind.POPULATION,
        title=f"Population {plan.name}: {report.file}",
        period_from=start,
        period_to=min(end, seen),
        source=plan.source,
        query=plan.query,
        pulled_at=plan.pulled_at,
        method=CollectorMethod.EXPORT,
        is_population=True,
        row_count=rows.rows,
        completeness=plan.completeness,
        checked_by=plan.by,
        importer=f"{report.importer} {report.version}",
    )


def same(session: Session, plan: PopulationPlan, found: ReadPopulation) -> Population | None:
    """The population in force that was frozen from the same bytes with the same words."""
    before = standing(session, plan.name)
    if before is None:
        return None
    # completeness is no part of it: a check is recorded on what is frozen, and needs no new list
    source, held = _behind(session, before)
    told = (held.query, held.pulled_at, before.period_from, before.period_to, before.rows_sha256)
    wanted = (plan.query, plan.pulled_at, plan.period_from, plan.period_to, found.rows.rows_sha256)
    return before if source.sha256 == found.report.sha256 and told == wanted else None


def standing(session: Session, name: str) -> Population | None:
    """The newest population of that name in the engagement in force that was not dropped."""
    query = select(Population).where(col(Population.engagement) == in_force(session), col(Population.name) == name)
    return session.scalars(query.where(col(Population.dropped) == "").order_by(col(Population.position).desc())).first()


def shared(session: Session, plan: PopulationPlan, facts: Artefact, found: ReadPopulation) -> Evidence | None:
    """An artefact of the same rows, pull and days that is in force: another engagement froze the same list."""
    newer = select(col(Evidence.supersedes)).where(col(Evidence.supersedes) != "", col(Evidence.rejected) == "")
    query = (
        select(Evidence)
        .join(ImportRecord, col(ImportRecord.id) == col(Evidence.id))
        .where(col(ImportRecord.sha256) == found.report.sha256)
        .where(col(ImportRecord.rows_sha256) == found.rows.rows_sha256)
        .where(col(Evidence.query) == plan.query, col(Evidence.pulled_at) == plan.pulled_at)
        .where(col(Evidence.period_from) == facts.period_from, col(Evidence.period_to) == facts.period_to)
        .where(col(Evidence.rejected) == "", col(Evidence.id).not_in(newer))
    )
    return session.scalars(query.order_by(col(Evidence.position).desc())).first()


def loose(session: Session, sha256: str) -> str:
    """The artefact as which the same bytes were imported without being frozen; empty: there is none."""
    frozen = select(col(Population.evidence))
    newer = select(col(Evidence.supersedes)).where(col(Evidence.supersedes) != "", col(Evidence.rejected) == "")
    query = (
        select(col(Evidence.id))
        .join(ImportRecord, col(ImportRecord.id) == col(Evidence.id))
        .where(col(ImportRecord.sha256) == sha256, col(ImportRecord.importer) == IMPORTER)
        .where(col(Evidence.rejected) == "", col(Evidence.id).not_in(frozen), col(Evidence.id).not_in(newer))
    )
    return session.scalars(query.order_by(col(Evidence.position).desc())).first() or ""


def alone(session: Session, population: Population) -> bool:
    """Whether no population of another engagement is kept as the same artefact."""
    query = select(func.count()).where(
        col(Population.evidence) == population.evidence,
        col(Population.id) != population.id,
        col(Population.dropped) == "",
    )
    return not session.scalar(query)


def _behind(session: Session, population: Population) -> tuple[ImportRecord, Evidence]:
    return session.get_one(ImportRecord, population.evidence), session.get_one(Evidence, population.evidence)


def row(plan: PopulationPlan, found: ReadPopulation, kept_as: str, facts: dict[str, Any]) -> Population:
    """The row of a population whose bytes are safe; `facts` are id, place, engagement, predecessor and who froze it."""
    days = _days(plan)
    columns = [RoleColumn(name, ColumnKind(kind)) for name, kind in found.report.kinds.items()]
    return Population(
        name=plan.name,
        evidence=kept_as,
        period_from=days[0],
        period_to=days[1],
        key_column=columns[0].name,
        key_source=found.report.facts.get("key column", ""),
        columns=names.written(columns),
        rows=found.rows.rows,
        population_sha256=found.rows.population_sha256,
        rows_sha256=found.rows.rows_sha256,
        **facts,
    )
