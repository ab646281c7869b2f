"""Keys of one's own: from the file, checked at start, in force everywhere they are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from grcdesk.errors import BadSettings
from grcdesk.paths import DeskPaths, user_settings
from grcdesk.settings import load, user_keys
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.controls.list import ControlsScreen
from grcdesk.tui.frame.keymap import checked


def write(text: str) -> None:
    user_settings().parent.mkdir(parents=True, exist_ok=True)
    user_settings().write_text(text)


def test_dotted_and_quoted_names_are_one() -> None:
    write('theme = "grcdesk-light"\n[keys]\ncontrols.status = "t"\n"log.undo" = "ctrl+z"\n')
    assert user_keys() == {"controls.status": "t", "log.undo": "ctrl+z"}
    assert load().settings.theme == "grcdesk-light"


@pytest.mark.parametrize("text", ['keys = "s"\n', "[keys]\ncontrols.status = 3\n"])
def test_something_else_than_texts_is_refused(text: str) -> None:
    write(text)
    with pytest.raises(BadSettings, match="is"):
        user_keys()


def test_keys_of_a_person_do_not_belong_into_a_desk(desk_root: Path) -> None:
    with DeskPaths(desk_root).settings.open("a") as file:
        file.write('[keys]\ncontrols.status = "t"\n')
    with pytest.raises(BadSettings, match="unknown key 'keys'"):
        load(DeskPaths(desk_root))


def test_clashes_name_both() -> None:
    kept, told = checked({"controls.status": "o", "controls.due": "f5 D"})
    assert kept == {"controls.due": ("f5", "D")}
    assert told == ["keys: 'o' is both controls.status and controls.owner; controls.status keeps its own key"]


def test_two_actions_may_change_places() -> None:
    swapped = {"controls.status": "o", "controls.owner": "s"}
    assert checked(swapped) == ({"controls.status": ("o",), "controls.owner": ("s",)}, [])


def test_a_key_of_everywhere_clashes_with_one_of_a_screen() -> None:
    kept, told = checked({"log.undo": "s"})
    assert kept == {}
    assert "'s' is both log.undo and " in told[0]


def test_unknown_actions_and_keys_are_told() -> None:
    kept, told = checked({"controls.stats": "t", "controls.status": "ctrl+nothing", "log.undo": ""})
    assert kept == {}
    assert "there is no action 'controls.stats'; did you mean 'controls.status'?" in told[0]
    assert "'ctrl+nothing' is no key" in told[1]
    assert "log.undo is ''" in told[2]


@pytest.mark.slow
async def test_the_new_key_works_and_is_shown_and_the_old_one_is_free(desk_root: Path, drive) -> None:
    app = GrcdeskApp(DeskPaths(desk_root), keys={"controls.status": "B", "list.down": "Z", "go.nowhere": "t"})
    async with drive(app) as person:
        assert "there is no action 'go.nowhere'" in person.told[0]
        await person.keys("2")
        assert " B status  o owner" in person.text
        await person.keys("s")
        assert isinstance(app.screen, ControlsScreen)
        await person.keys("Z", "down", "B", "m")
        assert app.desk is not None
        assert app.desk.controls.keys("status:missing") == ["AI-SEC-03"]
        await person.keys("?")
        assert " B  Set the status" in person.text
