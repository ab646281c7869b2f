"""The memo on a vendor, read back: conclusion of a person first, then records, each failing thing with its reason."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.shared import Cm

from grcdesk.reports.word.vendor.memo import vendor_memo
from grcdesk.reports.xmltext import visible
from grcdesk.rules.vendors.agreements import CLAUSES
from grcdesk.rules.vendors.file import judge
from grcdesk.rules.vendors.frozen import PARTS, freeze
from grcdesk.rules.vendors.known import known_on
from grcdesk.schemas.exports.stationery import Stationery
from grcdesk.schemas.vendors.file import VendorFile
from grcdesk.schemas.vendors.vendors import ReviewDue
from grcdesk.terms import DueState
from grcdesk.terms.vendors import AgreementKind, Clause, Conclusion, ReviewStatus
from reports.nasty import EVERY
from reports.vendor_records import REVIEW, agreement, clause, detail, memo, provider, row
from reports.word.test_gap_report import table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(made):
    return Document(io.BytesIO(vendor_memo(made)))


@pytest.fixture(scope="module")
def report():
    return opened(memo())


def texts(report):
    return [paragraph.text for paragraph in report.paragraphs]


def facts(report, name):
    """The two-column table that has this name in it."""
    for each in report.tables:
        found = {line.cells[0].text: line.cells[1].text for line in each.rows if len(line.cells) == 2}
        if name in found:
            return found
    raise AssertionError(name)


def test_sections_stand_in_their_order_and_the_persons_conclusion_first(report):
    heads = [paragraph.text for paragraph in report.paragraphs if paragraph.style.name == "Heading 2"]
    annex = [head for head in heads if head[0] == "A" and head[1].isdigit()]
    assert [head.split(" ")[0] for head in annex] == [f"A{number}" for number in range(1, 13)]
    assert heads.index("Signature") < heads.index("A1 Conclusion"), "what is signed goes first"
    assert report.paragraphs[0].text == "Vendor memo: Northlight Models"
    said = facts(report, "Conclusion")
    assert said["Conclusion"] == "approve with conditions"
    assert said["Concluded by"] == "Dana Reyes on 2026-05-01 (review VR-1)"
    assert (said["Conditions"], said["Signed off by"]) == ("Breach notice in hours", "Tom Lindqvist")
    assert said["Failing that day"] == "Account settings: 1 of 3 projects opted out"
    told = facts(report, "Judged on")
    assert (told["Judged on"], told["Records as of"]) == ("2026-11-21", "entry 412, 2026-11-20 17:04Z")


def test_each_failing_clause_stands_with_its_own_reason(report):
    ledger = {line[0]: line[1:] for line in table(report, "Clause", "Answer", "Number")}
    assert list(ledger) == [read.label for read in CLAUSES.values()]
    assert ledger["Retention"] == [
        "yes",
        "30 days",
        "30 days",
        "§ 4",
        "2026-05-01 Dana Reyes",
        "meets: 30 days; our rule allows 30",
    ]
    assert ledger["Breach notice"][-1] == "fails: words without a number of hours (without undue delay)"
    assert ledger["Breach notice"][1] == ""
    assert ledger["Audit right"][-1] == "fails: the document says no: excluded"
    assert ledger["Transfer assessment"][-1] == "fails: data leaves EU without a dated transfer assessment"
    assert ledger["Zero retention"][0] == "not read"
    assert ledger["Transfer tool"][-1] == "meets"
    bounds = facts(report, "Binds both since")
    assert bounds["Beside first use"] == "19 days after the first production use on 2026-02-01"
    assert bounds["Signed"] == "by us 2026-02-20, by the vendor 2026-02-18"


def test_the_colour_of_a_clause_says_what_it_comes_to_and_never_the_bare_answer(report):
    rows = [
        row.cells for each in report.tables if each.rows[0].cells[0].text == "Clause" for row in list(each.rows)[1:]
    ]
    fills = {cells[0].text: [cell._tc.xpath(".//w:shd/@w:fill") for cell in cells] for cells in rows}
    assert fills
    assert all(not any(each[:-1]) and each[-1] for each in fills.values())
    assert fills["Retention"][-1] != fills["Breach notice"][-1], "one meets, the other fails; both say yes"


def test_open_points_are_those_of_the_rules_all_of_them(report):
    listed = [tuple(line) for line in table(report, "Weight", "About")]
    settle = {tuple(line[:3]): tuple(line[3:]) for line in table(report, "Weight", "About", "Why", "Owner")}
    every = [tuple(cell.text for cell in line.cells) for each in report.tables for line in each.rows]
    points = [(one.level.value, one.about, one.why) for one in memo().judged.points]
    assert all(point in {line[:3] for line in every} for point in points)
    assert list(settle) == points
    row = memo().judged.file.detail.row
    days = {one.about: settle[one.level.value, one.about, one.why] for one in memo().judged.points}
    assert days["Data processing agreement"] == (row.owner, str(row.review.due)), "until the next review"
    (own,) = [one for one in memo().judged.points if one.code == "subprocessor"]
    assert days[own.about] == (row.owner, "2026-12-01") == (row.owner, str(own.until)), "or a day of its own"
    assert listed[0][1] == "Data processing agreement"
    assert "effective 2026-02-20, 19 days after the first production use on 2026-02-01" in listed[0][2]
    assert f"A12 Open points ({len(points)})" in texts(report)
    failing = len(memo().judged.failing)
    assert any(f"{failing} failing points" in text for text in texts(report))


def test_reports_settings_and_exposure_are_told_in_numbers(report):
    reach = facts(report, "Lead gap")
    assert reach["Lead gap"].startswith("31 days")
    assert reach["Tail gap"].startswith("153 days")
    assert reach["Bridge letter to"] == "2026-09-30"
    assert reach["Covered by neither"] == "123 days: 2026-01-01 to 2026-01-31; 2026-10-01 to 2026-12-31"
    assert table(report, "Project", "Training")[2][:2] == ["sandbox", "on"]
    assert "AGR-1 (Scale), training: contract off, 2 of 3 projects off." in texts(report)
    assert table(report, "Feature", "Model")[0][3:6] == ["EU to US", "AGR-1", "30 days"]
    assert [line[3] for line in table(report, "No", "Which way")] == ["AI-SEC-01 Keys locked down", "nothing yet"]
    assert table(report, "Name", "Service")[0][3:6] == ["2026-11-01", "2026-12-01", "open"]
    package = {line[0]: line for line in table(report, "Item", "Needed", "Status")}
    assert package["Exit plan"][-1] == "A second is live (approved by Tom L)"
    assert package["Security contact"][2] == "have"
    assert table(report, "No", "Question")[1][2:] == ["no", "no second contract"]


def test_header_rows_repeat_styles_only_and_pages_are_numbered(report):
    heads = [each.rows[0]._tr for each in report.tables]
    heads = [one for one in heads if one.find(f".//{W}pStyle").get(f"{W}val") == "DeskHead"]
    assert heads
    assert all(one.find(f"{W}trPr/{W}tblHeader") is not None for one in heads)
    for properties in report.element.body.iter(f"{W}rPr"):
        if not any(one.tag in (f"{W}sdt", f"{W}drawing") for one in properties.iterancestors()):
            tags = {child.tag.removeprefix(W) for child in properties}
            assert tags in ({"rStyle"}, {"b", "bCs"}, {"color"}), "styles, strong words and the squares of a key"
    footer = report.sections[0].footer.paragraphs[0]
    assert [each.get(f"{W}instr") for each in footer._p.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]


def test_the_same_memo_gives_the_same_bytes():
    assert vendor_memo(memo()) == vendor_memo(memo())


def test_a_vendor_without_anything_makes_a_memo_that_says_so():
    bare = VendorFile(detail(row("VEN-9", "Bare", last_review=None)), provider().policy, None)
    said = texts(opened(memo(bare)))
    assert "No review of this vendor has been concluded; there is no conclusion to report." in said
    assert "No agreement is on record." in said
    assert "No AI feature on record names this vendor." in said
    assert "No review has been begun." in said


def test_an_open_review_a_stop_and_an_agreement_of_another_kind_or_time_are_shown():
    stop = replace(REVIEW, conclusion=Conclusion.STOP, id="VR-2", concluded_on=date(2026, 6, 1), note="Leaks")
    going = replace(REVIEW, status=ReviewStatus.OPEN, conclusion=None, concluded_on=None, id="VR-3", checks=())
    master = agreement("AGR-5", kind=AgreementKind.MASTER, clauses=(clause(Clause.DELETION, amount=60),))
    ended = agreement("AGR-6", ended=date(2026, 3, 1), clauses=())
    made = opened(memo(replace(provider(), reviews=(going, stop, REVIEW), agreements=(master, ended))))
    assert facts(made, "Conclusion")["Conclusion"] == "stop"
    assert "Review VR-3 by Dana Reyes is open: 0 of 0 questions answered." in texts(made)
    assert table(made, "Clause", "Answer")[0][:3] == ["Deletion", "yes", "60 days"]
    assert ("fails", "Data processing agreement", "none is in force: AGR-6 (Scale) ended on 2026-03-01") in [
        tuple(line) for line in table(made, "Weight", "About")
    ]
    assert any("no: it does not bind on 2026-11-21" in cell.text for each in made.tables for cell in each._cells)


@pytest.mark.parametrize("text", EVERY)
def test_any_name_is_shown_whole(text):
    report = opened(memo(provider(text), organisation=text * 60, name=text))
    assert report.paragraphs[0].text == f"Vendor memo: {visible(text)}".replace("\r", "\n")
    assert visible(text)[:3] in report.core_properties.title


def kept(**changes):
    """The provider as it stands today, with a conclusion that kept what was on file on its own day."""
    file = provider()
    then = json.loads(json.dumps(freeze(judge(known_on(file, REVIEW.concluded_on), REVIEW.concluded_on))))
    then["log"] = {"entry": 77, "head": "ab"}
    one = replace(REVIEW, frozen=then, recorded_by="root", recorded_at="2026-11-20T06:04:00Z", **changes)
    return replace(file, reviews=(one,))


def test_the_memo_prints_what_was_on_file_that_day_and_then_what_came_since():
    report = opened(memo(kept()))
    heads = [paragraph.text for paragraph in report.paragraphs if paragraph.style.name == "Heading 3"]
    assert heads[:2] == ["On file when it was concluded, 2026-05-01", "Since then, up to 2026-11-21"]
    then = {line[1]: line[2] for line in table(report, "What", "Id", "As it stood")}
    assert {line[0] for line in table(report, "What", "Id", "As it stood")} <= set(PARTS.values())
    assert "DOC-1" not in then, "the report of July was not there in May"
    assert then["AGR-1"].startswith("Data processing agreement, DPA")
    moved = {(line[0], line[1], line[2]) for line in table(report, "What", "Which", "How")}
    assert ("paper", "DOC-1", "new") in moved
    assert any("after change log entry 77" in text for text in texts(report))


def test_told_and_recorded_are_both_printed_when_they_differ():
    said = facts(opened(memo(kept())), "Conclusion")
    assert said["Concluded by"] == ("Dana Reyes on 2026-05-01 (review VR-1); recorded by root, 2026-11-20 06:04Z")
    same = replace(kept(), reviews=(replace(REVIEW, recorded_by="Dana Reyes", recorded_at="2026-05-02T09:00:00Z"),))
    assert facts(opened(memo(same)), "Conclusion")["Concluded by"] == "Dana Reyes on 2026-05-01 (review VR-1)"


def test_a_conclusion_of_a_later_day_is_none_yet_and_one_without_facts_says_so():
    report = opened(memo())
    assert any("was not kept with this conclusion" in text for text in texts(report))
    early = memo(kept(), judged=date(2026, 4, 30))
    assert any("there is no conclusion to report" in text for text in texts(opened(early)))


def signed_page(report):
    """What stands before the annex."""
    said = texts(report)
    return said[: said.index("Annex")]


def ticked(report):
    """The boxes that are ticked, by what they say."""
    boxes = [box for box in report.element.body.iter(f"{W}sdt") if "☒" in "".join(box.itertext())]
    return [box.find(f"{W}sdtPr/{W}alias").get(f"{W}val") for box in boxes]


def test_every_failing_point_waits_for_a_tick_and_nothing_is_ticked_that_nobody_recorded():
    for made in (memo(), memo(kept()), memo(VendorFile(detail(row("VEN-9", "Bare")), provider().policy, None))):
        report = opened(made)
        points = [
            ["".join(part.text or "" for part in cell._tc.iter(f"{W}t")) for cell in line.cells]
            for each in report.tables
            if each.rows[0].cells[0].text == "Point"
            for line in each.rows[1:]
        ]
        assert all(line[2:] == ["☐", "☐", ""] for line in points)
        said = " ".join(line[0] + line[1] for line in points)
        assert all(point.why in said for point in made.judged.failing)
        assert ticked(report) == [], "nobody decided on what is on file today"


def test_the_decision_on_record_is_ticked_only_while_what_it_stood_on_has_not_moved():
    file = provider()
    now = json.loads(json.dumps(freeze(judge(file, memo().as_of))))
    one = replace(REVIEW, frozen=now | {"log": {"entry": 77}}, recorded_by="root", recorded_at="2026-11-20T06:04:00Z")
    still = opened(memo(replace(file, reviews=(one,))))
    assert ticked(still) == ["Decision: approve with conditions"]
    assert any(text.startswith("FINAL: VR-1 concluded and signed off") for text in texts(still))
    alone = opened(memo(replace(file, reviews=(replace(one, approver=""),))))
    assert "DRAFT: nobody signed VR-1 off" in texts(alone)
    signers = {line[0]: line for line in table(still, "Signs as", "Name")}
    assert signers["Prepared by"][1:] == ["Dana Reyes", "", "2026-05-01", "root, 2026-11-20 06:04Z"]
    assert signers["Approved by"][1] == "Tom Lindqvist"


def test_what_failed_then_and_no_longer_is_told_and_not_signed():
    made = memo(kept())
    then = made.concluded.frozen
    gone = dict(
        next(point for point in then["points"] if point["level"] == "fails"), id="old Old point", about="Old point"
    )
    then["points"].append(gone)
    report = opened(made)
    waiting = [" ".join(cell.text for cell in row.cells) for each in report.tables for row in each.rows
               if each.rows[0].cells[0].text == "Point"]  # fmt: skip
    assert not any("Old point" in line or "settled" in line for line in waiting)
    (told,) = [text for text in signed_page(report) if text.startswith("Failed when it was concluded, and no longer: ")]
    assert "Old point" in told
    assert "(new since)" in " ".join(line[1] for line in table(report, "Point", "What is on file"))


def test_points_beyond_the_page_are_signed_for_on_the_next_and_the_page_says_how_many():
    many = [agreement(f"AGR-{number}", feature=f"Feature {number}") for number in range(1, 40)]
    made = memo(replace(provider(), agreements=tuple(many)))
    report = opened(made)
    first, rest = (
        [[cell.text for cell in line.cells] for line in each.rows[1:]]
        for each in report.tables
        if each.rows[0].cells[0].text == "Point"
    )
    assert f"Failing points, continued ({len(rest)})" in texts(report)
    assert any(text.startswith(f"{len(rest)} failing points more on the next page") for text in signed_page(report))
    assert first


@pytest.mark.parametrize(("down", "across", "fewer"), [(2.54, 2.54, False), (3.2, 4.0, True), (4.0, 5.0, True)])
def test_a_house_with_wide_margins_has_fewer_points_above_the_signatures(down: float, across: float, fewer: bool):
    """Whoever signs has one page before him: what does not fit goes on, and he is told."""
    house = Document()
    section = house.sections[0]
    section.top_margin = section.bottom_margin = Cm(down)
    section.left_margin = section.right_margin = Cm(across)
    house.save(held := io.BytesIO())
    many = [agreement(f"AGR-{number}", feature=f"Feature {number}") for number in range(1, 40)]
    made = memo(replace(provider(), agreements=tuple(many)))
    report = Document(io.BytesIO(vendor_memo(made, Stationery(None, held.getvalue(), "house.docx"))))
    tables = [each.rows[1:] for each in report.tables if each.rows[0].cells[0].text == "Point"]
    shown = len(tables[0]) if len(tables) > 1 else 0
    assert bool(shown) is not fewer
    left = len(tables[-1])
    more = " more" if shown else ""
    assert any(text.startswith(f"{left} failing points{more} on the next page") for text in signed_page(report))


def still(file=None, **review):
    """A vendor whose conclusion kept what is on file today: nothing has moved since."""
    file = file or provider()
    now = json.loads(json.dumps(freeze(judge(file, memo().as_of))))
    one = replace(REVIEW, frozen=now | {"log": {"entry": 77}}, **review)
    return replace(file, reviews=(one,))


def test_a_conclusion_tells_only_what_was_told_with_it():
    whole = facts(opened(memo(still(note="Seen twice", next_due=date(2027, 1, 9)))), "Conclusion")
    assert whole["Note"] == "Seen twice"
    assert whole["Asked for next"] == "an earlier review, on 2027-01-09"
    bare = facts(opened(memo(still(approver="", conditions="", evidence=(), failing=()))), "Conclusion")
    assert bare["Failing that day"] == "nothing"
    assert not {"Signed off by", "Conditions", "Note", "Evidence", "Asked for next"} & set(bare)


def test_a_conclusion_on_a_vendor_without_papers_lists_none():
    file = VendorFile(detail(row("VEN-1", "Bare", last_review=None)), provider().policy, None)
    report = opened(memo(still(file)))
    with pytest.raises(AssertionError):
        table(report, "What", "Id", "As it stood")
    assert {line[0] for line in table(report, "Weight then", "About", "Why")} <= {"fails", "weak"}
    clean = still(file)
    clean.reviews[0].frozen["points"] = []
    with pytest.raises(AssertionError):
        table(opened(memo(clean)), "Weight then", "About", "Why")


def test_of_a_vendor_that_left_no_review_is_due_and_of_a_check_its_day_is_told():
    gone = ReviewDue(None, None, DueState.OFFBOARDED, "offboarded on 2026-06-30")
    left = replace(provider(), detail=detail(row("VEN-1", "Northlight", review=gone, offboarded=date(2026, 6, 30))))
    assert any(text.endswith("No review is due: offboarded on 2026-06-30.") for text in texts(opened(memo(left))))
    check = ReviewDue(date(2026, 12, 1), 10, DueState.DUE_30, "half-way")
    half = replace(provider(), detail=detail(row("VEN-1", "Northlight", check=check)))
    report = opened(memo(half))
    assert any(text.endswith("Its next check is due on 2026-12-01.") for text in texts(report))
    assert any("by the next review or check, on 2026-12-01." in text for text in texts(report)), "the earlier of both"


def test_where_nothing_is_open_the_page_and_the_list_say_so():
    made = memo(replace(provider(), reviews=()))
    report = opened(replace(made, judged=replace(made.judged, points=())))
    assert "Nothing is open." in texts(report)
    none = "No failing point among what is on file on 2026-11-21; section A12 says what was looked at."
    assert none in signed_page(report)
    assert "Failing points" in texts(report)
    assert not [each for each in report.tables if each.rows[0].cells[0].text == "Point"]


def test_on_the_paper_of_a_house_a_memo_without_a_conclusion_has_its_page_too():
    Document().save(held := io.BytesIO())
    made = memo(replace(provider(), reviews=()))
    report = Document(io.BytesIO(vendor_memo(made, Stationery(None, held.getvalue(), "house.docx"))))
    assert "DRAFT: no decision recorded" in texts(report)
    assert any(text.startswith("No decision recorded.") for text in signed_page(report))


def test_an_agreement_nobody_read_says_so_and_one_that_ends_says_when():
    order = agreement("AGR-7", kind=AgreementKind.MASTER, clauses=(), expires=date(2027, 3, 31))
    report = opened(memo(replace(provider(), agreements=(order,))))
    assert "It has not been read clause by clause." in texts(report)
    assert facts(report, "Binds both since")["Expires"] == "2027-03-31"


@pytest.mark.parametrize(("read", "told"), [((), False), ((clause(Clause.TRAINING_CONTRACT),), True)])
def test_training_on_what_we_send_is_spoken_of_where_somebody_read_it_or_the_vendor_has_models(read, told):
    file = replace(
        provider(),
        detail=detail(row("VEN-1", "Pagebell", model_provider=False)),
        agreements=(agreement(clauses=read),),
    )
    assert any(", training: " in text for text in texts(opened(memo(file)))) is told
