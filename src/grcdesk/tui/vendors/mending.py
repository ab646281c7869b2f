"""From what is wrong with a vendor to the form that mends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from grcdesk.rules.due.due import LATE
from grcdesk.rules.vendors import reports
from grcdesk.rules.vendors.agreements import CLAUSES
from grcdesk.schemas.vendors.file import JudgedFile, OpenPoint
from grcdesk.terms.vendors import DocumentKind, ReviewKind, ReviewStatus
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.vendors import forms, parts, review_list
from grcdesk.tui.vendors import paper_forms as papers
from grcdesk.tui.vendors import relation_forms as relations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grcdesk.schemas.vendors.file import DocumentRow
    from grcdesk.schemas.vendors.reviews import ReviewRow
    from grcdesk.schemas.vendors.vendors import VendorDetail
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

_SIGNING = {
    "dpa_undated": "effective",
    "dpa_unsigned": "signed_by_them",
    "dpa_expired": "expires",
    "dpa_unkept": "document",
    "late_dpa": "effective",
    "plan_uncovered": "",
}
"""Points about an agreement as a whole, and the field that mends each."""


def go_on(app: Shell, vendor: str) -> None:
    """Start the review of a vendor, or the check between two where that alone is late; or go on with the open one."""

    def question(desk: Desk) -> tuple[VendorDetail, Sequence[ReviewRow]]:
        detail = desk.vendors.show(vendor)
        return detail, desk.vendor_reviews.list(vendor=detail.row.id, status=ReviewStatus.OPEN)

    def opened(found: tuple[VendorDetail, Sequence[ReviewRow]]) -> None:
        detail, open_ = found
        if open_:
            review_list.go_on(app, open_[0])
        else:
            row = detail.row
            late = row.check is not None and row.check.state in LATE and row.review.state not in LATE
            forms.start_review(app, row.id, row.name, ReviewKind.CHECK if late else ReviewKind.REVIEW)

    app.ask_first(app.screen, "open review", question, opened)


def point(app: Shell, vendor: str, named: str) -> None:
    """What mends an open point, by its code and what it is about."""

    def opened(judged: JudgedFile) -> None:
        found = next((one for one in judged.points if f"{one.code} {one.about}" == named), None)
        if found is None:
            app.tell("that is settled meanwhile")
        else:
            _mend(app, judged, found)

    app.ask_first(app.screen, "vendor point", lambda desk: desk.vendor_papers.file(vendor), opened)


def _mend(app: Shell, judged: JudgedFile, found: OpenPoint) -> None:
    row = judged.file.detail.row
    reading = next((one for one in parts.readings(judged).values() if found in one.points), None)
    line = next((one for one in judged.package if f"package_{one.item}" == found.code), None)
    if reading is not None:
        papers.clause(app, reading.agreement.id, reading.clause, reading.found, CLAUSES[reading.clause].question)
    elif line is not None:
        papers.package_item(app, row.id, line)
    elif found.code in _SIGNING:
        _agreement(app, judged, found)
    elif found.code in _BY_CODE:
        _BY_CODE[found.code](app, judged, found)
    else:
        app.show_vendor(row.id)


def _agreement(app: Shell, judged: JudgedFile, found: OpenPoint) -> None:
    row = judged.file.detail.row
    meant = [one for one in judged.file.agreements if found.about.startswith(one.label)] or judged.file.agreements
    if meant and found.code != "plan_uncovered":
        papers.edit_agreement(app, meant[0], _SIGNING[found.code])
    else:
        papers.agreement(app, row.id, row.name)


def _new_agreement(app: Shell, judged: JudgedFile, _found: OpenPoint) -> None:
    papers.agreement(app, judged.file.detail.row.id, judged.file.detail.row.name)


def _uncovered(app: Shell, judged: JudgedFile, found: OpenPoint) -> None:
    """Days without a report: the one that follows, or a letter up to it; before all reports an earlier one."""
    row, gaps = judged.file.detail.row, judged.cover.gaps if judged.cover else ()
    gap = next((one for one in gaps if f"{one.start}.." in found.why), None)
    report = reports.before(judged.file, gap.start) if gap is not None else None
    if report is None:
        issuer = next((one.issuer for one in judged.file.documents if one.kind is DocumentKind.SOC2_TYPE2), "")
        papers.first_report(app, row.id, row.name, issuer, found.why)
    else:
        _next_paper(app, judged, found, report)


def _ahead(app: Shell, judged: JudgedFile, found: OpenPoint) -> None:
    """Days to come: nothing but the next report will cover them."""
    report = reports.before(judged.file, date.max)
    if report is None:
        papers.document(app, judged.file.detail.row.id, judged.file.detail.row.name)
    else:
        papers.successor(app, judged.file.detail.row.name, report, found.why)


def _too_long(app: Shell, judged: JudgedFile, found: OpenPoint) -> None:
    """A letter that reaches too far waits for the next report, or for a shorter one."""
    report = reports.before(judged.file, date.max)
    if report is None:
        papers.letter(app, judged.file.detail.row.id, judged.file.detail.row.name, _letter(judged, found), found.why)
    else:
        _next_paper(app, judged, found, report)


def _next_paper(app: Shell, judged: JudgedFile, found: OpenPoint, report: DocumentRow) -> None:
    row, old = judged.file.detail.row, _letter(judged, found)

    def picked(what: str | None) -> None:
        if what == "report":
            papers.successor(app, row.name, report, found.why)
        elif what == "letter":
            papers.letter(app, row.id, row.name, old, found.why)

    instead = f"a bridge letter in the place of {old.id}" if old else "a bridge letter up to that report"
    choices = [Choice("report", f"the report that follows {report.id}", "r"), Choice("letter", instead, "l")]
    app.push_screen(Pick(f"{row.name}: which paper is at hand?", choices, note=found.why), picked)


def _letter(judged: JudgedFile, found: OpenPoint) -> DocumentRow | None:
    """The letter a point names, else the one that reaches furthest."""
    named = next((one for one in judged.file.documents if one.id == found.why.partition(" ")[0]), None)
    return named or reports.last_letter(judged.file, judged.as_of)


def _report(app: Shell, judged: JudgedFile, found: OpenPoint) -> None:
    meant = [one for one in judged.file.documents if one.id in f"{found.about} {found.why}".split()]
    if meant:
        papers.review_report(app, meant[0])
    else:
        app.show_vendor(judged.file.detail.row.id)


def _expected(app: Shell, judged: JudgedFile, found: OpenPoint) -> None:
    row = judged.file.detail.row
    meant = next((one for one in judged.file.expected if one.id == found.about), None)
    if meant is not None:
        relations.answer_expected(app, meant)
    else:
        relations.expected(app, row.id, row.name)


def _subprocessor(app: Shell, judged: JudgedFile, found: OpenPoint) -> None:
    meant = next((one for one in judged.file.subprocessors if one.name == found.about), None)
    if meant is not None:
        relations.decide_subprocessor(app, meant)


def _project(app: Shell, judged: JudgedFile, _found: OpenPoint) -> None:
    relations.project(app, judged.file.detail.row.id, judged.file.detail.row.name)


def _dates(app: Shell, judged: JudgedFile, _found: OpenPoint) -> None:
    forms.dates(app, [judged.file.detail.row.id], judged.file.detail)


_BY_CODE: Mapping[str, Callable[[Shell, JudgedFile, OpenPoint], None]] = {
    "no_dpa": _new_agreement,
    "first_use": _dates,
    "report_gap": _uncovered,
    "report_ahead": _ahead,
    "bridge_long": _too_long,
    "report_unread": _report,
    "report_opinion": _report,
    "csoc_missing": _expected,
    "expected_control": _expected,
    "subprocessor": _subprocessor,
    "training_setting": _project,
}
