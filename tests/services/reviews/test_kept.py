"""What a review rests on lies in the vault by its hash: lists, rosters, decisions, frozen rows; and no column else."""

from __future__ import annotations

import hashlib
import json

import pytest

from grcdesk.errors import Refused
from grcdesk.schemas.reviews.reviews import ListFacts, Ruling
from grcdesk.store import vault
from grcdesk.terms import BlobState
from grcdesk.terms.reviews import Decision, KeptKind
from helpers import review_story as story

S = story.SYSTEM
PLANTED = "Please forget my illness"


def content(desk, one) -> bytes:
    return vault.blob(desk.paths, one.sha256).read_bytes()


def test_a_list_whose_columns_are_all_known_is_kept_as_it_came(told, files):
    by_what = {one.what: one for one in told.reviews.show("AR-1").files}
    assert content(told, by_what[KeptKind.DECISIONS]) == files["decisions"].read_bytes()
    listed = told.reviews.show("AR-1").systems[0].population
    (one,) = listed.kept
    assert (one.what, one.sha256, one.source_sha256) == (KeptKind.LIST, listed.sha256, listed.sha256)
    assert content(told, one) == files["population"].read_bytes()
    assert told.vault.verify().clean
    assert told.log.verify().clean


def test_of_a_list_with_other_columns_its_rows_are_kept_and_nothing_else(opened, tmp_path):
    file = story.small(tmp_path, f"ada,writer,{PLANTED},{PLANTED}", header="account_id,role,comment,home phone")
    opened.accounts.load("AR-1", S, file, ListFacts("2026-06-30"))
    listed = opened.reviews.show("AR-1").systems[0].population
    (one,) = listed.kept
    head, row = [json.loads(line) for line in content(opened, one).splitlines()]
    assert (one.what, one.source_sha256) == (KeptKind.ROWS, listed.sha256)
    assert (head["sha256"], head["left_out"]) == (listed.sha256, ["home phone", "comment"])
    assert (row["account"], row["role"]) == ("ada", "writer")
    stored = [path for path in opened.paths.root.rglob("*") if path.is_file() and PLANTED.encode() in path.read_bytes()]
    assert stored == []


@pytest.mark.slow(keep=3)
@pytest.mark.parametrize("column", ["account_id", "person", "email", "role", "status", "last_used", "admin", "active"])
def test_of_a_list_whose_known_columns_hold_text_its_rows_are_kept_without_it(opened, tmp_path, column):
    header = ("account_id", "person", "email", "role", "status", "last_used", "admin", "active")
    ordinary = ("ada", "Ada Okafor", "ada@acme.example", "Organization Owner", "Active", "2026-06-01", "no", "yes")
    spoilt = [
        PLANTED if name == column else text.replace("ada", "ben") for name, text in zip(header, ordinary, strict=True)
    ]
    file = story.small(tmp_path, ",".join(ordinary), ",".join(spoilt), header=",".join(header))
    opened.accounts.load("AR-1", S, file, ListFacts("2026-06-30"))
    (one,) = opened.reviews.show("AR-1").systems[0].population.kept
    assert one.what == KeptKind.ROWS
    rows = opened.accounts.rows(opened.accounts.keys("AR-1"))
    assert [row.account for row in rows] == (["ada"] if column == "account_id" else ["ada", "ben"])
    assert rows[0].role == "Organization Owner"
    assert all(row.active for row in rows)
    stored = [path for path in opened.paths.root.rglob("*") if path.is_file() and PLANTED.encode() in path.read_bytes()]
    assert stored == []


def test_of_decisions_with_other_columns_neither_their_text_nor_their_heading_is_kept(told, tmp_path):
    account = told.accounts.rows(told.accounts.keys("AR-1"))[0].account
    line = f"{account},{S},Lin Chen,keep,2026-07-02,it is needed,,,{PLANTED}"
    file = story.small(tmp_path, line, header=",".join((*story.DECISIONS, f"{PLANTED} today")))
    told.accounts.decide_file("AR-1", file)
    kept = told.reviews.show("AR-1").files[-1]
    assert json.loads(content(told, kept).splitlines()[0])["left_out"] == ["(unnamed)"]
    stored = [path for path in told.paths.root.rglob("*") if path.is_file() and PLANTED.encode() in path.read_bytes()]
    assert stored == []


def test_a_damaged_file_of_a_review_is_found(told):
    (one,) = told.reviews.show("AR-1").systems[0].population.kept
    path = vault.blob(told.paths, one.sha256)
    path.chmod(0o640)
    path.write_bytes(b"x" * one.size)
    (found,) = told.vault.verify().found
    assert (found.state, found.evidence) == (BlobState.MODIFIED, (one.id,))
    assert told.log.verify().broken


def test_it_is_taken_out_by_its_id(told, files, tmp_path):
    (one,) = told.reviews.show("AR-1").systems[0].population.kept
    (tmp_path / "out").mkdir()
    done = told.vault.open(one.id, tmp_path / "out")
    assert done.path.read_bytes() == files["population"].read_bytes()


def test_a_dry_run_and_a_refusal_keep_nothing(opened, files, tmp_path):
    opened.accounts.load("AR-1", S, files["population"], ListFacts("2026-06-30"), dry_run=True)
    wrong = story.small(tmp_path, f"u01,{S},Lin Chen,revoke,2026-07-02,,,", header=",".join(story.DECISIONS))
    opened.accounts.load("AR-1", S, files["population"], ListFacts("2026-06-30"))
    with pytest.raises(Refused):
        opened.accounts.decide_file("AR-1", wrong)
    assert [one.what for one in opened.reviews.show("AR-1").files] == [KeptKind.LIST]
    assert opened.vault.verify().clean


def test_the_same_list_again_changes_nothing_and_with_other_columns_is_a_new_version(opened, tmp_path):
    text = story.small(tmp_path, "lchen,Lin,admin,reader", header="login,name,role,group")
    facts = ListFacts("2026-06-30", "Get-ADUser", puller="Lin Chen")
    opened.accounts.load("AR-1", S, text, facts)
    again = opened.accounts.load("AR-1", S, text, ListFacts("2026-06-30"))
    assert (again.batch, again.warnings, again.sentence) == ("", (), f"{text.name} is the list of {S} already")
    other = opened.accounts.load("AR-1", S, text, ListFacts("2026-06-30", columns={"role": "group"}))
    assert other.sentence.endswith("a new version, read in another way: AL-2 in place of AL-1")
    assert opened.accounts.rows(opened.accounts.keys("AR-1"))[0].role == "reader"
    listed = opened.reviews.show("AR-1").systems[0].population
    assert (listed.id, listed.query, listed.pulled_by) == ("AL-2", "Get-ADUser", "Lin Chen"), (
        "what was told of it stays"
    )
    assert "account = login" in listed.columns, "a told column is added to those that are found"


def test_facts_of_a_signature_hold_no_sentence_and_name_every_file(told, files):
    keep = Ruling(Decision.KEEP, "Lin Chen", reason="kept, it is needed")
    told.accounts.decide("AR-1", [story.MISSING, story.UNDECIDED, *story.SELF], keep)
    told.accounts.prove("AR-1", S, files["last"], ListFacts("2026-07-24"))
    told.reviews.sign("AR-1", name="Mara Roy", role="GRC lead", statement="I have looked at each of them.")
    sign = told.reviews.show("AR-1").sign_offs[0]
    artefact = told.evidence.show(sign.evidence).row
    raw = vault.blob(told.paths, artefact.sha256).read_bytes()
    assert b"looked at each" not in raw
    assert b"kept, it is needed" not in raw
    whole = json.loads(raw)
    facts = whole["facts"]
    assert (whole["from"], whole["about"], whole["performed_on"]) == (
        "access_review",
        "access review AR-1",
        "2026-11-21",
    )
    assert hashlib.sha256(raw).hexdigest() == artefact.sha256
    assert (facts["verdict"], facts["rows"]["sha256"]) == ("signed_with_exceptions", sign.sha256)
    assert facts["signed"] == {"name": "Mara Roy", "on": "2026-11-21", "role": "GRC lead"}
    assert facts["recorded"] == {"by": "Dana Reyes", "at": "2026-11-21T09:00:00.000Z"}
    assert sum(facts["exceptions"].values()) == len(sign.exceptions) == len(facts["exceptions_at"])
    assert facts["decisions"] == {"keep": 39, "modify": 0, "revoke": 2, "undecided": 0}
    assert {one["what"] for one in facts["files"]} == {"list", "decisions", "frozen"}
    lists = [row for row in told.evidence.list() if row.kind.value == "population"]
    assert [(row.controls, row.sha256) for row in lists] == [(("AI-SEC-05",), facts["systems"][0]["list"]["sha256"])]
    told.reviews.reopen("AR-1", reason="a system was left out")
    assert all(row.rejected for row in told.evidence.list())
