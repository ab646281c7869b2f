"""What a dry run says would change is what the log says has changed, once it is done."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.models.base import table_of
from grcdesk.models.tables import LOGGED
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.soa.soa import SoaChange
from grcdesk.store.running import differences as told_of
from grcdesk.terms import EvidenceKind, Scope, Status
from grcdesk.terms.soa import Implementation

IDS = ["AI-SEC-01", "AI-SEC-02", "AI-SEC-03"]


def moves(outcome) -> dict[str, list[tuple[str, str, str, bool]]]:
    return {one.id: [(m.field, m.before, m.after, m.overwrites) for m in one.moves] for one in outcome.differences}


def test_old_and_new_in_words_and_what_gives_way(desk):
    desk.controls.set(IDS[:1], ControlChange(status=Status.MISSING, owner="Max Roy"))
    desk.controls.set(IDS[2:], ControlChange(status=Status.PARTIAL))
    change = ControlChange(status=Status.PARTIAL, note="by word of mouth")
    found = desk.controls.set(IDS, change, dry_run=True)
    note = ("note", "", "by word of mouth", False)
    assert moves(found) == {
        "AI-SEC-01": [("status", "missing", "partial", True), note],
        "AI-SEC-02": [("status", "not assessed", "partial", False), note],
        "AI-SEC-03": [note],
    }
    assert [one.title for one in found.differences] == [desk.controls.show(name).row.title for name in IDS]
    assert desk.controls.set(IDS, change).differences == (), "what is done is told by the log"
    assert moves(desk.controls.set(IDS, change, dry_run=True)) == {name: [] for name in IDS}


def test_what_is_taken_away_gives_way(desk):
    desk.controls.set(IDS[:1], ControlChange(owner="Max Roy", due=date(2027, 1, 1), grace_days=0))
    change = ControlChange(owner="", due=None, grace_days=5)
    found = desk.controls.set(IDS[:2], change, dry_run=True)
    assert sorted(moves(found)["AI-SEC-01"]) == [
        ("due", "2027-01-01", "", True),
        ("grace days", "0", "5", True),
        ("owner", "Max Roy", "", True),
    ]
    assert moves(found)["AI-SEC-02"] == [("grace days", "", "5", False)]


def test_rows_that_come_are_told_of_the_record_they_belong_to(desk):
    due = date(2027, 1, 1)
    found = desk.actions.add(IDS[:2], "Mend it", owner="Lee Chen", due=due, dry_run=True)
    assert moves(found) == {name: [("action", "", "Mend it, Lee Chen, 2027-01-01", False)] for name in IDS[:2]}
    for number in (1, 2):
        desk.evidence.add(f"https://a.example/{number}", Artefact(EvidenceKind.EXPORT, "", date(2026, 11, 1)))
    desk.evidence.place(["EV-1"], controls=IDS[:1])
    found = desk.evidence.link(["EV-1", "EV-2"], controls=IDS[:1], dry_run=True)
    assert moves(found) == {"EV-1": [], "EV-2": [("control", "", "AI-SEC-01", False)]}
    found = desk.evidence.unlink(["EV-1", "EV-2"], controls=IDS[:1], dry_run=True)
    assert moves(found) == {"EV-1": [("control", "AI-SEC-01", "", True)], "EV-2": []}
    found = desk.scope.override(IDS[:1], Scope.OUT, reason="Not ours", dry_run=True)
    assert [(field.split()[-1], after) for field, _, after, _ in moves(found)["AI-SEC-01"]][:1] == [
        ("decided", "out of scope")
    ]


def test_the_first_word_on_a_row_of_the_statement_is_told_field_by_field(desk):
    change = SoaChange(owner="Max Roy", implemented=Implementation.PARTLY)
    first = desk.soa.page().rows[0].item
    found = moves(desk.soa.set([first], change, dry_run=True))[first]
    assert sorted(found) == [("implemented", "", "partly", False), ("owner", "", "Max Roy", False)]
    desk.soa.set([first], SoaChange(owner="Lin Chen"))
    found = moves(desk.soa.set([first], change, dry_run=True))[first]
    assert ("owner", "Lin Chen", "Max Roy", True) in found


def test_who_and_when_is_shown_where_nothing_else_would_move(desk):
    change = ControlChange(status=Status.PARTIAL)
    found = desk.controls.set(IDS[:1], change, dry_run=True)
    assert [field for field, *_ in moves(found)["AI-SEC-01"]] == ["status"], "not who assessed it, nor the version"


def test_a_dry_run_names_the_records_it_was_given_and_nothing_is_left_of_it(desk):
    before = desk.log.list()
    desk.controls.set(IDS, ControlChange(owner="Lee Chen"), dry_run=True)
    assert desk.log.list() == before
    assert {row.owner for row in desk.controls.rows(IDS)} == {""}


@pytest.mark.parametrize("names", [told_of.COUNTERS, told_of.FOLLOWERS], ids=["counters", "followers"])
def test_every_column_that_is_passed_over_is_one(names):
    known = {column.name for model in LOGGED.values() for column in table_of(model).columns}
    assert names <= known
    assert set(told_of.KINDS) | told_of.SHADOWS | told_of.ITSELF <= set(LOGGED)
