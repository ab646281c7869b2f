"""The first tab of a finding."""

from __future__ import annotations

from textual.content import Content

from grcdesk.rules.findings.closing import sentence
from grcdesk.schemas.findings.findings import FindingDetail
from grcdesk.terms import Answer
from grcdesk.terms.findings import FindingStatus
from grcdesk.tui.findings.columns import severity_cell, status_cell
from grcdesk.tui.kit.looks import Cell, Glyphs, line, lines, text
from grcdesk.wording import day, word


def page(found: FindingDetail, glyphs: Glyphs) -> Content:
    """What is, what should be, what management says, and what keeps it from being closed."""
    row = found.row
    about = " ".join(part for part in (row.control, row.criterion, row.test) if part)
    rows = [
        line(Cell(f"{'State':<12}", "head"), status_cell(row, glyphs), f" since {row.status_since}"),
        line(Cell(f"{'Severity':<12}", "head"), severity_cell(row.severity),
             f"  {word(row.scheme_class)}" if row.scheme_class else ""),
        *_fact("Control", about),
        *_fact("Owner", row.owner),
        *_fact("From", word(row.source) + (f": {', '.join(row.links)}" if row.links else "")),
        *_fact("Extent", _extent(found)),
        *_fact("Raised", f"{row.raised_on} by {row.raised_by}"),
    ]  # fmt: skip
    rows += [
        line(Cell(f"{'Seen before':<12}", "head"), glyphs.warn(f"{one.id} of {one.engagement}: {one.why}"))
        for one in found.earlier
    ]
    for name, said in (
        *(("Condition", found.condition), ("Criteria", found.criteria), ("Cause", found.cause)),
        *(("Effect", found.effect), ("Recommendation", found.recommendation)),
    ):
        rows += _said(name, said)
    rows += _response(found)
    if row.status is FindingStatus.RISK_ACCEPTED:
        told = f"{found.accepted_by} until {day(found.accept_until)}: {found.accept_reason}"
        rows += _said("Risk accepted", told)
    if found.verified_by:
        rows += _said("Verified", f"{found.verified_by} on {day(found.verified_on)} with {', '.join(found.proofs)}")
    if found.suggestion:
        rows += _said("Suggestion", found.suggestion)
    if found.lacks:
        rows += [text(""), line(glyphs.warn(sentence(found.lacks)), Cell("  n does the next", "muted"))]
    return lines(rows)


def _extent(found: FindingDetail) -> str:
    k, n = found.row.extent_k, found.row.extent_n
    return "" if k is None else f"{k:,}" if n is None else f"{k:,} of {n:,}"


def _response(found: FindingDetail) -> list[Content]:
    if found.row.agreed is None:
        return []
    agrees = "agrees" if found.row.agreed is Answer.YES else "does not agree"
    return _said(f"Management {agrees}: {found.responded_by}, {day(found.responded_on)}", found.response)


def _fact(name: str, value: str) -> list[Content]:
    return [line(Cell(f"{name:<12}", "head"), Cell(value or "-", "" if value else "muted"))]


def _said(name: str, said: str) -> list[Content]:
    if not said:
        return []
    return [text(""), text(name, "head"), *(text(f"  {row}") for row in said.splitlines())]
