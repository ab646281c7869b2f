"""The register of vendors: a row each. What their papers say stands on the next two tabs."""

from __future__ import annotations

from collections.abc import Iterator

from grcdesk.reports.labels import ids, say, yes_no
from grcdesk.reports.workbook.tab import CellLink, Kind, Linked, Shaded, Tab, TabColumn, first_rows, place
from grcdesk.reports.workbook.tabs.fields import TabField, at, cells, columns
from grcdesk.reports.workbook.tabs.titles import CLAUSES, VENDORS
from grcdesk.reports.workbook.tabs.vendors.clauses import clause_lines
from grcdesk.rules.vendors.agreements import in_force
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.facts import FactKind, FieldFact
from grcdesk.schemas.programme import Period
from grcdesk.schemas.vendors.file import AgreementRow, JudgedFile, OpenPoint
from grcdesk.schemas.vendors.vendors import VENDOR_FACTS
from grcdesk.terms import DueState
from grcdesk.terms.vendors import Method, PackageItem
from grcdesk.text import is_link

_TOLD = 4
"""Points a row says on paper."""


def vendors_tab(matrix: Matrix) -> Tab:
    """One row per vendor, those that have left too."""
    return Tab(
        name=VENDORS,
        table="tblVendors",
        about="What each does for us, and what fails. Reports and clauses stand on tabs of their own.",
        columns=columns(_FIELDS),
        rows=(cells(_FIELDS, judged) for judged in matrix.vendors),
        count=len(matrix.vendors),
        links=tuple(_links(matrix)),
        empty="No vendor on record.",
    )


def binding(judged: JudgedFile) -> tuple[AgreementRow, ...]:
    """The data agreements of a vendor that are in force."""
    return in_force(judged.file, judged.as_of)


def failing(judged: JudgedFile) -> tuple[OpenPoint, ...]:
    """What fails; nothing once a vendor has left."""
    return () if _left(judged) else judged.failing


def _left(judged: JudgedFile) -> bool:
    return judged.file.detail.row.review.state is DueState.OFFBOARDED


def _links(matrix: Matrix) -> Iterator[CellLink]:
    """From the agreements to the first of the vendor's clauses."""
    column = at(_FIELDS, "Agreements")
    first = first_rows(line.vendor for line in clause_lines(matrix))
    for number, judged in enumerate(matrix.vendors, 2):
        vendor = judged.file.detail.row.id
        if vendor in first:
            yield CellLink(column, number, place(CLAUSES, first[vendor]))


def _role(judged: JudgedFile) -> str:
    row = judged.file.detail.row
    said = ["model provider"] if row.model_provider else []
    if row.method is not Method.VENDOR:
        said.append(f"subservice organisation, {say(row.method)}")
    return "; ".join(said) or "vendor"


def _missing(judged: JudgedFile) -> list[str]:
    if _left(judged):
        return [f"offboarded on {judged.file.detail.row.offboarded}: {judged.file.detail.offboard_reason}"]
    return [f"{point.about}: {point.why}" for point in failing(judged)]


def _first(judged: JudgedFile) -> str:
    """As much of it as leaves room for other vendors on the page."""
    said = _missing(judged)
    more = [f"and {len(said) - _TOLD} more, see All missing items"] if len(said) > _TOLD + 1 else said[_TOLD:]
    return "\n".join((*said[:_TOLD], *more))


def _state(judged: JudgedFile) -> str:
    """How near the review is; no green beside what fails."""
    word = say(judged.file.detail.row.review.state)
    calm = judged.file.detail.row.review.state is DueState.OK and failing(judged)
    return Shaded(word, say(DueState.DUE_90)) if calm else word


def _set_by(judged: JudgedFile) -> str:
    detail = judged.file.detail
    if detail.planned_review is None or _left(judged):
        return ""
    return f"{detail.planned_by}, {detail.planned_on}: {detail.planned_reason}"


def _of_fact(fact: FieldFact) -> TabField:
    """A column of what is told of a vendor in words of its own; an address leads where it says."""

    def cell(judged: JudgedFile) -> str:
        text = str(judged.file.detail.told(fact.name))
        leads = fact.kind in {FactKind.LINK, FactKind.SITE} and is_link(text)
        return Linked(text, text) if leads else text

    return TabField(TabColumn(fact.label, fact.width, fact.sheet, printed=False), cell)


def _uncovered(judged: JudgedFile) -> int | None:
    cover = judged.cover
    wanted = any(line.required and line.item is PackageItem.SOC2_REPORT for line in judged.package)
    return cover.uncovered if cover and (wanted or cover.report) else None


def _report(judged: JudgedFile) -> Period | None:
    return judged.cover.report if judged.cover else None


_FIELDS = (
    TabField(TabColumn("ID", 6.4, "Vendor", Kind.ID), lambda one: one.file.detail.row.id),
    TabField(TabColumn("Vendor", 9.4, "Name"), lambda one: one.file.detail.row.name),
    TabField(TabColumn("Service", 11, "What it does for us"), lambda one: one.file.detail.row.service),
    TabField(
        TabColumn("Tier", 6.6, "How closely it is watched", choices="lstTier"),
        lambda one: say(one.file.detail.row.tier),
    ),
    TabField(
        TabColumn("Data", 10, "The most sensitive data it gets to see; empty: nobody said"),
        lambda one: say(one.file.detail.data),
    ),
    TabField(
        TabColumn(
            "Role",
            11,
            "model provider: it runs models for us; subservice organisation: how the report treats it; else a vendor",
        ),
        _role,
    ),
    TabField(TabColumn("Owner", 9, "Who answers for it with us"), lambda one: one.file.detail.row.owner),
    TabField(
        TabColumn("Last review", 8.6, "Day the last review was concluded; empty: none was", Kind.DATE),
        lambda one: one.file.detail.row.last_review,
    ),
    TabField(
        TabColumn("Next due", 8.6, "Day the next review is due", Kind.DATE),
        lambda one: one.file.detail.row.review.due,
    ),
    TabField(
        TabColumn(
            "State",
            9,
            "How near that day is as of the day of this file. It speaks of the review alone; ok is green only where "
            "nothing fails",
            Kind.DUE,
            choices="lstDueState",
        ),
        _state,
    ),
    TabField(
        TabColumn("Failing", 6.6, "How many points keep it from being approved without conditions", Kind.NUMBER),
        lambda one: len(failing(one)),
    ),
    TabField(
        TabColumn(
            "Missing items",
            30,
            "The first of these points, and why; computed, no conclusion; of one that has left: when and why",
        ),
        _first,
    ),
    TabField(
        TabColumn("All missing items", 60, "Every one of these points, one a line", printed=False),
        lambda one: "\n".join(_missing(one)),
    ),
    TabField(
        TabColumn("In scope", 9, "Whether it belongs to this engagement", choices="lstYesNo", printed=False),
        lambda one: yes_no(one.file.detail.row.in_scope),
    ),
    *(_of_fact(fact) for fact in VENDOR_FACTS.values() if fact.sheet),
    TabField(
        TabColumn("Plan", 12, "The plan we use, as said of the vendor as a whole", printed=False),
        lambda one: one.file.detail.plan,
    ),
    TabField(
        TabColumn("Onboarded", 12, "Day it was taken on", Kind.DATE, printed=False),
        lambda one: one.file.detail.row.onboarded,
    ),
    TabField(
        TabColumn("First use", 12, "First use in production; empty: not on record", Kind.DATE, printed=False),
        lambda one: one.file.detail.first_use,
    ),
    TabField(
        TabColumn(
            "Set by",
            24,
            "Who set the next review against the cadence, and why; empty: as the cadence has it",
            printed=False,
        ),
        _set_by,
    ),
    TabField(
        TabColumn("Report from", 12, "First day its newest SOC 2 Type II report covers", Kind.DATE, printed=False),
        lambda one: report.start if (report := _report(one)) else None,
    ),
    TabField(
        TabColumn("Report to", 12, "Last day of it", Kind.DATE, printed=False),
        lambda one: report.end if (report := _report(one)) else None,
    ),
    TabField(
        TabColumn(
            "Opinion", 12, "The auditor's opinion, once a person has read it", choices="lstOpinion", printed=False
        ),
        lambda one: say(one.cover.opinion) if one.cover else "",
    ),
    TabField(
        TabColumn("Bridge to", 12, "Last day a bridge letter reaches", Kind.DATE, printed=False),
        lambda one: one.cover.bridge_to if one.cover else None,
    ),
    TabField(
        TabColumn(
            "Uncovered days",
            11,
            "Days of our period without report and bridge letter, where a report is asked for",
            Kind.NUMBER,
            printed=False,
        ),
        _uncovered,
    ),
    TabField(
        TabColumn("Data agreements", 11, "How many are in force", Kind.NUMBER, printed=False),
        lambda one: len(binding(one)),
    ),
    TabField(
        TabColumn(
            "Agreements",
            22,
            "Those in force, each with the plan and feature it is limited to; leads to their clauses",
            Kind.LINK,
            printed=False,
        ),
        lambda one: ids([agreement.label for agreement in binding(one)]),
    ),
)
