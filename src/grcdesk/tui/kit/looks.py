"""How text becomes content on a screen: always made safe by `show`, never parsed as markup.

A tone is a meaning (success, warning, error, muted, strong, head), not a colour: the theme decides, and under
NO_COLOR the words and glyphs carry it alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.style import Style as ContentStyle

from grcdesk.terms import ActionStatus, Category, Coverage, CriterionAnswer, LogOutcome, Scope, Status, Support
from grcdesk.text import show
from grcdesk.wording import ANSWERED, CATEGORY_CODE, SCOPE, STATUS, SUPPORT, WARNING, Look

STYLES = {
    "": "",
    "success": "$text-success",
    "warning": "$text-warning",
    "error": "$text-error",
    "muted": "$text-muted",
    "strong": "bold",
    "head": "bold $dim",
    "claim": "$claim-tx",
    "accent": "bold $door",
    "chip": "$ink on $chip",
    "chip-key": "bold $door on $chip",
    "on-accent": "bold $on-door on $door",
    "on-full": "$full-fg on $full-bg",
    "on-claim": "$claim-fg on $claim-bg",
    "on-part": "$part-fg on $part-bg",
    "on-hole": "bold $hole-fg on $hole-bg",
    "on-open": "bold $open-fg on $open-bg",
    "on-none": "$none-fg on $none-bg",
}
"""The brighter a fill, the worse what it says. What stands for a fill under NO_COLOR: `quirks.PlainFills`."""
TONES = tuple(STYLES)
FILLS = {
    "success": "on-full",
    "claim": "on-claim",
    "warning": "on-part",
    "error": "on-hole",
    "strong": "on-open",
    "": "on-open",
    "muted": "on-none",
}
"""The fill of a badge by the tone of its words."""
_STATUS_TONE = {
    Status.IN_PLACE: "success",
    Status.PARTIAL: "warning",
    Status.MISSING: "error",
    Status.NOT_ASSESSED: "strong",
    Status.NOT_APPLICABLE: "muted",
}
SUPPORT_TONE = {Support.SUPPORTED: "success", Support.SUPPORTED_IN_PART: "warning", Support.CLAIM_ONLY: "error"}
_ANSWERED_TONE = {
    CriterionAnswer.IN_FULL: "success",
    CriterionAnswer.ANSWERED: "success",
    CriterionAnswer.IN_PART: "warning",
    CriterionAnswer.CLAIM_ONLY: "warning",
    CriterionAnswer.NOT_IN_PLACE: "error",
    CriterionAnswer.NOT_MAPPED: "muted",
}
_SCOPE_TONE = {Scope.IN: "success", Scope.OPTIONAL: "warning", Scope.OUT: "muted"}
_ACTION_LOOK = {
    ActionStatus.OPEN: (STATUS[Status.NOT_ASSESSED], ""),
    ActionStatus.DONE: (STATUS[Status.IN_PLACE], "success"),
    ActionStatus.DROPPED: (STATUS[Status.NOT_APPLICABLE], "muted"),
}
_MAPPED = {
    Coverage.NONE: ("none", "muted"),
    Coverage.PARTIAL: ("in part", ""),
    Coverage.FULL: ("whole", "strong"),
    Coverage.DECLARED_FULL: ("declared", "strong"),
}
"""How far mappings reach says nothing of what stands: never green."""
_OUTCOME_TONE = {LogOutcome.SUCCESS: "", LogOutcome.FAILURE: "error", LogOutcome.DENIED: "warning"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One piece of text and its tone."""

    text: str
    tone: str = ""
    click: str = ""
    """A Textual action run when it is clicked, or empty."""


@dataclass(slots=True)
class Glyphs:
    """Which of a look's two glyphs is drawn; all screens share one, so that a choice shows everywhere."""

    ascii: bool = False

    def of(self, look: Look) -> str:
        """The glyph in the set in force."""
        return look.ascii if self.ascii else look.glyph

    @property
    def cut(self) -> str:
        """Stands where text was cut to fit."""
        return ">" if self.ascii else "›"

    def status(self, status: Status) -> Cell:
        """Glyph and word of a gap status."""
        look = STATUS[status]
        return Cell(f"{self.of(look)} {look.word}", _STATUS_TONE[status])

    def held(self, status: Status, support: Support | None) -> Cell:
        """Glyph and word of a gap status; in place is green only when all that must be there is there."""
        if support is None:
            return self.status(status)
        return Cell(f"{self.of(SUPPORT[support])} {STATUS[status].word}", SUPPORT_TONE[support])

    def scope(self, scope: Scope) -> Cell:
        """Glyph and word of a scope."""
        return Cell(f"{self.of(SCOPE[scope])} {SCOPE[scope].word}", _SCOPE_TONE[scope])

    def action(self, status: ActionStatus, due: date, today: date) -> Cell:
        """Glyph and word of an action; an open one past its date is overdue."""
        if status is ActionStatus.OPEN and due < today:
            return Cell(f"{self.of(WARNING)} overdue", "error")
        look, tone = _ACTION_LOOK[status]
        return Cell(f"{self.of(look)} {status.value}", tone)

    def mapped(self, coverage: Coverage) -> Cell:
        """How far the mappings of a criterion reach."""
        return Cell(*_MAPPED[coverage])

    def answered(self, answered: CriterionAnswer) -> Cell:
        """Glyph and word of whether a criterion is answered today."""
        look = ANSWERED[answered]
        return Cell(f"{self.of(look)} {look.word}", _ANSWERED_TONE[answered])

    def outcome(self, outcome: LogOutcome) -> Cell:
        """The outcome of a logged attempt."""
        return Cell(outcome.value, _OUTCOME_TONE[outcome])

    def warn(self, text: str) -> Cell:
        """A warning: glyph before the words."""
        return Cell(f"{self.of(WARNING)} {text}", "warning")


def badge(cell: Cell) -> Cell:
    """The cell as a badge: filled as far as its words go."""
    return replace(cell, text=f" {cell.text} ", tone=FILLS.get(cell.tone, cell.tone))


def due_cell(due: date | None, today: date, *, closed: bool = False) -> Cell:
    """A due date; red when it has passed."""
    if due is None:
        return Cell("-", "muted")
    return Cell(due.isoformat(), "error" if due < today and not closed else "")


def short_due(due: date | None, today: date, *, closed: bool = False) -> Cell:
    """A due date in seven cells: `12-05` in this year, `2027-03` in another."""
    full = due_cell(due, today, closed=closed)
    if due is None:
        return full
    return Cell(full.text[5:] if due.year == today.year else full.text[:7], full.tone)


def text(value: object, tone: str = "", *, newlines: bool = False) -> Content:
    """Any value as safe content."""
    content = Content(show(value, newlines=newlines))
    return content.stylize(STYLES[tone]) if tone else content


def piece(cell: Cell | str) -> Content:
    """One cell as content, clickable when it says so."""
    if isinstance(cell, str):
        return text(cell)
    content = text(cell.text, cell.tone)
    return content.stylize(ContentStyle.from_meta({"@click": cell.click})) if cell.click else content


def line(*cells: Cell | str) -> Content:
    """Several cells after each other on one line."""
    return Content("").join([piece(cell) for cell in cells])


def lines(rows: Iterable[Content]) -> Content:
    """One content a line."""
    return Content("\n").join(list(rows))


def fact(name: str, value: Cell | str, width: int = 12) -> Content:
    """A label and its value in one line; a dash where nothing was filled in, so that it is seen."""
    known = value.text if isinstance(value, Cell) else value
    return line(Cell(f"{name:<{width}}", "head"), value if known else Cell("-", "muted"))


def paragraph(name: str, words: str) -> list[Content]:
    """A heading, and under it a text in its own lines; nothing where there is no text."""
    if not words:
        return []
    return [text(""), text(name, "head"), *(text(f"  {one}") for one in words.splitlines())]


def fit(value: str, width: int, cut: str = "›") -> str:
    """Safe text cut or padded to exactly `width` cells, with a mark where it was cut."""
    plain = show(value)
    # one cell has no room for a mark beside what is cut
    if cell_len(plain) <= width or width <= 1:
        return set_cell_size(plain, width)
    return set_cell_size(plain, width - 1) + cut


def codes(categories: Iterable[Category]) -> str:
    """`S A PI`: the short codes of categories."""
    return " ".join(CATEGORY_CODE[category] for category in categories)
