"""Period coverage seen another way: control by month, and criterion by criterion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.wording import MONTH, count, join, month, word

if TYPE_CHECKING:
    from grcdesk.schemas.coverage.clean import CleanWindow
    from grcdesk.schemas.coverage.coverage import CoverageWarning, CriterionCoverage, Heat, MonthRow


_OF_A_ROW = ("id", "title", "frequency", "verdict")


def _month_record(row: MonthRow) -> dict[str, Any]:
    facts = output.value(row)
    return {**{key: facts[key] for key in (*_OF_A_ROW, "due")}, "months": facts["cells"]}


def _month_words(row: MonthRow) -> dict[str, Any]:
    return {**{key: getattr(row, key) for key in _OF_A_ROW}, **{cell.month: cell.state for cell in row.cells}}


def _month_glyphs(row: MonthRow) -> dict[str, Any]:
    return {**_month_words(row), **{cell.month: output.glyph(MONTH[cell.state]) for cell in row.cells}}


def months(heat: Heat, form: OutputForm) -> None:
    """One control a line, one month a column; a glyph a cell for people, the word for programs."""
    columns = (
        Column("id", "control", rank=0),
        Column("frequency", rank=2),
        Column("verdict", rank=1),
        *(Column(name, month(name), rank=0) for name in heat.months),
        Column("title", rank=9),
    )
    drawn = _month_record if form.json else _month_glyphs if form.kind == "table" else _month_words
    output.records([drawn(row) for row in heat.rows], columns, form)
    if form.kind == "table":
        seen = {cell.state for row in heat.rows for cell in row.cells}
        tell.say("  ".join(f"{output.glyph(look)} {look.word}" for state, look in MONTH.items() if state in seen))
        tell.say(f"{count(len(heat.rows), 'control')}, {heat.period}, as of {heat.as_of}")


_CRITERIA = (
    Column("id", "criterion", rank=0),
    Column("in_scope", rank=2),
    Column("worst", rank=0),
    Column("counts", "controls by verdict", rank=1, elastic=26),
    Column("controls", "worst controls", rank=2, elastic=16),
    Column("label", rank=9),
)


def criteria(found: Sequence[CriterionCoverage], form: OutputForm) -> None:
    """One criterion a line: for people those in scope that a control here answers, for programs all."""
    rows: list[dict[str, Any]] = []
    for one in found:
        record = output.value(one)
        if not form.json:
            if form.kind == "table" and not (one.in_scope and one.worst):
                continue
            record["worst"] = one.worst
            record["counts"] = join([f"{number} {word(verdict)}" for verdict, number in one.counts.items()], 9)
        rows.append(record)
    output.records(rows, _CRITERIA, form)
    if form.kind == "table":
        bare = sum(one.in_scope and one.worst is None for one in found)
        tell.say(f"{count(len(rows), 'criterion', 'criteria')} in scope; {bare} without a control in scope here")


def warnings(found: Sequence[CoverageWarning], form: OutputForm) -> None:
    """One warning a line."""
    output.records(output.value(found), (Column("control", rank=0), Column("warning", rank=0, elastic=40)), form)
    if form.kind == "table":
        tell.say(count(len(found), "warning"))


_STARTS = (Column("id", "control", rank=0), Column("start", rank=0), Column("until", rank=2), Column("why", elastic=30))


def earliest(window: CleanWindow, form: OutputForm) -> None:
    """The earliest clean period: a line a control, those that hold it back longest first; one object as JSON."""
    if form.json:
        output.document(window)
        return
    output.records([output.value(one) for one in window.controls], _STARTS, form)
    if form.kind == "table":
        tell.say(window.sentence)
