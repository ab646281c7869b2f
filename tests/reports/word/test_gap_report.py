from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document

from grcdesk.reports.word.engine.tokens import TONES
from grcdesk.reports.word.gap_report import gap_report
from grcdesk.reports.workbook.build import matrix_workbook
from grcdesk.reports.xmltext import visible
from grcdesk.rules.findings.weighed import is_gap
from grcdesk.schemas.controls.gap import Moved, SnapshotRow
from grcdesk.schemas.controls.tailoring import TailoredRow
from grcdesk.schemas.coverage.quiet import QuietRow
from grcdesk.schemas.findings.remediation import RemediationRow
from grcdesk.schemas.programme import OVERLAY
from grcdesk.terms import Answer, Scope, Status, Support, Tailored
from grcdesk.terms.findings import FindingStatus, RemediationState, Severity
from reports.artefacts import YEAR
from reports.factory import RECORDED, matrix, with_first
from reports.findings import finding
from reports.nasty import EVERY
from reports.workbook.opened import book, rows

MARKS = {tone.mark for tone in TONES.values()}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def source():
    return matrix()


@pytest.fixture(scope="module")
def report(source):
    return Document(io.BytesIO(gap_report(source)))


def headings(report):
    return [paragraph.text for paragraph in report.paragraphs if paragraph.style.name.startswith("Heading")]


def plain(cell):
    """A cell without the mark that stands before a status."""
    return cell[2:] if cell[:1] in MARKS and cell[1:2] == " " else cell


def table(report, *heads):
    for each in report.tables:
        if tuple(cell.text for cell in each.rows[0].cells[: len(heads)]) == heads:
            return [[plain(cell.text) for cell in row.cells] for row in each.rows[1:]]
    raise AssertionError(heads)


def test_sections_stand_in_their_order(report):
    top = [paragraph.text for paragraph in report.paragraphs if paragraph.style.name == "Heading 1"]
    assert top == [
        "1 Purpose and scope",
        "2 Method",
        "3 Summary",
        "4 Findings by severity",
        "5 Control by control",
        "6 Criteria without cover",
        "7 Remediation plan",
        "8 Type II readiness",
        "Appendix A Evidence",
        "Appendix B Reasons for not applicable",
        "Appendix C Tailored controls (0)",
        "Appendix D Where this comes from",
    ]
    assert report.paragraphs[0].style.name == "Title"


def test_it_says_it_is_an_overlay_and_who_must_approve(report, source):
    texts = [paragraph.text for paragraph in report.paragraphs]
    assert OVERLAY in texts
    signs = table(report, "Signs as", "Name", "Signature")
    assert [row[0] for row in signs] == ["Prepared by", "Reviewed by", "Approved by"]
    facts = {row.cells[0].text: row.cells[1].text for each in report.tables for row in each.rows if len(row.cells) == 2}
    assert source.dates.line in texts
    assert facts["Judged on"] == "2026-11-21"
    assert facts["Records as of"] == "entry 412, 2026-11-20 17:04Z"
    assert facts["Change log head (SHA-256)"] == source.dates.head
    named = "; ".join(one.answers.name for one in source.features)
    assert ["AI features", named] in table(report, "Entity")


@pytest.mark.slow
def test_its_numbers_are_those_of_the_workbook(report, source):
    sheet = book(matrix_workbook(source)[0])
    counts = {
        row[0]: row[2] for row in sheet["Sources and counts"].iter_rows(values_only=True) if isinstance(row[2], int)
    }
    told = {row[0]: row[1] for row in table(report, "Controls in scope", "Number")}
    for status in Status:
        words = status.value.replace("_", " ")
        assert told[words] == str(counts[f"Status {words}"])
    assert told["in place and supported"] == str(counts["In place and supported"])
    assert told["in place by claim only"] == str(counts["In place by claim only"])
    gaps = {row["ID"]: row for row in rows(sheet["Gap assessment"])}
    listed = table(report, "Control", "Title", "Scope")
    assert len(listed) == len(gaps)
    for control, _, scope, status, *_ in listed:
        assert (gaps[control]["Scope"], gaps[control]["Status"]) == (scope, status)
    lacking = [row for row in gaps.values() if row["Status"] in ("missing", "partial") and row["Scope"] == "in scope"]
    assert f"4.1 Not rated ({len(lacking)})" in headings(report)
    index = table(report, "Id", "What", "Severity")
    assert {row[0]: row[3] for row in index} == {row["ID"]: row["Status"] for row in lacking}
    assert [row[3] for row in index] == sorted(row[3] for row in index), "missing stands before partial"
    bare = [row["ID"] for row in rows(sheet["Criteria coverage"]) if row["In scope"] == "yes" and not row["# controls"]]
    assert [row[0] for row in table(report, "Criterion", "Label")] == bare


@pytest.mark.slow
def test_readiness_and_artefacts_are_those_of_the_workbook(report, source):
    sheet = book(matrix_workbook(source)[0])
    counts = {
        row[0]: row[2] for row in sheet["Sources and counts"].iter_rows(values_only=True) if isinstance(row[2], int)
    }
    told = {row[0]: row[1] for row in table(report, "Verdict")}
    assert told == {
        name.removeprefix("Period coverage "): str(number)
        for name, number in counts.items()
        if name.startswith("Period coverage ") and number and ":" not in name
    }
    windows = [row for row in rows(sheet["Period coverage"]) if row["Slot"] == "whole window"]
    listed = table(report, "Control", "Runs")
    assert [(row[0], row[3]) for row in listed] == [(row["Control"], row["State"]) for row in windows]
    starts = {one.id: one.start for one in source.clean.controls}
    assert all(row[5] == (str(starts[row[0]]) if starts[row[0]] else "not limited") for row in listed)
    assert any(paragraph.text == source.clean.sentence for paragraph in report.paragraphs)
    index = rows(sheet["Evidence index"])
    assert [(row[0], row[-1]) for row in table(report, "Artefact", "Title")] == [
        (row["ID"], row["Status"]) for row in index
    ]


def test_a_finding_says_all_that_is_known_of_it(report):
    place = headings(report).index("AI-SEC-02 Model-provider credentials locked down and rotated")
    (above,) = (one for one in headings(report) if one.startswith("4.1 Not rated ("))
    assert place > headings(report).index(above)
    facts = next(
        {row.cells[0].text: row.cells[1].text for row in each.rows}
        for each in report.tables
        if any(row.cells[0].text == "Action ACT-001" for row in each.rows)
    )
    assert facts["Condition"].startswith("Two of nine keys")
    assert facts["Criteria"].endswith("(CC1.4; CC3.3; CC6.1)")
    assert facts["Owner"] == "Ines Okafor"
    assert facts["Due"] == "2026-12-12"


def test_the_plan_is_in_order_of_due_dates(report):
    due = [row[0] for row in table(report, "Due", "Action", "Control")]
    assert due == sorted(due)
    assert len(due) == 4
    assert len(table(report, "Risk", "Control", "Reason")) == 3


def test_the_plan_says_what_is_overdue_and_what_was_moved(source):
    later = replace(source, dates=replace(source.dates, judged=date(2026, 12, 20)))
    state = {row[1]: row[-1] for row in table(Document(io.BytesIO(gap_report(later))), "Due", "Action", "Control")}
    assert state["ACT-001"] == "overdue, moved 1 time"
    assert state["ACT-016"] == ""


def test_a_gap_without_decision_is_called_out(source):
    detail = replace(source.controls[1], actions=(), row=replace(source.controls[1].row, open_actions=0))
    changed = replace(source, controls=(source.controls[0], detail, *source.controls[2:]))
    texts = [each.text for each in Document(io.BytesIO(gap_report(changed))).paragraphs]
    assert any("neither an open action" in text and "AI-SEC-02" in text for text in texts)


def test_header_rows_repeat_and_rows_are_not_torn(report):
    for each in report.tables:
        first = each.rows[0]._tr
        if first.find(f".//{W}pStyle").get(f"{W}val") == "DeskHead":
            assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in each.rows)


def test_nothing_is_formatted_by_hand(report):
    body = report.element.body
    for properties in body.iter(f"{W}rPr"):
        assert [child.tag for child in properties] == [f"{W}rStyle"]
    known = {style.style_id for style in report.styles}
    assert {each.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for each in body.iter(f"{W}{tag}")} <= known


def test_pages_are_numbered_and_confidential(report):
    (footer,) = report.sections[0].footer.paragraphs
    assert [each.get(f"{W}instr") for each in footer._p.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
    assert footer.text.startswith("Confidential, for this engagement only · Acme AI\t")
    head = report.sections[0].header.paragraphs[0].text
    assert head.partition("\t")[2] == "Judged on 2026-11-21 · records as of entry 412, 2026-11-20 17:04Z"


def test_properties_are_set_and_dated_by_the_last_change(report):
    core = report.core_properties
    assert core.title == "DRAFT: Gap assessment report, Acme AI, 2026-11-21"
    assert core.created == core.modified
    assert core.created.replace(tzinfo=None) == RECORDED.replace(microsecond=0, tzinfo=None)
    assert core.comments == ""


def test_the_same_matrix_gives_the_same_bytes(source):
    data = gap_report(source)
    assert gap_report(matrix()) == data
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {entry.date_time[0] for entry in parts.infolist()} == {1980}


@pytest.mark.parametrize("text", EVERY)
def test_any_text_is_shown_whole(source, text):
    hostile = with_first(source, title=text, gap=text, scope=Scope.IN, status=Status.PARTIAL, owner=text)
    hostile = replace(hostile, scope=replace(hostile.scope, organisation=text * 90, name=text))
    listed = table(Document(io.BytesIO(gap_report(hostile))), "Control", "Title", "Scope")
    assert listed[0][1] == visible(text).replace("\r", "\n")


def test_an_empty_desk_makes_a_report_that_says_so(source):
    empty = replace(
        source,
        controls=(),
        criteria=(),
        evidence=(),
        period=None,
        clean=None,
        scope=replace(source.scope, period=None, systems=(), exclusions=(), overrides=(), categories=()),
    )
    texts = {each.text for each in Document(io.BytesIO(gap_report(empty))).paragraphs}
    assert {
        "No controls in the desk.",
        "Nothing is excluded.",
        "No action is open.",
        "No risk is accepted.",
        "No artefact is on file.",
    } <= texts


def test_an_accepted_risk_that_has_expired_is_no_remedy(source):
    later = replace(source, dates=replace(source.dates, judged=date(2027, 6, 1)))
    assert "Accepted risks (0)" in headings(Document(io.BytesIO(gap_report(later))))


FINAL = SnapshotRow("GAP-2", date(2026, 11, 20), "Dana Reyes", "Sam Okoro", "readiness", 23, 22, {}, ())


def test_without_a_finalised_assessment_it_is_a_draft_on_every_page(report):
    assert report.paragraphs[0].text == "Gap assessment report"
    assert report.sections[0].header.paragraphs[0].text.startswith("DRAFT · Gap assessment report\t")
    assert "DRAFT: no finalised assessment stands behind these numbers" in [each.text for each in report.paragraphs[:8]]


def test_with_one_it_says_which_by_whom_and_what_has_changed_since(source):
    moved = Moved(
        "AI-SEC-01", "Keys", Status.IN_PLACE, Status.PARTIAL, (("gap", "", "x"),), "Omar", "2026-11-21T08:00Z"
    )
    final = Document(io.BytesIO(gap_report(replace(source, final=FINAL, moved=(moved,), changed={"AI-SEC-01": "gap"}))))
    band = "DRAFT: 1 control changed since GAP-2 of 2026-11-20"
    assert band in [each.text for each in final.paragraphs[:4]]
    told = {row.cells[0].text: row.cells[1].text for each in final.tables[:2] for row in each.rows}
    assert told["Finalised as"] == "GAP-2, of 2026-11-20"
    assert (told["Assessor"], told["Reviewer"], told["Note"]) == ("Dana Reyes", "Sam Okoro", "readiness")
    assert told["Changed since"] == "1 control: listed in section 3"
    assert "Changed since GAP-2 (1)" in headings(final)
    row = ["AI-SEC-01", "Keys", "in place", "partial", "gap", "Omar", "2026-11-21"]
    assert row in table(final, "Control", "Title", "Status then")
    still = Document(io.BytesIO(gap_report(replace(source, final=FINAL))))
    assert "Every control stands as in GAP-2." in {each.text for each in still.paragraphs}
    called = Document(io.BytesIO(gap_report(replace(source, final=FINAL, called_final=True))))
    assert called.paragraphs[0].text == "Gap assessment report"
    assert called.core_properties.title == "FINAL: Gap assessment report, Acme AI, 2026-11-21"
    signs = ("Signs as", "Name", "Signature")
    assert [row[1] for row in table(called, *signs)] == ["Dana Reyes", "Sam Okoro", ""]
    assert [row[1] for row in table(still, *signs)] == ["", "", ""], "of a draft nobody has taken on himself"
    assert called.sections[0].header.paragraphs[0].text.startswith("FINAL · ")


def test_what_nobody_assessed_is_not_said_to_be_free_of_gaps():
    source = matrix()
    blank = tuple(
        replace(one, row=replace(one.row, status=Status.NOT_ASSESSED, support=None)) for one in source.controls
    )
    inside = sum(one.row.scope is Scope.IN for one in blank)
    counts = {status: inside if status is Status.NOT_ASSESSED else 0 for status in Status}
    source = replace(source, controls=blank, summary=replace(source.summary, counts=counts))
    told = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(gap_report(source))).paragraphs)
    assert "no control in scope is partial or missing" not in told
    assert f"none of the 0 assessed is partial or missing; {inside} of {inside} in scope are not assessed." in told
    assert "Nobody has assessed a control yet" in told
    assert f"4.2 Not assessed ({inside})" in told
    assert "No control in scope is said to be in place." in told


def test_a_finding_gives_its_five_parts_and_its_response_and_a_gap_without_one_says_that_nobody_did(source):
    late = finding("F-1", Severity.HIGH, control="AI-SEC-02", due=date(2026, 11, 1))
    made = Document(io.BytesIO(gap_report(source, findings=(late,))))
    blocks = [{row.cells[0].text: row.cells[1].text for row in each.rows} for each in made.tables]
    told = next(one for one in blocks if one.get("Condition") == "Condition of F-1")
    for name in ("Criteria", "Cause", "Effect", "Recommendation"):
        assert told[name].startswith(f"{name} of F-1")
    assert told["Severity"] == "high"
    assert told["Response"] == "Agreed by Mei Tanaka, 2026-10-09: Response to F-1"
    assert told["Due"] == "2026-11-01 overdue"
    assert told["State"] == "20 days overdue"
    assert next(one for one in headings(made) if one.startswith("4.")) == "4.1 High (1)"
    assert any("Condition" in one and "Cause" not in one for one in blocks)
    assert any("of them no finding is raised: nobody has said cause" in each.text for each in made.paragraphs)


def test_every_control_nobody_assessed_is_listed(source, report):
    blank = [
        one.row.id for one in source.controls if one.row.status is Status.NOT_ASSESSED and one.row.scope is Scope.IN
    ]
    assert blank
    assert [row[0] for row in table(report, "Control", "Title", "Criteria", "Owner")] == blank


def test_a_tailored_control_says_from_what_to_what_why_and_by_whom(source):
    row = TailoredRow(
        *("AI-SEC-01", Tailored.FREQUENCY, "monthly", "monthly", "quarterly", "One key is left", "Omar Haddad"),
        *(date(2026, 5, 4), "asked less often"),
    )
    made = Document(io.BytesIO(gap_report(with_first(source, tailoring=(row,)))))
    assert "Appendix C Tailored controls (1)" in headings(made)
    assert table(made, "Control", "Shipped and tailored") == [
        [
            "AI-SEC-01", "frequency: monthly → quarterly (asked less often)", "One key is left", "Omar Haddad",
            "2026-05-04",
        ]
    ]  # fmt: skip


def test_days_without_work_are_listed_with_who_said_so_where_the_control_is_judged(source):
    judged = source.coverage[0].id
    quiet = QuietRow("QD-1", judged, YEAR, (5, 6), 104, "No releases", "Mei Tanaka", date(2026, 1, 5))
    other = replace(quiet, id="QD-2", control="AI-NONE-99")
    made = Document(io.BytesIO(gap_report(replace(source, quiet=(quiet, other)))))
    assert table(made, "Control", "Days", "Reason") == [
        [judged, "sat, sun of 2026-01-01 to 2026-12-31", "No releases", "Mei Tanaka", "2026-01-05"]
    ]
    assert "Days on which nothing was to happen" not in headings(Document(io.BytesIO(gap_report(source))))


def test_a_period_in_which_no_control_is_judged_has_no_empty_table(source):
    made = Document(io.BytesIO(gap_report(replace(source, coverage=()))))
    assert "Period coverage, 2026-01-01 to 2026-12-31" in headings(made)
    with pytest.raises(AssertionError):
        table(made, "Control", "Runs", "Window from")


def test_where_everything_is_assessed_and_nothing_lacks_that_is_said(source):
    whole = tuple(
        replace(one, row=replace(one.row, status=Status.IN_PLACE, support=Support.SUPPORTED)) for one in source.controls
    )
    inside = sum(one.row.scope is Scope.IN for one in whole)
    counts = {status: inside if status is Status.IN_PLACE else 0 for status in Status}
    held = replace(source, controls=whole, summary=replace(source.summary, counts=counts))
    said = {each.text for each in Document(io.BytesIO(gap_report(held))).paragraphs}
    assert "No finding is open, and no control in scope is partial or missing." in said
    assert "Every control in scope is assessed." in said
    assert any(text.startswith("Every control said to be in place is adequately designed") for text in said)


def test_only_what_is_still_to_be_done_about_a_finding_stands_among_its_actions(source):
    to_do = RemediationRow(
        "F-1/1", "F-1", "Rotate both", "Mei Tanaka", date(2026, 12, 1), "", "", RemediationState.OPEN,
        date(2026, 10, 9), None, "", "", "", (),
    )  # fmt: skip
    done = replace(to_do, id="F-1/2", state=RemediationState.DONE, done_on=date(2026, 11, 1))
    held = replace(finding("F-1", Severity.HIGH, due=date(2026, 12, 1)), actions=(to_do, done))
    made = Document(io.BytesIO(gap_report(source, findings=(held,))))
    told = next(
        found
        for each in made.tables
        if (found := {row.cells[0].text: row.cells[1].text for row in each.rows}).get("Condition") == "Condition of F-1"
    )
    assert told["Action F-1/1"] == "Rotate both (Mei Tanaka, due 2026-12-01)"
    assert "Action F-1/2" not in told
    assert told["State"] == "planned"


@pytest.mark.parametrize(
    ("agreed", "response", "told"),
    [
        (Answer.NO, "We do not", "Not agreed by Mei Tanaka, 2026-10-09: We do not"),
        (None, "Later", "Answered by Mei Tanaka, 2026-10-09: Later"),
        (None, "", "none on record"),
    ],
)
def test_a_response_says_whether_management_agrees_and_none_is_no_agreement(source, agreed, response, told):
    held = finding("F-1", Severity.HIGH)
    held = replace(held, row=replace(held.row, agreed=agreed), response=response)
    made = Document(io.BytesIO(gap_report(source, findings=(held,))))
    said = [row.cells[1].text for each in made.tables for row in each.rows if row.cells[0].text == "Response"]
    assert said == [told]


def test_a_gap_whose_only_finding_is_settled_is_not_said_to_have_none(source):
    (gap, *_) = [one for one in source.controls if is_gap(one)]
    accepted = finding("F-9", Severity.HIGH, control=gap.row.id)
    accepted = replace(accepted, row=replace(accepted.row, status=FindingStatus.RISK_ACCEPTED, lapsed=False))
    source = replace(source, controls=(gap,))
    told = "\n".join(each.text for each in Document(io.BytesIO(gap_report(source, findings=(accepted,)))).paragraphs)
    assert f"On {gap.row.id} (F-9) the finding is settled and the control still lacks" in told
    assert "no finding is raised" not in told
