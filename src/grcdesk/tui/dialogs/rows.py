"""One row of a form: label, field, what stands beside it, and the list of what may be picked."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, OptionList, TextArea
from textual.widgets.option_list import Option

from grcdesk.schemas.desk.offers import Offer
from grcdesk.text import show
from grcdesk.tui.dialogs import kinds
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import How
from grcdesk.tui.dialogs.long import LongText
from grcdesk.tui.dialogs.paths import PathSuggester, beginning_so, end_of
from grcdesk.tui.kit.looks import Cell, fit, line
from grcdesk.tui.kit.pasted import paths_in
from grcdesk.tui.widgets.bars import Bar, Text
from grcdesk.tui.widgets.fields import FieldLine, SwitchLine, TextLines

_STEPS = {"down": 1, "up": -1, "pagedown": 8, "pageup": -8}
_LIST, _LEAST = 72, 20
"""Cells a list is wide, at most and at least."""
_NAME = 28
"""Cells the names of a list take at most before what they mean."""


class OfferList(OptionList, can_focus=False):
    """What may be picked, over the fields below."""

    class Closed(Message):
        """It is shown no more."""


class FieldLabel(Text):
    """What a field is called; a mark where it is needed."""


class FieldRow(Vertical):
    """A field of a form."""

    def __init__(self, ask: Ask, value: str, submit: Callable[[], None]) -> None:
        super().__init__(id=f"row-{ask.name}", classes="field-row")
        self.ask = ask
        self.kind = ask.kind
        """Its kind, with what the desk offers once that is known."""
        self._offered: list[Offer] = []
        self._by_hand = False
        self._typed = False
        self.field: FieldLine | TextLines = self._text(value) if ask.long else self._line(value, submit)

    def _text(self, value: str) -> LongText:
        return LongText(
            value,
            id=f"field-{self.ask.name}",
            soft_wrap=True,
            compact=True,
            tab_behavior="focus",
            placeholder=show(self.ask.hint),
        )

    def _line(self, value: str, submit: Callable[[], None]) -> FieldLine:
        made = SwitchLine if self.kind.how is How.SWITCH else FieldLine
        return made(
            value,
            steer=self._steer,
            pasted=self._pasted,
            submit=submit,
            id=f"field-{self.ask.name}",
            placeholder=show(kinds.when_empty(self.kind, self.ask.hint)),
            suggester=PathSuggester() if self.kind.how is How.FILE else None,
            select_on_focus=False,
            compact=True,
            classes=f"{self.kind.how}" if self.kind.narrow else "",
        )

    def compose(self) -> ComposeResult:
        """Label, field and what stands beside it; the list lies over what follows."""
        mark = (Cell(" *", "warning"),) if self.ask.needed else ()
        with Horizontal(classes="field-line"):
            yield FieldLabel(line(Cell(self.ask.label), *mark), classes="field-label")
            yield self.field
            if self.kind.narrow:
                yield Bar(classes="beside")
        yield OfferList(compact=True, markup=False)

    def on_mount(self) -> None:
        """Say what stands there."""
        self._say()

    @property
    def value(self) -> str:
        """What stands in the field; blanks around it only where they stood there before."""
        given = self.field.text if isinstance(self.field, TextLines) else self.field.value
        return given if given == self.ask.value else given.strip()

    def settled(self) -> str:
        """What is kept of it.

        Raises:
            BadInput: for what is no day.
        """
        return kinds.settled(self.kind, self.value)

    def offer(self, offers: Sequence[Offer]) -> None:
        """The desk has said what may be picked."""
        self.kind = kinds.with_offers(self.kind, offers)
        self._say()
        if self._typed:
            self._show()

    def beside(self) -> Cell:
        """What is said of what stands in the field."""
        return kinds.beside(self.kind, self.value)

    @property
    def list_is_open(self) -> bool:
        """Whether what may be picked is shown."""
        return self.query_one(OfferList).display

    # as it is typed

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._say()
        if event.input.has_focus and self._typed:
            self._show()

    @on(TextArea.Changed)
    def _long_changed(self) -> None:
        self._say()

    def _say(self) -> None:
        found = self.beside()
        if not self.value and self.field.placeholder != show(self.ask.hint):
            found = Cell(self.ask.hint, "muted")
        for bar in self.query(".beside").results(Bar):
            bar.say(line(found))
        if isinstance(self.field, FieldLine) and self.kind.apart and self.kind.offers:
            known = {one.value.casefold() for one in self.kind.offers}
            value = self.field.value
            words = re.finditer(rf"[^{re.escape(self.kind.apart.strip() or ' ')},]+", value)
            bare = [(found.start() + len(found[0]) - len(found[0].lstrip()), found[0].strip()) for found in words]
            self.field.chips = [(at, at + len(one)) for at, one in bare if one.casefold() in known]
            self.field.refresh()

    def _show(self, *, all_of_it: bool = False) -> None:
        """Show what may be picked: what fits what is typed, or all."""
        if not isinstance(self.field, FieldLine):
            return
        if not self.size.width:  # it has no place yet
            self.call_after_refresh(self._show)
            return
        typed = "" if all_of_it else self.field.value
        self._offered = self._fitting(typed)
        options = self.query_one(OfferList)
        options.clear_options()
        wide = min(_NAME, max((len(one.value) for one in self._offered), default=0))
        before = self.field.region.x - self.region.x
        room = max(_LEAST, min(self.size.width - before, _LIST))
        options.styles.margin = (0, 0, 0, before)
        options.styles.width = room
        left = max(1, room - wide - 5)
        options.add_options(
            [Option(line(fit(one.value, wide), Cell(f"  {fit(one.title, left).rstrip()}", "muted")))
             if one.title else Option(line(end_of(one.value, room - 3))) for one in self._offered]
        )  # fmt: skip
        begun = bool(kinds.begun(self.kind, typed)[1].strip())
        options.highlighted = 0 if self._offered and begun else None
        options.display = bool(self._offered)
        self._by_hand = False

    def _fitting(self, typed: str) -> list[Offer]:
        if self.kind.how is not How.FILE:
            return kinds.fits(self.kind, typed)
        _, begun = kinds.begun(self.kind, typed)
        return [Offer(one) for one in beginning_so(begun)]

    def close_list(self) -> None:
        """Show the fields below again."""
        self.query_one(OfferList).display = False
        self._by_hand = self._typed = False
        self.post_message(OfferList.Closed())

    def on_resize(self) -> None:
        """The list is as wide as there is room."""
        if self.list_is_open:
            self._show()

    def on_descendant_focus(self) -> None:
        """A list that must be answered is shown at once."""
        if self.kind.how is How.TERM and self.ask.needed and not self.value:
            self._show()

    def on_descendant_blur(self) -> None:
        """Elsewhere now: a word that can mean one thing only becomes that."""
        self.close_list()
        if self.kind.picked and isinstance(self.field, FieldLine) and (meant := self.settled()) != self.value:
            self.field.value = meant

    def _steer(self, field: FieldLine, key: str) -> bool:
        """A key in the field, before the field sees it; whether that was all."""
        if not self.kind.picked and self.kind.how is not How.FILE:
            return False
        done = False
        if key in _STEPS:
            done = self._step(_STEPS[key])
        elif key in {"enter", "tab"}:
            done = self._take(key)
        elif key == "escape" and self.list_is_open and (self._typed or self._by_hand):
            self.close_list()
            done = True
        elif key == "backspace" and self.kind.apart and field.cursor_at_end:
            done = self._take_back(field)
        self._typed = self._typed or (not done and (len(key) == 1 or key in {"backspace", "space", "minus"}))
        return done

    def _step(self, by: int) -> bool:
        options = self.query_one(OfferList)
        if not options.display:
            if by < 0:
                return False
            self._show(all_of_it=self._resolved())
        elif self._offered:
            now = options.highlighted
            options.highlighted = max(0, min((-1 if now is None else now) + by, len(self._offered) - 1))
        if self._offered and options.highlighted is None:
            options.highlighted = 0
        self._by_hand = True
        return True

    def _resolved(self) -> bool:
        """Whether what stands in the field is what is meant, without a look at the list."""
        typed = self.value
        known = {one.value.casefold() for one in self.kind.offers}
        kept = typed if self.kind.apart else kinds.settled(self.kind, typed)  # of several, words become one of them
        return not typed or all(one.casefold() in known for one in kinds.pieces(self.kind, kept))

    def picks(self, key: str = "enter") -> bool:
        """Whether that key puts what is marked in the list into the field, where it is not there already."""
        if not self.list_is_open or self.query_one(OfferList).highlighted is None or not self._offered:
            return False
        whole = self._resolved() or self.kind.any_word
        if self.kind.how is How.FILE:  # a file that is to be written may begin like one that is there
            whole = key == "enter" or os.path.isfile(os.path.expanduser(self.value))  # noqa: PTH113, PTH111  any text
        return self._by_hand or not whole

    def _take(self, key: str) -> bool:
        if not self.picks(key):
            return False
        self.put(self._offered[self.query_one(OfferList).highlighted or 0])
        return key == "enter" or self.field_goes_on()

    def field_goes_on(self) -> bool:
        """Whether more is to be typed: into a folder that was picked."""
        return self.kind.how is How.FILE and self.value.endswith(os.sep)

    def put(self, one: Offer) -> None:
        """Put a thing that was picked into the field."""
        if not isinstance(self.field, FieldLine):
            return
        done, _ = kinds.begun(self.kind, self.field.value)
        more = self.kind.apart and self.kind.how is not How.FILE
        self.close_list()
        self.field.value = f"{done}{one.value}{self.kind.apart if more else ''}"
        self.field.cursor_position = len(self.field.value)
        if self.field_goes_on():
            self._typed = True
            self._show()

    def _take_back(self, field: FieldLine) -> bool:
        """Backspace behind a word that was picked takes the whole of it."""
        ended = field.value.rstrip()
        for start, end in reversed(field.chips):
            if end in {len(ended), len(ended.rstrip(self.kind.apart))} and field.value != ended:
                field.value = field.value[:start]
                field.cursor_position = len(field.value)
                return True
        return False

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.put(self._offered[event.option_index])
        self.field.focus()

    def _pasted(self, given: str) -> str:
        """Files dragged into a field of a file are their paths; several lines become one."""
        found = paths_in(given) if self.kind.how is How.FILE else ()
        if found:
            return self.kind.apart.join(map(str, found if self.kind.apart else found[:1]))
        return " ".join(one.strip() for one in given.splitlines() if one.strip())
