"""What vendors' reports, certificates and bridge letters come to, and what each side counts on the other for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from grcdesk.reports.labels import ids, say
from grcdesk.reports.workbook.tab import CellLink, Kind, Tab, TabColumn, first_rows, place
from grcdesk.reports.workbook.tabs.fields import TabField, at, cells, columns
from grcdesk.reports.workbook.tabs.titles import EVIDENCE, REPORTS
from grcdesk.reports.workbook.tabs.vendors.paper_looks import outcome_column
from grcdesk.rules.vendors.paper_outcomes import document_outcomes, expected_outcomes
from grcdesk.schemas.controls.controls import ControlRow
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.vendors.file import JudgedFile
from grcdesk.schemas.vendors.outcomes import DocumentOutcome, ExpectedOutcome
from grcdesk.terms import DueState
from grcdesk.terms.vendors import DocumentKind, Expectation, PaperOutcome

_KINDS = {
    DocumentKind.SOC2_TYPE2: "SOC 2 Type II",
    DocumentKind.SOC2_TYPE1: "SOC 2 Type I",
    DocumentKind.BRIDGE_LETTER: "bridge letter",
    DocumentKind.ISO27001: "ISO 27001",
    DocumentKind.ISO42001: "ISO 42001",
    DocumentKind.PENETRATION_TEST: "penetration test",
}
_SIDES = {Expectation.CUEC: "CUEC", Expectation.CSOC: "CSOC"}


@dataclass(frozen=True, slots=True)
class _Line:
    """One row; what a kind of row has not stays empty."""

    vendor: str
    name: str
    kind: str
    id: str
    what: str
    outcome: PaperOutcome
    why: str
    start: date | None = None
    end: date | None = None
    days: int | None = None
    opinion: str = ""
    by: str = ""
    on: date | None = None
    controls: tuple[str, ...] = ()
    exceptions: str = ""
    issuer: str = ""
    issued: date | None = None
    expires: date | None = None
    evidence: str = ""


def reports_tab(matrix: Matrix) -> Tab:
    """One row per report, certificate and bridge letter, then one per control that one side expects of the other."""
    known = {detail.row.id: detail.row for detail in matrix.controls}
    listed = [line for judged in matrix.vendors for line in _lines(judged, known)]
    index = first_rows(row.id for row in matrix.evidence)
    evidence = at(_FIELDS, "Evidence")
    return Tab(
        name=REPORTS,
        table="tblReports",
        about="Reports and expected controls, and their outcome. Certificates and bridge letters too; what vendors "
        "count on us for (CUEC) or we on them (CSOC); vendors that have left aside.",
        columns=columns(_FIELDS),
        rows=(cells(_FIELDS, line) for line in listed),
        count=len(listed),
        links=tuple(
            CellLink(evidence, number, place(EVIDENCE, index[line.evidence]))
            for number, line in enumerate(listed, 2)
            if line.evidence in index
        ),
        empty="No report, certificate or expected control of a vendor is on record.",
        group="Vendor",
    )


def _lines(judged: JudgedFile, known: Mapping[str, ControlRow]) -> Iterator[_Line]:
    if judged.file.detail.row.review.state is DueState.OFFBOARDED:
        return
    for one in document_outcomes(judged):
        yield _document(judged, one)
    for expected in expected_outcomes(judged, known):
        yield _expected(judged, expected)


def _document(judged: JudgedFile, one: DocumentOutcome) -> _Line:
    row, document, report = judged.file.detail.row, one.document, one.report
    return _Line(
        *(row.id, row.name, _KINDS[document.kind], document.id, document.title, one.outcome, one.why),
        start=document.covers_from,
        end=document.covers_to,
        days=one.days,
        opinion=say(report.opinion) if report else "",
        by=report.reviewer if report else "",
        on=report.reviewed_on if report else None,
        exceptions=report.exceptions if report else "",
        issuer=report.auditor if report and report.auditor else document.issuer,
        issued=document.issued,
        expires=document.expires,
        evidence=document.evidence,
    )


def _expected(judged: JudgedFile, one: ExpectedOutcome) -> _Line:
    row, said = judged.file.detail.row, one.expected
    return _Line(
        *(row.id, row.name, _SIDES[said.kind], said.id, said.what, one.outcome, one.why), controls=said.controls
    )


_FIELDS = (
    TabField(TabColumn("Vendor", 11, "Name of the vendor"), lambda line: line.name),
    TabField(
        TabColumn(
            "Kind",
            9.6,
            "Kind of paper; CUEC: a control its report expects of us; CSOC: a control we expect of the vendor",
        ),
        lambda line: line.kind,
    ),
    TabField(TabColumn("ID", 8, "The paper or the expected control", Kind.ID), lambda line: line.id),
    TabField(TabColumn("What", 19, "Title of the paper, or what is expected"), lambda line: line.what),
    TabField(TabColumn("From", 8.6, "First day it covers", Kind.DATE), lambda line: line.start),
    TabField(TabColumn("To", 8.6, "Last day it covers", Kind.DATE), lambda line: line.end),
    TabField(
        TabColumn(
            "Our days",
            6,
            "Days of our period it speaks of, up to the day judged; of Type II and bridge letters",
            Kind.NUMBER,
        ),
        lambda line: line.days,
    ),
    TabField(
        TabColumn("Opinion", 9.6, "The auditor's opinion, once a person has read it", choices="lstOpinion"),
        lambda line: line.opinion,
    ),
    TabField(TabColumn("Reviewed on", 8.8, "When one of us read it", Kind.DATE), lambda line: line.on),
    TabField(
        TabColumn("Our controls", 9.6, "Those that answer what is expected", Kind.ID), lambda line: ids(line.controls)
    ),
    TabField(
        outcome_column(
            "What it comes to for us. meets: kept, read by a person, unmodified and about our period; a certificate: "
            "looked at and in force; an expected control: ours that answer it are in place and supported, and of a "
            "CSOC a report of the vendor meets our rule; accepted: a person said it may stay open; weak: qualified, "
            "Type I, too far bridged, or supported in part; no rule: what it speaks of cannot be told; claim only: no "
            "kept file, the vendor's own word, or controls in place by claim; not read: nobody looked; replaced: by a "
            "newer one; fails: over, adverse, or nothing of ours answers it"
        ),
        lambda line: say(line.outcome),
    ),
    TabField(TabColumn("Why", 18.5, "What the outcome rests on; computed, no conclusion"), lambda line: line.why),
    TabField(
        TabColumn("Exceptions", 40, "What the auditor took exception to, as the reader noted it", printed=False),
        lambda line: line.exceptions,
    ),
    TabField(TabColumn("Issuer", 22, "Auditor or issuer", printed=False), lambda line: line.issuer),
    TabField(TabColumn("Issued", 12, "When", Kind.DATE, printed=False), lambda line: line.issued),
    TabField(TabColumn("Expires", 12, "As written on it", Kind.DATE, printed=False), lambda line: line.expires),
    TabField(
        TabColumn("Evidence", 12, "The artefact it is kept as; leads to the index", Kind.LINK, printed=False),
        lambda line: line.evidence,
    ),
    TabField(TabColumn("Reviewed by", 18, "Who of us read it", printed=False), lambda line: line.by),
    TabField(TabColumn("Vendor ID", 10, "Vendor", Kind.ID, printed=False), lambda line: line.vendor),
)
