"""Whatever a person signed, approved, drew, ran or concluded is computed again, and named when it is otherwise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from grcdesk.schemas.reviews.reviews import Ruling
from grcdesk.store import vault
from grcdesk.store.verifying import signatures
from grcdesk.terms.reviews import Decision
from helpers import every_write, population_writes, review_writes, testing_writes
from helpers.desk_attacks import opened


def put_names_to(desk: Any, folder: Path) -> None:
    """A desk on which something of each kind was signed."""
    population_writes.drawn(desk, folder)
    testing_writes.ran(desk, folder)
    review_writes.signed(desk, folder)
    every_write.statement(desk, folder)
    desk.soa.approve(every_write.BY)
    every_write.answered(desk, folder)
    every_write.conclude(desk, folder)


@pytest.fixture
def signed(desk_after):
    return desk_after(put_names_to)


def changed(desk, *statements: str) -> dict[str, str]:
    """What is named after a change that nobody logged."""
    with opened(desk.paths.root) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount, statement
    with desk.store.read() as session:
        return {one.where: one.what for one in signatures.compare(desk.paths, session.connection())}


@pytest.mark.parametrize(
    ("statement", "where", "what"),
    [
        ("UPDATE campaign SET phase = 'open'", "campaign AR-1", "its phase is not what its signatures say"),
        ("UPDATE campaign SET removal_days = 99", "campaign AR-1", "removal_days is not what was signed"),
        ("UPDATE campaign_system SET owner = 'Eve'", "campaign_system AR-1/1", "its owner is not who was signed"),
        ("UPDATE campaign_system SET proof = ''", "campaign_system AR-1/1", "its proof of accounts is not the one"),
        ("UPDATE account_list SET rows = 7", "campaign_system AR-1/1", "of accounts is not the one that was signed"),
        ("UPDATE account SET reason = 'x' WHERE account = 'a'", "account AR-1, Gateway/a", "reason is not what"),
        (
            "UPDATE account SET flags = '[\"orphan\"]' WHERE account = 'a'",
            "account AR-1, Gateway/a",
            "flags is not what",
        ),
        ("UPDATE account SET account = 'c' WHERE account = 'a'", "account AR-1, Gateway/a", "was signed and is gone"),
        ("UPDATE account SET account = 'c' WHERE account = 'a'", "account AR-1, Gateway/c", "is not among the rows"),
        ("UPDATE campaign_system SET name = 'Other'", "campaign AR-1", "its systems are not those that were signed"),
        ("UPDATE sign_off SET keep = 9", "sign_off AR-1/1", "does not count the decisions that were signed"),
        ("UPDATE sign_off SET rows = 9", "sign_off AR-1/1", "does not count the accounts that were signed"),
        ("UPDATE sign_off SET role = 'x'", "sign_off AR-1/1", "does not name who signed, as the file of facts does"),
        ("UPDATE sign_off SET exceptions = '[]'", "sign_off AR-1/1", "does not list the exceptions that its file"),
        ("UPDATE sign_off SET sha256 = 'x'", "sign_off AR-1/1", "do not lie in the vault under the hash"),
        ("UPDATE soa_approval SET frozen = '[]'", "soa_approval", "its rows are not those that were approved"),
        ("UPDATE soa_approval SET applicable = 1", "soa_approval", "does not count the rows that were approved"),
        ("UPDATE sample SET items = '[\"x\"]'", "sample", "its items are not those that were drawn"),
        ("UPDATE test_run SET judged_on = '2026-01-01'", "test_run", "is not the run that its digest names"),
        ("UPDATE vendor_review SET approver = 'Eve'", "vendor_review VR-1", "is not what its file of facts says"),
    ],
)
def test_what_is_no_longer_what_was_signed_is_named(signed, statement, where, what):
    found = changed(signed, statement)
    assert any(place.startswith(where) and what in told for place, told in found.items()), found


def test_nothing_is_named_where_nothing_was_changed_and_erased_texts_are_passed_over(signed):
    assert changed(signed) == {}
    assert changed(signed, "UPDATE account SET reason = '[erased]' WHERE account = 'a'") == {}


def test_a_list_too_long_to_be_kept_is_not_computed_again(signed):
    with signed.store.read() as session:
        facts = json.loads(session.connection().exec_driver_sql("SELECT facts FROM test_run").scalar())
    facts["tests"][0]["undecided_count"] = len(facts["tests"][0]["undecided"]) + 1
    with opened(signed.paths.root) as connection:
        connection.execute("UPDATE test_run SET facts = ?, judged_on = '2026-01-01'", (json.dumps(facts),))
    assert changed(signed) == {}


def test_rows_that_were_erased_are_passed_over_and_rows_that_make_no_sense_are_named(signed):
    row = signed.reviews.show("AR-1").sign_offs[0]
    (kept,) = [one for one in signed.reviews.show("AR-1").files if one.sha256 == row.sha256]
    signed.vault.erase(kept.id, reason="asked for")
    with signed.store.read() as session:
        assert list(signatures.compare(signed.paths, session.connection())) == []
    for content in (b"{", b"[]\n[]\n"):
        found = signatures._content(None, {"id": "AR-1/1"}, content, None)
        assert [one.what for one in found] == ["the rows that were signed cannot be read"]


def test_a_signature_that_was_taken_back_is_held_against_its_rows_alone(signed):
    signed.reviews.reopen("AR-1", reason="a system was left out")
    signed.accounts.decide("AR-1", ["b"], Ruling(Decision.REVOKE, "Omar Haddad", reason="left too"))
    assert changed(signed) == {}


def test_files_of_facts_name_the_place_of_the_log_and_damaged_ones_none(signed):
    with signed.store.read() as session:
        named = {what for what, *_ in signatures.heads(signed.paths, session.connection())}
    assert len(named) == 2
    for row in signed.evidence.list("importer:facts"):
        blob = vault.blob(signed.paths, row.sha256)
        blob.chmod(0o600)
        blob.write_text("{")
    with signed.store.read() as session:
        assert list(signatures.heads(signed.paths, session.connection())) == []
