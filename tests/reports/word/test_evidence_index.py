"""The evidence index on paper: what is handed over, what is held back and why, and what each request waits for."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from grcdesk.reports.word.evidence_index import evidence_index
from grcdesk.schemas.exports.evidence_index import EvidenceIndex, NotOnFile
from grcdesk.schemas.packages.packages import PackedItem
from grcdesk.schemas.requests.requests import RequestRow
from grcdesk.terms import EvidenceKind
from grcdesk.terms.requests import AuditorStatus, RequestOrigin, RequestStatus
from reports.artefacts import _PLAIN as ARTEFACT
from reports.provenances import provenance
from reports.word.opened import facts, opened, sentences, table

SHA = "ab" * 32
REQUEST = RequestRow(
    "REQ-1", "12", "Key rotation", "", "Show it", ("AI-SEC-01",), (), None, None, "Dana Reyes", None,
    date(2026, 11, 1), RequestStatus.GATHERING, AuditorStatus.NOT_SENT, (), 1, None, "", "", "",
    RequestOrigin.LISTED, listed=True, conflicts=(), overdue=True, version=1,
)  # fmt: skip
KEPT = PackedItem(
    replace(ARTEFACT, sha256=SHA, size=2048, controls=("AI-SEC-01",)), path="data/evidence/AI-SEC-01/a.pdf"
)


def index(*items: PackedItem, requests=(), missing=(), firm="Marlowe & Finch", contact="Dana Reyes") -> EvidenceIndex:
    return EvidenceIndex(provenance(), items, requests, missing, firm, contact)


def made(*items: PackedItem, **about):
    return opened(evidence_index(index(*items, **about)))


def test_an_empty_desk_says_of_each_section_that_it_holds_nothing():
    report = made(firm="", contact="")
    assert {
        "No artefact on file may be handed over; section 4 says why of each.",
        "No folder: nothing is handed over.",
        "No request of the auditor is on record in this engagement.",
        "Everything on file may be handed over.",
        "Every kind of evidence that must be there for a control in scope is on file.",
        "Questions to: nobody on record.",
    } <= set(sentences(report))
    assert any(text.startswith("Acme AI to the auditor · ") for text in sentences(report))
    assert facts(report)["Manifest hash"] == "none: nothing is handed over"
    assert (facts(report)["Requests"], facts(report)["Contact"]) == ("none", "nobody on record")


def test_what_is_handed_over_is_counted_by_file_and_its_manifest_can_be_recounted():
    twin = replace(KEPT, row=replace(KEPT.row, id="EV-2"), path="data/evidence/AI-SEC-02/a.pdf")
    other = replace(KEPT, row=replace(KEPT.row, id="EV-3", sha256="cd" * 32, superseded_by="EV-4", controls=()))
    report = made(KEPT, twin, other)
    assert facts(report)["To be handed over"] == "3, in 2 files, 6.1 kB"
    listed = table(report, "Id", "Title", "Kind")
    assert [(line[0], line[4]) for line in listed] == [
        ("EV-1", "AI-SEC-01"), ("EV-2", "AI-SEC-01"), ("EV-3", "a request"),
    ]  # fmt: skip
    assert listed[2][1].endswith("; superseded by EV-4")
    assert [line[:2] for line in table(report, "Folder", "Files")] == [
        ["data/evidence/AI-SEC-01", "2"],
        ["data/evidence/AI-SEC-02", "1"],
    ]
    hashes = sorted({line[-1] for line in listed})
    sum_ = hashlib.sha256("".join(f"{one}\n" for one in hashes).encode()).hexdigest()
    assert f"Manifest hash, SHA-256 of the hashes listed in section 1: {sum_}" in sentences(report)


def test_what_is_held_back_stands_under_its_reason():
    internal = PackedItem(ARTEFACT, left_out="labelled internal")
    link = PackedItem(replace(ARTEFACT, id="EV-2", vendors=("VEN-1",)), left_out="no file is kept")
    report = made(internal, link, replace(internal, row=replace(ARTEFACT, id="EV-3")))
    assert [text for text in sentences(report) if text.startswith(("Labelled", "No file"))] == [
        "Labelled internal (2)",
        "No file is kept (1)",
    ]
    assert table(report, "Id", "Title", "Taken in")[0][2:] == ["2026-11-20", "nothing", "none: a link"]
    assert "Everything on file may be handed over." not in sentences(report)


def test_what_must_be_there_and_is_not_names_who_is_to_bring_it_and_by_when():
    lacks = NotOnFile("AI-SEC-01", "Keys rotated", EvidenceKind.REPORT, "", None)
    report = made(missing=(lacks, replace(lacks, control="AI-SEC-02", owner="Mei Tanaka", due=date(2026, 12, 1))))
    assert [line[3:] for line in table(report, "Control", "Title", "Kind")] == [
        ["nobody", "no day set"],
        ["Mei Tanaka", "2026-12-01"],
    ]


@pytest.mark.parametrize(
    ("changes", "due", "ours", "why"),
    [
        ({}, "2026-11-01, overdue", "gathering", "no reason on record"),
        ({"due": None, "owner": ""}, "no day set", "gathering", "no reason on record"),
        ({"blocked": "the vendor"}, "2026-11-01, overdue", "gathering", "waits for the vendor"),
        (
            {"status": RequestStatus.SUBMITTED, "auditor_status": AuditorStatus.RETURNED, "return_reason": "too old"},
            *("2026-11-01, overdue", "submitted", "returned: too old"),
        ),
        (
            {"status": RequestStatus.SUBMITTED, "auditor_status": AuditorStatus.RETURNED},
            *("2026-11-01, overdue", "submitted", "no reason on record"),
        ),
        (
            {"status": RequestStatus.SUBMITTED, "submitted_on": date(2026, 11, 5)},
            *("2026-11-01", "submitted 2026-11-05", ""),
        ),
        ({"auditor_status": AuditorStatus.CLOSED}, "2026-11-01", "gathering", ""),
    ],
)
def test_a_request_says_why_it_is_open_until_nothing_more_is_wanted(changes, due, ours, why):
    report = made(requests=(replace(REQUEST, **changes),))
    ((name, _, _, *rest),) = table(report, "Request", "Asked for")
    assert (name, rest[0], rest[1], rest[-1]) == ("12 REQ-1", due, ours, why)
    open_ = 0 if why == "" else 1
    assert facts(report)["Requests"] == f"1, of them {open_} not answered"
