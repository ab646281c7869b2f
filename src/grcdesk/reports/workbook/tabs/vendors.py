"""Vendors and their data agreements: a row for each agreement in force, clause by clause, and what fails in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from grcdesk.reports.labels import say, yes_no
from grcdesk.reports.workbook.tab import CellValue, Kind, Tab, TabColumn
from grcdesk.rules.vendors.agreements import CLAUSES, in_force
from grcdesk.schemas.matrix import Matrix
from grcdesk.schemas.vendor_file import AgreementRow, ClauseRow, JudgedFile, OpenPoint
from grcdesk.terms import DueState
from grcdesk.terms.vendors import Clause, Method, PackageItem

VENDORS = "Vendors & agreements"
NOT_READ = "not read"
_REGIONS = {Clause.REGION_STORAGE, Clause.REGION_INFERENCE}
"""Clauses whose words say more than a yes."""
_HEADS = {
    Clause.TRAINING_OPT_IN: "Opt-in only",
    Clause.REGION_STORAGE: "Storage region",
    Clause.REGION_INFERENCE: "Inference region",
    Clause.SUBPROCESSORS: "Sub-processors",
    Clause.SUBPROCESSOR_NOTICE: "Notice of new ones",
}
"""Shorter than the clause's own name, where that would not fit two lines."""
_VENDOR = (
    TabColumn("ID", 8, "Vendor; a vendor with several agreements has a row for each", Kind.ID),
    TabColumn("Vendor", 18, "Name"),
    TabColumn("Tier", 8, "How closely it is watched", choices="lstTier"),
    TabColumn("Model provider", 9, "Whether it runs models for us", choices="lstYesNo"),
    TabColumn("In scope", 7, "Whether it belongs to this engagement", choices="lstYesNo"),
    TabColumn("Subservice", 10, "Whether it is a subservice organisation", choices="lstYesNo"),
    TabColumn("Method", 9, "Carve-out or inclusive, of a subservice organisation", choices="lstVendorMethod"),
    TabColumn("Owner", 13, "Who answers for it with us"),
    TabColumn("Last review", 11, "Day the last review was concluded", Kind.DATE),
    TabColumn("Next due", 11, "Day the next review is due", Kind.DATE),
    TabColumn("Set by", 24, "Who set that day against the cadence, and why; empty: as the cadence has it"),
    TabColumn("State", 11, "How near that day is as of the day of this file", Kind.DUE, choices="lstDueState"),
    TabColumn("Report from", 11, "First day its newest SOC 2 Type II report covers", Kind.DATE),
    TabColumn("Report to", 11, "Last day of it", Kind.DATE),
    TabColumn("Opinion", 11, "The auditor's opinion, once a person has read it", choices="lstOpinion"),
    TabColumn("Bridge to", 11, "Last day a bridge letter reaches", Kind.DATE),
    TabColumn(
        "Uncovered days",
        10,
        "Days of our period without report and bridge letter, where a report is asked for",
        Kind.NUMBER,
    ),
    TabColumn("Data agreements", 10, "How many are in force; on the first row of a vendor only", Kind.NUMBER),
)
_TERMS = (
    TabColumn("Agreement", 15, "Id, and the plan and feature it is limited to", Kind.ID),
    TabColumn("DPA signed", 11, "The later of both signatures; empty while one is not on record", Kind.DATE),
    TabColumn("Effective", 11, "Its effective date", Kind.DATE),
)
_NUMBERS = {
    Clause.RETENTION: ("Retention days", "How long data is kept, in days"),
    Clause.SUBPROCESSOR_NOTICE: ("Notice days", "How long ahead new subprocessors are announced, in days"),
    Clause.BREACH_NOTICE: ("Breach hours", "Within how many hours breaches are told; empty: words without a number"),
}
_TAIL = (
    TabColumn("TIA dated", 11, "Day of the transfer assessment", Kind.DATE),
    TabColumn("Failing", 8, "How many points of this row fail", Kind.NUMBER),
    TabColumn("Missing items", 50, "What fails, and why; computed, no conclusion"),
)


def _clause_columns() -> Iterator[TabColumn]:
    for clause, read in CLAUSES.items():
        head = _HEADS.get(clause, read.label)
        if clause in _REGIONS:
            yield TabColumn(head, 10, f"{read.question} The region, where it does")
        else:
            told = f"{read.question} {NOT_READ}: nobody has looked"
            yield TabColumn(head, 10, told, Kind.ANSWER, choices="lstClauseAnswer")


def _columns() -> tuple[TabColumn, ...]:
    numbers = (TabColumn(head, 9, meaning, Kind.NUMBER) for head, meaning in _NUMBERS.values())
    return (*_VENDOR, *_TERMS, *_clause_columns(), *numbers, *_TAIL)


def vendors_tab(matrix: Matrix) -> Tab:
    """One row per vendor and data agreement in force; a vendor without one has one row."""
    rows = [row for judged in matrix.vendors for row in _rows(judged)]
    return Tab(
        name=VENDORS,
        table="tblVendors",
        about="Every vendor with its reviews and reports, and its data agreements clause by clause.",
        columns=_columns(),
        rows=rows,
        count=len(rows),
        empty="No vendor on record.",
        paper="a3",
    )


def binding(judged: JudgedFile) -> tuple[AgreementRow, ...]:
    """The data agreements a vendor has rows for."""
    return in_force(judged.file, judged.as_of)


def failing(judged: JudgedFile) -> tuple[OpenPoint, ...]:
    """What fails; nothing once a vendor has left."""
    return () if _left(judged) else judged.failing


def _left(judged: JudgedFile) -> bool:
    return judged.file.detail.row.review.state is DueState.OFFBOARDED


def _rows(judged: JudgedFile) -> Iterator[tuple[CellValue, ...]]:
    found = binding(judged)
    points = failing(judged)
    own = [[point for point in points if _about(point, one)] for one in found]
    shared = [point for point in points if not any(point in some for some in own)]
    detail = judged.file.detail
    gone = [f"offboarded on {detail.row.offboarded}: {detail.offboard_reason}"] if _left(judged) else []
    for number, one in enumerate(found or (None,)):
        first = number == 0
        here = [*(shared if first else ()), *(own[number] if own else ())]
        said = [f"{point.about}: {point.why}" for point in here] + (gone if first else [])
        yield (
            *_vendor(judged),
            len(found) if first else None,
            *_agreement(one, provider=detail.row.model_provider),
            len(here),
            "\n".join(said),
        )


def _about(point: OpenPoint, agreement: AgreementRow) -> bool:
    return point.about == agreement.label or point.about.startswith(f"{agreement.label} ")


def _vendor(judged: JudgedFile) -> Iterable[CellValue]:
    row, cover = judged.file.detail.row, judged.cover
    wanted = any(line.required and line.item is PackageItem.SOC2_REPORT for line in judged.package)
    report = cover.report if cover else None
    return (
        row.id,
        row.name,
        say(row.tier),
        yes_no(row.model_provider),
        yes_no(row.in_scope),
        yes_no(row.method is not Method.VENDOR),
        "" if row.method is Method.VENDOR else say(row.method),
        row.owner,
        row.last_review,
        row.review.due,
        _set_by(judged),
        say(row.review.state),
        report.start if report else None,
        report.end if report else None,
        say(cover.opinion) if cover else "",
        cover.bridge_to if cover else None,
        cover.uncovered if cover and (wanted or report) else None,
    )


def _set_by(judged: JudgedFile) -> str:
    detail = judged.file.detail
    if detail.planned_review is None or _left(judged):
        return ""
    return f"{detail.planned_by}, {detail.planned_on}: {detail.planned_reason}"


def _agreement(one: AgreementRow | None, *, provider: bool) -> Iterable[CellValue]:
    if one is None:
        return (None,) * (len(_TERMS) + len(CLAUSES) + len(_NUMBERS) + 1)
    said = {clause.clause: clause for clause in one.clauses}
    asked = [clause for clause, read in CLAUSES.items() if provider or not read.providers]
    assessed: date | None = said[Clause.TRANSFER_ASSESSMENT].dated if Clause.TRANSFER_ASSESSMENT in said else None
    return (
        one.label,
        max(one.signed_by_us, one.signed_by_them) if one.signed_by_us and one.signed_by_them else None,
        one.effective,
        *(_answer(said.get(clause), asked=clause in asked) for clause in CLAUSES),
        *(said[clause].amount if clause in said else None for clause in _NUMBERS),
        assessed,
    )


def _answer(found: ClauseRow | None, *, asked: bool) -> str:
    if found is None:
        return NOT_READ if asked else ""
    return found.value if found.clause in _REGIONS and found.value else say(found.answer)
