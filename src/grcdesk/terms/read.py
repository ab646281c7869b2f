"""The one reader of words as people type them, for options, filters and forms alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import TypeVar

from grcdesk.terms.audits import ItemResult
from grcdesk.terms.common import CriterionAnswer, Frequency, LogOutcome, Nature, Scope, Status, Support
from grcdesk.terms.due import DueState
from grcdesk.terms.interchange import DayOrder

Term = TypeVar("Term", bound=StrEnum)

_ALSO: Mapping[type[StrEnum], Mapping[str, str]] = {
    Status: {
        Status.NOT_ASSESSED: "unassessed new u",
        Status.IN_PLACE: "in ip i",
        Status.PARTIAL: "pa p",
        Status.MISSING: "mi m",
        Status.NOT_APPLICABLE: "na n.a. n/a n",
    },
    Scope: {Scope.IN: "in", Scope.OPTIONAL: "opt", Scope.OUT: "out"},
    Frequency: {
        Frequency.MULTIPLE_DAILY: "several_times_a_day",
        Frequency.SEMIANNUAL: "semi_annual half_yearly",
        Frequency.ANNUAL: "yearly",
        Frequency.EVENT: "per_event",
    },
    Support: {
        Support.CLAIM_ONLY: "claim",
        Support.SUPPORTED_IN_PART: "in_part part",
        Support.SUPPORTED: "full yes",
    },
    Nature: {Nature.AUTOMATED: "auto", Nature.SYSTEM_SUPPORTED: "supported"},
    LogOutcome: {LogOutcome.SUCCESS: "ok", LogOutcome.DENIED: "refused", LogOutcome.FAILURE: "failed"},
    DayOrder: {DayOrder.DAY: "day_first", DayOrder.MONTH: "month_first"},
    ItemResult: {ItemResult.NOT_APPLICABLE: "na n.a."},
    CriterionAnswer: {
        CriterionAnswer.IN_PART: "mapped,_supported_in_part supported_in_part in_part",
        CriterionAnswer.CLAIM_ONLY: "mapped,_claim_only claim_only",
        CriterionAnswer.NOT_IN_PLACE: "mapped,_not_in_place not_in_place",
    },
    DueState: {
        DueState.DUE_7: "within_7_d",
        DueState.DUE_30: "within_30_d",
        DueState.DUE_60: "within_60_d",
        DueState.DUE_90: "within_90_d",
    },
}
"""Of a list, its word → what else is typed for it, with blanks between. `na` is not applicable, on every face."""
_ANYWHERE = {
    "yes": "y true",
    "no": "n false",
    **dict.fromkeys(("soc2-type1", "soc2_type1"), "soc_2_type_i"),
    **dict.fromkeys(("soc2-type2", "soc2_type2"), "soc_2_type_ii"),
}
"""The same of every list that has the word."""
_APART = str.maketrans("", "", " -_\t")


def folded(typed: str) -> str:
    """A word however it is cased, spaced or hyphenated, as it is compared."""
    return typed.casefold().translate(_APART)


def also(term: StrEnum) -> tuple[str, ...]:
    """What else is typed for a term, beside its own word."""
    return (*_ALSO.get(type(term), {}).get(term.value, "").split(), *_ANYWHERE.get(term.value, "").split())


def read(kind: type[Term], typed: str) -> Term | None:
    """The term meant: by its word or another name of it, else the only one that begins so; None when it is none."""
    found = pick(typed, _names(kind))
    return None if found is None else kind(found)


def pick(typed: str, names: Iterable[tuple[str, ...]]) -> str | None:
    """The first of the names of one of a list: the one that is called so, else the only one that begins so.

    Args:
        typed: what a person typed.
        names: of each of the list its word, and what else is typed for it.
    """
    wanted = folded(typed)
    listed = list(names)
    for one in listed:
        if any(folded(name) == wanted for name in one):
            return one[0]
    begun = [one[0] for one in listed if wanted and folded(one[0]).startswith(wanted)]
    return begun[0] if len(begun) == 1 else None


@cache
def _names(kind: type[StrEnum]) -> tuple[tuple[str, ...], ...]:
    return tuple((term.value, *also(term)) for term in kind)
