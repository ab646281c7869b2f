"""Papers with texts that break documents: every text stands there whole, or made visible, and bends nothing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from docx import Document

from grcdesk.reports.response_letter import response_letter
from grcdesk.reports.word.letter import letter
from grcdesk.reports.word.soa import soa_paper
from grcdesk.reports.word.system_description import system_description
from grcdesk.reports.xmltext import visible
from grcdesk.rules.soa.statement import counts
from grcdesk.schemas.exports.stationery import Stationery
from grcdesk.schemas.exports.system_description import DescriptionPart, Ref, Sentence, SystemDescription
from grcdesk.schemas.findings.findings import FindingDetail, FindingItemRow, FindingRow, LetterFacts
from grcdesk.schemas.findings.remediation import RemediationRow, SlipRow
from grcdesk.schemas.soa.paper import SoaPaper
from grcdesk.schemas.soa.soa import SoaControl, SoaPage, SoaRow
from grcdesk.terms import Answer, Relationship, Status, Support
from grcdesk.terms.documents import Paper
from grcdesk.terms.findings import FindingSource, FindingStatus, RemediationState, Severity
from grcdesk.terms.soa import Implementation, InclusionReason, SoaFramework
from reports.nasty import EVERY
from reports.provenances import provenance

DAY = date(2026, 11, 2)
LONG = "A long text of a person, of forty thousand characters. " * 740


def finding(text: str) -> FindingDetail:
    row = FindingRow(
        id="F-1", engagement="ENG-1", title=text, source=FindingSource.TEST, links=(), control="AI-SEC-01",
        criterion="", test="", severity=Severity.HIGH, scheme_class=None, status=FindingStatus.IN_REMEDIATION,
        status_since=DAY, lapsed=False, owner=text, raised_by=text, raised_on=DAY, age=3, extent_k=1, extent_n=2,
        response_due=None, agreed=Answer.YES, next_due=DAY, actions=1, actions_done=0, slips=1, repeat=(), version=1,
    )  # fmt: skip
    action = RemediationRow(
        "F-1/1", "F-1", text, text, DAY, "", text, RemediationState.OPEN, DAY, None, "", "", "",
        (SlipRow(DAY, DAY, text, DAY),),
    )  # fmt: skip
    item = FindingItemRow("F-1/i1", text, "", text, "", "", "", None, "EV-1", DAY, text)
    return FindingDetail(
        row=row, condition=text, criteria=text, cause=text, effect=text, recommendation=text, period_from=None,
        period_to=None, response=text, responded_by=text, responded_on=DAY, proofs=(), verified_by="", verified_on=None,
        closed_on=None, accepted_by="", accept_reason="", accepted_on=None, accept_until=None, items=(item,),
        actions=(action,),
    )  # fmt: skip


def facts(texts: Sequence[str]) -> LetterFacts:
    source = provenance(texts[0], texts[0])
    return LetterFacts(texts[0], texts[0], "readiness", "", "", "2026", source, tuple(map(finding, texts)))


def line(text: str) -> SoaRow:
    behind = SoaControl("AI-SEC-01", text, Relationship.EQUAL_TO, Status.IN_PLACE, Support.CLAIM_ONLY, text)
    return SoaRow(
        item="A.5.1", title=text, theme=text, added=False, applicable=True, reasons=(InclusionReason.LEGAL,),
        suggested=(), implemented=Implementation.YES, implemented_on=None, drafted=False, support=Support.CLAIM_ONLY,
        support_why=(text,), how=(behind,), measures=text, owner=text, owner_said=True, evidence=(), exclusion="",
        risks=(), note=text, lacks=(), version=1,
    )  # fmt: skip


def statement(texts: Sequence[str]) -> SoaPaper:
    rows = tuple(map(line, texts))
    page = SoaPage(SoaFramework.ISO27001, texts[0], None, False, rows, counts(rows), (), ())
    return SoaPaper(page, provenance(texts[0], texts[0]), (), (), ())


def described(texts: Sequence[str]) -> SystemDescription:
    ref = Ref("feature", "AIF-1")
    part = DescriptionPart("DC1", "Services that use AI", tuple(Sentence(text, (ref,)) for text in texts))
    return SystemDescription(provenance(texts[0], texts[0]), (part,), {ref: 7})


MAKERS = {
    "letter": (facts, letter),
    "statement": (statement, soa_paper),
    "description": (described, system_description),
}


def whole(report) -> str:
    cells = [cell.text for table in report.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in report.paragraphs), *cells])


@pytest.mark.parametrize("name", MAKERS)
def test_every_text_is_shown_whole_and_the_same_comes_out_twice(name):
    gather, write = MAKERS[name]
    texts = (*EVERY, LONG)
    data = write(gather(texts))
    assert data == write(gather(texts))
    said = whole(Document(io.BytesIO(data)))
    assert [text for text in texts if visible(text).replace("\r", "\n").strip() not in said] == []


@pytest.mark.parametrize("paper", Paper)
def test_the_page_has_the_size_that_was_asked_for(paper):
    section = Document(io.BytesIO(letter(facts(["x"]), Stationery(paper)))).sections[0]
    inches = round(section.page_width.inches, 2), round(section.page_height.inches, 2)
    assert inches == {Paper.LETTER: (8.5, 11.0), Paper.A4: (8.27, 11.69)}[paper]


def test_a_mark_of_the_desk_stands_on_the_first_page_of_word_and_in_the_markdown():
    source = provenance()
    source = replace(source, dates=replace(source.dates, marks=("UNLOGGED: handed out of a read-only desk",)))
    said = LetterFacts("Acme AI", "SOC 2", "readiness", "", "", "2026", source, ())
    first = [paragraph.text for paragraph in Document(io.BytesIO(letter(said))).paragraphs][:6]
    assert "UNLOGGED: handed out of a read-only desk" in first
    assert "UNLOGGED · Judged on 2026-11-21" in response_letter(said)


def test_a_claim_is_never_tinted_as_if_it_were_borne_out():
    made = statement(["Keys"])
    strong = replace(made.page.rows[0], support=Support.SUPPORTED, support_why=())
    made = replace(made, page=replace(made.page, rows=(*made.page.rows, strong)))
    report = Document(io.BytesIO(soa_paper(made)))
    claim, borne = [row.cells[4] for table in report.tables for row in table.rows if row.cells[0].text == "A.5.1"]
    assert (claim.text, borne.text) == ("yes, claim only", "yes, supported")
    fills = [cell._tc.xpath(".//w:shd/@w:fill") for cell in (claim, borne)]
    assert all(fills)
    assert fills[0] != fills[1]
