"""The Statement of Applicability on paper: what it rests on, what is left out, and how it came to stand so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from grcdesk.reports.word.soa import soa_paper
from grcdesk.rules.soa.statement import counts
from grcdesk.schemas.controls.controls import RiskRow
from grcdesk.schemas.soa.paper import SoaPaper, SoaStep
from grcdesk.schemas.soa.soa import SoaDifference, SoaLack, SoaPage, SoaVersion
from grcdesk.terms.soa import Implementation, SoaFramework
from reports.artefacts import _PLAIN as ARTEFACT
from reports.provenances import JUDGED, provenance
from reports.statement_records import SHA, row
from reports.word.opened import facts, opened, sentences, table

VERSION = SoaVersion(
    *("V1", SoaFramework.ISO27001, "Ines Okafor", date(2026, 6, 1), 2, 2, SHA),
    *("root", "2026-06-03T09:00:00.000Z", 300, 0),
)
MOVED = SoaDifference("A.5.1", "implemented_on", "2026-02-01", "")
GONE = SoaDifference("A.5.2", "", "A.5.2", "")


def paper(*rows, version=VERSION, frozen=False, lacks=(), differences=(), **about) -> SoaPaper:
    page = SoaPage(SoaFramework.ISO27001, "Acme AI", version, frozen, rows, counts(rows), lacks, differences)
    return SoaPaper(page, provenance(), **{"basis": (), "risks": (), "steps": (), **about})


def made(*rows, **about):
    return opened(soa_paper(paper(*rows, **about)))


def test_an_approved_version_is_final_and_says_who_approved_it_and_who_entered_that():
    report = made(row("A.5.1"), frozen=True)
    by = "V1, approved by Ines Okafor on 2026-06-01; recorded by root, 2026-06-03 09:00Z"
    assert f"FINAL: {by}" in sentences(report)
    assert facts(report)["Version"] == "V1"
    assert facts(report)["SHA-256 of the rows"] == SHA
    assert table(report, "Signs as", "Name") == [
        ["Approved by", "Ines Okafor", "", "2026-06-01", "root, 2026-06-03 09:00Z"]
    ]
    assert not any(text.startswith("Still lacking") for text in sentences(report))


@pytest.mark.parametrize(
    ("differences", "how"), [((), "nothing differs"), ((MOVED,), "1 field differs"), ((MOVED, GONE), "2 fields differ")]
)
def test_a_draft_says_how_far_it_is_from_what_was_approved(differences, how):
    report = made(row("A.5.1"), differences=differences)
    assert f"DRAFT: not approved as it stands; {how} from V1, which was" in sentences(report)
    assert facts(report)["Version"] == "none: as the desk stands"
    assert table(report, "Signs as", "Name") == [["Approved by", "nobody on record", "", "", "not yet"]]


def test_without_any_version_that_is_said():
    report = made(row("A.5.1"), version=None)
    assert "DRAFT: not approved; no version of this statement was ever approved" in sentences(report)
    assert "No version was approved so far." in sentences(report)


def test_what_lacks_before_it_can_be_approved_is_summed_up():
    report = made(row("A.5.1"), lacks=(SoaLack("A.5.1", "has no owner"), SoaLack("A.5.2", "has no owner")))
    assert {"Still lacking before it can be approved: 2.", "2 rows: has no owner"} <= set(sentences(report))
    assert "nothing" in sentences(made(row("A.5.1")))


def test_the_risk_assessment_it_rests_on_is_named_with_how_it_is_kept():
    basis = (
        replace(ARTEFACT, id="EV-1", sha256=SHA),
        replace(ARTEFACT, id="EV-2", rejected="Of the test system", superseded_by="EV-3"),
        replace(ARTEFACT, id="EV-3", superseded_by="EV-4"),
        replace(ARTEFACT, id="EV-4", file_name="", url="https://wiki.example/risks"),
        replace(ARTEFACT, id="EV-5", file_name=""),
    )
    report = made(row("A.5.1"), basis=basis)
    assert [(line[0], line[3], line[4]) for line in table(report, "Artefact", "Title", "Dated")] == [
        ("EV-1", "rotation.pdf", SHA),
        ("EV-2", "rejected", "none: a link"),
        ("EV-3", "superseded by EV-4", "none: a link"),
        ("EV-4", "https://wiki.example/risks", "none: a link"),
        ("EV-5", "no file", "none: a link"),
    ]
    assert "No record says on which risk assessment this statement rests." in sentences(made(row("A.5.1")))


def test_an_accepted_risk_says_until_when_and_whether_that_is_over():
    risk = RiskRow("RISK-1", "AI-SEC-01", "Off until May", "Ines Okafor", date(2026, 1, 9), date(2026, 12, 31), None)
    risks = (
        risk,
        replace(risk, id="RISK-2", expires_on=date(2026, 11, 20)),
        replace(risk, id="RISK-3", ended_on=date(2026, 5, 1)),
        replace(risk, id="RISK-4", expires_on=JUDGED),
    )
    report = made(row("A.5.1"), risks=risks)
    assert [line[-1] for line in table(report, "Risk", "Control")] == [
        "2026-12-31", "2026-11-20, over", "2026-12-31, ended 2026-05-01", "2026-11-21",
    ]  # fmt: skip
    assert "Accepted risks that rows name: 4." in sentences(report)
    assert "No row names an accepted risk." in sentences(made(row("A.5.1")))


def test_what_is_left_out_stands_there_once_more_with_its_reason_or_that_none_is_given():
    report = made(
        row("A.5.1"),
        row("A.7.1", None, applicable=False, exclusion="No office of our own", note="Ask again in 2027"),
        row("A.7.2", None, applicable=False),
    )
    assert table(report, "Item", "What it is about", "Reason") == [
        ["A.7.1", "Access to source and keys", "No office of our own", "Ask again in 2027"],
        ["A.7.2", "Access to source and keys", "no reason given", "none"],
    ]
    rows = {line[0]: line[2:] for line in table(report, "Item", "What it is about", "Applies")}
    assert rows["A.7.1"] == ["no", "", "", "left out: No office of our own", "Dana Reyes"]
    assert rows["A.7.2"][3] == "left out: no reason given"
    assert "No control is left out." in sentences(made(row("A.5.1")))


def test_a_row_says_how_it_is_implemented_and_by_when_or_that_nobody_said():
    report = made(
        row("A.5.1", measures="", risks=(), note="Seen in May"),
        row("A.5.2", Implementation.PARTLY),
        row("A.5.3", Implementation.NO, implemented_on=None),
        row("A.5.4", None, measures="", risks=(), reasons=(), owner=""),
    )
    rows = {line[0]: line[3:] for line in table(report, "Item", "What it is about", "Applies")}
    assert rows["A.5.1"][1:3] == ["yes, since 2026-02-01", "Seen in May"]
    assert rows["A.5.2"][1:3] == ["partly, planned by 2026-02-01", "=Policy 4\nrisks: RISK-003"]
    assert rows["A.5.3"][1] == "no"
    assert rows["A.5.4"] == ["no reason given", "not said", "nothing on record", "nobody"]


def test_a_control_of_ours_that_no_annex_has_is_listed_apart():
    report = made(row("A.5.1"), row("OWN-1", added=True, theme="Own"))
    assert "Added: controls of ours that are in no Annex A (1)" in sentences(report)
    assert "A.8 Technological (1)" in sentences(report)


def test_each_version_is_held_against_the_one_before_and_the_draft_against_the_last():
    second = replace(VERSION, id="V2", approved_on=date(2026, 9, 1), recorded_at="2026-09-01T09:00:00.000Z")
    steps = (SoaStep(VERSION, ()), SoaStep(second, (MOVED,)))
    report = made(row("A.5.1"), version=second, steps=steps, differences=(GONE,))
    assert [line[:2] for line in table(report, "Version", "Approved")] == [
        ["V1", "by Ines Okafor on 2026-06-01; recorded by root, 2026-06-03 09:00Z"],
        ["V2", "by Ines Okafor on 2026-09-01; recorded by root, 2026-09-01 09:00Z"],
    ]
    heads = [text for text in sentences(report) if text.startswith(("From ", "Since "))]
    assert heads == ["From V1 to V2 (1)", "Since V2, not approved (1)"]
    assert table(report, "Item", "What", "Before") == [["A.5.1", "implemented on", "2026-02-01", "nothing"]]
    final = made(row("A.5.1"), version=second, frozen=True, steps=(SoaStep(VERSION, ()), SoaStep(second, ())))
    assert "Nothing differs." in sentences(final)
    assert not any(text.startswith("Since V2") for text in sentences(final))
