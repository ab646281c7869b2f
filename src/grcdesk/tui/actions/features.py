"""Actions of the AI inventory."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec, UiAction, of

_FEATURES: tuple[ActionSpec, ...] = (
    ("features.add", "a", "add", "Write down a feature: the six questions.", "screen.add", True),
    ("features.edit", "e", "edit", "Answer questions of the feature.", "screen.edit", True),
    ("features.derive", "m", "derive", "Derive from the answers which controls apply.", "screen.derive", True),
    ("features.confirm", "c", "confirm", "Confirm what was derived.", "screen.confirm", True),
    (
        "features.matrix",
        "v",
        "matrix",
        "Show the matrix of features: what applies where, and why not.",
        "screen.matrix",
        True,
    ),
    ("features.import", "i", "import", "Bring features from a spreadsheet, YAML or CycloneDX.", "screen.import_file"),
    ("features.cards", "b", "cards", "Show the model cards and what each leaves out.", "screen.cards"),
)
_FEATURE: tuple[ActionSpec, ...] = (
    ("feature.edit", "e", "edit", "Answer its questions.", "screen.edit", True),
    ("feature.derive", "m", "derive", "Derive from the answers which controls apply.", "screen.derive", True),
    ("feature.confirm", "c", "confirm", "Confirm what was derived, one key a control.", "screen.confirm", True),
    ("feature.decide", "s", "decide", "Decide the control, or drop the part, under the cursor.", "screen.decide", True),
    ("feature.model", "a", "model", "Record a model it relies on.", "screen.add_model", True),
    ("feature.prompt", "p", "prompt", "Record a prompt it uses.", "screen.add_prompt"),
    ("feature.card", "b", "card", "Write the card of a model.", "screen.add_card"),
    ("feature.previous", "[", "previous", "Go to the previous feature of the list.", "screen.step(-1)"),
    ("feature.next", "]", "next", "Go to the next feature of the list.", "screen.step(1)"),
    ("feature.tab_left", "h left", "tab", "Go to the tab to the left.", "screen.tab(-1)"),
    ("feature.tab_right", "l right", "tab", "Go to the tab to the right.", "screen.tab(1)"),
)
_FEATURE_MATRIX: tuple[ActionSpec, ...] = (
    (
        "feature_matrix.decide",
        "s",
        "decide",
        "Decide whether the control applies to the feature.",
        "screen.decide",
        True,
    ),
)
FEATURES: dict[str, tuple[UiAction, ...]] = {
    "features": of("features", _FEATURES),
    "feature": of("feature", _FEATURE),
    "feature_matrix": of("feature_matrix", _FEATURE_MATRIX),
}
"""By screen, as `places.BY_PLACE`."""
