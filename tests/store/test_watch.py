"""What other processes do is told once, apart from one's own; another desk in the place of this one is refused."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest

from grcdesk.errors import Newer, Overtaken, Replaced
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.desk.news import MovedRecord, News
from grcdesk.services.controls import writing
from grcdesk.terms import Status
from helpers.elsewhere import Colleague

MINE = ControlChange(status=Status.IN_PLACE)


@pytest.fixture
def omar(desk_root):
    found = Colleague(desk_root)
    yield found
    found.leaves()


@pytest.mark.slow
def test_what_others_changed_is_told_once_with_who_and_what(desk, omar):
    watch = desk.watch()
    assert watch.look() is None
    omar.does("desk.controls.set(['AI-SEC-01', 'AI-SEC-02'], ControlChange(gap='none'))")
    news = watch.look()
    assert news == News(
        watch.position,
        frozenset({"log", "assessment"}),
        tuple(
            MovedRecord("assessment", one, "", "Omar Haddad", news.moved[0].at) for one in ("AI-SEC-01", "AI-SEC-02")
        ),
    )
    assert watch.look() is None


def test_what_is_done_here_is_no_news(desk):
    watch = desk.watch()
    before = watch.position
    desk.controls.set(["AI-SEC-01"], MINE)
    assert watch.look() is None
    assert watch.position == before + 1


@pytest.mark.slow
def test_a_change_decided_on_what_was_overtaken_is_refused_and_told_to_the_log(desk, omar):
    seen = desk.watch().position
    omar.does("desk.controls.set(['AI-SEC-01'], ControlChange(gap='none'))")
    with desk.as_seen(seen):
        with pytest.raises(
            Overtaken, match=r"AI-SEC-01 changed while you were at it, by Omar Haddad at .* UTC: .*gap"
        ) as told:
            desk.controls.set(["AI-SEC-01", "AI-SEC-02"], MINE)
        desk.controls.set(["AI-SEC-02"], MINE)
    assert [row.status for row in desk.controls.rows(["AI-SEC-01", "AI-SEC-02"])] == [
        Status.NOT_ASSESSED,
        Status.IN_PLACE,
    ]
    with desk.as_seen(told.value.position):
        desk.controls.set(["AI-SEC-01"], MINE)
    assert [entry.outcome for entry in desk.log.list(action="control.set", limit=4)].count("denied") == 1
    assert desk.log.verify().clean


@pytest.mark.slow
def test_a_whole_import_elsewhere_is_told_with_every_kind(desk, omar, monkeypatch):
    monkeypatch.setattr("grcdesk.store.sharing.watch._MOST", 3)
    watch = desk.watch()
    omar.does("desk.vendors.add('Northlight', VendorFacts(tier=Tier.LOW))")
    omar.does("desk.controls.set(desk.controls.keys(), ControlChange(gap='none'))")
    news = watch.look()
    assert news.kinds >= {"vendor", "assessment", "log"}
    assert len(news.moved) == 3


def put_in_place(root, tmp_path):
    """Another desk under the same path, as a restore or a careless copy puts it there."""
    aside = tmp_path / "aside"
    root.rename(aside)
    shutil.copytree(aside, root)


@pytest.mark.parametrize(
    "act", [lambda desk: desk.controls.list(), lambda desk: desk.controls.set(["AI-SEC-01"], MINE)]
)
def test_a_command_that_runs_long_neither_reads_nor_writes_another_desk(desk, desk_root, tmp_path, act):
    watch = desk.watch()
    put_in_place(desk_root, tmp_path)
    with pytest.raises(Replaced, match="another file than the one that was opened") as told:
        act(desk)
    assert told.value.exit_code == 3
    with pytest.raises(Replaced):
        watch.look()
    with closing(sqlite3.connect(desk_root / "desk.db")) as connection:
        assert connection.execute("SELECT count(*) FROM assessment WHERE status = 'in_place'").fetchone() == (0,)


def test_a_desk_that_changes_places_during_a_command_is_not_acknowledged(desk, desk_root, tmp_path, monkeypatch):
    real = writing.apply

    def slow(*what):
        if desk_root.exists() and not (tmp_path / "aside").exists():
            put_in_place(desk_root, tmp_path)
        return real(*what)

    monkeypatch.setattr(writing, "apply", slow)
    with pytest.raises(Replaced):
        desk.controls.set(["AI-SEC-01"], MINE)


def test_a_desk_written_over_in_its_own_file_is_noticed(desk, desk_root, tmp_path):
    desk.controls.set(["AI-SEC-01"], MINE)
    watch = desk.watch()
    with closing(sqlite3.connect(desk_root / "desk.db")) as live, closing(sqlite3.connect(tmp_path / "old.db")) as old:
        live.backup(old)
        old.execute("DROP TRIGGER IF EXISTS log_no_delete")
        for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            old.execute(f'DROP TRIGGER "{name}"')
        old.execute("DELETE FROM log WHERE seq = (SELECT max(seq) FROM log)")
        old.commit()
        old.backup(live)
    with pytest.raises(Replaced, match="the log does not go on from entry"):
        watch.look()


def test_a_desk_that_is_closed_is_let_go_of_by_who_watches_it(desk):
    watch = desk.watch()
    desk.close()
    assert watch.closed


def test_a_desk_that_a_newer_program_has_brought_along_is_written_to_no_more(desk, desk_root):
    watch = desk.watch()
    with closing(sqlite3.connect(desk_root / "desk.db")) as other:
        other.execute("PRAGMA user_version=999")
    with pytest.raises(Newer, match="shape 999"):
        watch.look()
    with pytest.raises(Newer, match="shape 999"):
        desk.controls.set(["AI-SEC-01"], MINE)
    assert desk.controls.show("AI-SEC-01").row.status is Status.NOT_ASSESSED
