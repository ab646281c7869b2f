"""Paths typed into the dialog that picks files."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from grcdesk.tui.dialogs.files import Files, _from_here, _meant


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


@pytest.mark.slow(keep=2)
@pytest.mark.parametrize("typed", ["x" * 300, "x" * 5000, "~nobody-here/a", "/nowhere/" + "y/" * 3000])
async def test_what_no_file_can_be_called_is_said_in_the_dialog(app, drive, typed):
    answers: list[object] = []
    async with drive(app) as person:
        app.push_screen(Files("Take a file", Path.cwd()), answers.append)
        await person.settle()
        app.screen.query_one("Input").value = typed
        await person.keys("ctrl+s", "enter")
        assert isinstance(app.screen, Files)
        assert "is no name of a file" in person.text
        await person.keys("escape")
    assert answers in ([None], [()])


async def test_text_pasted_on_a_list_that_is_no_path_does_nothing(app, drive):
    async with drive(app) as person:
        for text in ("x" * 300, "x" * 5000, "file://[bad", "~nobody-here", "a\0b"):
            app.screen.post_message(events.Paste(text))
            await person.settle()
        assert app.is_running
