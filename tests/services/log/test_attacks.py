"""Every attack we know against every tool that could notice it. The table of it stands in the help for auditors."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grcdesk import clock, verify_log
from grcdesk import paths as places
from grcdesk.errors import DeskError
from grcdesk.paths import HELP, DeskPaths
from grcdesk.services.common import verified
from grcdesk.services.desk.opening import open_desk
from grcdesk.services.log import checkpoints
from grcdesk.store import database
from grcdesk.store.verifying import checkpoint
from grcdesk.terms import Via
from helpers.desk_attacks import ATTACKS, CHECKPOINT, Attack, lines_of, story

TOOLS = ("log verify", "anchors", "quick look", "verify_log.py", "checkpoint")
BY_ITSELF = "quick look"
SEEN, UNSEEN = "seen", "·"
PAGE = HELP / "auditors.md"


@pytest.fixture(scope="session")
def stage(_desk_template, tmp_path_factory) -> Path:
    """The desk of the story, its state folder, its checkpoint and an old copy of it, in one folder."""
    folder = tmp_path_factory.mktemp("attacked")
    root = Path(shutil.copytree(_desk_template, folder / "desk"))
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_STATE_HOME", str(folder / "state"))
    patch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 9, 0, tzinfo=UTC))
    desk = open_desk(DeskPaths(root), via=Via.CLI)
    story(desk, folder)
    desk.close()
    patch.undo()
    return folder


def seen_by(folder: Path, attack: Attack) -> dict[str, bool]:
    """Which tools notice it; each is asked on its own."""
    root = folder / "desk"
    attack.do(root)
    lines = lines_of(root)
    found = dict.fromkeys(TOOLS, False)
    # the log as it leaves the house: a line feed within a line makes two of it
    found["verify_log.py"] = bool(
        verify_log.check_chain((b"\n".join(lines) + b"\n" * bool(lines)).split(b"\n")[:-1])[0]
    )
    paths = DeskPaths(root)
    with database.looking(paths.database) as connection:
        held = checkpoints.read(folder / CHECKPOINT)
        found["checkpoint"] = bool(list(checkpoint.compare(connection, held, CHECKPOINT)))
    found["quick look"] = any(line.ok is False for line in verified.for_doctor(paths))
    desk = open_desk(paths, via=Via.CLI)
    try:
        broken = desk.log.verify().broken
    except DeskError:
        found["log verify"] = True
    else:
        found["anchors"] = any(one.where.startswith("anchor") for one in broken)
        found["log verify"] = any(not one.where.startswith("anchor") for one in broken)
    finally:
        desk.close()
    return found


def row(attack: Attack, found: dict[str, bool]) -> str:
    """A line of the table."""
    marks = " | ".join(SEEN if found[tool] else UNSEEN for tool in TOOLS)
    return f"| {attack.name}{'' if attack.harmful else ' (harmless)'} | {marks} |"


def told() -> list[str]:
    """The lines of the table in the help."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("| ") and line.endswith((f"{SEEN} |", f"{UNSEEN} |"))]


@pytest.mark.slow(keep=3)
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_each_attack_is_seen_by_the_tools_the_help_names(stage, tmp_path, monkeypatch, attack):
    kept = shutil.copytree(stage, tmp_path / "kept")
    monkeypatch.setenv("XDG_STATE_HOME", str(stage / "state"))
    try:
        found = seen_by(stage, attack)
    finally:  # what the user's state remembers goes by the name of the folder
        shutil.rmtree(stage)
        shutil.move(kept, stage)
    assert row(attack, found) in told()
    assert not attack.harmful or found[BY_ITSELF]
    assert attack.harmful or not found["anchors"]


def test_the_table_of_the_help_is_that_of_the_attacks():
    names = [f"{attack.name}{'' if attack.harmful else ' (harmless)'}" for attack in ATTACKS]
    assert [line.split(" | ")[0].removeprefix("| ") for line in told()] == names
    assert len(names) >= 57
    assert len(set(names)) == len(names)


def test_the_desk_of_the_story_is_whole_for_every_tool(stage, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(stage / "state"))
    assert seen_by(stage, Attack("nothing", lambda _: None)) == dict.fromkeys(TOOLS, False)
    assert not verified.for_doctor(DeskPaths(stage / "desk"))[-1].value.startswith("never")


def test_the_state_of_the_user_lies_outside_of_the_desk(stage, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(stage / "state"))
    assert stage / "desk" not in (places.user_state(), *places.user_state().parents)
    with sqlite3.connect(stage / "desk" / "desk.db") as connection:
        assert connection.execute("SELECT count(*) FROM log").fetchone()[0] > 600
    connection.close()
