"""Where the workbook comes from, and every count counted again: what stands behind the cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from grcdesk.reports.labels import CONFIDENTIAL, say
from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.book import Free
from grcdesk.reports.workbook.names import quoted
from grcdesk.reports.workbook.tab import Tab, place
from grcdesk.reports.workbook.tabs.counts import TIES, TIES_NOT, Count
from grcdesk.reports.workbook.writing.letters import lines, room
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.programme import OVERLAY
from grcdesk.wording import count

SOURCES = "Sources and counts"
ABOUT = "Where it comes from; every count, counted again."
WIDTHS = (29, 39, 9, 9, 9, 36)
"""A name and its words; again in three narrow columns, which hold the numbers of counts, and the last."""
_NAME, _WORDS = sum(WIDTHS[2:5]) * 7, WIDTHS[5] * 7
"""Pixels of the second name of a row, and of its words."""
_HELP = (
    ("Tinted columns", "Open to those who fill them in: the auditor's and the owners'. All else comes from the desk."),
    ("Protection", "Without a password, against slips only; sorting and filtering stay free."),
    ("Not printed", "Columns behind the + above the sheet lie beside what is printed."),
)
_CELL = looks.TEXT
_CHECK = replace(_CELL, side="center")
_NUMBER = replace(looks.NUMBER, side="right", number="#,##0")


def confidentiality(matrix: Matrix) -> str:
    """The line that stands on every page."""
    return f"{CONFIDENTIAL} - {matrix.scope.organisation}"


@dataclass(slots=True)
class SourcesPage:
    """The rows of the tab, and where the counts stand (rows from 0)."""

    rows: list[list[Free]] = field(default_factory=list)
    first: int = 0
    last: int = -1

    @property
    def tied(self) -> str:
        """How many counts tie, as a formula on other tabs writes it."""
        return f'COUNTIF({quoted(SOURCES)}!$E${self.first + 1}:$E${self.last + 1},"{TIES}")'

    def section(self, title: str) -> None:
        """A heading, with a line of air above."""
        self.rows.append([])
        self.rows.append([Free(title, looks.SECTION)])

    def heads(self, *words: tuple[str, str | None]) -> None:
        """The names of columns, each on the side on which what stands below it does."""
        self.rows.append([Free(word, replace(looks.HEADER, side=side)) for word, side in words])

    def lines(self, facts: Iterable[tuple[str, str]]) -> None:
        """Name and words; the words take the rest of the line."""
        for name, told in facts:
            self.rows.append([Free(name, looks.NAME), Free(told, _CELL, span=len(WIDTHS) - 1)])

    def pairs(self, facts: Iterable[tuple[str, str]]) -> None:
        """The same, two of them to a row where both are short."""
        held: tuple[str, str] | None = None
        for fact in facts:
            if held is None and _short(fact):
                held = fact
                continue
            if held is not None and _short(fact):
                (name, told), (other, more) = held, fact
                self.rows.append(
                    [Free(name, looks.NAME), Free(told, _CELL), Free(other, looks.NAME, span=3), Free(more, _CELL)]
                )
            else:
                self.lines(one for one in (held, fact) if one is not None)
            held = None
        self.lines([held] if held is not None else [])


def _short(fact: tuple[str, str]) -> bool:
    name, told = fact
    return lines(name, room(_NAME, looks.NAME.size, bold=True)) == lines(told, room(_WORDS, _CELL.size)) == 1


def sources(matrix: Matrix, tabs: dict[str, Tab], counts: Sequence[Count]) -> SourcesPage:
    """The tab of a matrix."""
    page = SourcesPage()
    page.rows.append([Free(SOURCES, looks.TITLE)])
    page.lines([("Confidentiality", f"{confidentiality(matrix)}. For this engagement only.")])
    page.rows.append([Free("What this is not", looks.NAME), Free(OVERLAY, looks.WARNING, span=len(WIDTHS) - 1)])
    for notice in matrix.dates.notices:
        page.rows.append([Free("Read first", looks.NAME), Free(notice, looks.WARNING, span=len(WIDTHS) - 1)])
    first, *others = matrix.provenance.sections()
    for title, facts in (first, *others[:1]):
        page.section(title)
        page.lines((fact.name, fact.told) for fact in facts)
    _tabs(page, tabs)
    _counts(page, counts)
    for title, facts in others[1:]:
        page.section(title)
        page.pairs((fact.name, fact.told) for fact in facts)
    _left_out(page, matrix)
    _uncovered(page, matrix)
    return page


def _tabs(page: SourcesPage, tabs: dict[str, Tab]) -> None:
    page.section("Tabs")
    page.rows.append([Free("Tab", looks.HEADER), Free("Rows, and what they show", looks.HEADER, span=len(WIDTHS) - 1)])
    for tab in tabs.values():
        told = Free(f"{count(tab.count, 'row')}. {tab.about}", _CELL, span=len(WIDTHS) - 1)
        page.rows.append([Free(tab.name, looks.LINK, link=place(tab.name, 1)), told])
    page.lines(_HELP)


def _counts(page: SourcesPage, counts: Sequence[Count]) -> None:
    page.section("Counts and tie-outs")
    page.heads(
        *(("Count", None), ("What is counted", None), ("Value", "right"), ("Again", "right"), ("Check", "center")),
        ("% of applicable controls", "center"),
    )
    page.first = len(page.rows)
    for row, one in enumerate(counts, page.first + 1):
        share = Free(one.percent, looks.PERCENT) if one.percent is not None else Free("", _CELL)
        page.rows.append(
            [
                Free(one.name, looks.NAME),
                Free(one.base, _CELL),
                Free(one.value, _NUMBER),
                Free(one.recount, _NUMBER, formula=True, result=one.value),
                Free(f'=IF(C{row}=D{row},"{TIES}","{TIES_NOT}")', _CHECK, formula=True, result=TIES),
                share,
            ]
        )
    page.last = len(page.rows) - 1


def _left_out(page: SourcesPage, matrix: Matrix) -> None:
    scope = matrix.scope
    page.section("Left out, and scope decided by a person")
    page.lines((row.what, row.reason) for row in scope.exclusions)
    page.lines(
        (row.control, f"{say(row.decided)} in place of {say(row.computed)}, by {row.by}: {row.reason}")
        for row in scope.overrides
    )
    if not scope.exclusions and not scope.overrides:
        page.lines([("nothing", "No exclusion; every scope is as computed from the mappings.")])


def _uncovered(page: SourcesPage, matrix: Matrix) -> None:
    bare = [row for row in matrix.criteria if row.in_scope and not row.controls]
    page.section("Criteria in scope that no control here touches")
    page.pairs((row.id, row.label) for row in bare)
    if not bare:
        page.lines([("none", "Every criterion in scope is touched by at least one control.")])
