"""Fields that edit the stored text, character by character, and draw a visible sign for each that must not be drawn.

What a field holds is the text itself: kept again without a change it is the same text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from rich.cells import cell_len, get_character_cell_size
from rich.text import Text as RichText
from textual import events
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult, Location

from grcdesk.text import hidden_signs, sign_for_sign

_SINGLE = str.maketrans({"\n": "␊", "\t": "␉"})
# No text that can be stored holds a lone surrogate, so each may stand for a character in the document of a TextArea:
# it counts as one cell there, and ends no line as U+2028 or a form feed would.
_FIRST = 0xD800
_IN = {ord(sign): chr(_FIRST + place) for place, sign in enumerate(hidden_signs())}
_OUT = {ord(stand_in): chr(sign) for sign, stand_in in _IN.items()}


def _in(text: str) -> str:
    """The text with stand-ins for what is marked; joiners that are drawn stay."""
    signs = sign_for_sign(text)
    if signs == text:
        return text
    return "".join(one if one == sign else _IN.get(ord(one), one) for one, sign in zip(text, signs, strict=True))


def _out(text: str) -> str:
    return text.translate(_OUT)


class TextLine(Input):
    """A field of one line; a line feed in it is drawn as a sign, and stays."""

    def drawn(self) -> str:
        """What is seen of the text: one sign for each of its characters."""
        return sign_for_sign(self.value).translate(_SINGLE)

    # three places where Textual 8 measures or draws the value itself

    @property
    def _value(self) -> RichText:
        return RichText(self.drawn(), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return cell_len(self.drawn()[:position])

    def _cell_offset_to_index(self, offset: int) -> int:
        offset += self.scroll_offset.x
        before = 0
        for index, sign in enumerate(self.drawn()):
            before += get_character_cell_size(sign)
            if before > offset:
                return index
        return len(self.value)


class FieldLine(TextLine):
    """A field of a form. The form sees its keys first, and says which of its words are whole."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"field--chip"}

    def __init__(
        self,
        value: str,
        *,
        steer: Callable[[FieldLine, str], bool],
        pasted: Callable[[str], str],
        submit: Callable[[], None],
        **settings: Any,
    ) -> None:
        self.chips: Sequence[tuple[int, int]] = ()
        """Where words stand in it that were picked, or could have been."""
        super().__init__(value, **settings)
        self._steer = steer
        self._pasted = pasted
        self._submit = submit

    @property
    def _value(self) -> RichText:
        drawn = RichText(self.drawn(), no_wrap=True, overflow="ignore", end="")
        if self.chips:
            style = self.get_component_rich_style("field--chip")
            for start, end in self.chips:
                drawn.stylize(style, start, end)
        return drawn

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]  # Textual calls it for each class in turn
        if self._steer(self, event.key):
            event.stop()
            event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        self.replace(self._pasted(event.text), *self.selection)
        event.stop()
        event.prevent_default()

    async def action_submit(self) -> None:
        """Enter keeps the form."""
        self._submit()


class SwitchLine(FieldLine):
    """Yes or no: a blank turns it over, y and n say it, a dash or backspace takes it back."""

    SAYS: ClassVar = {"y": "yes", "n": "no", "minus": "", "backspace": "", "delete": "", "-": ""}

    def drawn(self) -> str:
        """A box beside the word."""
        return {"yes": "[x] yes", "no": "[ ] no"}.get(self.value, super().drawn())

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]
        if event.key == "space":
            self.value = "no" if self.value == "yes" else "yes"
        elif event.key in self.SAYS:
            self.value = self.SAYS[event.key]
        # tab, enter and arrows go on to the form; any other letter is swallowed, since it says neither yes nor no
        elif not event.is_printable:
            return
        event.stop()
        event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()


class TextLines(TextArea):
    """A field of several lines. Its document holds stand-ins; everything that goes in or out is the text itself."""

    def __init__(self, text: str = "", **settings: Any) -> None:
        super().__init__(_in(text), **settings)

    @property
    def text(self) -> str:
        """The text."""
        return _out(self.document.text)

    @text.setter
    def text(self, value: str) -> None:
        self.load_text(_in(value))

    def edit(self, edit: Edit) -> EditResult:
        """Change it."""
        edit.text = _in(edit.text)
        done = super().edit(edit)
        return EditResult(done.end_location, _out(done.replaced_text))

    def get_text_range(self, start: Location, end: Location) -> str:
        """The text between two places, for copying."""
        return _out(super().get_text_range(start, end))

    def get_line(self, line_index: int) -> RichText:
        """A line as it is drawn."""
        return RichText(sign_for_sign(_out(self.document.get_line(line_index))), end="", no_wrap=True)
