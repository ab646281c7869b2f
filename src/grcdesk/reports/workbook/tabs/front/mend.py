"""What is to be mended before the workbook goes out. In a draft alone: what goes out has nothing that bars it."""

from __future__ import annotations

from grcdesk.reports.labels import yes_no
from grcdesk.reports.workbook.tab import Kind, Tab, TabColumn
from grcdesk.reports.workbook.tabs.fields import TabField, cells, columns
from grcdesk.rules.readiness.telling import noun
from grcdesk.schemas.exports.lint import Flaw
from grcdesk.schemas.exports.matrix import Matrix

MEND = "To mend"
_FIELDS = (
    TabField(TabColumn("What", 16, "What kind of thing it is"), lambda one: noun(one.kind)),
    TabField(
        TabColumn("Bars", 6, "Whether the workbook is not handed over while it stands"), lambda one: yes_no(one.bars)
    ),
    TabField(TabColumn("Record", 14, "Where it stands", Kind.ID), lambda one: one.about),
    TabField(TabColumn("Field", 14, "Which field of the record"), lambda one: one.field.replace("_", " ")),
    TabField(TabColumn("Text", 42, "What stands there, or what is lacking"), lambda one: one.text),
    TabField(TabColumn("Cure", 39.5, "What mends it"), lambda one: one.cure),
)


def mend_tab(matrix: Matrix) -> Tab:
    """One row for each thing to mend."""
    flaws: tuple[Flaw, ...] = matrix.flaws
    return Tab(
        name=MEND,
        table="tblMend",
        about="What an auditor would stumble over. For the firm alone: this tab is left out of what is handed over.",
        columns=columns(_FIELDS),
        rows=(cells(_FIELDS, one) for one in flaws),
        count=len(flaws),
        empty="Nothing to mend.",
    )
