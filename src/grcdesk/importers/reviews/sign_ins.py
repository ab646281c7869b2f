"""What a row tells of signing in: whether it is possible, when it was done last, whether a second factor is asked."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo

from grcdesk.importers.keeping import looks
from grcdesk.importers.reading.days.columns import DateColumns
from grcdesk.importers.reading.headings import plain_heading
from grcdesk.importers.reading.times import BadTime, day_of
from grcdesk.importers.reviews import columns as account_columns
from grcdesk.importers.reviews.texts import TextCells
from grcdesk.rules.reviews import roles, statuses
from grcdesk.terms.reviews import Mfa
from grcdesk.wording import count

_NEVER = re.compile(r"\(?(?:never|nie|jamais|nunca|mai|no_information|not yet)\b", re.IGNORECASE)
_ZERO = re.compile(r"0+|(?:0001|1601|1900|1970)-01-01.*|0?1[./]0?1[./](?:0001|1601|1900|1970)\b.*")
"""Times that programs write where there was none; the first second of 1970 is that of Google."""
_TICKS = (116_444_736_000_000_000, 160_000_000_000_000_000)
"""Hundreds of nanoseconds since 1601, as Windows counts: those of 1970, and of the year 2108."""
_FAR = 9_223_372_036_854_775_807
_ONCE = re.compile(r"at$|date$|on$|time$")
_LISTED = looks.words(
    "factors mfafactors mfadevices methods methodsregistered authenticationmethods authmethods enrolledfactors"
    " multifactor"
)
"""Headings of lists of second factors: an empty one has none."""
_ASKED = looks.words(
    "enrolled enforced required registered configured capable verified totp sms push webauthn duo virtual"
    " passkey securitykey hardware"
)
_SWITCHED_OFF = 0x2
"""The bit of userAccountControl that says so."""


class SignIns:
    """Reads it row by row, and gathers what was not understood."""

    def __init__(
        self, chosen: Mapping[str, Sequence[str]], zone: tzinfo, days: DateColumns,
        words: Mapping[str, Mapping[str, str]], texts: TextCells,
    ) -> None:  # fmt: skip
        self.chosen = chosen
        self.zone = zone
        self.days = days
        self.texts = texts
        self.statuses = {
            statuses.folded(word): ours == "active" for word, ours in words.get("status", {}).items()
            if ours in ("active", "inactive")
        }  # fmt: skip
        self.naive = False
        self.notes: list[str] = []
        self.unknown: Counter[str] = Counter()
        """Words of a status nobody knows."""
        self.empty = 0
        """Accounts whose status is left empty."""
        self.unread_factors = 0

    def day(self, line: int, name: str, text: str) -> date | None:
        """A day in the zone of the list; what cannot be told is named and left empty."""
        told = text.strip()
        if _NEVER.match(told) or _ZERO.fullmatch(told):
            return None
        try:
            found = self.days.moment(name, _ticks(told), self.zone)
        except BadTime as error:
            self.notes.append(f"line {line}: {account_columns.shown([name])[0]} left empty: {error}")
            return None
        if found is None:
            return None
        self.naive = self.naive or (found.naive and not found.day_only)
        return day_of(found, self.zone)

    def uses(self, line: int, row: Mapping[str, str]) -> tuple[date | None, bool]:
        """When it was last used, and whether the list tells: a day, or in words that there was none."""
        names = self.chosen.get("last_used", ())
        days = [day for name in names if (day := self.day(line, name, row[name]))]
        told = [row[name].strip() for name in names]
        return max(days, default=None), bool(days) or any(_NEVER.match(one) or _ZERO.fullmatch(one) for one in told)

    def active(self, row: Mapping[str, str], status: str) -> tuple[bool, bool]:
        """Whether it can sign in, and whether that is known. What is not known counts as active.

        Args:
            row: the row.
            status: its status, as it may be kept.
        """
        found = [self._known(on, statuses.yes_or_no(on, self.statuses)) for _, on in self._cells(row, "active")]
        found += [self._off(name, off) for name, off in self._cells(row, "disabled")]
        found += [_by_bits(row[name]) for name in self.chosen.get("bits", ()) if row[name].strip()]
        if status:
            found.append(self._known(status, statuses.meaning(status, self.statuses)))
        elif "status" in self.chosen and not found:
            self.empty += 1
        # one column that says no is enough; what nobody understands counts as active, so that somebody looks at it
        return False not in found, False in found or None not in found

    def _cells(self, row: Mapping[str, str], what: str) -> Iterator[tuple[str, str]]:
        """Column and cell, as it may be kept, of each that tells it."""
        for name in self.chosen.get(what, ()):
            if told := self.texts.admit(what, row[name].strip()):
                yield name, told

    def _known(self, word: str, meaning: bool | None) -> bool | None:
        if meaning is None and word != roles.UNREAD:
            self.unknown[word] += 1
        return meaning

    def _off(self, name: str, text: str) -> bool | None:
        """What a column says that tells whether it is switched off: yes, a word, or the day it was."""
        told = text.strip().casefold()
        if told in ("active", "enabled"):
            return True
        if told in statuses.YES | statuses.NO:
            return told not in statuses.YES
        # a column of days tells by being filled: whoever has a day there was switched off on it
        if _ONCE.search(plain_heading(name)):
            return told in ("null", "none", "-")
        return self._known(text.strip(), statuses.meaning(told, self.statuses))

    def mfa(self, row: Mapping[str, str]) -> Mfa | None:
        """Whether a second factor is asked for; None: it does not say."""
        for name in self.chosen.get("mfa", ()):
            told = _bare(row[name])
            listed = plain_heading(name) in _LISTED
            if told in statuses.NO or told in ("missing", "optional", "password") or told.startswith(("not", "un")):
                return Mfa.OFF
            if told in statuses.YES | _ASKED or (listed and told):
                return Mfa.ON
            if listed:
                return Mfa.OFF
            self.unread_factors += told not in ("", "null", "na", "unknown")
        return None

    def told(self) -> list[str]:
        """What was not understood, and what follows."""
        said = [
            f"the status {word!r} of {count(number, 'account')} is not known: it counts as active, and is marked"
            for word, number in sorted(self.unknown.items())
        ]
        if self.unknown:
            word = min(self.unknown)
            said.append(f"say once what it means: --word {shlex.quote(f'status:{word}=inactive')}, or =active")
        if self.empty:
            said.append(f"the status of {count(self.empty, 'account')} is empty: it counts as active")
        if self.unread_factors:
            number = count(self.unread_factors, "account")
            said.append(f"of {number} it is not understood whether a second factor is asked")
        return said


def _bare(text: str) -> str:
    """Letters and digits alone."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _ticks(text: str) -> str:
    """A time as Windows counts it, as text that can be read; any other text as it is."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(_FAR)) else 0
    if number == _FAR:
        return ""
    if _TICKS[0] <= number < _TICKS[1]:
        return (datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=number // 10)).isoformat()
    return text


def _by_bits(text: str) -> bool | None:
    """What userAccountControl says: a number, or the names of its bits."""
    told = text.strip()
    if told.isascii() and told.isdigit():
        return not int(told) & _SWITCHED_OFF
    return "accountdisable" not in _bare(told)
