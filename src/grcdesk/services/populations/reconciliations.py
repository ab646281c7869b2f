"""Second sources of populations: held against each other, and what differs explained."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grcdesk.rules.controls import gap
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.populations import PopulationPlan
from grcdesk.schemas.progress import Progress, Stop
from grcdesk.schemas.registers.tables import PLAIN_TABLE, TablePlan
from grcdesk.services.common.context import Context, Service
from grcdesk.services.evidence.import_files import Spool
from grcdesk.services.populations import freezing, reconciling
from grcdesk.services.populations import reading as lists
from grcdesk.services.populations.standing import described, doubts
from grcdesk.terms import Verb
from grcdesk.text import clean
from grcdesk.wording import count


class Reconciliations(Service):
    """Verbs on second sources."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._spool = Spool()

    def run(
        self,
        population: str,
        against: str | Path,
        *,
        key: str = "",
        columns: Path | None = None,
        place: TablePlan = PLAIN_TABLE,
        by: str = "",
        dry_run: bool = False,
        progress: Progress | None = None,
        stop: Stop | None = None,
    ) -> Outcome:
        """Hold a population against a second source: counts, and keys that only one of the two has.

        Args:
            population: by id or name.
            against: a file, or another population by id or name.
            key: of a file, its column of keys; empty: as the role or the map has it.
            columns: of a file, a column map.
            place: of a file, sheet, heading, and what stands first in its days.
            by: who did it; empty: whoever runs it.
            dry_run: say what differs; record nothing.
            progress: told bytes read and bytes in all.
            stop: asked often; true ends it.

        Raises:
            NotFound: when a population does not exist.
            BadInput: when the file cannot be read.
            Refused: when the second source is the first.
        """
        who = gap.person(clean(by or self._context.actor, "name"), "who reconciled it")
        with self._store.read() as session:
            row = lists.find(session, population)
        way = freezing.Way(self._context.zone, self._spool, progress, stop)
        plan = PopulationPlan(
            row.name, key=key, columns=columns, sheet=place.sheet, header=place.header, dates=place.dates
        )
        other = reconciling.second(self._store, row, against, plan, way)
        found = reconciling.compare(lists.keys(self._store.paths, row), other.keys())
        with self._store.work(Verb.POPULATION_RECONCILE, dry_run=dry_run) as work:
            row = lists.find(work.session, row.id)
            done = reconciling.record(work.session, row, other, found, (who, self._today()))
            work.session.flush()
            shown = described(work.session, [row])[0]
        return work.outcome(reconciling.told(row.id, done, found), warnings=(*reconciling.odd(found), *doubts(shown)))

    def explain(self, population: str, items: Sequence[str], *, reason: str, by: str = "") -> Outcome:
        """Say why one of two sources lacks keys that the other has; of all that are open when none is named.

        Raises:
            NotFound: when a population, or an open difference of that key, does not exist.
            Refused: without a reason.
        """
        who = gap.person(clean(by or self._context.actor, "name"), "who explains it")
        with self._store.work(Verb.POPULATION_EXPLAIN) as work:
            row = lists.find(work.session, population)
            why = clean(reason.strip(), "reason")
            number = reconciling.explain(work.session, row, items, why, (who, self._today()))
            work.session.flush()
            shown = described(work.session, [row])[0]
        return work.outcome(f"{count(number, 'difference')} of {row.id} explained", warnings=doubts(shown))
