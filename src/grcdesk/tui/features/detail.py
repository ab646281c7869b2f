"""One AI feature: its answers, the controls that follow, what it is built of, and its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.widget import Widget

from grcdesk.schemas.features.features import CardRow, ControlVerdict, FeatureDetail, ModelRow, PromptRow
from grcdesk.schemas.log.log import LogEntry
from grcdesk.terms import Support
from grcdesk.terms.readiness import WorkPlace
from grcdesk.tui.features import forms
from grcdesk.tui.features import parts as feature_parts
from grcdesk.tui.features.control_list import confirm_each
from grcdesk.tui.frame.detail import DetailScreen, counted
from grcdesk.tui.kit.looks import Cell, line
from grcdesk.tui.log.columns import history_columns
from grcdesk.tui.widgets.bars import Bar, Text
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

HINTS = {"controls": "s decides one", "parts": "a model, p prompt, b card, s drops", "answers": "e edits"}


@dataclass(frozen=True, slots=True)
class FeatureScreenData:
    """Everything the screen shows."""

    detail: FeatureDetail
    history: Sequence[LogEntry]
    support: Mapping[str, Support | None]
    """What stands behind the controls that are said to be in place."""


class FeatureScreen(DetailScreen):
    """The detail of one feature of a list."""

    PLACE = "feature"
    BOARD = WorkPlace.FEATURE
    HELP = "features"
    TABS = ("answers", "controls", "parts", "history")

    def __init__(self, feature: str, among: Sequence[str]) -> None:
        super().__init__(feature, among)
        self.shown: FeatureScreenData | None = None
        self.support: dict[str, Support | None] = {}

    def content(self) -> list[Widget]:
        """Tabs over pages."""
        glyphs = self.glyphs
        return [
            Bar(id="tabs"),
            self.pages(
                Text(id="answers-text"),
                Table(feature_parts.control_columns(glyphs, self.support), glyphs=glyphs, id="controls"),
                Table(feature_parts.part_columns(), glyphs=glyphs, id="parts"),
                Table(history_columns(glyphs), glyphs=glyphs, id="history"),
            ),
        ]

    def reload(self) -> None:
        """Ask for everything about the feature."""
        feature = self.record

        def question(desk: Desk) -> FeatureScreenData:
            detail = desk.features.show(feature)
            history = desk.log.list(resource=feature, limit=500)
            return FeatureScreenData(detail, history, feature_parts.backed(desk, detail.controls))

        self.ask("whole", question, self._show)

    def _show(self, whole: FeatureScreenData) -> None:
        self.shown = whole
        self.support.clear()
        self.support.update(whole.support)
        detail = whole.detail
        self.title_bar(
            line(f"{detail.id}  {detail.answers.name}"),
            line(f"  {word(detail.answers.status)}  {word(detail.derivation)}{self.place()}"),
        )
        self.query_one("#answers-text", Text).say(feature_parts.answers(detail, self.glyphs))
        parts: tuple[feature_parts.Part, ...] = (*detail.models, *detail.prompts, *detail.cards)
        self.fill("controls", {one.control: one for one in detail.controls})
        self.fill("parts", {one.id: one for one in parts})
        self.fill("history", {str(one.seq): one for one in whole.history})
        self.say_tabs()

    def say_tabs(self) -> None:
        """Tabs, and what the one shown asks for."""
        numbers: dict[str, int] = {}
        if self.shown is not None:
            detail = self.shown.detail
            parts = len(detail.models) + len(detail.prompts) + len(detail.cards)
            numbers = {"controls": len(detail.controls), "parts": parts, "history": len(self.shown.history)}
        hint = HINTS.get(self.tab, "")
        if self.tab == "controls" and not numbers.get("controls"):
            hint = "nothing derived yet: m derives"
        self.query_one("#tabs", Bar).say(line(*self.tab_cells(counted(numbers), " ")), line(Cell(hint, "muted")))

    # keys

    def copied(self) -> str:
        """The answers as text, or the list of the tab."""
        if self.tab != "answers":
            return "\n".join(self.query_one(f"#{self.tab}", Table).plain_lines())
        return feature_parts.answers(self.shown.detail, self.glyphs).plain if self.shown else self.record

    def action_edit(self) -> None:
        """Answer its questions."""
        if self.shown is not None:
            forms.edit(self.desk_app, self.shown.detail)

    def action_derive(self) -> None:
        """Derive its controls."""
        feature = self.record
        self.desk_app.with_desk("deriving", lambda desk: desk.features.derive([feature]))
        self.action_show_tab("controls")

    def action_confirm(self) -> None:
        """Confirm what was derived, control by control."""
        if self.shown is not None and self.shown.detail.controls:
            confirm_each(self.desk_app, self.shown.detail)
        else:
            self.desk_app.tell("nothing is derived yet: m derives")

    def action_add_model(self) -> None:
        """A model."""
        forms.add_model(self.desk_app, self.record)

    def action_add_prompt(self) -> None:
        """A prompt."""
        forms.add_prompt(self.desk_app, self.record)

    def action_add_card(self) -> None:
        """A card of the model under the cursor, or of its first model."""
        row = self.tab_row()
        first = self.shown.detail.models[:1] if self.shown else ()
        meant = row if isinstance(row, ModelRow) else next(iter(first), None)
        forms.add_card(self.desk_app, meant.facts.model if meant else "", meant.facts.vendor if meant else "")

    def action_decide(self) -> None:
        """Decide the control, or drop the model or prompt, under the cursor."""
        row = self.tab_row()
        if isinstance(row, ControlVerdict):
            forms.decide(self.desk_app, row)
        elif isinstance(row, ModelRow | PromptRow):
            forms.drop_part(self.desk_app, row.id)
        elif isinstance(row, CardRow):
            self.desk_app.tell("a card is replaced by a newer one: b writes it")
        else:
            self.desk_app.tell("first put the cursor on a control, a model or a prompt")
