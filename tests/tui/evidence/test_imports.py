"""Importing by keys: pick, look at what was read, choose, add; and what happens to a file nobody can read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from grcdesk.schemas.outcomes import Outcome
from grcdesk.terms import EvidenceKind
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.files import Files
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.imports import ImportDialog
from grcdesk.tui.dialogs.pick import Pick


def decisions(path: Path, day: int) -> Path:
    rows = [
        {
            "timestamp": f"2026-10-{day:02}T10:0{number}:00Z",
            "action": "allow",
            "policy_version": "v3",
            "event_id": str(number),
        }
        for number in range(3)
    ]
    path.write_text("\n".join([*map(json.dumps, rows), "no json", ""]))
    return path


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return decisions(tmp_path / "october.jsonl", 3)


async def ask_for(person, app: GrcdeskApp, path: Path) -> None:
    app.last_folder = path.parent
    await person.keys("3", "i")
    assert isinstance(app.screen, Files)
    app.screen.query_one(Input).value = str(path)
    await person.keys("enter")


@pytest.mark.slow
async def test_what_was_read_is_shown_before_it_is_added(app: GrcdeskApp, drive, log: Path) -> None:
    async with drive(app) as person:
        await ask_for(person, app, log)
        assert isinstance(app.screen, ImportDialog), person.told
        assert "4 in = 3 used + 0 duplicates + 1 skipped" in person.text
        assert "usual for such a file" in person.text
        await person.keys("enter")
        assert isinstance(app.screen, ImportDialog), "enter alone adds nothing"
        await person.keys("c")
        await person.fill(controls="AI-SEC-03")
        assert "for AI-SEC-03" in person.text
        await person.keys("y")
        desk = app.desk
        assert desk is not None
        (row,) = desk.evidence.list()
        assert (row.controls, row.kind) == (("AI-SEC-03",), EvidenceKind.LOG_EXPORT)
        await ask_for(person, app, log)
        assert "imported already as EV-1" in person.text
        await person.keys("escape", "u")
        assert desk.evidence.list() == []


@pytest.mark.slow
async def test_every_key_of_it_stands_on_a_small_screen(app: GrcdeskApp, drive, log: Path) -> None:
    async with drive(app, (80, 24)) as person:
        await ask_for(person, app, log)
        assert "y adds it" in person.text
        assert "esc drops" in person.text


async def test_many_warnings_do_not_cover_the_screen(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        told = ("first", *(f"{number} " * 30 for number in range(9)))
        app.tell_outcome(Outcome("EV-7 added", warnings=told))
        await person.keys("3")
        shown, *_ = app.said
        assert shown == f"EV-7 added. first. {told[1]}. {told[2]}. 7 more: ! shows all"
        assert person.text.count("4 4 4") == 0
        assert person.told[-1] == ". ".join(["EV-7 added", *told])


@pytest.mark.slow
async def test_placed_later_it_waits_with_the_suggestion(app: GrcdeskApp, drive, log: Path) -> None:
    async with drive(app, (120, 40)) as person:
        await ask_for(person, app, log)
        await person.keys("w")
        desk = app.desk
        assert desk is not None
        assert desk.evidence.keys("is:unplaced") == ["EV-1"]
        assert "AI-CONF-01?" in person.text
        await person.keys("enter", "enter")
        assert desk.evidence.show("EV-1").row.controls == ("AI-CONF-01",)


@pytest.mark.slow
async def test_it_is_read_again_as_told(app: GrcdeskApp, drive, log: Path) -> None:
    async with drive(app) as person:
        await ask_for(person, app, log)
        await person.keys("r")
        await person.fill(zone="Mars/Olympus")
        assert "Mars/Olympus" in person.text
        await person.fill(zone="", columns="/no/such.yaml")
        assert "is not there" in person.text
        await person.fill(columns="", days="2026-10-01..2026-10-31")
        assert "2026-10-01..2026-10-31" in person.text
        await person.keys("y")
        assert app.desk is not None
        assert app.desk.evidence.list()[0].dated == "2026-10-01..2026-10-31"


@pytest.mark.slow
async def test_a_file_nobody_can_read_may_be_attached(app: GrcdeskApp, drive, tmp_path: Path) -> None:
    odd = tmp_path / "odd.bin"
    odd.write_bytes(bytes(range(256)))
    async with drive(app) as person:
        await ask_for(person, app, odd)
        assert isinstance(app.screen, Pick), person.text
        assert "could not be read" in person.text
        await person.keys("a")
        assert isinstance(app.screen, Form)
        assert "Attach odd.bin" in person.text


@pytest.mark.slow
async def test_several_come_one_after_the_other(app: GrcdeskApp, drive, log: Path, tmp_path: Path) -> None:
    second = decisions(tmp_path / "second.jsonl", 9)
    async with drive(app) as person:
        await person.keys("2", "enter")
        app.screen.post_message(events.Paste(f"{log}\n{second}"))
        await person.keys("i")
        assert "october.jsonl: gateway decision events, 1 file after it" in person.text
        assert "for AI-SEC-01" in person.text, "dragged onto a control, it stands behind that one"
        await person.keys("escape")
        assert "second.jsonl" in person.text
        await person.keys("y")
        assert app.desk is not None
        (row,) = app.desk.evidence.list()
        assert row.file_name == "second.report.json", "a line that cannot be read may hold anything"


@pytest.mark.slow
async def test_a_register_asks_for_its_day_and_origin(app: GrcdeskApp, drive, tmp_path: Path) -> None:
    path = tmp_path / "keys.csv"
    path.write_text("key_id,created\nk1,2026-01-01\nk2,\n")
    async with drive(app) as person:
        await ask_for(person, app, path)
        assert "key register (keys 1)" in person.text
        assert "the file carries no day of its own" in person.text
        await person.keys("y")
        said = {"query": "list keys", "pulled_at": "2026-11-02T08:00Z", "completeness": "two of two"}
        await person.fill(as_of="2026-11-01", source="key vault", **said)
        await person.keys("r")
        await person.fill(importer="keyz")
        assert isinstance(app.screen, Form), "an importer nobody knows"
        await person.fill(importer="keys")
        await person.keys("y")
        assert app.desk is not None
        (row,) = app.desk.evidence.list()
        assert (row.dated, row.controls, row.source, row.row_count) == ("2026-11-01", ("AI-SEC-01",), "key vault", 2)
        assert (row.query, row.pulled_at[:16], row.completeness) == ("list keys", "2026-11-02T08:00", "two of two")


@pytest.mark.slow
@pytest.mark.parametrize("forms", [1, 2])
async def test_esc_drops_a_file_with_the_forms_it_was_read_by(app: GrcdeskApp, drive, tmp_path: Path, forms) -> None:
    path = tmp_path / "changes.csv"
    path.write_text("Change ID,Who,Merged on\nC-1,Lee,2026-10-01\nC-2,Dana,2026-10-03\n", encoding="utf-8")
    async with drive(app, (120, 40)) as person:
        await ask_for(person, app, path)
        await person.keys("r")
        await person.fill(importer="population", key="Change ID")
        assert isinstance(app.screen, ImportDialog)
        if forms > 1:
            await person.keys("d")
            await person.fill(period="2026-10-01..2026-10-31")
            assert isinstance(app.screen, ImportDialog)
        await person.keys("escape")
        assert not any(isinstance(screen, (Form, ImportDialog)) for screen in app.screen_stack)
        assert app.desk is not None
        assert app.desk.evidence.list() == []
        await person.keys("2")
        assert "Controls  23" in person.text, "the next key is for the screen"


@pytest.mark.slow
async def test_a_column_of_text_is_released_when_it_is_read_otherwise(app: GrcdeskApp, drive, tmp_path: Path) -> None:
    path = tmp_path / "tickets.csv"
    path.write_text("ticket_id,opened_at,severity,note\nT-1,2026-06-01,low,please call me at five\n")
    async with drive(app, (100, 50)) as person:
        await ask_for(person, app, path)
        assert "note (1)" in person.text
        await person.keys("r")
        await person.fill(keep="note")
        assert "note (1)" not in person.text
        await person.keys("w")
        assert app.desk is not None
        found = app.desk.imports.report("EV-1")
        assert (found.report.released, found.kept) == (("note",), "file")


@pytest.mark.slow
async def test_a_sample_log_is_drawn_from_the_palette(app: GrcdeskApp, drive, log: Path, tmp_path: Path) -> None:
    async with drive(app) as person:
        await ask_for(person, app, log)
        await person.keys("c")
        await person.fill(controls="AI-SEC-03")
        await person.keys("y")
        await person.do("vault.sample")
        assert isinstance(app.screen, Pick)
        await person.keys("enter")
        assert isinstance(app.screen, Form)
        await person.fill(rows="2", seed="Firm LLP", path=str(tmp_path / "s.jsonl"))
        assert "2 of 3 rows of EV-1 written to" in " ".join(person.told)
        assert len((tmp_path / "s.jsonl").read_text().splitlines()) == 2
        (tmp_path / "s.jsonl").write_text("somebody's own\n")
        await person.do("vault.sample")
        await person.keys("enter")
        await person.fill(rows="2", path=str(tmp_path / "s.jsonl"))
        assert (tmp_path / "s.jsonl").read_text() == "somebody's own\n", "nothing is replaced unasked"
        await person.fill(force="yes")
        assert len((tmp_path / "s.jsonl").read_text().splitlines()) == 2
