"""What is to be mended in a workbook before it goes out. Two kinds bar it: what is not filled in, and who is not ours.

Nothing is decided here of what is true: a text is held against words, a record against what an auditor asks of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from grcdesk.rules.coverage.coverage import AT_THE_END
from grcdesk.rules.lint import words
from grcdesk.rules.lint.reading import QUERIES, written
from grcdesk.schemas.controls.controls import ControlDetail
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.exports.lint import Flaw, KnownNames, WrittenText
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.terms import EvidenceKind, Scope, Status, Support
from grcdesk.terms.readiness import LackKind
from grcdesk.wording import backed

NAMES = frozenset({LackKind.FOREIGN_NAME, LackKind.UNKNOWN_NAME})
"""Kinds that are about the name of a firm or a person."""
_AROUND = 30
_SHORTEST = 6
"""Words of a statement that can say who does what and when."""


def flaws(matrix: Matrix, names: KnownNames) -> tuple[Flaw, ...]:
    """Everything to mend: what bars first, then by record."""
    found = [*_of_texts(matrix, names), *_of_controls(matrix), *_of_owners(matrix), *_of_evidence(matrix)]
    return tuple(sorted(found, key=lambda one: (not one.bars, list(LackKind).index(one.kind))))


def _of_texts(matrix: Matrix, names: KnownNames) -> Iterator[Flaw]:
    @lru_cache(maxsize=4096)  # the same name and the same sentence stand on many rows
    def said(text: str, query: bool) -> tuple[tuple[LackKind, str], ...]:
        mark = words.placeholder(text, query=query)
        found = [(LackKind.PLACEHOLDER, mark)] if mark else []
        if samples := [(LackKind.FOREIGN_NAME, name) for name in words.samples(text, names)]:
            return (*found, *samples)  # a name out of the sample needs no second word
        strangers = [name for name in dict.fromkeys(words.strangers(text, names)) if name not in mark]
        return (*found, *((LackKind.UNKNOWN_NAME, name) for name in strangers))

    seen: set[tuple[str, str, str, str]] = set()
    for one in written(matrix):
        for kind, what in said(one.text, one.field in QUERIES):
            if (key := (one.record, one.field, what, one.text)) not in seen:
                seen.add(key)
                yield _flaw(kind, one, what)


_CURES = {
    LackKind.PLACEHOLDER: "say what it stands for, or take it out",
    LackKind.FOREIGN_NAME: "it is of the sample company: put your own in its place",
    LackKind.UNKNOWN_NAME: "another firm's? correct it, or release the name with a reason",
}


def _flaw(kind: LackKind, one: WrittenText, what: str) -> Flaw:
    text = around(one.text, what)
    return Flaw(kind, one.record, one.field, text, f"{what!r}: {_CURES[kind]}", bars=True, name=what, home=one.home)


def around(text: str, what: str) -> str:
    """So much of a text as shows where a word stands in it."""
    at = text.find(what)
    first, last = max(at - _AROUND, 0), at + len(what) + _AROUND
    piece = " ".join(text[first:last].split())
    return f"{'…' if first else ''}{piece}{'…' if last < len(text) else ''}"


def _of_controls(matrix: Matrix) -> Iterator[Flaw]:
    for detail in matrix.controls:
        row = detail.row
        if row.scope is Scope.OUT:
            continue
        yield from _vague(detail)
        if row.scope is Scope.IN and row.status is Status.IN_PLACE and row.support is Support.CLAIM_ONLY:
            said = f"in place, {backed(row.support, row.have, row.need)}"
            cure = "state design and implementation, and attach the kinds that must be there"
            yield Flaw(LackKind.CLAIM_ALONE, row.id, "status", said, cure)
    for judged in matrix.coverage:
        for warning in judged.warnings:
            if warning.startswith(AT_THE_END):
                cure = "attach what shows it ran before, or say why it did not"
                yield Flaw(LackKind.EVIDENCE_LATE, judged.id, "evidence", warning, cure)


def _vague(detail: ControlDetail) -> Iterator[Flaw]:
    for field, text in (("statement", detail.statement), ("gap", detail.gap)):
        if not text:
            continue
        if found := words.vague(text):
            cure = f"{found!r} cannot be held against anything: say who, how often or by when"
            yield Flaw(LackKind.VAGUE_TEXT, detail.row.id, field, around(text, found), cure)
        elif field == "statement" and len(text.split()) < _SHORTEST:
            yield Flaw(LackKind.VAGUE_TEXT, detail.row.id, field, text, "say who does what, and when")


def _of_owners(matrix: Matrix) -> Iterator[Flaw]:
    """Owners of what is in scope: each must be somebody who can be asked."""
    cure = "name a person; the role has a field of its own"
    for detail in matrix.controls:
        row = detail.row
        if row.scope is Scope.IN and row.status is not Status.NOT_APPLICABLE and not row.owner.strip():
            yield Flaw(LackKind.OWNER_NO_PERSON, row.id, "owner", "nobody", cure)
    for one in written(matrix):
        if one.field == "owner" and words.no_person(one.text):
            yield Flaw(LackKind.OWNER_NO_PERSON, one.record, one.field, one.text, cure, home=one.home)


def _of_evidence(matrix: Matrix) -> Iterator[Flaw]:
    """Artefacts that stand for something, and do not say of themselves what makes them evidence."""
    for row in matrix.evidence:
        if not row.rejected and not row.superseded_by:
            yield from _bare_screenshot(row)
            yield from _unchecked_list(row)


def _bare_screenshot(row: EvidenceRow) -> Iterator[Flaw]:
    lacks = _bare(row)
    if row.kind is EvidenceKind.SCREENSHOT and lacks:
        cure = "say of which day it is, and of which system or address"
        said = f"{row.title or row.file_name}: {' and '.join(lacks)}"
        yield Flaw(LackKind.BARE_SCREENSHOT, row.id, lacks[0].removeprefix("no "), said, cure)


def _unchecked_list(row: EvidenceRow) -> Iterator[Flaw]:
    if (row.is_population or row.kind is EvidenceKind.POPULATION) and not row.completeness.strip():
        cure = "say how somebody checked that it is all of it"
        yield Flaw(LackKind.LIST_UNCHECKED, row.id, "completeness", row.title or row.file_name, cure)


def _bare(row: EvidenceRow) -> list[str]:
    dated = row.as_of or row.period_from or row.performed_on
    return [*(["no day"] if not dated else []), *(["no source"] if not (row.source.strip() or row.url) else [])]
