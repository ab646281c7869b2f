"""Where an unplaced artefact may belong: told with the reason, decided by a person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grcdesk.schemas.evidence.evidence import Suggestion
from grcdesk.terms import EvidenceKind
from grcdesk.wording import join, word

SHOWN = 3
"""Suggestions of one artefact."""
LEAST = 30
"""Points below which nothing is suggested: one shared word is chance."""
_NAMED, _SERVED, _BEFORE, _WANTED, _MISSING, _WORD, _WORDS = 100, 60, 45, 25, 10, 8, 32
_SPLIT = re.compile(r"[^a-z0-9]+")
_NOISE = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "per",
        "of",
        "to",
        "in",
        "on",
        "by",
        "a",
        "an",
        "is",
        "are",
        "as",
        "at",
        "or",
        "all",
        "each",
        "every",
        "from",
        "file",
        "final",
        "new",
        "copy",
        "report",
        "export",
        "log",
        "list",
        "data",
        "evidence",
        "csv",
        "json",
        "jsonl",
        "pdf",
        "txt",
        "xlsx",
        "docx",
        "png",
        "md",
        "yaml",
        "html",
        "q1",
        "q2",
        "q3",
        "q4",
    ]
)


@dataclass(frozen=True, slots=True)
class Homeless:
    """An artefact that stands behind no control."""

    kind: EvidenceKind
    words: frozenset[str]
    text: str
    """File name, title and source in small letters, for ids named in them."""
    source: str
    importer: str
    serves: tuple[str, ...] = ()
    """Controls that its importer says such files stand behind, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Home:
    """A control it might stand behind."""

    id: str
    wanted: Mapping[EvidenceKind, bool]
    """Kinds its catalog wants, and whether each is still missing."""
    words: frozenset[str]
    sources: Mapping[tuple[EvidenceKind, str], str]
    """Kind and source (or importer) of what stands behind it already → one such artefact."""


def words_of(*texts: str) -> frozenset[str]:
    """The telling words of some texts, without plural endings."""
    found = {part for text in texts for part in _SPLIT.split(text.casefold())}
    return frozenset(_stem(one) for one in found - _NOISE if len(one) > 2 and not one.isdecimal())  # noqa: PLR2004


def _stem(one: str) -> str:
    for ending, instead in (("ies", "y"), ("ses", "s"), ("s", "")):
        if one.endswith(ending) and len(one) > len(ending) + 2 and not one.endswith("ss"):
            return one.removesuffix(ending) + instead
    return one


def suggest(artefact: Homeless, homes: Sequence[Home]) -> tuple[Suggestion, ...]:
    """The controls it most likely belongs to, best first: one that its name holds, then those its importer serves.

    Points: its id in the name 100; its importer serves it 60; the same source and kind stands there already 45; the
    kind is wanted 25, and missing 10 more; each telling word shared 8, halved when many controls share it, up to 32.
    """
    common = Counter(one for home in homes for one in home.words & artefact.words)
    judged = [_judge(artefact, home, common) for home in homes]
    good = [one for one in judged if one.score >= LEAST]
    order = {control: place for place, control in enumerate(artefact.serves)}

    def rank(one: Suggestion) -> tuple[bool, int, int, str]:
        # what is known of the file goes before what is guessed from words
        return not _named(artefact, one.control), order.get(one.control, len(order)), -one.score, one.control

    return tuple(sorted(good, key=rank)[:SHOWN])


def _named(artefact: Homeless, control: str) -> bool:
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(control.casefold())}(?![a-z0-9])", artefact.text))


def _sibling(artefact: Homeless, home: Home) -> str:
    """An artefact of the same kind there, from the same source, or read by the same importer; empty: none."""
    found = ""
    if artefact.source:
        found = home.sources.get((artefact.kind, artefact.source.casefold()), "")
    if not found and artefact.importer:
        found = home.sources.get((artefact.kind, f"importer {artefact.importer}"), "")
    return found


def _judge(artefact: Homeless, home: Home, common: Counter[str]) -> Suggestion:
    points, reasons = 0, []
    if _named(artefact, home.id):
        points += _NAMED
        reasons.append("its name says so")
    if home.id in artefact.serves:
        points += _SERVED
        reasons.append(f"usual for what {artefact.importer} reads")
    if before := _sibling(artefact, home):
        points += _BEFORE
        reasons.append(f"{before} of the same source and kind is there")
    if artefact.kind in home.wanted:
        missing = home.wanted[artefact.kind]
        points += _WANTED + (_MISSING if missing else 0)
        reasons.append(f"{word(artefact.kind)} is wanted{' and missing' if missing else ''}")
    shared = sorted(home.words & artefact.words, key=lambda one: (common[one], one))
    if shared:
        points += min(_WORDS, sum(_WORD if common[one] <= SHOWN else _WORD // 2 for one in shared))
        reasons.append(f"both speak of {join(shared, 3)}")
    return Suggestion(home.id, min(points, 100), "; ".join(reasons))
