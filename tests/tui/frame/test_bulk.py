"""Marked rows: every action on them asks once, shows old and new, writes in one step and is taken back by one key."""

from __future__ import annotations

import ast
import re
import shutil
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual import events

import grcdesk
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.requests.requests import RequestFacts
from grcdesk.schemas.reviews.reviews import Ruling
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import EvidenceKind, Via
from grcdesk.terms.requests import RequestStatus
from grcdesk.terms.reviews import Decision
from grcdesk.tui.actions.effects.marks import FOR_ALL, FOR_NONE, FOR_ONE, HANDED_ON
from grcdesk.tui.actions.registry import at
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs import base
from grcdesk.tui.dialogs.difference import DifferencePreview
from grcdesk.tui.dialogs.pick import Pick
from grcdesk.tui.frame.checklists.answer_list import AnswerList
from grcdesk.tui.widgets.table import Table
from helpers.parsed import modules, nodes
from helpers.table_digests import log_size
from helpers.three_of_each import stand

TUI = Path(grcdesk.__file__).parent / "tui"
Hand = Callable[..., Awaitable[None]]
SHOWN = Artefact(EvidenceKind.EXPORT, "A list", date(2026, 11, 1), source="Repository")


def keys(*pressed: str, **filled: str) -> Hand:
    """Press these, then fill the form that stands there, if values are given."""

    async def go(person) -> None:
        await person.keys(*pressed)
        if filled:
            await person.fill(**filled)

    return go


async def choose(person) -> None:
    await person.keys("m")
    await person.type("ai-sec-01")
    await person.keys("enter")


HANDS: dict[str, Hand] = {
    "controls.status": keys("s", "p"),
    "controls.owner": keys("o", owner="Lee Chen"),
    "controls.due": keys("d", due="2027-03-01"),
    "controls.note": keys("n", gap="Nobody keeps it"),
    "controls.edit": keys("e", systems="Gateway"),
    "controls.attach": keys("a", source="https://a.example/1", kind="report", as_of="2026-11-01"),
    "controls.action": keys("p", title="Mend it", owner="Lee Chen", due="2027-03-01"),
    "controls.risk": keys("r", reason="Small", approver="Max Roy", expires="2027-03-01"),
    "controls.tailor": keys("t", owner_role="Platform lead", reason="We have no officer"),
    "controls.override": keys("z", decided="out", reason="Not ours"),
    "evidence.choose": choose,
    "evidence.aside": keys("s", reason="No date on it"),
    "vendors.edit": keys("e", owner="Lee Chen"),
    "vendors.tier": keys("t", criticality="high"),
    "vendors.dates": keys("d", last_review="2026-10-01"),
    "features.derive": keys("m"),
    "features.confirm": keys("c"),
    "findings.owner": keys("o", owner="Lee Chen"),
    "requests.status": keys("s", "g"),
    "requests.owner": keys("o", owner="Lee Chen"),
    "requests.due": keys("d", due="2027-03-01"),
    "requests.submit": keys("c", response="In the portal"),
    "requests.told": keys("t", "r", told_by="Kim Otis"),
    "deviations.confirm": keys("c", by="Dana Reyes", note="Hotfixes"),
    "deviations.none": keys("z", by="Dana Reyes", second="Lin Chen", note="Emergency path"),
    "soa.reasons": keys("t", reasons="risk"),
    "soa.implemented": keys("s", "p"),
    "soa.owner": keys("o", owner="Lee Chen"),
    "soa.leave_out": keys("z", exclusion="No premises"),
    "soa.edit": keys("e", measures="Two people"),
    "review.keep": keys("y"),
    "review.revoke": keys("n", reason="Left"),
    "review.modify": keys("m", reason="Reader is enough"),
    "review.open_again": keys("z"),
}
"""How each action is answered; one that takes marks and is not here fails the walk."""


async def on_list(person, place: str) -> Table:
    """The list of a place, in front."""
    if place == "review":
        person.app.show_review("AR-1")
        await person.settle()
    else:
        await person.go(place)
    return person.app.screen.query_one(Table)


def stored(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of what people record, but for counters of changes, which only rise."""
    with closing(sqlite3.connect(database)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for name in names:
            if name in {"log", "private_text", "reader_mark"} or name.startswith("sqlite_"):
                continue
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
            kept = ", ".join(f'"{column}"' for column in columns if column != "version")
            found[name] = sorted(connection.execute(f'SELECT {kept} FROM "{name}"').fetchall(), key=repr)  # noqa: S608
    return found


def batches(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT batch FROM log WHERE changes ORDER BY seq").fetchall()
    return list(dict.fromkeys(batch for (batch,) in rows))


@pytest.fixture
def three(_grown, tmp_path) -> GrcdeskApp:
    return GrcdeskApp(DeskPaths(Path(shutil.copytree(_grown(stand), tmp_path / "desk"))))


def marking() -> set[str]:
    """Places whose list can be marked, as the code has them."""
    found = set()
    for path in modules(TUI):
        for node in nodes(path):
            if isinstance(node, ast.ClassDef):
                text = ast.unparse(node)
                places = [
                    part.value.value
                    for part in node.body
                    if isinstance(part, ast.Assign) and ast.unparse(part.targets[0]) == "PLACE"
                ]
                if places and ("MARKS = True" in text or "marks=True" in text):
                    found.add(str(places[0]))
    return found


@pytest.mark.slow
def test_every_action_of_a_list_with_marks_says_what_it_does_with_them() -> None:
    places = marking()
    assert {"controls", "evidence", "review", "soa"} <= places
    own = {action.id for place in places for action in at(place) if not action.call.startswith("screen.audit_tab")}
    assert own == FOR_ALL | FOR_ONE | FOR_NONE
    assert not FOR_ALL & FOR_ONE | FOR_ALL & FOR_NONE | FOR_ONE & FOR_NONE
    assert set(HANDS) == FOR_ALL - HANDED_ON, "each action for marked rows has its walk below"


FIRST: dict[str, Callable[[Any], object]] = {
    "features.confirm": lambda desk: desk.features.derive(),
    "requests.told": lambda desk: desk.requests.submit(["REQ-1", "REQ-2", "REQ-3"], response="In the portal"),
    "review.open_again": lambda desk: desk.accounts.decide(
        "AR-1", desk.accounts.keys("AR-1")[-3:], Ruling(Decision.REVOKE, reason="Left")
    ),
}
"""What must have happened for an action to change something."""
FILTERS = {"evidence": "is:unplaced"}
ENDS = {"review.open_again"}
"""Actions that are for the last rows of the list."""


@pytest.mark.slow(keep=0)
@pytest.mark.parametrize("place", sorted({name.partition(".")[0] for name in HANDS}))
async def test_one_question_one_change_one_undo(three, drive, place) -> None:
    async with drive(three) as person:
        table = await on_list(person, place)
        if place in FILTERS:
            three.screen.show_filtered(FILTERS[place])
            await person.settle()
        for name in (name for name in HANDS if name.startswith(f"{place}.")):
            await walked(person, table, name)


async def walked(person, table: Table, name: str) -> None:
    app, database = person.app, person.app.paths.database
    if name in FIRST:
        FIRST[name](app.desk)
        await person.settle()
    table.cursor = len(table.pages) - 3 if name in ENDS else 0
    before, earlier = stored(database), batches(database)
    await person.keys("space", "space", "space")
    assert "3 marked" in person.text, name
    meant = set(table.marks.keys)
    await HANDS[name](person)
    assert isinstance(app.screen, DifferencePreview), (name, person.text, person.told)
    told = app.screen._told.differences
    assert {one.id for one in told} == meant, name
    assert all(one.moves for one in told), name
    assert stored(database) == before, f"{name}: nothing is written before it is agreed"
    await person.keys("y")
    assert len(batches(database)) == len(earlier) + 1, (name, person.told)
    assert stored(database) != before, name
    assert any(re.search(r"\b3 [a-z]+", told) for told in person.told[-2:]), (name, person.told[-2:])
    assert not table.marks.keys, f"{name}: marks are used up"
    assert person.told[-1].count("; 3 unmarked") or person.told[-2].count("; 3 unmarked"), (name, person.told[-2:])
    assert " marked" not in person.text, name
    await person.keys("u")
    assert stored(database) == before, f"{name}: one undo takes all of it back"


@pytest.mark.slow
async def test_esc_writes_nothing_and_the_marks_stay(app, drive) -> None:
    async with drive(app) as person:
        table = await on_list(person, "controls")
        await person.keys("space", "space")
        size = log_size(app.paths.database)
        await HANDS["controls.owner"](person)
        await person.keys("escape")
        assert log_size(app.paths.database) == size
        assert len(table.marks.keys) == 2


@pytest.mark.slow
async def test_hidden_marks_are_counted_and_asked_about(app, drive) -> None:
    async with drive(app) as person:
        table = await on_list(person, "controls")
        await person.keys("space", "space", "G", "space")
        last = table.key
        app.screen.show_filtered(f"id:{last}")
        await person.settle()
        assert "3 marked, 2 hidden" in person.text
        await person.keys("s")
        assert isinstance(app.screen, Pick)
        assert "all 3, the hidden ones too: AI-SEC-01 and AI-SEC-02" in person.text
        await person.keys("escape")
        assert len(table.marks.keys) == 3, "nothing is decided yet"
        await person.keys("s", "s", "p")
        assert app.desk.controls.keys("status:partial") == [last], "only the one shown"
        assert not table.marks.keys


@pytest.mark.slow
async def test_where_only_hidden_rows_are_marked_the_cursor_is_no_answer(app, drive) -> None:
    async with drive(app) as person:
        table = await on_list(person, "controls")
        await person.keys("space", "space")
        app.screen.show_filtered("id:AI-PI-01")
        await person.settle()
        await person.keys("o")
        assert "2 marked, 2 hidden by the filter" in person.text
        assert "only the" not in person.text
        await person.keys("d")
        assert not table.marks.keys
        assert app.screen.PLACE == "controls", "nothing was done"
        app.screen.show_filtered("")
        await person.settle()
        await person.keys("g", "space", "space")
        app.screen.show_filtered("id:AI-PI-01")
        await person.settle()
        await person.keys("s", "a", "p")
        assert "status of 2 controls" in person.text
        await person.keys("y")
        assert app.desk.controls.keys("status:partial") == ["AI-SEC-01", "AI-SEC-02"]


@pytest.mark.slow
async def test_what_is_for_one_record_says_so_while_others_are_marked(app, drive) -> None:
    async with drive(app) as person:
        await on_list(person, "controls")
        await person.keys("space", "space", "f")
        assert "finding is for one at a time, and 2 rows marked" in person.told[-1]
        assert app.screen.PLACE == "controls"
        await person.keys("escape", "space", "f")
        assert "for one at a time, and 1 row marked" in person.told[-1], "another one than that under the cursor"
        told = len(person.told)
        await person.keys("k", "f")
        assert not any("for one at a time" in one for one in person.told[told:])


@pytest.mark.slow
async def test_from_the_palette_it_is_the_same(app, drive) -> None:
    async with drive(app) as person:
        table = await on_list(person, "controls")
        await person.keys("space", "space", ":")
        await person.type("raise a finding from its")
        await person.keys("enter")
        assert "finding is for one at a time, and 2 rows marked" in person.told[-1]
        app.screen.show_filtered("id:AI-PI-01")
        await person.settle()
        await person.keys(":")
        await person.type("set the owner")
        await person.keys("enter")
        assert "2 marked, 2 hidden by the filter" in person.text
        await person.keys("escape")
        assert len(table.marks.keys) == 2


async def test_where_nothing_is_done_to_several_marking_says_so(app, drive) -> None:
    async with drive(app) as person:
        for key in ("space", "V", "asterisk"):
            await person.keys("8", key)
            assert "rows are not marked here" in person.told[-1]


@pytest.mark.slow
async def test_what_goes_through_rows_one_by_one_keeps_to_the_marked(three, drive) -> None:
    async with drive(three) as person:
        table = await on_list(person, "review")
        await person.keys("j", "space", "j", "space")
        meant = set(table.marks.keys)
        await person.keys("s")
        assert {one.key for one in three.screen.query_one(AnswerList).questions} == meant
        await person.keys("escape", "2", "space", "j", "space", "A")
        assert set(three.screen.among) == {"AI-SEC-01", "AI-SEC-03"}


@pytest.mark.slow
async def test_all_or_nothing_is_said_with_the_reason(app, drive) -> None:
    desk = open_desk(app.paths, via=Via.CLI)
    desk.requests.add(RequestFacts("Show us the list"))
    desk.requests.add(RequestFacts("Show us the other list"))
    desk.requests.submit(["REQ-1"], response="In the portal")
    desk.close()
    async with drive(app) as person:
        table = await on_list(person, "requests")
        await person.keys("asterisk", "c")
        await person.fill(response="Here it is")
        assert not isinstance(app.screen, DifferencePreview)
        assert "All or nothing: none of the 2 requests is changed" in " ".join(person.told)
        assert app.desk.requests.show("REQ-2").row.status is RequestStatus.OPEN
        assert len(table.marks.keys) == 2, "to be looked through, and acted on again"


@pytest.mark.slow
async def test_what_was_shown_is_what_is_written_or_nothing(app, drive) -> None:
    async with drive(app) as person:
        await on_list(person, "controls")
        await person.keys("space", "space", "o")
        await person.fill(owner="Lee Chen")
        assert "2 new" in person.text
        other = open_desk(app.paths, via=Via.CLI)
        other.controls.set(["AI-SEC-02"], ControlChange(owner="Max Roy"))
        await person.keys("y")
        assert any("changed" in told for told in person.told), person.told
        assert [row.owner for row in other.controls.rows(["AI-SEC-01", "AI-SEC-02"])] == ["", "Max Roy"]
        other.close()


@pytest.mark.slow
async def test_marks_of_records_that_are_gone_go_and_those_a_filter_hides_stay(app, drive) -> None:
    async with drive(app) as person:
        app.desk.evidence.add("https://a.example/1", SHOWN)
        app.desk.evidence.add("https://a.example/2", SHOWN)
        table = await on_list(person, "evidence")
        await person.keys("asterisk")
        assert "2 marked" in person.text
        await person.do("log.undo")
        assert set(table.marks.keys) == {"EV-1"}
        app.screen.show_filtered("-is:unplaced")
        await person.settle()
        assert "1 marked, 1 hidden" in person.text


@pytest.mark.slow
@pytest.mark.parametrize("key", ["enter", "y"])
async def test_a_key_of_a_burst_writes_nothing_and_a_later_one_does(app, drive, monkeypatch, key) -> None:
    monkeypatch.setattr(base, "UNSEEN", 60.0)
    async with drive(app) as person:
        await on_list(person, "controls")
        await person.keys("space", "space", "s", "p", key, key)
        assert isinstance(app.screen, DifferencePreview)
        assert "read it first" in person.text
        assert app.desk.controls.keys("status:partial") == []
        monkeypatch.setattr(base, "UNSEEN", 0.0)
        await person.keys(key)
        assert len(app.desk.controls.keys("status:partial")) == 2


async def test_a_key_typed_before_the_preview_was_there_never_confirms_it(app, drive) -> None:
    async with drive(app) as person:
        await on_list(person, "controls")
        await person.keys("space", "space", "s")
        for key in ("p", "y", "y", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await person.settle()
        assert isinstance(app.screen, DifferencePreview)
        assert app.desk.controls.keys("status:partial") == []


async def test_two_accounts_are_decided_by_one_key_and_confirmed_by_another(three, drive, monkeypatch) -> None:
    monkeypatch.setattr(base, "UNSEEN", 60.0)
    async with drive(three) as person:
        table = await on_list(person, "review")
        await person.keys("j", "space", "space", "y", "y")
        assert isinstance(three.screen, DifferencePreview)
        assert len(table.marks.keys) == 2, "not decided yet"
