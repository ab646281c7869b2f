"""How something is mended, as data: a sentence in which fields and acts are marked, for each face to call by its name.

Sentences of the desk are written with the names of the command line, the one face that has a name for everything:
`--reason TEXT` is the field `reason`, `grcdesk findings respond F-1` the act `findings respond`. They are read here
once, by what is known of commands; what is no command of ours stays the words it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

NOUNS = frozenset(
    {
        *("init", "demo", "help", "find", "audits", "populations", "samples", "tests", "changes"),
        *("deviations", "requests", "walkthroughs", "scope", "controls", "gap", "evidence", "reviews", "coverage"),
        *("quiet", "checks", "findings", "incidents", "due", "features", "vendors", "soa", "views"),
        *("export", "import", "package", "log", "catalogs", "lacking", "remembered", "backup", "restore", "doctor"),
        "completion",
    }
)
"""First words of commands."""
_VALUE = r"(?:'[^']*'|[A-Z0-9][^\s,;:)`]*|[a-z]+[-_=,.][^\s;:)`]*)"
_FIELD = re.compile(rf"(?<![\w-])--([a-z][a-z-]*)(?:[ =]((?:another )?{_VALUE}|(?!(?:and|or)\b)[a-z]+(?= --)))?")
_ACT = re.compile(
    rf"(`?)(?<![\w.])grcdesk((?: --?[a-z-]+(?:[ =]{_VALUE})?)*)((?: [a-z][a-z-]*\b(?![=,.\w]))+)"
    rf"((?: (?:--?[a-z-]+|{_VALUE}))*)\1"
)
_FOREIGN = re.compile(r"`(?!grcdesk |--)[^`]*`|\b(?:cyclonedx|kt|oscal-cli) .*$")
"""Commands of other programs, and what is quoted."""


@dataclass(frozen=True, slots=True)
class NamedField:
    """A field that is to be filled in."""

    name: str
    value: str = ""
    """What to write there; of a placeholder (TEXT, NAME) nothing."""
    another: bool = False
    """Whether it must be another than what was given."""
    bare: bool = False
    """Whether the sentence names nothing to write there: it is set or not, or it is what the sentence is about."""


@dataclass(frozen=True, slots=True)
class NamedAct:
    """Something that can be done."""

    words: tuple[str, ...]
    """Noun and verb; words of the sentence that follow may stand at the end."""
    about: str = ""
    """Ids and options, as written."""


CurePart = str | NamedField | NamedAct


def read(sentence: str) -> tuple[CurePart, ...]:
    """A sentence as its parts, in their order."""
    return tuple(part for part in _acts(sentence) if part != "")


def fields(sentence: str) -> tuple[NamedField, ...]:
    """The fields a sentence names."""
    return tuple(part for part in read(sentence) if isinstance(part, NamedField))


def _acts(sentence: str) -> Iterator[CurePart]:
    at = 0
    for found in _ACT.finditer(sentence):
        words = tuple(found.group(3).split())
        if words[0] in NOUNS:
            yield from _fields(sentence[at : found.start()])
            yield NamedAct(words, (found.group(2) + found.group(4)).strip())
            at = found.end()
    yield from _fields(sentence[at:])


def _fields(text: str) -> Iterator[CurePart]:
    kept = [found.span() for found in _FOREIGN.finditer(text)]
    at = 0
    for found in _FIELD.finditer(text):
        if any(start <= found.start() < end for start, end in kept):
            continue
        yield text[at : found.start()]
        value = found.group(2) or ""
        another = value.startswith("another ")
        holder = re.fullmatch(r"(another )?[A-Z][A-Z.]*", value)
        yield NamedField(found.group(1).replace("-", "_"), "" if holder else value, another, not value)
        at = found.end()
    yield text[at:]
