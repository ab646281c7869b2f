"""Criteria coverage: what is mapped, in place, supported and declared of each criterion, each on its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grcdesk.reports.labels import ids, say, yes_no
from grcdesk.reports.workbook.tab import CellLink, Kind, Tab, TabColumn, first_rows, place
from grcdesk.reports.workbook.tabs.fields import TabField, at, cells, columns
from grcdesk.reports.workbook.tabs.making import ALL_CONTROLS, first_ids
from grcdesk.reports.workbook.tabs.titles import CONTROLS, CRITERIA
from grcdesk.schemas.controls.controls import ControlRow
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.programme import CriterionRow
from grcdesk.terms import Status, Verdict
from grcdesk.wording import join


@dataclass(frozen=True, slots=True)
class _One:
    row: CriterionRow
    controls: tuple[ControlRow, ...]
    """Those that map to it, as they stand."""
    verdict: Verdict | None


def criteria_tab(matrix: Matrix) -> Tab:
    """One row per criterion of every framework that is answered so, in scope or not."""
    known = {detail.row.id: detail.row for detail in matrix.controls}
    listed = [_one(row, known, matrix) for row in matrix.criteria]
    home = first_rows(known)
    controls = at(_FIELDS, "Controls")
    return Tab(
        name=CRITERIA,
        table="tblCriteria",
        about=f"Criteria of {_frameworks(matrix)}: mapped is not answered. Which controls here map to each, how many "
        "are in place, how many of these are supported, and whether that answers it.",
        columns=columns(_FIELDS),
        rows=(cells(_FIELDS, one) for one in listed),
        count=len(listed),
        links=tuple(
            CellLink(controls, number, place(CONTROLS, home[one.row.controls[0]]))
            for number, one in enumerate(listed, 2)
            if one.row.controls and one.row.controls[0] in home
        ),
        empty="No criteria: no framework in the desk is answered by criterion.",
        group="Group",
    )


def _one(row: CriterionRow, known: Mapping[str, ControlRow], matrix: Matrix) -> _One:
    behind = tuple(known[control] for control in row.controls if control in known)
    return _One(row, behind, matrix.verdicts.get(row.id))


def _frameworks(matrix: Matrix) -> str:
    return join([one.name for one in matrix.frameworks if one.by_criterion]) or "no framework"


def _declared(one: _One) -> str:
    row = one.row
    if not row.declared_by:
        return ""
    return f"by {row.declared_by}; stale: {row.stale}" if row.stale else f"by {row.declared_by}"


_FIELDS = (
    TabField(TabColumn("ID", 6, "Criterion", Kind.ID), lambda one: one.row.id),
    TabField(TabColumn("Label", 33.8, "What the criterion is about, in our words"), lambda one: one.row.label),
    TabField(
        TabColumn("Category", 9.8, "Trust services category", choices="lstCategory"), lambda one: say(one.row.category)
    ),
    TabField(
        TabColumn("In scope", 5.4, "Whether its category was chosen for this engagement", choices="lstYesNo"),
        lambda one: yes_no(one.row.in_scope),
    ),
    TabField(
        TabColumn(
            "Mapped",
            7.8,
            "How far the mappings of these controls reach, whatever stands of them today; never green",
            Kind.COVERAGE,
            choices="lstCoverage",
        ),
        lambda one: say(one.row.coverage),
    ),
    TabField(
        TabColumn("# controls", 6.6, "How many controls, in scope or optional, map to it", Kind.NUMBER),
        lambda one: len(one.row.controls),
    ),
    TabField(
        TabColumn("In place", 5.4, "How many of them are in place, as was said of them", Kind.NUMBER),
        lambda one: sum(control.status is Status.IN_PLACE for control in one.controls),
    ),
    TabField(
        TabColumn(
            "Supported", 8.6, "How many of those in place are supported: evidence bears all of it out", Kind.NUMBER
        ),
        lambda one: sum(control.supported for control in one.controls),
    ),
    TabField(
        TabColumn(
            "Declared",
            9,
            "Who declared the set of controls sufficient; stale: not all of it is in place any more, and the "
            "declaration counts for nothing",
        ),
        _declared,
    ),
    TabField(
        TabColumn(
            "Answered",
            15,
            "Whether at least one of them is in place and supported; in full: one of these maps to all of it, or the "
            "set was declared and that is not stale",
            Kind.ANSWERED,
            choices="lstAnswered",
        ),
        lambda one: say(one.row.answered),
    ),
    TabField(
        TabColumn("Worst verdict", 9, "The worst period coverage among them", Kind.REACH, choices="lstVerdict"),
        lambda one: say(one.verdict),
    ),
    TabField(
        TabColumn(
            "Controls",
            10.6,
            "Those that map to it, in scope or optional, primary ones first; one that stands alone leads to it",
            Kind.ID,
        ),
        lambda one: first_ids(one.row.controls, ALL_CONTROLS),
    ),
    TabField(TabColumn("Reason if not", 30, "Why it is out of scope", printed=False), lambda one: one.row.reason_out),
    TabField(
        TabColumn("Worst status", 14, "The worst gap status among those in scope", choices="lstStatus", printed=False),
        lambda one: say(one.row.worst),
    ),
    TabField(TabColumn("Gap note", 44, "What is lacking there", printed=False), lambda one: one.row.gap_note),
    TabField(
        TabColumn("Group", 10, "Where its framework puts it; rows are banded by it", Kind.ID, printed=False),
        lambda one: one.row.group,
    ),
    TabField(TabColumn("Framework", 20, "Whose criterion it is", printed=False), lambda one: one.row.framework),
    TabField(
        TabColumn(ALL_CONTROLS, 40, "Every control that maps to it", Kind.ID, printed=False),
        lambda one: ids(one.row.controls),
    ),
)
