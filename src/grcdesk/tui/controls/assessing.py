"""Assess mode: what a control says, what is asked of it and what is there stay in sight while its gap is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events, on
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget
from textual.widgets import TextArea

from grcdesk.errors import DeskError
from grcdesk.schemas.controls.controls import ControlChange, ControlRow
from grcdesk.terms import Scope, Status
from grcdesk.tui.controls import reading
from grcdesk.tui.controls.editing import EditingScreen
from grcdesk.tui.controls.reading import ControlRead
from grcdesk.tui.dialogs.long import LongText
from grcdesk.tui.frame.at_once import of_screen, put
from grcdesk.tui.kit.looks import Cell, line, lines
from grcdesk.tui.kit.rounds import next_place
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.panel import Panel
from grcdesk.tui.widgets.scrolling import ScrollPane
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

_WHILE_WRITING = frozenset({"clear", "keep"})
"""Keys that act while the gap is written; all others are letters of it."""
_OUT_OF_FIELD = frozenset({"escape", "ctrl+s", "tab", "shift+tab"})
_WIDE = 110
_KEEP = "ctrl+s keeps, esc leaves it as a draft"

AssessAnswer = tuple[ControlRead, Sequence[ControlRow]]


class AssessScreen(EditingScreen):
    """One control of a list after the other."""

    PLACE = "assess"
    HELP = "controls"
    FRAMED = False

    def __init__(self, control: str, among: Sequence[str]) -> None:
        super().__init__()
        self.record = control
        self.among = among
        self.found: ControlRead | None = None
        self.open: list[str] = []
        """Those among them that nobody has assessed, in their order."""
        self._filled = ""
        """The control whose text stands in the field."""
        self._kept = {"gap": "", "note": ""}
        """What the desk holds of it."""

    @classmethod
    def place_bindings(cls) -> list[BindingType]:
        """A key that opens the field, and the letters behind it, act in the order they came."""
        return of_screen(cls.PLACE)

    # layout

    def content(self) -> list[Widget]:
        """What it says, what is there, and the field: beside each other, or one under the other."""
        field = LongText(id="gap-text", soft_wrap=True, compact=True, tab_behavior="focus")
        read = Panel(ScrollPane(Text(id="read-text"), id="read"), id="main")
        there = Panel(ScrollPane(Text(id="there-text"), id="there"), id="there-panel")
        writing = Panel(Text(id="stands"), field, id="writing")
        return [Container(read, Vertical(there, writing, id="right"), id="desk")]

    def on_mount(self) -> None:
        """The text to read takes the keys."""
        super().on_mount()
        self.query_one("#there-panel", Panel).say(line("Asked and there"))
        self.set_focus(self.query_one("#read"))

    @property
    def field(self) -> LongText:
        """The field of the gap."""
        return self.query_one("#gap-text", LongText)

    @property
    def writing(self) -> bool:
        """Whether the keys go into the field."""
        return self.focused is not None and self.focused.id == "gap-text"

    # what is shown

    def reload(self) -> None:
        """Ask for the control, and for which of the list are assessed."""
        control, among = self.record, list(self.among)

        def question(desk: Desk) -> AssessAnswer:
            return reading.read(desk, control), desk.controls.rows(among)

        self.ask("assess", question, self._show)

    def _show(self, answer: AssessAnswer) -> None:
        self.found, rows = answer
        self.open = [one.id for one in rows if one.status is Status.NOT_ASSESSED and one.scope is not Scope.OUT]
        self._fill()
        self._draw()

    def _fill(self) -> None:
        """Put the gap into the field, or its draft; what is being typed there is left alone."""
        if self.found is None:
            return
        detail = self.found.detail
        held = {"gap": detail.gap, "note": detail.note}
        if self._filled == detail.row.id and self.field.text != self._kept["gap"]:
            self._kept = held
            return
        draft = self.desk_app.drafts.find(self._draft(detail.row.id), held)
        self._filled, self._kept = detail.row.id, held
        self.field.text = draft.texts.get("gap", detail.gap) if draft is not None else detail.gap

    def _draw(self) -> None:
        found = self.found
        if found is None:
            return
        detail, glyphs = found.detail, self.glyphs
        place = self.among.index(self.record) + 1 if self.record in self.among else 0
        left = f"{len(self.open)} to assess" if self.open else "all assessed"
        self.title_bar(
            line(f"Assess {detail.row.id}  {detail.row.title}"), line(f"{place} of {len(self.among)}, {left}")
        )
        there = [
            *reading.asked_and_there(detail),
            *reading.months(found, glyphs),
            *reading.artefacts(found),
            *reading.mappings(detail),
        ]
        says = [*reading.statement(detail), *([] if self._wide else there)]
        says += [*reading.tests(detail, queries=False), *reading.questions(detail)]
        self.query_one("#read-text", Text).say(lines(says))
        self.query_one("#there-text", Text).say(lines(there[1:]))
        stands = reading.standing(detail, glyphs, self.desk_app.today)
        self.query_one("#stands", Text).say(lines(stands if self._wide else stands[-2:]))
        self._say_writing()

    def _say_writing(self) -> None:
        if self.found is None:
            return
        row = self.found.detail.row
        drafted = self.field.text != self._kept["gap"]
        state = Cell("  draft" if drafted else "", "warning")
        foot = _KEEP if self.writing else "n writes the gap" + (", ctrl+s keeps the draft" if drafted else "")
        title = line("Gap  ", self.glyphs.held(row.status, row.support), state)
        self.query_one("#writing", Panel).say(title, line(foot))

    @property
    def _wide(self) -> bool:
        return self.app.size.width >= _WIDE

    def on_resize(self) -> None:
        """One column, or two."""
        super().on_resize()
        self._draw()

    def on_descendant_focus(self) -> None:
        """The foot names the keys of where one is."""
        self._say_writing()

    # writing

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """While the gap is written the keys are its letters."""
        return not self.writing or action in _WHILE_WRITING

    def take_key(self, event: events.Key) -> bool:
        """What is written goes into the field at once, so that the key that keeps it finds all of it there."""
        return self.writing and event.key not in _OUT_OF_FIELD and put(self.field, event)

    @staticmethod
    def _draft(control: str) -> str:
        # the same as of the form that asks for the gap elsewhere: either takes up what was typed in the other
        return f"Gap and note of {control}"

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if not self._filled or self.found is None:
            return
        name = self._draft(self._filled)
        if self.field.text == self._kept["gap"]:
            self.desk_app.drafts.drop(name)
        else:
            self.desk_app.drafts.keep(name, self._kept, {**self._kept, "gap": self.field.text})
        self._say_writing()

    def meant(self) -> tuple[str, ...]:
        """This control."""
        return (self.record,)

    def controls_meant(self) -> tuple[str, ...]:
        """Files dragged here stand behind it."""
        return (self.record,)

    def action_note(self) -> None:
        """Into the field."""
        field = self.field
        self.set_focus(field)
        field.move_cursor(field.document.end)

    def action_keep(self) -> None:
        """Keep what was typed."""
        typed = self.field.text.strip()
        # while the next control is on its way, the text of the last one still stands in the field
        if self._filled == self.record and typed != self._kept["gap"]:
            self.change(ControlChange(gap=typed), self._draft(self.record))
            self._kept = {**self._kept, "gap": typed}
            self.field.text = typed
        self._leave_field()

    def tell_wrong(self, error: DeskError) -> None:
        """The person's own editor could not take the gap."""
        self.desk_app.tell_error(error)

    def action_drop(self) -> None:
        """Back to what the desk holds."""
        self.field.text = self._kept["gap"]

    def _leave_field(self) -> None:
        self.set_focus(self.query_one("#read"))
        self._say_writing()

    def action_clear(self) -> None:
        """Esc leaves the field, then the mode; what was typed stays as a draft."""
        if self.writing:
            self._leave_field()
        else:
            super().action_clear()

    async def action_pass_on(self, call: str) -> None:
        """What the app does."""
        await self.app.run_action(call)

    # stepping

    def action_open_control(self, by: int) -> None:
        """The next control nobody has assessed, round at the ends; what was typed stays as a draft."""
        here = self.among.index(self.record) if self.record in self.among else 0
        places = [place for place, key in enumerate(self.among) if key in set(self.open) and key != self.record]
        if not places:
            alone = f"; only {self.record} is left" if self.open else ""
            self.desk_app.tell(f"all {count(len(self.among), 'control')} of the list are assessed{alone}")
            return
        self._to(self.among[next_place(places, here, by)])

    def action_step(self, by: int) -> None:
        """The next control of the list, round at the ends."""
        if self.record in self.among:
            self._to(self.among[(self.among.index(self.record) + by) % len(self.among)])

    def _to(self, control: str) -> None:
        self.record = control
        self.query_one("#read", ScrollPane).scroll_home(animate=False)
        self.query_one("#there", ScrollPane).scroll_home(animate=False)
        self.reload()

    def copied(self) -> str:
        """What is read, as text."""
        return self.query_one("#read-text", Text).plain
