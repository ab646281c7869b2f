"""What is drawn from a system is relied on only when it says how, and is whole; what people write is read."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from grcdesk.rules.evidence.produced import is_produced, lacks, rows_of
from grcdesk.terms import EvidenceKind


def row(**said: object) -> SimpleNamespace:
    """A list of which everything is known."""
    known = {
        "kind": EvidenceKind.QUERY_RESULT,
        "source": "Okta",
        "query": "status eq ACTIVE",
        "collected_by": "Ana Ruiz",
        "pulled_at": "2026-07-01T08:00:00.000Z",
        "row_count": 12,
        "rows_read": None,
        "completeness": "page total",
        "accuracy": "five looked up",
        "checked_by": "Bo Lind",
        "page": "",
        "rows_skipped": 0,
        "skips_explained": "",
        "period_to": date(2026, 6, 30),
        "is_population": False,
    }
    return SimpleNamespace(**(known | said))


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ({}, []),
        ({"source": ""}, ["system"]),
        ({"query": ""}, ["query"]),
        ({"collected_by": ""}, ["puller"]),
        ({"pulled_at": ""}, ["time"]),
        ({"row_count": None}, ["rows"]),
        ({"row_count": None, "rows_read": 0}, []),
        ({"row_count": 0}, []),
        ({"completeness": ""}, ["completeness"]),
        ({"accuracy": ""}, ["accuracy"]),
        ({"checked_by": ""}, ["checker"]),
        ({"page": "`next` names the next page"}, ["rest of the list: `next` names the next page"]),
        ({"rows_skipped": 4}, ["a word on 4 rows left out"]),
        ({"rows_skipped": 4, "skips_explained": "test tickets"}, []),
        ({"period_to": date(2026, 7, 1)}, []),
        ({"period_to": date(2026, 7, 2)}, ["days after it was drawn, up to 2026-07-02"]),
        ({"period_to": None}, []),
    ],
)
def test_each_thing_a_list_lacks_is_named_alone(said, lacking):
    assert lacks(row(**said)) == lacking


@pytest.mark.parametrize(
    ("said", "produced"),
    [
        ({"query": "", "row_count": None, "is_population": True}, True),
        ({"query": "", "row_count": 0}, True),
        ({"query": "", "row_count": None, "rows_read": 3}, True),
        ({"row_count": None}, True),
        ({"query": "", "row_count": None}, False),
        *(
            ({"row_count": None, "kind": kind}, False)
            for kind in (
                *(EvidenceKind.POLICY, EvidenceKind.CONTRACT, EvidenceKind.DOCUMENT, EvidenceKind.SIGN_OFF),
                *(EvidenceKind.CODE_REF, EvidenceKind.TICKET, EvidenceKind.TICKET_OR_PR),
            )
        ),
        ({"row_count": None, "kind": EvidenceKind.LOG_EXPORT}, True),
    ],
)
def test_what_counts_as_drawn_from_a_system(said, produced):
    assert is_produced(row(**said)) is produced


def test_stated_rows_come_before_those_read():
    assert rows_of(row(row_count=0, rows_read=9)) == 0
    assert rows_of(row(row_count=None, rows_read=9)) == 9
