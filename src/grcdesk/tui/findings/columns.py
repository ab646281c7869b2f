"""How findings and the actions against them are drawn."""

from __future__ import annotations

from datetime import date

from grcdesk.schemas.findings.findings import FindingItemRow, FindingRow, MoveRow
from grcdesk.schemas.findings.remediation import RemediationRow
from grcdesk.terms import Status
from grcdesk.terms.findings import FindingStatus, RemediationState, Severity
from grcdesk.tui.kit.looks import Cell, Glyphs, due_cell
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import STATUS, WARNING, word

SEVERITY_TONE = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "",
    Severity.OBSERVATION: "muted",
}
_LOOK = {
    FindingStatus.OPEN: (STATUS[Status.MISSING], "error"),
    FindingStatus.RESPONDED: (STATUS[Status.NOT_ASSESSED], "warning"),
    FindingStatus.IN_REMEDIATION: (STATUS[Status.PARTIAL], "warning"),
    FindingStatus.READY_TO_VERIFY: (WARNING, "strong"),
    FindingStatus.CLOSED: (STATUS[Status.IN_PLACE], "success"),
    FindingStatus.RISK_ACCEPTED: (STATUS[Status.NOT_APPLICABLE], "muted"),
}


def status_cell(row: FindingRow, glyphs: Glyphs) -> Cell:
    """Glyph and word of where it stands; actions done of those planned beside."""
    if row.lapsed:
        return Cell(f"{glyphs.of(WARNING)} acceptance over", "error")
    look, tone = _LOOK[row.status]
    steps = f" {row.actions_done}/{row.actions}" if row.status is FindingStatus.IN_REMEDIATION else ""
    return Cell(f"{glyphs.of(look)} {word(row.status)}{steps}", tone)


def severity_cell(severity: Severity) -> Cell:
    """The word, coloured by weight."""
    return Cell(word(severity), SEVERITY_TONE[severity])


def finding_columns(glyphs: Glyphs, today: date) -> tuple[ListColumn, ...]:
    """The list of findings."""

    def said(value: str) -> Cell:
        return Cell(value or "-", "" if value else "muted")

    def due(row: FindingRow) -> Cell:
        return due_cell(row.next_due, today, closed=row.status is FindingStatus.CLOSED)

    return (
        ListColumn("id", "No", 5, lambda row: Cell(row.id)),
        ListColumn("severity", "Severity", 13, lambda row: severity_cell(row.severity), 1, badge=True),
        ListColumn("title", "Finding", 20, lambda row: Cell(row.title), flex=True),
        ListColumn("control", "Control", 11, lambda row: said(row.control), 3),
        ListColumn("owner", "Owner", 12, lambda row: said(row.owner), 4),
        ListColumn("due", "Next date", 10, due, 2),
        ListColumn("age", "Age", 5, lambda row: Cell(f"{row.age:>3} d"), 5),
        ListColumn("repeat", "Seen before", 11, lambda row: Cell(" ".join(row.repeat), "warning"), 5),
        ListColumn("source", "From", 13, lambda row: Cell(word(row.source), "muted"), 7),
        ListColumn("class", "Class", 16, lambda row: said(word(row.scheme_class) if row.scheme_class else ""), 8),
        ListColumn("state", "State", 22, lambda row: status_cell(row, glyphs), badge=True),
    )


def action_columns(today: date) -> tuple[ListColumn, ...]:
    """Actions against a finding or an incident."""

    def due(row: RemediationRow) -> Cell:
        return due_cell(row.due, today, closed=row.state is not RemediationState.OPEN)

    def ended(row: RemediationRow) -> Cell:
        if row.state is RemediationState.OPEN:
            return Cell(f"until then: {row.interim}" if row.interim else "", "muted")
        if row.state is RemediationState.DROPPED:
            return Cell(f"dropped: {row.reason}", "muted")
        return Cell(f"done {row.done_on} by {row.done_by}: {row.proof}", "success")

    def slips(row: RemediationRow) -> Cell:
        first = row.slips[0].from_due if row.slips else None
        return Cell(f"{len(row.slips)}, first {first}" if first else "-", "warning" if first else "muted")

    return (
        ListColumn("id", "ID", 8, lambda row: Cell(row.id)),
        ListColumn("action", "Action", 20, lambda row: Cell(row.action), flex=True),
        ListColumn("owner", "Owner", 12, lambda row: Cell(row.owner), 2),
        ListColumn("due", "Due", 10, due),
        ListColumn("slips", "Slips", 19, slips, 4),
        ListColumn("ended", "How it stands", 18, ended, 1, flex=True),
    )


def item_columns() -> tuple[ListColumn, ...]:
    """Things a finding is about, and what put them right later."""

    def fixed(row: FindingItemRow) -> Cell:
        if not row.fix:
            return Cell("-", "muted")
        return Cell(f"{row.fix} on {row.fixed_on} by {row.fixed_by}; the deviation stays", "success")

    def who(row: FindingItemRow) -> Cell:
        return Cell(", ".join(part for part in (row.person, row.system) if part) or "-", "muted")

    return (
        ListColumn("item", "Item", 12, lambda row: Cell(row.item)),
        ListColumn("link", "From", 8, lambda row: Cell(row.link, "muted"), 3),
        ListColumn("what", "What", 20, lambda row: Cell(row.what), 0, flex=True),
        ListColumn("who", "Who, where", 16, who, 4),
        ListColumn("fix", "Later evidence", 20, fixed, 1, flex=True),
    )


def move_columns() -> tuple[ListColumn, ...]:
    """The moves of a finding."""

    def why(row: MoveRow) -> Cell:
        return Cell("; ".join(part for part in (row.reason, " ".join(row.proofs)) if part))

    return (
        ListColumn("on", "On", 10, lambda row: Cell(str(row.moved_on))),
        ListColumn("to", "Became", 16, lambda row: Cell(word(row.to_status))),
        ListColumn("by", "By", 14, lambda row: Cell(row.by), 1),
        ListColumn("why", "Why, with what", 20, why, 0, flex=True),
        ListColumn("recorded", "Recorded by", 14, lambda row: Cell(row.recorded_by, "muted"), 3),
    )
