"""Fields hold the stored text, whatever is in it, and draw none of it raw."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from grcdesk.text import hidden_signs, is_harmless
from grcdesk.tui.widgets import fields
from grcdesk.tui.widgets.fields import TextLine, TextLines
from helpers.nasty_desk import HIDING, KEPT, MARKUP, NASTY, STEERING

EVERY = [*STEERING, *HIDING, *MARKUP, *KEPT, NASTY, "a\nb", "a\tb", "\x0b\x0c\x1c\x85\u2028|", "".join(hidden_signs())]


class Two(App[None]):
    def compose(self) -> ComposeResult:
        yield TextLine()
        yield TextLines()


def drawn(app: App[None]) -> str:
    return "\n".join("".join(part.text for part in strip) for strip in app.screen._compositor.render_strips())


async def test_each_text_comes_back_as_it_was_and_is_drawn_safely() -> None:
    app = Two()
    async with app.run_test(size=(100, 40)) as pilot:
        line, lines = app.query_one(TextLine), app.query_one(TextLines)
        for text in EVERY:
            line.value = lines.text = text
            await pilot.pause()
            assert (line.value, lines.text) == (text, text)
            assert is_harmless(drawn(app)), ascii(text)


async def test_what_is_typed_behind_it_changes_nothing_before() -> None:
    app = Two()
    async with app.run_test() as pilot:
        line, lines = app.query_one(TextLine), app.query_one(TextLines)
        line.focus()
        line.value = NASTY
        await pilot.press("end", "x")
        assert line.value == NASTY + "x"
        lines.focus()
        lines.text = f"{NASTY}\n{NASTY}"
        lines.move_cursor(lines.document.end)
        await pilot.press("y", "home", "z", "ctrl+z")
        assert lines.text.startswith(f"{NASTY}\n")
        lines.insert("\x1b\u2028\u200b", (0, 0))
        assert lines.text.startswith("\x1b\u2028\u200b" + NASTY[:4])
        lines.select_all()
        assert lines.selected_text == lines.text
        await pilot.press("ctrl+x")
        assert app.clipboard.startswith("\x1b\u2028\u200b")


@pytest.mark.parametrize("text", ["ab\x1bcd", "a\u200bb\u202ec", "👩\u200d💻x", "日本\x9b"])
async def test_the_cursor_stands_where_the_sign_is_drawn(text: str) -> None:
    app = Two()
    async with app.run_test() as pilot:
        line = app.query_one(TextLine)
        line.value = text
        await pilot.pause()
        for place in range(len(text) + 1):
            assert line._position_to_cell(place) >= place - text.count("\u200d")
        line.scroll_to(0, 0, animate=False)
        assert line._cell_offset_to_index(0) == 0
        assert line._cell_offset_to_index(99) == len(text)


@given(st.text())
def test_stand_ins_stand_for_one_character_each(text: str) -> None:
    held = fields._in(text)
    assert len(held) == len(text)
    assert fields._out(held) == text or any("\ud800" <= sign <= "\udfff" for sign in text)
    assert not set(held) & set("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), "they would end a line"
