"""What lists of vendors and their reviews draw."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from grcdesk.schemas.vendor_reviews import ReviewRow
from grcdesk.schemas.vendors import ReviewDue, VendorRow
from grcdesk.terms import DueState, Status
from grcdesk.terms.vendors import Conclusion, ReviewStatus, Tier
from grcdesk.tui.looks import Cell, Glyphs, line, lines, text
from grcdesk.tui.widgets.columns import Column
from grcdesk.wording import STATUS, WARNING, day, word

_TONES = {
    DueState.OVERDUE: "error",
    DueState.NEVER_REVIEWED: "error",
    DueState.DUE_7: "warning",
    DueState.DUE_30: "warning",
    DueState.OFFBOARDED: "muted",
}
_TIER_TONES = {Tier.CRITICAL: "strong", Tier.LOW: "muted"}


def due_state(due: ReviewDue, glyphs: Glyphs) -> Cell:
    """`✗ 12 d overdue`, `! in 7 d`, `✓ in 132 d`."""
    tone = _TONES.get(due.state, "success")
    if due.state is DueState.OFFBOARDED:
        return Cell(f"{glyphs.of(STATUS[Status.NOT_APPLICABLE])} offboarded", tone)
    if due.state is DueState.NEVER_REVIEWED:
        return Cell(f"{glyphs.of(STATUS[Status.MISSING])} never reviewed", tone)
    days = due.days or 0
    said = f"{-days} d overdue" if days < 0 else "today" if days == 0 else f"in {days} d"
    look = STATUS[Status.MISSING] if days < 0 else WARNING if tone == "warning" else STATUS[Status.IN_PLACE]
    return Cell(f"{glyphs.of(look)} {said}", tone)


def vendor_columns(glyphs: Glyphs) -> tuple[Column, ...]:
    """The list of vendors."""
    return (
        Column("name", "Vendor", 16, lambda row: Cell(row.name), 0, flex=True),
        Column("service", "Use", 14, lambda row: Cell(row.service or "-", "" if row.service else "muted"), 5),
        Column("tier", "Tier", 8, lambda row: Cell(word(row.tier), _TIER_TONES.get(row.tier, "")), 1),
        Column("owner", "Owner", 12, lambda row: Cell(row.owner or "-", "" if row.owner else "warning"), 4),
        Column("last", "Last", 10, lambda row: Cell(day(row.last_review), "muted"), 6),
        Column("due", "Review due", 10, lambda row: Cell(day(row.review.due)), 0),
        Column("state", "State", 16, lambda row: due_state(row.review, glyphs), 0),
    )


def review_columns() -> tuple[Column, ...]:
    """The Reviews tab."""

    def said(row: ReviewRow) -> Cell:
        if row.status is ReviewStatus.OPEN:
            return Cell(f"open, {row.answered} of {len(row.checks)}", "warning")
        if row.conclusion is None:
            return Cell(word(row.status), "muted")
        tone = {Conclusion.APPROVE: "success", Conclusion.STOP: "error"}.get(row.conclusion, "warning")
        return Cell(word(row.conclusion), tone)

    return (
        Column("id", "ID", 6, lambda row: Cell(row.id)),
        Column("kind", "Kind", 6, lambda row: Cell(word(row.kind)), 3),
        Column("started", "Begun", 10, lambda row: Cell(str(row.started_on)), 2),
        Column("concluded", "Concluded", 10, lambda row: Cell(day(row.concluded_on)), 1),
        Column("said", "Conclusion", 14, said),
        Column("reviewer", "Reviewer", 12, lambda row: Cell(row.reviewer), 4),
        Column("why", "Conditions or note", 16, lambda row: Cell(row.conditions or row.note), 1, flex=True),
    )


def strip(row: VendorRow) -> Content:
    """Two lines about the vendor under the cursor."""
    kind = "model provider" if row.model_provider else word(row.method)
    said = [line(Cell(f"{row.id} ", "head"), f"{row.name}  {kind}", Cell(f"  {row.service}", "muted"))]
    check = f"; half-way check {row.check.due}" if row.check else ""
    return lines([*said, text(f"{row.review.why}{check}", "muted")])


def side(row: VendorRow, glyphs: Glyphs) -> Content:
    """The pane beside the list."""
    rows = [
        line(Cell(row.name, "head")),
        line(f"{row.id}  {word(row.tier)}"),
        line("model provider" if row.model_provider else word(row.method)),
        line(row.service or "-"),
        text(""),
        line("Owner      ", row.owner or "-"),
        line("Region     ", row.region or "-"),
        line("Onboarded  ", day(row.onboarded)),
        line("Reviewed   ", day(row.last_review)),
        line("Next       ", day(row.review.due)),
        line("           ", due_state(row.review, glyphs)),
        *(
            [line("Check      ", day(row.check.due)), line("           ", due_state(row.check, glyphs))]
            if row.check
            else []
        ),
        text(""),
        text(row.review.why, "muted"),
    ]
    return lines(rows)


def markdown_table(rows: Sequence[VendorRow]) -> str:
    """Vendors as a Markdown table, for a ticket."""

    def cells(row: VendorRow) -> str:
        due = row.review
        return " | ".join([row.name, word(row.tier), day(row.last_review), day(due.due), word(due.state)])

    head = ["| Vendor | Tier | Last review | Review due | State |", "|---|---|---|---|---|"]
    return "\n".join([*head, *(f"| {cells(row)} |" for row in rows)])
