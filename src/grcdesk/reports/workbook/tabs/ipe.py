"""Information produced by the entity: every list and report a conclusion may rest on, and how it was checked."""

from __future__ import annotations

from dataclasses import dataclass

from grcdesk.reports.labels import ids
from grcdesk.reports.standing import IN_FORCE, standing
from grcdesk.reports.workbook.tab import Kind, Tab, TabColumn
from grcdesk.reports.workbook.tabs.fields import TabField
from grcdesk.reports.workbook.tabs.making import Homes, aside, days, link, made, name, number, text, time
from grcdesk.reports.workbook.tabs.titles import CONTROLS, EVIDENCE, PRODUCED
from grcdesk.rules.evidence.produced import is_produced, lacks, rows_of
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.exports.matrix import Matrix


@dataclass(frozen=True, slots=True)
class _Report:
    """An artefact that was drawn from a system, and what is wrong with its bytes."""

    row: EvidenceRow
    broken: str


def _lacking(one: _Report) -> str:
    told = standing(one.row, one.broken)
    return ids([*([] if told == IN_FORCE else [told]), *lacks(one.row)])


def _parameters(one: _Report) -> str:
    """The days it was drawn for; of a list that was read how many rows were used."""
    return days(one.row.period_from or one.row.as_of, one.row.period_to)


REPORT = (
    link("Evidence", 8.6, "The artefact; leads to the index", lambda one: one.row.id, EVIDENCE),
    text("Report", 12, "What it is called", lambda one: one.row.title),
    text("System", 9, "Where it was drawn from", lambda one: one.row.source),
    text("Query", 15.6, "Exact command, query, address and filters it was drawn with", lambda one: one.row.query),
    text("Parameters", 10.3, "The day or days it was drawn for", _parameters),
    text("Pulled by", 9, "Who drew it", lambda one: one.row.collected_by),
    time("Pulled at", "When it was drawn, UTC; empty: nobody said", lambda one: one.row.pulled_at),
    number("Rows", 6.4, "As stated, or else as they were read", lambda one: rows_of(one.row)),
    text("Completeness", 13, "How it was checked that nothing is left out", lambda one: one.row.completeness),
    text("Accuracy", 10, "How it was checked that what is there is right", lambda one: one.row.accuracy),
    text("Checked by", 9, "Who checked", lambda one: one.row.checked_by),
    text("Lacking", 11, "What an auditor will ask for before relying on it, such as who drew it (puller) and when "
         "(time), or who checked (checker); empty: nothing that the desk looks for", _lacking),
    *aside(
        name("SHA-256", 66, "Of the bytes as they are kept", lambda one: one.row.sha256),
        name("Source SHA-256", 66, "Of the file as it came, where rows alone are kept",
             lambda one: one.row.source_sha256),
        link("Controls", 18, "Controls that rest on it", lambda one: ids(one.row.controls), CONTROLS),
        text("Read", 34, "What an importer made of its rows", lambda one: one.row.rows_told),
        text("Left out because", 30, "Why rows left out matter to nobody, and who says so",
             lambda one: one.row.skips_told),
        TabField(
            TabColumn("Status", 18, "How the artefact stands", Kind.STANDING, choices="lstEvidenceStatus"),
            lambda one: standing(one.row, one.broken),
        ),
    ),
)  # fmt: skip


def produced_tab(matrix: Matrix, homes: Homes) -> Tab:
    """One row a report that we drew ourselves. Lists of accounts have a tab of their own."""
    return made(
        PRODUCED,
        "Information produced by the entity. Each list or report drawn from a system, with query, time, rows and how "
        "completeness and accuracy were checked; lists of accounts stand on Access populations.",
        REPORT,
        [_Report(row, matrix.broken.get(row.id, "")) for row in matrix.evidence if is_produced(row)],
        empty="No list or report drawn from a system is on file.",
        homes=homes,
    )
