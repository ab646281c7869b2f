"""The first tab: what this file is, on what it rests, how to read it, and whether its numbers tie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from grcdesk.reports.labels import (
    ANSWERED_MEANING,
    CONFIDENTIAL,
    COVERAGE_MEANING,
    MEANING,
    SUPPORT_MEANING,
    ids,
    say,
)
from grcdesk.reports.workbook import looks
from grcdesk.reports.workbook.book import Free
from grcdesk.reports.workbook.looks import CellLook, Formats
from grcdesk.reports.workbook.tab import Tab, place
from grcdesk.reports.workbook.tabs.counts import Count
from grcdesk.reports.workbook.writing.form import JUDGED
from grcdesk.schemas.matrix import Matrix
from grcdesk.schemas.programme import OVERLAY

README = "Read me"
WIDTHS = (34, 66, 13, 13, 17, 36)
TIES, TIES_NOT = "ties", "does not tie"
ALL_TIE = "all counts tie"
_VERDICT_ROW = 4
_VERDICT = f"B{_VERDICT_ROW}"

ReadmeRow = list[Free]


def confidentiality(matrix: Matrix) -> str:
    """The line that stands on every page."""
    return f"{CONFIDENTIAL} - {matrix.scope.organisation}"


def _name(text: str) -> Free:
    return Free(text, looks.NAME)


def _text(value: object, look: CellLook = looks.TEXT) -> Free:
    return Free(str(value), look)


def _section(title: str) -> list[ReadmeRow]:
    return [[], [Free(title, looks.SECTION)]]


def _heads(*words: str) -> ReadmeRow:
    return [Free(word, looks.HEADER) for word in words]


class Readme:
    """Lays out the rows and remembers where the checks and links stand."""

    def __init__(self, matrix: Matrix, tabs: dict[str, Tab], counts: list[Count]) -> None:
        self._matrix = matrix
        self._tabs = tabs
        self._counts = counts
        self._checks = (0, 0)
        self.rows: list[ReadmeRow] = []
        for block in (
            *(self._head, self._engagement, self._tab_list, self._count_block, self._status_legend, self._catalogs),
            *(self._settings, self._left_out, self._uncovered, self._column_legend),
        ):
            self.rows += block()

    def _head(self) -> list[ReadmeRow]:
        organisation = self._matrix.scope.organisation
        return [
            [Free(f"{organisation}: AI control matrix", looks.TITLE)],
            [_name("Confidentiality"), _text(f"{confidentiality(self._matrix)}. For the engagement named below only.")],
            [_name("What this is not"), Free(OVERLAY, looks.WARNING)],
            [_name("Do the numbers tie?")],  # filled when the checks have their place
        ]

    def _engagement(self) -> list[ReadmeRow]:
        matrix, scope = self._matrix, self._matrix.scope
        facts = (
            ("Entity", scope.organisation),
            ("Engagement", scope.name),
            ("Period", f"{scope.period.start} to {scope.period.end}" if scope.period else "not set"),
            ("Categories", ids([say(category) for category in scope.categories])),
            ("Systems", ids(scope.systems) or "none named"),
            ("Time zone of dates", scope.zone or "that of the computer; times are UTC"),
        )
        rows = [
            *([_name("Read first"), Free(mark, looks.WARNING)] for mark in matrix.dates.marks),
            *_section("Engagement"),
            *([_name(name), _text(value)] for name, value in facts),
        ]
        return [
            *rows,
            [_name("Judged on"), Free(matrix.as_of, looks.FACT_DATE, called=JUDGED)],
            [_name("Records as of"), _text(matrix.dates.records)],
            *([[_name("Two dates"), Free(matrix.dates.differ, looks.WARNING)]] if matrix.dates.differ else []),
            [_name("Change log position"), Free(matrix.dates.entry, looks.FACT_NUMBER)],
            [_name("Change log head (SHA-256)"), _text(matrix.dates.head)],
            [_name("Made with"), _text(f"grcdesk {matrix.version}")],
        ]

    def _tab_list(self) -> list[ReadmeRow]:
        rows: list[ReadmeRow] = [*_section("Tabs"), _heads("Tab", "What it shows", "Rows")]
        rows += [
            [Free(tab.name, looks.LINK, link=place(tab.name, 1)), _text(tab.about), Free(tab.count, looks.NUMBER)]
            for tab in self._tabs.values()
        ]
        rows.append(
            [
                _name("Yellow cells"),
                _text("They are the auditor's; what comes from the desk refuses typing."),
            ]
        )
        rows.append([_name("Protection"), _text("Without a password, against slips only: Review, Unprotect Sheet.")])
        return rows

    def _count_block(self) -> list[ReadmeRow]:
        rows: list[ReadmeRow] = [
            *_section("Counts and tie-outs"),
            _heads("Count", "What is counted", "Value", "Counted again", "Check", "% of applicable controls"),
        ]
        first = len(self.rows) + len(rows) + 1
        for row, count in enumerate(self._counts, first):
            check = f'=IF(C{row}=D{row},"{TIES}","{TIES_NOT}")'
            share = Free(count.percent, looks.PERCENT) if count.percent is not None else Free("", looks.TEXT)
            rows.append(
                [
                    _name(count.name),
                    _text(count.base),
                    Free(count.value, looks.NUMBER),
                    Free(count.recount, looks.NUMBER, formula=True, result=count.value),
                    Free(check, looks.TEXT, formula=True, result=TIES),
                    share,
                ]
            )
        last = first + len(self._counts) - 1
        self._checks = (first, last)
        tied = f'COUNTIF(E{first}:E{last},"{TIES}")={len(self._counts)}'
        verdict = f'=IF({tied},"{ALL_TIE}","a count does not tie")'
        self.rows[_VERDICT_ROW - 1].append(Free(verdict, looks.TEXT, formula=True, result=ALL_TIE))
        return rows

    def _status_legend(self) -> list[ReadmeRow]:
        rows = [*_section("Status legend"), _heads("Gap status", "Meaning")]
        rows += [[Free(say(term), looks.STATUS[term]), _text(meaning)] for term, meaning in MEANING.items()]
        rows += [[], _heads("Support", "Meaning")]
        rows += [[Free(say(term), looks.SUPPORT[term]), _text(meaning)] for term, meaning in SUPPORT_MEANING.items()]
        rows += [[], _heads("Mapped", "Meaning")]
        rows += [[Free(say(term), looks.COVERAGE[term]), _text(meaning)] for term, meaning in COVERAGE_MEANING.items()]
        rows += [[], _heads("Answered", "Meaning")]
        rows += [[Free(say(term), looks.ANSWERED[term]), _text(meaning)] for term, meaning in ANSWERED_MEANING.items()]
        return rows

    def _catalogs(self) -> list[ReadmeRow]:
        rows = [*_section("Catalogues"), _heads("Catalogue", "Title", "Version", "Items", "Source", "SHA-256")]
        rows += [
            [
                _name(row.id),
                _text(row.title),
                _text(row.version, looks.ID),
                Free(row.items, looks.NUMBER),
                _text(row.source.value),
                _text(row.sha256),
            ]
            for row in self._matrix.catalogs
        ]
        return rows

    def _settings(self) -> list[ReadmeRow]:
        rows = [*_section("Settings in force"), _heads("Setting", "Value")]
        rows += [[_name(name), _text(value)] for name, value in self._matrix.settings]
        return rows

    def _left_out(self) -> list[ReadmeRow]:
        scope = self._matrix.scope
        rows = [
            *_section("Left out, and scope decided by a person"),
            _heads("What", "Reason", "Computed", "Decided", "By"),
        ]
        rows += [[_name(row.what), _text(row.reason)] for row in scope.exclusions]
        rows += [
            [_name(row.control), _text(row.reason), _text(say(row.computed)), _text(say(row.decided)), _text(row.by)]
            for row in scope.overrides
        ]
        if not scope.exclusions and not scope.overrides:
            rows.append([_name("nothing"), _text("No exclusion; every scope is as computed from the mappings.")])
        return rows

    def _uncovered(self) -> list[ReadmeRow]:
        bare = [row for row in self._matrix.criteria if row.in_scope and not row.controls]
        rows = [*_section("Criteria in scope that no control here touches"), _heads("Criterion", "Label")]
        rows += [[_name(row.id), _text(row.label)] for row in bare]
        if not bare:
            rows.append([_name("none"), _text("Every criterion in scope is touched by at least one control.")])
        return rows

    def _column_legend(self) -> list[ReadmeRow]:
        rows: list[ReadmeRow] = []
        for tab in self._tabs.values():
            rows += [*_section(f"Columns of {tab.name}"), _heads("Column", "Meaning")]
            rows += [[_name(column.header), _text(column.meaning)] for column in tab.columns]
        return rows

    def finish(self, sheet: Any, formats: Formats) -> None:
        """Put the colours of the checks on the sheet."""
        first, last = self._checks
        for cells, holds in ((f"E{first}:E{last}", f'$E{first}="{TIES}"'), (_VERDICT, f'${_VERDICT}="{ALL_TIE}"')):
            for told, look in ((f"={holds}", looks.TIES), (f"=NOT({holds})", looks.TIES_NOT)):
                rule = {"type": "formula", "criteria": told, "format": formats.over(replace(look, bold=True))}
                sheet.conditional_format(cells, rule)


def list_rows(rows: Iterable[tuple[str, ...]]) -> list[ReadmeRow]:
    """The hidden Lists tab: headers first."""
    head, *body = rows
    return [_heads(*head), *([_text(value, looks.ID) for value in row] for row in body)]
