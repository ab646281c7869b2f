"""Colours of papers and workbooks: a status looks the same on both. Six hex digits each.

Text on white or on its fill has a contrast of 6:1 and more. Green is shown, blue is said, grey is neither: a claim is
never green, and every colour stands beside its word.
"""

from __future__ import annotations

from typing import NamedTuple

FONT = "Arial"
"""There, or with the same widths under another name, on every system."""
INK, MUTED, NAVY, LINE, BAND, PAPER = "1F2933", "52606D", "1B365D", "D5DBE1", "F4F6F9", "FFFFFF"
STOP = "9B1C1C"


class Hue(NamedTuple):
    """How one kind of answer looks."""

    fill: str
    ink: str
    chart: str
    """Of slices and bars."""
    mark: str
    """Beside the colour: it survives a grey printer. All are in Arial."""


HUES = {
    "good": Hue("CFEAD6", "14432A", "2A7A50", "●"),
    "part": Hue("E3F1DC", "2F4A12", "8DB97A", "▲"),
    "claim": Hue("DCE6F4", "1E3A5F", "3F6FB0", "○"),
    "half": Hue("FBE8B6", "5C3D00", "DDA52F", "□"),
    "bad": Hue("F8D0CA", "7F1D1D", "B83A2E", "×"),
    "open": Hue("E5E7EB", "374151", "9AA5B1", "?"),
    "aside": Hue(PAPER, MUTED, "CBD2D9", "–"),
}
