"""What is read of a control: what it says, what is asked of it and what is there.

The page of a control and assess mode show the same pieces, each in its own order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from grcdesk.errors import Refused
from grcdesk.rules.controls.support import lacking
from grcdesk.schemas.controls.controls import ControlDetail, WantedRow
from grcdesk.schemas.coverage.coverage import Heat
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.tui.coverage.parts import strip
from grcdesk.tui.kit.looks import SUPPORT_TONE, Cell, Glyphs, due_cell, line, lines, text
from grcdesk.wording import backed, day, word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class ControlRead:
    """What is read of a control before it is judged."""

    detail: ControlDetail
    evidence: Sequence[EvidenceRow]
    heat: Heat | None
    """None without a period."""


def read(desk: Desk, control: str) -> ControlRead:
    """Ask the desk for it."""
    try:
        heat = desk.coverage.months(controls=[control])
    except Refused:  # there is no period yet
        heat = None
    return ControlRead(desk.controls.show(control), desk.evidence.list(control=control), heat)


def whole(found: ControlRead, glyphs: Glyphs, today: date) -> Content:
    """Everything in the order of the page of a control."""
    detail = found.detail
    return lines(
        [
            *standing(detail, glyphs, today),
            *strip(found.heat, glyphs),
            *judged(detail),
            text(""),
            *statement(detail),
            *asked_and_there(detail),
            *tests(detail, queries=True),
            *questions(detail),
        ]
    )


def months(found: ControlRead, glyphs: Glyphs) -> list[Content]:
    """The months of the period; nothing without one."""
    rows = strip(found.heat, glyphs, narrow=True)
    return [text(""), *rows] if rows else []


def standing(detail: ControlDetail, glyphs: Glyphs, today: date) -> list[Content]:
    """Status with what bears it out, owner and due date, design and scope."""
    row = detail.row
    since = f"  since {detail.assessed_on} by {detail.assessed_by}" if detail.assessed_on else ""
    before = f", before: {word(detail.previous_status)}" if detail.previous_status else ""
    rows = [line(_label("Status"), glyphs.held(row.status, row.support), Cell(since + before, "muted"))]
    if row.support is not None:
        told = ": ".join(part for part in (backed(row.support, row.have, row.need), "; ".join(lacking(detail))) if part)
        rows.append(line(_label(""), Cell(told, SUPPORT_TONE[row.support])))
    owner = Cell(row.owner or "nobody", "" if row.owner else "warning")
    return [
        *rows,
        line(_label("Owner"), owner, Cell(f"  ({row.owner_role})", "muted"), "   Due ", due_cell(row.due, today)),
        line(
            _label("Design"),
            _term(row.design),
            "   Implemented ",
            _term(row.implemented),
            "   ",
            glyphs.scope(row.scope),
        ),
    ]


def judged(detail: ControlDetail) -> list[Content]:
    """What people wrote of it."""
    rows: list[Content] = []
    if detail.scope_reason:
        rows.append(line(_label("Scope"), f"computed {word(detail.computed_scope)}; decided: {detail.scope_reason}"))
    said = (
        ("Gap", detail.gap),
        ("Reason", detail.reason),
        ("Approver", detail.approver),
        ("Note", detail.note),
        ("Systems", detail.systems),
    )
    return rows + [_hanging(name, value) for name, value in said if value]


def statement(detail: ControlDetail) -> list[Content]:
    """What the control says, how often it runs, and what of it is tailored."""
    row = detail.row
    kind = f"{word(row.frequency)} ({detail.anchor.value}), {word(row.type)}, {word(row.nature)}"
    notes = "; ".join(note for note in (detail.frequency_note, detail.type_note, detail.nature_note) if note)
    return [
        _hanging("Control", detail.statement),
        _hanging("Objective", detail.objective),
        _hanging("Runs", kind + (f"; {notes}" if notes else "")),
        *_tailored(detail),
    ]


def _tailored(detail: ControlDetail) -> list[Content]:
    """What is otherwise than the catalog has it: from what to what, why, by whom and when."""
    rows: list[Content] = []
    for one in detail.tailoring:
        words = one.field.value.replace("_", " ")
        rows += [
            line(_label("Tailored" if not rows else ""), Cell(f"{words} ", "strong"), Cell(one.weaker, "warning")),
            line(_label(""), Cell(f"shipped  {one.shipped}", "muted")),
            line(_label(""), f"here     {one.tailored}"),
            line(_label(""), Cell(f"{one.reason} ({one.by}, {day(one.on)})", "muted")),
        ]
        if one.moved:
            rows.append(line(_label(""), Cell(f"when it was tailored the catalog said {one.base}", "warning")))
    return rows


def wanted(asked: Sequence[WantedRow]) -> list[Content]:
    """Evidence wanted against evidence there: how many artefacts of the kind count, and the newest day they show."""
    if not asked:
        return []
    rows = [line(Cell("have newest      ", "muted"), Cell("Evidence asked", "head"))]
    for one in asked:
        newest = "missing" if one.missing else day(one.newest)
        tone = "success" if one.have else "muted"
        if one.missing:
            tone = "error"
        optional = Cell("" if one.mandatory else "  (optional)", "muted")
        why = Cell(f"  {one.why}" if one.why else "", "warning")
        rows.append(line(Cell(f"{one.have:>4} {newest:<10}  ", tone), f"{word(one.kind)}: {one.what}", optional, why))
    return rows


def asked_and_there(detail: ControlDetail) -> list[Content]:
    """Evidence asked for with what is there of it, what stands on a person's word, and what failed in scans."""
    rows: list[Content] = []
    if detail.wanted:
        rows += [text(""), *wanted(detail.wanted)]
    if detail.stated:
        rows += [text(""), text("On a person's word", "head"), *(line(f" - {told}") for told in detail.stated)]
    if detail.failing:
        rows += [text(""), text("Failed in scans", "head"), *(line(f" - {told}") for told in detail.failing)]
    return rows


def artefacts(found: ControlRead) -> list[Content]:
    """What is on file behind it, the newest first."""
    if not found.evidence:
        return [text(""), text("No evidence on file: a attaches it", "warning")]
    rows = [text(""), text(f"On file {len(found.evidence)}", "head")]
    for one in sorted(found.evidence, key=lambda row: row.dated, reverse=True):
        tone = "error" if one.rejected or one.integrity else ""
        rows.append(
            line(Cell(f" {one.id:<7} ", "muted"), Cell(one.dated or "no date", "muted"), "  ", Cell(one.title, tone))
        )
    return rows


def mappings(detail: ControlDetail) -> list[Content]:
    """Which item of which framework it maps to, and how far."""
    if not detail.mappings:
        return []
    rows = [text(""), text("Maps to", "head")]
    for one in detail.mappings:
        name = Cell(f" {one.item:<9}", "strong" if one.primary else "")
        rows.append(line(name, Cell(f"{one.relationship.value} {one.strength}  ", "muted"), one.item_label))
    return rows


def tests(detail: ControlDetail, *, queries: bool) -> list[Content]:
    """Its tests, with what passes and what fails; without the queries it is told where they can be read."""
    rows = [text(""), text("Tests", "head")] if detail.tests else []
    for test in detail.tests:
        rows += [
            line(
                Cell(f" {test.id} ", "strong"),
                f"{test.question} ",
                Cell(f"({test.aspect.value}, {test.method.value})", "muted"),
            ),
            line(Cell(f"     pass: {test.pass_if}", "muted")),
            line(Cell(f"     fail: {test.fail_if}", "muted")),
        ]
        check = test.check if queries or not test.check else "a query, written out on the page of the control"
        rows += [line(Cell(f"     {part}", "muted")) for part in _checked(check)]
    return rows


def questions(detail: ControlDetail) -> list[Content]:
    """What a walkthrough asks."""
    if not detail.questions:
        return []
    asked = (line(f" - {question}") for question in detail.questions)
    return [text(""), text("Walkthrough questions", "head"), *asked]


def _checked(check: str) -> list[str]:
    """A check as it was written, its first line marked."""
    return [f"check: {part}" if not number else f"       {part}" for number, part in enumerate(check.splitlines())]


def _label(name: str) -> Cell:
    return Cell(f"{name:<10}", "head")


def _term(term: object) -> Cell:
    return Cell(str(term), "error" if str(term) in {"inadequate", "no"} else "") if term else Cell("-", "muted")


def _hanging(name: str, value: str) -> Content:
    return Content("").join([line(_label(name)), text(value, newlines=True)])
