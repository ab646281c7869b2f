"""A desk is found as git finds its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from grcdesk import paths
from grcdesk.errors import NoDesk
from grcdesk.paths import DeskPaths, find_desk, locate_desk


def make(root: Path) -> Path:
    root.mkdir(parents=True)
    (root / "grcdesk.toml").write_text("", encoding="utf-8")
    (root / "desk.db").write_bytes(b"")
    return root


def test_a_folder_is_a_desk_when_it_holds_settings_and_database(tmp_path: Path):
    root = make(tmp_path / "desk")
    assert DeskPaths(root).exists()
    (root / "desk.db").unlink()
    assert not DeskPaths(root).exists()


def test_every_room_stands_inside_the_desk(tmp_path: Path):
    desk = DeskPaths(tmp_path)
    rooms = [desk.settings, desk.database, desk.vault, desk.catalogs, desk.exports, desk.backups]
    assert {room.parent for room in rooms} == {tmp_path}
    assert len({room.name for room in rooms}) == len(rooms)


def test_found_upwards_from_a_folder_deep_inside(tmp_path: Path):
    root = make(tmp_path / "desk")
    deep = root / "vault" / "ab"
    deep.mkdir(parents=True)
    assert find_desk(start=deep).root == root


def test_a_named_desk_beats_the_one_around(tmp_path: Path):
    around, named = make(tmp_path / "around"), make(tmp_path / "named")
    assert find_desk(str(named), start=around).root == named


def test_the_environment_names_a_desk_and_an_option_beats_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    one, two = make(tmp_path / "one"), make(tmp_path / "two")
    monkeypatch.setenv("GRCDESK_DESK", str(one))
    assert find_desk(start=tmp_path).root == one
    assert find_desk(str(two), start=tmp_path).root == two


def test_a_named_folder_that_is_no_desk_is_not_passed_over(tmp_path: Path):
    make(tmp_path / "desk")
    with pytest.raises(NoDesk, match="is not a desk") as caught:
        locate_desk(str(tmp_path / "typo"), start=tmp_path / "desk")
    assert "grcdesk init" in caught.value.hint


def test_the_users_own_desk_is_the_last_resort(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    own = make(tmp_path / "own")
    monkeypatch.setattr(paths, "user_desk", lambda: own)
    empty = tmp_path / "elsewhere"
    empty.mkdir()
    assert find_desk(start=empty).root == own


def test_without_any_desk_the_hint_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(paths, "user_desk", lambda: tmp_path / "nowhere")
    assert locate_desk(start=tmp_path) is None
    with pytest.raises(NoDesk, match="no desk here or above") as caught:
        find_desk(start=tmp_path)
    assert "grcdesk demo" in caught.value.hint


def test_a_tilde_means_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    make(tmp_path / "desk")
    assert find_desk("~/desk").root == tmp_path / "desk"


def test_the_users_folders_are_the_users_own():
    names = [paths.user_desk(), paths.user_settings(), paths.user_state()]
    assert all("grcdesk" in str(name) for name in names)
    assert paths.user_settings().name == "config.toml"


def test_a_checkout_reads_what_stands_at_its_top():
    top = Path(__file__).parents[1]
    assert paths.CATALOGS.parent == paths.SAMPLES.parent == top
    assert (paths.CATALOGS / "controls").is_dir()
    assert paths.HELP.parent == paths.PACKAGE == top / "src" / "grcdesk"


OURS = '[project]\nname = "grcdesk"\n'


@pytest.mark.parametrize(
    ("place", "project", "found"),
    [
        ("src/grcdesk", OURS, "catalogs"),
        ("src/grcdesk", OURS.replace("\n", "\r\n"), "catalogs"),
        ("src/grcdesk", '[project]\nname = "another"\n', "src/grcdesk/catalogs"),
        ("src/grcdesk", "", "src/grcdesk/catalogs"),
        ("lib/site-packages/grcdesk", OURS, "lib/site-packages/grcdesk/catalogs"),
    ],
    ids=["checkout", "checkout of Windows", "inside another project", "no project file", "installed"],
)
def test_a_checkout_goes_before_the_copies_of_an_install(tmp_path: Path, place: str, project: str, found: str):
    """Both folders are there in every case, as after an editable install, or as somebody else's."""
    package = tmp_path / place
    for folder in (package, package.parent.parent):
        (folder / "catalogs").mkdir(parents=True)
    if project:
        (package.parent.parent / "pyproject.toml").write_bytes(project.encode())
    assert paths.shipped("catalogs", package) == tmp_path / found
