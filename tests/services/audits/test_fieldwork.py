"""What the work of an audit makes of phases and exposure, and the workbook of its lists."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from grcdesk.errors import Refused
from grcdesk.schemas.audits.audits import EngagementChange
from grcdesk.schemas.features.features import FeatureAnswers, ModelFacts
from grcdesk.schemas.requests.requests import AuditorWord, RequestFacts
from grcdesk.schemas.samples import DrawPlan
from grcdesk.schemas.testing.testing import AnswerIn
from grcdesk.terms import Answer, FeatureStatus
from grcdesk.terms.audits import EngagementKind, Exposed, ItemResult, Lane, Met, Phase
from grcdesk.terms.requests import AuditorStatus
from helpers.change_story import BY, PLANTED, SECOND, ran_over

STARS = [one for name in PLANTED for one in PLANTED[name]]


@pytest.fixture
def fieldwork(desk_after):
    """63 changes with what was planted in them, and both controls run."""
    desk = desk_after(ran_over)
    desk.audits.set("", EngagementChange(kind=EngagementKind.SOC2_TYPE2, firm="Marlow"))
    return desk


def state(desk, check: str) -> Met:
    return next(step.check.state for step in desk.standing.phase().steps if step.check.id == check)


def exposure(desk) -> dict[str, tuple[Exposed, str]]:
    return {row.id: (row.state, row.why) for row in desk.standing.exposure()}


@pytest.mark.slow
def test_changes_that_fail_their_tests_expose_to_the_first_two_findings(fieldwork):
    found = {row.id: row for row in fieldwork.standing.exposure()}
    assert found["F1"].state is found["F2"].state is Exposed.EXPOSED
    assert {row.id for row in found["F1"].rows} >= {*PLANTED["AI-PI-01.T1"], *PLANTED["AI-PI-01.T2"]}
    assert {row.id for row in found["F2"].rows} == {*PLANTED["AI-PI-02.T1"], *PLANTED["AI-PI-02.T2"]}
    assert {row.why for row in found["F2"].rows} <= {f"fails {test}" for test in PLANTED}


@pytest.mark.slow
def test_deviations_wait_for_a_ruling_and_controls_for_a_conclusion(fieldwork):
    fieldwork.standing.move(Phase.RESPONSES, reason="the firm waits")
    assert (state(fieldwork, "ruled"), state(fieldwork, "answered")) == (Met.OPEN, Met.DONE)
    every = [row.id for row in fieldwork.deviations.list()]
    fieldwork.deviations.confirm(every, by=BY)
    assert state(fieldwork, "ruled") is Met.DONE
    fieldwork.standing.move(Phase.FIELDWORK, reason="more lists came")
    assert (state(fieldwork, "tested"), state(fieldwork, "final")) == (Met.OPEN, Met.DONE)
    assert state(fieldwork, "reviewed") is Met.DONE


@pytest.mark.slow
def test_requests_are_submitted_by_us_and_accepted_by_the_auditor_alone(fieldwork):
    fieldwork.standing.move(Phase.WALKTHROUGHS, reason="the firm waits")
    assert (state(fieldwork, "requests"), state(fieldwork, "walkthroughs")) == (Met.UNKNOWN, Met.UNKNOWN)
    fieldwork.requests.add(RequestFacts("All changes of the period", "R-1", controls=("AI-PI-01",)))
    assert state(fieldwork, "requests") is Met.DONE
    fieldwork.standing.move(Phase.FIELDWORK, reason="x")
    assert state(fieldwork, "submitted") is Met.OPEN
    fieldwork.requests.evidence("R-1", ["EV-1"])
    fieldwork.requests.submit(["R-1"])
    assert state(fieldwork, "submitted") is Met.DONE
    fieldwork.standing.move(Phase.DRAFT, reason="x")
    assert state(fieldwork, "accepted") is Met.OPEN
    fieldwork.requests.told(["R-1"], AuditorWord(AuditorStatus.ACCEPTED, "A. Finch", date(2026, 11, 21)))
    assert state(fieldwork, "accepted") is Met.DONE


def test_a_statement_is_asked_of_iso_audits_and_a_rehearsal_of_all(fieldwork):
    fieldwork.audits.set("", EngagementChange(kind=EngagementKind.ISO_STAGE2))
    fieldwork.standing.move(Phase.DRAFT, reason="x")
    assert state(fieldwork, "soa") is Met.OPEN
    assert "never" in next(step.check.why for step in fieldwork.standing.phase().steps if step.check.id == "soa")


def test_training_without_a_tested_list_of_runs_is_not_known(fieldwork):
    answers = FeatureAnswers(
        "Tuner", purpose="tunes", data_in="tickets", data_out="a model", invoked_by="staff", if_wrong="a review",
        trains=Answer.YES, customer_data=Answer.NO, status=FeatureStatus.PRODUCTION,
    )  # fmt: skip
    fieldwork.features.add(answers, models=[ModelFacts("own-7b")])
    assert exposure(fieldwork)["F5"] == (Exposed.UNKNOWN, "1: AIF-1 Tuner: trains or tunes a model")


@pytest.mark.slow
def test_the_workbook_holds_every_list_row_by_row(fieldwork, tmp_path: Path):
    fieldwork.samples.draw("AI-PI-01", "model_changes", DrawPlan(Lane.FIXED))
    target = tmp_path / "audit.xlsx"
    done = fieldwork.audits.export(target)
    assert done.sha256 == fieldwork.audits.export(target, force=True).sha256, "the same desk gives the same bytes"
    with pytest.raises(Refused, match="exists"):
        fieldwork.audits.export(target)
    book = openpyxl.load_workbook(target, read_only=True)
    rows = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    assert list(rows)[:4] == ["Read me", "Phase", "Requests", "Walkthroughs"]
    assert [row[0] for row in rows["Deviations"][1:]] == [row.id for row in fieldwork.deviations.list()]
    assert {row[3] for row in rows["Deviations"][1:]} >= set(STARS)
    assert len(rows["Change to proof"]) - 1 == len(fieldwork.changes.list())
    sample = dict(zip(rows["Samples"][0], rows["Samples"][1], strict=False))
    kept = fieldwork.samples.show("SMP-1").row
    assert (sample["Seed"], sample["Items SHA-256"], sample["Items"]) == (kept.seed, kept.items_sha256, kept.n)
    assert {row[0] for row in rows["Exposure"][1:]} == {f"F{number}" for number in range(1, 8)}
    facts = dict(row[:2] for row in rows["Read me"] if row[0])
    assert facts["Engagement"].startswith("ENG-1")
    assert fieldwork.log.list(limit=1)[0].action == "export.audit"


def test_a_second_person_reviews_work_sheets(fieldwork):
    fieldwork.standing.move(Phase.FIELDWORK, reason="x")
    fieldwork.testing.record("AI-PI-01", [AnswerIn("AI-PI-01.T4", "", ItemResult.PASS, BY)])
    assert state(fieldwork, "reviewed") is Met.OPEN
    fieldwork.testing.review("AI-PI-01", by=SECOND)
    assert state(fieldwork, "reviewed") is Met.DONE


def test_the_period_decides_what_is_over(fieldwork):
    assert fieldwork.audits.show().row.period.end < date(2026, 11, 21)
    fieldwork.standing.move(Phase.OBSERVATION, reason="x")
    assert (state(fieldwork, "over"), state(fieldwork, "holes")) == (Met.DONE, Met.OPEN)
