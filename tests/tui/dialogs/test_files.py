"""Paths typed into the dialog that picks files."""

from __future__ import annotations

from pathlib import Path

import pytest

from grcdesk.tui.dialogs.files import _from_here, _meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("/a/b//c/d", "/c/d"), ("/a/b/~/x", "~/x"), ("/a/b/", "/a/b"), ("a~/b", "a~/b"), ("", "."), ("/", "/")],
)
def test_a_path_typed_behind_the_folder_offered_takes_its_place(typed, meant):
    assert _meant(typed) == Path(meant).expanduser()


def test_a_path_of_the_working_folder_typed_behind_another_is_found(tmp_path, monkeypatch):
    for folder in ("desk/exports", "lists/march"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    start = tmp_path / "desk"
    assert _from_here(f"{start}/lists/march/a.csv", start) == str(tmp_path / "lists/march/a.csv")
    assert _from_here(f"{start}/exports/a.csv", start) == f"{start}/exports/a.csv"
    assert _from_here(f"{start}/nowhere/a.csv", start) == f"{start}/nowhere/a.csv"
