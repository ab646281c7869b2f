"""What the tabs of a control show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from grcdesk.rules.controls import gap
from grcdesk.rules.controls.support import lacking
from grcdesk.schemas.controls import ActionRow, ControlDetail, MappingRow, RiskRow, WantedRow
from grcdesk.schemas.evidence import EvidenceRow
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.kit.looks import SUPPORT_TONE, Cell, Glyphs, due_cell, line, lines, text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import backed, day, word


def assess(detail: ControlDetail, glyphs: Glyphs, today: date, period: Sequence[Content] = ()) -> Content:
    """The Assess tab."""
    row = detail.row
    since = f"  since {detail.assessed_on} by {detail.assessed_by}" if detail.assessed_on else ""
    before = f", before: {word(detail.previous_status)}" if detail.previous_status else ""
    status = [_label("Status"), glyphs.held(row.status, row.support), Cell(since + before, "muted")]
    rows = [line(*status)]
    if row.support is not None:
        told = ": ".join(part for part in (backed(row.support, row.have, row.need), "; ".join(lacking(detail))) if part)
        rows.append(line(_label(""), Cell(told, SUPPORT_TONE[row.support])))
    owner = Cell(row.owner or "nobody", "" if row.owner else "warning")
    rows += [
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
    rows += period
    if detail.scope_reason:
        rows.append(line(_label("Scope"), f"computed {word(detail.computed_scope)}; decided: {detail.scope_reason}"))
    said = (
        ("Gap", detail.gap),
        ("Reason", detail.reason),
        ("Approver", detail.approver),
        ("Note", detail.note),
        ("Systems", detail.systems),
    )
    rows += [_hanging(name, value) for name, value in said if value]
    rows += [text(""), _hanging("Control", detail.statement), _hanging("Objective", detail.objective)]
    kind = f"{word(row.frequency)} ({detail.anchor.value}), {word(row.type)}, {word(row.nature)}"
    notes = "; ".join(note for note in (detail.frequency_note, detail.type_note, detail.nature_note) if note)
    rows.append(_hanging("Runs", kind + (f"; {notes}" if notes else "")))
    return lines([*rows, *_tailored(detail), *_asked(detail)])


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
        tone = "error" if one.missing else "success" if one.have else "muted"
        optional = Cell("" if one.mandatory else "  (optional)", "muted")
        why = Cell(f"  {one.why}" if one.why else "", "warning")
        rows.append(line(Cell(f"{one.have:>4} {newest:<10}  ", tone), f"{word(one.kind)}: {one.what}", optional, why))
    return rows


def _asked(detail: ControlDetail) -> list[Content]:
    """What the catalog asks for: evidence, tests, questions."""
    rows: list[Content] = []
    if detail.wanted:
        rows += [text(""), *wanted(detail.wanted)]
    if detail.stated:
        rows += [text(""), text("On a person's word", "head"), *(line(f" - {told}") for told in detail.stated)]
    if detail.failing:
        rows += [text(""), text("Failed in scans", "head"), *(line(f" - {told}") for told in detail.failing)]
    if detail.tests:
        rows += [text(""), text("Tests", "head")]
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
            rows += [line(Cell(f"     {part}", "muted")) for part in _checked(test.check)]
    if detail.questions:
        rows += [
            text(""),
            text("Walkthrough questions", "head"),
            *(line(f" - {question}") for question in detail.questions),
        ]
    return rows


def _checked(check: str) -> list[str]:
    """A check as it was written, its first line marked."""
    return [f"check: {part}" if not number else f"       {part}" for number, part in enumerate(check.splitlines())]


def _label(name: str) -> Cell:
    return Cell(f"{name:<10}", "head")


def _term(term: object) -> Cell:
    return Cell(str(term), "error" if str(term) in {"inadequate", "no"} else "") if term else Cell("-", "muted")


def _hanging(name: str, value: str) -> Content:
    return Content("").join([line(_label(name)), text(value, newlines=True)])


def mapping_columns() -> tuple[ListColumn, ...]:
    """The Mapping tab."""
    return (
        ListColumn("framework", "Framework", 10, lambda row: Cell(row.framework_name), 2),
        ListColumn(
            "item",
            "Item",
            8,
            lambda row: Cell(("* " if row.primary else "  ") + row.item, "head" if row.primary else ""),
        ),
        ListColumn("label", "Label", 20, lambda row: Cell(row.item_label), 1, flex=True),
        ListColumn("relationship", "Relationship", 15, lambda row: Cell(row.relationship.value)),
        ListColumn("strength", "Str", 3, lambda row: Cell(f"{row.strength:>3}"), 3),
        ListColumn("rationale", "Rationale", 24, lambda row: Cell(row.rationale), 4, flex=True),
    )


def evidence_columns() -> tuple[ListColumn, ...]:
    """The Evidence tab."""

    def dated(row: EvidenceRow) -> Cell:
        return Cell(f"{row.period_from}..{row.period_to}" if row.period_from else day(row.as_of or row.performed_on))

    def state(row: EvidenceRow) -> Cell:
        return (
            Cell(f"rejected: {row.rejected}", "error") if row.rejected else Cell("link" if row.url else "kept", "muted")
        )

    return (
        ListColumn("id", "ID", 7, lambda row: Cell(row.id)),
        ListColumn("dated", "Dated", 22, dated),
        ListColumn("kind", "Kind", 15, lambda row: Cell(word(row.kind)), 1),
        ListColumn("title", "Title", 16, lambda row: Cell(row.title or row.file_name or row.url), 0, flex=True),
        ListColumn("hash", "SHA-256", 8, lambda row: Cell(row.sha256[:8], "muted"), 3),
        ListColumn("state", "State", 8, state, 2),
    )


def action_columns(glyphs: Glyphs, today: date) -> tuple[ListColumn, ...]:
    """The Actions tab: actions and accepted risks."""

    def state(row: ActionRow | RiskRow) -> Cell:
        if isinstance(row, ActionRow):
            return glyphs.action(row.status, row.due, today)
        if gap.risk_in_force(row, today):
            return Cell("risk accepted", "warning")
        return Cell("- ended", "muted") if row.ended_on else glyphs.warn("expired")

    def due(row: ActionRow | RiskRow) -> Cell:
        if isinstance(row, RiskRow):
            return Cell(str(row.expires_on))
        return due_cell(row.due, today, closed=row.closed_on is not None)

    def slips(row: ActionRow | RiskRow) -> Cell:
        return Cell(f"{len(row.slips):>3}" if isinstance(row, ActionRow) and row.slips else "", "warning")

    return (
        ListColumn("id", "ID", 7, lambda row: Cell(row.id)),
        ListColumn("control", "Control", 10, lambda row: Cell(row.control), 4),
        ListColumn(
            "title", "What", 16, lambda row: Cell(row.title if isinstance(row, ActionRow) else row.reason), 0, flex=True
        ),
        ListColumn(
            "owner", "Owner", 14, lambda row: Cell(row.owner if isinstance(row, ActionRow) else row.approver), 1
        ),
        ListColumn("due", "Due", 10, due),
        ListColumn("slips", "Mov", 3, slips, 3),
        ListColumn("state", "State", 13, state),
    )


def action_facts(row: ActionRow | RiskRow) -> Sequence[Fact]:
    """What no column says of an action or an accepted risk."""
    if isinstance(row, RiskRow):
        return ("Accepted", str(row.accepted_on)), ("Ended", str(row.ended_on or ""))
    moved = "; ".join(f"{old} to {new}: {why}" for old, new, why in row.slips)
    days = (("Opened", str(row.opened_on or "")), ("Closed", str(row.closed_on or "")))
    return *days, ("Moved", moved), ("Proof", row.proof)


def mapping_facts(row: MappingRow) -> Sequence[Fact]:
    """What no column says of a mapping."""
    own = "the item it answers first" if row.primary else ""
    return ("It is", own), ("Basis", row.basis), ("Reviewed", day(row.reviewed_on))


def markdown(detail: ControlDetail) -> str:
    """The control as Markdown, for pasting into a ticket."""
    row = detail.row
    facts = [
        ("Status", word(row.status)),
        ("Owner", row.owner or "-"),
        ("Due", day(row.due)),
        ("Criteria", ", ".join(row.criteria)),
    ]
    rows = [f"## {row.id} {row.title}", "", *(f"- {name}: {value}" for name, value in facts)]
    return "\n".join([*rows, *([f"- Gap: {detail.gap}"] if detail.gap else []), "", detail.statement])
