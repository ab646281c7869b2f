"""Long texts: drafts that outlive the form, and the person's own editor."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
from pathlib import Path

import pytest
from textual.widgets import TextArea

from grcdesk.paths import DeskPaths, user_state
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.kit import editor
from grcdesk.tui.kit.drafts import Drafts


def kept() -> list[Path]:
    folder = user_state() / "drafts"
    return sorted(folder.glob("*.json")) if folder.is_dir() else []


async def type_gap(person, *letters: str) -> None:
    await person.keys("2", "n", *letters)


@pytest.mark.slow
async def test_what_was_typed_comes_back_after_the_program_went_away(desk_root: Path, drive) -> None:
    async with drive(GrcdeskApp(DeskPaths(desk_root))) as person:
        await type_gap(person, "l", "o", "s", "t")
    (file,) = kept()
    assert file.stat().st_mode & 0o077 == 0
    async with drive(GrcdeskApp(DeskPaths(desk_root))) as person:
        await type_gap(person)
        assert "your draft of 2026-11-21 09:00 UTC is back; esc drops it" in person.text
        await person.keys("ctrl+s")
        assert person.app.desk is not None
        assert person.app.desk.controls.show("AI-SEC-01").gap == "lost"
        await person.keys("n")
        assert "draft" not in person.text
    assert kept() == []


@pytest.mark.slow
async def test_a_dropped_text_is_gone(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await type_gap(person, "x", "escape", "escape")
        assert kept() == []
        await person.keys("n")
        assert person.app.screen.query_one("#field-gap", TextArea).text == ""


@pytest.mark.slow
async def test_a_refused_text_is_not_lost(app: GrcdeskApp, desk_root: Path, drive) -> None:
    async with drive(app) as person:
        await type_gap(person, "m", "i", "n", "e")
        told = [sys.executable, "-m", "grcdesk", "--desk", desk_root, "controls", "set", "AI-SEC-01", "--note", "mine"]
        await asyncio.to_thread(subprocess.run, told, check=True)
        await person.keys("ctrl+s")
        assert "error" in [severity for _, severity, _ in app.messages]
        assert app.screen.query_one("#field-gap", TextArea).text == "mine", "the form is back"
        await person.keys("escape", "n")
        assert person.app.screen.query_one("#field-gap", TextArea).text == "mine"
        assert "is back" in person.text


def test_a_draft_belongs_to_one_form_of_one_desk(tmp_path: Path) -> None:
    mine, other = Drafts(tmp_path / "a"), Drafts(tmp_path / "b")
    mine.keep("gap", {"gap": ""}, {"gap": "typed"})
    assert other.find("gap", {"gap": ""}) is None
    assert mine.find("note", {"gap": ""}) is None
    assert mine.find("gap", {"gap": "changed by another"}) is not None, "never handed in: it must not be lost"
    kept()[0].write_text("{")
    assert mine.find("gap", {"gap": ""}) is None


@pytest.mark.slow
async def test_the_editor_takes_and_gives_the_text(app: GrcdeskApp, drive, monkeypatch, tmp_path: Path) -> None:
    script = tmp_path / "edit"
    script.write_text('#!/bin/sh\nprintf " and \\033more\\n" >> "$1"\n')
    script.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.setattr(app, "suspend", contextlib.nullcontext)
    async with drive(app) as person:
        await type_gap(person, "o", "n", "e", "ctrl+e")
        assert app.screen.query_one("#field-gap", TextArea).text == "one and ␛more"
        script.write_text("#!/bin/sh\nexit 3\n")
        await person.keys("ctrl+e")
        assert "ended with 3; the text is as it was" in " ".join(person.text.split())
        monkeypatch.setenv("EDITOR", "/no/such/editor")
        await person.keys("ctrl+e")
        assert "cannot be run" in person.text
        assert app.screen.query_one("#field-gap", TextArea).text == "one and ␛more"


@pytest.mark.slow
async def test_a_terminal_that_cannot_be_lent_says_so(app: GrcdeskApp, drive, monkeypatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with drive(app) as person:
        await type_gap(person, "o", "ctrl+e")
        assert "cannot be lent to an editor" in person.text


def test_without_any_editor_it_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor.os, "environ", {})
    monkeypatch.setattr(editor.shutil, "which", lambda _name: None)
    with pytest.raises(editor.Refused, match="no editor is known"):
        editor.command()


def test_an_editor_that_is_no_command_line_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "vi 'of mine")
    with pytest.raises(editor.Refused, match="cannot be read") as refused:
        editor.command()
    assert refused.value.hint == "set EDITOR, for example EDITOR=nano"


def test_an_editor_of_blanks_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "   ")
    monkeypatch.setattr(editor.shutil, "which", lambda name: f"/bin/{name}" if name == "vi" else None)
    assert editor.command() == ["/bin/vi"]


def test_an_editor_with_words_of_its_own_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "code --wait 'a b'")
    assert editor.command() == ["code", "--wait", "a b"]
