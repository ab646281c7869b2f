"""The workbook of the sample company, opened by another library: each tab says what the lists of the desk say."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from grcdesk.paths import DeskPaths
from grcdesk.reports.labels import say
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Frequency, Status, Support, Via
from grcdesk.terms.soa import SoaFramework


def tables(path: Path):
    opened = load_workbook(path, read_only=True)
    found = {}
    for sheet in opened:
        head, *body = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(head, row, strict=True)) for row in body if row[0] is not None]
    return found


def day(value) -> date | None:
    return value.date() if value else None


@pytest.fixture
def desk(full_root):
    opened = open_desk(DeskPaths(full_root), via=Via.CLI)
    yield opened
    opened.close()


def test_each_tab_ties_to_the_list_it_comes_from(desk, tmp_path):
    told = tables(desk.exports.matrix(tmp_path / "m.xlsx").path)
    controls(desk, told)
    coverage(desk, told)
    criteria(desk, told)
    vendors(desk, told)
    statements(desk, told)


def controls(desk, told) -> None:
    listed = {row.id: row for row in desk.controls.list()}
    for row in told["Control matrix"]:
        one = listed.pop(row["Control ID"])
        assert (row["Title"], row["Owner"] or "", row["Gap status"]) == (one.title, one.owner, say(one.status))
        assert (row["Supported"] or "") == say(one.support)
        assert row["Status"].startswith(say(one.status))
        assert (", supported" in row["Status"]) is (one.support in {Support.SUPPORTED, Support.SUPPORTED_IN_PART})
        assert len((row["Open actions"] or "").split("; ")) == max(one.open_actions, 1)
    assert not listed
    for row in told["Gap assessment"]:
        one = desk.controls.show(row["ID"])
        assert (row["Status"], row["Gap"] or "", day(row["Due"])) == (say(one.row.status), one.gap, one.row.due)
        open_ = [f"{action.id} {action.title}" for action in one.actions if action.closed_on is None]
        assert (row["Action"] or "") == "\n".join(open_)


def coverage(desk, told) -> None:
    board = {row.id: row for row in desk.coverage.board()}
    assert [row["Control"] for row in told["Coverage heat"]] == list(board)
    for row in told["Coverage heat"]:
        one = board[row["Control"]]
        assert row["Verdict"] == say(one.verdict)
        if one.frequency is Frequency.CONTINUOUS:
            assert (row["Covered"], row["Over"]) == (one.covered_days, one.judged_days)
    matrix = {row["Control ID"]: row["Period coverage"] for row in told["Control matrix"] if row["Period coverage"]}
    assert matrix == {name: say(row.verdict) for name, row in board.items()}


def criteria(desk, told) -> None:
    known = {row.id: row for row in desk.controls.list()}
    for row, one in zip(told["Criteria coverage"], desk.scope.criteria(), strict=True):
        assert (row["ID"], row["Answered"], row["# controls"]) == (one.id, say(one.answered), len(one.controls))
        standing = [known[control] for control in one.controls if known[control].status is Status.IN_PLACE]
        assert (row["In place"], row["Supported"]) == (len(standing), sum(control.supported for control in standing))


def vendors(desk, told) -> None:
    listed = {row.id: row for row in desk.vendors.list()}
    for row in told["Vendors & agreements"]:
        one = listed.pop(row["ID"])
        assert (row["Vendor"], row["State"]) == (one.name, say(one.review.state))
        assert day(row["Next due"]) == one.review.due
    assert not listed
    bad = Counter(row["Vendor"] for row in told["Clauses"] if row["Outcome"] in {"fails", "not read"})
    failing = {row["Vendor"]: row["Failing"] for row in told["Vendors & agreements"]}
    assert all(failing[name] for name in bad)
    good = [row for row in told["Clauses"] if row["Outcome"] == "meets"]
    assert good
    assert all(row["Answer"] == "yes" and row["SHA-256"] for row in good)


def statements(desk, told) -> None:
    for framework, name, size in ((SoaFramework.ISO27001, "ISO 27001", 93), (SoaFramework.ISO42001, "ISO 42001", 38)):
        page = desk.soa.page(framework)
        shown = [row for row in told["SoA"] if row["Framework"] == name]
        assert [row["Item"] for row in shown] == [row.item for row in page.rows]
        assert sum(not row.added for row in page.rows) == size
        assert sum(row["Proof"] == "supported" for row in shown) == page.counts.by_support.get(Support.SUPPORTED, 0)
