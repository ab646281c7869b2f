"""Two lines that say in full what the cursor is on in the tabs of a vendor."""

from __future__ import annotations

from textual.content import Content

from grcdesk.rules.vendors.agreements import CLAUSES
from grcdesk.schemas.vendors.file import Level, PackageLine
from grcdesk.schemas.vendors.reviews import ReviewRow
from grcdesk.tui.kit.looks import Cell, line, lines, text
from grcdesk.tui.vendors.parts import Reading, TabLine
from grcdesk.wording import word


def strip(row: object) -> Content:
    """What the row of the tab is about, and what is wrong with it or stands there."""
    if isinstance(row, PackageLine):
        return _said(row.label, row.covers, row.why or row.result, failing=bool(row.why))
    if isinstance(row, Reading):
        return _clause(row)
    if isinstance(row, TabLine):
        return _said(row.kind, row.what, row.says)
    if isinstance(row, ReviewRow):
        return _said(row.id, f"{word(row.kind)} by {row.reviewer}", row.conditions or row.note)
    return text("")


def _clause(row: Reading) -> Content:
    read = CLAUSES[row.clause]
    failing = any(point.level is Level.FAILS for point in row.points)
    wrong = "; ".join(point.why for point in row.points)
    if row.found is None:
        return _said(read.label, read.question, wrong or "nobody has read it for this clause", failing=failing)
    found = row.found
    parts = [wrong, found.value if found.value not in wrong else ""]
    parts += [f"dated {found.dated}" if found.dated else "", f"without {found.carve_outs}" if found.carve_outs else ""]
    parts += [f"at {found.place}" if found.place else "", f"read {found.reviewed_on} by {found.reviewed_by}"]
    parts += [f"SHA-256 {found.sha256[:12]}" if found.sha256 else ""]
    return _said(read.label, read.question, "; ".join(part for part in parts if part), failing=failing)


def _said(head: str, about: str, why: str, *, failing: bool = False) -> Content:
    return lines([line(Cell(f"{head}  ", "head"), about), text(why, "error" if failing else "muted")])
