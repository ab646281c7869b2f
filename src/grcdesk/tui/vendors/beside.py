"""What is said of the vendor under the cursor: two lines under its list, the whole of it beside."""

from __future__ import annotations

from textual.content import Content

from grcdesk.schemas.vendors.file import AgreementRow, JudgedFile, Level
from grcdesk.schemas.vendors.glance import VendorGlance
from grcdesk.terms import DueKind, Status
from grcdesk.tui.frame.aside import facts
from grcdesk.tui.kit.looks import Cell, Glyphs, line, lines, text
from grcdesk.tui.vendors.columns import due_state, marked, standing
from grcdesk.wording import STATUS, WARNING, count, day, word

LATE_SHOWN = 6
"""Late dates that are listed beside a vendor; the list of dates has them all."""


def strip(one: VendorGlance) -> Content:
    """Two lines about the vendor under the cursor."""
    row = one.row
    said = line(
        *(Cell(f"{row.id} ", "head"), row.name, Cell(f"  {one.failing} failing" if one.failing else "", "error")),
        *(f"  {row.owner or 'no owner'}", Cell(f"  {row.service}", "muted")),
    )
    check = f"; half-way check {row.check.due}" if row.check else ""
    return lines([said, text(f"{row.review.why}{check}", "muted")])


def side(one: VendorGlance, glyphs: Glyphs, judged: JudgedFile | None) -> Content:
    """The same two lines, then what fails, the reviews, the papers and the agreements."""
    row = one.row
    due, stands = due_state(row.review, glyphs), standing(one, glyphs)
    others = [past for past in one.late if past.kind is not DueKind.VENDOR_REVIEW]
    rows = [strip(one), text("")]
    rows += facts(
        [
            ("State", stands),
            ("Review due", Cell(f"{day(row.review.due)}  {due.text}", due.tone)),
            *((word(past.kind).capitalize(), Cell(f"{past.days} d late", "error")) for past in others[:LATE_SHOWN]),
            ("SOC 2", marked(one.soc2, glyphs)),
            ("ISO cert", marked(one.iso, glyphs)),
            ("DPA", marked(one.dpa, glyphs)),
            ("No train", marked(one.training, glyphs)),
            ("Retention", marked(one.retention, glyphs)),
            ("Region", marked(one.region, glyphs)),
            ("Tier", word(row.tier)),
        ]
    )
    if judged is not None and judged.file.detail.row.id == row.id:
        rows += [text(""), *_points(judged, glyphs), text("")]
        rows += facts(("Agreement", _agreed(one)) for one in judged.file.agreements)
        rows += facts([("Reviewed", day(row.last_review)), ("Note", judged.file.detail.note)])
    return lines(rows)


def _points(judged: JudgedFile, glyphs: Glyphs) -> list[Content]:
    if not judged.points:
        return [text("Nothing fails in package, reports and agreements.", "success")]
    rows = [text(f"{count(len(judged.failing), 'point')} failing", "strong")]
    for point in judged.points:
        bad = point.level is Level.FAILS
        mark = glyphs.of(STATUS[Status.MISSING] if bad else WARNING)
        rows.append(line(Cell(f"{mark} {point.about}: ", "error" if bad else "warning"), point.why))
    return rows


def _agreed(one: AgreementRow) -> str:
    return " ".join(part for part in (one.id, one.label, f"{len(one.clauses)} clauses read") if part)
