"""One control as a page of text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from grcdesk.cli.frame.output import words
from grcdesk.rules.controls.support import lacking
from grcdesk.terms import Tailored
from grcdesk.wording import backed, count, day, word

if TYPE_CHECKING:
    from grcdesk.schemas.controls.controls import ControlDetail, TestRow
    from grcdesk.schemas.findings.findings import FindingRow

_WIDTH = 100
_INDENT = "  "


def described(detail: ControlDetail, findings: Sequence[FindingRow]) -> str:
    """The page: what is claimed, where it stands, what stands behind it."""
    row = detail.row
    parts = [f"{row.id}  {row.title}", ""]
    parts += _facts(_standing(detail))
    parts += _section("Statement", _wrapped(detail.statement))
    parts += _section("Objective", _wrapped(detail.objective))
    parts += _section(
        "Otherwise than its catalog",
        (f"{one.told}; {one.reason} ({one.by}, {day(one.on)})" for one in detail.tailoring),
    )
    parts += _section("Gap", _wrapped(detail.gap))
    parts += _section("Note", _wrapped(detail.note))
    parts += _section(
        "Mapped to",
        (
            f"{one.framework}  {one.item}  {one.relationship.value}, strength {one.strength}"
            f"{', primary' if one.primary else ''}"
            for one in detail.mappings
        ),
    )
    parts += _section(
        "Evidence asked for",
        (
            f"{word(one.kind)}: {one.what} ({'must' if one.mandatory else 'may'} be there, have {one.have})"
            f"{f'; {one.why}' if one.why else ''}"
            for one in detail.wanted
        ),
    )
    parts += _section("On a person's word", detail.stated)
    parts += _section("Failed in scans", detail.failing)
    parts += _section("Tests", (line for one in detail.tests for line in _tested(one)))
    parts += _section("Walkthrough questions", detail.questions)
    parts += _section(
        "Actions",
        (f"{one.id}  {word(one.status)}: {one.title}, {one.owner}, due {day(one.due)}" for one in detail.actions),
    )
    parts += _section(
        "Accepted risks",
        (f"{one.id}  {one.reason}, approved by {one.approver}, until {day(one.expires_on)}" for one in detail.risks),
    )
    parts += _section(
        "Findings of this engagement",
        (f"{one.id}  {word(one.severity)}, {word(one.status)}: {one.title}" for one in findings),
    )
    return "\n".join(parts)


def _standing(detail: ControlDetail) -> Iterator[tuple[str, str]]:
    yield from _assessed(detail)
    yield from _operated(detail)
    yield "Evidence", f"{detail.row.evidence}"


def _assessed(detail: ControlDetail) -> Iterator[tuple[str, str]]:
    """What was found of the control, by whom, and what bears it out."""
    row = detail.row
    since = f", by {detail.assessed_by} on {day(detail.assessed_on)}" if detail.assessed_by else ""
    yield "Status", words(row.status) + since
    if row.support is not None:
        lacks = "; ".join(lacking(detail))
        yield "Support", backed(row.support, row.have, row.need) + (f": {lacks}" if lacks else "")
    if detail.reason:
        yield "Reason", f"{detail.reason} (approved by {detail.approver or '-'})"
    yield "Scope", words(row.scope) + (f", overridden: {detail.scope_reason}" if detail.scope_reason else "")
    yield "Design", word(row.design) if row.design else "-"
    yield "Implemented", word(row.implemented) if row.implemented else "-"


def _operated(detail: ControlDetail) -> Iterator[tuple[str, str]]:
    """Who runs the control, how often, on what, and since when."""
    row = detail.row
    yield "Owner", f"{row.owner or '-'} ({row.owner_role or '-'})"
    yield "Due", day(row.due)
    yield "Frequency", _with_notes(word(row.frequency), detail.frequency_note, *_tailored(detail))
    yield "Type", _with_notes(word(row.type), detail.type_note)
    yield "Nature", _with_notes(word(row.nature), detail.nature_note)
    yield "Systems", detail.systems or "-"
    yield "Cycles", f"{detail.anchor.value}, {count(detail.grace_days, 'day')} of grace"
    yield "Runs since", day(detail.effective_from)
    if detail.retired_on:
        yield "Retired on", day(detail.retired_on)


def _with_notes(*parts: str) -> str:
    return " - ".join(part for part in parts if part)


def _tailored(detail: ControlDetail) -> Iterator[str]:
    for one in detail.tailoring:
        if one.field is Tailored.FREQUENCY:
            yield f"tailored: its catalog says {one.shipped}{f', {one.weaker}' if one.weaker else ''}"


def _tested(test: TestRow) -> Iterator[str]:
    yield f"{test.id}  {word(test.aspect)}: {test.question}"
    if test.check:
        yield f"{test.id}  checked by: {' '.join(test.check.split())}"


def _facts(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{name:<12} {text}" for name, text in pairs]


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = [wrapped for line in lines for wrapped in _hanging(line)]
    return ["", title, *found] if found else []


def _hanging(line: str) -> list[str]:
    return textwrap.wrap(line, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT * 2, break_on_hyphens=False)


def _wrapped(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
