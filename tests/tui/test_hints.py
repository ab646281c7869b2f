"""Hints on screens name keys of the screen they stand on: `a adds one` is true, or it is not said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import grcdesk.tui
from grcdesk.tui.actions.registry import EVERYWHERE, LIST, at
from grcdesk.tui.overlays import DETAILS, OVER
from helpers.parsed import modules
from helpers.told import texts_of

TUI = Path(grcdesk.tui.__file__).parent
HINT = re.compile(r"(?:^|[ ,;:.(])([a-zA-Z]) ([a-z]{3,}s)\b")
ELSEWHERE = re.compile(r"\b(?:On a|In the) [A-Za-z ]+, $|\bon a $")
"""What stands before a hint about another screen."""
AT_ANOTHER = re.compile(r"(?<![\w'])[a-zA-Z] (?:on|in) (?:an? |the )?[A-Za-z]{3,}\b [a-z]")
"""A key that is typed out where another screen is meant: `keyed` writes it, from the list of actions."""
OTHERS = {"desk": {"today"}, "controls": {"controls", "snapshots"}, "log": {"history"}, "programme": {"scope"}}
"""Screens of a folder that no list of overlays names."""
PROSE = {"a status", "b holes"}


def places() -> dict[str, set[str]]:
    """The screens of each folder."""
    found = {name: set(of) for name, of in OTHERS.items()}
    for place, where in {**OVER, **DETAILS}.items():
        found.setdefault(where.split(".")[0], set()).add(place)
    for folder in TUI.iterdir():
        if at(folder.name):
            found.setdefault(folder.name, set()).add(folder.name)
    return found


def hints(path: Path) -> Iterator[tuple[int, str, str]]:
    """Line, key and verb of each hint in the texts of a module."""
    for line, text in texts_of(path):
        for found in HINT.finditer(text):
            other = ELSEWHERE.search(text[: found.start(1)]) or " On a control, " in text
            if not other and found[0].strip() not in PROSE:
                yield line, found[1], found[2]


@pytest.mark.slow
def test_hints_name_keys_of_their_screen() -> None:
    seen, wrong = 0, []
    for folder, names in places().items():
        keys = {key for place in (*names, EVERYWHERE, LIST) for action in at(place) for key in action.keys}
        for path in modules(TUI / folder):
            for line, key, verb in hints(path):
                seen += 1
                if key not in keys:
                    wrong.append(f"{path.relative_to(TUI)}:{line} {key} {verb}")
    assert wrong == []
    assert seen > 50


def test_a_key_of_another_screen_is_written_by_the_list_of_actions() -> None:
    found = [
        f"{path.relative_to(TUI)}:{line} {told[0]}"
        for path in modules(TUI)
        for line, text in texts_of(path)
        for told in AT_ANOTHER.finditer(text)
    ]
    assert found == []
