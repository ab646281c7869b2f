"""Paths typed into the dialog that picks files."""

from __future__ import annotations

from pathlib import Path

import pytest

from grcdesk.tui.dialogs.files import _meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("/a/b//c/d", "/c/d"), ("/a/b/~/x", "~/x"), ("/a/b/", "/a/b"), ("a~/b", "a~/b"), ("", "."), ("/", "/")],
)
def test_a_path_typed_behind_the_folder_offered_takes_its_place(typed, meant):
    assert _meant(typed) == Path(meant).expanduser()
