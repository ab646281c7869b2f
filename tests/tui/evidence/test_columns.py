"""How an artefact is told: what has become of it, the one thing most worth knowing, and all of it."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.terms import EvidenceKind
from grcdesk.tui.evidence.columns import about, behind_cell, state, strip_text
from grcdesk.tui.evidence.placing_list import Inbox
from grcdesk.tui.kit.looks import Glyphs

GLYPHS = Glyphs(ascii=True)


@pytest.fixture
def kept(desk, tmp_path):
    """An artefact that is kept, behind no control yet."""
    file = tmp_path / "rotation.csv"
    file.write_text("key,rotated\nprod,2026-09-28\n")
    facts = Artefact(EvidenceKind.LOG_EXPORT, "Rotation of keys", date(2026, 9, 30), source="Key vault")
    return desk.evidence.add(file, facts).changed[0]


def second(desk, name: str) -> str:
    found = desk.evidence.show(name)
    return strip_text(found.row, found).plain.splitlines()[1].rstrip()


def word(desk, name: str) -> str:
    return state(desk.evidence.show(name).row, GLYPHS).text.partition(" ")[2]


def test_what_waits_says_where_it_may_go_or_that_nobody_knows(desk, kept):
    assert word(desk, kept) == "unplaced"
    found = desk.evidence.show(kept)
    told = second(desk, kept)
    if found.suggestions:
        assert told.startswith("enter places it: ")
        assert behind_cell(found.row, found.suggestions).text.endswith("?")
    else:
        assert told == "no suggestion: m chooses the control"


def test_what_is_placed_says_what_it_lacks_or_where_it_is_from(desk, kept):
    control = desk.controls.keys()[0]
    desk.evidence.place([kept], controls=[control])
    found = desk.evidence.show(kept)
    assert word(desk, kept) == "placed"
    assert behind_cell(found.row, ()).text == control
    assert second(desk, kept) == ("; ".join(found.lacks) or "Key vault")


def test_the_same_bytes_twice_are_told_of_both(desk, kept, tmp_path):
    control = desk.controls.keys()[0]
    facts = Artefact(EvidenceKind.LOG_EXPORT, "Once more", date(2026, 10, 31), source="Key vault")
    again = desk.evidence.add(tmp_path / "rotation.csv", facts, controls=[control]).changed[0]
    assert f"same bytes as {kept}" in second(desk, again)
    assert any(row.plain.endswith(f"the same bytes as {kept}") for row in about(desk.evidence.show(again), GLYPHS))


def test_what_is_set_aside_says_why_before_all_else(desk, kept):
    desk.evidence.place([kept], controls=desk.controls.keys()[:1])
    desk.evidence.reject(kept, reason="drawn from the wrong tenant")
    assert word(desk, kept) == "set aside"
    assert second(desk, kept) == "set aside: drawn from the wrong tenant"
    assert "Set aside drawn from the wrong tenant" in [row.plain for row in about(desk.evidence.show(kept), GLYPHS)]


def test_a_link_and_an_older_artefact_are_told_apart(desk, kept):
    link = desk.evidence.add(
        "https://ci.example/run/812", Artefact(EvidenceKind.LOG_EXPORT, "Run", date(2026, 10, 31)),
        controls=desk.controls.keys()[:1],
    ).changed[0]  # fmt: skip
    assert word(desk, link) == "link only"
    desk.evidence.supersede(kept, link)
    assert word(desk, kept) == "superseded"
    assert f"Replaced  by {link}" in [row.plain for row in about(desk.evidence.show(kept), GLYPHS)]


def test_nothing_empty_stands_among_the_facts(desk, kept):
    rows = [row.plain for row in about(desk.evidence.show(kept), GLYPHS)]
    assert "Kind      log export" in rows
    assert "Source    Key vault" in rows
    assert not any(row.startswith(("Performed", "Link", "Note", "Valid to", "Replaced")) for row in rows)


def test_the_inbox_asks_of_each_whether_its_suggestion_holds(desk, kept):
    control = desk.controls.keys()[0]
    inbox = Inbox([kept], GLYPHS)
    (one,) = inbox.ask(desk).questions
    assert one.answer == ""
    assert ("placed" in one.refused) is not bool(desk.evidence.show(kept).suggestions)
    desk.evidence.place([kept], controls=[control])
    (one,) = inbox.ask(desk).questions
    assert (one.answer, one.words.endswith(f"behind {control}?")) == ("placed", True)
    assert "no longer waits" in one.refused["placed"]
    desk.evidence.reject(kept, reason="wrong tenant")
    (one,) = inbox.ask(desk).questions
    assert (one.answer, one.note) == ("aside", "wrong tenant")
    assert one.refused == {"placed": "it was set aside: undo that first"}
