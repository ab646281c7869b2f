"""A form: a few fields, checked as a whole when kept. What is wrong is said in the form, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from textual import events, on
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, TextArea

from grcdesk.errors import DeskError
from grcdesk.tui.dialogs import checking
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.base import MOST_SHOWN, Box, Dialog, HoldsForms
from grcdesk.tui.dialogs.rows import FieldRow, OfferList
from grcdesk.tui.kit import plain
from grcdesk.tui.kit.drafts import Drafts, KeepsDrafts, Texts
from grcdesk.tui.kit.looks import line, lines, text
from grcdesk.tui.widgets.bars import Text

if TYPE_CHECKING:
    from grcdesk.schemas.desk.offers import Offer, Offered
    from grcdesk.services.desk.desk import Desk

Answer = TypeVar("Answer")
LEAST = 3
"""Lines of fields that are shown on the smallest screen."""


class FieldPane(VerticalScroll, can_focus=False):
    """The fields; they scroll where they are too many, and the foot stays."""


class Form(Dialog[Answer], Generic[Answer]):
    """Answers with what `build` makes of the texts by field name, and stays until the answer is carried out.

    `build` raises a DeskError to say what is wrong; the form stays open and shows it.
    """

    BINDINGS = [Binding("ctrl+s", "keep", show=False, priority=True)]
    STAYS = True

    def __init__(
        self,
        title: str,
        fields: Sequence[Ask],
        build: Callable[[Texts], Answer],
        *,
        note: str = "",
        verb: str = "keeps",
        draft: str = "",
        begin: str = "",
    ) -> None:
        self._fields = list(fields)
        self._long = {field.name: field.value for field in self._fields if field.long}
        """The long texts as they stood when the form was opened."""
        self._draft = draft if self._long else ""
        several = [("esc", "drops"), *([("tab", "next field")] if len(self._fields) > 1 else [])]
        several += [("ctrl+e", "editor")] if self._long else []
        super().__init__(title, ())
        self._feet = {long: (("ctrl+s" if long else "enter", verb), *several) for long in (False, True)}
        """The keys at the foot, by whether the cursor is in a text of several lines, where enter begins a line."""
        self._build = build
        self._note = note
        self._begin = begin or checking.first_to_fill(self._fields)
        """The field the cursor begins in; empty: the first."""
        self.kept: Any = None
        """What the app knows of it: see `frame.parts.again`."""
        self._over = False
        self._refused: frozenset[str] = frozenset()
        """Of a form that was refused: the fields whose text outlives it, as a draft."""
        self._rows: dict[str, FieldRow] = {}
        self._awaited: set[Offered] = set()
        """What the desk was asked for and has not answered."""
        self._keep_then = False
        """Whether it was kept before the desk had answered."""
        self._sure: set[str] = set()
        """New people that were asked about."""
        self._began: dict[str, str] = {}
        """The texts as they stood when it was opened."""

    # what is drawn

    def body(self) -> list[Widget]:
        """Fields, what the one with the cursor holds, then what is wrong."""
        draft = self._drafts.find(self._draft, self._long) if self._draft else None
        back = draft.texts if draft is not None else {}
        made: list[Widget] = [Text(text(self._note, "muted"), classes="dialog-note")] if self._note else []
        if draft is not None:
            moved = "; what was there has changed since" if draft.base != self._long else ""
            told = f"your draft of {draft.at[:16].replace('T', ' ')} UTC is back{moved}; esc drops it"
            made.append(Text(text(told, "warning"), classes="dialog-note"))
        for field in self._fields:
            value = back.get(field.name, field.value)
            self._rows[field.name] = FieldRow(field, value, self.action_keep)
            self._began[field.name] = self._rows[field.name].value
        fields = FieldPane(*self._rows.values(), classes="fields")
        return [*made, fields, Text(classes="dialog-hint"), Text(classes="dialog-wrong")]

    def on_mount(self) -> None:
        """What was told before it was opened would cover its foot; what it offers comes from the desk."""
        self.app.clear_notifications()
        wide = max((len(field.label) + 2 * field.needed for field in self._fields), default=0)
        for label in self.query(".field-label"):
            label.styles.width = min(wide, checking.LABEL) + 2
        if self._begin in self._rows:
            self.set_focus(self._rows[self._begin].field)
        for of in {field.kind.of for field in self._fields if field.kind.of is not None}:
            self._ask_for(of)
        self._fit()

    def _ask_for(self, of: Offered) -> None:
        if self._holder.desk is None:
            return
        self._awaited.add(of)

        def question(desk: Desk) -> tuple[Offer, ...]:
            from grcdesk.services.desk.offers import offers_of  # noqa: PLC0415  the models of every noun

            return offers_of(desk, of)

        self._holder.jobs.ask(
            self, f"offers {of}", question, lambda found: self._offer(of, found), lambda: self._offer(of, ())
        )

    def _offer(self, of: Offered, found: tuple[Offer, ...]) -> None:
        self._awaited.discard(of)
        for row in self._rows.values():
            if row.kind.of is of:
                row.offer(found)
        self._say_hint()
        if self._keep_then and not self._awaited:
            self._keep_then = self.busy = False
            self.action_keep()
            if not self.busy:
                self._holder.forget_keys()

    def on_resize(self, _event: events.Resize) -> None:
        """The fields scroll in what the rest leaves."""
        self._fit()

    def _fit(self) -> None:
        self.call_after_refresh(self._fit_now)

    def _fit_now(self) -> None:
        box, fields = self.query_one(Box), self.query_one(FieldPane)
        rest = sum(child.outer_size.height for child in box.children if child is not fields and child.display)
        rest += box.outer_size.height - box.content_size.height
        fields.styles.max_height = max(LEAST, self.app.size.height - 1 - rest)
        self.call_after_refresh(self._show_focused)

    def _show_focused(self) -> None:
        if self.focused is not None:  # by now it may be another than it was
            self.focused.scroll_visible(animate=False)

    def on_descendant_focus(self) -> None:
        """Say what is asked for; the field is in view once the fields are laid out."""
        self._say_hint()
        self.call_after_refresh(self._show_focused)

    def _say_hint(self) -> None:
        row = self._row
        foot = self._feet[row is not None and row.ask.long]
        self.say_keys(*((("enter", "picks"), *foot[1:]) if row is not None and row.picks() else foot))
        if row is not None:
            self.query_one(".dialog-hint", Text).say(line(checking.hint(row)))

    @property
    def _row(self) -> FieldRow | None:
        at = self.focused
        return next((row for row in self._rows.values() if row.field is at), None)

    # what is typed

    @property
    def _drafts(self) -> Drafts:
        return cast("KeepsDrafts", self.app).drafts

    @property
    def _holder(self) -> HoldsForms:
        return cast("HoldsForms", self.app)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(OfferList.OptionHighlighted)
    @on(OfferList.Closed)
    def _typed(self) -> None:
        self._say_hint()
        if not self._draft:
            return
        texts = {name: self._rows[name].value for name in self._long}
        if texts == self._long:
            self._drafts.drop(self._draft)
        else:
            self._drafts.keep(self._draft, self._long, texts)

    def action_drop(self) -> None:
        """Close without an answer, asking once before typing is lost; a draft stays if refused. A job is stopped."""
        if self.busy and not self._keep_then:
            self._holder.stop_job()
            return
        told = self.query_one(".dialog-wrong", Text).plain
        if not told.startswith(checking.DROPS) and (lost := checking.typed(self._rows, self._began, self._refused)):
            self._say_wrong([text(f"{checking.DROPS} what you typed: {lost}", "warning")], "")
            return
        if self._draft and not self._refused:
            self._drafts.drop(self._draft)
        over = self._answered or self.kept is None
        self.dismiss(None)
        if not over:
            self._holder.drop_form(self)  # it may show something else: after this one is gone

    def action_keep(self) -> None:
        """Check, and carry out what is asked for when all is well."""
        if self.busy or self._answered:
            return
        if self._awaited:  # names are held against those the desk knows
            self._keep_then = self.busy = True
            return
        for row in self._rows.values():
            row.close_list()
        try:
            values = checking.settled(self._rows)
            if self._asks_about_new(values):
                return
            answer = self._build(values)
        except DeskError as error:
            self.tell_wrong(error)
            return
        self.query_one(".dialog-wrong", Text).say(line())
        if self.kept is None:
            self.dismiss(answer)
            return
        self.busy = True
        self._holder.answer_form(self, answer)

    def _asks_about_new(self, values: Texts) -> bool:
        """Ask about people and vendors nobody here has named, each once: a slip of the pen looks like one."""
        for name, found in checking.new_names(self._rows, values).items():
            if new := [one for one in found if one not in self._sure]:
                self._sure |= set(new)
                self._say_wrong([text(checking.about_new(self._rows[name].kind, new), "warning")], name)
                return True
        return False

    @property
    def asks_about_new(self) -> bool:
        """Whether it waits for a word about a new person or vendor."""
        return self.query_one(".dialog-wrong", Text).plain.startswith(checking.NEW)

    # what comes of it

    def free(self) -> None:
        """What it asked for was refused, or thought better of: it is there again."""
        self.busy = False
        self._refused = frozenset(self._long if self._draft else ())
        self._holder.forget_keys()

    def close(self) -> None:
        """What it asked for is done."""
        # it stays busy: keys that come while it goes are for what comes after it
        self._over = True
        if self._draft:
            self._drafts.drop(self._draft)
        if self.app.screen is self:
            self.dismiss(None)
        elif self in self.app.screen_stack:
            self.query_one(Box).display = False  # it goes as soon as what lies over it does

    def _say_ready(self) -> None:
        if self._over:
            if self.app.screen is self:
                self.dismiss(None)
        else:
            super()._say_ready()

    def tell_wrong(self, error: DeskError) -> None:
        """Say what is wrong, in the form."""
        labels = {field.name: field.label for field in self._fields}
        rows = plain.words(error, labels)
        if error.hint and error.reasons:  # of many reasons the last lie below the fold
            rows.insert(1, rows.pop())
        if len(rows) > MOST_SHOWN:
            rows[MOST_SHOWN:] = [f"and {len(rows) - MOST_SHOWN:,} more"]
        name = checking.at_fault(self._rows, error)
        if name and rows[0].startswith("'"):
            rows[0] = f"{labels[name]}: {rows[0]}"
        self._say_wrong([text(row, "error") for row in rows], name)

    def _say_wrong(self, rows: Sequence[Any], name: str) -> None:
        self.query_one(".dialog-wrong", Text).say(lines(rows))
        if name:
            self._rows[name].field.focus()
        self._fit()
