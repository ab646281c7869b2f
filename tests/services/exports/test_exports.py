"""Files for auditors: written whole or not at all, the same twice, and told in the log."""

from __future__ import annotations

import hashlib
import io
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from grcdesk.errors import DeskError, NotFound, Refused
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.schemas.features.features import FeatureAnswers, FeatureChange, ModelFacts
from grcdesk.schemas.log.log import LoggedAct
from grcdesk.schemas.programme import OVERLAY
from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.evidence.evidence import Artefact
from grcdesk.services.exports import changes as told_changes
from grcdesk.services.exports import handovers
from grcdesk.services.exports.built import slug as in_file_name
from grcdesk.services.exports.sheets import access
from grcdesk.services.log.wording import plain
from grcdesk.terms import Category, Design, EvidenceKind, FeatureStatus, Implemented, LogOutcome, Scope, Status, Verb
from grcdesk.terms.vendors import Tier
from helpers.provider import FAILING, NAME, late_provider
from helpers.sheets import tab

DAY = date(2026, 11, 21)


def cells(path: Path, sheet: str) -> str:
    return "\n".join(str(value) for row in tab(path, sheet) for value in row if value is not None)


@pytest.mark.slow
def test_the_workbook_goes_into_the_exports_folder_under_a_plain_name(desk):
    said = desk.exports.matrix(None)
    assert said.path == desk.paths.exports / "soc_2_type_ii_2026_control_matrix_2026-11-21.xlsx"
    assert "judged on 2026-11-21 · records as of entry " in said.sentence
    data = said.path.read_bytes()
    assert (said.size, said.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    names = load_workbook(said.path, read_only=True).sheetnames
    assert names[:2] == ["Read me", "Control matrix"]
    assert names[-2:] == ["Lists", "grcdesk base"]
    assert OVERLAY in cells(said.path, "Read me")


@pytest.mark.slow
def test_an_export_is_told_in_the_log_with_its_hash(desk, tmp_path: Path):
    said = desk.exports.matrix(tmp_path / "m.xlsx", as_of=date(2026, 10, 1))
    entry = desk.log.list(limit=1)[0]
    assert (entry.action, entry.id) == ("export.matrix", "m.xlsx")
    assert entry.after == {"sha256": said.sha256, "as_of": "2026-10-01", "size": said.size}
    assert desk.log.verify().clean


def test_the_same_data_and_day_give_the_same_bytes(desk, tmp_path: Path, fake_clock):
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="half"))
    first = desk.exports.matrix(tmp_path / "a.xlsx", as_of=DAY)
    fake_clock.advance(hours=3)
    second = desk.exports.matrix(tmp_path / "b.xlsx", as_of=DAY)
    assert first.path.read_bytes() == second.path.read_bytes() == desk.exports.matrix_bytes(DAY)
    desk.controls.set(["AI-SEC-01"], ControlChange(gap="more"))
    third = desk.exports.matrix(tmp_path / "c.xlsx", as_of=DAY)
    assert third.sha256 != first.sha256


@pytest.mark.slow
def test_an_older_file_is_replaced_only_when_asked(desk, tmp_path: Path):
    path = tmp_path / "m.xlsx"
    path.write_bytes(b"mine")
    for write in (desk.exports.matrix, partial(desk.documents.write, "gap-report")):
        with pytest.raises(Refused):
            write(path)
        assert path.read_bytes() == b"mine"
    desk.exports.matrix(path, force=True)
    assert path.read_bytes()[:2] == b"PK"


@pytest.mark.slow
def test_a_folder_that_is_not_there_is_said(desk, tmp_path: Path):
    with pytest.raises(DeskError) as caught:
        desk.exports.matrix(tmp_path / "nowhere" / "m.xlsx")
    assert caught.value.exit_code in {1, 2, 3}


@pytest.mark.slow
def test_progress_counts_up_to_the_end(desk, tmp_path: Path):
    seen: list[tuple[int, int]] = []
    desk.exports.matrix(tmp_path / "m.xlsx", progress=lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]


@pytest.mark.slow
def test_the_matrix_tells_what_was_set(desk, tmp_path: Path):
    desk.controls.set(
        ["AI-SEC-01"],
        ControlChange(
            status=Status.IN_PLACE, design=Design.ADEQUATE, implemented=Implemented.YES, owner="=HYPERLINK(1)"
        ),
    )
    desk.controls.set(["AI-SEC-02"], ControlChange(status=Status.MISSING, gap="Nobody looks."))
    said = desk.exports.matrix(tmp_path / "m.xlsx")
    matrix, gaps = cells(said.path, "Control matrix"), cells(said.path, "Gap assessment")
    assert "AI-SEC-01" in matrix
    assert "in place" in matrix
    assert "=HYPERLINK(1)" in matrix
    assert "Nobody looks." in gaps


def hand_over(desk, folder: Path, firm: str = "Audit Firm LLP") -> Path:
    return desk.exports.matrix(folder / f"to {firm}.xlsx", handover=firm, force=True).path


@pytest.mark.slow
def test_the_change_log_sheet_begins_after_the_last_hand_over_and_not_when_somebody_looked(desk, tmp_path: Path):
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="Half of it."))
    first = cells(hand_over(desk, tmp_path), "Change log")
    assert "Half of it." in first
    desk.controls.set(["AI-SEC-02"], ControlChange(status=Status.MISSING, gap="None of it."))
    for name in ("b.xlsx", "c.xlsx"):
        told = cells(desk.exports.matrix(tmp_path / name).path, "Change log")
        assert "None of it." in told
        assert "Half of it." not in told
    hand_over(desk, tmp_path, "Second Firm")
    desk.controls.set(["AI-SEC-03"], ControlChange(status=Status.MISSING, gap="A third."))
    told = cells(desk.exports.matrix(tmp_path / "d.xlsx").path, "Change log")
    assert "A third." in told
    assert "None of it." not in told


@pytest.mark.slow
def test_a_hand_over_is_on_record_with_the_hash_of_its_file(desk, tmp_path: Path):
    assert desk.exports.handovers() == []
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="Half of it."))
    path = hand_over(desk, tmp_path, "  Audit   Firm ")
    (one,) = desk.exports.handovers()
    assert (one.firm, one.file, one.by) == ("Audit Firm", path.name, desk.actor)
    assert one.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert one.entry > one.position
    (line,) = desk.log.list(action="export.handover")
    assert (line.id, line.after["sha256"]) == ("Audit Firm", one.sha256)
    assert desk.log.verify().clean


@pytest.mark.slow
def test_handing_over_twice_gives_the_same_file_twice(desk, tmp_path: Path):
    hand_over(desk, tmp_path)
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="Half of it."))
    assert hand_over(desk, tmp_path, "A").read_bytes() == hand_over(desk, tmp_path, "B").read_bytes()


@pytest.mark.slow
def test_the_workbook_says_since_when_and_does_not_begin_with_the_set_up(desk, tmp_path: Path):
    desk.vendors.add("Example Models", VendorFacts(tier=Tier.HIGH, onboarded=DAY))
    desk.vendors.set(["VEN-1"], VendorFacts(region="EU"))
    path = desk.exports.matrix(tmp_path / "a.xlsx").path
    assert "no hand-over by name so far" in cells(path, "Sources and counts")
    assert changes(desk, tmp_path / "b.xlsx") == [("vendor set VEN-1", "region", None, "EU")]
    hand_over(desk, tmp_path)
    desk.vendors.add("Other Models", VendorFacts(tier=Tier.HIGH, onboarded=DAY))
    path = desk.exports.matrix(tmp_path / "c.xlsx").path
    assert "since the hand-over to Audit Firm LLP on 2026-11-21" in cells(path, "Sources and counts")
    assert ("vendor add VEN-2", "name", None, "Other Models") in changes(desk, tmp_path / "d.xlsx")


@pytest.mark.slow
def test_lists_read_as_lists_and_nothing_is_said_twice_in_the_change_log(desk, tmp_path: Path):
    hand_over(desk, tmp_path)
    desk.features.add(
        FeatureAnswers("Notes", "p", "d", ("contact data", "[x]"), data_out="o", status=FeatureStatus.IDEA)
    )
    desk.scope.add_system("Gateway")
    told = [row[2:6] for row in tab(desk.exports.matrix(tmp_path / "a.xlsx").path, "Change log")[1:]]
    assert ("feature add AIF-1", "data classes", None, "contact data; [x]") in told
    assert not {"id", "segments"} & {row[1] for row in told if row[0] == "feature add AIF-1"}
    assert ("scope system ENG-1/Gateway", "name", None, "Gateway") in told


def changes(desk, path: Path) -> list[tuple[str, ...]]:
    """The change log of a workbook: what, field, from, to."""
    return [row[2:6] for row in tab(desk.exports.matrix(path).path, "Change log")[1:]]


@pytest.mark.slow
def test_the_change_log_begins_with_content_and_says_what_is_set_up(desk, tmp_path: Path):
    hand_over(desk, tmp_path)
    desk.views.save("mine", "status:missing")
    desk.controls.set(["AI-SEC-01"], ControlChange(gap="half"))
    told = tab(desk.exports.matrix(tmp_path / "a.xlsx").path, "Change log")[1:]
    parts = [row[6] for row in told]
    assert set(parts) == {"content", "set-up"}
    assert parts == sorted(parts), "content first, though it came later"
    assert next(row[2] for row in told if row[6] == "set-up").endswith("mine")


@pytest.mark.slow
def test_the_change_log_says_once_which_scope_holds(desk, tmp_path: Path):
    hand_over(desk, tmp_path)
    desk.scope.override("AI-SEC-01", Scope.OUT, reason="not built yet")
    desk.scope.set(categories=[one for one in Category if one is not Category.PRIVACY])
    told = changes(desk, tmp_path / "a.xlsx")
    of = {name: [row[1:] for row in told if row[0].endswith(f"/{name}")] for name in ("AI-SEC-01", "AI-PRIV-01")}
    assert ("effective", "in scope", "out of scope") in of["AI-SEC-01"]
    assert of["AI-PRIV-01"] == [("effective", "in scope", "optional")], "what was computed is what holds"


@pytest.mark.slow
def test_the_change_log_tells_what_a_person_set_and_no_bookkeeping(desk, tmp_path: Path):
    hand_over(desk, tmp_path)
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="half"))
    desk.vendors.add("Example Models", VendorFacts(tier=Tier.HIGH, onboarded=DAY))
    desk.vendors.set(["VEN-1"], VendorFacts(region="EU"))
    desk.features.add(FeatureAnswers("Notes", "p", "d", data_out="o", status=FeatureStatus.IDEA))
    desk.features.set(["AIF-1"], FeatureChange(purpose="Drafts"))
    told = changes(desk, tmp_path / "a.xlsx")
    assert ("control set AI-SEC-01", "gap", None, "half") in told
    assert ("control set AI-SEC-01", "status", "not assessed", "partial") in told
    assert ("vendor set VEN-1", "region", None, "EU") in told
    assert ("feature set AIF-1", "purpose", "p", "Drafts") in told
    assert not {"version", "position", "holding"} & {field for _, field, _, _ in told}
    hand_over(desk, tmp_path)
    desk.controls.set(["AI-SEC-01"], ControlChange(gap=""))
    assert changes(desk, tmp_path / "b.xlsx") == [("control set AI-SEC-01", "gap", "half", None)]


@pytest.mark.slow
def test_the_version_of_a_model_or_a_prompt_is_no_bookkeeping(desk, tmp_path: Path):
    hand_over(desk, tmp_path)
    desk.features.add(
        FeatureAnswers("Notes", "p", "d", data_out="o", status=FeatureStatus.IDEA),
        models=[ModelFacts("talk-2", version="2026-05")],
    )
    desk.features.add_prompt("AIF-1", "reply", version="12")
    told = {(field, new) for _, field, _, new in changes(desk, tmp_path / "a.xlsx")}
    assert {("version", "2026-05"), ("version", "12")} <= told


@pytest.mark.slow
def test_a_new_desk_fills_the_change_log_with_no_catalog(desk, tmp_path: Path):
    assert not any(what for what, *_ in changes(desk, tmp_path / "a.xlsx")), "nothing changed: it was made"


@pytest.mark.slow
def test_people_and_accounts_of_access_reviews_are_not_in_the_change_log(desk, tmp_path: Path):
    hand_over(desk, tmp_path)
    people = tmp_path / "people.csv"
    people.write_text("employee_id,name,email\nE1,Lin Chen,lin@acme.example\n", encoding="utf-8")
    desk.accounts.roster(people)
    desk.reviews.open(CampaignPlan("2026Q2", ("Gateway",)))
    desk.accounts.load("AR-1", "Gateway", people, ListFacts("2026-06-30", columns={"account": "employee_id"}))
    desk.accounts.prove("AR-1", "Gateway", people, ListFacts("2026-07-10"))
    told = changes(desk, tmp_path / "a.xlsx")
    assert "rows" in {field for _, field, _, _ in told}, "that a list was taken in is told"
    assert "holding" not in {field for _, field, _, _ in told}
    assert "lin" not in str(told).casefold()


@pytest.mark.slow
def test_a_finalised_assessment_is_told_once_and_not_control_by_control(desk, tmp_path: Path):
    hand_over(desk, tmp_path)
    desk.gap.finalise(assessor="Dana Reyes", reviewer="Sam Okoro")
    what = {what for what, *_ in changes(desk, tmp_path / "a.xlsx")}
    (snapshot,) = desk.gap.snapshots()
    assert [one for one in what if one.startswith("gap finalise")] == [f"gap finalise {snapshot.id}"]


@pytest.mark.slow
def test_the_private_note_is_in_no_file(desk, tmp_path: Path):
    desk.controls.set(["AI-SEC-01"], ControlChange(note="Sam is ill"))
    said = desk.exports.matrix(tmp_path / "m.xlsx")
    assert "Sam is ill" not in cells(said.path, "Change log")


@pytest.mark.slow
def test_the_report_is_a_document_and_the_same_twice(desk, tmp_path: Path):
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="Half of it."))
    said = desk.documents.write("gap-report", None)
    assert said.path == desk.paths.exports / "soc_2_type_ii_2026_gap_report_2026-11-21.docx"
    assert said.path.read_bytes() == desk.documents.write("gap-report", tmp_path / "b.docx").path.read_bytes()
    document = Document(io.BytesIO(said.path.read_bytes()))
    words = [paragraph.text for paragraph in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    told = "\n".join(words)
    assert "Half of it." in told
    assert "Acme AI" in told
    assert desk.log.list(limit=1)[0].action == "export.gap_report"


@pytest.mark.slow
def test_each_failing_thing_of_a_provider_is_an_item_of_its_own_in_the_memo_and_a_line_in_the_workbook(desk_after):
    desk = desk_after(late_provider)
    told = Document(desk.documents.write("vendor-memo", None, about=NAME, as_of=DAY).path)
    weighed = [[cell.text for cell in row.cells] for table in told.tables for row in table.rows if len(row.cells) == 5]
    assert {row[2] for row in weighed if row[0] == "fails"} == set(FAILING.values())
    head, row = tab(desk.exports.matrix(None, as_of=DAY).path, "Vendors & agreements")
    line = dict(zip(head, row, strict=True))
    assert line["Failing"] == len(FAILING)
    assert {text.split(": ", 1)[1] for text in line["All missing items"].split("\n")} == set(FAILING.values())


@pytest.mark.parametrize("name", ["=1+1 & <b>Models</b>", "../../a\u202eb ]]>"])
def test_the_memo_is_written_for_any_name_and_the_same_twice(desk, tmp_path: Path, name: str):
    desk.vendors.add(name, VendorFacts(tier=Tier.HIGH, onboarded=date(2026, 3, 1)))
    said = desk.documents.write("vendor-memo", None, about="VEN-1", as_of=DAY)
    assert said.path.parent == desk.paths.exports
    assert said.path.name.endswith("_memo_2026-11-21.docx")
    again = desk.documents.write("vendor-memo", tmp_path / "b.docx", about="VEN-1", as_of=DAY)
    assert said.path.read_bytes() == again.path.read_bytes()
    shown = desk.vendors.show("VEN-1").row.name.replace("\u202e", "\\u{202e}")
    assert Document(said.path).paragraphs[0].text == f"Vendor memo: {shown}"
    entry = desk.log.list(limit=1)[0]
    assert (entry.action, entry.after["sha256"]) == ("export.vendor_memo", said.sha256)
    later = desk.documents.write("vendor-memo", tmp_path / "c.docx", about="VEN-1", as_of=date(2026, 11, 20))
    assert later.sha256 != said.sha256
    with pytest.raises(NotFound):
        desk.documents.write("vendor-memo", tmp_path / "d.docx", about="VEN-9")


@pytest.mark.parametrize(
    ("name", "slug"),
    [("SOC 2 / Type II: 2026", "soc_2_type_ii_2026"), ("../../etc", "etc"), ("審査", "desk"), ("x" * 99, "x" * 60)],
)
def test_a_file_name_is_made_of_letters_and_digits(name: str, slug: str):
    assert in_file_name(name) == slug


@pytest.mark.slow
def test_coverage_and_artefacts_stand_in_the_workbook_and_a_broken_file_is_shouted(desk, tmp_path: Path):
    file = tmp_path / "rotation.txt"
    file.write_text("keys rotated", encoding="utf-8")
    facts = Artefact(EvidenceKind.REPORT, as_of=date(2026, 2, 3), source="Secrets store")
    desk.evidence.add(file, facts, controls=["AI-SEC-01"])
    whole = desk.exports.matrix(tmp_path / "whole.xlsx")
    assert not whole.notes
    assert "FAILED INTEGRITY" not in cells(whole.path, "Evidence index")
    (blob,) = (path for path in desk.paths.vault.rglob("*") if path.is_file())
    blob.chmod(0o600)
    blob.write_bytes(blob.read_bytes()[:-1] + b"X")
    told = desk.exports.matrix(tmp_path / "torn.xlsx")
    assert told.notes == ("EV-1 FAILED INTEGRITY: its file in the vault was modified",)
    shown = cells(told.path, "Evidence index")
    assert "FAILED INTEGRITY" in shown
    assert "rotation.txt" in shown
    assert "2026Q1" in cells(told.path, "Period coverage")
    assert "EV-1" in cells(told.path, "Control matrix")
    blob.unlink()
    gone = desk.exports.matrix(tmp_path / "gone.xlsx")
    assert "is missing" in gone.notes[0]


@pytest.mark.slow
def test_what_was_told_of_an_artefact_stands_beside_what_was_recorded(desk, tmp_path: Path):
    file = tmp_path / "minutes.txt"
    file.write_text("signed", encoding="utf-8")
    facts = Artefact(
        EvidenceKind.SIGN_OFF, as_of=date(2026, 3, 31), performed_on=date(2026, 3, 31), collected_by="Max Roy"
    )
    desk.evidence.add(file, facts, controls=["AI-SEC-05"])
    text = cells(desk.exports.matrix(tmp_path / "m.xlsx").path, "Evidence index")
    assert f"collected by Max Roy on {DAY}; recorded by {desk.actor}, {DAY}" in text
    assert f"performed on 2026-03-31; recorded, {DAY}" in text


def test_a_hand_over_whose_file_could_not_be_written_is_none(desk):
    facts = {"position": 3, "file": "m.xlsx", "sha256": "0" * 64, "as_of": "2026-11-21"}
    act = LoggedAct(Verb.EXPORT_HANDOVER, "handover", "Audit Firm LLP", facts)
    desk.store.tell([act], batch="0a0b0c0d")
    with desk.store.read() as session:
        assert [one.firm for one in handovers.listed(session)] == ["Audit Firm LLP"]
    desk.store.tell([act], batch="0a0b0c0d", outcome=LogOutcome.FAILURE)
    desk.store.tell([act], batch="1a0b0c0d")
    with desk.store.read() as session:
        assert [one.entry for one in handovers.listed(session)] == [desk.log.list(limit=1)[0].seq]


def test_a_system_that_has_no_list_yet_is_a_row_without_one(desk):
    desk.reviews.open(CampaignPlan("2026Q2", ("Gateway",)))
    with desk.store.read() as session:
        (row,) = access.lists(session, None)
        assert list(access.lists(session, Span(date(2027, 1, 1), date(2027, 3, 31)))) == []
    assert (row.system, row.list, row.roster) == ("Gateway", None, None)


def test_facts_in_the_log_are_told_by_their_names():
    assert told_changes._recorded({"vendor_review": 1, "counts": {}}) == "recorded: vendor review, counts"
    assert told_changes._recorded({}) == "recorded: nothing"
    assert told_changes._recorded([1, 2]) == plain([1, 2])
