"""Texts that break spreadsheets, documents and terminals."""

from __future__ import annotations

FORMULAS = (
    "=1+1",
    '=HYPERLINK("https://example.com","click")',
    "=cmd|' /C calc'!A0",
    "+49 30 123456",
    "-5",
    "- a bullet",
    "@SUM(A1:A2)",
    "\t=1+1",
    "\r=1+1",
)
LOOK_ALIKES = (
    *("#N/A", "#REF!", "TRUE", "5.10", "2026-11-21", "1e5", "00012", "0"),
    *("_x0041_", "_x005F_x0041_", "_x005F_"),
)
MARKUP = (
    *("<b>&amp;</b>", "]]>", "[red]x[/red]", "a\nb\nc", "  spaces  ", "ünïcödé", "👩", "שלום"),
    *("\u200b", "\u2028", "👩\u200d💻"),
)
KEPT = (*FORMULAS, *LOOK_ALIKES, *MARKUP)
"""Read back as they are."""
ILLEGAL = (
    *("\x1b[2J", "a\x00b", "bell\x07", "\ufffe", "\uffff", "lone \ud800 surrogate", "\x0b\x0c", "=\x1b1"),
    *("a\u202eb", "\u2066x\u2069", "=\u200f1"),
)
"""Hold characters XML cannot carry, or that turn the direction of a text."""
EVERY = KEPT + ILLEGAL
