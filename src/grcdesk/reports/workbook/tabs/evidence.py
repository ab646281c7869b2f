"""The evidence index: one row per artefact, rejected ones too, and whether its bytes are still those taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.reports.labels import ids, say
from grcdesk.reports.standing import FAILED, LINK_ONLY, standing
from grcdesk.reports.workbook.tab import Kind, Linked, Tab, TabColumn
from grcdesk.reports.workbook.tabs.fields import TabField
from grcdesk.reports.workbook.tabs.making import (
    ALL_CONTROLS,
    Homes,
    aside,
    day,
    first_ids,
    link,
    made,
    name,
    number,
    text,
    time,
)
from grcdesk.reports.workbook.tabs.titles import CONTROLS, EVIDENCE
from grcdesk.rules.evidence.told import recorded, told
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.text import is_link


@dataclass(frozen=True, slots=True)
class _Artefact:
    """One row of the index."""

    row: EvidenceRow
    broken: str
    by: str


def _file(one: _Artefact) -> str:
    url = one.row.url
    return Linked(url, url) if is_link(url) else url or one.row.file_name


ARTEFACT = (
    name("ID", 7, "Artefact", lambda one: one.row.id),
    text("Title", 26.4, "What it is", lambda one: one.row.title),
    text("Kind", 11.7, "Kind of artefact", lambda one: say(one.row.kind), choices="lstKind"),
    text("Source", 14.5, "System or person it comes from", lambda one: one.row.source),
    day("As of", "The moment it shows", lambda one: one.row.as_of),
    day("From", "First day it covers", lambda one: one.row.period_from),
    day("To", "Last day it covers", lambda one: one.row.period_to),
    time("Collected at", "When it was taken from its source, UTC", lambda one: one.row.collected_at),
    text("By", 8.8, "Who took it", lambda one: one.row.collected_by),
    link("Controls", 9.6, "Controls it stands behind",
         lambda one: first_ids(one.row.controls, ALL_CONTROLS), CONTROLS),
    TabField(
        TabColumn("Status", 9.9, f"{FAILED}: its file is missing or not as it was taken in; {LINK_ONLY}: a link, its "
                  "content not kept", Kind.STANDING, choices="lstEvidenceStatus"),
        lambda one: standing(one.row, one.broken),
    ),
    *aside(
        text("Query", 36, "Exact command, query, address and filters it was drawn with", lambda one: one.row.query),
        text("Method", 12, "How it was taken, strongest first: cli, api, export … written",
             lambda one: say(one.row.method), choices="lstCollector"),
        text("File/link", 30, "Name of the file as it came, or a link", _file),
        number("Size", 12, "Bytes", lambda one: one.row.size if one.row.preserved else None),
        name("SHA-256", 66,
             "Of the bytes when they were taken in; the name of the file in the evidence folder",
             lambda one: one.row.sha256),
        name("Tests", 18, "Test attributes it answers", lambda one: ids(one.row.tests)),
        text("C&A check", 36,
             "How completeness and accuracy were checked, and by whom; row count of a population; by whose statement "
             "it shows a run of a control though its kind does not", lambda one: _checks(one.row, one.broken)),
        text("Told and recorded", 36, "Where name or day as told differ from who entered it and when: both",
             lambda one: told_of(one.row, one.by)),
        name(ALL_CONTROLS, 40, "Every control it stands behind", lambda one: ids(one.row.controls)),
    ),
)  # fmt: skip


def evidence_tab(matrix: Matrix, homes: Homes) -> Tab:
    """One row per artefact, in the order they came."""
    rows = [_Artefact(row, matrix.broken.get(row.id, ""), matrix.entered.get(row.id, "")) for row in matrix.evidence]
    return made(
        EVIDENCE,
        "Every artefact on file. Its dates, source and hash, and what it stands behind.",
        ARTEFACT,
        rows,
        empty="No artefact on file.",
        homes=homes,
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
