"""When work on vendors proves a control: every provider, in the cycle, by two persons; nothing less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.vendors import proofs as rules
from grcdesk.rules.vendors.agreements import CLAUSES
from grcdesk.schemas.vendors.file import VendorFile
from grcdesk.terms.vendors import AgreementKind, Clause, ReviewKind, ReviewStatus
from reports import vendor_records as records

START, END = date(2026, 1, 1), date(2026, 12, 31)
DAY = timedelta(days=1)
WHOLE = tuple(records.clause(name) for name in Clause)


def file(number: int, **changes: object) -> VendorFile:
    row = records.row(f"VEN-{number}", f"Provider {number}")
    agreement = records.agreement(f"AGR-{number}", clauses=WHOLE)
    review = replace(records.REVIEW, id=f"VR-{number}", vendor=row.id)
    made = VendorFile(records.detail(row), records.provider().policy, None, agreements=(agreement,), reviews=(review,))
    return replace(made, **changes)  # type: ignore[arg-type]


@st.composite
def shelves(draw) -> list[VendorFile]:
    """A few providers, some reviewed otherwise than the control asks."""
    made = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        review = replace(
            records.REVIEW,
            id=f"VR-{number}",
            kind=draw(st.sampled_from(ReviewKind)),
            status=draw(st.sampled_from(ReviewStatus)),
            concluded_on=draw(st.none() | st.dates(START - 60 * DAY, END + 60 * DAY)),
            approver=draw(st.sampled_from(["", " ", records.REVIEW.reviewer, "dana  REYES", "Tom Lindqvist"])),
        )
        made.append(file(number, reviews=(review,)))
    return made


@given(shelves())
def test_reviews_are_a_run_only_of_all_providers_each_by_two_persons_in_the_cycle(files):
    whole = rules.reviewed(files, START, END)
    good = [
        one.reviews[0].kind is ReviewKind.REVIEW
        and one.reviews[0].status is ReviewStatus.CONCLUDED
        and one.reviews[0].concluded_on is not None
        and START <= one.reviews[0].concluded_on <= END
        and one.reviews[0].approver == "Tom Lindqvist"
        for one in files
    ]
    assert whole.proven == all(good)
    assert [not one.why for one in whole.done] == good


@given(st.sets(st.sampled_from(list(Clause))), st.booleans())
def test_an_agreement_is_read_to_the_end_only_with_every_clause_that_is_asked(answered, provider):
    one = records.agreement(clauses=tuple(clause for clause in WHOLE if clause.clause in answered))
    asked = {clause for clause, read in CLAUSES.items() if provider or not read.providers}
    assert set(rules.unread(one, provider=provider)) == asked - answered
    other = replace(one, sha256="cd" * 32)
    assert set(rules.unread(other, provider=provider)) == asked, "it was read in another document"
    assert set(rules.unread(replace(one, sha256=""), provider=provider)) == asked, "and without one in none"


@given(st.sampled_from(list(Clause)), st.sampled_from([START - DAY, END + DAY]))
def test_one_clause_read_outside_the_cycle_is_enough_to_lack(clause, day):
    late = tuple(replace(one, reviewed_on=day) if one.clause is clause else one for one in WHOLE)
    found = rules.read([file(1), file(2, agreements=(records.agreement("AGR-2", clauses=late),))], START, END)
    assert not found.proven
    assert found.sentence("read").startswith("1 of 2 model providers read; not: Provider 2 (AGR-2: 1 clause")


def test_every_agreement_in_force_is_to_be_read_and_another_contract_is_none():
    second = records.agreement("AGR-9", plan="Batch", clauses=())
    assert not rules.read([file(1, agreements=(*file(1).agreements, second))], START, END).proven
    assert not rules.read(
        [file(1, agreements=(replace(second, kind=AgreementKind.MODEL_TERMS, clauses=WHOLE),))], START, END
    ).proven
    ended = replace(second, ended=END)
    assert rules.read([file(1, agreements=(*file(1).agreements, ended))], START, END).proven


def test_of_no_provider_at_all_nothing_is_proven_and_those_that_left_or_are_out_of_scope_are_none():
    assert not rules.reviewed([], START, END).proven
    row = file(2).detail.row
    for other in (replace(row, offboarded=END), replace(row, in_scope=False), replace(row, model_provider=False)):
        bare = file(2, reviews=(), detail=replace(file(2).detail, row=other))
        assert rules.reviewed([file(1), bare], START, END).proven
        assert not rules.reviewed([bare], START, END).proven
