"""What stands around every screen: header, frames, status line, key bar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from textual import events

from grcdesk.errors import Refused
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.terms import Status
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.frame import heading
from grcdesk.tui.frame.heading import chips
from grcdesk.tui.kit.looks import Glyphs
from grcdesk.tui.widgets.bars import KeyBar, StatusLine
from grcdesk.tui.widgets.header import Chip, Header, Heading
from grcdesk.tui.widgets.panel import Panel

CHIPS = tuple(
    Chip(str(number), name, name.lower(), name[:2]) for number, name in enumerate(("Today", "Controls", "Evidence"), 1)
)


def drawn(header: Header, width: int) -> list[str]:
    return [header._whose(width).plain, header._places(width).plain]


@pytest.mark.parametrize("width", range(20, 200, 3))
def test_the_header_fits_every_width_and_keeps_where_one_is(width: int) -> None:
    header = Header(CHIPS, Glyphs(), "controls")
    header._heading = Heading("Acme AI", "SOC 2 Type II", date(2026, 1, 1), date(2026, 12, 31), date(2026, 7, 2), 14, 3)
    whose, places = drawn(header, width)
    assert len(whose) <= width
    assert "2 Controls" in places or width < 24
    assert whose.endswith("day 183 of 365")
    assert "14" in places or width < 36


def test_half_of_the_period_is_half_of_the_line() -> None:
    header = Header(CHIPS, Glyphs(ascii=True), "today")
    header._heading = Heading("Acme AI", "", date(2026, 1, 1), date(2026, 12, 31), date(2026, 7, 2))
    assert "#" * 12 + "." * 12 in drawn(header, 150)[0]


def test_what_nobody_has_counted_is_not_told_as_none() -> None:
    header = Header(CHIPS, Glyphs(), "today")
    header._heading = Heading("Acme AI", today=date(2026, 7, 2), soon=3)
    assert "3" not in drawn(header, 150)[1].replace("3 Evidence", "")
    assert "no period yet" in drawn(header, 150)[0]


@pytest.mark.slow
async def test_what_is_late_is_counted_again_after_a_change(app: GrcdeskApp, drive, monkeypatch) -> None:
    async with drive(app, (120, 40)) as person:
        before = app.heading.late
        assert before is not None
        monkeypatch.setattr(heading, "RECOUNT_AFTER", 0.01)
        yesterday = app.today - timedelta(days=1)
        app.with_desk(
            "due", lambda desk: desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, due=yesterday))
        )
        while app.heading.late == before:
            await person.pilot.pause(0.02)
        assert app.heading.late == before + 1
        assert f"{before + 1} late" in person.text


@pytest.mark.slow
async def test_what_was_done_is_told_below_and_how_it_is_taken_back(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("2", "s", "p")
        told = person.text.splitlines()[-2]
        assert "partial" in told
        assert told.endswith("u undoes")
        assert not app._notifications, "nothing is laid over the screen"
        await person.keys("exclamation_mark")
        assert "partial" in person.text
        assert "Messages" in person.text


async def test_a_refusal_is_told_below_in_full(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        app.tell_error(Refused("this is not possible " * 8, hint="do that instead"))
        await person.settle()
        assert "do that instead" in person.text
        assert not app._notifications


@pytest.mark.slow
async def test_the_key_bar_fills_its_width_and_says_where_q_goes(app: GrcdeskApp, drive) -> None:
    async with drive(app, (120, 40)) as person:
        assert person.text.splitlines()[-1].endswith("q quit")
        await person.keys("2", "enter")
        last = person.text.splitlines()[-1]
        assert last.endswith("q back")
        assert len(last) >= app.size.width - 2
        bar = app.screen.query_one(KeyBar)
        assert bar.says == {"app.leave": "back"}


@pytest.mark.slow
async def test_a_title_too_long_for_its_frame_is_cut(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("2", "enter")
        panel = app.screen.query_one("#main", Panel)
        from grcdesk.tui.kit.looks import line  # noqa: PLC0415

        panel.say(line("W" * 200), line("1 of 2"))
        await person.settle()
        top = next(row for row in person.text.splitlines() if row.startswith("╭"))
        assert len(top) == app.size.width
        assert top.endswith("─╮")


@pytest.mark.slow
async def test_without_colours_a_hole_is_reversed(app: GrcdeskApp, drive, monkeypatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    plain = GrcdeskApp(app.paths)
    async with drive(plain, (120, 40)) as person:
        badge = f"✗ {plain.heading.late} late"
        styles = [
            segment.style
            for strip in plain.screen._compositor.render_strips()
            for segment in plain._filters[0].apply(list(strip), plain.screen.background_colors[0])
            if badge in segment.text
        ]
        assert styles
        assert all(style is not None and style.reverse for style in styles)
        assert "late" in person.text


@pytest.mark.slow
async def test_ascii_draws_ascii_frames(app: GrcdeskApp, drive) -> None:
    async with drive(GrcdeskApp(app.paths, ascii_glyphs=True), (120, 40)) as person:
        await person.keys("2")
        assert not set("╭╮╰╯│─▰▱") & set(person.text)
        assert person.app.screen.query_one(StatusLine)


@pytest.mark.slow
async def test_what_was_told_on_one_screen_does_not_stand_on_another(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("2", "s", "p")
        assert "u undoes" in person.text
        await person.keys("3")
        assert "u undoes" not in person.text
        await person.keys("2")
        assert "u undoes" in person.text


@pytest.mark.slow
async def test_a_text_longer_than_its_field_is_seen(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("2", "p")
        await person.type(
            "Rotate the keys of all gateways each quarter and tell the owners of the features that use them"
        )
        assert "that use them" in person.text


async def test_a_key_that_comes_while_there_is_no_screen_waits_for_one(app: GrcdeskApp, drive, monkeypatch) -> None:
    async with drive(app) as person:
        whole = GrcdeskApp.screen_stack
        monkeypatch.setattr(GrcdeskApp, "screen_stack", property(lambda _app: []))
        await app.on_event(events.Key("2", "2"))
        monkeypatch.setattr(GrcdeskApp, "screen_stack", whole)
        while app.current_mode != "controls":
            await person.pilot.pause(0.05)
        await person.settle()
        assert "AI-SEC-01" in person.text


def test_every_place_has_a_name_in_eighty_columns_and_the_one_shown_its_whole() -> None:
    for chip in chips():
        header = Header(chips(), Glyphs(), chip.place)
        header._heading = Heading("Acme AI", today=date(2026, 7, 2), late=147, soon=112)
        places = drawn(header, 80)[1]
        assert len(places) <= 80
        assert f"{chip.key} {chip.label}" in places
        assert all(f"{one.key} {one.short}" in places or f"{one.key} {one.label}" in places for one in chips()), places
