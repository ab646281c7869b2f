"""Colours: readable in every theme offered, told apart by everybody in ours, absent under NO_COLOR."""

from __future__ import annotations

import itertools
import re

import pytest
from textual.color import Color

from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.kit import themes

STATUS = ("text-success", "text-warning", "text-error", "text-muted", "text-primary", "foreground")
GROUNDS = ("background", "surface")
READABLE = 4.5
# Viénot, Brettel and Mollon 1999, on linear RGB
SIMULATED = {
    "deuteranopia": ((0.29275, 0.70725, -0.02234), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
}


def colours(theme: str) -> dict[str, Color]:
    app = GrcdeskApp(None, theme=theme)
    found = app.get_css_variables()
    grounds = {name: Color.parse(found[name]) for name in GROUNDS}
    made = dict(grounds)
    for name in STATUS:
        text = found[name]
        share = re.fullmatch(r"auto (\d+)%", text)
        ground = grounds["background"]
        made[name] = ground.get_contrast_text(int(share[1]) / 100) if share else Color.parse(text)
    return made


def on(text: Color, ground: Color) -> float:
    """The WCAG ratio of a text over its ground."""
    bright, dark = sorted((light(ground), light(ground.blend(text.with_alpha(1.0), text.a))), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def light(colour: Color) -> float:
    """Relative luminance."""
    parts = [part / 255 for part in colour.rgb]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", themes.OFFERED)
def test_status_words_can_be_read(theme: str) -> None:
    found = colours(theme)
    poor = {
        (name, ground): round(on(found[name], found[ground]), 2)
        for name in STATUS
        for ground in GROUNDS
        if on(found[name], found[ground]) < READABLE
    }
    assert poor == {}


@pytest.mark.parametrize("theme", themes.OFFERED)
def test_badges_doors_and_labels_can_be_read(theme: str) -> None:
    found = {name: Color.parse(text) for name, text in drawn(theme).items()}
    pairs = [(f"{name}-fg", f"{name}-bg") for name in ("full", "claim", "part", "hole", "open", "none")]
    pairs += [("on-door", "door"), *itertools.product(("ink", "dim", "door"), ("ground", "raised", "chip"))]
    poor = {pair: round(on(found[pair[0]], found[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < READABLE} == {}


def drawn(theme: str) -> dict[str, str]:
    """The colours of the style sheet that Textual does not know."""
    return GrcdeskApp(None, theme=theme).get_theme_variable_defaults()


@pytest.mark.parametrize("theme", [theme.name for theme in themes.OURS])
@pytest.mark.parametrize("eye", SIMULATED)
def test_ours_are_told_apart_without_red_and_green(theme: str, eye: str) -> None:
    found = colours(theme)
    seen = {name: simulate(found[name], SIMULATED[eye]) for name in STATUS[:3]}
    for one, other in itertools.combinations(seen, 2):
        distance = sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5
        assert distance > 0.15, (one, other)


def simulate(colour: Color, matrix: tuple[tuple[float, float, float], ...]) -> tuple[float, ...]:
    linear = [(part / 255) ** 2.2 for part in colour.rgb]
    return tuple(max(0.0, sum(a * b for a, b in zip(row, linear, strict=True))) ** (1 / 2.2) for row in matrix)


def test_unknown_and_unreadable_themes_give_ours() -> None:
    assert themes.theme_named("textual-light", no_color=False) == "grcdesk-light"
    assert themes.theme_named("ansi-dark", no_color=False) == "grcdesk-dark"
    assert themes.theme_named("no such", no_color=False) == "grcdesk-dark"
    assert themes.theme_named("dracula", no_color=False) == "dracula"
    assert themes.theme_named("dracula", no_color=True) == "grcdesk-dark"


@pytest.mark.slow
async def test_no_color_draws_none_and_shows_the_cursor(desk_root, drive, monkeypatch) -> None:
    from grcdesk.paths import DeskPaths  # noqa: PLC0415

    monkeypatch.setenv("NO_COLOR", "1")
    app = GrcdeskApp(DeskPaths(desk_root), theme="dracula")
    async with drive(app) as person:
        await person.keys("2")
        styles = [
            segment.style for strip in app.screen._compositor.render_strips() for segment in strip if segment.style
        ]
        named = {str(colour.name) for style in styles for colour in (style.color, style.bgcolor) if colour is not None}
        assert named <= {"default"}, named
        assert any(style.reverse for style in styles), "the cursor must be seen"


@pytest.mark.slow
async def test_ascii_glyphs_leave_nothing_else(assessed: GrcdeskApp, drive) -> None:
    app = GrcdeskApp(assessed.paths, ascii_glyphs=True)
    async with drive(app) as person:
        for key in ("2", "space", "enter", "1", "8", "9"):
            await person.keys(key)
            assert not set("✓◔✗▸›▰") & set(person.text)
        await person.keys("2")
        assert "~ partial" in person.text


async def test_nothing_moves_unless_asked(app: GrcdeskApp, drive) -> None:
    assert app.animation_level == "none"
    assert GrcdeskApp(None, animations=True).animation_level == "full"
