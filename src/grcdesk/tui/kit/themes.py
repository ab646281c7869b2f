"""Colours: two of our own, and those of Textual's whose status words can be read.

Ours are built on blue and orange, which people who confuse red and green tell apart: the brighter, the worse. One
colour, violet, is for what can be acted on, and for nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

READABLE = 4.5
"""Least contrast of text on its ground, WCAG 2 level AA."""
_LINEAR = 0.04045
"""Up to this share of full a channel of sRGB is linear."""

_NIGHT = {
    "ground": "#0F141B",
    "raised": "#18202B",
    "chip": "#232D3B",
    "frame": "#3A4859",
    "cursor": "#2D2B52",
    "ink": "#E6EBF2",
    "dim": "#98A6B8",
    "door": "#BBAEFF",
    "on-door": "#15112B",
    "full-bg": "#1D4A74",
    "full-fg": "#C3E0FB",
    "full-tx": "#78BBFF",
    "claim-bg": "#1B3147",
    "claim-fg": "#A9CFF2",
    "claim-tx": "#A9CFF2",
    "part-bg": "#7A5F12",
    "part-fg": "#FFF3CC",
    "part-tx": "#F5D76E",
    "hole-bg": "#F28C3D",
    "hole-fg": "#1B0F05",
    "hole-tx": "#FF9A55",
    "open-bg": "#46546A",
    "open-fg": "#FFFFFF",
    "open-tx": "#FFFFFF",
    "none-bg": "#18202B",
    "none-fg": "#98A6B8",
    "none-tx": "#98A6B8",
}
"""Grounds, frames, text, the colour of what can be acted on, and for each status its fill, the text on that fill and
its text on the bare ground."""
_DAY = {
    "ground": "#FBFCFD",
    "raised": "#F0F3F7",
    "chip": "#E2E8F0",
    "frame": "#B3BECB",
    "cursor": "#E5E0FB",
    "ink": "#1A2027",
    "dim": "#526070",
    "door": "#5A3FCF",
    "on-door": "#FFFFFF",
    "full-bg": "#C6DFF7",
    "full-fg": "#0A3A68",
    "full-tx": "#0A5AA8",
    "claim-bg": "#E6F0FA",
    "claim-fg": "#2A5A8A",
    "claim-tx": "#2A5A8A",
    "part-bg": "#F7D974",
    "part-fg": "#463500",
    "part-tx": "#7A6000",
    "hole-bg": "#BC4708",
    "hole-fg": "#FFFFFF",
    "hole-tx": "#6B1500",
    "open-bg": "#CBD3DD",
    "open-fg": "#12171D",
    "open-tx": "#1A2027",
    "none-bg": "#F0F3F7",
    "none-fg": "#526070",
    "none-tx": "#526070",
}


def _ours(name: str, tones: dict[str, str], *, dark: bool) -> Theme:
    return Theme(
        name=name,
        primary=tones["door"],
        secondary=tones["dim"],
        accent=tones["door"],
        foreground=tones["ink"],
        background=tones["ground"],
        surface=tones["raised"],
        panel=tones["chip"],
        success=tones["full-tx"],
        warning=tones["part-tx"],
        error=tones["hole-tx"],
        dark=dark,
        variables={
            **tones,
            "text-success": tones["full-tx"],
            "text-warning": tones["part-tx"],
            "text-error": tones["hole-tx"],
            "text-primary": tones["door"],
            "text-muted": tones["dim"],
            "block-cursor-background": tones["cursor"],
            "block-cursor-foreground": tones["ink"],
        },
    )


DARK = _ours("grcdesk-dark", _NIGHT, dark=True)
LIGHT = _ours("grcdesk-light", _DAY, dark=False)
OURS = (DARK, LIGHT)
# of Textual's own those whose words can be read on all of their grounds; a test measures them
SHIPPED = (
    "textual-dark",
    "gruvbox",
    "catppuccin-mocha",
    "dracula",
    "tokyo-night",
    "monokai",
    "flexoki",
    "catppuccin-latte",
    "catppuccin-frappe",
    "catppuccin-macchiato",
    "rose-pine",
    "rose-pine-moon",
    "atom-one-dark",
)
OFFERED = tuple(theme.name for theme in OURS) + SHIPPED


def theme_named(name: str, *, no_color: bool) -> str:
    """The theme to use for a setting. Unknown or unreadable ones give ours; so does every one under NO_COLOR."""
    light = name in BUILTIN_THEMES and not BUILTIN_THEMES[name].dark
    # what stands for a fill where there are no colours is known of our fills alone: `quirks.PlainFills`
    if name not in OFFERED or (no_color and name not in {theme.name for theme in OURS}):
        return LIGHT.name if light or name == LIGHT.name else DARK.name
    return name


def variables(theme: Theme) -> dict[str, str]:
    """What the style sheet names beyond the variables of Textual, for a theme that does not say it itself.

    Fills are ours, by its ground. Of the theme's own colours those are taken that can be read on all of its grounds.
    """
    own = _NIGHT if theme.dark else _DAY
    theirs = {"ground": theme.background, "raised": theme.surface, "chip": theme.panel}
    grounds = {name: colour or own[name] for name, colour in theirs.items()}
    strongest = "#FFFFFF" if theme.dark else "#000000"
    ink = _readable((theme.foreground, own["ink"], strongest), grounds)
    door = _readable((theme.accent, theme.primary, theme.secondary, own["door"], ink), grounds)
    return {
        **own,
        **grounds,
        "ink": ink,
        "dim": _readable((own["dim"], _between(ink, grounds["chip"]), ink), grounds),
        "door": door,
        "on-door": _readable((grounds["ground"], "#000000", "#FFFFFF"), {"door": door}),
    }


def _readable(colours: Sequence[str | None], grounds: Mapping[str, str]) -> str:
    """The first of these that can be read on every ground, else the last."""
    given = [colour for colour in colours if colour]
    fits = (one for one in given if all(contrast(one, ground) >= READABLE for ground in grounds.values()))
    return next(fits, given[-1])


def _between(ink: str, ground: str) -> str:
    return Color.parse(ink).blend(Color.parse(ground), 0.25).hex


def contrast(text: str, ground: str) -> float:
    """The ratio of two colours by WCAG 2, from 1 to 21."""
    low, high = sorted(_luminance(Color.parse(one)) for one in (text, ground))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    # relative luminance as WCAG 2 has it: sRGB made linear, each channel by how bright the eye sees it
    parts = [part / 255 for part in colour.rgb]
    red, green, blue = (part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
