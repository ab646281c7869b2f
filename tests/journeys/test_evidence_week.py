"""A week of a compliance lead: import, place, see the hole, fill it, hand the workbook over, and prove the vault."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from openpyxl import load_workbook

from cli.conftest import on, run
from grcdesk.paths import DeskPaths
from grcdesk.store import vault
from grcdesk.tui.app import GrcdeskApp
from reports.workbook.opened import rows
from tui.conftest import driving

__all__ = ["on", "run"]  # fixtures

DAY = timedelta(days=1)
BEGUN, MONDAY = date(2026, 1, 1), datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
SILENT = (date(2026, 4, 18), date(2026, 4, 20))


def decisions(path: Path, first: date, last: date) -> Path:
    """An export of the gateway: three decisions a day."""
    with path.open("w", encoding="utf-8") as file:
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            for hour, action in ((9, "allow"), (12, "redact"), (17, "allow")):
                event = {"id": f"{day}-{hour}", "time": f"{day}T{hour:02}:00:00Z", "action": action}
                file.write(json.dumps(event | {"route": "/chat", "policy_version": "v7"}) + "\n")
    return path


def review(folder: Path, name: str) -> Path:
    """A signed access review."""
    path = folder / f"review-{name}.md"
    path.write_text(f"Access review {name}, signed by Dana Reyes\n", encoding="utf-8")
    return path


def of(on, control: str, *more: str):
    """The coverage of one control."""
    (row,) = on("coverage", "--control", control, "--json", *more).json
    return row


def states(row) -> list[str]:
    return [slot["state"] for slot in row["slots"]]


def import_and_file(on, tmp_path) -> None:
    """Monday: the export of the gateway comes in and waits; the reviews of the first quarters are filed."""
    spring = decisions(tmp_path / "spring.jsonl", BEGUN, SILENT[0] - DAY)
    assert on("evidence", "import", spring, "--dry-run").code == 0
    assert on("evidence", "list", "--json").json == []
    assert on("evidence", "import", spring).code == 0
    assert "nothing added" in on("evidence", "import", spring).err
    rest = decisions(tmp_path / "rest.jsonl", SILENT[1] + DAY, date(2026, 11, 15))
    assert on("evidence", "import", rest).code == 0
    for slot, day in (("2026Q1", "2026-03-30"), ("2026Q2", "2026-06-29")):
        filed = ("--kind", "sign-off", "--as-of", day, "--slot", slot, "--control", "AI-SEC-05")
        assert on("evidence", "add", review(tmp_path, slot), *filed).code == 0
    waiting = on("evidence", "list", "--where", "is:unplaced", "--json").json
    assert [(row["id"], row["period_from"], row["period_to"]) for row in waiting] == [
        ("EV-1", "2026-01-01", "2026-04-17"),
        ("EV-2", "2026-04-21", "2026-11-15"),
    ]


async def place_by_keys(desk_root: Path) -> None:
    """Tuesday, in the terminal app: what waits is placed, and the board says what is worst."""
    app = GrcdeskApp(DeskPaths(desk_root))
    async with driving(app, (120, 40)) as person:
        await person.keys("3")
        assert "2 to place, 2 placed" in person.text
        await person.keys("space", "space", "enter")
        await person.type("ai-conf-01")
        await person.keys("enter")
        assert "Tie to AI-CONF-01: 2 artefacts?" in person.text
        await person.keys("y")
        assert "4 placed" in person.text
        await person.keys("1", "l")
        assert "✗ breach   log-completeness" in person.text
        await person.keys("escape", "p")
        board = next(line for line in person.text.splitlines() if "AI-CONF-01" in line)
        assert "partial" in board


def see_the_holes(on) -> None:
    """Wednesday: the same holes from the command line, for the weekly mail; a cron job would have failed."""
    log = of(on, "AI-CONF-01")
    assert log["gaps"][0] == {"start": "2026-04-18", "end": "2026-04-20", "days": 3}
    assert (log["verdict"], log["covered_days"], log["judged_days"]) == ("partial", 316, 322)
    assert states(of(on, "AI-SEC-05")) == ["covered", "covered", "gap", "upcoming"]
    assert on("coverage", "--control", "AI-SEC-05", "--check").code == 4
    # on 10 October the review was late already, but still in its grace
    assert states(of(on, "AI-SEC-05", "--as-of", "2026-10-10"))[2] == "due"
    ran = on("checks", "run", "--json")
    found = {row["id"]: row for row in ran.json}
    assert ran.code == 4
    assert [item["id"] for item in found["log-completeness"]["items"]] == [
        "2026-04-18..2026-04-20",
        "2026-11-16..2026-11-17",
    ]
    assert found["exports"]["value"] == 9  # of the ten months that are over, April alone has one


def fill_them(on, tmp_path) -> None:
    """Thursday: the days were on the second gateway; the review was done in September and lay in a folder."""
    other = decisions(tmp_path / "second.jsonl", *SILENT)
    assert on("evidence", "import", other, "--control", "AI-CONF-01").code == 0
    rest = decisions(tmp_path / "rest.jsonl", date(2026, 11, 16), date(2026, 11, 19))
    assert on("evidence", "import", rest, "--control", "AI-CONF-01").code == 0
    file = review(tmp_path, "2026Q3")
    filed = ("--kind", "sign-off", "--slot", "2026Q3", "--control", "AI-SEC-05")
    # first as if it had been done today: that is late beyond grace, and is taken back
    assert on("evidence", "add", file, *filed, "--as-of", "2026-09-28", "--performed", "2026-11-19").code == 0
    assert states(of(on, "AI-SEC-05"))[2] == "late_beyond_grace"
    assert on("log", "undo").code == 0
    assert on("evidence", "add", file, *filed, "--as-of", "2026-09-28").code == 0
    assert states(of(on, "AI-SEC-05")) == ["covered", "covered", "covered", "upcoming"]
    log = of(on, "AI-CONF-01")
    assert (log["verdict"], log["gaps"], log["percent"]) == ("covered", [], 100.0)
    found = {row["id"]: row["state"] for row in on("checks", "run", "--json").json}
    assert found["log-completeness"] == "ok"
    assert on("coverage", "--control", "AI-SEC-05", "--control", "AI-CONF-01", "--check").code == 0


def hand_over(on, tmp_path) -> None:
    """Friday: the workbook says what the desk says."""
    book = tmp_path / "matrix.xlsx"
    assert on("export", "matrix", "-o", book).code == 0
    opened = load_workbook(book)
    whole = {row["Control"]: row["State"] for row in rows(opened["Period coverage"]) if row["Slot"] == "whole window"}
    assert (whole["AI-SEC-05"], whole["AI-SEC-03"]) == ("on track", "gap")
    index = {row["ID"]: row for row in rows(opened["Evidence index"])}
    held = {row["id"]: row for row in on("evidence", "list", "--json").json}
    assert list(index) == list(held)
    assert {name: row["SHA-256"] for name, row in index.items()} == {name: row["sha256"] for name, row in held.items()}
    assert index["EV-1"]["Controls"] == "AI-CONF-01"


def prove(on, desk_root: Path) -> None:
    """And the vault is proven: whole, then with one bit turned over, then whole again."""
    assert on("evidence", "verify").code == 0
    sha = on("evidence", "show", "EV-3", "--json").json["sha256"]
    blob = vault.blob(DeskPaths(desk_root), sha)
    data = blob.read_bytes()
    blob.chmod(0o600)
    blob.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    broken = on("evidence", "verify")
    assert broken.code == 5
    assert "AI-SEC-05" in broken.out + broken.err
    blob.write_bytes(data)
    assert on("evidence", "verify").code == 0
    assert on("log", "verify").code == 0


async def test_a_week_of_evidence(on, desk_root, tmp_path, fake_clock):
    fake_clock.moment = MONDAY
    import_and_file(on, tmp_path)
    fake_clock.advance(days=1)
    await place_by_keys(desk_root)
    fake_clock.advance(days=1)
    see_the_holes(on)
    fake_clock.advance(days=1)
    fill_them(on, tmp_path)
    fake_clock.advance(days=1)
    hand_over(on, tmp_path)
    prove(on, desk_root)
