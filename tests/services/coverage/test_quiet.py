"""Days on which nothing was to happen: stated once, counted apart, printed with the name, taken back."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.schemas.coverage.quiet import QuietFacts
from grcdesk.schemas.programme import Period
from grcdesk.terms import Verb, Verdict

CONTROL = "AI-SEC-03"
WEEKENDS = QuietFacts("switched off", (5, 6), by="Omar Haddad")


def decide(desk, folder: Path):
    """Decisions on every working day of the period up to today."""
    desk.scope.set(period=Period(date(2026, 11, 1), date(2026, 11, 30)))
    days = [date(2026, 11, 1) + timedelta(days=number) for number in range(20)]
    file = folder / "decisions.jsonl"
    file.write_text(
        "".join(
            json.dumps({"id": f"e{day}", "time": f"{day}T10:00:00Z", "action": "allow", "route": "/a"}) + "\n"
            for day in days
            if day.weekday() < 5
        )
    )
    desk.imports.import_(file, controls=[CONTROL])


@pytest.fixture
def workdays(desk_after):
    return desk_after(decide)


def row(desk):
    return desk.coverage.board(controls=[CONTROL], as_of=date(2026, 11, 20))[0]


def test_weekends_are_gaps_until_somebody_says_that_nothing_was_to_happen(workdays):
    assert (row(workdays).verdict, row(workdays).covered_days, len(row(workdays).gaps)) == (Verdict.PARTIAL, 15, 3)
    done = workdays.quiet.add([CONTROL], WEEKENDS)
    assert done.sentence == "QD-1: AI-SEC-03 had nothing to do on sat, sun of 2026-11-01..2026-11-30, 9 days"
    found = row(workdays)
    assert (found.verdict, found.covered_days, found.stated_days, found.gaps) == (Verdict.COVERED, 15, 5, ())
    assert "15 of 15 days" in found.sentence
    assert "nothing was to happen on 5 days more, as stated" in found.sentence
    told = (
        "QD-1: nothing was to happen on sat, sun of 2026-11-01..2026-11-30, "
        "by statement of Omar Haddad, 2026-11-21: switched off"
    )
    assert told in found.warnings
    assert workdays.controls.show(CONTROL).stated == (told,)
    (entry,) = workdays.log.list(action=Verb.QUIET_ADD)
    assert (entry.id, entry.after["weekdays"]) == ("QD-1", "[5,6]")
    assert workdays.log.verify().clean


@pytest.mark.parametrize("way", ["drop", "undo"])
def test_taken_back_its_days_are_gaps_again(workdays, way):
    before = row(workdays)
    workdays.quiet.add([CONTROL], WEEKENDS)
    if way == "drop":
        said = workdays.quiet.drop("QD-1", reason="it ran at weekends")
        assert said.sentence == "QD-1 taken back: sat, sun of 2026-11-01..2026-11-30 of AI-SEC-03 need evidence again"
        assert workdays.log.list(action=Verb.QUIET_DROP)[0].reason == "it ran at weekends"
    else:
        workdays.log.undo()
    assert row(workdays) == before
    assert workdays.quiet.list() == []


def test_statements_are_listed_and_each_control_has_its_own(desk):
    desk.quiet.add([CONTROL, "AI-CONF-01"], QuietFacts("shutdown", (), date(2026, 12, 24), date(2027, 1, 1)))
    desk.quiet.add([CONTROL], WEEKENDS)
    assert [(one.id, one.control, one.days) for one in desk.quiet.list()] == [
        ("QD-1", CONTROL, 9),
        ("QD-2", "AI-CONF-01", 9),
        ("QD-3", CONTROL, 104),
    ]
    (one,) = desk.quiet.list(["AI-CONF-01"])
    assert (one.span, one.by, one.on) == (Span(date(2026, 12, 24), date(2027, 1, 1)), desk.actor, date(2026, 11, 21))
    with pytest.raises(Refused, match="stated already"):
        desk.quiet.add([CONTROL], QuietFacts("again", (6,), date(2026, 3, 1), date(2026, 3, 31)))
    assert desk.quiet.add([CONTROL], QuietFacts("more", (4, 6), date(2026, 3, 1), date(2026, 3, 31))).batch


@pytest.mark.parametrize(
    ("controls", "facts", "error", "why"),
    [
        (["AI-SEC-05"], WEEKENDS, Refused, "AI-SEC-05: it runs quarterly"),
        (["AI-PI-01"], WEEKENDS, Refused, "it runs per event"),
        (["AI-NO-01"], WEEKENDS, NotFound, "AI-NO-01"),
        ([], WEEKENDS, NotFound, "which control"),
        ([CONTROL], QuietFacts("", (5, 6)), Refused, "need a reason"),
        ([CONTROL], QuietFacts("off"), Refused, "which days"),
        ([CONTROL], QuietFacts("off", (5, 6), by="Platform team"), BadInput, "is not a person"),
        ([CONTROL], QuietFacts("off", (), date(2026, 5, 2), date(2026, 5, 1)), Refused, "ends before it begins"),
        ([CONTROL], QuietFacts("off", (), date(2026, 5, 2), date(2028, 5, 1)), Refused, "more than a year ahead"),
        ([CONTROL], QuietFacts("off", tuple(range(7))), Refused, "all seven days"),
    ],
)
def test_what_cannot_be_stated_is_refused(desk, controls, facts, error, why):
    with pytest.raises(error, match=why):
        desk.quiet.add(controls, facts)
    assert desk.quiet.list() == []


def test_dropping_needs_a_reason_and_a_statement(desk):
    desk.quiet.add([CONTROL], WEEKENDS)
    with pytest.raises(Refused, match="needs a reason"):
        desk.quiet.drop("QD-1", reason=" ")
    with pytest.raises(NotFound, match="QD-9"):
        desk.quiet.drop("QD-9", reason="x")
    assert len(desk.quiet.list()) == 1


def test_a_dry_run_states_nothing(desk):
    done = desk.quiet.add([CONTROL], WEEKENDS, dry_run=True)
    assert (done.dry_run, "QD-1" in done.sentence, desk.quiet.list()) == (True, True, [])


@pytest.mark.slow
def test_workbook_and_report_name_who_said_so(workdays, tmp_path: Path):
    workdays.quiet.add([CONTROL], WEEKENDS)
    workdays.quiet.add([CONTROL], QuietFacts("long ago", (), date(2025, 1, 1), date(2025, 1, 2)))
    sheet = openpyxl.load_workbook(workdays.exports.matrix(tmp_path / "a.xlsx").path, read_only=True)["Period coverage"]
    rows = [row for row in sheet.values if row[2] == "quiet"]
    assert [(row[0], row[3].date(), row[4].date()) for row in rows] == [
        (CONTROL, date(2026, 11, 1), date(2026, 11, 30)),
    ]
    assert "by statement of Omar Haddad, 2026-11-21: switched off" in str(rows[0][-1])
    report = Document(str(workdays.documents.write("gap-report", tmp_path / "a.docx").path))
    (table,) = [one for one in report.tables if one.rows[0].cells[1].text == "Days"]
    assert [cell.text for cell in table.rows[1].cells] == [
        CONTROL, "sat, sun of 2026-11-01 to 2026-11-30", "switched off", "Omar Haddad", "2026-11-21",
    ]  # fmt: skip
