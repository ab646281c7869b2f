"""The tabs that list tests and changes."""

from __future__ import annotations

from collections.abc import Iterable

from grcdesk.reports.labels import say
from grcdesk.reports.workbook.tab import CellLink, Kind, Tab, TabColumn, first_rows, place
from grcdesk.reports.workbook.tabs.titles import CONTROLS
from grcdesk.schemas.matrix import Matrix

TESTS = "Tests"
CHANGES = "Change log"


def _home(column: int, controls: Iterable[str], home: dict[str, int]) -> tuple[CellLink, ...]:
    """A link in that column of each row to the control's row in the matrix."""
    return tuple(
        CellLink(column, row, place(CONTROLS, home[key])) for row, key in enumerate(controls, 2) if key in home
    )


def tests_tab(matrix: Matrix) -> Tab:
    """One row per test attribute, with room for the auditor's work."""
    home = first_rows(detail.row.id for detail in matrix.controls)
    return Tab(
        name=TESTS,
        table="tblTests",
        about="One yes/no question per row with its pass and fail rule, and room for the tester.",
        columns=(
            TabColumn("Test ID", 16, "Test attribute", Kind.ID),
            TabColumn("Control", 14, "Control; leads back to the matrix", Kind.LINK),
            TabColumn("Aspect", 12, "Side of the control it looks at", choices="lstAspect"),
            TabColumn("Question", 46, "What is asked"),
            TabColumn("Pass if", 38, "When the answer is a pass"),
            TabColumn("Fail if", 38, "When it is a fail"),
            TabColumn("Method", 13, "How it is answered; inquiry alone never suffices", choices="lstMethod"),
            TabColumn("Population ref", 15, "For the tester: which population", Kind.ID, input=True),
            TabColumn("N", 8, "For the tester: size of the population", Kind.NUMBER, input=True),
            TabColumn("n (sample)", 11, "For the tester: size of the sample", Kind.NUMBER, input=True),
            TabColumn("Lane", 13, "For the tester: how items were chosen", choices="lstLane", input=True),
            TabColumn("Deviations", 11, "For the tester: how many items failed", Kind.NUMBER, input=True),
            TabColumn("Result", 12, "For the tester", choices="lstResult", input=True),
            TabColumn("Tester", 16, "For the tester: who", input=True),
            TabColumn("Date", 12, "For the tester: when", Kind.DATE, input=True),
        ),
        rows=(
            (row.id, row.control, say(row.aspect), row.question, row.pass_if, row.fail_if, say(row.method))
            for row in matrix.tests
        ),
        count=len(matrix.tests),
        links=_home(1, (row.control for row in matrix.tests), home),
        empty="No test attributes.",
        paper="a3",
    )


def changes_tab(matrix: Matrix) -> Tab:
    """One row per changed field since the last hand-over."""
    return Tab(
        name=CHANGES,
        table="tblChanges",
        about=f"Every field that changed {matrix.since}. Old and new value, times in UTC. Decisions on accounts "
        "stand on a tab of their own.",
        columns=(
            TabColumn("When", 25, "Time of the change, UTC", Kind.ID),
            TabColumn("Who", 20, "Who made it"),
            TabColumn("What", 32, "Action and record"),
            TabColumn("Field", 18, "Field that changed"),
            TabColumn("Old", 44, "Value before"),
            TabColumn("New", 44, "Value after"),
        ),
        rows=((row.when, row.who, row.what, row.field, row.old, row.new) for row in matrix.changes),
        count=len(matrix.changes),
        empty=f"Nothing changed {matrix.since}.",
    )
