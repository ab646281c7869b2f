"""What reads as text in a list of accounts or of people is not kept, and never makes an account look better."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.importers.reviews.accounts import read_accounts
from grcdesk.importers.reviews.columns import shown
from grcdesk.importers.reviews.roster import read_roster
from grcdesk.importers.reviews.texts import TextCells, fits

SAID = "suspended because he told us about his illness"


@pytest.fixture
def read(tmp_path):
    def go(text):
        path = tmp_path / "accounts.csv"
        path.write_text(text)
        return read_accounts(path, columns={})

    return go


def test_ordinary_values_stay_and_the_file_with_them(read):
    found = read(
        "login,name,email,role,status,last_used,manager\n"
        'ada,My Nguyen,ada@acme.example,"Organization Owner, Billing Admin",Active,2026-06-01,Mara Roy\n'
    )
    (one,) = found.accounts
    assert (one.person, one.mail, one.manager) == ("My Nguyen", "ada@acme.example", "Mara Roy")
    assert (one.role, one.admin, one.status, one.last_used) == (
        "Organization Owner, Billing Admin", True, "Active", date(2026, 6, 1),
    )  # fmt: skip
    assert found.raw
    assert not any("read as text" in told for told in found.assumed)


def test_a_status_that_reads_as_text_switches_nobody_off_and_is_counted(read):
    found = read(f"login,role,status,active,disabled\nada,reader,{SAID},{SAID},{SAID}\nben,reader,Suspended,,\n")
    assert [one.active for one in found.accounts] == [True, False]
    assert [one.status for one in found.accounts] == ["(text)", "Suspended"]
    assert "1 status read as text and was not kept: these accounts count as active" in found.assumed
    assert not found.raw


def test_a_role_that_reads_as_text_is_marked_counted_and_still_an_admins_when_it_says_so(read):
    found = read(f"login,role\nada,{SAID}\nben,he is the owner of all our keys\n")
    assert [(one.role, one.admin) for one in found.accounts] == [("(text)", False), ("(text)", True)]
    told = "2 roles read as text and were not kept: nobody knows whether they give special rights"
    assert told in found.assumed


def test_an_account_whose_id_reads_as_text_is_a_row_lost(read):
    found = read(f"login,role\n{SAID},reader\nben,reader\n")
    assert ([one.account for one in found.accounts], found.lost) == (["ben"], 1)
    assert found.skipped == (
        "line 2: its account id reads as text; say which column is the id: --column account=COLUMN",
    )


def test_a_list_of_people_keeps_no_text(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(
        "id,name,email,aliases,manager,end_date,status\n"
        f'{SAID},{SAID},ada@acme.example,"{SAID},ada",{SAID},{SAID},{SAID}\n'
        '2,Lin Chen,lin@acme.example,"lin-chen,lchen",Mara Roy,,\n'
    )
    found = read_roster(path, columns={})
    ada, lin = found.people
    assert (ada.id, ada.name, ada.aliases, ada.manager) == ("ada@acme.example", "", (), "")
    assert ada.left_on is not None, "who may have left is looked at"
    assert (lin.name, lin.aliases, lin.manager) == ("Lin Chen", ("lin-chen", "lchen"), "Mara Roy")
    assert "illness" not in repr(found)
    assert "1 name read as text and was not kept" in " ".join(found.assumed)


def test_headings_are_kept_where_they_are_names():
    given = (
        "Status [READ ONLY]",
        "Recovery Phone [MUST BE IN THE E.164 FORMAT]",
        "role [call me, Bkdfg]",
        SAID,
        "note",
    )
    assert shown(given) == (
        "Status [READ ONLY]", "Recovery Phone [MUST BE IN THE E.164 FORMAT]", "role", "(unnamed)", "note",
    )  # fmt: skip
    assert shown([SAID], told=[SAID]) == (SAID,), "a person may say it"


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("a@acme.example; b@acme.example", True),
        ("please mail ada@acme.example today", False),
        ("", True),
        ("none", True),
    ],
)
def test_mails(text, good):
    assert fits("mail", text) is good


def test_what_is_admitted_is_not_counted():
    seen = TextCells()
    assert (seen.admit("role", "reader"), seen.admit("person", SAID), dict(seen.counts)) == (
        "reader",
        "",
        {"person": 1},
    )
