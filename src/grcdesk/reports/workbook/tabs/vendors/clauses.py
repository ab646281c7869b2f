"""The clauses of data agreements in long form: what the document answers, and what that comes to for us."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grcdesk.reports.labels import say
from grcdesk.reports.workbook.tab import Kind, Tab, TabColumn
from grcdesk.reports.workbook.tabs.fields import TabField, cells, columns
from grcdesk.reports.workbook.tabs.titles import CLAUSES
from grcdesk.reports.workbook.tabs.vendors.paper_looks import outcome_column
from grcdesk.rules.vendors.agreements import CLAUSES as ASKED
from grcdesk.rules.vendors.agreements import UNITS
from grcdesk.rules.vendors.clause_outcomes import clause_outcomes
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.vendors.file import ClauseRow
from grcdesk.schemas.vendors.outcomes import ClauseOutcome

NOT_READ = "not read"
NO_AGREEMENT = "none in force"


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One clause of one agreement of one vendor."""

    vendor: str
    name: str
    said: ClauseOutcome


def clause_lines(matrix: Matrix) -> Iterator[ClauseLine]:
    """Vendor by vendor, agreement by agreement, clauses in their usual order."""
    for judged in matrix.vendors:
        row = judged.file.detail.row
        for said in clause_outcomes(judged):
            yield ClauseLine(row.id, row.name, said)


def clauses_tab(matrix: Matrix) -> Tab:
    """One row per clause of each data agreement in force."""
    listed = list(clause_lines(matrix))
    return Tab(
        name=CLAUSES,
        table="tblClauses",
        about="The answer is the document's, the outcome is ours. Every clause of each data agreement in force, "
        "vendors that have left aside; a yes is not green where what it says is not what we ask.",
        columns=columns(_FIELDS),
        rows=(cells(_FIELDS, line) for line in listed),
        count=len(listed),
        empty="No data agreement in force, and none is needed.",
        group="Vendor",
    )


def _agreement(line: ClauseLine) -> str:
    return line.said.agreement.label if line.said.agreement else NO_AGREEMENT


def _clause(line: ClauseLine) -> str:
    return ASKED[line.said.clause].label if line.said.clause else "Data processing agreement"


def _answer(line: ClauseLine) -> str:
    if line.said.read is not None:
        return say(line.said.read.answer)
    return NOT_READ if line.said.clause else ""


def _unit(line: ClauseLine) -> str:
    read: ClauseRow | None = line.said.read
    return UNITS.get(read.clause, "") if read is not None and read.amount is not None else ""


_FIELDS = (
    TabField(TabColumn("Vendor", 12, "Name of the vendor"), lambda line: line.name),
    TabField(TabColumn("Agreement", 11, "Id, and the plan and feature it is limited to", Kind.ID), _agreement),
    TabField(TabColumn("Clause", 12, "What the document was read for"), _clause),
    TabField(
        TabColumn(
            "Answer",
            7.4,
            f"What the document says, without any colour; silent: nothing; {NOT_READ}: nobody has looked",
            choices="lstClauseAnswer",
        ),
        _answer,
    ),
    TabField(
        TabColumn("Number", 7.6, "The number it gives; empty: none, or words only", Kind.NUMBER),
        lambda line: line.said.read.amount if line.said.read else None,
    ),
    TabField(TabColumn("Unit", 6, "What the number counts"), _unit),
    TabField(
        TabColumn("Words", 16, "What it says, as the reader noted it"),
        lambda line: line.said.read.value if line.said.read else "",
    ),
    TabField(
        TabColumn("Place", 10, "Where in the document it stands"),
        lambda line: line.said.read.place if line.said.read else "",
    ),
    TabField(
        outcome_column(
            "What that comes to for us. meets: what we ask for is there, in a document that is kept, within our limit "
            "where we have one; weak: in part, or without a number or a place; no rule: we do not ask for it, or set "
            "no limit; claim only: no kept document shows it; not read: nobody has looked; fails: not there, or not as "
            "we ask"
        ),
        lambda line: say(line.said.outcome),
    ),
    TabField(TabColumn("Why", 25, "What the outcome rests on; computed, no legal opinion"), lambda line: line.said.why),
    TabField(
        TabColumn("Read on", 8.6, "When it was read last", Kind.DATE),
        lambda line: line.said.read.reviewed_on if line.said.read else None,
    ),
    TabField(
        TabColumn("Question", 40, "What a yes means", printed=False),
        lambda line: ASKED[line.said.clause].question if line.said.clause else "",
    ),
    TabField(
        TabColumn("Carve-outs", 30, "What is left out of it", printed=False),
        lambda line: line.said.read.carve_outs if line.said.read else "",
    ),
    TabField(
        TabColumn("Dated", 12, "The date it names, such as that of a transfer assessment", Kind.DATE, printed=False),
        lambda line: line.said.read.dated if line.said.read else None,
    ),
    TabField(
        TabColumn("Read by", 18, "Who read it", printed=False),
        lambda line: line.said.read.reviewed_by if line.said.read else "",
    ),
    TabField(
        TabColumn("SHA-256", 34, "Of the version it was read in", Kind.ID, printed=False),
        lambda line: line.said.read.sha256 if line.said.read else "",
    ),
    TabField(
        TabColumn("Vendor ID", 10, "Vendor, as Vendors & agreements lists it", Kind.ID, printed=False),
        lambda line: line.vendor,
    ),
)
