"""Making a desk, opening it, and its nouns."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from grcdesk.errors import BadInput, BadSettings, Damaged, Newer, NoDesk, NotFound, Older, Refused, Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.programme import Period
from grcdesk.services.desk import completion as desk_completion
from grcdesk.services.desk.opening import InitPlan, init_desk, open_desk
from grcdesk.terms import Category, Scope, Verb, Via


def test_a_new_desk_holds_its_rooms_its_settings_and_its_catalogs(tmp_path: Path, plan: InitPlan):
    desk = init_desk(tmp_path / "deep" / "desk", plan, via=Via.CLI)
    paths = desk.paths
    assert paths.exists()
    assert paths.vault.is_dir()
    assert paths.catalogs.is_dir()
    assert paths.exports.is_dir()
    assert (desk.actor, desk.scope.show().organisation, desk.settings.mail) == (
        "Dana Reyes",
        "Acme AI",
        "dana@acme.example",
    )
    assert len(desk.controls.keys()) == 23
    entries = desk.log.list(limit=0)
    assert {entry.action for entry in entries} == {Verb.DESK_INIT}
    assert len({entry.batch for entry in entries}) == 1
    assert desk.log.verify().clean
    desk.close()


def test_what_was_made_can_be_opened_again_as_it_was(tmp_path: Path, plan: InitPlan):
    made = init_desk(tmp_path / "desk", plan, via=Via.CLI)
    view = made.scope.show()
    made.close()
    opened = open_desk(DeskPaths(tmp_path / "desk"), via=Via.TUI)
    assert opened.scope.show() == view
    assert (opened.actor, opened.zone, opened.settings) == ("Dana Reyes", "UTC", made.settings)
    opened.close()


def test_a_plan_of_a_name_alone_is_enough(tmp_path: Path):
    desk = init_desk(tmp_path / "desk", InitPlan("Acme AI"), via=Via.CLI)
    view = desk.scope.show()
    assert (view.categories, view.period, view.zone, view.name) == ((Category.SECURITY,), None, "", "AI controls")
    assert len(view.controls[Scope.IN]) == 14
    assert desk.actor
    assert isinstance(desk.today(), date)
    desk.close()


def test_a_desk_is_not_made_over_another(desk_root: Path, plan: InitPlan):
    before = (desk_root / "desk.db").read_bytes()
    with pytest.raises(Refused, match="already is a desk"):
        init_desk(desk_root, plan, via=Via.CLI)
    (desk_root / "grcdesk.toml").unlink()
    with pytest.raises(Refused, match="already is a desk"):
        init_desk(desk_root, plan, via=Via.CLI)
    assert (desk_root / "desk.db").read_bytes() == before


def test_a_folder_with_other_files_may_become_a_desk(tmp_path: Path, plan: InitPlan):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    init_desk(tmp_path, plan, via=Via.CLI).close()
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_file_in_the_way_is_said_and_left_alone(tmp_path: Path, plan: InitPlan):
    (tmp_path / "desk").write_text("mine", encoding="utf-8")
    with pytest.raises(Unwritable, match="cannot be written to"):
        init_desk(tmp_path / "desk", plan, via=Via.CLI)
    assert (tmp_path / "desk").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), RuntimeError("power")])
@pytest.mark.parametrize(
    "place", ["grcdesk.services.catalogs.catalogs.baseline", "grcdesk.settings.write_desk_settings"]
)
def test_a_failure_half_way_leaves_nothing(tmp_path: Path, plan: InitPlan, monkeypatch, error, place: str):
    def fail(*_args: object) -> None:
        raise error

    monkeypatch.setattr(place, fail)
    expected = Unwritable if isinstance(error, OSError) else RuntimeError
    with pytest.raises(expected):
        init_desk(tmp_path / "desk", plan, via=Via.CLI)
    assert not (tmp_path / "desk").exists()
    monkeypatch.undo()


def test_a_failure_keeps_what_stood_there_before(tmp_path: Path, plan: InitPlan, monkeypatch):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    monkeypatch.setattr("grcdesk.services.catalogs.catalogs.baseline", lambda _session: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        init_desk(tmp_path, plan, via=Via.CLI)
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["notes.txt"]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"zone": "Mars/Olympus"}, BadInput),
        ({"organisation": "\ud800"}, BadInput),
        ({"name": "a\x00b"}, BadInput),
        ({"programme": "\udfff"}, BadInput),
        ({"period": Period(date(2026, 2, 1), date(2026, 1, 1))}, Refused),
    ],
)
def test_a_plan_that_cannot_hold_makes_nothing(tmp_path: Path, plan: InitPlan, change, error):
    with pytest.raises(error):
        init_desk(tmp_path / "desk", replace(plan, **change), via=Via.CLI)
    assert not (tmp_path / "desk").exists()


def test_today_is_the_day_of_the_desk(tmp_path: Path, plan: InitPlan, fake_clock):
    fake_clock.moment = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    desk = init_desk(tmp_path / "desk", replace(plan, zone="Asia/Tokyo"), via=Via.CLI)
    assert desk.today() == date(2026, 11, 22)
    desk.close()


def test_an_actor_may_be_named_for_one_session(desk_root: Path):
    desk = open_desk(DeskPaths(desk_root), via=Via.TUI, actor="Sam Okoro")
    desk.controls.set(["AI-SEC-01"], ControlChange(note="seen"))
    entry = desk.log.list(limit=1)[0]
    assert (entry.actor, entry.via) == ("Sam Okoro", "tui")
    desk.close()


def test_a_folder_without_a_database_is_no_desk(tmp_path: Path):
    with pytest.raises(NoDesk):
        open_desk(DeskPaths(tmp_path), via=Via.CLI)


def test_rubbish_is_no_database(desk_root: Path):
    (desk_root / "desk.db").write_bytes(b"hello" * 100)
    with pytest.raises(Damaged, match="not a grcdesk database"):
        open_desk(DeskPaths(desk_root), via=Via.CLI)


def test_a_newer_desk_is_left_alone(desk_root: Path):
    connection = sqlite3.connect(desk_root / "desk.db")
    connection.execute("PRAGMA user_version=999")
    connection.commit()
    connection.close()
    with pytest.raises(Newer, match="shape 999") as caught:
        open_desk(DeskPaths(desk_root), via=Via.CLI)
    assert "nothing was touched" in caught.value.hint


@pytest.mark.parametrize("shape", [0, 1, 13])
@pytest.mark.parametrize("reading", [False, True])
def test_a_desk_of_a_development_version_is_left_alone(desk_root: Path, shape: int, *, reading: bool):
    database = desk_root / "desk.db"
    content = bytearray(database.read_bytes())
    content[60:64] = shape.to_bytes(4, "big")
    database.write_bytes(content)
    with pytest.raises(Older, match=f"has shape {shape}, made by a development version") as caught:
        open_desk(DeskPaths(desk_root), via=Via.CLI, reading=reading)
    assert caught.value.exit_code == 3
    assert "begin a new desk; nothing was touched" in caught.value.hint
    assert database.read_bytes() == content
    assert not (desk_root / "backups").exists()


def test_unknown_settings_are_refused_by_name(desk_root: Path):
    settings = desk_root / "grcdesk.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\ncolour = 'red'\n", encoding="utf-8")
    with pytest.raises(BadSettings, match="colour"):
        open_desk(DeskPaths(desk_root), via=Via.CLI)


def test_nouns_are_made_once(desk):
    for noun in ("controls", "gap", "actions", "risks", "scope", "catalogs", "evidence", "log", "exports", "views"):
        assert getattr(desk, noun) is getattr(desk, noun)
    assert desk.upkeep is desk.upkeep


def test_ids_for_completion_come_without_opening_the_desk(desk):
    desk.actions.add("AI-SEC-01", "Write", owner="Sam Okoro", due=date(2026, 12, 24))
    desk.views.save("late", "is:overdue")
    assert desk_completion.ids(desk.paths, "control") == desk.controls.keys()
    assert desk_completion.ids(desk.paths, "action") == ["ACT-1"]
    assert desk_completion.ids(desk.paths, "view") == ["late"]
    assert desk_completion.ids(desk.paths, "criterion")[0] == "CC1.1"
    assert len(desk_completion.ids(desk.paths, "criterion")) == 61
    assert desk_completion.ids(desk.paths, "catalog")[0] == "soc2-tsc-2017"
    assert (
        desk_completion.ids(desk.paths, "risk")
        == desk_completion.ids(desk.paths, "snapshot")
        == desk_completion.ids(desk.paths, "evidence")
        == []
    )
    assert len(desk_completion.ids(desk.paths, "batch")) == 3


def test_completion_is_silent_where_there_is_no_desk(tmp_path: Path):
    assert desk_completion.ids(DeskPaths(tmp_path), "control") == []


def test_somebody_whom_the_system_does_not_name_signs_with_his_number(desk_root: Path, monkeypatch: pytest.MonkeyPatch):
    def nobody(number: int) -> object:
        raise KeyError(number)

    settings = desk_root / "grcdesk.toml"
    lines = [line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith("name")]
    settings.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr("pwd.getpwuid", nobody)
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    assert desk.actor == str(os.getuid())
    desk.close()


def test_a_desk_that_lost_its_programme_says_what_to_do(desk):
    connection = sqlite3.connect(desk.paths.database)
    connection.execute("DELETE FROM programme")
    connection.commit()
    connection.close()
    with pytest.raises(NotFound, match="no programme") as caught:
        desk.scope.show()
    assert "log verify" in caught.value.hint
    assert not desk.log.verify().clean
