"""How far a vendor's reports and bridge letters reach over our own period, and what fails in them."""

from __future__ import annotations

from datetime import date, timedelta

from grcdesk.rules.time.months import add_months
from grcdesk.schemas.programme import Period
from grcdesk.schemas.vendors.file import DocumentRow, Level, OpenPoint, ReportCover, VendorFile
from grcdesk.terms.vendors import DocumentKind, Expectation, Method, Objection, Opinion

BRIDGE_MONTHS = 3
"""Custom of the trade, no standard's: a bridge letter reaches so many calendar months beyond its report, not more."""
ATTESTING = frozenset(
    {DocumentKind.SOC2_TYPE1, DocumentKind.SOC2_TYPE2, DocumentKind.BRIDGE_LETTER, DocumentKind.PENETRATION_TEST}
)
"""Papers that tell of days that are over: nobody can have attested what is still to come."""
_DAY = timedelta(days=1)
_BAD = {Opinion.ADVERSE, Opinion.DISCLAIMER}


def cover(file: VendorFile, today: date) -> ReportCover | None:
    """The reach over our period, or None without one.

    A bridge letter counts from its own first day on, and only beyond the newest report; never alone, never when it
    was replaced or has expired. No paper counts for days after `today`.
    """
    # judged over our period, not the report's own: what it covers beside ours is no use to us
    own = file.period
    if own is None:
        return None
    reports = [(span, one) for one in file.documents if (span := _span(file, one, today)) is not None]
    reports.sort(key=lambda pair: (pair[0].end, pair[1].id))
    if not reports:
        return ReportCover(own, None, None, own.days, own.days, None, own.days, (own,))
    report, newest = reports[-1]
    bridges = [span for _, span in _bridges(file, report, today)]
    spans = [*(span for span, _ in reports), *bridges]
    gaps = _gaps(own, spans)
    first = min(span.start for span in spans)
    return ReportCover(
        period=own,
        report=report,
        opinion=_opinion(file, newest),
        lead_gap=_days(own.start, min(first - _DAY, own.end)),
        tail_gap=_days(max(report.end + _DAY, own.start), own.end),
        bridge_to=max((span.end for span in bridges), default=None),
        uncovered=sum(gap.days for gap in gaps),
        gaps=gaps,
    )


def _opinion(file: VendorFile, report: DocumentRow) -> Opinion | None:
    """What its auditor concluded; None while nobody reviewed the report."""
    return next((one.opinion for one in file.reports if one.document == report.id), None)


def points(file: VendorFile, found: ReportCover | None, needed: bool, today: date) -> list[OpenPoint]:
    """What is not as it should be in reports, what they expect of us, and whom data is handed on to."""
    made = [*_read(file), *_expected(file), *_subprocessors(file, today)]
    if found is None or not needed or found.report is None:
        return made
    for gap in found.gaps:
        done = Period(gap.start, min(gap.end, today)) if gap.start <= today else None
        if done is not None:
            why = f"{done.days} days of our period have neither report nor bridge letter: {done}"
            made.append(OpenPoint("report_gap", "SOC 2 Type II report", why))
        if gap.end > today:
            left = Period(max(gap.start, today + _DAY), gap.end)
            why = f"{left.days} days still to come are covered by no report yet: {left}"
            made.append(OpenPoint("report_ahead", "SOC 2 Type II report", why, Level.WEAK))
    return [*made, *_bridging(file, found.report, today)]


def before(file: VendorFile, day: date) -> DocumentRow | None:
    """The last Type II report that ends before a day, if nothing has followed it yet."""
    reports = [one for one in file.documents if one.kind is DocumentKind.SOC2_TYPE2 and _ends(one) < day]
    last = max(reports, key=_ends, default=None)
    return last if last is not None and not last.replaced_by else None


def last_letter(file: VendorFile, today: date) -> DocumentRow | None:
    """The bridge letter that stands and reaches furthest."""
    return max(_letters(file, today), key=_ends, default=None)


def _ends(one: DocumentRow) -> date:
    return one.covers_to or date.min


def bridge_limit(report_end: date, bridge_days: int) -> date:
    """The last day a bridge letter may reach to without a warning: three calendar months, or our own fewer days."""
    return min(add_months(report_end, BRIDGE_MONTHS), report_end + timedelta(days=bridge_days))


def _bridging(file: VendorFile, report: Period, today: date) -> list[OpenPoint]:
    """Bridge letters that reach too far, or that do not say from when they speak."""
    limit = bridge_limit(report.end, file.policy.bridge_days)
    made = []
    for document, span in _bridges(file, report, today):
        if span.end > limit:
            custom = limit == add_months(report.end, BRIDGE_MONTHS)
            rule = (
                f"customary are {BRIDGE_MONTHS} months" if custom else f"our rule allows {file.policy.bridge_days} days"
            )
            why = f"{document.id} reaches to {span.end}, beyond its report of {report.end}; {rule}, to {limit} at most"
            made.append(OpenPoint("bridge_long", "Bridge letter", why, Level.WEAK))
    return made + [
        OpenPoint(
            "bridge_undated", "Bridge letter", f"{one.id} does not say from which day it speaks: it bridges nothing"
        )
        for one in _letters(file, today)
        if one.covers_from is None
    ]


def _span(file: VendorFile, document: DocumentRow, today: date) -> Period | None:
    """The days up to `today` a Type II report covers; None for any other document, or one that stands no more."""
    if document.kind is not DocumentKind.SOC2_TYPE2 or not _stands(file, document):
        return None
    return _told(document, today)


def _stands(file: VendorFile, document: DocumentRow) -> bool:
    """Whether a report still speaks for its days: nothing replaced it, or only the report of the period after it.

    One that speaks of a day of its own period is another edition of it: the older one was withdrawn.
    """
    if not document.replaced_by:
        return True
    later = next((one for one in file.documents if one.id == document.replaced_by), None)
    # without both dates nobody can tell an edition from the report of the next period: the weaker is taken
    if later is None or later.covers_from is None or document.covers_to is None:
        return False
    return later.kind is document.kind and later.covers_from > document.covers_to


def _is_of_old(file: VendorFile, document: DocumentRow) -> bool:
    """Whether nothing of our period rests on a report: another edition stands for it, or it ended before we began."""
    if not _stands(file, document):
        return True
    last = document.covers_to
    return bool(document.replaced_by) and file.period is not None and last is not None and last < file.period.start


def _told(document: DocumentRow, today: date) -> Period | None:
    first, last = document.covers_from, document.covers_to
    if first is None or last is None or first > min(last, today):
        return None
    return Period(first, min(last, today))


def _letters(file: VendorFile, today: date) -> list[DocumentRow]:
    """Bridge letters that stand: neither replaced nor expired."""
    return [
        one
        for one in file.documents
        if one.kind is DocumentKind.BRIDGE_LETTER
        and not one.replaced_by
        and (one.expires is None or one.expires >= today)
    ]


def _bridges(file: VendorFile, report: Period, today: date) -> list[tuple[DocumentRow, Period]]:
    """What each letter that stands covers beyond a report: from its own first day, never before the report's end."""
    made = []
    for one in _letters(file, today):
        span = _told(one, today)
        if span is not None and span.end > report.end:
            made.append((one, Period(max(span.start, report.end + _DAY), span.end)))
    return made


def _gaps(own: Period, spans: list[Period]) -> tuple[Period, ...]:
    found: list[Period] = []
    day = own.start
    for span in sorted(spans, key=lambda span: span.start):
        if span.start > day and day <= own.end:
            found.append(Period(day, min(span.start - _DAY, own.end)))
        day = max(day, span.end + _DAY)
    if day <= own.end:
        found.append(Period(day, own.end))
    return tuple(found)


def _days(first: date, last: date) -> int:
    return max(0, (last - first).days + 1)


def _read(file: VendorFile) -> list[OpenPoint]:
    made = []
    reviewed = {one.document: one for one in file.reports}
    for document in file.documents:
        if document.kind not in {DocumentKind.SOC2_TYPE1, DocumentKind.SOC2_TYPE2} or _is_of_old(file, document):
            continue
        name = document.title or document.id
        review = reviewed.get(document.id)
        if review is None:
            made.append(OpenPoint("report_unread", name, f"{document.id} is on file, but nobody reviewed it"))
        elif review.opinion in _BAD:
            made.append(OpenPoint("report_opinion", name, f"the auditor's opinion is {review.opinion}"))
        elif review.opinion is Opinion.QUALIFIED:
            made.append(OpenPoint("report_opinion", name, "the auditor's opinion is qualified", Level.WEAK))
    return made


def _expected(file: VendorFile) -> list[OpenPoint]:
    def name(kind: Expectation) -> str:
        return "expected of us" if kind is Expectation.CUEC else "expected of the vendor"

    carved = file.detail.row.method is Method.CARVE_OUT
    named = any(one.kind is Expectation.CSOC for one in file.expected)
    why = "carved out of our report, and no control we expect of it is on record"
    made = [OpenPoint("csoc_missing", "Controls we expect of it", why, Level.WEAK)] if carved and not named else []
    return made + [
        OpenPoint("expected_control", one.id, f"{name(one.kind)}, and no control of ours answers it: {one.what}")
        for one in file.expected
        if not one.controls and not one.accepted
    ]


def _subprocessors(file: VendorFile, today: date) -> list[OpenPoint]:
    made = []
    for one in file.subprocessors:
        if one.object_by is None or one.decision is not Objection.OPEN or one.removed is not None:
            continue
        late = one.object_by < today
        why = (
            f"nobody decided; the time to object ended on {one.object_by}"
            if late
            else f"announced on {one.announced}; we may object until {one.object_by}"
        )
        made.append(OpenPoint("subprocessor", one.name, why, Level.FAILS if late else Level.WEAK, one.object_by))
    return made
