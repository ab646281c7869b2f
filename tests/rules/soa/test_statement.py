"""No row is called borne out or complete that is not."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from grcdesk.rules.soa import frozen
from grcdesk.rules.soa import statement as rules
from grcdesk.schemas.soa.soa import SoaControl, SoaRow, SoaSaid
from grcdesk.terms import Relationship, Status, Support
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
    if proposed is YES:
        assert all(one.status is Status.IN_PLACE for one in behind)
        assert any(one.relationship in WHOLE for one in behind)
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
