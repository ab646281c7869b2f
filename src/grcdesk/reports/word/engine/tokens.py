"""How a status looks in Word documents, by the style it has there; and the language of our own sentences."""

from __future__ import annotations

from typing import NamedTuple

from grcdesk.reports.colours import BAND, FONT, HUES, INK, LINE, MUTED, NAVY, PAPER, STOP

__all__ = ["BAND", "FONT", "INK", "LANGUAGE", "LINE", "MUTED", "NAVY", "STOP", "TONES"]
LANGUAGE = "en-GB"
"""Of our own sentences; texts of people in other scripts carry theirs."""
_DARK = ("good", "claim", "bad")
"""Slices and bars on which only white can be read."""


class Tone(NamedTuple):
    """How one kind of answer looks. The word always stands beside the colour; the mark survives a grey printer."""

    fill: str
    ink: str
    chart: str
    on_chart: str
    mark: str


TONES = {
    f"Status{name.capitalize()}": Tone(hue.fill, hue.ink, hue.chart, PAPER if name in _DARK else INK, hue.mark)
    for name, hue in HUES.items()
}
"""By style."""
