"""The words about tests of controls, as closed lists."""

from __future__ import annotations

from enum import StrEnum


class DeviationState(StrEnum):
    """What became of a deviation. It is never removed."""

    OPEN = "open"
    """Nobody has judged it yet."""
    EXCEPTION = "exception"
    """A person confirmed it: it is reported."""
    FALSE_POSITIVE = "false_positive"
    """Two people said why it is none."""


class DeviationSource(StrEnum):
    """What found a deviation."""

    CHECK = "check"
    """A rule over a population."""
    SHEET = "sheet"
    """A person, on a work sheet."""


class Pattern(StrEnum):
    """What the deviations of one test look like together. A suggestion; the judgement is a person's."""

    SYSTEMATIC = "systematic"
    ISOLATED = "isolated"


class AttributeState(StrEnum):
    """How far one test of a control has come."""

    NO_DEVIATION = "no_deviation"
    DEVIATIONS = "deviations"
    NOTHING_TO_TEST = "nothing_to_test"
    """A list that is known to be whole holds no item of the kind."""
    NOT_TESTED = "not_tested"


class ChangeVerdict(StrEnum):
    """Whether a change is shown to have been approved and evaluated before it went live."""

    PROVEN = "proven"
    NOT_PROVEN = "not_proven"
    NOT_DEPLOYED = "not_deployed"
    """The list of deployments does not have it: nothing to prove yet."""


class ItemMark(StrEnum):
    """What came of one test for one item. Only the first two are good words."""

    PASS = "pass"  # noqa: S105  no password
    """A person answered so, and a second one looked."""
    CLEAN = "clean"
    """Its check ran over every row of the final list, decided each, and does not hold it against the control."""
    FAILS = "fails"
    FAILS_NOT_JUDGED = "fails_not_judged"
    """It deviates; nobody has said yet whether that is an exception."""
    NO_EXCEPTION = "no_exception"
    """It deviates; two people said why that is none."""
    NOT_APPLICABLE = "n/a"
    NOT_REVIEWED = "not_reviewed"
    """Answered by one person alone, or sent back."""
    NOT_FINAL = "not_final"
    """Its check found nothing, in a list that cannot carry a conclusion yet."""
    NOT_DECIDED = "not_decided"
    """Its check did not say so item by item, or counts no longer."""
    NOT_TESTED = "not_tested"
    OTHER_LIST = "other_list"
    """It is put to the rows of another list."""
