"""How far a vendor's reports reach over our own period, as a chart and in words."""

from __future__ import annotations

from datetime import date, timedelta

from grcdesk.reports.labels import say
from grcdesk.reports.word.charts import TimeBar, timeline
from grcdesk.reports.word.document import WordDocument
from grcdesk.schemas.vendors.file import ReportCover
from grcdesk.terms.vendors import Opinion
from grcdesk.wording import count, join

_HEIGHT = 2.9
"""Centimetres."""


def drawn(paper: WordDocument, cover: ReportCover | None) -> None:
    """Both spans on one axis; nothing where there is no period or no report to draw.

    The report is green only when somebody read it and its opinion is unmodified.
    """
    if cover is None or cover.report is None:
        return
    ours, theirs = cover.period, cover.report
    first, last = min(ours.start, theirs.start), max(ours.end, theirs.end)
    # a letter that ends before its report bridges nothing
    bridged = max(cover.bridge_to or theirs.end, theirs.end)
    tint = "StatusGood" if cover.opinion is Opinion.UNMODIFIED else "StatusHalf"
    key = (
        *(("our period", "Period"), ("not covered before", "StatusBad"), ("their report", tint)),
        *(("bridge letter", "StatusClaim"), ("not covered after", "StatusBad")),
    )
    parts = (
        *(0, _days(first, theirs.start), _days(theirs.start, theirs.end) + 1),
        *(_days(theirs.end, min(bridged, last)), _days(bridged, last)),
    )
    bars = (
        TimeBar("Our period", ours.start, (_days(ours.start, ours.end) + 1, 0, 0, 0, 0)),
        TimeBar("Their report", first, parts),
    )
    paper.charts(
        (timeline("Their report against our period", bars, key, (first, last + timedelta(days=1))),), height=_HEIGHT
    )
    paper.key([(name, style) for (name, style), days in zip(key, parts, strict=True) if days or style == "Period"])


def _days(first: date, last: date) -> int:
    return max((last - first).days, 0)


def reach(cover: ReportCover | None) -> str:
    """The same in words, with the days that neither covers."""
    if cover is None:
        return "The engagement has no period yet, so the reach of reports over it cannot be counted."
    ours = f"Our period {cover.period.start} to {cover.period.end}. "
    if cover.report is None:
        return f"{ours}No Type II report on file: {count(cover.uncovered, 'day')} of it without one."
    bridge = f", bridge letter to {cover.bridge_to}" if cover.bridge_to else ", no bridge letter"
    opinion = f", opinion {say(cover.opinion)}" if cover.opinion else ", not read by anybody"
    spans = join([f"{gap.start} to {gap.end}" for gap in cover.gaps], 3)
    left = f"Covered by neither: {count(cover.uncovered, 'day')}{f' ({spans})' if spans else ''}."
    return f"{ours}Newest report {cover.report.start} to {cover.report.end}{opinion}{bridge}. {left}"
