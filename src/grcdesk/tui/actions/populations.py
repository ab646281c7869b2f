"""Actions of populations and samples."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec, UiAction, of

_POPULATIONS: tuple[ActionSpec, ...] = (
    ("populations.add", "a", "add", "Freeze a list as a population; what was read is shown first.", "screen.add", True),
    ("populations.check", "c", "check", "Record how it was checked that nothing is left out.", "screen.check", True),
    (
        "populations.reconcile",
        "r",
        "reconcile",
        "Hold it against a second source: counts, and keys that only one of the two has.",
        "screen.reconcile",
        True,
    ),
    ("populations.draw", "t", "draw", "Draw a sample of it.", "screen.draw", True),
    ("populations.samples", "v", "samples", "Open the samples.", "screen.samples", True),
    ("populations.write", "b", "write", "Write its rows or keys to a file.", "screen.write"),
    ("populations.drop", "z", "drop", "Take it out of force, with the reason.", "screen.drop"),
)
_POPULATION: tuple[ActionSpec, ...] = (
    ("population.check", "c", "check", "Record how it was checked that nothing is left out.", "screen.check", True),
    ("population.reconcile", "r", "reconcile", "Hold it against a second source.", "screen.reconcile", True),
    ("population.explain", "e", "explain", "Say why only one of two sources has a key.", "screen.explain", True),
    ("population.draw", "t", "draw", "Draw a sample of it.", "screen.draw", True),
    ("population.write", "b", "write", "Write its rows or keys to a file.", "screen.write", True),
    ("population.drop", "z", "drop", "Take it out of force, with the reason.", "screen.drop"),
    ("population.previous", "[", "previous", "Go to the previous population of the list.", "screen.step(-1)"),
    ("population.next", "]", "next", "Go to the next population of the list.", "screen.step(1)"),
    ("population.tab_left", "h left", "tab", "Go to the tab to the left.", "screen.tab(-1)"),
    ("population.tab_right", "l right", "tab", "Go to the tab to the right.", "screen.tab(1)"),
)
_SAMPLES: tuple[ActionSpec, ...] = (
    ("samples.draw", "a", "draw", "Draw a sample of a population for a control.", "screen.draw", True),
    ("samples.redraw", "r", "redraw", "Draw it again from the frozen rows, and compare.", "screen.redraw", True),
    ("samples.populations", "v", "populations", "Open the populations.", "screen.populations", True),
    ("samples.drop", "z", "drop", "Take it out of force; it stays on the list, with the reason.", "screen.drop"),
)
_SAMPLE: tuple[ActionSpec, ...] = (
    ("sample.redraw", "r", "redraw", "Draw it again from the frozen rows, and compare.", "screen.redraw", True),
    ("sample.drop", "z", "drop", "Take it out of force; it stays on the list, with the reason.", "screen.drop", True),
    ("sample.previous", "[", "previous", "Go to the previous sample of the list.", "screen.step(-1)"),
    ("sample.next", "]", "next", "Go to the next sample of the list.", "screen.step(1)"),
    ("sample.tab_left", "h left", "tab", "Go to the tab to the left.", "screen.tab(-1)"),
    ("sample.tab_right", "l right", "tab", "Go to the tab to the right.", "screen.tab(1)"),
)
POPULATIONS: dict[str, tuple[UiAction, ...]] = {
    "populations": of("populations", _POPULATIONS),
    "population": of("population", _POPULATION),
    "samples": of("samples", _SAMPLES),
    "sample": of("sample", _SAMPLE),
}
"""By screen, as `places.BY_PLACE`."""
