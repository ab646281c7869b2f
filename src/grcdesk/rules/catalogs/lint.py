"""What a careful reader would object to in catalogs that are valid: cut-off sentences, words that cannot fail, gaps.

Pure: it gets files already read and returns notes. Catalogs that belong together are passed together, or the
targets in the missing ones count as unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel

from grcdesk.rules.catalogs.lint_mappings import Pairs
from grcdesk.rules.catalogs.skeleton import PLACEHOLDER
from grcdesk.rules.evidence.shows import usual
from grcdesk.rules.time.slots import PERIODIC
from grcdesk.schemas.catalogs.catalogs import LintNote
from grcdesk.schemas.catalogs.files import CatalogData, ControlEntry, ControlsFile, MappingsFile
from grcdesk.terms import EvidenceKind, Shows

RULES = (
    "as-needed-frequency",
    "check-fails",
    "check-no-key",
    "check-no-why",
    "cut-off-sentence",
    "disjoint-items",
    "duplicate-mapping",
    "equal-to-criterion",
    "equal-without-rationale",
    "facts-no-run",
    "no-evidence",
    "no-primary",
    "no-rationale",
    "no-run",
    "no-shows",
    "no-test",
    "placeholder",
    "trailing-blank",
    "two-shows",
    "unknown-target",
    "unmapped-control",
    "unused-parameter",
    "vague-word",
)
LOOKS = frozenset({"disjoint-items"})
"""Rules that name what a person should look at; it may be right as it is."""
_SENTENCES = frozenset({"statement", "objective", "rationale"})
_TESTABLE = frozenset({"title", "statement", "objective", "question", "pass_if", "fail_if", "what", "frequency_note"})
_NO_PROSE = frozenset(
    {
        *("catalog", "version", "id", "control", "item", "controls", "framework"),
        *("name", "default", "unit", "check", "items", "undecided", "over"),
    }
)
_ENDED = re.compile(r"[.?!][\"'’”)\]]*$")
_CUT_OFF = re.compile(r"(?:[,;:(–-]|\b(?:and|or|but|nor|because|which|whose|than|the))$", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(periodically|as\s+appropriate|timely|where\s+possible|best[\s-]efforts?|as\s+needed)\b", re.IGNORECASE
)
_AS_NEEDED = re.compile(r"\b(as\s+needed|when\s+needed|as\s+required|ad[\s-]hoc|on\s+demand)\b", re.IGNORECASE)


class Linted(Protocol):
    """A catalog file as lint needs it."""

    @property
    def data(self) -> CatalogData:
        """The checked content."""
        ...

    @property
    def path(self) -> Path:
        """Where it was read."""
        ...

    def line_of(self, record_id: str, where: str = "") -> int:
        """Line of a field; with "" as the record, `where` counts from the top: `controls.3.statement`."""
        ...


def lint(files: Sequence[Linted]) -> list[LintNote]:
    """Everything worth a note, by file, line and rule."""
    notes: list[LintNote] = []
    pairs = Pairs(tuple(file.data for file in files))
    for file in files:
        found = [*_prose(file.data), *_incomplete(file.data)]
        if isinstance(file.data, MappingsFile):
            found += pairs.notes(file.data, str(file.path), file.line_of)
        elif isinstance(file.data, ControlsFile):
            found += pairs.unmapped(file.data)
        notes += [
            LintNote(str(file.path), file.line_of("", place), rule, where, message, cure, rule in LOOKS)
            for place, rule, where, message, cure in found
        ]
    return sorted(notes, key=lambda note: (note.file, note.line, note.rule, note.where))


def _prose(data: CatalogData) -> Iterator[tuple[str, str, str, str, str]]:
    """Place, rule, where, message and cure for what is wrong with single texts."""
    for place, where, name, text in texts(data):
        if found := PLACEHOLDER.search(text):
            yield place, "placeholder", where, f"{found[0]} still stands", "say it in your own words"
            continue
        if text != text.strip() or "  " in text:
            yield (
                place,
                "trailing-blank",
                where,
                "blanks or line ends around or twice within the text",
                "take them out; fold long text with `>-`, which keeps no line end",
            )
        yield from ((place, rule, where, message, cure) for rule, message, cure in _said(name, text.strip()))


def _said(name: str, text: str) -> Iterator[tuple[str, str, str]]:
    """Rule, message and cure for the wording of one text."""
    if name in _SENTENCES and text and not _ENDED.search(text):
        yield "cut-off-sentence", f"ends with {text[-20:]!r}", "finish the sentence and end it with . ? or !"
    elif cut := _CUT_OFF.search(text):
        yield "cut-off-sentence", f"ends with {cut[0]!r}", "finish the text"
    if name in {"frequency", "frequency_note"} and (found := _AS_NEEDED.search(text)):
        yield (
            "as-needed-frequency",
            f"{found[0]!r} is no frequency",
            "make it an event and name the population it runs for",
        )
    elif name in _TESTABLE:
        for vague in _VAGUE.finditer(text):
            cure = "say how often, how much or by when, so that it can be seen to fail"
            yield "vague-word", f"{vague[0]!r} cannot fail", cure


def texts(entry: BaseModel, place: str = "", owner: str = "", within: str = "") -> Iterator[tuple[str, str, str, str]]:
    """Place, `record.field`, field and text of everything written for a person to read."""
    own = getattr(entry, "id", None) or getattr(entry, "key", None)
    if isinstance(own, str):
        owner, within = own, ""
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if isinstance(value, tuple):
            for number, item in enumerate(value):
                below, inner = f"{place}{name}.{number}", f"{within}{name}.{number}"
                if isinstance(item, BaseModel):
                    yield from texts(item, f"{below}.", owner, f"{inner}.")
                else:
                    yield below, f"{owner}.{inner}", name, item
        elif isinstance(value, str) and not isinstance(value, Enum) and name not in _NO_PROSE:
            yield f"{place}{name}", f"{owner}.{within}{name}".lstrip("."), name, value


def _incomplete(data: CatalogData) -> Iterator[tuple[str, str, str, str, str]]:
    """Controls nobody could show or test."""
    if not isinstance(data, ControlsFile):
        return
    for number, control in enumerate(data.controls):
        place = f"controls.{number}"
        if not control.evidence:
            yield place, "no-evidence", f"{control.id}.evidence", "wants no evidence", "list what would show it ran"
        else:
            yield from _of_kinds(control, place, asked=data.format > 1)
        if not control.tests:
            yield place, "no-test", f"{control.id}.tests", "has no test attribute", "add a question with pass and fail"


def _of_kinds(control: ControlEntry, place: str, *, asked: bool) -> Iterator[tuple[str, str, str, str, str]]:
    """Kinds of which the catalog does not say what they show, or says it twice; a control that no kind shows to run."""
    first: dict[EvidenceKind, Shows] = {}
    for number, wanted in enumerate(control.evidence):
        below, where = f"{place}.evidence.{number}", f"{control.id}.evidence.{number}"
        if asked and wanted.shows is None:
            words = ", ".join(Shows)
            yield below, "no-shows", where, f"does not say what a {wanted.kind} shows", f"shows: one of {words}"
        shows = wanted.shows or usual(wanted.kind)
        if wanted.facts is not None and shows is not Shows.RUN:
            message = f"is made by the work {wanted.facts} itself and shows {shows}"
            yield below, "facts-no-run", where, message, "work that proves itself shows a run: `shows: run`"
        if first.setdefault(wanted.kind, shows) is not shows:
            message = f"a {wanted.kind} shows {shows} here and {first[wanted.kind]} above"
            yield below, "two-shows", where, message, "one control, one kind, one `shows`: name another kind"
    if control.frequency in PERIODIC and not {Shows.RUN, Shows.SPAN} & set(first.values()):
        message = "runs in cycles and no kind shows that it ran"
        yield place, "no-run", f"{control.id}.evidence", message, "give one kind `shows: run`"
