"""What goes out of a review and comes back: memo, removals, workbooks of reviewers, the auditor's tab."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest
from docx import Document

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts, Ruling
from grcdesk.terms.reviews import Decision, RemovalState
from helpers import review_story as story
from helpers.sheets import tab

S = story.SYSTEM
KEEP = Ruling(Decision.KEEP, "Lin Chen")


@pytest.fixture
def files(tmp_path):
    return story.files(tmp_path)


@pytest.fixture
def told(desk, files):
    """The campaign of 41 accounts, with everything wrong in it."""
    desk.reviews.open(CampaignPlan("2026Q2", (S,), owners={S: "Lin Chen"}, holidays=(date(2026, 7, 6),)))
    desk.accounts.load("AR-1", S, files["population"], ListFacts("2026-06-30", "all users", expected=41))
    desk.accounts.decide_file("AR-1", files["decisions"])
    desk.accounts.prove("AR-1", S, files["later"], ListFacts("2026-07-21"))
    return desk


def repaired(desk, files):
    desk.accounts.decide("AR-1", [story.MISSING, story.UNDECIDED, *story.SELF], KEEP)
    desk.accounts.prove("AR-1", S, files["last"], ListFacts("2026-07-24"))
    desk.reviews.sign("AR-1", name="Mara Roy", role="GRC lead", on=date(2026, 11, 21))


def words(path) -> str:
    document = Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.slow
def test_the_memo_is_a_draft_with_every_reason_and_then_the_signed_one(told, files, tmp_path):
    draft = told.documents.write("access-review-memo", tmp_path / "draft.docx", about="AR-1")
    text = words(draft.path)
    assert draft.notes == ("a draft: the review is not signed",)
    for what in ("DRAFT: AR-1 is not signed", "7 reasons", f"{S}/{story.STILL}", "is undecided", "Not signed yet."):
        assert what in text
    repaired(told, files)
    first = told.documents.write("access-review-memo", tmp_path / "a.docx", about="2026Q2")
    again = told.documents.write("access-review-memo", tmp_path / "b.docx", about="AR-1")
    assert (first.sha256, first.notes) == (again.sha256, ()), "the same data and day give the same bytes"
    text = words(first.path)
    sign = told.reviews.show("AR-1").sign_offs[0]
    listed = told.reviews.show("AR-1").systems[0].population
    for what in (
        "41 accounts in 1 system were reviewed: 39 kept, 2 revoked, 0 changed. 1 removal took longer than allowed.",
        *(sign.sha256, sign.evidence, sign.statement, "Mara Roy", "GRC lead", listed.sha256, "all users"),
        *("41 read, agrees with 41 counted by the system", "41 in the list, 41 under review", "11 late"),
        f"{S}/{story.SELF[0]}: first decided by u05@acme.example, whose account it is; decided anew by Lin Chen.",
        *(f"{S}/{story.LATE}: removed after 11 business days, 5 allowed.", "nor 2026-07-06", "gone in AL-3"),
    ):
        assert what in text, what
    document = Document(first.path)
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"][:3] == [
        "1 Systems", "2 Populations", "3 Order of days",
    ]  # fmt: skip
    assert all(
        table.rows[0]._tr.xpath(".//w:tblHeader")
        for table in document.tables
        if table.rows[0].cells[0].text == "Account"
    )
    assert "PAGE" in document.sections[0].footer._element.xml
    told.reviews.reopen("AR-1", reason="a system was left out")
    assert "taken back on 2026-11-21" in words(
        told.documents.write("access-review-memo", tmp_path / "c.docx", about="AR-1").path
    )


@pytest.mark.slow
def test_memo_and_workbook_say_on_which_day_they_are_judged_and_up_to_where_they_go(told, files, tmp_path, fake_clock):
    entry = told.log.list(limit=1)[0].seq
    records = f"entry {entry}, 2026-11-21 09:00Z"
    memo = told.documents.write("access-review-memo", tmp_path / "a.docx", about="AR-1")
    assert memo.sentence.endswith(f"judged on 2026-11-21 · records as of {records}")
    tables = [each for each in Document(memo.path).tables if len(each.columns) == 2]
    facts = {row.cells[0].text: row.cells[1].text for each in tables for row in each.rows}
    assert (facts["Judged on"], facts["Records as of"]) == ("2026-11-21", records)
    older = told.documents.write("access-review-memo", tmp_path / "b.docx", about="AR-1", as_of=date(2026, 7, 1))
    assert "The records are newer than the day they are judged on" in words(older.path)
    with pytest.raises(Refused, match="cannot be judged on 2027-01-01"):
        told.documents.write("access-review-memo", tmp_path / "c.docx", about="AR-1", as_of=date(2027, 1, 1))
    fake_clock.advance(days=2)
    out = told.review_files.handout("AR-1", told.review_files.reviewers("AR-1")[0], tmp_path / "d.xlsx")
    book = openpyxl.load_workbook(out.path)
    sheet = dict(book["Read me"].iter_rows(max_col=2, values_only=True))
    assert (sheet["Judged on"], sheet["Records as of"]) == ("2026-11-23", records)
    assert book.properties.created == datetime(2026, 11, 21, 9)  # noqa: DTZ001  as the file says it


@pytest.mark.slow
def test_removals_for_tickets_with_their_due_days(told, tmp_path):
    late, still = told.review_files.removals("AR-1")
    assert (late.account, late.due, late.business_days, late.state) == (
        story.LATE, date(2026, 7, 10), 11, RemovalState.PROVEN,
    )  # fmt: skip
    assert (still.state, still.ticket) == (RemovalState.STILL_PRESENT, "T-2")
    told.accounts.decide("AR-1", ["u03"], Ruling(Decision.REVOKE, "Lin Chen", date(2026, 7, 2), "left"))
    done = told.review_files.removals_csv("AR-1", tmp_path / "r.csv")
    content = done.path.read_bytes().decode("utf-8-sig")
    rows = {row["account"]: row for row in csv.DictReader(io.StringIO(content))}
    assert (rows["u03"]["person"], rows["u03"]["due"], rows["u03"]["state"]) == ("'=1+3", "2026-07-10", "still_present")
    with pytest.raises(Refused, match="exists already"):
        told.review_files.removals_csv("AR-1", tmp_path / "r.csv")


@pytest.fixture
def given(desk, files, tmp_path):
    """A workbook for Lin Chen, whose own account is u09."""
    mails = [row[1] for row in story.population()]
    named = [("Lin Chen" if mail.startswith("u09") else mail.partition("@")[0], mail) for mail in mails]
    people = story.write(tmp_path / "people.csv", ("name", "email"), named)
    desk.reviews.open(CampaignPlan("2026Q2", (S,), owners={S: "Lin Chen"}))
    desk.accounts.load("AR-1", S, files["population"], ListFacts("2026-06-30"))
    desk.accounts.roster(people)
    desk.accounts.decide("AR-1", ["u01", "u02"], KEEP)
    return desk, desk.review_files.handout("AR-1", "lin chen", tmp_path / "lin.xlsx").path


def fill(path, **changes):
    """Type into the workbook: `u03=("revoke", "left")`, by account, then decision, reason, ticket, and role if told."""
    book = openpyxl.load_workbook(path)
    sheet = book["Decisions"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        typed = changes.get(sheet.cell(row, heads["Account ID"]).value, ())
        for name, value in zip(("Decision", "Reason", "Ticket", "Role"), typed, strict=False):
            sheet.cell(row, heads[name]).value = value
    book.save(path)
    return path


def test_a_reviewers_workbook_holds_his_accounts_locked_and_asks_with_lists(given):
    desk, path = given
    book = openpyxl.load_workbook(path)
    sheet = book["Decisions"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert len(rows) == 40
    assert all(row[1] != "u09" for row in rows), "his own is somebody else's to decide"
    assert rows[2][:3] == [S, "u03", story.FORMULA]
    assert (sheet["C4"].data_type, sheet["C4"].quotePrefix) == ("s", True)
    assert sheet.protection.sheet
    guarded = [str(rule.sqref) for rule in sheet.data_validations.dataValidation if rule.formula1 == "FALSE"]
    assert guarded == ["A2:K41"], "up to the decision, which is his"
    assert any(rule.formula1 == "lstDecision" for rule in sheet.data_validations.dataValidation)
    assert desk.review_files.reviewers("AR-1") == ["Lin Chen"]
    with pytest.raises(NotFound):
        desk.review_files.handout("AR-1", "Nobody", None)


@pytest.mark.slow
def test_what_comes_back_is_a_difference_first_and_then_taken_whole(given):
    desk, path = given
    fill(path, u03=("revoke", "left", "T-7"), u04=("keep",), u05=("", "", "", "admin"), u01=("", ""))
    desk.accounts.decide("AR-1", ["u02"], Ruling(Decision.REVOKE, "Lin Chen", reason="left too"))
    diff = desk.review_files.difference("AR-1", path)
    assert {(one.account, one.field, one.old, one.new) for one in diff.changes if one.field != "decided_on"} == {
        ("u03", "decision", "", "revoke"), ("u03", "reason", "", "left"), ("u03", "ticket", "", "T-7"),
        ("u04", "decision", "", "keep"),
    }  # fmt: skip
    assert (diff.accounts, diff.blank, diff.reviewer) == (2, 36, "lin chen")
    assert set(diff.notes) == {
        f"{S}/u05: role reads 'admin' there and 'writer' here; not taken",
        f"{S}/u01: the decision was cleared; it stays keep",
        f"{S}/u02: decided here since, it stays revoke",
    }
    assert desk.review_files.take_back("AR-1", path, dry_run=True).dry_run
    assert desk.accounts.rows(["AR-1/1/u03"])[0].decision is None
    done = desk.review_files.take_back("AR-1", path)
    row = desk.accounts.rows(["AR-1/1/u03"])[0]
    assert (row.decision, row.reason, row.ticket, row.unauthorised) == (Decision.REVOKE, "left", "T-7", False)
    assert done.sentence == "2 accounts of lin chen taken from lin.xlsx, 0 as before, 36 still open"
    assert desk.reviews.check("AR-1").missing == (), "a workbook is no whole list of the system"
    desk.log.undo()
    assert desk.accounts.rows(["AR-1/1/u03"])[0].decision is None


@pytest.mark.parametrize(
    ("typed", "error", "said"),
    [
        ({"u03": ("maybe",)}, BadInput, "row 4: u03: 'maybe' is no decision"),
        ({"u03": ("revoke", "")}, Refused, "revoke needs a reason"),
    ],
)
def test_a_workbook_is_taken_whole_or_not_at_all(given, typed, error, said):
    desk, path = given
    fill(path, u04=("keep",), **typed)
    with pytest.raises(error) as refused:
        desk.review_files.take_back("AR-1", path)
    assert said in "\n".join(refused.value.reasons)
    assert desk.accounts.rows(["AR-1/1/u04"])[0].decision is None


def test_a_workbook_that_was_sorted_widened_and_renamed_comes_back_the_same(given):
    desk, path = given
    fill(path, u03=("revoke", "left", "T-7"), u04=("keep",))
    before = desk.review_files.difference("AR-1", path)
    book = openpyxl.load_workbook(path)
    sheet = book["Decisions"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), 2):
        for at, value in enumerate(row, 1):
            sheet.cell(number, at).value = value
    sheet.insert_cols(3)
    sheet["C1"], sheet["C2"] = "Ours", "ask him"
    sheet.title, book["Read me"].title = "Accounts", "About"
    book.move_sheet("Accounts", -2)
    book.save(path)
    after = desk.review_files.difference("AR-1", path)
    assert sorted(map(str, after.changes)) == sorted(map(str, before.changes))
    assert len(after.changes) >= 4


def test_what_is_no_such_workbook_is_refused(given, files, tmp_path):
    desk, path = given
    with pytest.raises(BadInput, match="not a workbook that was given"):
        desk.review_files.difference("AR-1", files["decisions"])
    desk.reviews.open(CampaignPlan("2026Q3", (S,)))
    with pytest.raises(Refused, match="belongs to AR-1, not to AR-2"):
        desk.review_files.difference("AR-2", path)
    book = openpyxl.load_workbook(path)
    book["Decisions"].delete_rows(3)
    book["Decisions"]["B5"] = "stranger"
    book.save(tmp_path / "cut.xlsx")
    with pytest.raises(BadInput) as refused:
        desk.review_files.take_back("AR-1", tmp_path / "cut.xlsx")
    assert refused.value.reasons == (f"row 5: {S}/stranger is no account of this review",)
    book["Decisions"]["B5"] = None
    book.save(tmp_path / "cut.xlsx")
    assert desk.review_files.difference("AR-1", tmp_path / "cut.xlsx").notes == (
        f"did not come back: {S}/u02 and {S}/u05",
    )


@pytest.mark.slow
def test_the_auditors_workbook_shows_every_account_and_a_formula_stays_text(told, files, tmp_path):
    repaired(told, files)
    told.exports.matrix(tmp_path / "m.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx")["Access reviews"]
    heads = [cell.value for cell in sheet[1]]
    rows = [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert len(rows) == 41
    told_as = next(cell for row in sheet.iter_rows() for cell in row if cell.value == story.FORMULA)
    assert (told_as.data_type, told_as.quotePrefix) == ("s", True)
    late = next(row for row in rows if row["Account"] == story.LATE)
    assert (late["Decision"], late["Proof"], late["Exception"]) == ("revoke", "gone", "late: 11 business days")
    assert not any("AR-1/1/u" in str(row[2]) for row in tab(tmp_path / "m.xlsx", "Change log")), (
        "accounts have their own tab"
    )


def test_a_reason_that_is_shown_with_marks_comes_back_as_it_is_stored(given, tmp_path):
    desk, _ = given
    turned = "left \u202etxt\u202c می\u200cخواهم 👩\u200d💻"
    desk.accounts.decide("AR-1", ["u03"], Ruling(Decision.REVOKE, "Lin Chen", reason=turned, ticket="T\u2066-7"))
    path = desk.review_files.handout("AR-1", "lin chen", tmp_path / "again.xlsx").path
    assert "\u202e" not in str(openpyxl.load_workbook(path)["Decisions"]["M4"].value)
    fill(path, u04=("keep",))
    desk.review_files.take_back("AR-1", path)
    row = desk.accounts.rows(["AR-1/1/u03"])[0]
    assert (row.reason, row.ticket) == (turned, "T\u2066-7")


def test_files_without_a_name_get_one_in_the_exports_of_the_desk(given):
    desk, _ = given
    assert desk.review_files.removals_csv("AR-1", None).path == desk.paths.exports / "access_review_2026Q2_removals.csv"
    path = desk.review_files.handout("AR-1", "Lin Chen", None).path
    assert path == desk.paths.exports / "access_review_2026Q2_lin_chen.xlsx"


def test_a_reviewer_whose_name_has_no_letter_of_a_file_name_asks_for_one(opened, tmp_path):
    opened.reviews.assign("AR-1", S, owner="林")
    opened.accounts.load("AR-1", S, story.small(tmp_path, "ada,,Ada,writer,,"), ListFacts("2026-06-30"))
    with pytest.raises(Refused, match="'林' makes no file name") as refused:
        opened.review_files.handout("AR-1", "林", None)
    assert refused.value.hint == "name the file: -o FILE"
    assert opened.review_files.handout("AR-1", "林", tmp_path / "lin.xlsx").path.exists()


def test_a_row_that_was_left_as_given_keeps_what_was_decided_here_since(given):
    desk, path = given
    desk.accounts.decide("AR-1", ["u02"], Ruling(Decision.REVOKE, "Lin Chen", reason="left too"))
    fill(path, u01=("", ""), u03=("keep",))
    assert set(desk.review_files.difference("AR-1", path).notes) == {
        f"{S}/u01: the decision was cleared; it stays keep",
        f"{S}/u02: decided here since, it stays revoke",
    }
    desk.review_files.take_back("AR-1", path)
    assert [row.decision for row in desk.accounts.rows(["AR-1/1/u01", "AR-1/1/u02", "AR-1/1/u03"])] == [
        Decision.KEEP, Decision.REVOKE, Decision.KEEP,
    ]  # fmt: skip
