"""The board summary: two pages, every number of them from the matrix of the workbook. It asks; it concludes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from grcdesk.reports.word.board_dates import dates, window
from grcdesk.reports.word.charts import Chart, Share, columns, donut
from grcdesk.reports.word.document import Strong, WordCell, WordDocument, WordText
from grcdesk.reports.word.engine.measure import shortened
from grcdesk.reports.word.gap_report_facts import condition, owner, title
from grcdesk.reports.word.gap_report_findings import inside
from grcdesk.reports.word.opening import Opening, PaperStanding, begun
from grcdesk.reports.word.severities import due, severity, state
from grcdesk.rules.findings.weighed import due_of, weighed
from grcdesk.rules.programme.answered import ANSWERING
from grcdesk.schemas.controls.gap import Moved
from grcdesk.schemas.exports.stationery import PLAIN, Stationery
from grcdesk.schemas.exports.weighed import BoardFacts, TrendPoint, Weighed
from grcdesk.terms import Status, Support
from grcdesk.wording import count, join

TOP = 5
_PLAIN = 620.0
"""Points of one text in a list: three lines or so; the gap report has it in full."""
_BETTER = (Status.NOT_ASSESSED, Status.MISSING, Status.PARTIAL, Status.IN_PLACE)
_NAMED = 5


def board_summary(facts: BoardFacts, stationery: Stationery = PLAIN) -> bytes:
    """The summary as bytes of a .docx; the same facts give the same bytes."""
    matrix = facts.matrix
    scope, source = matrix.scope, matrix.provenance
    subtitle = f"{scope.organisation} · {scope.name} · {source.period}"
    opening = Opening("Board summary: controls over AI", subtitle, PaperStanding.as_assessed(source), source)
    paper = begun(opening, stationery)
    paper.decision((Strong("Decision asked: "), facts.decision or "no decision recorded."))
    for section in (_standing, _top, _since):
        section(paper, facts)
    if not stationery.template:  # on other paper two pages are not ours to promise, and half of one would stay empty
        paper.page_break()
    for section in (dates, window, _sure):
        section(paper, facts)
    return paper.to_bytes()


def _standing(paper: WordDocument, facts: BoardFacts) -> None:
    summary = facts.matrix.summary
    number = {status: summary.counts.get(status, 0) for status in Status}
    scope = len(inside(facts.matrix))
    paper.heading("Where we stand", 1)
    if not scope:
        paper.text("No control is in scope yet, so nothing can be said.")
        return
    if number[Status.NOT_ASSESSED] == scope:
        paper.text(
            (
                Strong(f"Nobody has assessed any of the {count(scope, 'control')} in scope."),
                " Nothing that follows says that a control is there, or lacks.",
            )
        )
    else:
        paper.text(_numbers(facts, number))
    shares = [
        Share("in place, supported", summary.supported_in_place, "StatusGood"),
        Share("in place, in part", len(summary.supported_in_part), "StatusPart"),
        Share("in place, claim only", len(summary.claim_only), "StatusClaim"),
        Share("partial", number[Status.PARTIAL], "StatusHalf"),
        Share("missing", number[Status.MISSING], "StatusBad"),
        Share("not assessed", number[Status.NOT_ASSESSED], "StatusOpen"),
        Share("not applicable", number[Status.NOT_APPLICABLE], "StatusAside"),
    ]
    charts = [donut(f"Controls by status, {scope} in scope", shares)]
    if facts.trend:
        charts.append(_trend(facts))
    paper.charts(charts, height=5.4, places=2)
    told = "In place, less: supported in part, or on a claim only. Columns before the last are finalised assessments."
    paper.caption(told if facts.trend else "No assessment has been finalised, so there is nothing to compare with yet.")


def _trend(facts: BoardFacts) -> Chart:
    """Today beside what was finalised before; what was nowhere is left out."""
    points = [*facts.trend, _today(facts)]
    labels = [*(str(one.taken_on) for one in facts.trend), f"now {facts.matrix.as_of}"]
    series = (
        ("supported", "StatusGood", [one.support.get(Support.SUPPORTED, 0) for one in points]),
        ("in place, less", "StatusClaim", [_less(one) for one in points]),
        ("partial", "StatusHalf", [one.counts.get(Status.PARTIAL, 0) for one in points]),
        ("missing", "StatusBad", [one.counts.get(Status.MISSING, 0) for one in points]),
        ("not assessed", "StatusOpen", [one.counts.get(Status.NOT_ASSESSED, 0) for one in points]),
    )
    return columns("Against finalised assessments", labels, [one for one in series if any(one[2])])


def _numbers(facts: BoardFacts, number: dict[Status, int]) -> WordText:
    summary = facts.matrix.summary
    pieces: list[str | Strong] = [
        Strong(f"{number[Status.IN_PLACE]} of {summary.applicable}"),
        " applicable controls are said to be in place. For ",
        Strong(str(summary.supported_in_place)),
        f" of them what is on file supports it; {len(summary.supported_in_part)} are supported in part ",
        f"and {len(summary.claim_only)} rest on a claim only. ",
        Strong(str(number[Status.PARTIAL])),
        " are partial, ",
        Strong(str(number[Status.MISSING])),
        f" missing, {number[Status.NOT_APPLICABLE]} not applicable",
    ]
    if number[Status.NOT_ASSESSED]:
        pieces += [", and ", Strong(f"{number[Status.NOT_ASSESSED]} not assessed"), ": nobody has looked at them yet"]
    return (*pieces, ".")


def _today(facts: BoardFacts) -> TrendPoint:
    summary = facts.matrix.summary
    support = {
        Support.SUPPORTED: summary.supported_in_place,
        Support.SUPPORTED_IN_PART: len(summary.supported_in_part),
        Support.CLAIM_ONLY: len(summary.claim_only),
    }
    return TrendPoint("now", facts.matrix.as_of, summary.counts, support)


def _less(one: TrendPoint) -> int:
    """In place, and not fully supported."""
    return one.counts.get(Status.IN_PLACE, 0) - one.support.get(Support.SUPPORTED, 0)


def _top(paper: WordDocument, facts: BoardFacts) -> None:
    matrix = facts.matrix
    found = weighed(matrix.controls, facts.findings, matrix.as_of)
    paper.heading("What weighs most", 1)
    if not found:
        blank = matrix.summary.counts.get(Status.NOT_ASSESSED, 0)
        rest = f" {count(blank, 'control')} in scope are not assessed, so that says little." if blank else ""
        paper.text(f"No gap and no open finding is on record.{rest}")
        return
    paper.table(
        ("#", "In plain words", "Severity", "Owner", "Due", "State"),
        (0.7, 8.2, 1.7, 2.3, 2.1, 2.8),
        [_row(number, one, facts) for number, one in enumerate(found[:TOP], 1)],
        caption="What weighs most",
    )
    unrated = sum(one.severity is None for one in found)
    told = f"{min(TOP, len(found))} of {len(found)}; the gap report has each in full."
    if unrated:
        told += f" Severity is what a person recorded of a finding; {unrated} of them nobody has rated."
    paper.caption(told)


def _row(number: int, one: Weighed, facts: BoardFacts) -> tuple[WordCell, ...]:
    today = facts.matrix.as_of
    day = due_of(one, today)
    return (
        str(number),
        (Strong(f"{title(one)}. "), shortened(" ".join(condition(one).split()), _PLAIN, 9.0), f" ({one.id})"),
        severity(one.severity),
        owner(one) or "nobody",
        due(day, today) if day is None or day >= today else str(day),
        state(one, today),
    )


def _since(paper: WordDocument, facts: BoardFacts) -> None:
    final = facts.matrix.final
    if final is None:
        return
    paper.heading(f"Since {final.id} of {final.taken_on}", 1)
    moved = facts.matrix.moved
    if not moved:
        paper.text("Every control stands as it was finalised.")
        return
    better, worse, rest = _sorted(moved)
    fell = f"{len(worse)} fell back" if worse else "nothing fell back"
    otherwise = f"; {len(rest)} changed otherwise{_named(rest)}." if rest else "."
    paper.text(
        (
            *(Strong(f"{count(len(better), 'control')} moved up"), _named(better), "; "),
            *(Strong(fell), _named(worse), otherwise),
        )
    )


def _sorted(moved: Sequence[Moved]) -> tuple[list[Moved], list[Moved], list[Moved]]:
    """What moved up, what fell back, and what changed without doing either."""
    steps = [(one, _step(one)) for one in moved]
    return (
        [one for one, step in steps if step > 0],
        [one for one, step in steps if step < 0],
        [one for one, step in steps if not step],
    )


def _named(moved: list[Moved]) -> str:
    return f" ({join([one.control for one in moved], _NAMED)})" if moved else ""


def _step(one: Moved) -> int:
    """Up, down or neither; controls that came into scope or left it are neither."""
    if one.before in _BETTER and one.after in _BETTER:
        return _BETTER.index(one.after) - _BETTER.index(one.before)
    return 0


def _sure(paper: WordDocument, facts: BoardFacts) -> None:
    asked = [row for row in facts.matrix.criteria if row.in_scope]
    answered = sum(row.answered in ANSWERING for row in asked)
    bare = sum(not row.controls for row in asked)
    paper.heading("How sure are we", 1)
    paper.text(
        "Supported means that an intact, dated artefact of every mandatory kind is on file. Claim only means that a "
        f"person said so. Of {count(len(asked), 'criterion', 'criteria')} in scope, {answered} are answered by a "
        f"control here; {bare} are not mapped to these AI controls and rest on the rest of the programme, which this "
        "paper does not judge."
    )
    paper.caption(f"Made with grcdesk {facts.matrix.version}. Change log head {facts.matrix.dates.head}.")
