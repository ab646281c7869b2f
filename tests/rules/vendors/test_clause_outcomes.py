"""What clauses come to for us: green needs every fact, and whatever takes one of them away takes the green away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.vendors.agreements import CLAUSES
from grcdesk.rules.vendors.clause_outcomes import clause_outcomes
from grcdesk.rules.vendors.file import judge
from grcdesk.schemas.vendors.file import ProjectRow, Use, VendorFile
from grcdesk.schemas.vendors.vendors import VendorPolicy
from grcdesk.terms.vendors import Clause, ClauseAnswer, PaperOutcome, Training
from reports import vendor_records as records

TODAY = date(2026, 11, 21)
SIGNED = date(2026, 2, 1)
NUMBERS = (Clause.RETENTION, Clause.SUBPROCESSOR_NOTICE, Clause.BREACH_NOTICE, Clause.DELETION)
ALL = tuple(
    records.clause(
        name,
        amount=30 if name in NUMBERS else None,
        carve_outs="legal hold",
        value="EU",
        dated=SIGNED if name is Clause.TRANSFER_ASSESSMENT else None,
    )
    for name in Clause
)
GOOD = records.agreement(clauses=ALL, signed_by_us=SIGNED, signed_by_them=SIGNED, effective=SIGNED)
USE = Use("AIF-1", "Support reply", "large-1", "Scale", "EU", "EU")
OFF = ProjectRow("VEN-1/p1", "support", Training.OFF, "EU", TODAY, "")


def file(agreement=GOOD, **changes):
    detail = records.detail(records.row("VEN-1", "Northlight", region="EU"), first_use=SIGNED)
    kept = () if agreement is None else (agreement,)
    made = VendorFile(detail, VendorPolicy(home_region="EU"), None, agreements=kept, uses=(USE,), projects=(OFF,))
    return replace(made, **changes)


def outcomes(made):
    return {one.clause: (one.outcome, one.why) for one in clause_outcomes(judge(made, TODAY))}


def read(name, **changes):
    return replace(GOOD, clauses=tuple(replace(one, **changes) if one.clause is name else one for one in ALL))


def test_an_agreement_that_says_all_we_ask_meets_it_but_for_numbers_we_set_no_limit_for():
    found = outcomes(file())
    assert set(found) == set(CLAUSES)
    other = {name: said for name, said in found.items() if said[0] is not PaperOutcome.MEETS}
    assert {name: said[0] for name, said in other.items()} == dict.fromkeys(
        (Clause.SUBPROCESSOR_NOTICE, Clause.BREACH_NOTICE), PaperOutcome.NO_RULE
    )
    assert found[Clause.BREACH_NOTICE][1] == "30 hours; we set no limit to hold it against"


@given(st.sampled_from(list(Clause)), st.sampled_from([answer for answer in ClauseAnswer if answer is not answer.YES]))
def test_no_other_answer_than_yes_ever_meets(name, answer):
    assert outcomes(file(read(name, answer=answer)))[name][0] is not PaperOutcome.MEETS


@given(st.sampled_from(list(Clause)), st.integers(0, 1000))
def test_a_yes_with_a_number_meets_only_within_our_own_limit(name, amount):
    told, why = outcomes(file(read(name, amount=amount)))[name]
    if name is Clause.RETENTION:
        assert (told is PaperOutcome.MEETS) is (amount <= VendorPolicy().retention_days), why
    if name is Clause.BREACH_NOTICE:
        assert told is not PaperOutcome.MEETS


TAKEN = {
    "the document is not kept": (replace(GOOD, sha256=""), {}, PaperOutcome.CLAIM_ONLY),
    "the version is not recorded": (
        replace(GOOD, clauses=tuple(replace(one, sha256="") for one in ALL)),
        {},
        PaperOutcome.CLAIM_ONLY,
    ),
    "another version was read": (
        replace(GOOD, clauses=tuple(replace(one, sha256="cd" * 32) for one in ALL)),
        {},
        PaperOutcome.FAILS,
    ),
    "the agreement expired": (replace(GOOD, expires=date(2026, 11, 1)), {}, PaperOutcome.FAILS),
    "nobody read it": (replace(GOOD, clauses=()), {}, PaperOutcome.NOT_READ),
    "the place is not noted": (
        replace(GOOD, clauses=tuple(replace(one, place="") for one in ALL)),
        {},
        PaperOutcome.WEAK,
    ),
}


@pytest.mark.parametrize("what", TAKEN)
def test_what_takes_the_proof_away_takes_the_green_from_every_clause(what):
    agreement, changes, level = TAKEN[what]
    found = outcomes(file(agreement, **changes))
    signed = Clause.SIGNATURES if what == "nobody read it" else None  # both signatures are on record as dates
    assert {outcome for name, (outcome, _) in found.items() if name is not signed} <= {level, PaperOutcome.NO_RULE}
    assert all(why for _, why in found.values())


def test_facts_of_our_own_account_and_use_weigh_more_than_the_paper():
    on = replace(OFF, training=Training.ON, name="sandbox")
    assert outcomes(file(projects=(on,)))[Clause.TRAINING_SETTING][0] is PaperOutcome.FAILS
    assert outcomes(file(projects=()))[Clause.TRAINING_SETTING][0] is PaperOutcome.CLAIM_ONLY
    other = outcomes(file(uses=(replace(USE, plan="Free"),)))[Clause.PLAN]
    assert other[0] is PaperOutcome.FAILS
    assert "plan Free" in other[1]
    away = outcomes(file(read(Clause.REGION_STORAGE, value="US")))
    assert away[Clause.REGION_STORAGE][0] is PaperOutcome.WEAK
    unknown = outcomes(file(policy=VendorPolicy(), uses=()))
    assert unknown[Clause.REGION_STORAGE] == (PaperOutcome.NO_RULE, "no home region is set to hold it against")


def test_the_worst_is_the_outcome_and_nothing_else_is_left_out():
    bare = replace(read(Clause.RETENTION, amount=90), expires=date(2026, 11, 1))
    assert outcomes(file(bare))[Clause.RETENTION] == (
        PaperOutcome.FAILS,
        "the agreement expired on 2026-11-01; 90 days; our rule allows 30",
    )


def test_without_an_agreement_a_provider_has_one_failing_row_and_one_that_left_has_none():
    (only,) = clause_outcomes(judge(file(None), TODAY))
    assert (only.agreement, only.clause, only.outcome) == (None, None, PaperOutcome.FAILS)
    assert only.why == "none is on record"
    gone = records.vendors()[3]
    assert clause_outcomes(gone) == ()


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, PaperOutcome.MEETS),
        ({"signed_by_us": None}, PaperOutcome.FAILS),
        ({"signed_by_them": None}, PaperOutcome.FAILS),
        ({"sha256": ""}, PaperOutcome.CLAIM_ONLY),
        ({"expires": date(2026, 1, 1)}, PaperOutcome.NOT_READ),
    ],
)
def test_signatures_nobody_read_are_borne_out_by_their_days_on_record(changes, outcome):
    unread = tuple(one for one in records.CLAUSES if one.clause is not Clause.SIGNATURES)
    made = records.provider()
    signed = replace(made, agreements=(records.agreement(clauses=unread, **changes),))
    found = {one.clause: one.outcome for one in clause_outcomes(judge(signed, date(2026, 11, 21)))}
    assert found[Clause.SIGNATURES] is outcome


def outcome_of(clause: Clause, **changes: object) -> PaperOutcome:
    """What one clause of the provider's agreement comes to, read so."""
    made = records.provider()
    others = tuple(one for one in records.CLAUSES if one.clause is not clause)
    one = replace(records.clause(clause), **changes)
    file = replace(made, agreements=(records.agreement(clauses=(*others, one)),), uses=(), projects=())
    found = {each.clause: each.outcome for each in clause_outcomes(judge(file, date(2026, 11, 21)))}
    return found[clause]


def test_a_region_that_is_not_named_meets_no_rule():
    assert outcome_of(Clause.REGION_STORAGE, value="") is PaperOutcome.NO_RULE
    assert outcome_of(Clause.REGION_STORAGE, value="EU") is PaperOutcome.MEETS


def test_a_setting_nobody_showed_is_a_claim():
    assert outcome_of(Clause.TRAINING_SETTING) is PaperOutcome.CLAIM_ONLY
