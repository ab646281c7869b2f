"""How rows of a Statement of Applicability are drawn, and what the page of one says."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from grcdesk.rules.soa.statement import told
from grcdesk.schemas.soa.soa import SoaControl, SoaPage, SoaRow
from grcdesk.terms import Support
from grcdesk.terms.soa import Implementation
from grcdesk.tui.kit.looks import SUPPORT_TONE, Cell, Glyphs, line, lines, text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import SUPPORT, count, day, word

_SHORT = {"risk_treatment": "risk", "business_need": "business"}
_TONE = {Implementation.PARTLY: "warning", Implementation.NO: "error"}


def list_columns(glyphs: Glyphs) -> tuple[ListColumn, ...]:
    """What it is, why it is in, whether it is there, and what it lacks."""
    return (
        ListColumn("item", "Item", 10, lambda row: Cell(row.item)),
        ListColumn("title", "Title", 18, lambda row: Cell(row.title), flex=True),
        ListColumn("reasons", "Reasons", 10, reasons_cell, 1),
        ListColumn("implemented", "Implemented", 17, lambda row: implemented_cell(row, glyphs)),
        ListColumn("how", "How", 12, lambda row: Cell(_how(row) or "-", "" if row.how else "muted"), 3),
        ListColumn("owner", "Owner", 12, lambda row: Cell(row.owner or "-", "" if row.owner else "warning"), 4),
        ListColumn("lacks", "Lacks", 13, lambda row: _lacks(row, glyphs), 2, flex=True),
    )


def reasons_cell(row: SoaRow) -> Cell:
    """Reasons a person gave; with a question mark those that are only suggested."""
    if not row.applicable:
        return Cell("-", "muted")
    if row.reasons:
        return Cell(" ".join(_SHORT.get(one, one.value) for one in row.reasons))
    return Cell(" ".join(f"{_SHORT.get(one, one.value)}?" for one in row.suggested) or "-", "muted")


def implemented_cell(row: SoaRow, glyphs: Glyphs) -> Cell:
    """Green only what is borne out."""
    if not row.applicable:
        return Cell("left out", "muted")
    if row.implemented is None:
        return Cell("not said", "strong")
    if row.support is None:
        return Cell(told(row), _TONE.get(row.implemented, ""))
    short = "in part" if row.support is Support.SUPPORTED_IN_PART else SUPPORT[row.support].word
    return Cell(f"{glyphs.of(SUPPORT[row.support])} yes, {short}", SUPPORT_TONE[row.support])


def _how(row: SoaRow) -> str:
    return " ".join(control.id for control in row.how if control.implements) or ("measures" if row.measures else "")


def _lacks(row: SoaRow, glyphs: Glyphs) -> Cell:
    # one word of each sentence of the rule: the column is narrow, and the pane says them whole
    words = {"has no reason of inclusion": "reason", "has no owner": "owner", "is left out without a reason": "reason"}
    words |= {"does not say whether it is implemented": "implemented"}
    found = ", ".join(words.get(what, what) for what in row.lacks)
    return glyphs.warn(found) if found else Cell("", "muted")


def readiness(page: SoaPage, glyphs: Glyphs) -> Content:
    """Whether it could be approved, and what of the approved version no longer holds."""
    if page.lacks:
        number = count(len({one.item for one in page.lacks}), "row")
        ready = glyphs.warn(f"not to be approved: {number} lacking, n next")
    else:
        ready = Cell("complete, c approves" if page.version is None or page.differences else "complete", "success")
    if page.version is None:
        return line(ready)
    moved = f"; {page.version.id} approved on {page.version.approved_on}, {count(page.version.changes, 'difference')}"
    return line(ready, Cell(moved, "muted"))


def row_page(row: SoaRow, glyphs: Glyphs) -> Content:
    """Everything about one row."""
    rows = [
        line(Cell(f"{name:<18}", "head"), Cell(value or "-", "" if value else "muted")) for name, value in _said(row)
    ]
    rows += [text("")] + [line(glyphs.warn(f"{row.item} {what}")) for what in row.lacks]
    rows += [line(Cell(f"not supported: {why}", "warning")) for why in row.support_why]
    return lines(rows)


def _said(row: SoaRow) -> Iterator[tuple[str, str]]:
    yield "Theme", row.theme
    yield "Applicable", "yes" if row.applicable else f"no: {row.exclusion}"
    if row.applicable:
        yield "Reasons", ", ".join(word(one) for one in row.reasons)
        if row.suggested:
            yield "Suggested", f"{', '.join(word(one) for one in row.suggested)}: to take or leave"
        yield "Implemented", told(row)
        yield "Since, or planned", day(row.implemented_on)
    yield "Other measures", row.measures
    yield "Owner", row.owner + ("" if row.owner_said or not row.owner else ", who owns its controls")
    yield "Evidence", " ".join(row.evidence)
    yield "Risks", " ".join(row.risks)
    yield "Note", row.note


def control_columns(glyphs: Glyphs) -> tuple[ListColumn, ...]:
    """The controls behind a row."""

    def relation(one: SoaControl) -> Cell:
        return Cell(word(one.relationship), "" if one.implements else "muted")

    return (
        ListColumn("id", "Control", 11, lambda one: Cell(one.id)),
        ListColumn("title", "Title", 20, lambda one: Cell(one.title), flex=True),
        ListColumn("relationship", "Mapping", 15, relation, 1),
        ListColumn("status", "Status", 16, lambda one: glyphs.held(one.status, one.support), badge=True),
        ListColumn("owner", "Owner", 12, lambda one: Cell(one.owner or "-"), 2),
    )
