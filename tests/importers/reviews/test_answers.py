"""Workbooks that reviewers send back, calendars, and decisions made elsewhere."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.reviews.answers import read_answer
from grcdesk.importers.reviews.holidays import read_holidays
from grcdesk.importers.reviews.rulings import read_rulings
from importers.reads import write

HEADING = ["System", "Account ID", "Person", "Decision", "Reason", "Ticket", "Decided on", "Done on", "As given"]
KEPT = ["Gateway", "u-1", "Lin Chen", "keep", "", "", "2026-11-02", None, "keep"]
FACTS = [["Campaign", "AR-1"], ["Reviewer", "Ana  Sol"], ["Judged on", "2026-11-01"], ["alone"], [None, "nothing"]]


def book(path, *, facts=FACTS, rows=(KEPT,), heading=HEADING, name="Read me", empty=False):
    made = openpyxl.Workbook()
    made.active.title = "Decisions"
    for row in (heading, *rows):
        made.active.append(row)
    for row in facts:
        (made[name] if name in made.sheetnames else made.create_sheet(name)).append(row)
    if empty:
        made.create_sheet("Notes", 0)
    made.save(path)
    return path


def test_an_answer_is_read_with_what_was_given_out(tmp_path):
    rows = [KEPT, [None] * 9, ["Gateway", "u-2", "", "revoke", "left", "T-1", "soon", None, "keep"]]
    found = read_answer(book(tmp_path / "a.xlsx", rows=rows))
    assert (found.campaign, found.reviewer, found.as_of) == ("AR-1", "Ana Sol", "2026-11-01")
    assert [(one.account, one.decision, one.decided_on, one.shown) for one in found.lines] == [
        ("u-1", "keep", "2026-11-02", {"person": "Lin Chen", "as given": "keep"}),
        ("u-2", "revoke", "soon", {"person": "", "as given": "keep"}),
    ]


def test_the_facts_are_found_under_another_name_behind_an_empty_sheet(tmp_path):
    old = [*FACTS[:2], ["As of", "2026-10-01"]]
    found = read_answer(book(tmp_path / "a.xlsx", name="Lies mich", facts=old, empty=True))
    assert (found.campaign, found.as_of) == ("AR-1", "2026-10-01")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"facts": FACTS[:1]}, "the sheet Read me does not name its campaign and reviewer"),
        ({"heading": ["System", "Account ID", "Decision"]}, "the sheet Decisions has no column Reason, Ticket"),
        ({"rows": [[*KEPT, "beyond"]]}, "cannot be read whole"),
    ],
)
def test_another_workbook_is_refused(tmp_path, more, told):
    with pytest.raises(BadInput, match=told):
        read_answer(book(tmp_path / "a.xlsx", **more))


def test_what_is_no_workbook_is_refused_with_the_command_that_takes_it(tmp_path):
    with pytest.raises(BadInput, match="not a workbook that was given to a reviewer") as error:
        read_answer(write(tmp_path, "a.csv", "System,Account ID\n"))
    assert "--from-file" in error.value.hint


def test_holidays_are_one_a_line(tmp_path):
    text = "\ufeffPublic holidays\n# of Berlin\n\n2026-12-25, Christmas\n2026-05-01\n2026-12-25\n"
    assert read_holidays(write(tmp_path, "h.txt", text)) == (date(2026, 5, 1), date(2026, 12, 25))
    with pytest.raises(BadInput, match="'Boxing Day' has no date") as error:
        read_holidays(write(tmp_path, "h.txt", "2026-12-25\nBoxing Day\n"))
    assert error.value.line == 2
    with pytest.raises(BadInput, match="holds no date"):
        read_holidays(write(tmp_path, "h.txt", "# none\n"))


def test_a_day_of_a_decision_that_cannot_be_told_is_kept_as_it_stands(tmp_path):
    found = read_rulings(write(tmp_path, "d.csv", "account,decision,decided_on\nu-1,keep,some day\nu-2,keep,\n"))
    assert [one.decided_on for one in found.lines] == ["some day", ""]
