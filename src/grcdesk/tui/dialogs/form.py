"""A form: a few fields, checked as a whole when kept. What is wrong is said in the form, and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Generic, TypeVar, cast

from textual import on
from textual.binding import Binding
from textual.suggester import Suggester, SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, TextArea

from grcdesk.clock import parse_date, today
from grcdesk.errors import BadInput, DeskError
from grcdesk.terms.read import also, pick
from grcdesk.text import is_harmless
from grcdesk.tui.dialogs.base import MOST_SHOWN, Dialog
from grcdesk.tui.dialogs.paths import PathSuggester
from grcdesk.tui.kit import plain
from grcdesk.tui.kit.drafts import Drafts, KeepsDrafts, Texts
from grcdesk.tui.kit.looks import Cell, line, lines, text
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.fields import TextLine, TextLines

Answer = TypeVar("Answer")
_AHEAD = re.compile(r"\+(\d{1,3})([dw])")
_DAYS = {"d": 1, "w": 7}


@dataclass(frozen=True, slots=True)
class Ask:
    """One field of a form."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    """Stands behind the label."""
    needed: bool = False
    known: tuple[str, ...] = ()
    """Words offered while typing."""
    long: bool = False
    """Whether it may hold several lines."""
    path: bool = False
    """Whether it names a file: the rest of the path is offered while typing."""


def _offers(field: Ask) -> Suggester | None:
    if field.path:
        return PathSuggester()
    known = [word for word in field.known if is_harmless(word)]  # a suggestion is drawn as it is
    return SuggestFromList(known, case_sensitive=False) if known else None


class Form(Dialog[Answer], Generic[Answer]):
    """Answers with what `build` makes of the texts by field name.

    `build` raises a DeskError to say what is wrong; the form stays open and shows it.
    """

    BINDINGS = [Binding("ctrl+s", "keep", show=False, priority=True)]
    AGAIN = True

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
        several: tuple[tuple[str, str], ...] = (("tab", "next field"),) if len(self._fields) > 1 else ()
        several += (("ctrl+e", "editor"),) if self._long else ()
        key = "ctrl+s" if all(field.long for field in self._fields) else "enter"
        super().__init__(title, ((key, verb), ("esc", "drops"), *several))
        self._build = build
        self._note = note
        self._verb = verb
        self._begin = begin
        """The field the cursor begins in; empty: the first."""
        self._last: Texts = {}
        """What was kept before, when the desk refused it."""
        self._refused: DeskError | None = None

    def body(self) -> list[Widget]:
        """Label over field, then what is wrong."""
        draft = self._drafts.find(self._draft, self._long) if self._draft else None
        back = {**(draft.texts if draft is not None else {}), **self._last}
        made: list[Widget] = [Text(text(self._note, "muted"), classes="dialog-note")] if self._note else []
        if draft is not None and self._refused is None:
            moved = "; what was there has changed since" if draft.base != self._long else ""
            told = f"your draft of {draft.at[:16].replace('T', ' ')} UTC is back{moved}; esc drops it"
            made.append(Text(text(told, "warning"), classes="dialog-note"))
        for field in self._fields:
            hint = ", ".join(
                part for part in (field.hint, "needed" if field.needed and not field.value else "") if part
            )
            made.append(Text(line(Cell(field.label), Cell(f"  {hint}" if hint else "", "muted"))))
            if field.long:
                area = LongText(
                    back.get(field.name, field.value),
                    id=f"field-{field.name}",
                    soft_wrap=True,
                    compact=True,
                    tab_behavior="focus",
                )
                made.append(area)
            else:
                given = back.get(field.name, field.value)
                made.append(TextLine(given, id=f"field-{field.name}", suggester=_offers(field), compact=True))
        return [*made, Text(classes="dialog-wrong")]

    def on_mount(self) -> None:
        """What was told before it was opened would cover its foot; what was refused is said in it."""
        self.app.clear_notifications()
        if self._begin in {field.name for field in self._fields}:
            self.query_one(f"#field-{self._begin}").focus()
        if self._refused is not None:
            self.call_after_refresh(self._wrong, self._refused)

    def again(self, error: DeskError) -> Form[Answer]:
        """The form as it was kept, saying what the desk refused."""
        made = Form(
            self._title, self._fields, self._build, note=self._note, verb=self._verb, draft=self._draft,
        )  # fmt: skip
        made._last, made._refused = self._last, error
        return made

    @property
    def _drafts(self) -> Drafts:
        return cast("KeepsDrafts", self.app).drafts

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if not self._draft:
            return
        texts = self._long_texts()
        if texts == self._long:
            self._drafts.drop(self._draft)
        else:
            self._drafts.keep(self._draft, self._long, texts)

    def _long_texts(self) -> dict[str, str]:
        return {field.name: self._value(field) for field in self._fields if field.long}

    def action_drop(self) -> None:
        """Close without an answer; the draft goes too, but for one that was refused: it is offered once more."""
        if self._draft and self._refused is None:
            self._drafts.drop(self._draft)
        super().action_drop()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        """Check, and close when all is well."""
        values = {field.name: self._value(field) for field in self._fields}
        for field in self._fields:
            if field.needed and not values[field.name]:
                self._wrong(BadInput(f"{field.label} is needed"), field.name)
                return
        try:
            answer = self._build(values)
        except DeskError as error:
            self._wrong(error)
            return
        self._last = values
        self.dismiss(answer)

    def tell_wrong(self, error: DeskError) -> None:
        """Say what is wrong, in the form."""
        self._wrong(error)

    def _value(self, field: Ask) -> str:
        if field.long:
            given = self.query_one(f"#field-{field.name}", LongText).text
        else:
            given = self.query_one(f"#field-{field.name}", TextLine).value
        return given if given == field.value else given.strip()

    def _wrong(self, error: DeskError, name: str = "") -> None:
        labels = {field.name: field.label for field in self._fields}
        rows = plain.words(error, labels)
        if len(rows) > MOST_SHOWN:
            rows[MOST_SHOWN:] = [f"and {len(rows) - MOST_SHOWN:,} more"]
        if not name and (name := self._at_fault(error)) and rows[0].startswith("'"):
            rows[0] = f"{labels[name]}: {rows[0]}"
        wrong = self.query_one(".dialog-wrong", Text)
        wrong.say(lines([text(row, "error") for row in rows]))
        if name:
            self.query_one(f"#field-{name}").focus()
        self.call_after_refresh(wrong.scroll_visible, animate=False)

    def _at_fault(self, error: DeskError) -> str:
        """The field an error is about: the only one that holds the word it begins with, or the one its cure names."""
        given = {field.name: self._value(field) for field in self._fields}
        named = [name for name, value in given.items() if value and str(error).count(repr(value))]
        if len(named) == 1:
            return named[0]
        return plain.option_of(error.hint, {field.name: field.label for field in self._fields})


class LongText(TextLines):
    """Several lines; tab leaves it, ctrl+s keeps the form, ctrl+e opens the person's own editor."""

    BINDINGS = [Binding("ctrl+e", "editor", show=False)]

    def action_editor(self) -> None:
        """Edit it elsewhere."""
        from grcdesk.tui.kit.editor import edit  # noqa: PLC0415  runs other programs

        try:
            self.text = edit(self.app, self.text)
        except DeskError as error:
            form = self.screen
            if isinstance(form, Form):
                form.tell_wrong(error)


def optional_date(given: str) -> date | None:
    """A date, or None for an empty text or a dash."""
    return None if given in {"", "-"} else day_of(given)


def day_of(given: str) -> date:
    """A date as people type one: 2026-01-31, `today`, or so many days or weeks ahead: `+10d`, `+6w`.

    Raises:
        BadInput: for anything else.
    """
    word = given.strip().casefold()
    if word == "today":
        return today()
    ahead = _AHEAD.fullmatch(word)
    return today() + timedelta(days=int(ahead[1]) * _DAYS[ahead[2]]) if ahead else parse_date(given)


def one_of(given: str, known: Sequence[str], what: str) -> str:
    """The known word that begins with what was given, or as the only one holds it; empty stays empty.

    Raises:
        BadInput: when none or several do.
    """
    wanted = _plain(given)
    if not wanted:
        return ""
    named = pick(given, [(str(word), *(also(word) if isinstance(word, StrEnum) else ())) for word in known])
    found = [named] if named else [word for word in known if wanted in _plain(word)]
    if len(found) != 1:
        raise BadInput(f"{what} {given!r} is not one of {', '.join(known)}")
    return found[0]


def _plain(given: str) -> str:
    """A word without what people write it with: `Type 2` and `type-2` are both `type2`."""
    return "".join(letter for letter in given.casefold() if letter.isalnum())
