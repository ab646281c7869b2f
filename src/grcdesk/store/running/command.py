"""One command in progress, and what it is told as when it has ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from grcdesk.schemas.differences import Difference
from grcdesk.schemas.log.log import LoggedAct
from grcdesk.schemas.outcomes import Outcome
from grcdesk.store.journal import Change


@dataclass(slots=True)
class Work:
    """One command in progress. Rows changed through `session` are logged when the block ends."""

    session: Session
    batch: str
    dry_run: bool = False
    undoable: bool = True
    """Whether it can be taken back."""
    kinds: frozenset[str] = frozenset()
    ids: tuple[str, ...] = ()
    suspicions: tuple[str, ...] = ()
    """What typed texts seem to hold that does not belong here."""
    acts: list[LoggedAct] = field(default_factory=list)
    named: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The records a person has named: id → what it is called, and its title."""
    differences: tuple[Difference, ...] = ()
    """What a dry run would change of each of them."""

    def note(self, act: LoggedAct) -> None:
        """Log also an act that changes no data, in the transaction of the command."""
        self.acts.append(act)

    def about(self, records: Mapping[str, str], names: Mapping[str, str] | None = None) -> None:
        """Say which records the command is for: id → title. A dry run tells what would change of each of them.

        Args:
            records: their titles by id.
            names: what people call them by, where that is not the id.
        """
        called = names or {}
        self.named |= {name: (called.get(name, name), title) for name, title in records.items()}

    def compare(self, changes: Sequence[Change]) -> None:
        """Keep what these changes mean for the records that were named."""
        if self.named:
            from grcdesk.store.running.differences import differences  # noqa: PLC0415  knows every table

            self.differences = differences(changes, self.named)

    def outcome(self, sentence: str, *, unchanged: tuple[str, ...] = (), warnings: tuple[str, ...] = ()) -> Outcome:
        """What to tell, once the block has ended."""
        batch = self.batch if self.kinds and self.undoable and not self.dry_run else ""
        told = (*warnings, *self.suspicions)
        return Outcome(sentence, batch, self.ids, unchanged, self.kinds, told, self.dry_run, self.differences)
