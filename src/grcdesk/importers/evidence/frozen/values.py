"""Values of one column as they are frozen: by the kind of the column, in UTC, as decimal text; each as a JSON pair."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from grcdesk.importers.evidence.frozen.kinds import NO, YES, BadNumber, decimal, digits, empty
from grcdesk.importers.keeping import content, measuring
from grcdesk.importers.keeping.holds import Holds, fits
from grcdesk.importers.keeping.measuring import ValueForm
from grcdesk.importers.reading.job import ReadingJob, stamped
from grcdesk.importers.reading.times import NOTHING, BadTime
from grcdesk.rules.audits.roles import ColumnKind, RoleColumn
from grcdesk.rules.populations.names import HASHES, PEOPLE

BAD = "\x00"
"""Stands where a value cannot be read."""
_REMEMBERED = 20_000
_HEX = re.compile(r"[0-9A-Fa-f]{7,64}")
_LONGEST = 200
"""Characters of a key, and of a text nobody released."""


class Unreadable(ValueError):
    """A value is not of the kind of its column. The message is a reason, without the value."""


class ColumnPairs(NamedTuple):
    """A block of one column as it is written: what stands before every text, the texts, and what stands behind each."""

    head: str
    texts: Sequence[str]
    """Empty for what is left out, BAD for what cannot be read."""
    tail: str


@dataclass(slots=True)
class Values:
    """Turns the values of one column into `,"name":value`; nothing for what is empty or must not be kept."""

    column: RoleColumn
    holds: Holds
    """What its texts may hold."""
    job: ReadingJob
    words: Mapping[str, str] = field(default_factory=dict)
    """Their word → ours, where a map says so."""
    spelt: Mapping[str, str] = field(default_factory=dict)
    """For a column of people: a name in small letters → the one spelling of it."""
    released: bool = False
    """Whether a person released it: then it is kept as it stands."""
    reasons: dict[Any, str] = field(default_factory=dict)
    days_only: int = 0
    """Values of a column of times that carry no hour."""
    _known: dict[type, dict[Any, str]] = field(default_factory=dict)
    _no_hour: set[Any] = field(default_factory=set)
    head: str = ""

    def __post_init__(self) -> None:
        self.head = f",{json.dumps(self.column.name, ensure_ascii=False)}:"

    def block(self, values: Sequence[Any], form: ValueForm | None = None) -> ColumnPairs:
        """The pairs of a block, in its order; BAD for what cannot be read, with its reason in `reasons`.

        Args:
            values: of each row.
            form: that all of them are known to have.
        """
        if self._straight(values, form):
            return ColumnPairs(f'{self.head}"', values, '"')
        classes = set(map(type, values))
        found = self._of(values, classes.pop()) if len(classes) == 1 else [self._of([v], type(v))[0] for v in values]
        if self._no_hour:
            self.days_only += sum(value in self._no_hour for value in values)
        return ColumnPairs("", found, "")

    def stamps(self, pairs: ColumnPairs) -> Sequence[str]:
        """Of a column of times or days, those of a block that are there."""
        if pairs.head:
            return pairs.texts
        begin = len(self.head) + 1
        return [pair[begin:-1] for pair in pairs.texts if pair and pair != BAD]

    def _of(self, values: Sequence[Any], kind: type) -> list[str]:
        """The pairs of values of one type: true, 1 and 1.0 are the same to a dictionary."""
        known = self._known.setdefault(kind, {})
        found = list(map(known.get, values))
        if None not in found:
            return found  # type: ignore[return-value]  # none of them is missing
        return [self._look(value, known) if pair is None else pair for value, pair in zip(values, found, strict=True)]

    def reason(self, value: Any) -> str:
        """Why a value cannot be read."""
        return f"`{content.shown(self.column.name)}`: {self.reasons.get((value.__class__, value), 'cannot be read')}"

    def _straight(self, values: Sequence[Any], form: ValueForm | None) -> bool:
        """Whether every value is kept just as it is written."""
        if self.words or measuring.few(values):
            return False
        if self.column.kind is ColumnKind.TIME:
            return form is ValueForm.TIMES or measuring.times(values)
        if self.column.kind is not ColumnKind.TEXT or self.column.name in PEOPLE or self.holds not in _FOR_IDS:
            return False
        if self.column.name in HASHES:
            return measuring.sure(values, measuring.HEX)
        return form is ValueForm.IDS or measuring.sure(values, measuring.IDS)

    def _look(self, value: Any, known: dict[Any, str]) -> str:
        if value in known:  # more than once in one block
            return known[value]
        if len(known) > _REMEMBERED:
            known.clear()
        try:
            said = self.said(value)
        except (Unreadable, BadNumber, BadTime) as error:
            self.reasons[(value.__class__, value)] = str(error)
            said = BAD
        else:
            said = "" if said is None else f"{self.head}{json.dumps(said, ensure_ascii=False)}"
        known[value] = said
        return said

    def said(self, value: Any) -> str | bool | None:
        """A value as it is frozen; None where nothing stands.

        Raises:
            Unreadable, BadNumber, BadTime: when it is not of the kind of the column.
        """
        if isinstance(value, str) and self.words:
            value = self.words.get(value.strip(), value)
        if empty(value):
            return None
        return self._BY_KIND[self.column.kind](self, value)

    def _text(self, value: Any) -> str | None:
        if value.__class__ is tuple:
            return ", ".join(said for one in value if (said := self._text(one))) or None
        if isinstance(value, bool):
            return str(value).lower()
        return self._name(value) if isinstance(value, str) else written(value)

    def _name(self, value: str) -> str | None:
        """A text as it may be kept; what a person released is kept as it stands."""
        if self.released:
            return value.strip()
        text = " ".join(value.split())
        if not fits(self.holds, value) or len(text) > _LONGEST:
            return None
        if self.column.name in HASHES and _HEX.fullmatch(text):
            return text.lower()
        return self.spelt.get(text.casefold(), text) if self.column.name in PEOPLE else text

    def _time(self, value: Any) -> str | None:
        moment = self.job.time(_one(value))
        if moment is None:
            return None
        if moment.day_only:
            self._no_hour.add(value)
        return stamped(moment.at)

    def _date(self, value: Any) -> str | None:
        moment = self.job.time(_one(value))
        return None if moment is None else self.job.day_of(moment).isoformat()

    def _number(self, value: Any) -> str | None:
        return decimal(_one(value))

    def _flag(self, value: Any) -> bool | None:
        word = str(_one(value)).strip().casefold().replace(" ", "_")
        if word in YES or word in NO:
            return word in YES
        if word in NOTHING:
            return None
        raise Unreadable("neither yes nor no: a word map says what its words mean")

    _BY_KIND: ClassVar[dict[ColumnKind, Callable[[Values, Any], str | bool | None]]] = {
        ColumnKind.TEXT: _text,
        ColumnKind.TIME: _time,
        ColumnKind.DATE: _date,
        ColumnKind.NUMBER: _number,
        ColumnKind.FLAG: _flag,
    }


_FOR_IDS = frozenset({Holds.ID, Holds.NAME, Holds.WORD})


def written(number: float) -> str:
    """A number as text, the same for 3 and 3.0."""
    return digits(Decimal(repr(number)))


def _one(value: Any) -> Any:
    """A value that stands alone.

    Raises:
        Unreadable: for a list of several.
    """
    if value.__class__ is tuple:
        raise Unreadable("several values where one is meant")
    return value


def key_part(value: Any) -> str:
    """A value of a key as text: one token, or a few words that name something; blanks are single.

    Raises:
        Unreadable: when there is none, or it reads as text.
    """
    if value.__class__ is tuple or isinstance(value, bool):
        raise Unreadable("no single value")
    if empty(value):
        raise Unreadable("")
    text = " ".join(value.split()) if isinstance(value, str) else written(value)
    if not fits(Holds.NAME, text) and not fits(Holds.ID, text):
        raise Unreadable("reads as text")
    if len(text) > _LONGEST or not text.isprintable():
        raise Unreadable("is longer than a key, or holds what cannot be shown")
    return text
