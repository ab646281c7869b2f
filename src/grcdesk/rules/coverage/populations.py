"""Controls that run per event: whether the list of everything that happened is whole, and final."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from grcdesk.rules.time.spans import clip, union
from grcdesk.schemas.coverage.coverage import CoverageQuestion, Listing, Span
from grcdesk.terms import Verdict
from grcdesk.wording import count, join


@dataclass(frozen=True, slots=True)
class Listed:
    """What the populations of a control come to."""

    verdict: Verdict
    sentence: str
    due: bool
    spans: tuple[Span, ...]
    """Days of the window that a population lists."""


def judge(lists: Sequence[Listing], window: Span, ends: datetime, asked: CoverageQuestion) -> Listed:
    """Final when one population lists the whole window, was pulled once it was over, and says how it was made.

    `ends` is the moment the last day of the window is over where the desk is. Early lists are interim; without one
    that counts, nothing is proven, because nobody knows what the list would hold.
    """
    held = _held(lists, window, asked)
    spans = tuple(union((one.span for one in held), window))
    # pulled before the window was over, a list cannot hold what still happened in it
    early = [one for one in held if one.pulled < ends]
    late_enough = [one for one in held if one.pulled >= ends]
    proper = _fit(late_enough, window)
    if proper:
        return _final(proper, [one for one in held if _holds(one)], spans)
    over = asked.as_of > window.end
    # a later list that is not yet fit takes nothing from the early one
    verdict = Verdict.INTERIM if early else Verdict.UNPROVEN
    return Listed(verdict, f"{_why_not_final(early, late_enough, window, over=over)}.", over, spans)


def _held(lists: Sequence[Listing], window: Span, asked: CoverageQuestion) -> list[Listing]:
    """Those that reach into the window and were pulled by the day asked for."""
    return [one for one in lists if one.pulled < asked.as_of_ends and clip(one.span, window)]


def _fit(late_enough: Sequence[Listing], window: Span) -> list[Listing]:
    """Those that may be final: of the whole window, and nothing lacks of how they were made."""
    return [one for one in late_enough if _is_whole(one, window) and not one.lacks]


def _why_not_final(early: Sequence[Listing], late_enough: Sequence[Listing], window: Span, *, over: bool) -> str:
    """What is wrong with the lists on file, the one that comes nearest first."""
    whole = [one for one in late_enough if _is_whole(one, window)]
    if whole:
        return f"{_say(whole[:1], 'lists', 'list')} the whole window but lacks {join(whole[0].lacks)}"
    if early:
        told = f"{_say(early, 'was', 'were')} pulled before {window.end} was over"
        return f"{told}; one of the whole window is to be pulled"
    if late_enough:
        return f"{_say(late_enough, 'does', 'do')} not cover the whole window {window}"
    if over:
        return f"No population of {window} is on file"
    return f"No population is on file; a final one can be pulled once {window.end} is over"


def _is_whole(one: Listing, window: Span) -> bool:
    return clip(one.span, window) == window


def _final(proper: Sequence[Listing], others: Sequence[Listing], spans: tuple[Span, ...]) -> Listed:
    """What lists that may be final come to together: they must not disagree, nor with any other that has rows."""
    filled = [one for one in proper if _holds(one)]
    if filled:
        return _filled(filled, spans)
    # a list that says nothing happened is not believed beside one that names what did, early or in part as that may be
    if others:
        told = f"{_say(proper, 'says', 'say')} that nothing happened, {_say(others, 'lists', 'list')} what did"
        return Listed(Verdict.INTERIM, f"{told}; the two disagree.", due=True, spans=spans)
    says = f"{_say(proper, 'lists', 'list')} the whole window, pulled after its end, without a row: no occurrence"
    return Listed(Verdict.NO_OCCURRENCE, f"{says}.", due=False, spans=spans)


def _filled(filled: Sequence[Listing], spans: tuple[Span, ...]) -> Listed:
    """Final lists with rows; two of the same things must hold as many."""
    told = join([f"{one.id} {count(one.rows or 0, 'item')}" for one in filled], 3)
    if any(_disagree(one, other) for one, other in combinations(filled, 2)):
        return Listed(Verdict.INTERIM, f"Lists of the whole window disagree: {told}.", due=True, spans=spans)
    left_out = "".join(f" ({one.id}: {one.skipped})" for one in filled if one.skipped)
    alike = len({one.rows for one in filled}) == 1
    rows = count(filled[0].rows or 0, "item") if alike else told
    says = f"{_say(filled, 'lists', 'list')} the whole window, pulled after its end: {rows}{left_out}"
    return Listed(Verdict.FINAL, f"{says}; what became of them is for tests.", due=False, spans=spans)


def _disagree(one: Listing, other: Listing) -> bool:
    """Two lists of the same things, and not of as many. Changes and their deployments are not the same things."""
    apart = one.about and other.about and one.about != other.about
    return not apart and one.rows != other.rows


def _say(lists: Sequence[Listing], one: str, many: str) -> str:
    """`EV-1 lists`, `EV-1 and EV-2 list`."""
    return f"{join([each.id for each in lists], 3)} {many if len(lists) > 1 else one}"


def _holds(one: Listing) -> bool:
    """Whether anything stands in it, usable or not."""
    return bool(one.rows or one.in_file)
