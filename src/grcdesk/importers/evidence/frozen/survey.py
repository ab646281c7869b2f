"""Every value of a list measured before one is kept; and, where the list is plain, its rows on their way meanwhile."""

from __future__ import annotations

from dataclasses import replace

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.frozen import blocks, mapping
from grcdesk.importers.evidence.frozen.kinds import KindSeen
from grcdesk.importers.evidence.frozen.writer import Writer
from grcdesk.importers.evidence.lists import many_rows
from grcdesk.importers.keeping import content
from grcdesk.importers.keeping.guard import Guard
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.importers.reading.many.plain_rows import Columns
from grcdesk.importers.reading.tally import RowTally
from grcdesk.rules.populations.names import role_of

_SPELLINGS = 100_000
"""Different people of one list whose spelling is made one."""


class Survey:
    """Measures every value of the list, and hands its rows on beforehand while nothing speaks against it.

    What is handed on early is how the first block would have all of them. It stands if the whole list comes to the same
    columns, no row is left out, and no name is spelt anew; else it is forgotten, and the list read once more.
    """

    def __init__(self, job: ReadingJob) -> None:
        self.job, self.role, self.told = job, role_of(job.role), job.columns.get("key", "")
        self.persons = mapping.persons(self.role, job.columns)
        self.typed = mapping.typed(self.role, job.columns)
        self.guard = self._new_guard()
        self.kinds: dict[str, KindSeen] = {}
        self.spelt: dict[str, str] = {}
        """A name in small letters → the one spelling that is kept, so that the order of rows changes nothing."""
        self.ahead: Writer | None = None

    def read(self) -> None:
        """Look at every row."""
        for number, (lines, columns) in enumerate(blocks.blocks(many_rows(self.job), self.persons)):
            forms = self._measure(self.guard, self.kinds, columns)
            if not self._spell(columns):
                self.ahead = None
            if not number:
                self.ahead = self._begun(columns)
            if self.ahead is not None:
                self.ahead.write(lines, columns, forms)
                if self.ahead.job.account.skipped:
                    self.ahead = None

    def mapped(self, guard: Guard, kinds: dict[str, KindSeen]) -> mapping.Mapped:
        """Where each column goes, once the guard has judged.

        Raises:
            BadInput: as `mapping.Mapper`.
        """
        columns = {ours: theirs for ours, theirs in self.job.columns.items() if ours != "key"}
        shut = {path for path in guard.shut if not guard.is_released(path)}
        return mapping.Mapper(self.role, columns, self.told, self.job.name, kinds).mapped(guard.bad, shut)

    def _new_guard(self) -> Guard:
        keys = [part.strip() for part in self.told.split(",") if part]
        return Guard(mapping.known(self.role, self.job.columns, keys), self.job.keep)

    def _measure(self, guard: Guard, kinds: dict[str, KindSeen], columns: Columns) -> blocks.Forms:
        forms: blocks.Forms = {}
        for path, values in columns.items():
            seen = kinds.get(path)
            if seen is None:
                seen = kinds[path] = KindSeen(asked=content.plain(path) in self.typed)
            form = blocks.see_column(guard, seen, path, values)
            if form is not None:
                forms[path] = form
        return forms

    def _spell(self, columns: Columns) -> bool:
        """Choose the spelling of names; whether none that was chosen before has changed."""
        kept = True
        for path, values in columns.items():
            if content.plain(path) not in self.persons or len(self.spelt) >= _SPELLINGS:
                continue
            for value in set(values):
                if isinstance(value, str) and value:
                    name = " ".join(value.split())
                    before = self.spelt.setdefault(name.casefold(), name)
                    best = min(before, name, key=_plainness)
                    kept = kept and best == before
                    self.spelt[name.casefold()] = best
        return kept

    def _begun(self, columns: Columns) -> Writer | None:
        """A writer of what the first block says; None when that alone says too little."""
        guard, kinds = self._new_guard(), dict[str, KindSeen]()
        self._measure(guard, kinds, columns)
        try:
            guard.settle(self.job.name)
            mapped = self.mapped(guard, kinds)
        except BadInput:
            return None
        scratch = replace(self.job, account=RowTally(), notes=[], days={}, facts={}, kinds={})
        return Writer(scratch, mapped, self.spelt, self.guard)


def _plainness(name: str) -> tuple[bool, str]:
    """How a name is written best: not all in capitals or small letters, then what sorts first."""
    return name in (name.upper(), name.lower()), name
