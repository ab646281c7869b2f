"""The tabs that list mappings, criteria and what is tailored."""

from __future__ import annotations

from collections.abc import Iterable

from grcdesk.reports.labels import ids, say, yes_no
from grcdesk.reports.workbook.tab import CellLink, Kind, Tab, TabColumn, first_rows, place
from grcdesk.reports.workbook.tabs.titles import CONTROLS, MAPPING
from grcdesk.schemas.matrix import Matrix
from grcdesk.schemas.programme import CriterionRow
from grcdesk.wording import join

CRITERIA = "Criteria coverage"
TAILORING = "Tailoring"
_ANSWERED = (
    "Whether at least one of them is in place and supported; in full: one that maps to all of it, or a declared set"
)


def _home(column: int, controls: Iterable[str], home: dict[str, int]) -> tuple[CellLink, ...]:
    """A link in that column of each row to the control's row in the matrix."""
    return tuple(
        CellLink(column, row, place(CONTROLS, home[key])) for row, key in enumerate(controls, 2) if key in home
    )


def criteria_tab(matrix: Matrix) -> Tab:
    """One row per criterion of every framework that is answered so, in scope or not."""
    return Tab(
        name=CRITERIA,
        table="tblCriteria",
        about=f"Every criterion of {_frameworks(matrix)}: whether in scope, which controls here map to it, and whether "
        "they answer it.",
        columns=(
            TabColumn("ID", 12, "Criterion", Kind.ID),
            TabColumn("Label", 44, "What the criterion is about, in our words"),
            TabColumn("Category", 20, "Trust services category", choices="lstCategory"),
            TabColumn("In scope", 10, "Whether the category was chosen for this engagement", choices="lstYesNo"),
            TabColumn("Reason if not", 30, "Why it is out of scope"),
            TabColumn("Controls", 40, "Controls in scope or optional that map to it, primary ones first", Kind.ID),
            TabColumn("# controls", 11, "How many", Kind.NUMBER),
            TabColumn("Mapped", 15, "How far their mappings reach", Kind.COVERAGE, choices="lstCoverage"),
            TabColumn("Answered", 20, _ANSWERED, Kind.ANSWERED, choices="lstAnswered"),
            TabColumn("Worst verdict", 16, "The worst period coverage among them", Kind.REACH, choices="lstVerdict"),
            TabColumn("Gap note", 44, "The worst gap status among them, and what is lacking"),
            TabColumn("Framework", 20, "Whose criterion it is"),
        ),
        rows=(
            (
                row.id,
                row.label,
                say(row.category),
                yes_no(row.in_scope),
                row.reason_out,
                ids(row.controls),
                len(row.controls),
                say(row.coverage),
                say(row.answered),
                say(matrix.verdicts.get(row.id)),
                " ".join(part for part in _notes(row) if part),
                row.framework,
            )
            for row in matrix.criteria
        ),
        count=len(matrix.criteria),
        empty="No criteria: no framework in the desk is answered by criterion.",
    )


def _frameworks(matrix: Matrix) -> str:
    return join([one.name for one in matrix.frameworks if one.by_criterion]) or "no framework"


def _notes(row: CriterionRow) -> Iterable[str]:
    yield f"Worst gap status: {say(row.worst)}." if row.worst else ""
    yield row.gap_note
    yield (
        f"Declared covered by {row.declared_by}{f'; stale: {row.stale}' if row.stale else ''}."
        if row.declared_by
        else ""
    )


def mapping_tab(matrix: Matrix) -> Tab:
    """One row per relation between a control and a framework item."""
    home = first_rows(detail.row.id for detail in matrix.controls)
    return Tab(
        name=MAPPING,
        table="tblMapping",
        about="Every relation between a control and a framework item, with its ground. Labels are those of the "
        "catalogue: our own words, or where customary the short titles of the standard.",
        columns=(
            TabColumn("Control", 14, "Control; leads back to the matrix", Kind.LINK),
            TabColumn("Framework", 24, "Catalogue the item belongs to", Kind.ID),
            TabColumn("Item", 12, "Criterion or reference control", Kind.ID),
            TabColumn("Item label", 40, "What the item is about, as its catalogue says"),
            TabColumn("Relationship", 16, "Read from control to item", choices="lstRelationship"),
            TabColumn("Strength", 10, "0 to 10, our judgement", Kind.NUMBER, most=10),
            TabColumn("Primary", 9, "The item the control answers first of all", choices="lstYesNo"),
            TabColumn("Basis", 13, "On what ground the relation was judged", choices="lstBasis"),
            TabColumn("Rationale", 70, "Why"),
            TabColumn("Reviewed on", 12, "When a person last looked at it", Kind.DATE),
        ),
        rows=(
            (
                row.control,
                row.framework,
                row.item,
                row.item_label,
                say(row.relationship),
                row.strength,
                yes_no(row.primary),
                row.basis,
                row.rationale,
                row.reviewed_on,
            )
            for row in matrix.mappings
        ),
        count=len(matrix.mappings),
        links=_home(0, (row.control for row in matrix.mappings), home),
        empty="No mappings.",
    )


def tailoring_tab(matrix: Matrix) -> Tab:
    """One row per field of a control that is not as its catalogue has it."""
    home = first_rows(detail.row.id for detail in matrix.controls)
    rows = [one for detail in matrix.controls for one in detail.tailoring]
    return Tab(
        name=TAILORING,
        table="tblTailoring",
        about="What of a control is otherwise here than its catalogue has it, with the reason and who decided.",
        columns=(
            TabColumn("Control", 14, "Control; leads back to the matrix", Kind.LINK),
            TabColumn("Field", 16, "What is otherwise; grace, cycles and note follow another frequency"),
            TabColumn("Shipped", 44, "What the catalogue says"),
            TabColumn("Tailored", 44, "What holds here, and what coverage is judged by"),
            TabColumn("Weaker", 24, "In which way it asks for less than its catalogue; empty: it does not"),
            TabColumn("Reason", 44, "Why"),
            TabColumn("By", 18, "Who decided"),
            TabColumn("On", 12, "When", Kind.DATE),
            TabColumn("Shipped then", 44, "What the catalogue said when it was tailored, where that is another now"),
        ),
        rows=(
            (
                *(row.control, row.field.value.replace("_", " "), row.shipped, row.tailored, row.weaker),
                *(row.reason, row.by, row.on, row.base if row.moved else ""),
            )
            for row in rows
        ),
        count=len(rows),
        links=_home(0, (row.control for row in rows), home),
        empty="Every control is as its catalogue has it.",
    )
