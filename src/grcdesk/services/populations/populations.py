"""Populations: frozen, checked, dropped, written to files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import BadInput, Refused
from grcdesk.models.base import col
from grcdesk.models.evidence import Evidence
from grcdesk.models.populations import Population
from grcdesk.rules.controls import gap
from grcdesk.rules.fields.populations import POPULATION_FIELDS, POPULATION_READERS
from grcdesk.rules.filters import filters
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.evidence.imports import ImportReport
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.schemas.populations import PopulationDetail, PopulationPlan, PopulationRow
from grcdesk.schemas.progress import Progress, Stop
from grcdesk.services.common.context import Context, Service
from grcdesk.services.common.ids import next_id
from grcdesk.services.common.in_force import engagement
from grcdesk.services.evidence import import_files, import_rows, intake
from grcdesk.services.evidence import writing as register
from grcdesk.services.evidence.import_files import Spool, Taken
from grcdesk.services.evidence.import_text import remarks
from grcdesk.services.populations import files, freezing, telling
from grcdesk.services.populations import reading as lists
from grcdesk.services.populations.freezing import ReadPopulation
from grcdesk.services.populations.standing import described, detail, doubts
from grcdesk.terms import Verb
from grcdesk.text import clean
from grcdesk.wording import count, word


class Populations(Service):
    """Verbs on populations of the engagement in force."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._spool = Spool()
        self._last: tuple[PopulationPlan, ReadPopulation] | None = None

    def list(self, where: str = "", *, sort: str = "") -> list[PopulationRow]:
        """Populations in the order they were frozen, or those that match a filter, sorted by it.

        Raises:
            FilterError: when the filter cannot be understood.
        """
        text = " ".join(part for part in (where, f"sort:{sort}" if sort else "") if part)
        today = self._today()
        tree = filters.parse(text, POPULATION_FIELDS, today)
        with self._store.read() as session:
            rows = lists.shelf(session)
        kept = [row for row in rows if filters.match(tree, row, POPULATION_READERS, today)]
        return filters.arrange(tree, kept, POPULATION_READERS) if tree.sort else kept

    def show(self, population: str) -> PopulationDetail:
        """Everything about one population, by id, or the one that stands for a name.

        Raises:
            NotFound: when there is none.
        """
        with self._store.read() as session:
            return detail(session, lists.find(session, population))

    def preview(
        self, file: Path, plan: PopulationPlan, *, progress: Progress | None = None, stop: Stop | None = None
    ) -> ImportReport:
        """Read a list as a population and say what was read. Nothing is changed.

        Raises:
            BadInput, Refused: as `add`.
        """
        return self._read(file, freezing.checked(plan, self._context.actor), progress, stop).report

    def add(
        self,
        file: Path,
        plan: PopulationPlan,
        *,
        controls: Sequence[str],
        seen: ImportReport | None = None,
        dry_run: bool = False,
        progress: Progress | None = None,
        stop: Stop | None = None,
    ) -> Outcome:
        """Freeze a list as a population, and keep it as evidence for its controls.

        A newer one of the same name takes the place of the older. Of a file with text its rows without it are kept.

        Args:
            file: a regular file.
            plan: what a person says of it.
            controls: what it stands behind.
            seen: the report of the preview a person has just looked at; the file is then not read again.
            dry_run: say what would be frozen; keep nothing.
            progress: told bytes read and bytes in all.
            stop: asked often; true ends it.

        Raises:
            BadInput: when it cannot be read, has no key, or two rows of one key differ.
            Refused: without its days or a control, or when it can list nothing of those days.
            NotFound: when a control does not exist.
            Unwritable: when the vault does not take it.
        """
        plan = freezing.checked(plan, self._context.actor)
        if not controls:
            raise Refused("for which control?", hint="--control ID")
        with self._store.work(Verb.POPULATION_ADD, dry_run=True) as work:  # a refusal is logged, and reads nothing
            controls, _ = register.ties(work.session, controls, ())
        found = self._seen(plan, seen) or self._read(file, plan, progress, stop)
        if seen is not None and seen.sha256 != found.report.sha256:
            raise BadInput("changed after it was read", file=str(file), hint="add it again")
        # what can be refused is refused before any byte goes into the vault; it is asked again inside `_enter`
        with self._store.work(Verb.POPULATION_ADD, dry_run=True) as work:
            facts = freezing.artefact(plan, found.report, found.rows, self._context.zone, self._today())
            facts = register.checked(work.session, facts, self._today())
            again = freezing.same(work.session, plan, found)
            new = [one for one in controls if again and one not in register.controls_of(work.session, again.evidence)]
        if again is not None:
            return telling.twice(found.report.file, again, plan, new)
        if dry_run:
            said = f"would freeze {count(found.rows.rows, 'row')} as {plan.name}{register.tied(controls)}"
            return Outcome(said, warnings=(*telling.name_hint(plan.name), *remarks(found.report)), dry_run=True)
        return self._enter(file, plan, found, facts, (controls, stop))

    def _enter(
        self,
        file: Path,
        plan: PopulationPlan,
        found: ReadPopulation,
        facts: Artefact,
        rest: tuple[Sequence[str], Stop | None],
    ) -> Outcome:
        """Keep the bytes, then the rows that name them; where those cannot be written the bytes go again."""
        controls, stop = rest
        taken = import_files.take(self._store, file, found.report, self._spool, stop)
        try:
            with self._store.work(Verb.POPULATION_ADD) as work:
                # bytes that no row names yet may be cleaned away by another program until the transaction holds it off
                if not taken.there(self._store.paths):
                    taken = import_files.take(self._store, file, found.report, self._spool, stop)
                _refuse_known(work.session, plan, found)
                row, old = self._write(work.session, (plan, facts), found, taken, controls)
                work.session.flush()
                shown = described(work.session, [row])[0]
        except BaseException:
            intake.let_go(self._store, taken.new)
            raise
        intake.let_go(self._store, taken.new)  # those that no row names: the list is kept for another engagement
        return work.outcome(
            telling.frozen(shown, old), warnings=(*doubts(shown), *telling.name_hint(plan.name), *remarks(found.report))
        )

    def _write(
        self,
        session: Session,
        told: tuple[PopulationPlan, Artefact],
        found: ReadPopulation,
        taken: Taken,
        controls: Sequence[str],
    ) -> tuple[Population, str]:
        """The rows of a population whose bytes are safe; and the population it takes the place of."""
        plan, facts = told
        before = freezing.standing(session, plan.name)
        kept = freezing.shared(session, plan, facts, found)
        if kept is None:
            kept = self._artefact(session, facts, found, taken, before)
        elif plan.completeness and not kept.completeness:
            kept.completeness, kept.checked_by = plan.completeness, plan.by
        register.tie(session, kept.id, controls, ())
        name, place = next_id(session, Population, "POP")
        row = freezing.row(
            plan,
            found,
            kept.id,
            {
                "id": name,
                "engagement": engagement(session).id,
                "supersedes": before.id if before else "",
                "frozen_by": self._context.actor,
                "frozen_at": clock.stamp(clock.now()),
                "position": place,
            },
        )
        session.add(row)
        return row, row.supersedes

    def _artefact(
        self, session: Session, facts: Artefact, found: ReadPopulation, taken: Taken, before: Population | None
    ) -> Evidence:
        """A new artefact; it stands in the place of that of the older population, or of the same file unfrozen."""
        loose = freezing.loose(session, found.report.sha256)
        older = before.evidence if before is not None and freezing.alone(session, before) else loose
        number = (session.scalar(select(func.max(col(Evidence.position)))) or 0) + 1
        facts = replace(facts, supersedes=older)
        kept = register.row(taken.file, facts, number, alone=True, by=self._context.actor)
        import_rows.tell(kept, found.report)
        session.add(kept)
        session.add(import_rows.record(kept.id, found.report))
        if older == loose and loose:  # it stood behind controls: they lose nothing
            register.tie(session, kept.id, register.controls_of(session, loose), register.tests_of(session, loose))
        return kept

    def check(self, population: str, *, completeness: str, by: str = "") -> Outcome:
        """Record how a person checked that nothing is left out.

        Raises:
            NotFound: when there is no such population.
            Refused: without a word on how.
            BadInput: when who checked it reads like no person.
        """
        with self._store.work(Verb.POPULATION_CHECK) as work:
            row = lists.find(work.session, population)
            if not completeness.strip():
                raise Refused(f"how was {row.id} checked?", hint="--completeness TEXT")
            kept = work.session.get_one(Evidence, row.evidence)
            kept.completeness = clean(completeness.strip(), "completeness")
            kept.checked_by = gap.person(clean(by or self._context.actor, "name"), "who checked it")
            work.session.flush()
            shown = described(work.session, [row])[0]
        return work.outcome(f"{row.id} checked by {kept.checked_by}; {word(shown.state)}", warnings=doubts(shown))

    def drop(self, population: str, *, reason: str) -> Outcome:
        """Take a population out of force, with the reason. It is kept, and so is what was drawn from it.

        Its artefact is rejected with it, unless another engagement rests on it.

        Raises:
            NotFound: when there is no such population.
            Refused: without a reason, or when it was dropped before.
        """
        with self._store.work(Verb.POPULATION_DROP, clean(reason.strip(), "reason")) as work:
            row = lists.find(work.session, population)
            if not reason.strip():
                raise Refused(f"dropping {row.id} needs a reason", hint="--reason TEXT")
            if row.dropped:
                raise Refused(f"{row.id} was dropped: {row.dropped}")
            row.dropped = clean(reason.strip(), "reason")
            if freezing.alone(work.session, row):
                work.session.get_one(Evidence, row.evidence).rejected = row.dropped
            work.session.flush()
            back = lists.newest(work.session, row.name)
        again = f"; {back.id} stands for {row.name} again" if back is not None else ""
        return work.outcome(f"{row.id} dropped{again}")

    def export(self, population: str, target: Path, *, keys: bool = False, force: bool = False) -> FileOutcome:
        """Write the frozen rows as CSV; or the keys alone, a line each, as samples are drawn from.

        Raises:
            NotFound: when there is no such population.
            Damaged: when its rows are missing, or not as they were frozen.
            Refused: when the file exists and `force` is not set.
            Unwritable: when the file cannot be written.
        """
        with self._store.read() as session:
            row = lists.find(session, population)
        return files.write(self._store, row, target, keys=keys, force=force)

    def _seen(self, plan: PopulationPlan, seen: ImportReport | None) -> ReadPopulation | None:
        """What was read for the preview, where its rows are still at hand and it was read in the same way."""
        if seen is None or self._last is None or not self._spool.holds(seen):
            return None
        before, found = self._last
        told = ("name", "key", "columns", "zone", "keep", "period_from", "period_to")
        alike = all(getattr(before, name) == getattr(plan, name) for name in told)
        return found if alike and found.report == seen else None

    def _read(self, file: Path, plan: PopulationPlan, progress: Progress | None, stop: Stop | None) -> ReadPopulation:
        self._last = None
        found = freezing.read(file, plan, freezing.Way(self._context.zone, self._spool, progress, stop))
        self._last = (plan, found)
        return found


def _refuse_known(session: Session, plan: PopulationPlan, found: ReadPopulation) -> None:
    if (again := freezing.same(session, plan, found)) is not None:
        raise Refused(f"{found.report.file} was frozen as {again.id} meanwhile", hint="nothing was added")
