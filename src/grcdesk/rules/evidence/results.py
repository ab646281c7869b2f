"""What a run of tests or an evaluation comes to. The one place that says `passed`.

A run that was cancelled, is empty, partial or at odds with itself counts for nothing, whatever its cases say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from grcdesk.wording import count

PASSED, FAILED, NOT_COUNTED, COMPLETE = "passed", "failed", "not counted", "complete"
"""`complete`: ran to its end without trouble, but holds no limit it could have missed."""


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of a run, each of them once."""

    passed: int = 0
    """Those that passed, whether at the first try or not."""
    failed: int = 0
    errors: int = 0
    """Ended in an error: neither passed nor failed."""
    not_run: int = 0
    """Skipped, disabled, ignored."""
    flaky: int = 0
    """Passed only when they were run again, or not each time."""

    @property
    def executed(self) -> int:
        """Those that came to a result."""
        return self.passed + self.failed


@dataclass(frozen=True, slots=True)
class RunResult:
    """The word, and what keeps it from being a better one."""

    word: str
    """Begins with one of `PASSED`, `FAILED`, `NOT_COUNTED`; nothing follows a `passed` that is plain."""
    why: tuple[str, ...] = ()


def judge(cases: Cases, troubles: Sequence[str] = (), limit: float | None = None) -> RunResult:
    """What a run comes to.

    Args:
        cases: its cases as they were counted one by one.
        troubles: what is wrong with the run as a whole: it then counts for nothing.
        limit: the share of cases that have to pass, 0 to 1, as a person states it; None: all.
    """
    found = [*troubles, *_against(cases)]
    # errors outweigh a pass; beside failures without a limit they do not, for the run failed already
    counts_not = troubles or not cases.executed or (cases.errors and (limit is not None or not cases.failed))
    if counts_not:
        return RunResult(NOT_COUNTED, tuple(found))
    if not cases.failed:
        return RunResult(", ".join([PASSED, *_but(cases)]))
    if limit is None:
        return RunResult(FAILED, tuple(found))
    # decimals, for 0.55 of 20 cases are 11 and no trifle more
    word = PASSED if cases.passed >= Decimal(str(limit)) * cases.executed else FAILED
    return RunResult(", ".join([word, f"{cases.passed:,} of {cases.executed:,}, limit {limit:g}", *_but(cases)]))


def _against(cases: Cases) -> list[str]:
    """What its cases alone have against it."""
    found = [f"{count(cases.failed, 'case')} failed"] if cases.failed else []
    if cases.errors:
        found.append(f"{count(cases.errors, 'case')} ended in an error, which is neither a pass nor a failure")
    elif not cases.executed:
        found.append(", ".join(["no case was run", *_but(cases)]))
    return found


def is_good(word: str) -> bool:
    """Whether a run of that result counts as a run of the control: it passed, be it with a remark."""
    return word.startswith(PASSED) or word == COMPLETE


def is_bad(word: str) -> bool:
    """Whether somebody has to look: the run failed, or counts for nothing."""
    return word.startswith((FAILED, NOT_COUNTED))


def _but(cases: Cases) -> list[str]:
    """What keeps a pass from being plain."""
    return [f"{number:,} {what}" for number, what in ((cases.flaky, "flaky"), (cases.not_run, "not run")) if number]
