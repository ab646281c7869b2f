"""Whatever a service can do, a command can do."""

from __future__ import annotations

import inspect
from functools import cached_property
from pathlib import Path

import pytest

import grcdesk.cli
from grcdesk.services import desk as desks

SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in Path(grcdesk.cli.__file__).parent.glob("*.py"))
# what a list on a screen asks for window by window; a command prints the whole list
WINDOWS = {"controls.rows"}
# what other verbs are made of
PARTS = {"log.lines"}


def verbs():
    for noun, attribute in vars(desks.Desk).items():
        if isinstance(attribute, cached_property):
            kind = inspect.get_annotations(attribute.func)["return"]
            service = getattr(desks, kind) if isinstance(kind, str) else kind
            for name, _ in inspect.getmembers(service, inspect.isfunction):
                if not name.startswith("_") and f"{noun}.{name}" not in WINDOWS | PARTS:
                    yield f"{noun}.{name}"


def test_there_are_verbs():
    assert len(list(verbs())) > 30


@pytest.mark.parametrize("verb", list(verbs()))
def test_every_verb_has_a_command(verb):
    assert f"desk.{verb}(" in SOURCE, f"no command calls desk.{verb}"
