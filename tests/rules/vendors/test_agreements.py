"""What fails in a data agreement: each thing by its code, on the day it begins to, and never for what is in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.vendors import agreements as rules
from grcdesk.schemas.vendors.file import Level, OpenPoint, Use, VendorFile
from grcdesk.schemas.vendors.vendors import VendorPolicy
from grcdesk.terms.vendors import AgreementKind, Clause, ClauseAnswer, Data, Training
from reports import vendor_records as records

SIGNED = date(2026, 2, 1)
DAY, TODAY = timedelta(days=1), date(2026, 11, 21)
USE = Use("AIF-1", "Support reply", "large-1", "Scale", "EU", "EU")
ALL = tuple(
    records.clause(name, amount=30 if name in rules.UNITS else None, carve_outs="legal hold", value="EU")
    for name in Clause
)
GOOD = records.agreement(clauses=ALL, signed_by_us=SIGNED, signed_by_them=SIGNED, effective=SIGNED)
AWAY = Use("AIF-1", "Support reply", "large-1", "Scale", "US", "EU")


def file(*agreements, **changes: object) -> VendorFile:
    """A model provider used by one feature since the day the agreement was signed."""
    detail = records.detail(records.row("VEN-1", "Northlight", region="EU"), first_use=SIGNED)
    made = VendorFile(detail, VendorPolicy(home_region="EU"), None, agreements=agreements, uses=(USE,))
    return replace(made, **changes)  # type: ignore[arg-type]


def plain(made: VendorFile, *, provider: bool = False, **changes: object) -> VendorFile:
    """The same of another kind of vendor, or with other facts."""
    row = replace(made.detail.row, model_provider=provider)
    return replace(made, detail=replace(made.detail, row=row, **changes))  # type: ignore[arg-type]


def found(made: VendorFile, today: date = TODAY) -> dict[str, OpenPoint]:
    points = rules.points(made, today)
    codes = {one.code: one for one in points}
    assert len(codes) == len(points), "no code twice in these files"
    return codes


def with_clause(name: Clause, **changes: object):
    """The good agreement with one clause read otherwise."""
    return replace(GOOD, clauses=tuple(replace(one, **changes) if one.clause is name else one for one in ALL))


def without(*names: Clause):
    return replace(GOOD, clauses=tuple(one for one in ALL if one.clause not in names))


def test_an_agreement_in_order_has_no_point():
    assert found(file(GOOD)) == {}


@pytest.mark.parametrize(
    ("provider", "data", "needed"),
    [
        (True, Data.NONE, True), (False, Data.CONFIDENTIAL, True), (False, Data.PERSONAL, True),
        (False, Data.SPECIAL, True), (False, Data.INTERNAL, False), (False, Data.NONE, False), (False, None, False),
    ],
)  # fmt: skip
def test_who_needs_an_agreement(provider, data, needed):
    made = plain(file(), provider=provider, data=data)
    assert rules.needs_dpa(made) is needed
    assert list(found(made)) == ["no_dpa"] * needed


@given(st.integers(-5, 5), st.integers(-5, 5))
def test_it_is_in_force_from_the_day_it_binds_to_the_day_before_it_ended(binds, ends):
    one = replace(GOOD, effective=TODAY + binds * DAY, ended=TODAY + ends * DAY)
    assert (rules.in_force(file(one), TODAY) == (one,)) == (binds <= 0 < ends)
    assert (rules.in_force(file(replace(one, ended=None)), TODAY) != ()) == (binds <= 0)
    unsigned = replace(one, effective=None, signed_by_us=None, ended=None)
    assert rules.in_force(file(unsigned), TODAY) == (unsigned,), "not bound by a date is a point, not an absence"


def test_another_kind_of_contract_is_no_data_agreement():
    late = replace(GOOD, id="AGR-2", signed_by_us=SIGNED + DAY)
    for kind in set(AgreementKind) - {AgreementKind.DPA}:
        made = found(file(replace(GOOD, kind=kind)))
        assert made["no_dpa"].why == "none is on record"
        assert "late_dpa" in found(file(replace(GOOD, kind=kind), late)), "nor does it bind in its place"


def test_why_none_is_in_force():
    ended, coming = replace(GOOD, ended=TODAY), replace(GOOD, id="AGR-2", effective=TODAY + DAY)
    assert found(file(ended))["no_dpa"].why == "none is in force: AGR-1 (Scale) ended on 2026-11-21"
    assert found(file(coming))["no_dpa"].why == "none is in force: AGR-2 (Scale) binds from 2026-11-22"
    limited = replace(coming, ended=TODAY + 300 * DAY)
    assert found(file(limited))["no_dpa"].why == "none is in force: AGR-2 (Scale) binds from 2026-11-22"


@pytest.mark.parametrize(("days", "late"), [(-1, False), (0, False), (1, True)])
def test_an_agreement_is_late_from_the_day_after_the_first_use(days, late):
    one = replace(GOOD, signed_by_us=SIGNED + days * DAY)
    points = found(file(one))
    assert list(points) == ["late_dpa"] * late
    if late:
        assert points["late_dpa"].why == (
            "signed 2026-02-02, 1 day after the first production use on 2026-02-01; "
            "it says it is effective since 2026-02-01"
        )


def test_without_an_effective_day_both_signatures_make_it_so():
    one = replace(GOOD, effective=None, signed_by_us=SIGNED, signed_by_them=SIGNED + DAY)
    why = "effective 2026-02-02, 1 day after the first production use on 2026-02-01"
    assert found(file(one))["late_dpa"].why == why


def test_the_first_agreement_that_bound_counts_and_without_the_first_use_nobody_can_tell():
    late = replace(GOOD, id="AGR-2", effective=SIGNED + 30 * DAY)
    assert (
        found(file(late))["late_dpa"].why
        == "effective 2026-03-03, 30 days after the first production use on 2026-02-01"
    )
    assert [one.code for one in rules.points(file(late, GOOD), TODAY) if one.code == "late_dpa"] == []
    unknown = plain(file(late), provider=True, first_use=None)
    assert found(unknown)["first_use"].level is Level.WEAK
    assert found(replace(unknown, uses=())) == {}
    unbound = replace(GOOD, effective=None, signed_by_them=None)
    assert "first_use" not in found(plain(file(unbound), provider=True, first_use=None))


def test_dates_and_signatures():
    unsigned = replace(GOOD, signed_by_us=None, signed_by_them=None)
    assert found(file(unsigned)) == {}, "somebody read the clause that says it is signed"
    bare = replace(without(Clause.SIGNATURES), signed_by_them=None)
    assert found(file(bare))["dpa_unsigned"].why == "no signature of the vendor is on record"
    for half in (bare, replace(without(Clause.SIGNATURES), signed_by_us=None)):
        assert list(found(file(half))) == ["dpa_unsigned", "clause_unread"], "one signature does not stand for both"
    neither = replace(bare, signed_by_us=None)
    assert found(file(neither))["dpa_unsigned"].why == "no signature of us and the vendor is on record"
    assert found(file(without(Clause.SIGNATURES))) == {}, "both signatures are on record"
    assert list(found(file(replace(GOOD, effective=None, signed_by_us=None)))) == ["dpa_undated"]
    assert found(file(replace(GOOD, expires=TODAY))) == {}, "its last day is a day it counts"
    assert found(file(replace(GOOD, expires=TODAY - DAY)))["dpa_expired"].why == "expired on 2026-11-20"
    assert found(file(replace(GOOD, document="", sha256="")))["dpa_unkept"].level is Level.WEAK
    assert found(file(replace(GOOD, document=""))) == found(file(replace(GOOD, sha256=""))) == {}


@pytest.mark.parametrize("name", list(Clause))
def test_each_needed_clause_is_read_and_answered(name):
    needed = rules.CLAUSES[name].needed
    signed = name is Clause.SIGNATURES
    assert list(found(file(without(name)))) == ["clause_unread"] * (needed and not signed)
    for answer in (ClauseAnswer.NO, ClauseAnswer.SILENT):
        points = found(file(with_clause(name, answer=answer, amount=None)))
        assert list(points) == ["clause_missing"] * needed
    partial = found(file(with_clause(name, answer=ClauseAnswer.PARTIAL)))
    assert [(one.code, one.level, one.why) for one in partial.values()] == [
        ("clause_partial", Level.WEAK, "only in part (EU)")
    ]
    bare = found(file(with_clause(name, answer=ClauseAnswer.PARTIAL, value="")))
    assert bare["clause_partial"].why == "only in part"


def test_which_clauses_are_asked_of_whom():
    assert set(rules.CLAUSES) == set(Clause)
    assert {name for name, read in rules.CLAUSES.items() if read.providers} == {
        Clause.ZERO_RETENTION, Clause.TRAINING_CONTRACT, Clause.TRAINING_SETTING, Clause.TRAINING_OPT_IN,
        Clause.REGION_INFERENCE,
    }  # fmt: skip
    assert {name for name, read in rules.CLAUSES.items() if not read.needed} == {
        Clause.ZERO_RETENTION, Clause.TRAINING_SETTING, Clause.TRAINING_OPT_IN, Clause.TRANSFER_TOOL,
        Clause.TRANSFER_ASSESSMENT,
    }  # fmt: skip


@pytest.mark.parametrize("name", [name for name, read in rules.CLAUSES.items() if read.providers])
def test_what_is_asked_of_model_providers_alone(name):
    made = plain(file(without(name)), data=Data.PERSONAL)
    assert found(made) == {}
    assert list(found(plain(file(without(name, Clause.AUDIT_RIGHT)), data=Data.PERSONAL))) == ["clause_unread"]
    assert found(plain(file(with_clause(name, answer=ClauseAnswer.PARTIAL)), data=Data.PERSONAL)) == {}


def test_no_says_why_and_silence_says_so():
    def why(**changes: object) -> str:
        return found(file(with_clause(Clause.AUDIT_RIGHT, **changes)))["clause_missing"].why

    assert why(answer=ClauseAnswer.NO, value="excluded") == "the document says no: excluded"
    assert why(answer=ClauseAnswer.NO, value="") == "the document says no"
    assert why(answer=ClauseAnswer.SILENT, value="excluded") == "the document is silent"


@pytest.mark.parametrize(
    ("name", "code", "level"),
    [
        (Clause.RETENTION, "retention_words", Level.FAILS), (Clause.BREACH_NOTICE, "breach_words", Level.FAILS),
        (Clause.SUBPROCESSOR_NOTICE, "notice_words", Level.WEAK),
    ],
)  # fmt: skip
def test_words_without_a_number_are_no_number(name, code, level):
    points = found(file(with_clause(name, amount=None, value="without undue delay")))
    assert [(one.code, one.level) for one in points.values()] == [(code, level)]
    assert points[code].why.endswith("(without undue delay)")
    assert found(file(with_clause(name, amount=0))) == {}, "nought is a number"


def test_retention_is_held_against_our_own_rule():
    assert found(file(with_clause(Clause.RETENTION, amount=30))) == {}
    assert found(file(with_clause(Clause.RETENTION, amount=31)))["retention"].why == "31 days; our rule allows 30"
    for other in (Clause.BREACH_NOTICE, Clause.SUBPROCESSOR_NOTICE, Clause.DELETION):
        assert found(file(with_clause(other, amount=31))) == {}


def test_zero_retention_is_no_answer_without_plan_and_carve_outs():
    name = Clause.ZERO_RETENTION
    bare = replace(with_clause(name, carve_outs=""), plan="")
    assert found(file(bare))["zero_retention"].why == "claimed without plan and carve-outs being named"
    assert found(file(replace(GOOD, plan="")))["zero_retention"].why == "claimed without plan being named"
    assert (
        found(file(with_clause(name, carve_outs="")))["zero_retention"].why == "claimed without carve-outs being named"
    )
    assert found(file(with_clause(name, carve_outs="", answer=ClauseAnswer.NO))) == {}, "nobody claims it"


def test_a_clause_has_its_place_in_the_version_it_was_read_in():
    assert found(file(with_clause(Clause.DELETION, place="")))["clause_place"].level is Level.WEAK
    for name, answer in ((Clause.ZERO_RETENTION, ClauseAnswer.NO), (Clause.TRANSFER_TOOL, ClauseAnswer.SILENT)):
        assert found(file(with_clause(name, place="", answer=answer))) == {}, "what is not said stands nowhere"
    assert list(found(file(with_clause(Clause.DELETION, sha256="cd" * 32)))) == ["clause_old"]
    assert found(file(with_clause(Clause.DELETION, sha256=""))) == {}
    assert found(file(replace(GOOD, sha256=""))) == {}


def test_a_plan_or_feature_no_agreement_covers_is_named():
    other = replace(GOOD, plan="enterprise; Batch")
    assert found(file(other))["plan_uncovered"].why == "no agreement in force covers its plan Scale"
    assert found(file(replace(other, plan="enterprise; SCALE"))) == {}
    assert found(file(other, replace(GOOD, id="AGR-2"))) == {}
    assert "plan_uncovered" in found(file(replace(GOOD, feature="AIF-2")))
    for feature in ("AIF-1", "Support reply"):
        assert found(file(replace(GOOD, feature=feature))) == {}
    harmless = replace(USE, customer_data=False)
    assert found(file(other, uses=(harmless,))) == {}
    unsaid = plain(file(other, uses=(replace(USE, plan=""),)), provider=True, plan="")
    assert found(unsaid)["plan_uncovered"].why == "no agreement in force covers it: no plan is said"
    named = replace(USE, plan="Batch")
    assert found(file(GOOD, uses=(named,)))["plan_uncovered"].why == "no agreement in force covers its plan Batch"
    assert found(file(replace(GOOD, plan="batch"), uses=(named,))) == {}, "the plan of the use goes before"
    assert list(found(file(replace(GOOD, plan="")))) == ["zero_retention"], "one that names no plan covers all"
    usual_one = found(file(other, uses=(replace(USE, plan=""),)))["plan_uncovered"]
    assert usual_one.why == "no agreement in force covers its plan Scale"
    usual = plain(file(GOOD, uses=(replace(USE, plan=""),)), provider=True, plan="scale")
    assert found(usual) == {}, "the plan of the vendor's own record"


def test_a_project_that_may_train_is_named_whatever_the_contract_says():
    def projects(*training: Training):
        first = records.provider().projects[0]
        return tuple(replace(first, name=f"p{place}", training=one) for place, one in enumerate(training, 1))

    assert found(file(GOOD, projects=projects(Training.OFF, Training.OFF))) == {}
    points = found(file(GOOD, projects=projects(Training.OFF, Training.ON, Training.UNKNOWN)))
    assert points["training_setting"].why == "1 of 3 projects opted out of training; not: p2 (on) and p3 (unknown)"


def test_data_that_leaves_its_home_needs_a_tool_and_a_dated_assessment():
    assessed = with_clause(Clause.TRANSFER_ASSESSMENT, dated=SIGNED)
    assert found(file(assessed, uses=(AWAY,))) == {}
    assert list(found(file(GOOD, uses=(AWAY,)))) == ["transfer_assessment"], "an assessment has its date"
    for answer in (ClauseAnswer.SILENT, ClauseAnswer.NO):
        never = with_clause(Clause.TRANSFER_ASSESSMENT, dated=SIGNED, answer=answer)
        assert list(found(file(never, uses=(AWAY,)))) == ["transfer_assessment"]
        silent = replace(with_clause(Clause.TRANSFER_TOOL, answer=answer))
        points = found(file(silent, uses=(AWAY,)))
        assert points["transfer_tool"].about == "AGR-1 (Scale) EU to US"
        assert points["transfer_tool"].why == "data leaves EU without a transfer tool in the agreement"
    neither = without(Clause.TRANSFER_TOOL, Clause.TRANSFER_ASSESSMENT)
    assert list(found(file(neither, uses=(AWAY,)))) == ["transfer_tool", "transfer_assessment"]
    assert found(file(neither)) == {}, "nothing leaves"
    none = found(file(uses=(AWAY,)))
    assert none["transfer_tool"].about == "EU to US"
    assert none["transfer_tool"].why == "data leaves EU without a transfer tool: no agreement is in force"


def test_where_data_goes_is_said_by_the_use_else_the_agreement_else_the_vendor():
    silent = replace(USE, region="")
    stored = with_clause(Clause.REGION_STORAGE, value="US")
    assert found(file(stored)) == {}, "the use itself says EU"
    assert found(file(stored, uses=(silent,)))["transfer_assessment"].about == "AGR-1 (Scale) EU to US"
    several = with_clause(Clause.REGION_INFERENCE, value="EU, US; JP")
    assert found(file(several, uses=(silent,)))["transfer_assessment"].about == "AGR-1 (Scale) EU to US and JP"
    unread = replace(GOOD, clauses=tuple(replace(one, value="") for one in ALL))
    away = file(unread, uses=(silent,))
    row = replace(away.detail.row, region="US")
    assert "transfer_assessment" in found(replace(away, detail=replace(away.detail, row=row)))
    assert found(replace(away, detail=replace(away.detail, row=replace(row, region="")))) == {}, "not known, not judged"


def test_of_a_home_that_differs_and_of_uses_that_do_not_count():
    ours = replace(AWAY, home_region="")
    assert "transfer_assessment" in found(file(GOOD, uses=(ours,))), "the home of our own rules"
    assert found(file(GOOD, uses=(replace(AWAY, home_region="US"),))) == {}
    harmless = replace(AWAY, customer_data=False)
    assert found(file(GOOD, uses=(harmless,))) == {}, "then the regions of the agreement speak"
    stored = with_clause(Clause.REGION_STORAGE, value="US")
    assert list(found(file(stored, uses=(replace(harmless, region=""),)))) == ["transfer_assessment"]
    both = replace(GOOD, feature="AIF-2")
    made = rules.points(file(GOOD, both, uses=(AWAY,)), TODAY)
    assert [one.about for one in made if one.code == "transfer_assessment"] == ["AGR-1 (Scale) EU to US"]


def test_parts_of_a_text_each_once():
    assert rules.parts_of(["US; EU", " EU,JP ", ""]) == ["US", "EU", "JP"]
