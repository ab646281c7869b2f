"""What keeps a person from concluding so on a control, its cure, and the result in the words of a report."""

from __future__ import annotations

from grcdesk.schemas.testing.testing import ControlStanding
from grcdesk.terms.audits import ControlResult
from grcdesk.wording import count, join


def bars(standing: ControlStanding, wanted: ControlResult, *, by: str, reason: str) -> list[str]:
    """Everything that keeps a person from concluding so; empty when it may be."""
    found = [] if by else ["a person concludes: say who"]
    if wanted is not standing.computed and not reason:
        found.append(f"the tests say {said(standing)}: another conclusion needs a reason")
    if wanted is ControlResult.NOT_TESTED:
        return found
    found += standing.not_final
    # an exception on record stands though its check did not run to the end; every better word waits for the check
    if wanted is not ControlResult.EXCEPTIONS:
        found += [f"{one.test}: {one.lacks[0]}" for one in standing.tests if one.unproven]
    if standing.open:
        found.append(f"{join(list(standing.open), 5)} {'is' if len(standing.open) == 1 else 'are'} not judged yet")
    return [*found, *_disproved(standing, wanted)]


def _disproved(standing: ControlStanding, wanted: ControlResult) -> list[str]:
    """What on record says that it cannot be so, whatever reason a person gives."""
    if wanted is ControlResult.EXCEPTIONS and not standing.exceptions:
        return ["there is no exception on record"]
    if wanted is ControlResult.DID_NOT_OPERATE and standing.n:
        return [f"it did operate: {count(standing.n, 'item')} on file"]
    return []


def cure(standing: ControlStanding, wanted: ControlResult, *, reason: str) -> str:
    """The command that takes the first thing out of the way which keeps a person from concluding so."""
    if wanted is not standing.computed and not reason:
        return "--reason TEXT"
    if wanted is not ControlResult.NOT_TESTED and standing.not_final:
        again = any(one.endswith("run the test again") for one in standing.not_final)
        return f"grcdesk tests run --control {standing.control}" if again else "grcdesk populations list"
    if wanted is not ControlResult.NOT_TESTED and standing.open:
        return f"grcdesk deviations confirm {' '.join(standing.open[:5])} --by NAME"
    return f"grcdesk tests sheet {standing.control}"


def said(standing: ControlStanding) -> str:
    """The result in the words of a report."""
    return in_words(standing.computed, standing.exceptions, standing.n)


def in_words(result: ControlResult, exceptions: int, n: int) -> str:
    """`no exceptions noted`, `2 of 63 exceptions`, `did not operate in the period`, `not tested`."""
    match result:
        case ControlResult.EXCEPTIONS:
            return f"{exceptions} of {count(n, 'item')} with exceptions"
        case ControlResult.DID_NOT_OPERATE:
            return "did not operate in the period"
        case ControlResult.NOT_TESTED:
            return "not tested"
        case _:
            return "no exceptions noted"
