"""Samples: drawn, drawn again, dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import Damaged, NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.models.populations import Population
from grcdesk.models.samples import DrawnSample
from grcdesk.rules.controls import gap
from grcdesk.rules.fields.samples import SAMPLE_FIELDS, SAMPLE_READERS
from grcdesk.rules.filters import filters
from grcdesk.rules.samples import selection
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.samples import DrawPlan, Redrawn, SampleDetail, SampleRow
from grcdesk.services.common.context import Service
from grcdesk.services.common.ids import next_id
from grcdesk.services.common.in_force import engagement
from grcdesk.services.controls.plan_writing import require_control
from grcdesk.services.populations import reading as populations
from grcdesk.services.samples import drawing, reading
from grcdesk.terms import Verb
from grcdesk.terms.audits import Lane
from grcdesk.text import clean
from grcdesk.wording import join

_SEED = 500
"""Characters a seed may have."""


class Samples(Service):
    """Verbs on samples of the engagement in force."""

    def list(self, where: str = "", *, sort: str = "") -> list[SampleRow]:
        """Samples in the order they were drawn, or those that match a filter, sorted by it.

        Raises:
            FilterError: when the filter cannot be understood.
        """
        text = " ".join(part for part in (where, f"sort:{sort}" if sort else "") if part)
        today = self._today()
        tree = filters.parse(text, SAMPLE_FIELDS, today)
        with self._store.read() as session:
            rows = reading.shelf(session)
        kept = [row for row in rows if filters.match(tree, row, SAMPLE_READERS, today)]
        return filters.arrange(tree, kept, SAMPLE_READERS) if tree.sort else kept

    def show(self, sample: str) -> SampleDetail:
        """One sample with its items in order; those of a large one are drawn again.

        Raises:
            NotFound: when there is none.
            Damaged: when the rows it is drawn from are not as they were frozen.
        """
        with self._store.read() as session:
            row = reading.find(session, sample)
            shown = reading.rows(session, [row])[0]
            population = session.get_one(Population, row.population)
            items = tuple(row.items) or tuple(self._again(row, population))
        return SampleDetail(shown, items)

    def draw(self, control: str, population: str, plan: DrawPlan, *, dry_run: bool = False) -> Outcome:
        """Draw a sample of a population for a control. The same draw is not made twice.

        Args:
            control: the control that is tested.
            population: by id, or the one that stands for a name.
            plan: how items are chosen.
            dry_run: say what would be drawn; keep nothing.

        Raises:
            NotFound: when the control, the population or a named item does not exist.
            Refused: when the lane needs what was not said, or the population is empty or out of force.
            BadInput: when the strata are no column of dates, or who chose reads like no person.
            Damaged: when the rows are not as they were frozen.
        """
        plan = replace(plan, items=drawing.named(plan.items))
        with self._store.work(Verb.SAMPLE_DRAW, dry_run=True) as work:  # a refusal is logged
            require_control(work.session, control)
            source = populations.find(work.session, population)
            row = self._asked(work.session, control, source, plan)
        items = drawing.drawn(self._store.paths, source, drawing.of_sample(row))  # while others may write
        row.size, row.items_sha256 = len(items), selection.items_sha256(items)
        row.items = list(items) if row.lane is not Lane.CENSUS and row.size <= drawing.KEPT else []
        with self._store.work(Verb.SAMPLE_DRAW, dry_run=dry_run) as work:
            _refuse_dropped(populations.find(work.session, source.id))
            row.id, row.position = next_id(work.session, DrawnSample, "SMP")
            others = self._others(work.session, row)
            again = next((one for one in others if _alike(one, row)), None)
            if again is None:
                work.session.add(row)
        if again is not None:
            return Outcome(f"{drawing.sentence(again, source)}: drawn before, nothing added", unchanged=(again.id,))
        warnings = [f"interim: {why}" for why in row.interim]
        if others:
            warnings.append(f"drawn before for {control} from the same population: {join([one.id for one in others])}")
        return work.outcome(drawing.sentence(row, source), warnings=tuple(warnings))

    def redraw(self, sample: str) -> Redrawn:
        """Draw a sample again from the frozen rows, and say whether all of it is the same. Nothing is changed.

        Raises:
            NotFound: when there is no such sample.
        """
        with self._store.read() as session:
            row = reading.find(session, sample)
            population = session.get_one(Population, row.population)
            differs = _drawn_otherwise(row, population)
            try:
                items = self._again(row, population)
            except (Damaged, NotFound) as error:
                return Redrawn(row.id, False, row.population_sha256, row.seed, row.size, "", (*differs, str(error)))
        found = selection.items_sha256(items)
        if found != row.items_sha256 or (row.items and list(row.items) != list(items)):
            differs.append("other items come out")
        if len(items) != row.size:
            differs.append(f"{len(items):,} items come out, {row.size:,} are kept")
        return Redrawn(row.id, not differs, row.population_sha256, row.seed, row.size, found, tuple(differs))

    def drop(self, sample: str, *, reason: str) -> Outcome:
        """Take a sample out of force, with the reason; it is kept, and everybody sees that there was one.

        Raises:
            NotFound: when there is no such sample.
            Refused: without a reason, or when it was dropped before.
        """
        with self._store.work(Verb.SAMPLE_DROP, clean(reason.strip(), "reason")) as work:
            row = reading.find(work.session, sample)
            if not reason.strip():
                raise Refused(f"dropping {row.id} needs a reason", hint="--reason TEXT")
            if row.dropped:
                raise Refused(f"{row.id} was dropped: {row.dropped}")
            row.dropped = clean(reason.strip(), "reason")
        return work.outcome(f"{row.id} dropped: it stays on the list, with the reason")

    def _again(self, row: DrawnSample, population: Population) -> Sequence[str]:
        return drawing.drawn(self._store.paths, population, drawing.of_sample(row))

    def _asked(self, session: Session, control: str, source: Population, plan: DrawPlan) -> DrawnSample:
        """The row of a draw as it was asked for; the items follow."""
        _refuse_dropped(source)
        if not source.rows:
            raise Refused(f"{source.id} lists nothing: there is nothing to draw", hint="no occurrence needs no sample")
        held = engagement(session)
        lane = drawing.lane_of(plan, held.lane)
        by = gap.person(clean(plan.by, "name"), "who chose") if plan.by else ""
        number, why = drawing.sized(plan, lane, session.get_one(Control, control).frequency, source.rows)
        seed = self._seed(plan, lane) or selection.derived_seed(held.seed_name, control, source.population_sha256)
        _, interim = populations.state(session, source)
        return DrawnSample(
            id="",
            engagement=held.id,
            control=control,
            population=source.id,
            population_sha256=source.population_sha256,
            rows_sha256=source.rows_sha256,
            lane=lane,
            size=number,
            seed="" if lane is Lane.LIST else seed,
            seed_given=bool(plan.seed) and lane is not Lane.LIST,
            seed_name=held.seed_name,
            strata=drawing.checked_strata(source, plan.strata, lane),
            size_reason=why,
            chosen_by=by or (held.firm if lane is Lane.LIST else ""),
            reason=clean(plan.reason.strip(), "reason"),
            interim=list(interim),
            items=list(plan.items),
            drawn_by=self._context.actor,
            drawn_at=clock.stamp(clock.now()),
        )

    def _seed(self, plan: DrawPlan, lane: Lane) -> str:
        seed = clean(plan.seed, "seed")
        if seed and lane is Lane.LIST:
            raise Refused("a list of items is not drawn: it has no seed", hint="leave --seed out")
        if len(seed) > _SEED or "\n" in seed:
            raise Refused("the seed is longer than a line", hint="--seed TEXT")
        return seed

    def _others(self, session: Session, row: DrawnSample) -> Sequence[DrawnSample]:
        """Samples in force of the same control and population."""
        query = select(DrawnSample).where(
            col(DrawnSample.engagement) == row.engagement,
            col(DrawnSample.control) == row.control,
            col(DrawnSample.population) == row.population,
            col(DrawnSample.dropped) == "",
        )
        return session.scalars(query.order_by(col(DrawnSample.position))).all()


def _refuse_dropped(source: Population) -> None:
    if source.dropped:
        raise Refused(f"{source.id} was dropped: {source.dropped}", hint="grcdesk populations list")


def _alike(one: DrawnSample, other: DrawnSample) -> bool:
    """Whether two draws are the same."""
    told = ("lane", "seed", "size", "strata", "items_sha256", "seed_given", "chosen_by")
    return all(getattr(one, name) == getattr(other, name) for name in told)


def _drawn_otherwise(row: DrawnSample, population: Population) -> list[str]:
    """What of the record itself does not fit: it was written by another hand than the one that draws."""
    differs = []
    if row.population_sha256 != population.population_sha256:
        differs.append(f"{population.id} is named by another hash than when it was drawn from")
    if row.rows_sha256 != population.rows_sha256:
        differs.append(f"the rows of {population.id} are not those it was drawn from")
    wanted = selection.derived_seed(row.seed_name, row.control, row.population_sha256)
    # a list is the auditor's own, and a seed that was given is his: only ours follows from what is on record
    if row.lane is not Lane.LIST and not row.seed_given and row.seed != wanted:
        differs.append("its seed is not the one that follows from engagement, control and population")
    return differs
