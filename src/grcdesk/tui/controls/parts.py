"""What the tabs of a control show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from grcdesk.rules.controls import gap
from grcdesk.schemas.controls.controls import ActionRow, ControlDetail, MappingRow, RiskRow
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.kit.looks import Cell, Glyphs, due_cell
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import day, word


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
        ListColumn("state", "State", 10, state, 2, badge=True),
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
        ListColumn("state", "State", 15, state, badge=True),
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
