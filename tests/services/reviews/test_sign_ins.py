"""Accounts without a second factor, or of a status nobody knows, stand out wherever accounts are shown."""

from __future__ import annotations

import json
from contextlib import closing

import openpyxl
import pytest
from docx import Document

from grcdesk import settings
from grcdesk.errors import Refused
from grcdesk.schemas.registers.tables import TablePlan
from grcdesk.schemas.reviews.reviews import ListFacts, Ruling
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from grcdesk.terms.reviews import Decision, Mfa, Verified
from helpers import review_story as story

S = story.SYSTEM
HEADER = "account_id,name,role,status,mfa_enabled"
ROWS = ("ada,Ada Okafor,reader,active,true", "ben,Ben Weil,reader,active,false", "cem,Cem Roy,reader,limbo,true",
        "dia,Dia Kim,reader,suspended,false")  # fmt: skip


@pytest.fixture
def loaded(opened, tmp_path):
    opened.accounts.load("AR-1", S, story.small(tmp_path, *ROWS, header=HEADER), ListFacts("2026-06-30"))
    return opened


def flags(desk):
    return {one.account: one.flags for one in desk.accounts.rows(desk.accounts.keys("AR-1"))}


def test_they_are_flagged_counted_and_found(loaded):
    assert flags(loaded) == {"ada": (), "ben": ("no_mfa",), "cem": ("unknown_status",), "dia": ()}
    assert loaded.reviews.show("AR-1").flags == {"no_mfa": 1, "unknown_status": 1}
    assert [key.rpartition("/")[2] for key in loaded.accounts.keys("AR-1", "is:no_mfa")] == ["ben"]
    assert loaded.accounts.rows(loaded.accounts.keys("AR-1"))[1].mfa is Mfa.OFF


@pytest.mark.parametrize(("account", "why"), [("ben", "no mfa"), ("cem", "unknown status")])
def test_keeping_one_needs_a_reason(loaded, account, why):
    with pytest.raises(Refused) as caught:
        loaded.accounts.decide("AR-1", [account], Ruling(Decision.KEEP, "Lin Chen"))
    assert why in caught.value.reasons[0]
    loaded.accounts.decide("AR-1", [account], Ruling(Decision.KEEP, "Lin Chen", reason="Behind the gateway"))


def test_memo_and_workbooks_name_them(loaded, tmp_path):
    loaded.accounts.decide("AR-1", ["ben"], Ruling(Decision.KEEP, "Lin Chen", reason="Behind the gateway"))
    loaded.documents.write("access-review-memo", tmp_path / "memo.docx", about="AR-1")
    told = "\n".join(
        cell.text for table in Document(tmp_path / "memo.docx").tables for row in table.rows for cell in row.cells
    )
    assert "no mfa" in told
    loaded.review_files.handout("AR-1", "Lin Chen", tmp_path / "lin.xlsx")
    rows = openpyxl.load_workbook(tmp_path / "lin.xlsx")["Decisions"].iter_rows(values_only=True)
    assert any("no mfa" in row for row in rows)


def test_a_status_nobody_knows_proves_no_removal(loaded, tmp_path):
    loaded.accounts.decide("AR-1", ["ben"], Ruling(Decision.REVOKE, "Lin Chen", reason="Left"))
    later = story.small(tmp_path, ROWS[0], ROWS[1].replace("active", "limbo"), *ROWS[2:], header=HEADER, name="l.csv")
    loaded.accounts.prove("AR-1", S, later, ListFacts("2026-11-21"))
    (row,) = loaded.accounts.rows(loaded.accounts.keys("AR-1", "account:ben"))
    assert row.verified is Verified.STILL_PRESENT


def test_roles_that_the_desk_counts_as_those_of_admins(opened, tmp_path):
    opened.paths.settings.write_text('name = "Dana"\nadmin_roles = ["Key holder", "Ops lead"]\n', encoding="utf-8")
    assert settings.load(opened.paths).settings.admin_roles == "Key holder; Ops lead"
    with closing(open_desk(opened.paths, via=Via.CLI)) as desk:
        file = story.small(tmp_path, "ada,Key holder", "ben,reader", header="account_id,role")
        done = desk.accounts.load("AR-1", S, file, ListFacts("2026-06-30"))
        assert [one.admin for one in desk.accounts.rows(desk.accounts.keys("AR-1"))] == [True, False]
    assert "counted as admins too, by the settings: Key holder, Ops lead" in json.dumps(done.warnings)


@pytest.mark.parametrize(
    ("header", "row", "lacking"),
    [
        ("account_id", "ada", {"last used", "rights", "switched off", "second factor"}),
        ("account_id,role,status", "ada,reader,active", {"last used", "second factor"}),
        ("account_id,is_admin,mfa,enabled", "ada,false,true,true", {"last used"}),
        ("account_id,role,mfa,last_login,locked", "ada,reader,true,never,false", {"switched off"}),
        ("account_id,role,mfa,last_login,disabled", "ada,reader,true,never,false", set()),
    ],
)
def test_what_a_list_does_not_tell_is_said(opened, tmp_path, header, row, lacking):
    done = opened.accounts.load("AR-1", S, story.small(tmp_path, row, header=header), ListFacts("2026-06-30"))
    told = [one for one in done.warnings if one.startswith("the list does not tell")]
    words = ("last used", "rights", "switched off", "second factor")
    assert {word for word in words if any(word in one for one in told)} == lacking
    assert len(told) == len(lacking)


def test_a_status_nobody_knows_is_told_once_and_remembered(opened, tmp_path):
    file = story.small(tmp_path, "ada,limbo", "ben,active", header="account_id,status")
    done = opened.accounts.load("AR-1", S, file, ListFacts("2026-06-30"))
    assert any("--word status:limbo=inactive" in told for told in done.warnings)
    words = TablePlan(words={"status": {"limbo": "inactive"}})
    opened.accounts.load("AR-1", S, file, ListFacts("2026-06-30", table=words))
    rows = opened.accounts.rows(opened.accounts.keys("AR-1"))
    assert [(one.active, one.flags) for one in rows] == [(False, ()), (True, ())]
    later = story.small(tmp_path, "ada,limbo", "cem,limbo", header="account_id,status", name="later.csv")
    opened.accounts.load("AR-1", S, later, ListFacts("2026-07-01"))
    assert [one.active for one in opened.accounts.rows(opened.accounts.keys("AR-1"))] == [False, False]
