"""Take the pictures of the README: the app over the sample company, as SVG (`make pictures`).

Each character stands at a place of its own and frames are drawn as lines, so that a picture is the same in any font.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.pilot import Pilot
from textual.strip import Strip

from grcdesk.paths import DeskPaths
from grcdesk.services.desk.demo import make_demo
from grcdesk.terms import Via
from grcdesk.tui.app import GrcdeskApp

PLACE = Path(__file__).parent / "pictures"
SIZE = (120, 36)
"""Columns and rows."""
BOLD = ' font-weight="bold"'
WIDE, HIGH, AIR = 10, 21, 12
"""Pixels of a cell, and around the screen."""
PICTURES: dict[str, tuple[str, ...]] = {
    "today": (),
    "controls": ("2",),
    "coverage": ("go coverage",),
    "vendor": ("4", "enter"),
    "access_review": ("5", "enter"),
}
"""Name of each picture, and the keys that lead to it from Today."""
LINES = {
    "─": "M0 10.5h10",
    "│": "M5 0v21",
    "╭": "M5 21v-5.5a5 5 0 0 1 5-5",
    "╮": "M5 21v-5.5a5 5 0 0 0-5-5",
    "╰": "M5 0v5.5a5 5 0 0 0 5 5",
    "╯": "M5 0v5.5a5 5 0 0 1-5 5",
}
"""How the pieces of a frame run through their cell."""


def svg(strips: list[Strip], columns: int) -> str:
    """The screen as a picture."""
    width, height = columns * WIDE + 2 * AIR, len(strips) * HIGH + 2 * AIR
    fonts = "'JetBrains Mono','Cascadia Mono','DejaVu Sans Mono',Menlo,Consolas,monospace"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"',
        f' font-family="{fonts}" font-size="16.6">',
        f'<rect width="{width}" height="{height}" rx="8" fill="{_ground(strips)}"/>',
        f'<g transform="translate({AIR} {AIR})" fill="none">',
    ]
    for row, strip in enumerate(strips):
        parts += _row(strip, row * HIGH)
    return "\n".join([*parts, "</g>", "</svg>", ""])


def _ground(strips: list[Strip]) -> str:
    return next((_hex(one.style, ground=True) for strip in strips for one in strip if one.style), "") or "#000000"


def _row(strip: Strip, top: int) -> Iterator[str]:
    at = 0
    for segment in strip:
        cells = cell_len(segment.text)
        ground = _hex(segment.style, ground=True)
        if ground:
            yield f'<rect x="{at * WIDE}" y="{top}" width="{cells * WIDE}" height="{HIGH}" fill="{ground}"/>'
        yield from _text(segment, at, top)
        at += cells


def _text(segment: Segment, at: int, top: int) -> Iterator[str]:
    colour = _hex(segment.style, ground=False) or "#FFFFFF"
    look = f'y="{top + 16}" fill="{colour}"{BOLD if _bold(segment) else ""}'
    places: list[str] = []
    letters: list[str] = []
    for character in f"{segment.text} ":
        if character in LINES:
            yield f'<path transform="translate({at * WIDE} {top})" d="{LINES[character]}" stroke="{colour}"/>'
        elif character != " ":
            places.append(str(at * WIDE))
            letters.append(escape(character))
        if letters and (character == " " or character in LINES):
            yield f'<text x="{" ".join(places)}" {look}>{"".join(letters)}</text>'
            places, letters = [], []
        at += cell_len(character)


def _bold(segment: Segment) -> bool:
    return bool(segment.style and segment.style.bold)


def _hex(style: Style | None, *, ground: bool) -> str:
    if style is None:
        return ""
    colour = style.bgcolor if ground != bool(style.reverse) else style.color
    return colour.get_truecolor().hex if colour is not None and not colour.is_default else ""


async def settle(pilot: Pilot[int]) -> None:
    """Until every question to the desk is answered and drawn."""
    for _ in range(5):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.2)


async def take(desk: DeskPaths, *, theme: str) -> None:
    """Write all pictures in one theme."""
    for name, keys in PICTURES.items():
        app = GrcdeskApp(desk, theme=theme)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot)
            for key in keys:
                if key.startswith("go "):
                    app.action_go(key.removeprefix("go "))
                else:
                    await pilot.press(key)
                await settle(pilot)
            strips = app.screen._compositor.render_strips()  # noqa: SLF001  the lines as they are drawn
            file = PLACE / f"{name}_{theme.removeprefix('grcdesk-')}.svg"
            file.write_text(svg(strips, SIZE[0]), encoding="utf-8")


def main() -> None:
    """Build the sample company, and take its pictures dark and light."""
    with tempfile.TemporaryDirectory() as folder:
        desk = DeskPaths(Path(folder) / "desk")
        make_demo(desk.root, via=Via.CLI).close()
        for theme in ("grcdesk-dark", "grcdesk-light"):
            asyncio.run(take(desk, theme=theme))


if __name__ == "__main__":
    main()
