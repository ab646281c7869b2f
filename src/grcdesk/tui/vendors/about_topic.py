"""What the file of a vendor says to a question of its review."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from grcdesk.rules.vendors.agreements import CLAUSES
from grcdesk.rules.vendors.checklist import Topic
from grcdesk.schemas.vendors.file import JudgedFile, Level, OpenPoint
from grcdesk.terms.vendors import Clause, Objection
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.vendors.parts import cover_line
from grcdesk.wording import day, word

_CLAUSES = {
    Topic.TERMS: (Clause.RETENTION, Clause.TRAINING_CONTRACT, Clause.REGION_STORAGE, Clause.REGION_INFERENCE),
    Topic.TRANSFERS: (Clause.TRANSFER_TOOL, Clause.TRANSFER_ASSESSMENT),
}
_CODES = {
    Topic.TERMS: ("retention", "training", "clause_", "plan_"),
    Topic.TRANSFERS: ("transfer",),
}


def of_topic(topic: Topic | None, judged: JudgedFile) -> list[Content]:
    """The records a person would look up before answering; nothing where the desk knows nothing."""
    if topic is None:
        return []
    rows = _RECORDS[topic](judged)
    return [text("The file says", "head"), *(rows or [text("nothing on record", "warning")])]


def _use(judged: JudgedFile) -> list[Content]:
    row = judged.file.detail.row
    rows = [
        _fact("Use", row.service or "-"),
        _fact("Plan", judged.file.detail.plan or "-"),
        _fact("Region", row.region),
    ]
    rows.append(_fact("Data", str(judged.file.detail.data or "not said")))
    return rows + [_fact(one.feature, f"{one.name}  {one.model} {one.region}") for one in judged.file.uses]


def _tier(judged: JudgedFile) -> list[Content]:
    detail = judged.file.detail
    rows = [_fact("Tier", word(detail.row.tier) + (f": {detail.tier_reason}" if detail.tier_reason else ""))]
    if detail.suggested_tier is not None:
        rows.append(_fact("Suggested", word(detail.suggested_tier)))
    said = (
        ("Data", detail.data),
        ("Criticality", detail.criticality),
        ("Access", detail.access),
        ("Left within", detail.substitute),
        ("Risk", detail.risk),
    )
    return rows + [_fact(name, str(value or "not said")) for name, value in said]


def _papers(judged: JudgedFile) -> list[Content]:
    rows = []
    for one in judged.package:
        if one.required or one.document:
            tone = "" if one.level is None else "error" if one.level is Level.FAILS else "warning"
            told = one.why or " ".join(part for part in (one.document, one.covers, day(one.expires)) if part)
            rows.append(line(Cell(f"{one.label}  ", "muted"), Cell(told, tone)))
    return rows


def _cover(judged: JudgedFile) -> list[Content]:
    return [text(cover_line(judged))]


def _exceptions(judged: JudgedFile) -> list[Content]:
    return [
        _fact(one.document, f"{word(one.opinion)}; {one.exceptions or 'no exception noted'}")
        for one in judged.file.reports
    ]


def _expected(judged: JudgedFile) -> list[Content]:
    rows = []
    for one in judged.file.expected:
        by = " ".join(one.controls) or one.accepted
        rows.append(line(Cell(f"{one.id}  ", "muted"), one.what, Cell(f"  {by or 'open'}", "" if by else "error")))
    return rows


def _clauses(topic: Topic, judged: JudgedFile) -> list[Content]:
    rows = []
    for agreement in judged.file.agreements:
        for found in agreement.clauses:
            if found.clause in _CLAUSES[topic]:
                number = "" if found.amount is None else f" {found.amount}"
                place = f"  {found.place}" if found.place else ""
                said = f"{word(found.answer)}{number} {found.value}".rstrip()
                rows.append(
                    line(Cell(f"{agreement.id} {CLAUSES[found.clause].label}  ", "muted"), said, Cell(place, "muted"))
                )
    if topic is Topic.TERMS:
        rows += [_fact(one.name, f"training {word(one.training)} {one.region}") for one in judged.file.projects]
    return rows + _points([one for one in judged.points if one.code.startswith(_CODES[topic])])


def _subprocessors(judged: JudgedFile) -> list[Content]:
    rows = []
    for one in judged.file.subprocessors:
        if one.removed is None:
            open_ = one.decision is Objection.OPEN and one.object_by is not None
            until = f", object by {one.object_by}" if open_ else ""
            rows.append(line(f"{one.name}  ", Cell(word(one.decision) + until, "warning" if open_ else "muted")))
    return rows


def _exit(judged: JudgedFile) -> list[Content]:
    return [_fact("Left within", str(judged.file.detail.substitute or "not said"))]


def _nothing(_judged: JudgedFile) -> list[Content]:
    return []


def _settings(judged: JudgedFile) -> list[Content]:
    rows = [_fact(one.name, f"training {word(one.training)}, seen {one.as_of}") for one in judged.file.projects]
    return rows + _points([one for one in judged.points if one.code == "training_setting"])


def _points(points: Sequence[OpenPoint]) -> list[Content]:
    return [line(Cell(f"{one.about}: {one.why}", "error" if one.level is Level.FAILS else "warning")) for one in points]


def _fact(name: str, value: str) -> Content:
    return line(Cell(f"{name:<12}", "muted"), value)


_RECORDS = {
    Topic.USE: _use,
    Topic.TIER: _tier,
    Topic.PAPERS: _papers,
    Topic.COVER: _cover,
    Topic.EXCEPTIONS: _exceptions,
    Topic.EXPECTED: _expected,
    Topic.TERMS: lambda judged: _clauses(Topic.TERMS, judged),
    Topic.TRANSFERS: lambda judged: _clauses(Topic.TRANSFERS, judged),
    Topic.SETTINGS: _settings,
    Topic.SUBPROCESSORS: _subprocessors,
    Topic.EXIT: _exit,
    Topic.OUTSIDE: _nothing,
}
