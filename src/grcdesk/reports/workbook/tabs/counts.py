"""The counts of the workbook: each a value, the formula that counts it again, and whether the two tie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from grcdesk.reports.labels import ANSWERED_MEANING, say
from grcdesk.reports.standing import STATES, standing
from grcdesk.reports.workbook.lists import UNDECIDED
from grcdesk.reports.workbook.tab import Tab
from grcdesk.reports.workbook.tabs.controls.coverage import GAP, WHOLE
from grcdesk.reports.workbook.tabs.front.tiles import answered as answered_in
from grcdesk.reports.workbook.tabs.front.tiles import cycles, open_findings, overdue
from grcdesk.reports.workbook.tabs.titles import (
    CHANGES,
    CONTROLS,
    COVERAGE,
    CRITERIA,
    EVIDENCE,
    FINDINGS,
    GAPS,
    INVENTORY,
    MAPPING,
    REMARKS,
    REQUESTS,
    REVIEWS,
    TAILORING,
    TESTS,
    VENDORS,
)
from grcdesk.reports.workbook.tabs.vendors.register import binding, failing
from grcdesk.reports.workbook.writing.form import JUDGED
from grcdesk.rules.coverage.rollup import counts as counted
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.terms import Category, CriterionAnswer, DueState, Scope, Status, Support, Verdict
from grcdesk.terms.findings import FindingStatus
from grcdesk.terms.requests import SETTLED, RequestStatus
from grcdesk.terms.reviews import Decision

_FULLY = "In scope, design adequate, implemented, with every kind of evidence that must be there"
_PARTLY = "In scope, with some of the kinds that must be there"
_CLAIMED = "In scope, with none of them, or design or implementation not stated"


TIES, TIES_NOT = "ties", "DIFFERS"


@dataclass(frozen=True, slots=True)
class Count:
    """One line of the block."""

    name: str
    base: str
    """What is counted, in words."""
    value: int
    recount: str
    """Formula."""
    percent: float | None = None
    """Of applicable controls."""


def _ifs(*pairs: tuple[str, str]) -> str:
    """A count of rows where every range holds its word; words are letters and blanks only."""
    return "=COUNTIFS(" + ",".join(f'{place},"{word}"' for place, word in pairs) + ")"


def counts(matrix: Matrix, tabs: dict[str, Tab]) -> list[Count]:
    """Every count and tie-out, in the order shown."""
    return [
        *_rows(matrix, tabs),
        *_scope(matrix, tabs[GAPS]),
        *_statuses(matrix, tabs[GAPS]),
        *_criteria(matrix, tabs[CRITERIA]),
        *_coverage(matrix, tabs),
        *_slots(matrix, tabs[COVERAGE]),
        *_fieldwork(matrix, tabs),
        *_evidence(matrix, tabs[EVIDENCE]),
        *_vendors(matrix, tabs[VENDORS]),
        *_reviews(matrix, tabs[REVIEWS]),
        *_ties(tabs),
    ]


def _rows(matrix: Matrix, tabs: dict[str, Tab]) -> Iterable[Count]:
    listed = (
        ("Controls listed", CONTROLS, len(matrix.controls), "Control ID"),
        ("Controls assessed or to assess", GAPS, len(matrix.controls), "ID"),
        ("Criteria listed", CRITERIA, len(matrix.criteria), "ID"),
        ("Mappings", MAPPING, len(matrix.mappings), "Control"),
        ("Tailored fields", TAILORING, tabs[TAILORING].count, "Control"),
        ("Test attributes", TESTS, len(matrix.tests), "Test ID"),
        ("Windows, slots, gaps and quiet days", COVERAGE, tabs[COVERAGE].count, "Control"),
        ("Artefacts", EVIDENCE, len(matrix.evidence), "ID"),
        ("AI features", INVENTORY, len(matrix.features), "ID"),
        ("Vendors and their agreements", VENDORS, tabs[VENDORS].count, "ID"),
        ("Accounts of access reviews", REVIEWS, len(matrix.reviews), "Campaign"),
        ("Exceptions of access reviews", REMARKS, len(matrix.remarks), "Campaign"),
        ("Changed fields", CHANGES, len(matrix.changes), "When"),
    )
    for name, tab, value, header in listed:
        yield Count(name, f"Rows of {tab}", value, f"=COUNTA({tabs[tab].range(header)})")


def _scope(matrix: Matrix, gaps: Tab) -> Iterable[Count]:
    place = gaps.range("Scope")
    for scope in Scope:
        value = len(matrix.scope.controls.get(scope, ()))
        yield Count(f"Controls {say(scope)}", "By scope", value, _ifs((place, say(scope))))


def _statuses(matrix: Matrix, gaps: Tab) -> Iterable[Count]:
    status, supported = gaps.range("Status"), gaps.range("Supported")
    inside = (gaps.range("Scope"), say(Scope.IN))
    summary = matrix.summary
    applicable = f'=COUNTIFS({inside[0]},"{inside[1]}",{status},"<>{say(Status.NOT_APPLICABLE)}")'
    yield Count("Applicable controls", "In scope and not set aside as not applicable", summary.applicable, applicable)
    for term in Status:
        value = summary.counts.get(term, 0)
        share = None if term is Status.NOT_APPLICABLE else summary.percent.get(term)
        yield Count(f"Status {say(term)}", "Controls in scope", value, _ifs((status, say(term)), inside), share)
    for level, name, base, value, share in (
        (Support.SUPPORTED, "In place and supported", _FULLY, summary.supported_in_place, summary.supported_percent),
        (Support.SUPPORTED_IN_PART, "In place, supported in part", _PARTLY, len(summary.supported_in_part), None),
        (Support.CLAIM_ONLY, "In place by claim only", _CLAIMED, len(summary.claim_only), None),
    ):
        again = _ifs((status, say(Status.IN_PLACE)), (supported, say(level)), inside)
        yield Count(name, base, value, again, share)


def _criteria(matrix: Matrix, criteria: Tab) -> Iterable[Count]:
    inside, category, number = criteria.range("In scope"), criteria.range("Category"), criteria.range("# controls")
    chosen = [row for row in matrix.criteria if row.in_scope]
    yield Count("Criteria in scope", "All frameworks and categories", len(chosen), _ifs((inside, "yes")))
    for term in Category:
        value = matrix.scope.criteria.get(term, 0)
        yield Count(
            f"Criteria in scope: {say(term)}", "By category", value, _ifs((inside, "yes"), (category, say(term)))
        )
    mapped = sum(bool(row.controls) for row in chosen)
    answered = criteria.range("Answered")
    again = f'=COUNTIFS({inside},"yes",{answered},"<>{say(CriterionAnswer.NOT_MAPPED)}")'
    yield Count("Criteria in scope mapped", "At least one control here", mapped, again)
    told = Counter(row.answered for row in chosen)
    for word in CriterionAnswer:
        value = told[word]
        again = _ifs((inside, "yes"), (answered, say(word)))
        yield Count(f"Criteria in scope answered: {say(word)}", ANSWERED_MEANING[word], value, again)
    again = "+".join(
        _ifs((inside, "yes"), (answered, say(word))).removeprefix("=")
        for word in (CriterionAnswer.IN_FULL, CriterionAnswer.ANSWERED)
    )
    base = "By a control in place and supported, in full or not"
    yield Count("Criteria in scope answered", base, answered_in(chosen), f"={again}")
    bare = sum(not row.controls for row in chosen)
    yield Count(
        "Criteria in scope without a control here",
        "To be answered by the organisation's other controls",
        bare,
        f'=COUNTIFS({inside},"yes",{number},0)',
    )


def _coverage(matrix: Matrix, tabs: dict[str, Tab]) -> Iterable[Count]:
    slot, told = tabs[COVERAGE].range("Slot"), tabs[CONTROLS].range("Period coverage")
    yield Count("Windows judged", "Controls in scope and applicable", len(matrix.coverage), _ifs((slot, WHOLE)))
    found = counted(row.verdict for row in matrix.coverage)
    for verdict in Verdict:
        value = found.get(verdict, 0)
        if verdict is Verdict.DESIGN_ONLY and not value:
            continue  # an engagement is of one day, or it is not
        yield Count(f"Period coverage {say(verdict)}", "Control matrix", value, _ifs((told, say(verdict))))


def _slots(matrix: Matrix, tab: Tab) -> Iterable[Count]:
    """Cycles that are over: of those that need a run."""
    covered, over = cycles(matrix)
    need = f'{tab.range("Required")},"yes",{tab.range("End")},"<"&{JUDGED},{tab.range("Slot")},"<>{GAP}"'
    yield Count("Slots over", "Cycles of periodic controls that need a run", over, f"=COUNTIFS({need})")
    again = f"=COUNTIFS({need},{tab.range('Days late')},0)"
    yield Count("Slots covered", "Of those that are over: with a run in time", covered, again)


def _fieldwork(matrix: Matrix, tabs: dict[str, Tab]) -> Iterable[Count]:
    asked, found = tabs[REQUESTS], tabs[FINDINGS]
    requests = len(matrix.audit.requests) if matrix.audit else 0
    yield Count("Requests", "By our number", requests, f"=COUNTA({asked.range('Our ref')})")
    waits = [("Our status", RequestStatus.SUBMITTED), *(("Auditor status", one) for one in sorted(SETTLED))]
    unless = "".join(f',{asked.range(header)},"<>{say(word)}"' for header, word in waits)
    again = f'=COUNTIFS({asked.range("Due")},"<"&{JUDGED}{unless})'
    yield Count("Requests overdue", "Their day is over, and the next move is ours", overdue(matrix), again)
    raised = len(matrix.audit.findings) if matrix.audit else 0
    yield Count("Findings", "Raised", raised, f"=COUNTA({found.range('ID')})")
    closed = f'COUNTIFS({found.range("Status")},"{say(FindingStatus.CLOSED)}")'
    again = f"=COUNTA({found.range('ID')})-{closed}"
    yield Count("Findings open", "Not closed", open_findings(matrix).total(), again)


def _evidence(matrix: Matrix, index: Tab) -> Iterable[Count]:
    told = Counter(standing(row, matrix.broken.get(row.id, "")) for row in matrix.evidence)
    for word in STATES:
        yield Count(f"Artefacts {word}", "Evidence index", told[word], _ifs((index.range("Status"), word)))


def _vendors(matrix: Matrix, tab: Tab) -> Iterable[Count]:
    each = tab.range("Data agreements")  # a number on the first row of a vendor only
    yield Count("Vendors", "First rows of a vendor", len(matrix.vendors), f"=COUNT({each})")
    found = Counter(judged.file.detail.row.review.state for judged in matrix.vendors)
    for state in DueState:
        recount = f'=COUNTIFS({tab.range("State")},"{say(state)}",{each},">=0")'
        yield Count(f"Vendors: review {say(state)}", "First rows of a vendor", found[state], recount)
    agreements = sum(len(binding(judged)) for judged in matrix.vendors)
    yield Count("Data agreements in force", "Vendors, on the as-of date", agreements, f"=SUM({each})")
    points = sum(len(failing(judged)) for judged in matrix.vendors)
    yield Count("Failing points of vendors", "Vendors in use", points, f"=SUM({tab.range('Failing')})")


def _reviews(matrix: Matrix, tab: Tab) -> Iterable[Count]:
    told = Counter(row.decision for row in matrix.reviews)
    for decision in Decision:
        cells = (tab.range("Decision"), say(decision))
        yield Count(f"Accounts to {say(decision)}", REVIEWS, told[decision], _ifs(cells))
    cells = (tab.range("Decision"), UNDECIDED)
    yield Count("Accounts undecided", f"{REVIEWS}: nobody has decided", told[None], _ifs(cells))


def _ties(tabs: dict[str, Tab]) -> Iterable[Count]:
    matrix, gaps, mapping, tests = tabs[CONTROLS], tabs[GAPS], tabs[MAPPING], tabs[TESTS]
    known = matrix.range("Control ID")
    yield Count(
        "Status differs between tabs",
        "Control matrix against Gap assessment, row by row",
        0,
        f"=SUMPRODUCT(--({matrix.range('Gap status')}<>{gaps.range('Status')}))",
    )
    yield Count(
        "Controls differ between tabs",
        "Control matrix against Gap assessment, row by row",
        0,
        f"=SUMPRODUCT(--({known}<>{gaps.range('ID')}))",
    )
    for tab in (mapping, tests, tabs[COVERAGE]):
        if tab.count:
            yield Count(
                f"{tab.name}: controls not in the matrix",
                f"{tab.name} against Control matrix",
                0,
                f"=SUMPRODUCT(--ISNA(MATCH({tab.range('Control')},{known},0)))",
            )
