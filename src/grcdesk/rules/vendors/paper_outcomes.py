"""What reports, certificates, bridge letters and expected controls come to for us.

On file is not read, and read is not enough while the file is not kept, is over, or was never about our period.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from grcdesk.rules.vendors.package import PACKAGE, expiry, item_of
from grcdesk.rules.vendors.worse import PaperFound, worst
from grcdesk.schemas.controls.controls import ControlRow
from grcdesk.schemas.programme import Period
from grcdesk.schemas.vendors.file import DocumentRow, ExpectedRow, JudgedFile, ReportRow, VendorFile
from grcdesk.schemas.vendors.outcomes import DocumentOutcome, ExpectedOutcome
from grcdesk.terms import Status, Support
from grcdesk.terms.vendors import DocumentKind, Expectation, Opinion, PaperOutcome
from grcdesk.wording import backed, word

_REPORTS = (DocumentKind.SOC2_TYPE2, DocumentKind.SOC2_TYPE1)
_OF_PERIOD = (DocumentKind.SOC2_TYPE2, DocumentKind.BRIDGE_LETTER)
"""Kinds that speak of days."""
SHOWN = (
    *_REPORTS,
    *(DocumentKind.BRIDGE_LETTER, DocumentKind.ISO27001, DocumentKind.ISO42001, DocumentKind.PENETRATION_TEST),
)


def document_outcomes(judged: JudgedFile) -> tuple[DocumentOutcome, ...]:
    """Reports, bridge letters and certificates, as they were taken in."""
    read = {one.document: one for one in judged.file.reports}
    found = []
    for document in judged.file.documents:
        if document.kind in SHOWN:
            days = _days(document, judged.file.period, judged.as_of) if document.kind in _OF_PERIOD else None
            report = read.get(document.id)
            found.append(DocumentOutcome(document, report, days, *_outcome(judged, document, report, days)))
    return tuple(found)


def _outcome(judged: JudgedFile, document: DocumentRow, report: ReportRow | None, days: int | None) -> PaperFound:
    if document.replaced_by:
        return PaperOutcome.REPLACED, f"by {document.replaced_by}"
    found = [_said(judged, document, report, days)]
    if over := _over(document, judged.as_of):
        found.append((PaperOutcome.FAILS, over))
    if not document.sha256:
        found.append((PaperOutcome.CLAIM_ONLY, "its file is not kept"))
    return worst(found)


def _said(judged: JudgedFile, document: DocumentRow, report: ReportRow | None, days: int | None) -> PaperFound:
    if document.kind in _REPORTS:
        return _report(document, report, days)
    if document.kind is DocumentKind.BRIDGE_LETTER:
        return _letter(judged, document, days)
    return _other(judged.file, document)


def _over(document: DocumentRow, day: date) -> str:
    item = item_of(document.kind)
    ends = expiry(document, PACKAGE[item].fresh) if item else document.expires
    if ends is None or ends >= day:
        return ""
    return f"{'expired on' if document.expires else 'stale since'} {ends}"


def _report(  # noqa: PLR0911  one return per case reads best
    document: DocumentRow, report: ReportRow | None, days: int | None
) -> PaperFound:
    if report is None:
        return PaperOutcome.NOT_READ, "on file, and nobody has reviewed it"
    if report.opinion in {Opinion.ADVERSE, Opinion.DISCLAIMER}:
        return PaperOutcome.FAILS, f"the auditor's opinion is {report.opinion}"
    if document.kind is DocumentKind.SOC2_TYPE1:
        return PaperOutcome.WEAK, "Type I: it says nothing about a period"
    # a qualified opinion on other days than ours would still say nothing of ours
    if days == 0:
        return PaperOutcome.FAILS, "it covers no day of our period"
    if report.opinion is Opinion.QUALIFIED:
        return PaperOutcome.WEAK, "the auditor's opinion is qualified"
    if days is None:
        return PaperOutcome.NO_RULE, "which of our days it covers cannot be told"
    return PaperOutcome.MEETS, report.conclusion


def _letter(judged: JudgedFile, document: DocumentRow, days: int | None) -> PaperFound:
    said = [
        point
        for point in judged.points
        if point.code in {"bridge_undated", "bridge_long"} and point.why.startswith(f"{document.id} ")
    ]
    if said:
        fails = any(point.code == "bridge_undated" for point in said)
        return (PaperOutcome.FAILS if fails else PaperOutcome.WEAK), "; ".join(point.why for point in said)
    if not days:
        return PaperOutcome.WEAK, "it bridges no day of our period"
    return PaperOutcome.CLAIM_ONLY, "the vendor's own word: no auditor stands behind a bridge letter"


def _other(file: VendorFile, document: DocumentRow) -> PaperFound:
    """A certificate or a test: somebody must have looked at it."""
    line = next((one for one in file.package if one.document == document.id and one.reviewed_by), None)
    if line is None:
        return PaperOutcome.NOT_READ, "on file, and nobody is on record as having looked at it"
    # looked at once, a certificate without an end may have run out since
    if document.expires is None:
        return PaperOutcome.WEAK, "until when it holds is not on record"
    return PaperOutcome.MEETS, line.result


def _days(document: DocumentRow, own: Period | None, today: date) -> int | None:
    """Days of our period, up to that day, the document speaks of."""
    if own is None or document.covers_from is None or document.covers_to is None:
        return None
    first, last = max(own.start, document.covers_from), min(own.end, document.covers_to, today)
    return max(0, (last - first + timedelta(days=1)).days)


def expected_outcomes(judged: JudgedFile, controls: Mapping[str, ControlRow]) -> tuple[ExpectedOutcome, ...]:
    """What reports expect of us and we of the vendor, and whether it is answered.

    Args:
        judged: the file of the vendor.
        controls: ours, by id, as they stand.
    """
    shown = any(
        one.document.kind is DocumentKind.SOC2_TYPE2 and one.outcome is PaperOutcome.MEETS
        for one in document_outcomes(judged)
    )
    return tuple(ExpectedOutcome(one, *_answered(one, controls, shown=shown)) for one in judged.file.expected)


def _answered(one: ExpectedRow, controls: Mapping[str, ControlRow], *, shown: bool) -> PaperFound:
    """Whether our controls answer it; what a vendor is to do itself, only its auditor's report shows."""
    if not one.controls:
        if one.accepted:
            return PaperOutcome.ACCEPTED, f"{one.accepted} ({one.approver})"
        return PaperOutcome.FAILS, "no control of ours answers it"
    told = "; ".join(_told(control, controls) for control in one.controls)
    found = [(_together([controls.get(control) for control in one.controls]), told)]
    # our control over a vendor does not show what the vendor does in its own house
    if one.kind is Expectation.CSOC and not shown:
        found.append((PaperOutcome.CLAIM_ONLY, "no report that meets our rule shows that the vendor does it"))
    return worst(found)


def _together(rows: Iterable[ControlRow | None]) -> PaperOutcome:
    """The worst of the controls that are to answer it."""
    standing = [row.support if row is not None and row.status is Status.IN_PLACE else None for row in rows]
    if all(level is Support.SUPPORTED for level in standing):
        return PaperOutcome.MEETS
    # one control that is not in place leaves the expectation unanswered, whatever the others do
    if None in standing:
        return PaperOutcome.FAILS
    return PaperOutcome.CLAIM_ONLY if Support.CLAIM_ONLY in standing else PaperOutcome.WEAK


def _told(control: str, controls: Mapping[str, ControlRow]) -> str:
    row = controls.get(control)
    if row is None:
        return f"{control} is no control of this desk"
    level = backed(row.support, row.have, row.need)
    return f"{control} {word(row.status)}{f', {level}' if level else ''}"
