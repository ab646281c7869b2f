"""A list given page by page: taken whole, refused whole, and believed where no file can tell."""

from __future__ import annotations

import json

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.reading.whole import chain
from grcdesk.schemas.reviews.reviews import ListFacts, Ruling
from grcdesk.terms.reviews import Decision, Verified
from helpers import review_story as story

S = story.SYSTEM
LATER = ListFacts("2026-11-21")


def pages(folder, *lists, prefix="p", **about):
    paths = []
    for number, names in enumerate(lists, 1):
        data = [{"id": name, "email": f"{name}@acme.example", "role": "reader"} for name in names]
        paths.append(folder / f"{prefix}{number}.json")
        more = number < len(lists)
        paths[-1].write_text(json.dumps({"data": data, "has_more": more} | about), encoding="utf-8")
    return paths


@pytest.fixture
def decided(opened, tmp_path):
    """Three accounts over two pages, of which the third is to go."""
    files = pages(tmp_path, ["ada", "ben"], ["cem"], total=3)
    opened.accounts.load("AR-1", S, files, ListFacts("2026-06-30"))
    opened.accounts.decide("AR-1", ["cem@acme.example"], Ruling(Decision.REVOKE, "Lin Chen", reason="Left"))
    return opened


def shown(desk):
    (row,) = desk.accounts.rows(desk.accounts.keys("AR-1", "account:cem"))
    return row.verified


def newest(desk):
    return desk.reviews.show("AR-1").systems[0].proof


def test_pages_are_one_list_kept_with_the_hash_of_each(decided):
    listed = decided.reviews.show("AR-1").systems[0].population
    assert (listed.accounts, listed.marks, listed.file_name) == (3, (), "p1.json and 1 further page")
    assert len(listed.kept) == 1
    assert any("joined from 2 pages" in told for told in listed.assumed)


def test_all_pages_with_a_total_prove_a_removal_and_one_alone_none(decided, tmp_path):
    first, second = pages(tmp_path, ["ada"], ["ben"], prefix="later", total=2)
    decided.accounts.prove("AR-1", S, first, LATER)
    assert (shown(decided), "a page of a list proves nothing" in newest(decided).doubt) == (None, True)
    decided.accounts.prove("AR-1", S, [second, first], LATER)
    assert (shown(decided), newest(decided).doubt) == (Verified.GONE, "")


@pytest.mark.parametrize(
    ("facts", "verified"),
    [
        (LATER, None),
        (ListFacts("2026-11-21", expected=3), None),
        (ListFacts("2026-11-21", expected=2), Verified.GONE),
        (ListFacts("2026-11-21", completeness="pulled by a script that follows has_more"), Verified.GONE),
    ],
)
def test_pages_without_numbers_prove_it_when_a_person_says_that_they_are_all(decided, tmp_path, facts, verified):
    done = decided.accounts.prove("AR-1", S, pages(tmp_path, ["ada"], ["ben"], prefix="later"), facts)
    assert shown(decided) is verified
    assert any(chain.UNSURE in told for told in done.warnings) is (verified is None)


def test_a_list_with_a_hole_is_refused_and_nothing_is_changed(decided, tmp_path):
    first, _ = pages(tmp_path, ["ada"], ["ben"], prefix="later", total=3)
    before = decided.reviews.show("AR-1")
    third = pages(tmp_path, ["dia"], prefix="other", total=3)[0]
    for files in ([first, third], [first, first]):
        with pytest.raises(BadInput):
            decided.accounts.prove("AR-1", S, files, LATER)
    assert decided.reviews.show("AR-1") == before


def test_a_maker_file_of_the_desk_reads_a_list_without_code(opened, tmp_path):
    opened.paths.makers.mkdir(parents=True, exist_ok=True)
    (opened.paths.makers / "acme.yaml").write_text(
        "format: 1\nmaker: Acme\nwhat: staff\nreads: accounts\nsource: https://example.com/acme\nseen: 2026-11-28\n"
        "signs: {keys: [badge, clearance]}\nrecords: staff.all\n"
        "columns: {account: badge, role: 'clearance[].level', status: standing, mfa: token_held}\n"
        "words:\n  status: {active: [in], inactive: [out]}\n  mfa: {'on': [yes-held], 'off': [no-token]}\n"
        "pages: {more: [staff.rest]}\n",
        encoding="utf-8",
    )
    staff = [
        {"badge": "b1", "clearance": [{"level": "Owner"}], "standing": "in", "token_held": "no-token"},
        {"badge": "b2", "clearance": [{"level": "Reader"}], "standing": "out", "token_held": "yes-held"},
        {"badge": "b3", "clearance": [], "standing": "limbo", "token_held": "yes-held"},
    ]
    file = tmp_path / "staff.json"
    file.write_text(json.dumps({"staff": {"all": staff, "rest": True}}), encoding="utf-8")
    done = opened.accounts.load("AR-1", S, file, ListFacts("2026-06-30"))
    rows = opened.accounts.rows(opened.accounts.keys("AR-1"))
    assert [(one.account, one.role, one.admin, one.active) for one in rows] == [
        ("b1", "Owner", True, True), ("b2", "Reader", False, False), ("b3", "", False, True),
    ]  # fmt: skip
    assert [one.flags for one in rows] == [("no_mfa",), (), ("unknown_status",)]
    told = " ".join(done.warnings)
    assert "read as Acme, staff" in told
    assert "`staff.rest` says that more follow" in told
