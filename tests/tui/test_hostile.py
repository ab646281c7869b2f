"""Text that would steer a terminal, in every field a person or an import can fill, on every screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import BadInput
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Status, Via
from grcdesk.tui.app import GrcdeskApp

NASTY = "\x1b]52;c;aGk=\x07 \x9b31m [bold]x[/bold] [@click=app.quit]y[/] [/z] \u202edrow \u200b =1+1"
CONTROL = {chr(code) for code in (*range(32), *range(0x7F, 0xA0), 0x202E, 0x200B)} - {"\n"}
WAYS = (
    ("1",), ("2",), ("2", "enter"), ("l",), ("l",), ("l",), ("l",), ("q",), ("9",), ("enter",), ("escape",), ("v",),
    ("enter",), ("escape",), ("1", "e"), ("q", "a"), ("enter",), ("q", "q", "8"), ("2", "o"),
    ("escape", "n"), ("escape", "e"), ("escape", "w"),
)  # fmt: skip


@pytest.mark.slow
async def test_nothing_reaches_the_terminal_raw(desk_root: Path, drive) -> None:
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.controls.set(
        ["AI-SEC-01"],
        ControlChange(status=Status.PARTIAL, gap=NASTY, note=NASTY, systems=NASTY, role=NASTY, reason=NASTY),
    )
    try:
        desk.controls.set(["AI-SEC-01"], ControlChange(owner=NASTY))
    except BadInput:  # an owner must look like a person
        desk.controls.set(["AI-SEC-01"], ControlChange(owner="[bold]Lee[/] Chen"))
    desk.actions.add("AI-SEC-01", NASTY, owner="[@click=app.quit]Lee[/] Chen", due=date(2026, 11, 1))
    desk.risks.accept("AI-SEC-01", reason=NASTY, approver="[/x] Roy", expires=date(2027, 1, 1))
    desk.scope.exclude(NASTY, reason=NASTY)
    name = "".join(one for one in NASTY if one >= " ")  # an id takes no control sign
    desk.scope.add_system(name)
    desk.views.save(name, "[bold]")
    desk.close()
    app = GrcdeskApp(DeskPaths(desk_root))
    async with drive(app, (120, 40)) as person:
        for keys in WAYS:
            await person.keys(*keys)
            assert not CONTROL & set(person.text), (keys, CONTROL & set(person.text))
            # a click on any line of text must do nothing that a plain row would not do
            styles = [s.style for strip in app.screen._compositor.render_strips() for s in strip if s.style]
            calls = {str(style.meta.get("@click")) for style in styles if style.meta and "@click" in style.meta}
            assert not any("quit" in call for call in calls)
        assert app.is_running
