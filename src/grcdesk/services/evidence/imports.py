"""Files that importers read: looked at, taken into the vault, and kept with what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import BadInput, NotFound
from grcdesk.importers.evidence import sandbox
from grcdesk.importers.evidence.sandbox import ToldBefore
from grcdesk.importers.reading.apart.maps import read_map
from grcdesk.importers.reading.apart.process import regular
from grcdesk.importers.reading.maps import ColumnMap
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control, TestAttribute
from grcdesk.models.evidence import Evidence
from grcdesk.models.imports import ImportRecord
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.evidence.imports import ImportPlan, ImportPreview, ImportReport, ImportRow
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.progress import Progress, Stop
from grcdesk.schemas.registers.tables import TablePlan
from grcdesk.services.common import column_maps
from grcdesk.services.common.context import Context, Service
from grcdesk.services.evidence import import_files, import_rows, intake, same_bytes
from grcdesk.services.evidence import writing as register
from grcdesk.services.evidence.import_files import Spool
from grcdesk.services.evidence.import_text import counts, remarks, suggestion
from grcdesk.services.evidence.tied_rules import FINDINGS, tied_rules
from grcdesk.terms import IMPORTERS, CollectorMethod, EvidenceKind, Verb

PLAN = ImportPlan()
_REPORT = TypeAdapter(ImportReport)
_RUNS = frozenset({EvidenceKind.EVAL_REPORT, EvidenceKind.TEST_RECORD})
_UTC = "UTC"
_POPULATION = "population"
"""What a file is whose key a person names."""


class Imports(Service):
    """Verbs on files that importers read."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._spool = Spool()

    def preview(
        self,
        file: Path,
        plan: ImportPlan = PLAN,
        *,
        progress: Progress | None = None,
        stop: Stop | None = None,
    ) -> ImportPreview:
        """Read a file, and say what importing it would add. Nothing is changed.

        Args:
            file: a regular file.
            plan: how to read it.
            progress: told bytes read and bytes in all.
            stop: asked often; true ends it.

        Raises:
            BadInput: when it cannot be read, no importer knows it, or a ceiling for memory or time is reached.
        """
        report = self._read(file, plan, progress, stop)
        with self._store.read() as session:
            again = same_bytes.known(session, report)
            controls = _known(session, report)
            tests = [name for name in report.tests if session.get(TestAttribute, name)]
        return ImportPreview(report, again, tuple(controls), tuple(tests))

    def import_(
        self,
        file: Path,
        plan: ImportPlan = PLAN,
        *,
        said: Artefact | None = None,
        controls: Sequence[str] = (),
        tests: Sequence[str] = (),
        seen: ImportReport | None = None,
        dry_run: bool = False,
        progress: Progress | None = None,
        stop: Stop | None = None,
    ) -> Outcome:
        """Read a file, keep it in the vault, and add it to the register with the report of what was read.

        Of a file that holds text people or models wrote, or secrets, its rows without them and the report are kept.

        Args:
            file: a regular file.
            plan: how to read it.
            said: what a person says of it; its kind, and what is left empty, comes from the file.
            controls: what it stands behind; none: it waits to be placed.
            tests: test attributes it answers; their controls come with them.
            seen: the report a person has just looked at; the file is then not read again.
            dry_run: say what would be added; keep nothing.
            progress: told bytes read and bytes in all.
            stop: asked often; true ends it.

        Raises:
            BadInput: as `preview`, or when the file changed meanwhile.
            Refused: when it carries no date and none is said.
            NotFound: when a control or test does not exist.
            Unwritable: when the vault does not take it.
        """
        report = seen or self._read(file, plan, progress, stop)
        if seen and not self._spool.holds(seen):
            report = self._again(file, plan, seen, progress, stop)
        facts = _facts(report, said or Artefact(report.kind))
        # before a byte is copied: what is refused leaves nothing to clear away, and its line in the log
        with self._store.work(Verb.EVIDENCE_IMPORT, dry_run=True) as work:
            again = same_bytes.known(work.session, report)
            older = "" if again else same_bytes.read_otherwise(work.session, report)
            if older and not facts.supersedes:
                facts = replace(facts, supersedes=older)
            controls, tests = register.ties(work.session, controls, tests)
            facts = register.checked(work.session, facts, self._context.today())
        if again:
            return _nothing_added(report, again, for_others=bool(controls))
        if dry_run:
            said_of = f"would add {report.file} as {report.title}{register.tied(controls)}: {counts(report)}"
            return Outcome(said_of, warnings=remarks(report), dry_run=True)
        return self._enter(file, report, facts, (controls, tests), plan=plan, stop=stop)

    def _enter(
        self,
        file: Path,
        report: ImportReport,
        facts: Artefact,
        behind: tuple[Sequence[str], Sequence[str]],
        *,
        plan: ImportPlan,
        stop: Stop | None,
    ) -> Outcome:
        """Keep the bytes, then the row of the register; where the row cannot be written the bytes go again."""
        controls, tests = behind
        # of populations the key is told anew each time: it says which rows may be left out
        map_ = None if report.importer == _POPULATION else plan.columns
        told = column_maps.way(TablePlan(map=map_, dates=plan.dates), column_maps.Told())
        taken = import_files.take(self._store, file, report, self._spool, stop)
        try:
            with self._store.work(Verb.EVIDENCE_IMPORT) as work:
                same_bytes.refuse(work.session, report)
                number = (work.session.scalar(select(func.max(col(Evidence.position)))) or 0) + 1
                # a command that failed meanwhile may have let the same bytes go, which no row named yet
                if not taken.there(self._store.paths):
                    taken = import_files.take(self._store, file, report, self._spool, stop)
                row = register.row(taken.file, facts, number, alone=True, by=self._store.signer.name)
                import_rows.tell(row, report)
                work.session.add(row)
                work.session.add(import_rows.record(row.id, report))
                register.tie(work.session, row.id, controls, tests)
                column_maps.remember(work.session, column_maps.evidence_of(report.importer), told)
                waits = () if controls else (suggestion(_known(work.session, report), row.id),)
        except BaseException:
            intake.let_go(self._store, taken.new)
            raise
        warnings = (*remarks(report), *register.warnings([row]), *waits)
        anew = f"; a new version: {facts.supersedes} was read otherwise" if facts.supersedes else ""
        return work.outcome(f"{row.id}{register.tied(controls)}: {counts(report)}{anew}", warnings=warnings)

    def report(self, evidence: str) -> ImportRow:
        """What was read in the file an artefact came from.

        Raises:
            NotFound: when there is no such artefact, or no importer read it.
        """
        with self._store.read() as session:
            found = session.get(ImportRecord, evidence)
            if found is None:
                register.rows(session, [evidence])
                raise NotFound(f"{evidence} was kept as it came: no importer read it", hint="grcdesk evidence show")
            return ImportRow(found.id, found.imported_at, found.kept, _REPORT.validate_json(found.report))

    def _read(self, file: Path, plan: ImportPlan, progress: Progress | None, stop: Stop | None) -> ImportReport:
        map_ = read_map(plan.columns) if plan.columns else ColumnMap()
        tied = tied_rules(self._store.paths.catalogs, map_)
        home = self._context.zone or _UTC
        zone = plan.zone or map_.zone
        clock.find_zone(zone or home)
        regular(file)
        request = sandbox.ReadRequest(
            path=str(file.absolute()),
            importer=plan.importer or (_POPULATION if plan.key else ""),
            home=home,
            zone=zone,
            zones=self._zones(),
            columns=map_.columns | ({"key": plan.key} if plan.key else {}),
            sheet=plan.sheet,
            header=plan.header,
            dates=plan.dates or map_.dates,
            before=self._before(),
            words=map_.words,
            rules=tied.rules,
            period_from=_iso(plan.period_from),
            period_to=_iso(plan.period_to),
            limit=plan.limit,
            limits=map_.limits,
            keep=tuple(dict.fromkeys((*plan.keep, *map_.keep))),
            makers=str(self._store.paths.makers),
        )
        self._spool.begin()
        report = sandbox.parse(request, progress=progress, stop=stop, into=self._spool.file)
        if report.importer == FINDINGS:
            tied.check(self._store)
        self._spool.sha256 = report.rows_sha256
        return report

    def _again(
        self, file: Path, plan: ImportPlan, seen: ImportReport, progress: Progress | None, stop: Stop | None
    ) -> ImportReport:
        """Read it once more: the rows of what a person saw are no longer at hand.

        Raises:
            BadInput: when it is another file by now.
        """
        report = self._read(file, plan, progress, stop)
        if report.sha256 != seen.sha256:
            raise BadInput("changed after it was read", file=str(file), hint="import it again")
        return report

    def _before(self) -> dict[str, ToldBefore]:
        """What was told before of files that each importer reads."""
        found: dict[str, ToldBefore] = {}
        with self._store.read() as session:
            for name in IMPORTERS:
                told = column_maps.remembered(session, column_maps.evidence_of(name))
                if told != column_maps.Told():
                    found[name] = {"columns": told.columns, "words": told.words, "dates": told.dates or ""}
        return found

    def _zones(self) -> dict[str, str]:
        """The zone each importer was told or assumed last."""
        query = select(col(ImportRecord.importer), col(ImportRecord.zone)).where(col(ImportRecord.zone) != "")
        with self._store.read() as session:
            found = session.execute(query.order_by(col(ImportRecord.imported_at)))
            return {importer: zone for importer, zone in found}  # noqa: C416  rows are no pairs to dict()


def _nothing_added(report: ImportReport, again: str, *, for_others: bool) -> Outcome:
    more = f"for other controls: grcdesk evidence link {again} --control ID"
    said = f"{report.file} was imported as {again}: nothing added"
    return Outcome(said, unchanged=(again,), warnings=(more,) if for_others else ())


def _known(session: Session, report: ImportReport) -> list[str]:
    """Controls such a file usually stands behind, of those of the desk."""
    return [name for name in report.controls if session.get(Control, name)]


def _facts(report: ImportReport, said: Artefact) -> Artefact:
    """What is said of the artefact: by a person first, else by the file."""
    filled: dict[str, Any] = {
        "kind": report.kind,
        "importer": f"{report.importer} {report.version}",
        "title": said.title or f"{report.title[:1].upper()}{report.title[1:]}: {report.file}",
        "source": said.source or report.facts.get("source", ""),
        "method": said.method or CollectorMethod.EXPORT,
        "row_count": report.used if said.row_count is None and report.understood else said.row_count,
    }
    return replace(said, **filled, **_dates(report, said))


def _dates(report: ImportReport, said: Artefact) -> dict[str, Any]:
    """When it is of, by what a person says first: one day, or from and to."""
    if said.as_of:
        return {}
    start, end = said.period_from or report.period_from, said.period_to or report.period_to
    # a run of a test is of the day it ended on: its first moment is no beginning of a span it shows
    if report.kind in _RUNS and end and not said.period_from:
        return {"as_of": end, "performed_on": said.performed_on or end}
    return {"period_from": start, "period_to": end}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
