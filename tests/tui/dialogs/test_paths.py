"""The rest of a path, offered while it is typed."""

from __future__ import annotations

import pytest

from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import FILE
from grcdesk.tui.dialogs.paths import PathSuggester


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "changes.csv").write_text("id\n", encoding="utf-8")
    (tmp_path / "lists" / "chan\x1b[31m.csv").write_text("id\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def test_a_name_is_completed_as_far_as_it_goes(folder):
    offers = PathSuggester().get_suggestion
    assert await offers("li") == "lists/"
    assert await offers("lists/ch") == "lists/changes.csv"
    assert await offers(f"{folder}/lists/ch") == f"{folder}/lists/changes.csv"
    assert [await offers(typed) for typed in ("", "lists/", "nowhere/x", "lists/z", "~nobody/x", "a\0/b")] == [None] * 6


async def test_a_name_that_could_steer_the_terminal_is_not_offered(folder):
    (folder / "lists" / "changes.csv").unlink()
    assert await PathSuggester().get_suggestion("lists/ch") is None


async def test_the_right_arrow_takes_what_is_offered(app, drive, folder):
    answers: list[str] = []
    async with drive(app) as person:
        form: Form[str] = Form("Take it", [Ask("file", "File", kind=FILE)], lambda texts: texts["file"])
        app.push_screen(form, lambda answer: answers.append(answer or ""))
        await person.keys("l")
        await person.type("ists/chang")
        await person.keys("right", "enter")
    assert answers == ["lists/changes.csv"]
