"""Acts that change no data, such as handing out a file, as the log is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from grcdesk.schemas.moment import LogMoment
from grcdesk.store.journal import Value
from grcdesk.terms import Verb


@dataclass(frozen=True, slots=True)
class LoggedAct:
    """One of them."""

    action: Verb
    kind: str
    name: str
    facts: Mapping[str, Value]

    def then(self, moment: LogMoment) -> LoggedAct:
        """The same of the desk as it stood: with where it stood."""
        return replace(self, facts={**self.facts, "at_entry": moment.entry, "at_day": moment.day.isoformat()})
