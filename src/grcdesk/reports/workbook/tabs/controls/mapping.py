"""The tabs that tell where controls come from: their mappings, and what of them is otherwise than shipped."""

from __future__ import annotations

from collections.abc import Iterable

from grcdesk.reports.labels import say, yes_no
from grcdesk.reports.workbook.tab import CellLink, Kind, Tab, TabColumn, first_rows, place
from grcdesk.reports.workbook.tabs.fields import TabField, cells, columns
from grcdesk.reports.workbook.tabs.titles import CONTROLS, MAPPING, TAILORING
from grcdesk.schemas.exports.matrix import Matrix


def mapping_tab(matrix: Matrix) -> Tab:
    """One row per relation between a control and a framework item."""
    return Tab(
        name=MAPPING,
        table="tblMapping",
        about="Controls and framework items, with the ground. Labels are those of the catalogue: our own words, or "
        "where customary the short titles of the standard.",
        columns=columns(_MAPPING),
        rows=(cells(_MAPPING, row) for row in matrix.mappings),
        count=len(matrix.mappings),
        links=_home(matrix, (row.control for row in matrix.mappings)),
        empty="No mappings.",
        group="Control",
    )


def tailoring_tab(matrix: Matrix) -> Tab:
    """One row per field of a control that is not as its catalogue has it."""
    rows = [one for detail in matrix.controls for one in detail.tailoring]
    return Tab(
        name=TAILORING,
        table="tblTailoring",
        about="Controls that are otherwise here. What of them their catalogue has otherwise, why, and who decided.",
        columns=columns(_TAILORING),
        rows=(cells(_TAILORING, row) for row in rows),
        count=len(rows),
        links=_home(matrix, (row.control for row in rows)),
        empty="Every control is as its catalogue has it.",
        group="Control",
    )


def _home(matrix: Matrix, controls: Iterable[str]) -> tuple[CellLink, ...]:
    """From the first cell of each row to the control's row in the matrix."""
    home = first_rows(detail.row.id for detail in matrix.controls)
    return tuple(CellLink(0, row, place(CONTROLS, home[key])) for row, key in enumerate(controls, 2) if key in home)


_MAPPING = (
    TabField(TabColumn("Control", 10, "Control; leads back to the matrix", Kind.LINK), lambda row: row.control),
    TabField(
        TabColumn("Framework", 8.8, "What people call the framework the item belongs to"),
        lambda row: row.framework_name or row.framework,
    ),
    TabField(TabColumn("Item", 6.2, "Criterion or reference control", Kind.ID), lambda row: row.item),
    TabField(TabColumn("Item label", 20, "What the item is about, as its catalogue says"), lambda row: row.item_label),
    TabField(
        TabColumn(
            "Relationship", 10.8, "How control and item relate, read from control to item", choices="lstRelationship"
        ),
        lambda row: say(row.relationship),
    ),
    TabField(
        TabColumn("Strength", 7.2, "How closely, from 0 to 10; our judgement", Kind.NUMBER, most=10),
        lambda row: row.strength,
    ),
    TabField(
        TabColumn("Primary", 6.6, "yes: the item the control answers first of all", choices="lstYesNo"),
        lambda row: yes_no(row.primary),
    ),
    TabField(
        TabColumn("Basis", 7.4, "On what ground the relation was judged", choices="lstBasis"), lambda row: row.basis
    ),
    TabField(TabColumn("Rationale", 43.4, "Why, and what of the item stays open"), lambda row: row.rationale),
    TabField(
        TabColumn("Reviewed on", 8.6, "When a person last looked at it; empty: nobody has", Kind.DATE),
        lambda row: row.reviewed_on,
    ),
    TabField(
        TabColumn("Catalogue", 24, "Catalogue of the framework, as Read me lists it", Kind.ID, printed=False),
        lambda row: row.framework,
    ),
)
_TAILORING = (
    TabField(TabColumn("Control", 10, "Control; leads back to the matrix", Kind.LINK), lambda row: row.control),
    TabField(
        TabColumn("Field", 10, "What is otherwise; grace, cycles and note follow another frequency"),
        lambda row: row.field.value.replace("_", " "),
    ),
    TabField(TabColumn("Shipped", 22, "What the catalogue says"), lambda row: row.shipped),
    TabField(TabColumn("Tailored", 22, "What holds here, and what coverage is judged by"), lambda row: row.tailored),
    TabField(
        TabColumn("Weaker", 14, "In which way it asks for less than its catalogue; empty: it does not"),
        lambda row: row.weaker,
    ),
    TabField(TabColumn("Reason", 22, "Why"), lambda row: row.reason),
    TabField(TabColumn("By", 10, "Who decided"), lambda row: row.by),
    TabField(TabColumn("On", 8.6, "When", Kind.DATE), lambda row: row.on),
    TabField(
        TabColumn("Shipped then", 11, "What the catalogue said when it was tailored; empty: what it says now"),
        lambda row: row.base if row.moved else "",
    ),
)
