"""How an artefact looks: in the inbox, in the strip under it, in the pane beside it, and as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from grcdesk.rules.evidence.results import is_bad
from grcdesk.schemas.evidence.evidence import EvidenceDetail, EvidenceRow, Suggestion
from grcdesk.terms import Status
from grcdesk.tui.kit.looks import Cell, Glyphs, line, lines, text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import STATUS, WARNING, day, join, size, word

Suggested = Mapping[str, tuple[Suggestion, ...]]


def behind_cell(row: EvidenceRow, offered: Sequence[Suggestion]) -> Cell:
    """The controls it stands behind, else the vendors whose file it is in, else the controls suggested for it."""
    if row.controls:
        return Cell(" ".join(row.controls))
    if row.vendors:
        return Cell(" ".join(row.vendors), "muted")
    return Cell(" ".join(f"{one.control}?" for one in offered), "warning")


def evidence_columns(glyphs: Glyphs, suggested: Suggested) -> tuple[ListColumn, ...]:
    """The columns of the inbox. What is suggested comes later than the rows, and is looked up as it is drawn."""

    def behind(row: EvidenceRow) -> Cell:
        return behind_cell(row, suggested.get(row.id, ()))

    def few(row: EvidenceRow) -> Cell:
        whole = behind(row)
        first, *rest = whole.text.split() or [""]
        return Cell(first + ("+" if rest else ""), whole.tone)

    return (
        ListColumn("dated", "Dated", 10, lambda row: Cell(day(row.last_day))),
        ListColumn("id", "ID", 7, lambda row: Cell(row.id), 2),
        ListColumn("kind", "Kind", 15, lambda row: Cell(word(row.kind)), 3),
        ListColumn(
            "title",
            "What",
            22,
            lambda row: Cell(row.title or row.file_name or row.url),
            1,
            flex=True,
            short=(14, lambda row: Cell(row.title or row.file_name or row.url)),
        ),
        ListColumn("control", "Control", 22, behind, 1, short=(12, few)),
        ListColumn("source", "Source", 18, lambda row: Cell(row.source, "muted"), 7),
        ListColumn(
            "size", "Size", 7, lambda row: Cell(f"{size(row.size) if row.preserved else 'link':>7}", "muted"), 6
        ),
        ListColumn("sha", "Hash", 6, lambda row: Cell(row.sha256[:6], "muted"), 8),
        ListColumn("state", "State", 14, lambda row: state(row, glyphs), badge=True),
    )


def state(row: EvidenceRow, glyphs: Glyphs) -> Cell:
    """What has become of it."""
    if row.rejected or row.integrity:
        return Cell(f"{glyphs.of(STATUS[Status.MISSING])} {'set aside' if row.rejected else row.integrity}", "error")
    if row.superseded_by:
        return Cell(f"{glyphs.of(STATUS[Status.NOT_APPLICABLE])} superseded", "muted")
    if is_bad(row.result):
        return Cell(f"{glyphs.of(STATUS[Status.MISSING])} {row.result.partition(',')[0]}", "error")
    return _placed(row, glyphs)


def _placed(row: EvidenceRow, glyphs: Glyphs) -> Cell:
    """Where it stands."""
    if not row.placed:
        return Cell(f"{glyphs.of(STATUS[Status.NOT_ASSESSED])} unplaced", "strong")
    if not row.preserved:
        return Cell(f"{glyphs.of(WARNING)} link only", "warning")
    if not row.controls:
        return Cell(f"{glyphs.of(STATUS[Status.IN_PLACE])} at vendor", "success")
    return Cell(f"{glyphs.of(STATUS[Status.IN_PLACE])} placed", "success")


def strip_text(row: EvidenceRow, detail: EvidenceDetail | None) -> Content:
    """Two lines about the artefact under the cursor."""
    dates = f"{row.dated or 'without a date'}" + (f", performed {row.performed_on}" if row.performed_on else "")
    first = line(Cell(f"{row.id}  ", "head"), f"{row.title or row.file_name or row.url}  ", Cell(dates, "muted"))
    if detail is None or detail.row.id != row.id:
        return lines([first, text("")])
    return lines([first, _second(row, detail)])


def _second(row: EvidenceRow, detail: EvidenceDetail) -> Content:
    """The one thing most worth knowing of it: why it shows nothing, where it goes, what it lacks, where it is from."""
    if row.rejected:
        return line(Cell(f"set aside: {row.rejected}", "error"))
    if row.integrity:
        return line(Cell(_damaged(row), "error"))
    if detail.vendor_names and not row.controls:
        names = join(list(detail.vendor_names.values()))
        return line(f"in the file of {names}  ", Cell("m puts it behind a control", "muted"))
    if detail.suggestions:
        offered = "; ".join(f"{one.control} {one.reason}" for one in detail.suggestions)
        return line("enter places it: ", Cell(offered, "warning"))
    if not row.placed:
        return line(Cell("no suggestion: ", "muted"), "m chooses the control")
    return _standing(row, detail)


def _standing(row: EvidenceRow, detail: EvidenceDetail) -> Content:
    """What an artefact in its place lacks, else where it comes from."""
    lacks = list(detail.lacks)
    if detail.same_bytes:
        lacks.append(f"same bytes as {' '.join(detail.same_bytes)}")
    if lacks:
        return line(Cell("; ".join(lacks), "warning"))
    return line(Cell(f"{row.source or 'no source named'}  {row.query}", "muted"))


def _statements(row: EvidenceRow) -> list[Content]:
    return [
        line(Cell(f"{control:<11}", "head"), Cell("shows a run by statement of ", "muted"), words)
        for control, words in row.stated.items()
    ]


def _damaged(row: EvidenceRow) -> str:
    if row.erased:
        return f"its file was erased {row.erased_told}; it shows nothing"
    return f"its bytes were {row.integrity} when they were last looked at: it shows nothing"


def _facts(detail: EvidenceDetail) -> Iterator[tuple[str, str]]:
    """Label and value of what is said of an artefact; many are empty."""
    yield from _what(detail.row)
    yield from _origin(detail.row)
    yield from _file(detail.row)
    yield "Note", detail.note


def _what(row: EvidenceRow) -> Iterator[tuple[str, str]]:
    """What it shows, and of when."""
    yield "Kind", word(row.kind)
    yield "Result", row.result
    yield "Shows", row.dated
    yield "Performed", str(row.performed_on or "")
    yield "Slot", row.for_slot


def _origin(row: EvidenceRow) -> Iterator[tuple[str, str]]:
    """Who drew it from where, and how it was seen that nothing is left out."""
    checked = f" by {row.checked_by}" if row.checked_by else ""
    collected = (row.collected_at, row.collected_by and f"by {row.collected_by}")
    yield "Collected", " ".join(part for part in collected if part)
    yield "Recorded", row.recorded_at
    yield "Method", row.method or ""
    yield "Source", row.source
    yield "Query", row.query
    yield "Pulled", row.pulled_at
    yield "Rows", "" if row.row_count is None else f"{row.row_count:,}"
    yield "Read", row.rows_told
    yield "A page", row.page
    yield "Left out", row.skips_told
    yield "Complete", row.completeness + checked if row.completeness else ""
    yield "Accurate", row.accuracy


def _file(row: EvidenceRow) -> Iterator[tuple[str, str]]:
    """Its bytes, who may see them and how long they hold, and what it replaces."""
    yield "For", row.confidentiality
    yield "Valid to", str(row.valid_until or "")
    yield "File", row.file_name
    yield "Link", row.url
    yield "Size", size(row.size) if row.preserved else ""
    yield "SHA-256", row.sha256
    yield "As it came", row.source_sha256
    yield "Its rows", row.rows_sha256
    yield "Importer", row.importer
    yield "Replaces", row.supersedes
    yield "Replaced", f"by {row.superseded_by}" if row.superseded_by else ""


def about(detail: EvidenceDetail, glyphs: Glyphs) -> list[Content]:
    """Everything about an artefact, label and value a line."""
    row = detail.row
    rows = [line(state(row, glyphs))]
    rows += [line(Cell(f"{name:<10}", "muted"), value) for name, value in _facts(detail) if value]
    if row.rejected:
        rows.append(line(Cell("Set aside ", "muted"), Cell(row.rejected, "error")))
    if row.integrity:
        rows.append(line(Cell("Integrity ", "muted"), Cell(_damaged(row), "error")))
    rows += _ties(detail)
    rows += [line(glyphs.warn(lacking)) for lacking in detail.lacks]
    if detail.same_bytes:
        rows.append(line(glyphs.warn(f"the same bytes as {' '.join(detail.same_bytes)}")))
    return rows


def _ties(detail: EvidenceDetail) -> Iterator[Content]:
    """The controls, vendors and tests it stands behind, and the controls suggested for it."""
    for control, title in detail.titles.items():
        yield line(Cell(f"{control:<11}", "head"), title)
    yield from _statements(detail.row)
    for vendor, name in detail.vendor_names.items():
        yield line(Cell(f"{vendor:<11}", "head"), f"file of {name}")
    for test, question in detail.questions.items():
        yield line(Cell(f"  {test} ", "muted"), question)
    for one in detail.suggestions:
        yield line(Cell(f"{one.control:<11}", "head"), Cell(f"suggested: {one.reason}", "warning"))
