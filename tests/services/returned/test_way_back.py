"""A control matrix that went out and was filled in by others comes back: exactly what they changed, nothing else."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from grcdesk.errors import BadInput, Refused
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.returned.returned import ReturnedPlan
from grcdesk.terms import Status, Support
from grcdesk.terms.returned import CellFate
from helpers.sheets import tab
from services.returned.books import added, edited, put, renamed, row_of, turned_over, widened

GAPS, MATRIX = "Gap assessment", "Control matrix"
BY = "Petra Novak"


def told(outcome):
    """Record, field and value of each difference, whatever its place."""
    return sorted((one.id, one.field, one.ours, one.theirs) for one in outcome.cells)


def bring(desk, file, **plan):
    return desk.returned.import_(file, ReturnedPlan(**{"by": BY, **plan}))


def look(desk, file, **plan):
    return desk.returned.import_(file, ReturnedPlan(**{"by": BY, **plan}), dry_run=True)


def control(desk, key="AI-SEC-01"):
    return desk.controls.show(key)


@pytest.mark.slow
def test_untouched_it_differs_in_nothing(company, matrix, plan, tmp_path):
    for name, data in (("matrix", matrix), ("plan", plan)):
        (tmp_path / name).write_bytes(data)
        again = edited(data, tmp_path / f"{name}.xlsx")
        for file in (tmp_path / name, again):
            found = look(company, file)
            assert (found.cells, found.problems, found.stays) == ((), (), 0)
            assert "changes nothing" in found.sentence


@pytest.mark.slow
def test_what_was_done_to_it_comes_back_as_exactly_that(company, matrix, tmp_path):
    file = edited(
        matrix,
        tmp_path / "back.xlsx",
        put(GAPS, {("AI-SEC-01", "Owner"): "Ada Okafor", ("AI-SEC-02", "Status"): "in palce"}),
        put(MATRIX, {("AI-SEC-03", "Auditor notes"): "Looked at three samples"}),
        added(GAPS, "AI-SEC-99", {"Owner": "Ada Okafor"}),
        turned_over(GAPS),
        widened(GAPS),
        renamed(GAPS, "Gaps, ours"),
    )
    found = look(company, file)
    assert told(found) == [
        ("AI-SEC-01", "Owner", "Lin Chen", "Ada Okafor"),
        ("AI-SEC-03", "Auditor notes", "", "Looked at three samples"),
    ]
    page = load_workbook(file)["Gaps, ours"]
    places = {one.place: one.what for one in found.problems}
    row = next(at for at in range(2, page.max_row + 1) if page.cell(at, 2).value == "AI-SEC-02")
    assert places.keys() == {f"Gaps, ours!D{row}", "Gaps, ours!B2"}
    assert "'in palce'" in places[f"Gaps, ours!D{row}"]
    assert "'AI-SEC-99'" in places["Gaps, ours!B2"]
    assert [one.cure for one in found.problems if "palce" in one.what] == ["did you mean 'in place'?"]


@pytest.mark.slow
def test_nothing_is_half_taken(company, matrix, tmp_path):
    file = edited(
        matrix,
        tmp_path / "back.xlsx",
        put(GAPS, {("AI-SEC-01", "Owner"): "Ada Okafor", ("AI-SEC-02", "Status"): "in palce"}),
    )
    with pytest.raises(BadInput) as refused:
        bring(company, file)
    assert len(refused.value.reasons) == 1
    assert control(company).row.owner == "Lin Chen"
    assert company.returned.list() == []
    done = bring(company, file, leave=("problems",))
    assert control(company).row.owner == "Ada Okafor"
    assert len(done.left) == 1


@pytest.mark.slow
def test_both_changed_it_and_a_person_says_which_counts(company, matrix, tmp_path):
    file = edited(matrix, tmp_path / "back.xlsx", put(GAPS, {("AI-SEC-01", "Owner"): "Ada Okafor"}))
    company.controls.set(["AI-SEC-01"], ControlChange(owner="Mara Roy", gap="Rotation is late"))
    found = look(company, file)
    (one,) = found.cells
    assert (one.fate, one.base, one.ours, one.theirs) == (CellFate.BOTH, "Lin Chen", "Mara Roy", "Ada Okafor")
    assert found.stays == 1  # the gap, changed here alone
    with pytest.raises(Refused) as refused:
        bring(company, file)
    assert one.place in refused.value.reasons[0]
    assert bring(company, file, leave=(one.place,)).cells[0].settled == "leave"
    assert control(company).row.owner == "Mara Roy"
    bring(company, file, take=(one.place,))
    assert (control(company).row.owner, control(company).gap) == ("Ada Okafor", "Rotation is late")


@pytest.mark.slow
@pytest.mark.parametrize(("said", "owner"), [({"theirs": True}, "Ada Okafor"), ({"ours": True}, "Mara Roy")])
def test_one_word_settles_all(company, matrix, tmp_path, said, owner):
    file = edited(matrix, tmp_path / "back.xlsx", put(GAPS, {("AI-SEC-01", "Owner"): "Ada Okafor"}))
    company.controls.set(["AI-SEC-01"], ControlChange(owner="Mara Roy"))
    bring(company, file, **said)
    assert control(company).row.owner == owner


@pytest.mark.slow
def test_twice_is_once(company, matrix, tmp_path):
    file = edited(matrix, tmp_path / "back.xlsx", put(GAPS, {("AI-SEC-01", "Owner"): "Ada Okafor"}))
    assert bring(company, file).batch
    again = bring(company, file)
    assert (again.batch, again.cells) == ("", ())
    assert len(company.returned.list()) == 1
    assert any("came as RB-1" in one for one in again.warnings)


@pytest.mark.slow
def test_who_filled_it_in_is_not_who_took_it_and_the_file_is_kept(company, matrix, tmp_path):
    file = edited(matrix, tmp_path / "back.xlsx", put(GAPS, {("AI-SEC-02", "Design"): "adequate",
                                                             ("AI-SEC-02", "Status"): "missing"}))  # fmt: skip
    bring(company, file)
    (row,) = company.returned.list()
    assert (row.filled_by, row.taken_by, row.file) == (BY, company.actor, "back.xlsx")
    assert row.filled_by != row.taken_by
    assert control(company, "AI-SEC-02").assessed_by == BY
    (tmp_path / "out").mkdir()
    assert company.vault.open(row.kept, tmp_path / "out").path.read_bytes() == file.read_bytes()
    assert company.vault.verify().found == ()


@pytest.mark.slow
def test_one_undo_takes_all_of_it_back(company, matrix, tmp_path):
    before = control(company)
    file = edited(
        matrix,
        tmp_path / "back.xlsx",
        put(GAPS, {("AI-SEC-01", "Owner"): "Ada Okafor", ("AI-SEC-01", "Due"): date(2027, 3, 1)}),
        put(MATRIX, {("AI-SEC-01", "Auditor ref"): "C-7"}),
    )
    done = bring(company, file)
    lines = [one for one in company.log.list() if one.batch == done.batch]
    assert {one.action.value for one in lines} == {"matrix.import"}
    company.log.undo(done.batch)
    after = control(company)
    assert (after.row.owner, after.row.due) == (before.row.owner, before.row.due)
    assert company.returned.list() == []
    assert look(company, file).cells == done.cells


@pytest.mark.slow
def test_what_the_auditor_wrote_stands_in_the_next_workbook(company, matrix, tmp_path):
    said = {"Auditor ref": "C-7", "Auditor test": "Inspected\ntwo logs", "Auditor result": "exception noted",
            "Auditor notes": "=1+1"}  # fmt: skip
    file = edited(
        matrix, tmp_path / "back.xlsx", put(MATRIX, {("AI-SEC-04", name): text for name, text in said.items()})
    )
    page = load_workbook(file)[MATRIX]
    notes = page.cell(row_of(page, "AI-SEC-04"), [c.value for c in page[1]].index("Auditor notes") + 1)
    notes.data_type = "s"  # a text that looks like a formula
    book = page.parent
    book.save(file)
    bring(company, file)
    company.exports.matrix(tmp_path / "next.xlsx")
    head, *rows = tab(tmp_path / "next.xlsx", MATRIX)
    row = next(row for row in rows if row[0] == "AI-SEC-04")
    assert {name: row[head.index(name)] for name in said} == said
    assert look(company, tmp_path / "next.xlsx").cells == ()
    emptied = edited(
        (tmp_path / "next.xlsx").read_bytes(), tmp_path / "b.xlsx", put(MATRIX, {("AI-SEC-04", "Auditor ref"): None})
    )
    bring(company, emptied)
    company.exports.matrix(tmp_path / "last.xlsx")
    row = next(row for row in tab(tmp_path / "last.xlsx", MATRIX) if row[0] == "AI-SEC-04")
    assert row[head.index("Auditor ref")] is None


@pytest.mark.slow
def test_in_place_is_a_claim_and_not_applicable_needs_its_reason(company, matrix, plan, tmp_path):
    file = edited(matrix, tmp_path / "back.xlsx", put(GAPS, {("AI-SEC-02", "Status"): "not applicable"}))
    (problem,) = look(company, file).problems
    assert "reason" in problem.what
    mine = next(
        one.id for one in company.controls.list() if one.owner == "Lin Chen" and one.status is not Status.IN_PLACE
    )
    cells = {(mine, "Status"): "not applicable", (mine, "N/A reason"): "No such system", (mine, "Approver"): "Mara Roy"}
    bring(company, edited(plan, tmp_path / "plan.xlsx", put("My controls", cells)))
    assert control(company, mine).row.status is Status.NOT_APPLICABLE
    missing = next(one for one in company.controls.list() if one.status is Status.MISSING)
    bring(company, edited(matrix, tmp_path / "in.xlsx", put(GAPS, {(missing.id, "Status"): "in place"})))
    assert control(company, missing.id).row.support is not Support.SUPPORTED


def test_actions_are_worded_planned_and_closed_by_their_owner(company, plan, tmp_path):
    page = load_workbook(io.BytesIO(plan))["My actions"]
    action, of = page.cell(2, 1).value, page.cell(2, 2).value
    cell = control(company, of)
    lines = "\n".join(
        [*(f"{one.id} {one.title}" for one in cell.actions if one.status.value == "open"), "Tell the board"]
    )
    file = edited(
        plan,
        tmp_path / "a.xlsx",
        put(
            "My actions",
            {(action, "Action"): "Rotate the keys twice", (action, "Status"): "done", (action, "Proof"): "PR 7"},
        ),
        put("My controls", {(of, "Due"): "2027-05-01"}),
    )
    bring(company, file)
    row = next(one for one in company.actions.list(control=of) if one.id == action)
    assert (row.title, row.status.value, row.proof) == ("Rotate the keys twice", "done", "PR 7")
    again = edited(plan, tmp_path / "b.xlsx", put("My controls", {(of, "Action"): lines, (of, "Due"): "2027-05-01"}))
    found = look(company, again)
    assert [one.fate for one in found.cells if one.field == "Action"] == [CellFate.BOTH]


def test_a_line_without_an_id_is_a_new_action(company, plan, tmp_path):
    of = next(one.id for one in company.controls.list() if one.owner == "Lin Chen" and not one.open_actions)
    file = edited(plan, tmp_path / "a.xlsx", put("My controls", {(of, "Action"): "Tell the board"}))
    (problem,) = look(company, file).problems if control(company, of).row.due is None else (None,)
    assert problem is None or "due date" in problem.what
    file = edited(
        plan, tmp_path / "b.xlsx", put("My controls", {(of, "Action"): "Tell the board", (of, "Due"): date(2027, 6, 1)})
    )
    bring(company, file)
    made = company.actions.list(control=of)[-1]
    assert (made.title, made.owner, made.due) == ("Tell the board", "Lin Chen", date(2027, 6, 1))


def test_a_new_action_that_came_home_is_not_planned_again(company, plan, tmp_path):
    of = next(one.id for one in company.controls.list() if one.owner == "Lin Chen" and one.open_actions)
    standing = [f"{one.id} {one.title}" for one in control(company, of).actions if one.status.value == "open"]
    lines = "\n".join([*standing, "Tell the board"])
    file = edited(plan, tmp_path / "a.xlsx", put("My controls", {(of, "Action"): lines}))
    assert len(bring(company, file).cells) == 1
    again = bring(company, file)
    assert (again.cells, again.problems) == ((), ())
    assert "the same file came as RB-1" in " ".join(again.warnings)
    more = edited(plan, tmp_path / "b.xlsx", put("My controls", {(of, "Action"): f"{lines}\nTell the press"}))
    bring(company, more, theirs=True)
    titles = [one.title for one in company.actions.list(control=of)]
    assert (titles.count("Tell the board"), titles.count("Tell the press")) == (1, 1)


def test_a_row_added_to_my_actions_is_named_with_where_it_belongs(company, plan, tmp_path):
    row = added("My actions", "", {"Control": "AI-SEC-01", "Action": "Tell the board", "Due": "2026-12-20"})
    (found,) = look(company, edited(plan, tmp_path / "a.xlsx", row)).problems
    assert (found.what, "a line without an id" in found.cure) == ("the row names no action", True)
    idle_one = next(one.id for one in company.controls.list() if not one.open_actions)
    company.controls.set([idle_one], ControlChange(owner="Petra Novak"))
    (idle,) = company.workplans.export("Petra Novak", tmp_path / "idle.xlsx")
    assert look(company, idle.path).problems == ()
    row = added("My actions", "", {"Control": "AI-SEC-01", "Action": "Tell the board"})
    (found,) = look(company, edited(idle.path.read_bytes(), tmp_path / "c.xlsx", row)).problems
    assert found.what == "the row names no action", "a tab without rows loses nothing unseen"
