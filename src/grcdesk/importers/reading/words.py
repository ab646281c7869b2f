"""What the words of a list mean: those that can mean one thing only; the others are asked for once, and remembered.

No word is guessed: `Complete` may be the auditor's or the client's, `Tier 1` the first or the last, so it is asked.
"""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Mapping, Sequence

from grcdesk.errors import BadInput, did_you_mean
from grcdesk.schemas.registers.tables import UnknownWord, Words
from grcdesk.wording import count, join

NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "tbd", "none"})
"""Cells that say nothing, unless somebody says what they mean, or it is a word of ours."""
_PLACES = 3
_CURES = 3
_TOLD = 8
_LONGEST = 60


def plain(word: str) -> str:
    """A word as it is compared."""
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())


class WordBook:
    """The words of one list, and those nobody knows yet."""

    def __init__(
        self, terms: Mapping[str, Sequence[str]], usual: Mapping[str, Mapping[str, str]], told: Words | None = None
    ) -> None:
        """Take in what is known.

        Args:
            terms: for what a column tells, our words.
            usual: words that can mean one thing only, plainly written → ours.
            told: the word in the list → ours, as a person says; it goes before what is usual.

        Raises:
            BadInput: for a word of ours that is none, or of what has no words.
        """
        self.terms = terms
        self._known: dict[str, dict[str, str]] = {}
        self._unknown: dict[tuple[str, str], list[int]] = defaultdict(list)
        for what, words in terms.items():
            self._known[what] = {**usual.get(what, {}), **{plain(word): word for word in words}}
        for what, said in (told or {}).items():
            if what not in terms:
                hint = did_you_mean(what, list(terms)) or f"words are told of {', '.join(terms)}"
                raise BadInput(f"the column {what!r} has no words to be told", hint=hint)
            for theirs, ours in said.items():
                self._known[what][plain(theirs)] = meaning(terms, what, ours)

    def read(self, what: str, given: str, line: int) -> str:
        """Our word for theirs; empty where nothing stands, or for a word that is not known: it is kept to be asked."""
        folded = plain(given)
        # `none` may be a word of ours, or told by a person; else it says nothing
        found = self._known[what].get(folded, "" if folded in NOTHING else None)
        if found is None:
            self._unknown[what, " ".join(given.split())].append(line)
        return found or ""

    @property
    def unknown(self) -> tuple[UnknownWord, ...]:
        """What has to be asked."""
        return tuple(
            UnknownWord(what, word, tuple(lines), tuple(self.terms[what]))
            for (what, word), lines in self._unknown.items()
        )


class ToldWords:
    """What a person says that words of a list mean, where others are read as far as they tell it by themselves."""

    def __init__(self, terms: Mapping[str, Sequence[str]], told: Words | None) -> None:
        """Take in what is told.

        Raises:
            BadInput: as `WordBook`.
        """
        self._book = WordBook(terms, {}, told)
        self._told = {what: {plain(theirs) for theirs in words} for what, words in (told or {}).items()}

    def translated(self, row: Mapping[str, str], chosen: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
        """A row with our words where theirs were told; `chosen` is what → its columns."""
        if not self._told:
            return row
        made = dict(row)
        for what, theirs in self._told.items():
            for name in chosen.get(what, ()):
                if plain(made[name]) in theirs:
                    made[name] = self._book.read(what, made[name], 0)
        return made


def meaning(terms: Mapping[str, Sequence[str]], what: str, given: str) -> str:
    """A word of ours as it is stored.

    Raises:
        BadInput: when it is none.
    """
    folded = plain(given)
    found = next((word for word in terms[what] if plain(word) == folded), None)
    if found is None:
        hint = did_you_mean(given, list(terms[what])) or f"words are {', '.join(terms[what])}"
        raise BadInput(f"{what.replace('_', ' ')} cannot be {given!r}", hint=hint)
    return found


def refuse_unknown(unknown: Sequence[UnknownWord], file: str, also: Sequence[str] = ()) -> None:
    """Ask for all words nobody knows, at once.

    Args:
        unknown: the words.
        file: for the message.
        also: what else is wrong with rows of it.

    Raises:
        BadInput: naming each word with its rows and what it may mean, when there is one.
    """
    if not unknown:
        return
    asked = [
        f"{one.what.replace('_', ' ')} {_cut(one.word)!r}, {count(len(one.rows), 'row')}"
        f" (line {', '.join(map(str, one.rows[:_PLACES]))}{' …' if len(one.rows) > _PLACES else ''}):"
        f" {', '.join(one.known)}"
        for one in unknown
    ]
    cures = [f"--word {shlex.quote(f'{one.what}:{_cut(one.word)}={_likely(one)}')}" for one in unknown[:_CURES]]
    hint = f"say once what they mean: {' '.join(cures)}{' …' if len(unknown) > _CURES else ''}; or in a --map FILE"
    told = f"nobody knows yet what {count(len(unknown), 'word')} of it {'means' if len(unknown) == 1 else 'mean'}"
    told += f", and {count(len(also), 'row')} cannot be read" if also else ""
    raise BadInput(told, hint=hint, reasons=(*asked, *also), file=file)


def told_again(words: Words | None, dates: str) -> list[str]:
    """What was told of words and days, now or before: it is shown each time."""
    said = [
        f"{what.replace('_', ' ')} {_cut(word)!r} = {ours}"
        for what, all_ in (words or {}).items()
        for word, ours in all_.items()
    ]
    return ([f"as told: {join(said, _TOLD)}"] if said else []) + (
        [f"as told: the {dates} stands first in its days"] if dates else []
    )


def _likely(one: UnknownWord) -> str:
    """The word of ours that stands in theirs; a person decides."""
    inside = [word for word in one.known if plain(word) in plain(one.word).split()]
    return inside[0] if len(inside) == 1 else "OURS"


def _cut(word: str) -> str:
    return word if len(word) <= _LONGEST else f"{word[: _LONGEST - 1]}…"
