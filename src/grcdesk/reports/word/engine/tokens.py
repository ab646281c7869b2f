"""Colours and sizes of Word documents, and how a status looks on paper: fill, ink, chart colour and mark."""

from __future__ import annotations

from typing import NamedTuple

FONT = "Arial"
INK, MUTED, NAVY, LINE, BAND, STOP = "1F2933", "52606D", "1B365D", "D5DBE1", "F4F6F9", "9B1C1C"
"""Six hex digits each, as Word has them. Text on white or on its fill has a contrast of 6:1 and more."""
LANGUAGE = "en-GB"
"""Of our own sentences; texts of people in other scripts carry theirs."""


class Tone(NamedTuple):
    """How one kind of answer looks. The word always stands beside the colour; the mark survives a grey printer."""

    fill: str
    ink: str
    chart: str
    on_chart: str
    mark: str


TONES = {
    "StatusGood": Tone("CFEAD6", "14432A", "2A7A50", "FFFFFF", "●"),
    "StatusPart": Tone("E3F1DC", "2F4A12", "8DB97A", INK, "▲"),
    "StatusClaim": Tone("DCE6F4", "1E3A5F", "3F6FB0", "FFFFFF", "○"),
    "StatusHalf": Tone("FBE8B6", "5C3D00", "DDA52F", INK, "□"),
    "StatusBad": Tone("F8D0CA", "7F1D1D", "B83A2E", "FFFFFF", "×"),
    "StatusOpen": Tone("E5E7EB", "374151", "9AA5B1", INK, "?"),
    "StatusAside": Tone("FFFFFF", MUTED, "CBD2D9", INK, "–"),
}
"""By style. Green is shown, blue is said, grey is neither; a claim is never green."""
