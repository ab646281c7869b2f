"""What the response letter says of a finding, in both its forms: Markdown and Word say the same of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from grcdesk.reports import letter_words as words
from grcdesk.reports.response_letter import response_letter
from grcdesk.reports.word.letter import letter
from grcdesk.schemas.findings.findings import FindingDetail, LetterFacts
from grcdesk.terms.findings import FindingStatus, Severity
from reports.findings import finding
from reports.provenances import provenance
from reports.word.opened import opened, sentences, table


def facts(*findings: FindingDetail, **signed: object) -> LetterFacts:
    made = LetterFacts("Acme AI", "SOC 2", "readiness", "Marlowe & Finch", "Dana Reyes", "2026", provenance(), findings)
    return replace(made, **signed)  # type: ignore[arg-type]


def with_row(one: FindingDetail, **changes: object) -> FindingDetail:
    return replace(one, row=replace(one.row, **changes))  # type: ignore[arg-type]


PLAIN = with_row(finding("F-1", Severity.HIGH), agreed=None, extent_k=None)
CLOSED = replace(
    with_row(PLAIN, status=FindingStatus.CLOSED),
    closed_on=date(2026, 11, 2), verified_by="Mei Tanaka", proofs=("EV-4", "EV-5"),
)  # fmt: skip
ACCEPTED = replace(
    with_row(PLAIN, status=FindingStatus.RISK_ACCEPTED),
    accepted_by="Ines Okafor", accept_until=date(2027, 3, 1), accept_reason="off until May",
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (PLAIN, "responded since 2026-10-01"),
        (CLOSED, "closed on 2026-11-02, verified by Mei Tanaka with EV-4, EV-5"),
        (ACCEPTED, "risk accepted by Ines Okafor until 2027-03-01: off until May"),
        (
            with_row(ACCEPTED, lapsed=True),
            "risk accepted by Ines Okafor until 2027-03-01, which is over: off until May",
        ),
    ],
)
def test_where_it_stands_is_told_with_whose_word_it_is(one, told):
    assert words.status(one) == told
    assert f"Status: {told}" in response_letter(facts(one))
    assert f"Status: {told}" in sentences(opened(letter(facts(one))))


@pytest.mark.parametrize(
    ("k", "n", "told"), [(None, None, None), (3, None, "3"), (3, 9, "3 of 9"), (1200, 90_000, "1,200 of 90,000")]
)
def test_the_extent_of_what_is_not_counted_is_not_told(k, n, told):
    said = dict(words.about(with_row(PLAIN, extent_k=k, extent_n=n)))
    assert said.get("Extent") == told


def test_what_nobody_said_has_no_line_and_no_response_is_no_agreement():
    text = response_letter(facts(PLAIN))
    assert "Items, each as it was found:" not in text
    assert words.NO_RESPONSE in text
    assert words.NO_ACTION in text
    report = opened(letter(facts(PLAIN)))
    assert "Items, each as it was found" not in sentences(report)
    (line,) = table(report, "No", "Finding", "Severity")
    assert line[3:6] == ["no response", "Ines Okafor", "none"]


@pytest.mark.parametrize(
    ("due", "told"), [(date(2026, 11, 20), "2026-11-20, overdue"), (date(2026, 11, 21), "2026-11-21")]
)
def test_the_next_day_of_a_finding_is_overdue_once_it_is_past(due, told):
    assert table(opened(letter(facts(with_row(PLAIN, next_due=due)))), "No", "Finding")[0][5] == told


def test_without_a_finding_neither_form_says_that_there_is_none_to_find():
    assert words.NO_FINDING in response_letter(facts())
    assert words.NO_FINDING in sentences(opened(letter(facts())))


def test_a_signed_letter_says_who_entered_that_where_it_was_somebody_else():
    signed = {"signer": "Dana Reyes", "role": "CISO", "signed_on": date(2026, 11, 21)}
    assert words.signature(facts(**signed, entered_by="Dana Reyes")) == "Signed by Dana Reyes, CISO, on 2026-11-21."
    other = facts(**signed, entered_by="root")
    assert words.signature(other) == "Signed by Dana Reyes, CISO, on 2026-11-21; recorded by root."
    assert not response_letter(other).startswith("# DRAFT.")
    signs = table(opened(letter(other)), "Signs as", "Name")
    assert signs == [["Signed for management", "Dana Reyes, CISO", "", "2026-11-21", "root"]]
    assert response_letter(facts()).startswith("# DRAFT.")
