"""What a checklist says of itself: how far it is, what keeps it from being concluded, and which keys answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from textual.content import Content

from grcdesk.terms import Status
from grcdesk.tui.actions.registry import UiAction
from grcdesk.tui.frame.checklists.subject import AnswerKey, Question, Subject
from grcdesk.tui.kit.looks import FILLS, Cell, Glyphs, line, lines, text
from grcdesk.wording import MARKED, STATUS, WARNING, count

_NAMED = 8
"""So many open questions are named at the foot."""
_BAR = 60
"""Cells of the bar at most."""
_OPEN = AnswerKey("", "", "open", STATUS[Status.NOT_ASSESSED], "strong")
_WEAK = AnswerKey("", "weak", "lacks something", WARNING, "warning")
"""Answers that lack what makes them good."""


def keys_of(subject: Subject, actions: Sequence[UiAction]) -> tuple[UiAction, ...]:
    """The keys of a checklist with the words of its subject; a key that answers nothing here is left out."""
    answers = {f"screen.answer('{one.key}')": one.label for one in subject.KEYS}
    words = answers | {"screen.conclude": subject.CONCLUDE}
    return tuple(
        replace(one, label=words.get(one.call, one.label))
        for one in actions
        if words.get(one.call, one.label) and (one.call in answers or not one.call.startswith("screen.answer("))
    )


def keys_left(actions: Sequence[UiAction]) -> tuple[UiAction, ...]:
    """The keys of a list that can no longer be answered."""
    gone = ("screen.answer(", "screen.note", "screen.conclude", "screen.back", "screen.open_question(")
    return tuple(one for one in actions if not one.call.startswith(gone))


def told_open(subject: Subject, questions: Sequence[Question]) -> str:
    """Which are open: `not yet: questions 8, 9`."""
    left = [one.number for one in questions if not one.answer]
    noun = subject.NOUN if len(left) == 1 else f"{subject.NOUN}s"
    more = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
    open_ = f"{noun} {', '.join(left[:_NAMED])}{more}"
    return f"not to be {subject.CONCLUDED} yet: {open_}" if subject.CONCLUDE and subject.WHOLE else f"open: {open_}"


def conclusion(
    subject: Subject, questions: Sequence[Question], lacks: Sequence[str], glyphs: Glyphs, width: int, *, here: bool
) -> Content:
    """The foot: progress in words and as a bar, then what stands in the way.

    Args:
        subject: what is asked about.
        questions: as they stand.
        lacks: what else is in the way.
        glyphs: in force.
        width: cells there are.
        here: whether the cursor stands at the conclusion.
    """
    done = sum(bool(one.answer) for one in questions)
    mark = Cell(f"{glyphs.of(MARKED)} " if here else "  ", "head")
    told = Cell(f"{done} of {len(questions)} answered  ", "strong")
    used = len(told.text) + 2
    first = line(mark, told, *_bar(subject, questions, glyphs, max(0, min(_BAR, width - used))))
    weak = sum(one.weak for one in questions)
    means = [line(Cell(f"  {glyphs.of(WARNING)} {weak} ", "warning"), Cell(subject.WEAK, "muted"))] if weak else []
    return lines([first, line("  ", *_in_the_way(subject, questions, lacks)), *means])


def _bar(subject: Subject, questions: Sequence[Question], glyphs: Glyphs, width: int) -> list[Cell]:
    """Each answer as long as its share, its number in it."""
    counts = Counter(_WEAK.value if one.weak else one.answer for one in questions)
    kinds = [one for one in (*subject.KEYS, *subject.ALSO, _WEAK) if counts[one.value]]
    kinds += [_OPEN] if counts[""] else []
    cells, drawn, ends = [], 0, 0
    for one in kinds:
        ends += counts[one.value]
        # the ends are rounded, and not the lengths, so that these add up to the width
        end = round(width * ends / len(questions))
        told = f"{glyphs.of(one.look)} {counts[one.value]}"
        room = end - drawn
        shown = told if len(told) <= room else glyphs.of(one.look)[:room]
        cells.append(Cell(f"{shown:^{room}}" if room else "", FILLS.get(one.tone, one.tone)))
        drawn = end
    return cells


def _in_the_way(subject: Subject, questions: Sequence[Question], lacks: Sequence[str]) -> list[Cell]:
    if not questions:
        return [Cell("nothing is asked here", "muted")]
    if any(not one.answer for one in questions):
        told = told_open(subject, questions)
        return [Cell(told[:1].upper() + told[1:], "warning" if subject.WHOLE else "")]
    if lacks:
        more = f"; {count(len(lacks) - 1, 'more reason')}" if len(lacks) > 1 else ""
        return [Cell("Mind: ", "warning"), Cell(lacks[0] + more, "warning")]
    if not subject.CONCLUDE:
        return [Cell("Every answer is kept as it is given", "success")]
    return [Cell("Nothing is in the way: ", "success"), Cell("c", "head"), Cell(f" {subject.CONCLUDE}", "success")]


def left_over(subject: Subject, questions: Sequence[Question], lacks: Sequence[str]) -> list[Content]:
    """What is still to be done, beside the conclusion."""
    open_ = [one for one in questions if not one.answer]
    rows = [text("All is answered" if not open_ else count(len(open_), f"open {subject.NOUN}"), "strong"), text("")]
    rows += [line(Cell(f"{one.number:>3}  ", "muted"), one.words) for one in open_]
    rows += [line(Cell(what, "warning")) for what in lacks]
    if subject.CONCLUDE and not (open_ and subject.WHOLE):
        rows += [text(""), line(Cell("c", "head"), f"  {subject.CONCLUDE}")]
    return rows
