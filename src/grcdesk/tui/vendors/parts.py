"""What the tabs of a vendor show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from textual.content import Content

from grcdesk.rules.vendors.agreements import CLAUSES, UNITS
from grcdesk.schemas.vendors.file import (
    AgreementRow,
    ClauseRow,
    DocumentRow,
    JudgedFile,
    Level,
    OpenPoint,
    PackageLine,
    ReportRow,
    SubprocessorRow,
    Use,
)
from grcdesk.schemas.vendors.vendors import VENDOR_FACTS
from grcdesk.terms import Status
from grcdesk.terms.vendors import Clause, ClauseAnswer, DocumentKind, Objection, PackageStatus, Training
from grcdesk.tui.kit.looks import Cell, Glyphs, line, lines, text
from grcdesk.tui.vendors.columns import due_state
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import STATUS, WARNING, count, day, word

_PAGED = tuple(fact for fact in VENDOR_FACTS.values() if fact.paged)
_ANSWERS = {
    ClauseAnswer.YES: (STATUS[Status.IN_PLACE], "success"),
    ClauseAnswer.PARTIAL: (STATUS[Status.PARTIAL], "warning"),
    ClauseAnswer.NO: (STATUS[Status.MISSING], "error"),
    ClauseAnswer.SILENT: (STATUS[Status.MISSING], "error"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One clause of one agreement, read or not."""

    agreement: AgreementRow
    clause: Clause
    found: ClauseRow | None
    points: tuple[OpenPoint, ...]


@dataclass(frozen=True, slots=True)
class TabLine:
    """One line of the Reports or the Features tab."""

    row: Any
    kind: str
    what: str
    says: str
    state: Cell


def about(judged: JudgedFile, glyphs: Glyphs) -> Content:
    """The About tab: when it is due, who it is, and every open point."""
    detail = judged.file.detail
    row = detail.row
    other = detail.suggested_tier not in {None, row.tier}
    suggested = f"  the answers suggest {word(detail.suggested_tier)}" if detail.suggested_tier and other else ""
    kind = "model provider" if row.model_provider else "no models"
    rows = [
        line(_label("Due"), due_state(row.review, glyphs), f"  {day(row.review.due)}"),
        line(_label(""), Cell(row.review.why, "muted")),
    ]
    if row.check is not None:
        rows.append(line(_label("Check"), due_state(row.check, glyphs), f"  {day(row.check.due)}"))
    rows += [
        line(_label("Use"), row.service or "-"),
        line(_label("Owner"), row.owner or Cell("nobody", "warning")),
        line(_label("Tier"), word(row.tier), Cell(suggested, "muted"), Cell(f"  {detail.tier_reason}", "muted")),
        line(_label("Kind"), f"{kind}, {word(row.method)}, {'in scope' if row.in_scope else 'out of scope'}"),
        line(_label("Answers"), _answers(judged)),
        line(_label("Plan"), detail.plan or "-", "   Region ", row.region or "-"),
        line(_label("Onboarded"), f"{row.onboarded}   first use {day(detail.first_use)}"),
        line(_label("Reviewed"), f"{day(row.last_review)}   every {detail.months} months"),
    ]
    if row.offboarded is not None:
        rows.append(line(_label("Left"), f"{row.offboarded}  {detail.offboard_reason}"))
    rows += [line(_label(fact.label), detail.told(fact.name)) for fact in _PAGED if detail.told(fact.name)]
    if detail.note:
        rows.append(line(_label("Note"), detail.note))
    return lines([*rows, *_points(judged, glyphs)])


def _points(judged: JudgedFile, glyphs: Glyphs) -> list[Content]:
    if not judged.points:
        return [text(""), text("Nothing fails in package, reports and agreements.", "success")]
    rows = [text(""), text(f"{count(len(judged.failing), 'point')} failing", "head")]
    for point in judged.points:
        bad = point.level is Level.FAILS
        glyph = glyphs.of(STATUS[Status.MISSING] if bad else WARNING)
        rows.append(line(Cell(f" {glyph} {point.about}: ", "error" if bad else "warning"), point.why))
    return rows


def package_columns(glyphs: Glyphs) -> tuple[ListColumn, ...]:
    """The Package tab."""

    def state(row: PackageLine) -> Cell:
        if row.level is not None:
            look, tone = (STATUS[Status.MISSING], "error") if row.level is Level.FAILS else (WARNING, "warning")
        elif row.status in {PackageStatus.HAVE, PackageStatus.WAIVED}:
            look, tone = STATUS[Status.IN_PLACE], "success" if row.status is PackageStatus.HAVE else "muted"
        else:
            look, tone = STATUS[Status.NOT_APPLICABLE], "muted"
        return Cell(f"{glyphs.of(look)} {word(row.status)}", tone)

    def wrong(row: PackageLine) -> Cell:
        return Cell(row.why, "error") if row.why else Cell(row.result)

    return (
        ListColumn("item", "Item", 20, lambda row: Cell(row.label, "" if row.required else "muted"), 0, flex=True),
        ListColumn("state", "State", 15, state, badge=True),
        ListColumn("required", "Must", 4, lambda row: Cell("must" if row.required else "", "muted"), 4),
        ListColumn("document", "Document", 8, lambda row: Cell(row.document), 2),
        ListColumn("covers", "Covers", 22, lambda row: Cell(row.covers, "muted"), 5),
        ListColumn("until", "Until", 10, lambda row: Cell(day(row.expires) if row.expires else ""), 3),
        ListColumn("why", "What is wrong", 16, wrong, 1, flex=True),
    )


def readings(judged: JudgedFile) -> dict[str, Reading]:
    """Every clause of every agreement, read or not."""
    provider = judged.file.detail.row.model_provider
    found: dict[str, Reading] = {}
    for agreement in judged.file.agreements:
        said = agreement.said
        for clause, read in CLAUSES.items():
            if clause not in said and (read.providers and not provider):
                continue
            points = tuple(point for point in judged.points if _is_about(point, agreement, clause, read.label))
            found[f"{agreement.id}/{clause}"] = Reading(agreement, clause, said.get(clause), points)
    return found


def _is_about(point: OpenPoint, agreement: AgreementRow, clause: Clause, label: str) -> bool:
    if point.code == clause.value:  # a transfer is told by its regions
        return point.about.startswith(f"{agreement.label} ")
    return point.about == f"{agreement.label} {label}"


def bound_line(judged: JudgedFile) -> str:
    """What is wrong with the agreements as a whole."""
    codes = {"plan_uncovered", "no_dpa", "late_dpa", "dpa_undated", "dpa_unsigned", "dpa_expired"}
    found = (point for point in judged.points if point.code in codes)
    return "; ".join(f"{point.about}: {point.why}" if point.code == "plan_uncovered" else point.why for point in found)


def clause_columns(glyphs: Glyphs) -> tuple[ListColumn, ...]:
    """The Agreements tab."""
    return (
        ListColumn("agreement", "Agr.", 6, lambda row: Cell(row.agreement.id, "muted"), 2),
        ListColumn("clause", "Clause", 22, lambda row: Cell(CLAUSES[row.clause].label)),
        ListColumn("answer", "Answer", 11, lambda row: _answer(row, glyphs), badge=True),
        ListColumn("says", "Says", 20, _clause_says, 0, flex=True),
        ListColumn("place", "Place", 12, lambda row: Cell(row.found.place if row.found else "", "muted"), 3),
        ListColumn("read", "Read", 10, lambda row: Cell(day(row.found.reviewed_on) if row.found else "", "muted"), 4),
    )


def _answer(row: Reading, glyphs: Glyphs) -> Cell:
    """The answer a person read, no good word for it where something is wrong with the clause all the same."""
    if row.found is None:
        unread = CLAUSES[row.clause].needed
        return Cell(f"{glyphs.of(STATUS[Status.NOT_ASSESSED])} unread", "error" if unread else "muted")
    look, tone = _ANSWERS[row.found.answer]
    if tone == "success" and row.points:
        look, tone = WARNING, "error" if row.points[0].level is Level.FAILS else "warning"
    return Cell(f"{glyphs.of(look)} {word(row.found.answer)}", tone)


def _clause_says(row: Reading) -> Cell:
    """What is wrong with the clause, else what it says; of one nobody has read the question it is to answer."""
    if row.found is None:
        why = "; ".join(point.why for point in row.points if point.code != "clause_unread")
        return Cell(why, "error") if why else Cell(CLAUSES[row.clause].question, "muted")
    if row.points:
        return Cell("; ".join(point.why for point in row.points), "error")
    number = f"{row.found.amount} {UNITS.get(row.clause, '')}" if row.found.amount is not None else ""
    return Cell(" ".join(part for part in (number, row.found.value) if part))


def papers(judged: JudgedFile, glyphs: Glyphs) -> dict[str, TabLine]:
    """The Reports tab: documents, what was found in reports, controls expected."""
    found: dict[str, TabLine] = {}
    reviewed = {one.document: one for one in judged.file.reports}
    for one in judged.file.documents:
        found[one.id] = TabLine(one, word(one.kind), one.title, _says(one), _read(one, reviewed.get(one.id), glyphs))
    for report in judged.file.reports:
        says = "; ".join(part for part in (report.conclusion, report.exceptions) if part)
        state = Cell(word(report.opinion), "success" if report.opinion == "unmodified" else "warning")
        found[report.id] = TabLine(report, "review", f"of {report.document} by {report.reviewer}", says, state)
    for wanted in judged.file.expected:
        by = " ".join(wanted.controls) or wanted.accepted
        state = Cell("answered" if by else "open", "success" if by else "error")
        found[wanted.id] = TabLine(wanted, word(wanted.kind), wanted.what, by, state)
    return found


def _says(row: DocumentRow) -> str:
    covers = f"{row.covers_from or ''}..{row.covers_to}" if row.covers_to else ""
    until = f"until {row.expires}" if row.expires else ""
    return " ".join(part for part in (covers, until, row.evidence) if part)


def _read(row: DocumentRow, review: ReportRow | None, glyphs: Glyphs) -> Cell:
    if row.replaced_by:
        return Cell(f"replaced by {row.replaced_by}", "muted")
    if row.kind not in {DocumentKind.SOC2_TYPE1, DocumentKind.SOC2_TYPE2}:
        return Cell("kept" if row.evidence else "not kept", "muted" if row.evidence else "warning")
    return Cell("read", "success") if review else glyphs.warn("not read")


def paper_columns() -> tuple[ListColumn, ...]:
    """The Reports and Features tabs."""
    return (
        ListColumn("kind", "Kind", 14, lambda row: Cell(row.kind)),
        ListColumn("what", "What", 16, lambda row: Cell(row.what), 0, flex=True),
        ListColumn("says", "Says", 16, lambda row: Cell(row.says, "muted"), 1, flex=True),
        ListColumn("state", "State", 15, lambda row: row.state, badge=True),
    )


def cover_line(judged: JudgedFile) -> str:
    """How far reports reach over our period."""
    cover = judged.cover
    if cover is None:
        return "no own period yet"
    if cover.report is None:
        return f"no Type II report over {cover.period}"
    bridge = f", bridge to {cover.bridge_to}" if cover.bridge_to else ""
    return f"report {cover.report}{bridge}: lead {cover.lead_gap} d, tail {cover.tail_gap} d, open {cover.uncovered} d"


def relations(judged: JudgedFile, glyphs: Glyphs) -> dict[str, TabLine]:
    """The Features tab: features, projects of our account, subprocessors, contacts."""
    found: dict[str, TabLine] = {}
    for place, use in enumerate(judged.file.uses):
        found[f"use {place}"] = TabLine(use, "feature", f"{use.feature} {use.name}", _model(use), Cell(use.region))
    for one in judged.file.projects:
        tone = "success" if one.training is Training.OFF else "error"
        says = " ".join(part for part in (one.region, f"seen {one.as_of}", one.evidence) if part)
        found[one.id] = TabLine(one, "project", one.name, says, Cell(f"training {word(one.training)}", tone))
    for sub in judged.file.subprocessors:
        clock = f"object by {sub.object_by}" if sub.object_by else "from the start"
        says = " ".join(part for part in (sub.service, sub.region, clock) if part)
        found[sub.id] = TabLine(sub, "subprocessor", sub.name, says, _decided(sub, judged, glyphs))
    for contact in judged.file.contacts:
        found[contact.id] = TabLine(contact, "contact", contact.name or contact.mail, contact.mail, Cell(contact.kind))
    return found


def _model(use: Use) -> str:
    return " ".join(part for part in (use.model, use.plan, " ".join(use.segments)) if part)


def _decided(row: SubprocessorRow, judged: JudgedFile, glyphs: Glyphs) -> Cell:
    if row.removed is not None:
        return Cell("gone", "muted")
    if row.decision is not Objection.OPEN or row.object_by is None:
        return Cell(word(row.decision) if row.object_by else "listed", "muted")
    late = row.object_by < judged.as_of
    return Cell("time is over", "error") if late else glyphs.warn("decide")


def _answers(judged: JudgedFile) -> str:
    detail = judged.file.detail
    said: Mapping[str, object] = {
        "data": detail.data,
        "criticality": detail.criticality,
        "access": detail.access,
        "left within": detail.substitute,
        "risk": detail.risk,
    }
    return "  ".join(f"{name} {value or '?'}" for name, value in said.items())


def _label(name: str) -> Cell:
    return Cell(f"{name:<9} ", "head")
