"""No row is called borne out or complete that is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grcdesk.rules.soa import frozen
from grcdesk.rules.soa import statement as rules
from grcdesk.schemas.soa.soa import SoaControl, SoaLack, SoaRow, SoaSaid
from grcdesk.terms import Relationship, Status, Support
from grcdesk.terms.readiness import LackKind
from grcdesk.terms.soa import Implementation, InclusionReason, SoaFramework

YES = Implementation.YES
WHOLE = (Relationship.EQUAL_TO, Relationship.EQUIVALENT_TO, Relationship.SUPERSET_OF)


@st.composite
def controls(draw: st.DrawFn) -> SoaControl:
    status = draw(st.sampled_from(Status))
    support = draw(st.sampled_from(Support)) if status is Status.IN_PLACE else None
    name = f"OWN-{draw(st.integers(1, 5))}"
    relationship = draw(st.sampled_from([one for one in Relationship if one is not Relationship.NO_RELATIONSHIP]))
    return SoaControl(name, "Own", relationship, status, support, draw(st.sampled_from(["", "Lee Chen"])))


BEHIND = st.lists(controls(), max_size=4)
SAID = st.builds(
    SoaSaid,
    applicable=st.booleans(),
    reasons=st.lists(st.sampled_from(InclusionReason), unique=True).map(tuple),
    implemented=st.one_of(st.none(), st.sampled_from(Implementation)),
    measures=st.sampled_from(["", "a policy"]),
    exclusion=st.sampled_from(["", "no premises"]),
)
ROWS = st.builds(
    SoaRow,
    item=st.sampled_from(["A.5.1", "A.5.2", "AI-SEC-01"]),
    title=st.text(max_size=8),
    theme=st.just("Added"),
    added=st.booleans(),
    applicable=st.booleans(),
    reasons=st.lists(st.sampled_from(InclusionReason), unique=True).map(tuple),
    suggested=st.just(()),
    implemented=st.one_of(st.none(), st.sampled_from(Implementation)),
    implemented_on=st.one_of(st.none(), st.dates()),
    drafted=st.booleans(),
    support=st.one_of(st.none(), st.sampled_from(Support)),
    support_why=st.just(("OWN-1 is partial",)),
    how=BEHIND.map(tuple),
    measures=st.text(max_size=8),
    owner=st.text(max_size=8),
    owner_said=st.booleans(),
    evidence=st.just(("EV-1",)),
    exclusion=st.text(max_size=8),
    risks=st.just(("RA-1",)),
    note=st.text(max_size=8),
    lacks=st.just(()),
    version=st.just(0),
)


@given(BEHIND)
def test_supported_needs_every_control_behind_it_supported(how):
    support, why = rules.borne_out(YES, how)
    behind = [one for one in how if one.status is not Status.NOT_APPLICABLE]
    whole = bool(behind) and all(one.status is Status.IN_PLACE and one.support is Support.SUPPORTED for one in behind)
    assert (support is Support.SUPPORTED) is whole
    assert bool(why) is not whole
    if not any(one.support in {Support.SUPPORTED, Support.SUPPORTED_IN_PART} for one in behind):
        assert support is Support.CLAIM_ONLY


@given(BEHIND, st.sampled_from([None, Implementation.PARTLY, Implementation.NO]))
def test_nothing_is_borne_out_that_nobody_says_yes_to(how, implemented):
    assert rules.borne_out(implemented, how) == (None, ())


@given(BEHIND)
def test_yes_is_proposed_only_of_what_stands_and_does_it_all(how):
    behind = [one for one in how if one.status is not Status.NOT_APPLICABLE]
    proposed = rules.proposed(how)
    statuses = {one.status for one in behind}
    whole = any(one.relationship in WHOLE for one in behind)
    assert (proposed is YES) is (statuses == {Status.IN_PLACE} and whole)
    assert (proposed is None) is all(one.status is Status.NOT_ASSESSED for one in behind)


@given(SAID, st.sampled_from(["", "Lee Chen"]), BEHIND)
def test_a_row_without_a_reason_always_lacks_something(said, owner, how):
    found = rules.lacks(said, owner, how)
    behind = [one for one in how if one.status is not Status.NOT_APPLICABLE]
    if said.applicable:
        assert bool(found) is not (
            bool(said.reasons and said.implemented and owner)
            and (said.implemented is Implementation.NO or bool(behind or said.measures))
        )
    else:
        assert bool(found) is (not said.exclusion or bool(behind))


@given(SAID, BEHIND)
def test_a_suggestion_is_never_beside_a_reason(said, how):
    found = rules.suggested(SoaFramework.ISO27001, "A.5.31", said, how, ())
    assert not (found and said.reasons)
    assert InclusionReason.LEGAL in found or said.reasons or not said.applicable


def test_the_annex_stands_there_whole_and_once():
    items = [f"A.5.{number}" for number in range(1, 94)]
    assert rules.uncounted(SoaFramework.ISO27001, items, ()) == []
    assert rules.uncounted(SoaFramework.ISO27001, items[1:], ())[0].what.endswith("the catalog in the desk 92")
    assert {one.item for one in rules.uncounted(SoaFramework.ISO27001, [*items, "a.5.1"], ())} == {"A.5.1", "a.5.1"}
    assert rules.uncounted(SoaFramework.ISO27001, items, ["A.9.9"])[0].item == "A.9.9"
    assert len(rules.uncounted(SoaFramework.ISO42001, items, ())) == 1


@settings(max_examples=20)
@given(st.lists(ROWS, max_size=3, unique_by=lambda row: row.item))
def test_rows_come_back_as_they_were_frozen(rows):
    text = frozen.text(rows)
    back = frozen.rows(text)
    assert frozen.text(back) == text
    assert frozen.differences(rows, back) == ()
    assert len(frozen.digest(text)) == 64


@given(st.lists(ROWS, max_size=3, unique_by=lambda row: row.item), ROWS)
def test_what_differs_is_named_field_by_field(rows, other):
    before = [row for row in rows if row.item != other.item]
    (one,) = frozen.differences(before, [*before, other])
    assert (one.item, one.field, one.before, one.after) == (other.item, "", "", other.title)
    (gone,) = frozen.differences([*before, other], before)
    assert (gone.item, gone.before, gone.after) == (other.item, other.title, "")


def test_only_what_is_borne_out_reads_so():
    row = SoaRow(
        *("A.5.1", "Policies", "A.5", False, True, (), (), YES, date(2026, 1, 1), False, Support.CLAIM_ONLY, (), ()),
        *("", "", False, (), "", (), "", (), 1),
    )
    assert rules.told(row) == "yes, claim only"


def control(status: Status, support: Support | None = None, relationship=Relationship.SUPERSET_OF) -> SoaControl:
    return SoaControl("OWN-1", "Own", relationship, status, support)


HELD = control(Status.IN_PLACE, Support.SUPPORTED)
CLAIMED = control(Status.IN_PLACE, Support.CLAIM_ONLY)
BORNE_OUT_IN_PART = control(Status.IN_PLACE, Support.SUPPORTED_IN_PART)
NOT_THERE = control(Status.MISSING)


@pytest.mark.parametrize(
    ("how", "proposed"),
    [
        ((), None),
        ((control(Status.NOT_APPLICABLE),), None),
        ((control(Status.NOT_ASSESSED),), None),
        ((NOT_THERE,), Implementation.NO),
        ((NOT_THERE, control(Status.NOT_ASSESSED)), Implementation.NO),
        ((control(Status.PARTIAL),), Implementation.PARTLY),
        ((HELD, NOT_THERE), Implementation.PARTLY),
        ((control(Status.IN_PLACE, relationship=Relationship.SUBSET_OF),), Implementation.PARTLY),
        ((control(Status.IN_PLACE, relationship=Relationship.INTERSECTS_WITH), HELD), YES),
        *(((control(Status.IN_PLACE, relationship=one),), YES) for one in WHOLE),
    ],
)
def test_what_statuses_propose(how, proposed):
    assert rules.proposed(how) is proposed


@pytest.mark.parametrize(
    ("how", "support", "why"),
    [
        ((HELD,), Support.SUPPORTED, ()),
        ((HELD, control(Status.NOT_APPLICABLE)), Support.SUPPORTED, ()),
        ((), Support.CLAIM_ONLY, ("no control of the desk stands behind it",)),
        ((CLAIMED,), Support.CLAIM_ONLY, ("OWN-1 is in place, claim only",)),
        ((HELD, CLAIMED), Support.SUPPORTED_IN_PART, ("OWN-1 is in place, claim only",)),
        ((BORNE_OUT_IN_PART,), Support.SUPPORTED_IN_PART, ("OWN-1 is in place, supported in part",)),
        ((HELD, NOT_THERE), Support.SUPPORTED_IN_PART, ("OWN-1 is missing",)),
    ],
)
def test_how_far_a_yes_is_borne_out_and_why_no_further(how, support, why):
    assert rules.borne_out(YES, how) == (support, why)


@pytest.mark.parametrize(
    ("framework", "item", "how", "risks", "suggested"),
    [
        (SoaFramework.ISO27001, "A.5.1", (), (), ()),
        (SoaFramework.ISO27001, "A.5.1", (NOT_THERE,), (), (InclusionReason.RISK_TREATMENT,)),
        (SoaFramework.ISO27001, "A.5.1", (), ("RA-1",), (InclusionReason.RISK_TREATMENT,)),
        (SoaFramework.ISO27001, "A.5.1", (control(Status.NOT_APPLICABLE),), (), ()),
        (SoaFramework.ISO27001, "A.5.31", (), (), (InclusionReason.LEGAL,)),
        (SoaFramework.ISO27001, "A.5.20", (), (), (InclusionReason.CONTRACT,)),
        (SoaFramework.ISO42001, "A.10.3", (), (), (InclusionReason.CONTRACT,)),
        (SoaFramework.ISO42001, "A.5.20", (), (), ()),
        (SoaFramework.ISO27001, "A.10.3", (), (), ()),
    ],
)
def test_reasons_are_suggested_by_what_is_behind_an_item_and_what_it_is_about(framework, item, how, risks, suggested):
    assert rules.suggested(framework, item, SoaSaid(), how, risks) == suggested


FULL = SoaSaid(reasons=(InclusionReason.LEGAL,), implemented=YES)


@pytest.mark.parametrize(
    ("said", "owner", "how", "lacks"),
    [
        (FULL, "Lee Chen", (HELD,), {}),
        (replace(FULL, measures="a policy"), "Lee Chen", (), {}),
        (replace(FULL, reasons=()), "Lee Chen", (HELD,), {"has no reason of inclusion": LackKind.SOA_INCLUSION}),
        (
            replace(FULL, implemented=None),
            "Lee Chen",
            (HELD,),
            {"does not say whether it is implemented": LackKind.SOA_IMPLEMENTATION},
        ),
        *(
            (
                replace(FULL, implemented=one),
                "Lee Chen",
                (control(Status.NOT_APPLICABLE),),
                {"is said to be implemented, and nothing says how": LackKind.SOA_MEASURE},
            )
            for one in (YES, Implementation.PARTLY)
        ),
        (replace(FULL, implemented=Implementation.NO), "Lee Chen", (), {}),
        (FULL, "", (HELD,), {"has no owner": LackKind.SOA_OWNER}),
        (SoaSaid(applicable=False), "", (), {"is left out without a reason": LackKind.SOA_EXCLUSION}),
        (
            SoaSaid(applicable=False, exclusion="no premises"),
            "",
            (HELD,),
            {"is left out, and OWN-1 implements it": LackKind.SOA_EXCLUSION},
        ),
    ],
)
def test_each_thing_a_row_lacks_is_told_alone(said, owner, how, lacks):
    found = rules.lacks(said, owner, how)
    assert {what: rules.lack_kind(SoaLack("A.5.1", what)) for what in found} == lacks


def test_what_the_annex_lacks_is_a_thing_of_its_items():
    (lack,) = rules.uncounted(SoaFramework.ISO42001, [f"A.{number}" for number in range(39)], ())
    assert rules.lack_kind(lack) is LackKind.SOA_ITEM
    assert "38" in lack.what
    assert rules.uncounted(SoaFramework.ISO42001, [f"A.{number}" for number in range(38)], ()) == []


ROW = SoaRow(
    *("A.5.1", "Policies", "A.5", False, True, (InclusionReason.LEGAL,), (), YES, date(2026, 1, 1), False),
    *(Support.SUPPORTED, (), (HELD,), "", "Lee Chen", False, ("EV-1",), "", (), "", (), 1),
)


@pytest.mark.parametrize(
    ("changed", "field", "before", "after"),
    [
        ({"applicable": False}, "applicable", "yes", "no"),
        ({"implemented": None}, "implemented", "yes", ""),
        ({"implemented_on": date(2026, 2, 1)}, "implemented_on", "2026-01-01", "2026-02-01"),
        ({"support": Support.CLAIM_ONLY}, "support", "supported", "claim only"),
        ({"how": (NOT_THERE,)}, "how", "OWN-1 (in place, supported)", "OWN-1 (missing)"),
        ({"reasons": ()}, "reasons", "legal", ""),
        ({"owner": "Ada"}, "owner", "Lee Chen", "Ada"),
        ({"risks": ("RA-1", "RA-2")}, "risks", "", "RA-1 and RA-2"),
    ],
)
def test_a_changed_field_is_told_as_people_read_it(changed, field, before, after):
    (one,) = frozen.differences([ROW], [replace(ROW, **changed)])
    assert (one.field, one.after) == (field, after)
    assert one.before == before


@pytest.mark.parametrize(
    "changed",
    [
        {"evidence": ("EV-2",)},
        {"owner_said": True},
        {"drafted": True},
        {"added": True},
        {"lacks": ("has no owner",)},
        {"version": 2},
        {"suggested": (InclusionReason.CONTRACT,)},
        {"support_why": ("OWN-1 is missing",)},
    ],
)
def test_what_comes_and_goes_every_day_is_no_difference(changed):
    assert frozen.differences([ROW], [replace(ROW, **changed)]) == ()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "yes, supported"),
        ({"support": None}, "yes"),
        ({"implemented": Implementation.PARTLY, "support": None, "drafted": True}, "partly, drafted"),
        ({"implemented": None}, "not said"),
        ({"applicable": False}, "left out"),
    ],
)
def test_a_row_in_words(changed, told):
    assert rules.told(replace(ROW, **changed)) == told
