"""The due-diligence memo on a vendor as a Word document: records and what was computed of them, no opinion of ours."""

from __future__ import annotations

from collections.abc import Iterable

from grcdesk.reports.labels import ids, plain_day, say, spelled, yes_no
from grcdesk.reports.word.document import Tinted, WordCell, WordDocument
from grcdesk.reports.word.opening import Opening, begun, came_from
from grcdesk.reports.word.vendor.conclusion import conclusion, outcome
from grcdesk.reports.word.vendor.page import page, standing, subtitle, table
from grcdesk.reports.word.vendor.reach import drawn
from grcdesk.reports.word.vendor.terms import agreements, exposure, settings, subprocessors
from grcdesk.rules.vendors.recorded import recorded
from grcdesk.schemas.exports.stationery import PLAIN, Stationery
from grcdesk.schemas.vendors.file import (
    ExpectedRow,
    Level,
    PackageLine,
    PackageRow,
    ReportCover,
    ReportRow,
    VendorFile,
)
from grcdesk.schemas.vendors.memo import VendorMemo
from grcdesk.schemas.vendors.reviews import ReviewRow
from grcdesk.schemas.vendors.vendors import VENDOR_FACTS, VendorRow
from grcdesk.terms.vendors import Expectation, Method
from grcdesk.wording import count

_WEIGHT = {Level.FAILS: Tinted("fails", "StatusBad"), Level.WEAK: Tinted("weak", "StatusHalf")}
_NOTE = (
    "This memo sets out what is on record and what follows from dates and answers alone. It concludes nothing: "
    "the conclusion is that of the person named with it."
)
_METHOD = {
    Method.VENDOR: "vendor",
    Method.CARVE_OUT: "subservice organisation, carve-out method",
    Method.INCLUSIVE: "subservice organisation, inclusive method",
}
_EXPECTED = {Expectation.CUEC: "their report expects it of us", Expectation.CSOC: "we expect it of them"}


def vendor_memo(memo: VendorMemo, stationery: Stationery = PLAIN) -> bytes:
    """The memo as bytes of a .docx; the same memo gives the same bytes."""
    opening = Opening(memo.name, subtitle(memo), standing(memo), memo.provenance)
    paper = begun(opening, stationery, what="Vendor memo")
    rest = page(paper, memo, house=bool(stationery.template))
    paper.page_break()
    if rest:
        paper.heading(f"Failing points, continued ({len(rest)})", 2)
        table(paper, rest)
    paper.heading("Annex", 1)
    paper.text(_NOTE)
    for section in (
        *(conclusion, _vendor, _tier, _package, _reports, _expected),
        *(agreements, settings, exposure, subprocessors, _reviews, _open),
    ):
        section(paper, memo)
    came_from(paper, opening)
    return paper.to_bytes()


def _vendor(paper: WordDocument, memo: VendorMemo) -> None:
    paper.heading("A2 The vendor", 2)
    file = memo.judged.file
    paper.facts((name, fact) for name, fact in _about(file) if fact)
    if file.contacts:
        paper.table(
            ("Contact", "Name", "Mail", "Phone"),
            (3.0, 4.5, 6.0, 3.5),
            [(say(one.kind), one.name, one.mail, one.phone) for one in file.contacts],
        )


def _about(file: VendorFile) -> Iterable[tuple[str, WordCell]]:
    """What is on record of the vendor itself; what is not is left out by whoever prints it."""
    detail, row = file.detail, file.detail.row
    told = [(fact.label, detail.told(fact.name)) for fact in VENDOR_FACTS.values() if fact.paged]
    uses = dict.fromkeys(f"{use.name} ({use.feature})" for use in file.uses)
    return (
        ("Name", f"{row.name} ({row.id})"),
        ("Legal name", detail.legal_name),
        ("What it does for us", row.service),
        *told,
        ("Owner with us", row.owner or "nobody"),
        ("Model provider", _provider(row)),
        ("Stands as", _METHOD[row.method]),
        ("Data it sees", say(detail.data) or "not answered"),
        ("Plan", detail.plan),
        ("Region", row.region),
        ("Onboarded", plain_day(row.onboarded)),
        ("First production use", plain_day(detail.first_use) or "not on record"),
        ("Last review", plain_day(row.last_review) or "never"),
        ("Offboarded", f"{row.offboarded} {detail.offboard_reason}".strip() if row.offboarded else ""),
        ("Features that rely on it", ids(list(uses))),
        ("Note", detail.note),
    )


def _provider(row: VendorRow) -> str:
    if row.model_provider and row.in_scope:
        return "yes, in scope of the engagement"
    return yes_no(row.model_provider)


def _tier(paper: WordDocument, memo: VendorMemo) -> None:
    paper.heading("A3 Tier, and why", 2)
    detail = memo.judged.file.detail
    paper.facts(
        (
            ("Tier", say(detail.row.tier)),
            ("Suggested by answers", say(detail.suggested_tier) or "nothing; no question is answered"),
            ("Reason given", detail.tier_reason or "none needed"),
            ("Data", say(detail.data) or "not answered"),
            ("Criticality", say(detail.criticality) or "not answered"),
            ("Access", say(detail.access) or "not answered"),
            ("Another could step in", say(detail.substitute) or "not answered"),
            ("Risk", say(detail.risk) or "not judged"),
            ("Reviewed every", count(detail.months, "month")),
        )
    )


def _package(paper: WordDocument, memo: VendorMemo) -> None:
    paper.heading("A4 Due-diligence package", 2)
    file = memo.judged.file
    said = {one.item: one for one in file.package}
    paper.table(
        ("Item", "Needed", "Status", "Paper", "Issued", "Covers", "Until", "Remarks"),
        (2.9, 1.5, 1.9, 1.5, 1.85, 2.3, 1.85, 3.2),
        [_item(line, said.get(line.item)) for line in memo.judged.package],
    )
    paper.heading("Documents on file", 3)
    if not file.documents:
        paper.text("None.")
        return
    rows = []
    for one in file.documents:
        covers = f"{plain_day(one.covers_from)} to {plain_day(one.covers_to)}" if one.covers_to else ""
        kept = " ".join(part for part in (one.evidence, one.sha256) if part) or "not kept"
        title = f"{one.title}, replaced by {one.replaced_by}" if one.replaced_by else one.title
        rows.append((one.id, say(one.kind), title, plain_day(one.issued), covers, plain_day(one.expires), kept))
    paper.table(
        ("Paper", "Kind", "Title", "Issued", "Covers", "Until", "Artefact and SHA-256"),
        (1.6, 2.4, 3.1, 1.85, 2.4, 1.85, 3.8),
        rows,
    )


def _item(line: PackageLine, said: PackageRow | None) -> tuple[WordCell, ...]:
    status: WordCell = say(line.status)
    if line.level is not None:
        status = Tinted(say(line.status), _WEIGHT[line.level].style)
    parts = [line.why, f"found: {line.result}" if line.result else ""]
    # the rule tells a reason for a waiver already; the words of the person come once
    if said is not None and said.reason and said.reason not in line.why:
        by = f" (approved by {said.approver})" if said.approver else ""
        parts.append(f"{said.reason}{by}")
    told = "; ".join(part for part in parts if part)
    covers = spelled(line.covers)
    dates = plain_day(line.issued), covers, plain_day(line.expires)
    return (line.label, yes_no(line.required), status, line.document, *dates, told)


def _reports(paper: WordDocument, memo: VendorMemo) -> None:
    paper.heading("A5 Reports reviewed", 2)
    judged = memo.judged
    if judged.cover is None:
        paper.text("The engagement has no period yet, so the reach of reports over it cannot be counted.")
    else:
        drawn(paper, judged.cover)
        paper.facts(_reach(judged.cover))
    if not judged.file.reports:
        paper.text("No report of this vendor has been reviewed.")
    for one in judged.file.reports:
        paper.heading(f"{one.id}: review of {one.document}", 3)
        paper.facts(_report(one))


def _reach(cover: ReportCover) -> Iterable[tuple[str, WordCell]]:
    yield "Our period", spelled(str(cover.period))
    yield "Newest report covers", spelled(str(cover.report)) if cover.report else "no Type II report on file"
    yield "Opinion", say(cover.opinion) or "not read"
    yield "Lead gap", f"{count(cover.lead_gap, 'day')} of our period before the first report begins"
    yield "Tail gap", f"{count(cover.tail_gap, 'day')} of our period after the newest report ends"
    yield "Bridge letter to", plain_day(cover.bridge_to) or "none"
    spans = ids([spelled(str(gap)) for gap in cover.gaps])
    yield "Covered by neither", f"{count(cover.uncovered, 'day')}{': ' + spans if spans else ''}"


def _report(one: ReportRow) -> Iterable[tuple[str, WordCell]]:
    yield "Period", spelled(str(one.period)) if one.period else "none"
    yield "Categories", ids(one.categories) or "not noted"
    yield "Opinion", say(one.opinion)
    yield "Auditor", one.auditor or "not noted"
    yield "Exceptions that matter", one.exceptions or "none noted"
    yield "Subservice in it", one.subservice or "none noted"
    yield "What it means for us", one.conclusion
    yield "Follow-ups", one.follow_ups or "none"
    yield "Reviewed", f"by {one.reviewer} on {one.reviewed_on}"


def _expected(paper: WordDocument, memo: VendorMemo) -> None:
    paper.heading("A6 Controls each side counts on", 2)
    rows = memo.judged.file.expected
    if not rows:
        paper.text("None on record.")
        return
    paper.table(
        ("No", "Which way", "What", "Answered by"),
        (1.9, 3.1, 6.0, 6.0),
        [(one.id, _EXPECTED[one.kind], one.what, _answered(one, memo)) for one in rows],
    )


def _answered(one: ExpectedRow, memo: VendorMemo) -> WordCell:
    if one.controls:
        return "\n".join(f"{key} {memo.controls.get(key, '')}".strip() for key in one.controls)
    if one.accepted:
        return f"accepted by {one.approver}: {one.accepted}"
    return Tinted("nothing yet", "StatusBad")


def _reviews(paper: WordDocument, memo: VendorMemo) -> None:
    paper.heading("A11 Review history", 2)
    found = memo.judged.file.reviews
    if not found:
        paper.text("No review has been begun.")
        return
    paper.table(
        ("Review", "Kind", "Begun", "Closed", "Reviewer", "Conclusion", "Conditions and notes"),
        (1.7, 1.5, 1.9, 1.9, 2.7, 2.4, 4.9),
        [_review(one) for one in found],
    )
    for one in found:
        if one.answered:
            paper.heading(f"Checklist of {one.id}", 3)
            rows = [(str(check.number), check.question, say(check.answer), check.note) for check in one.checks]
            paper.table(("No", "Question", "Answer", "Note"), (1.0, 8.0, 2.2, 5.8), rows)


def _review(one: ReviewRow) -> tuple[WordCell, ...]:
    who = f"{one.reviewer}; signed off by {one.approver}" if one.approver else one.reviewer
    told = "; ".join(part for part in (one.conditions, one.note, recorded(one)) if part)
    return (one.id, say(one.kind), str(one.started_on), plain_day(one.concluded_on), who, outcome(one), told)


def _open(paper: WordDocument, memo: VendorMemo) -> None:
    points = memo.judged.points
    paper.heading(f"A12 Open points ({len(points)})", 2)
    if not points:
        paper.text("Nothing is open.")
        return
    row = memo.judged.file.detail.row
    until = _next_look(row)
    paper.text(f"Computed on the as-of date, to be settled by the next review or check, on {until or 'no date yet'}.")
    paper.table(
        ("Weight", "About", "Why", "Owner", "Until"),
        (1.6, 4.4, 6.4, 2.7, 1.9),
        [
            (_WEIGHT[one.level], one.about, one.why, row.owner or "nobody yet", str(one.until or until or ""))
            for one in points
        ],
    )


def _next_look(row: VendorRow) -> str:
    """The day of the next review or half-way check, whichever comes first; empty: neither is due."""
    looks = [row.review, row.check] if row.check is not None else [row.review]
    return str(min((one.due for one in looks if one.due is not None), default=""))
