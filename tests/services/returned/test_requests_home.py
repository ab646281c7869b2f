"""The tab of requests comes home: ours as ours, the auditor's as his word, nothing against a rule."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from grcdesk.errors import BadInput
from grcdesk.schemas.returned.returned import ReturnedPlan

BY = "Kim Otis"


@pytest.fixture(scope="module")
def sent(_full_template, tmp_path_factory):
    """The workbook of the fieldwork, written once."""
    import shutil  # noqa: PLC0415

    from grcdesk.paths import DeskPaths  # noqa: PLC0415
    from grcdesk.services.desk.opening import open_desk  # noqa: PLC0415
    from grcdesk.terms import Via  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("sent")
    desk = open_desk(DeskPaths(shutil.copytree(_full_template, folder / "desk")), via=Via.CLI)
    desk.ask_about("ENG-2")
    desk.exports.matrix(folder / "sent.xlsx")
    desk.close()
    return (folder / "sent.xlsx").read_bytes()


def back(sent, target, cells):
    book = load_workbook(io.BytesIO(sent))
    page = book["Requests"]
    at = {cell.value: cell.column for cell in page[1]}
    rows = {page.cell(row, at["Our ref"]).value: row for row in range(2, page.max_row + 1)}
    for (key, header), value in cells.items():
        page.cell(rows[key], at[header]).value = value
    book.save(target)
    return target


def asked(company, key):
    company.ask_about("ENG-2")
    return next(row for row in company.requests.list() if row.id == key)


@pytest.mark.slow
def test_ours_and_the_auditors_word_come_home_whatever_engagement_is_current(company, sent, tmp_path):
    cells = {
        ("REQ-4", "Owner"): "Ada Okafor", ("REQ-12", "Our status"): "gathering",
        ("REQ-6", "Auditor status"): "returned", ("REQ-6", "Reason"): "One system is missing",
    }  # fmt: skip
    found = company.returned.import_(back(sent, tmp_path / "b.xlsx", cells), ReturnedPlan(by=BY))
    assert len(found.cells) == 4
    assert (asked(company, "REQ-4").owner, asked(company, "REQ-12").status.value) == ("Ada Okafor", "gathering")
    told = asked(company, "REQ-6")
    assert (told.auditor_status.value, told.return_reason) == ("returned", "One system is missing")
    assert (told.status.value, told.rounds) == ("gathering", 2), "a return begins the next round"


@pytest.mark.slow
def test_what_a_rule_refuses_is_named_at_its_cell_and_left_out_as_a_whole_when_asked(company, sent, tmp_path):
    file = back(
        sent, tmp_path / "b.xlsx",
        {("REQ-1", "Auditor status"): "accepted", ("REQ-2", "Reason"): "why", ("REQ-4", "Owner"): "Ada Okafor"},
    )  # fmt: skip
    with pytest.raises(BadInput) as refused:
        company.returned.import_(file, ReturnedPlan(by=BY))
    assert ["was not submitted" in refused.value.reasons[0], "goes with a word" in refused.value.reasons[1]] == [
        True
    ] * 2
    assert asked(company, "REQ-4").owner == "Lin Chen"
    found = company.returned.import_(file, ReturnedPlan(by=BY, leave=("problems",)))
    assert (len(found.left), found.problems) == (2, ())
    assert (asked(company, "REQ-4").owner, asked(company, "REQ-1").auditor_status.value) == ("Ada Okafor", "not_sent")
    assert company.log.verify().clean
