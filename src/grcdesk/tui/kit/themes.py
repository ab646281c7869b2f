"""Colours: two of our own, and those of Textual's whose status words can be read.

Ours are built on blue and orange, which people who confuse red and green tell apart.
"""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

DARK = Theme(
    name="grcdesk-dark",
    primary="#7FB2E5",
    secondary="#9FB8CF",
    accent="#E8B36B",
    foreground="#E6E8EA",
    background="#14181D",
    surface="#1B2027",
    panel="#252C35",
    success="#6CB6FF",
    warning="#F5D76E",
    error="#FF9248",
    dark=True,
    variables={
        "text-success": "#7CBEFF",
        "text-warning": "#F5D76E",
        "text-error": "#FF9A55",
        "text-primary": "#A9CBEE",
        "text-muted": "#A7AFB8",
        "block-cursor-background": "#2F5D8C",
        "block-cursor-foreground": "#FFFFFF",
    },
)
LIGHT = Theme(
    name="grcdesk-light",
    primary="#1D4F85",
    secondary="#40617F",
    accent="#8A4B00",
    foreground="#1A1D21",
    background="#F7F8F9",
    surface="#EFF1F3",
    panel="#E2E6EA",
    success="#0B5CAD",
    warning="#7A6000",
    error="#6B1500",
    dark=False,
    variables={
        "text-success": "#0B5CAD",
        "text-warning": "#7A6000",
        "text-error": "#6B1500",
        "text-primary": "#1D4F85",
        "text-muted": "#4E565E",
        "block-cursor-background": "#1D4F85",
        "block-cursor-foreground": "#FFFFFF",
    },
)
OURS = (DARK, LIGHT)
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
    if name not in OFFERED or (no_color and name not in {theme.name for theme in OURS}):
        return LIGHT.name if light or name == LIGHT.name else DARK.name
    return name
