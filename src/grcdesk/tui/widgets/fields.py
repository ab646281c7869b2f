"""Fields that edit the stored text, character by character, and draw a visible sign for each that must not be drawn.

What a field holds is the text itself: kept again without a change it is the same text.
"""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len, get_character_cell_size
from rich.text import Text as RichText
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
