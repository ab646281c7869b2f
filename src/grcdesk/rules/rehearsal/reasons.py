"""Which fault a reason is, where another rule has already said why an artefact shows nothing."""

from __future__ import annotations

from grcdesk.rules.evidence.standing import ERASED, FAILED, LINK_ONLY, NOT_READ, RUN_NOT_COUNTED
from grcdesk.terms import BlobState
from grcdesk.terms.rehearsals import Fault

_EXACT = {
    LINK_ONLY: Fault.LINK_ONLY,
    FAILED: Fault.BYTES_CHANGED,
    ERASED: Fault.BYTES_GONE,
    NOT_READ: Fault.UNREAD,
    RUN_NOT_COUNTED: Fault.RUN_NOT_COUNTED,
}
_BEGINS = (
    ("rejected: ", Fault.REJECTED),
    ("superseded by ", Fault.SUPERSEDED),
    ("valid until ", Fault.EXPIRED),
    ("dated ", Fault.OUTSIDE_PERIOD),
)
_HOLDS = (
    ("shows design", Fault.SHOWN_FOR_A_RUN),
    ("is not asked for", Fault.SHOWN_FOR_A_RUN),
    ("not that the control ran", Fault.SHOWN_FOR_A_RUN),
    ("only stands beside", Fault.SHOWN_FOR_A_RUN),
)
_OF_A_LIST = {
    "the query it was drawn with": Fault.WITHOUT_QUERY,
    "how its completeness was checked": Fault.WITHOUT_COMPLETENESS,
    "who checked it": Fault.WITHOUT_COMPLETENESS,
}
_LACKS = "it lacks "
_FROZEN = (
    ("pulled before its window was over", Fault.POPULATION_INTERIM),
    ("could not be used", Fault.ROWS_SKIPPED),
    ("with its second source unexplained", Fault.DIFFERENCE_UNEXPLAINED),
    ("its artefact was rejected", Fault.REJECTED),
    (f"its bytes are {BlobState.MISSING.value}", Fault.BYTES_GONE),
    (f"its bytes are {BlobState.ERASED.value}", Fault.BYTES_GONE),
    ("its bytes are", Fault.BYTES_CHANGED),
)
_SKIPPED = ("a word on rows left out", "a row that could be used")


def of_artefact(why: str, integrity: str, otherwise: Fault) -> Fault:
    """The fault behind a reason of `standing`, `against` or `showing`.

    Args:
        why: the reason, without the artefact it is about.
        integrity: what the last look found of its bytes.
        otherwise: what it is when the reason is none of these.
    """
    found = _EXACT.get(why)
    if found is Fault.BYTES_CHANGED and integrity == BlobState.MISSING:
        return Fault.BYTES_GONE
    found = found or next((fault for words, fault in _BEGINS if why.startswith(words)), None)
    return found or next((fault for words, fault in _HOLDS if words in why), otherwise)


def of_population(lack: str) -> Fault:
    """The fault behind what a population lacks, as `unproven` names it."""
    if lack.startswith(_SKIPPED):
        return Fault.ROWS_SKIPPED
    return _OF_A_LIST.get(lack, Fault.POPULATION_LACKS)


def of_frozen(why: str) -> Fault:
    """The fault behind a reason for which a frozen list is not final, as `rules.populations.final` names it."""
    if why.startswith(_LACKS):
        return of_population(why.removeprefix(_LACKS))
    return next((fault for words, fault in _FROZEN if words in why), Fault.POPULATION_LACKS)
