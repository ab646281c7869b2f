"""The evidence index: one row per artefact, rejected ones too, and whether its bytes are still those taken in."""

from __future__ import annotations

from datetime import date

from grcdesk.reports.labels import ids, say
from grcdesk.reports.standing import FAILED, LINK_ONLY, standing
from grcdesk.reports.workbook.tab import CellLink, CellValue, Kind, Tab, TabColumn, first_rows, place
from grcdesk.reports.workbook.tabs.titles import CONTROLS, EVIDENCE
from grcdesk.rules.evidence.told import recorded, told
from grcdesk.schemas.evidence import EvidenceRow
from grcdesk.schemas.matrix import Matrix

_COLUMNS = (
    TabColumn("ID", 12, "Artefact", Kind.ID),
    TabColumn("Title", 34, "What it is"),
    TabColumn("Kind", 16, "Kind of artefact", choices="lstKind"),
    TabColumn("Source", 22, "System or person it comes from"),
    TabColumn("Query", 36, "Exact command, query, address and filters it was drawn with"),
    TabColumn("As of", 12, "The moment it shows", Kind.DATE),
    TabColumn("From", 12, "First day it covers", Kind.DATE),
    TabColumn("To", 12, "Last day it covers", Kind.DATE),
    TabColumn("Collected at", 25, "When it was taken from its source, UTC", Kind.ID),
    TabColumn("By", 18, "Who took it"),
    TabColumn("Method", 12, "How it was taken, strongest first: cli, api, export … written", choices="lstCollector"),
    TabColumn("File/link", 30, "Name of the file as it came, or a link"),
    TabColumn("Size", 12, "Bytes", Kind.NUMBER),
    TabColumn(
        "SHA-256", 34, "Of the bytes when they were taken in; the name of the file in the evidence folder", Kind.ID
    ),
    TabColumn("Controls", 18, "Controls it stands behind; leads to the first of them", Kind.LINK),
    TabColumn("Tests", 18, "Test attributes it answers", Kind.ID),
    TabColumn(
        "C&A check",
        36,
        "How completeness and accuracy were checked, and by whom; row count of a population; by whose statement it "
        "shows a run of a control though its kind does not",
    ),
    TabColumn(
        "Status",
        18,
        f"{FAILED}: its file is missing or not as it was taken in; {LINK_ONLY}: a link, its content not kept",
        Kind.STANDING,
        choices="lstEvidenceStatus",
    ),
    TabColumn("Told and recorded", 36, "Where name or day as told differ from who entered it and when: both"),
)


def evidence_tab(matrix: Matrix) -> Tab:
    """One row per artefact, in the order they came."""
    home = first_rows(detail.row.id for detail in matrix.controls)
    controls = [column.header for column in _COLUMNS].index("Controls")
    return Tab(
        name=EVIDENCE,
        table="tblEvidence",
        about="Every artefact with its dates, source, hash and what it stands behind.",
        columns=_COLUMNS,
        rows=(_row(row, matrix.broken.get(row.id, ""), matrix.entered.get(row.id, "")) for row in matrix.evidence),
        count=len(matrix.evidence),
        links=tuple(
            CellLink(controls, number, place(CONTROLS, home[row.controls[0]]))
            for number, row in enumerate(matrix.evidence, 2)
            if row.controls and row.controls[0] in home
        ),
        empty="No artefact on file.",
        paper="a3",
    )


def _row(row: EvidenceRow, broken: str, by: str) -> tuple[CellValue, ...]:
    return (
        row.id,
        row.title,
        say(row.kind),
        row.source,
        row.query,
        row.as_of,
        row.period_from,
        row.period_to,
        row.collected_at,
        row.collected_by,
        say(row.method),
        row.url or row.file_name,
        row.size if row.preserved else None,
        row.sha256,
        ids(row.controls),
        ids(row.tests),
        _checks(row, broken),
        standing(row, broken),
        told_of(row, by),
    )


def told_of(row: EvidenceRow, by: str) -> str:
    """What was told of an artefact and what the desk recorded, where they differ.

    Args:
        row: the artefact.
        by: who entered it.
    """
    taken = date.fromisoformat(row.collected_at[:10]) if row.collected_at else None
    said = (
        ("collected", row.collected_by, taken, by if row.collected_by else "", row.recorded_at),
        ("performed", "", row.performed_on, "", row.recorded_at),
    )
    return "; ".join(told(*one) for one in said if recorded(*one[1:]))


def _checks(row: EvidenceRow, broken: str) -> str:
    said = (
        ("", broken),
        ("rejected: ", row.rejected),
        ("superseded by ", row.superseded_by),
        ("complete: ", row.completeness),
        ("accurate: ", row.accuracy),
        ("by ", row.checked_by),
        ("rows: ", "" if row.row_count is None else f"{row.row_count}"),
        *((f"shows a run of {control} by statement of ", words) for control, words in row.stated.items()),
        ("result: ", row.result),
        ("read: ", row.rows_told),
        ("a page: ", row.page),
        ("left out: ", row.skips_told),
        ("SHA-256 of the file as it came: ", row.source_sha256),
        ("SHA-256 of its rows: ", row.rows_sha256),
    )
    return "; ".join(name + text for name, text in said if text)
