"""The first tab of a finding."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from grcdesk.rules.findings.closing import sentence
from grcdesk.schemas.findings.findings import FindingDetail, FindingRow
from grcdesk.terms import Answer
from grcdesk.terms.findings import FindingStatus
from grcdesk.tui.findings.columns import severity_cell, status_cell
from grcdesk.tui.kit.looks import Cell, Glyphs, fact, line, lines, paragraph, text
from grcdesk.wording import day, word


def page(found: FindingDetail, glyphs: Glyphs) -> Content:
    """What is, what should be, what management says, and what keeps it from being closed."""
    rows = _facts(found.row, glyphs)
    rows += [fact("Seen before", glyphs.warn(f"{one.id} of {one.engagement}: {one.why}")) for one in found.earlier]
    for name, words in _texts(found):
        rows += paragraph(name, words)
    if found.lacks:
        rows += [text(""), line(glyphs.warn(sentence(found.lacks)), Cell("  n does the next", "muted"))]
    return lines(rows)


def _facts(row: FindingRow, glyphs: Glyphs) -> list[Content]:
    """Where it stands, and what it is about."""
    about = " ".join(part for part in (row.control, row.criterion, row.test) if part)
    scheme_class = f"  {word(row.scheme_class)}" if row.scheme_class else ""
    source = f"{word(row.source)}: {', '.join(row.links)}" if row.links else word(row.source)
    return [
        line(Cell(f"{'State':<12}", "head"), status_cell(row, glyphs), f" since {row.status_since}"),
        line(Cell(f"{'Severity':<12}", "head"), severity_cell(row.severity), scheme_class),
        fact("Control", about),
        fact("Owner", row.owner),
        fact("From", source),
        fact("Extent", _extent(row)),
        fact("Raised", f"{row.raised_on} by {row.raised_by}"),
    ]


def _extent(row: FindingRow) -> str:
    if row.extent_k is None:
        return ""
    of = "" if row.extent_n is None else f" of {row.extent_n:,}"
    return f"{row.extent_k:,}{of}"


def _texts(found: FindingDetail) -> Iterator[tuple[str, str]]:
    """What was written of it, in the order a report has it, each with its heading; some are empty."""
    yield "Condition", found.condition
    yield "Criteria", found.criteria
    yield "Cause", found.cause
    yield "Effect", found.effect
    yield "Recommendation", found.recommendation
    if found.row.agreed is not None:
        agrees = "agrees" if found.row.agreed is Answer.YES else "does not agree"
        yield f"Management {agrees}: {found.responded_by}, {day(found.responded_on)}", found.response
    if found.row.status is FindingStatus.RISK_ACCEPTED:
        yield "Risk accepted", f"{found.accepted_by} until {day(found.accept_until)}: {found.accept_reason}"
    if found.verified_by:
        yield "Verified", f"{found.verified_by} on {day(found.verified_on)} with {', '.join(found.proofs)}"
    yield "Suggestion", found.suggestion
