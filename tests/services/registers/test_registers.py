"""Registers that come in: conflicts, what is refused together, one undo, hostile cells, and ids nobody has seen."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from grcdesk.errors import BadInput, Refused
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.registers.registers import RegisterPlan
from grcdesk.schemas.registers.tables import TablePlan
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms import ActionStatus, Status
from grcdesk.terms.interchange import DeskRegister
from grcdesk.terms.vendors import Tier
from services.registers.sheets import BY, HOSTILE, edit, fill


@pytest.fixture
def full(desk):
    return fill(desk)


@pytest.fixture
def sheet(full, tmp_path):
    path = tmp_path / "controls.xlsx"
    full.registers.export(DeskRegister.CONTROLS, path)
    return path


def row_of(path, ident: str) -> int:
    page = load_workbook(path).worksheets[0]
    return next(number for number, row in enumerate(page.iter_rows(values_only=True), 1) if row[0] == ident)


def written(tmp_path, text: str, name: str = "list.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def control(desk, ident: str = "AI-SEC-01"):
    return desk.controls.show(ident).row


# three ways


def test_what_changed_here_stays_and_what_changed_there_is_taken(full, sheet):
    full.controls.set(["AI-SEC-01"], ControlChange(owner="Lin Chen"))
    edit(sheet, {(row_of(sheet, "AI-SEC-01"), "Due"): date(2027, 3, 1)})
    done = full.registers.import_(DeskRegister.CONTROLS, sheet)
    assert [(one.field, one.old, one.new) for one in done.changes] == [("due", "2026-12-15", "2027-03-01")]
    assert (control(full).owner, control(full).due) == ("Lin Chen", date(2027, 3, 1))
    assert "1 cell overwritten: AI-SEC-01 due" in done.warnings
    full.log.undo(done.batch)
    assert control(full).due == date(2026, 12, 15)


def test_a_cell_that_both_changed_is_a_conflict_until_somebody_settles_it(full, sheet):
    edit(sheet, {(row_of(sheet, "AI-SEC-01"), "Owner"): "Ada Okafor", (row_of(sheet, "AI-SEC-02"), "Owner"): None})
    full.controls.set(["AI-SEC-01"], ControlChange(owner="Lin Chen"))
    done = full.registers.import_(DeskRegister.CONTROLS, sheet)
    (one,) = done.conflicts
    assert (one.id, one.field, one.given, one.ours, one.theirs) == ("AI-SEC-01", "owner", BY, "Lin Chen", "Ada Okafor")
    assert done.sentence.startswith("1 control changed")
    assert done.sentence.endswith("; 1 conflict")
    assert (control(full).owner, control(full, "AI-SEC-02").owner) == ("Lin Chen", "")
    settled = full.registers.import_(DeskRegister.CONTROLS, sheet, RegisterPlan(theirs=True))
    assert (control(full).owner, settled.conflicts) == ("Ada Okafor", ())


def test_both_changed_it_to_the_same_and_nothing_is_to_be_done(full, sheet):
    edit(sheet, {(row_of(sheet, "AI-SEC-01"), "Owner"): "Lin Chen"})
    full.controls.set(["AI-SEC-01"], ControlChange(owner="Lin Chen"))
    done = full.registers.import_(DeskRegister.CONTROLS, sheet)
    assert (done.kinds, done.conflicts) == (frozenset(), ())


def test_rows_that_did_not_come_back_and_cells_that_are_shown_only_are_told(full, sheet):
    book = load_workbook(sheet)
    page = book.worksheets[0]
    page.cell(2, 2).value = "another title"
    page.delete_rows(5)
    book.save(sheet)
    done = full.registers.import_(DeskRegister.CONTROLS, sheet)
    assert (len(done.absent), done.kinds) == (1, frozenset())
    assert any("title is shown only; 1 changed cell not taken: line 2" in one for one in done.warnings)


def test_a_preview_changes_nothing_and_a_sheet_of_another_register_is_refused(full, sheet, tmp_path):
    edit(sheet, {(row_of(sheet, "AI-SEC-01"), "Status"): "missing"})
    told = full.registers.import_(DeskRegister.CONTROLS, sheet, dry_run=True)
    assert told.dry_run
    place = row_of(sheet, "AI-SEC-01")
    assert told.warnings[-1] == f"line {place}: AI-SEC-01: status partial → missing"
    assert control(full).status is Status.PARTIAL
    with pytest.raises(BadInput, match="is the register of controls, not of vendors"):
        full.registers.import_(DeskRegister.VENDORS, sheet, RegisterPlan(table=TablePlan(columns={"name": "Title"})))


# two ways


def test_of_another_file_an_empty_cell_says_nothing_and_a_dash_clears(full, tmp_path):
    file = written(tmp_path, "Control ID,Status,Owner,Due\nai-sec-01,,,-\nAI-SEC-02,In place,Lin Chen,31/12/2026\n")
    done = full.registers.import_(DeskRegister.CONTROLS, file)
    assert control(full).owner == BY
    assert control(full).due is None
    assert (control(full, "AI-SEC-02").status, control(full, "AI-SEC-02").due) == (Status.IN_PLACE, date(2026, 12, 31))
    assert any("'Lin Chen' is a name that is new here (line 3)" in one for one in done.warnings)


def test_everything_that_cannot_be_is_told_once_with_its_rows(full, tmp_path):
    rows = [f"AI-SEC-0{number},gone,Security team" for number in (1, 2, 3)]
    file = written(
        tmp_path, "\n".join(["ID,Status,Owner", *rows, "AI-SEC-99,partial,", "AI-SEC-04,n.a.,", "AI-SEC-01,,"])
    )
    with pytest.raises(BadInput) as wrong:
        full.registers.import_(DeskRegister.CONTROLS, file)
    assert wrong.value.reasons == (
        "status 'gone', 3 rows (line 2, 3, 4): not_assessed, in_place, partial, missing, not_applicable",
        "lines 2, 3 and 4: owner 'Security team' is not a person: name one; the role has its own column",
        "line 5: there is no control 'AI-SEC-99'; did you mean 'AI-SEC-05'?",
        "line 6: AI-SEC-04: not applicable needs a reason; AI-SEC-04: not applicable needs an approver",
        "line 7: AI-SEC-01 stands in line 2 already",
    )
    assert "--word status:gone=OURS" in wrong.value.hint
    assert control(full).status is Status.PARTIAL, "nothing was taken"


def test_700_like_errors_are_one_line_with_a_count(full, tmp_path):
    file = written(tmp_path, "ID,Status\n" + "".join(f"NEW-{number},lost\n" for number in range(700)))
    with pytest.raises(BadInput) as wrong:
        full.registers.import_(DeskRegister.CONTROLS, file)
    assert [one.partition(":")[0] for one in wrong.value.reasons] == [
        "status 'lost', 700 rows (line 2, 3, 4 …)",
        "lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 690 more",
    ]
    assert wrong.value.reasons[1].endswith("there is no control 'NEW-0'; and 699 more like it (700 rows)")


def test_words_and_columns_that_were_told_are_remembered_and_taken_back_with_the_rest(full, tmp_path):
    file = written(tmp_path, "Nummer,Klass\nAI-SEC-01,Largely = done\n")
    plan = RegisterPlan(
        table=TablePlan(columns={"id": "Nummer", "status": "Klass"}, words={"status": {"largely = done": "in place"}})
    )
    done = full.registers.import_(DeskRegister.CONTROLS, file, plan)
    assert control(full).status is Status.IN_PLACE
    full.controls.set(["AI-SEC-01"], ControlChange(status=Status.MISSING))
    assert full.registers.import_(DeskRegister.CONTROLS, file).changes[0].new == "in place"
    full.log.undo()
    full.log.undo()
    full.log.undo(done.batch)
    with pytest.raises(BadInput, match="no column names the control"):
        full.registers.import_(DeskRegister.CONTROLS, file)
    with pytest.raises(BadInput, match="the column 'tear' has no words"):
        full.registers.import_(
            DeskRegister.CONTROLS,
            file,
            RegisterPlan(table=TablePlan(columns={"id": "Nummer"}, words={"tear": {"a": "b"}})),
        )


def test_hostile_cells_are_stored_as_they_are_or_refused_with_their_place(full, tmp_path):
    book = Workbook()
    book.active.append(["ID", "Gap"])
    book.active.append(["AI-SEC-03", "=1+1"])
    book.active["B2"].data_type = "s"
    book.save(tmp_path / "h.xlsx")
    full.registers.import_(DeskRegister.CONTROLS, tmp_path / "h.xlsx")
    assert full.controls.show("AI-SEC-03").gap == "=1+1"
    with pytest.raises(BadInput) as wrong:
        full.registers.import_(DeskRegister.CONTROLS, written(tmp_path, f"ID,Gap\nAI-SEC-03,{'x' * 40_000}\n"))
    assert wrong.value.reasons == ("line 2: gap has 40,000 characters: at most 32,000; keep the rest in a document",)
    full.registers.import_(DeskRegister.CONTROLS, written(tmp_path, 'ID,Gap\nAI-SEC-03,"a\x07\u202eb"\n'))
    assert full.controls.show("AI-SEC-03").gap == "a\x07\u202eb"


def test_text_with_signs_is_whole_after_another_cell_of_its_row_was_changed(full, sheet):
    edit(sheet, {(row_of(sheet, "AI-SEC-01"), "Role"): "Lead"})
    full.registers.import_(DeskRegister.CONTROLS, sheet)
    assert full.controls.show("AI-SEC-01").gap == HOSTILE.strip()


def test_a_formula_nobody_has_reckoned_clears_nothing(full, sheet):
    edit(sheet, {(row_of(sheet, "AI-SEC-01"), "Owner"): "=A1"})
    with pytest.raises(BadInput, match="1 formula without a kept result") as wrong:
        full.registers.import_(DeskRegister.CONTROLS, sheet)
    assert "save it again" in wrong.value.hint
    assert control(full).owner == BY


def test_a_cell_that_says_that_it_says_nothing_clears_nothing(full, sheet):
    full.controls.set(["AI-SEC-01"], ControlChange(due=date(2026, 12, 15)))
    edit(sheet, {(row_of(sheet, "AI-SEC-01"), "Due"): "N/A"})
    done = full.registers.import_(DeskRegister.CONTROLS, sheet)
    assert "due 'N/A' says nothing here (1 row)" in done.warnings
    assert (done.changes, control(full).due) == ((), date(2026, 12, 15))


@pytest.mark.slow
def test_a_sheet_of_ours_without_its_base_says_that_it_goes_before_what_changed_here(full, sheet):
    told = "a sheet as ours, without what it was given out with: its cells go before what was changed here since"
    assert told not in full.registers.import_(DeskRegister.CONTROLS, sheet).warnings
    full.controls.set(["AI-SEC-01"], ControlChange(owner="Lin Chen"))
    book = load_workbook(sheet)
    del book["grcdesk base"]
    book.save(sheet)
    done = full.registers.import_(DeskRegister.CONTROLS, sheet, dry_run=True)
    assert told in done.warnings
    assert "1 cell overwritten: AI-SEC-01 owner" in done.warnings


def test_a_cell_that_cannot_be_read_is_not_said_to_be_empty_besides(full, sheet):
    edit(sheet, {(row_of(sheet, "AI-SEC-01"), "Status"): "parttial"})
    with pytest.raises(BadInput) as caught:
        full.registers.import_(DeskRegister.CONTROLS, sheet)
    assert "parttial" in str(caught.value.reasons)
    assert "emptied" not in str(caught.value.reasons)


# actions, risks, contacts


def test_actions_come_in_move_with_a_reason_and_close_with_their_proof(full, tmp_path):
    text = "Control,Action,Owner,Due,Status,Proof\nAI-SEC-03,New one,Lin Chen,2027-01-01,,\n"
    text += "ai-sec-03,Old one,Lin Chen,2026-05-01,closed,ticket 9\nAI-SEC-01,=Rotate + test,,2027-02-01,,\n"
    file = written(tmp_path, text)
    with pytest.raises(BadInput) as wrong:
        full.registers.import_(DeskRegister.ACTIONS, file)
    assert wrong.value.reasons == ("line 4: moving ACT-1 needs a reason",)
    done = full.registers.import_(DeskRegister.ACTIONS, file, RegisterPlan(defaults={"moved_because": "vendor late"}))
    assert done.sentence == "2 actions added, 1 changed, 0 as before"
    rows = {row.id: row for row in full.actions.list()}
    assert rows["ACT-1"].slips == ((date(2026, 12, 1), date(2027, 2, 1), "vendor late"),)
    assert (rows["ACT-4"].status, rows["ACT-4"].proof) == (ActionStatus.DONE, "ticket 9")
    full.log.undo(done.batch)
    assert len(full.actions.list()) == 2


def test_closed_actions_and_unknown_ids_are_refused(full, tmp_path):
    text = "ID,Control,Action,Owner\nACT-2,AI-SEC-02,Write it,Lin Chen\nACT-9,AI-SEC-02,x,Lin Chen\n"
    with pytest.raises(BadInput) as wrong:
        full.registers.import_(DeskRegister.ACTIONS, written(tmp_path, text))
    assert [one.partition(";")[0] for one in wrong.value.reasons] == [
        "line 2: ACT-2 was closed on 2026-11-21: plan a new action instead",
        "line 3: there is no action 'ACT-9'",
    ]


def test_an_action_stays_with_its_control_and_is_closed_by_its_status(full, tmp_path):
    for text, why in (
        (
            "ID,Control\nACT-1,AI-SEC-02\n",
            "line 2: ACT-1 belongs to AI-SEC-01: plan an action of the other control instead",
        ),
        ("ID,Control\nACT-1,AI-SEC-77\n", "line 2: no control 'AI-SEC-77'"),
        ("ID,Moved because\nACT-1,late\n", "line 2: ACT-1 says why it moves, and keeps its due date"),
        (
            "ID,Proof\nACT-1,ticket 9\n",
            "line 2: ACT-1 is open, and has a proof or a day on which it was closed: close it: done",
        ),
        ("ID,Proof\nACT-2,ticket 9\n", "line 2: ACT-2 was closed on 2026-11-21: plan a new action instead"),
    ):
        with pytest.raises(BadInput) as wrong:
            full.registers.import_(DeskRegister.ACTIONS, written(tmp_path, text))
        assert [one.partition(";")[0] for one in wrong.value.reasons] == [why]


def test_a_risk_is_ended_and_never_rewritten(full, tmp_path):
    with pytest.raises(BadInput) as wrong:
        full.registers.import_(DeskRegister.RISKS, written(tmp_path, "ID,Approver\nRA-1,Max Roy\n"))
    assert wrong.value.reasons == (
        "line 2: RA-1 was accepted as it stands: approver: end it, and accept the risk anew",
    )
    text = "Control,Reason,Approver,Accepted,Expires,Ended\n"
    text += "AI-SEC-02,one region,Max Roy,2026-03-01,2027-03-31,2026-06-30\n"
    full.registers.import_(DeskRegister.RISKS, written(tmp_path, text))
    assert [row.ended_on for row in full.risks.list(control="AI-SEC-02")] == [date(2026, 6, 30)]


def test_a_row_of_our_sheet_whose_record_is_gone_is_passed_over_and_told(full, tmp_path):
    path = tmp_path / "actions.xlsx"
    batch = full.actions.add("AI-SEC-01", "Later one", owner=BY, due=date(2026, 12, 3)).batch
    full.registers.export(DeskRegister.ACTIONS, path)
    full.log.undo(batch)
    done = full.registers.import_(DeskRegister.ACTIONS, path)
    assert "line 4: ACT-3 is no longer here; its row was passed over" in done.warnings
    assert done.sentence == "0 actions added, 0 changed, 2 as before"


def test_risks_are_added_with_the_day_they_were_accepted_on(full, tmp_path):
    text = "Control,Reason,Approver,Accepted,Expires\nAI-SEC-02,one region,Max Roy,2026-03-01,2027-03-31\n"
    full.registers.import_(DeskRegister.RISKS, written(tmp_path, text))
    assert [(row.accepted_on, row.approver) for row in full.risks.list(control="AI-SEC-02")] == [
        (date(2026, 3, 1), "Max Roy")
    ]
    late = text.replace("2027-03-31", "2026-03-31").replace("region", "zone")
    with pytest.raises(BadInput) as wrong:
        full.registers.import_(DeskRegister.RISKS, written(tmp_path, late))
    assert "would have expired" in wrong.value.reasons[0]


def test_contacts_belong_to_the_vendor_that_is_told_or_named(full, tmp_path):
    text = "Vendor,Kind,Name,Email\nVEN-1,DPO,Ann,a@x.example\nexample,security,Ida Holm-Berg,s@x.example\n"
    text += "Nobody,legal,B,\n"
    with pytest.raises(BadInput) as wrong:
        full.registers.import_(DeskRegister.CONTACTS, written(tmp_path, text))
    assert wrong.value.reasons == ("line 4: no vendor 'Nobody'",)
    done = full.registers.import_(DeskRegister.CONTACTS, written(tmp_path, text.rpartition("Nobody")[0]))
    assert [one.told for one in done.added] == ["VEN-1/c2 Ann new, privacy contact of Example Models"]
    assert [(one.id, one.field, one.new) for one in done.changes] == [("VEN-1/c1", "name", "Ida Holm-Berg")]
    alone = written(tmp_path, "Kind,Name\nlegal,Ben\n")
    assert full.registers.import_(DeskRegister.CONTACTS, alone, RegisterPlan(vendor="VEN-1")).added[0].id == "VEN-1/c3"


# subprocessors


def listed(rows: int, start: int = 0) -> str:
    head = "Entity name,Purpose of processing,Country,URL,Date added\n"
    return head + "".join(
        f"Sub {number},Hosting {number},US,https://s{number}.example,2025-01-{number % 28 + 1:02}\n"
        for number in range(start, rows)
    )


@pytest.mark.slow
def test_a_list_of_700_comes_in_and_the_next_one_shows_who_is_new_gone_and_changed(full, tmp_path):
    full.vendors.add("Sub 699", VendorFacts(tier=Tier.LOW))
    plan = RegisterPlan(vendor="Example Models")
    first = full.registers.import_(DeskRegister.SUBPROCESSORS, written(tmp_path, listed(700)), plan)
    assert first.sentence == "700 subprocessors added, 0 changed, 0 as before"
    assert "known here as VEN-3 Sub 699" in first.added[699].told
    file = full.vendor_papers.file("VEN-1").file
    assert [(one.website, one.since, one.object_by) for one in file.subprocessors if one.name == "Sub 1"] == [
        ("https://s1.example", date(2025, 1, 2), None)
    ]
    text = listed(702, start=3).replace("Hosting 9,", "Support 9,")
    told = RegisterPlan(
        vendor="VEN-1", defaults={"announced": "2026-11-20", "notice_days": "30"}, whole=True, on=date(2026, 11, 20)
    )
    done = full.registers.import_(DeskRegister.SUBPROCESSORS, written(tmp_path, text), told, dry_run=True)
    assert done.sentence == "2 subprocessors added, 1 changed, 696 as before; 5 gone"
    assert done.added[0].told.endswith("Sub 700 new, 30 days from 2026-11-20 to object")
    done = full.registers.import_(DeskRegister.SUBPROCESSORS, written(tmp_path, text), told)
    rows = {one.name: one for one in full.vendor_papers.file("VEN-1").file.subprocessors}
    assert (rows["Sub 0"].removed, rows["Sub 700"].object_by) == (date(2026, 11, 20), date(2026, 12, 20))
    full.log.undo(done.batch)
    rows = {one.name: one for one in full.vendor_papers.file("VEN-1").file.subprocessors}
    assert rows["Sub 0"].removed is None
    assert "Sub 700" not in rows


def test_who_is_not_on_a_list_is_told_and_kept_unless_it_is_whole(full, tmp_path):
    done = full.registers.import_(
        DeskRegister.SUBPROCESSORS, written(tmp_path, "Name\nFar Cloud\n"), RegisterPlan(vendor="VEN-1")
    )
    assert done.absent == ("VEN-1/s2 Example Mail",)
    assert "not in the file, kept here: VEN-1/s2 Example Mail" in done.warnings
    with pytest.raises(BadInput, match="whose subprocessors"):
        full.registers.import_(DeskRegister.SUBPROCESSORS, written(tmp_path, "Name\nFar Cloud\n"))


def test_a_vendor_s_list_says_since_when_it_was_announced_and_what_was_decided(full, tmp_path):
    text = "Name,Purpose,Announced,Notice days,Decision,Decided by,Reason,Decided on\n"
    text += "Far Cloud,hosting,,,,,,\nNew Cloud,search,2026-11-10,30,objected,Max Roy,no region,2026-11-15\n"
    done = full.registers.import_(
        DeskRegister.SUBPROCESSORS,
        written(tmp_path, text),
        RegisterPlan(vendor="VEN-1", whole=True, on=date(2026, 11, 20)),
    )
    assert done.added[0].told == "VEN-1/s3 New Cloud new, 30 days from 2026-11-10 to object"
    rows = {one.name: one for one in full.vendor_papers.file("VEN-1").file.subprocessors}
    assert (rows["New Cloud"].decision, rows["New Cloud"].decided_by) == ("objected", "Max Roy")
    assert rows["New Cloud"].decided_on == date(2026, 11, 15)
    assert rows["Example Mail"].removed == date(2026, 11, 20), "a whole list: who is not on it is gone"
    defaults = {"announced": "2026-11-20", "notice_days": "14"}
    done = full.registers.import_(
        DeskRegister.SUBPROCESSORS, written(tmp_path, "Name\nThird\n"), RegisterPlan(vendor="VEN-1", defaults=defaults)
    )
    assert done.added[0].told == "VEN-1/s4 Third new, 14 days from 2026-11-20 to object"


def test_a_contact_stays_with_its_vendor(full, tmp_path):
    with pytest.raises(BadInput) as wrong:
        full.registers.import_(DeskRegister.CONTACTS, written(tmp_path, "ID,Vendor\nVEN-1/c1,VEN-2\n"))
    assert wrong.value.reasons == ("line 2: VEN-1/c1 is a contact of Example Models: add one for the other",)
    full.registers.import_(DeskRegister.CONTACTS, written(tmp_path, "ID,Kind\nVEN-1/c1,legal\n"))
    assert full.vendor_papers.file("VEN-1").file.contacts[0].kind == "legal"


# features


def test_features_from_a_table_are_ideas_while_they_leave_questions_open(full, tmp_path):
    text = "Use case,Description,Owner,Status,PII\nChurn,Forecast,Lin Chen,,Y\nSupport reply,,,,no\n"
    done = full.registers.import_(DeskRegister.FEATURES, written(tmp_path, text))
    assert done.added[0].told.startswith("AIF-2 Churn new, idea; still open: ")
    assert [(one.field, one.old, one.new) for one in done.changes] == [("personal data", "yes", "no")]
    text = "Use case,Description,Owner,Status\nRouting,Sorts tickets,Lin Chen,idea\n"
    done = full.registers.import_(DeskRegister.FEATURES, written(tmp_path, text))
    assert done.added[0].told.startswith("AIF-3 Routing new, idea; still open: "), "a status that is told is kept"


def test_a_register_that_is_no_spreadsheet_and_one_that_cannot_be_filtered(full, tmp_path):
    with pytest.raises(BadInput, match=r"neither \.xlsx nor \.csv"):
        full.registers.export(DeskRegister.CONTROLS, tmp_path / "controls.pdf")
    with pytest.raises(BadInput, match="cannot be filtered"):
        full.registers.export(DeskRegister.ACTIONS, tmp_path / "a.csv", where="x")
    full.registers.export(DeskRegister.CONTROLS, tmp_path / "c.csv", where="owner:any")
    assert len((tmp_path / "c.csv").read_text(encoding="utf-8-sig").splitlines()) >= 3
    with pytest.raises(Refused, match="exists"):
        full.registers.export(DeskRegister.CONTROLS, tmp_path / "c.csv")
