"""The words about audits, as closed lists."""

from __future__ import annotations

from enum import StrEnum


class EngagementKind(StrEnum):
    """What an engagement is, as it is typed and stored."""

    SOC2_TYPE1 = "soc2-type1"
    SOC2_TYPE2 = "soc2-type2"
    ISO_STAGE1 = "iso-stage1"
    ISO_STAGE2 = "iso-stage2"
    ISO_SURVEILLANCE = "iso-surveillance"
    ISO_RECERTIFICATION = "iso-recertification"
    READINESS = "readiness"


OF_A_DAY = frozenset({EngagementKind.SOC2_TYPE1, EngagementKind.ISO_STAGE1})
"""Kinds that judge design and implementation as of one day: nothing operates over a period there."""


class Phase(StrEnum):
    """Where an engagement stands, in order."""

    SCOPING = "scoping"
    GAP = "gap"
    REMEDIATION = "remediation"
    OBSERVATION = "observation"
    WALKTHROUGHS = "walkthroughs"
    FIELDWORK = "fieldwork"
    RESPONSES = "responses"
    DRAFT = "draft"
    REPORT = "report"
    BETWEEN_REPORTS = "between_reports"


class Lane(StrEnum):
    """How items of a population are selected for testing."""

    CENSUS = "census"
    """Every item."""
    FIXED = "fixed"
    """So many as the table of sizes has for the frequency of the control."""
    CUSTOM = "custom"
    """So many as the auditor says."""
    LIST = "list"
    """Those the auditor names."""


class ItemResult(StrEnum):
    """What came of one test attribute for one item."""

    PASS = "pass"  # noqa: S105  no password
    FAIL = "fail"
    NOT_APPLICABLE = "n/a"
    NOT_TESTED = "not_tested"


class ControlResult(StrEnum):
    """What the tests of a control add up to, in the words of a report. The tool never says effective."""

    NO_EXCEPTIONS = "no_exceptions_noted"
    EXCEPTIONS = "exceptions_noted"
    DID_NOT_OPERATE = "did_not_operate"
    NOT_TESTED = "not_tested"


class Met(StrEnum):
    """What records say of something that is to be done. Nobody ticks it; unknown is never a yes."""

    DONE = "done"
    OPEN = "open"
    UNKNOWN = "unknown"


class Exposed(StrEnum):
    """What records say of one of the findings auditors raise most, worst first."""

    EXPOSED = "exposed"
    UNKNOWN = "unknown"
    NOT_EXPOSED = "not_exposed"


class PlanName(StrEnum):
    """A list of dated tasks an engagement can follow."""

    EIGHT_WEEKS = "eight-weeks"
    """The first report with AI in it."""
    EXTEND = "extend"
    """AI features come into a report that exists."""
    SHORT_LIST = "short-list"
    """What one begins with."""
