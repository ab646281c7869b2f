"""Words of the engagement, its controls and its coverage."""

from __future__ import annotations

from enum import StrEnum

from grcdesk.verbs import Verb as Verb  # noqa: PLC0414  one door to all terms


class Category(StrEnum):
    """SOC 2 trust services category. Security is always in scope."""

    SECURITY = "security"
    AVAILABILITY = "availability"
    PROCESSING_INTEGRITY = "processing_integrity"
    CONFIDENTIALITY = "confidentiality"
    PRIVACY = "privacy"


class Status(StrEnum):
    """Gap status of a control. An untouched control is not "missing"."""

    NOT_ASSESSED = "not_assessed"
    IN_PLACE = "in_place"
    PARTIAL = "partial"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


class Design(StrEnum):
    """Would the control meet the criterion if it ran as written?"""

    ADEQUATE = "adequate"
    INADEQUATE = "inadequate"


class Implemented(StrEnum):
    """Is the control there today?"""

    YES = "yes"
    NO = "no"


class Scope(StrEnum):
    """Whether a control belongs to the engagement."""

    IN = "in_scope"
    OPTIONAL = "optional"
    OUT = "out_of_scope"


class Frequency(StrEnum):
    """How often a control runs. "As needed" is no frequency: it is an event with a named population."""

    CONTINUOUS = "continuous"
    MULTIPLE_DAILY = "multiple_daily"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SEMIANNUAL = "semiannual"
    ANNUAL = "annual"
    EVENT = "event"


class Anchor(StrEnum):
    """Where the cycles of a periodic control begin: at the calendar, or at the start of its window."""

    CALENDAR = "calendar"
    ROLLING = "rolling"


def usual_anchor(frequency: Frequency | None) -> Anchor:
    """Where cycles begin unless somebody says otherwise."""
    rolling = frequency in (Frequency.SEMIANNUAL, Frequency.ANNUAL)
    return Anchor.ROLLING if rolling else Anchor.CALENDAR


class ControlType(StrEnum):
    """What a control does about a risk."""

    PREVENTIVE = "preventive"
    DETECTIVE = "detective"
    CORRECTIVE = "corrective"
    DIRECTIVE = "directive"


class Nature(StrEnum):
    """Who does the work of a control."""

    AUTOMATED = "automated"
    MANUAL = "manual"
    SYSTEM_SUPPORTED = "system_supported"


class Relationship(StrEnum):
    """Relation of a control to a framework item, read control → item (NIST IR 8477, OSCAL)."""

    EQUAL_TO = "equal-to"
    EQUIVALENT_TO = "equivalent-to"
    SUBSET_OF = "subset-of"
    SUPERSET_OF = "superset-of"
    INTERSECTS_WITH = "intersects-with"
    NO_RELATIONSHIP = "no-relationship"


class Basis(StrEnum):
    """On what ground a relationship was judged (OSCAL matching rationale)."""

    FUNCTIONAL = "functional"
    SEMANTIC = "semantic"
    SYNTACTIC = "syntactic"


class Coverage(StrEnum):
    """How far the controls of a set answer a framework item."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"
    DECLARED_FULL = "declared_full"


class Support(StrEnum):
    """How far evidence on file bears out that a control is in place, best first."""

    SUPPORTED = "supported"
    SUPPORTED_IN_PART = "supported_in_part"
    CLAIM_ONLY = "claim_only"


class CriterionAnswer(StrEnum):
    """Whether the controls mapped to a criterion answer it today, best first. Mapped alone is no answer."""

    IN_FULL = "in_full"
    ANSWERED = "answered"
    IN_PART = "mapped_supported_in_part"
    CLAIM_ONLY = "mapped_claim_only"
    NOT_IN_PLACE = "mapped_not_in_place"
    NOT_MAPPED = "not_mapped"


class SlotState(StrEnum):
    """What a slot of a periodic control shows on a given day."""

    COVERED = "covered"
    LATE = "late"
    LATE_BEYOND_GRACE = "late_beyond_grace"
    GAP = "gap"
    CLAIMED = "claimed"
    """Something is on file for it that does not show it; once the slot is over, that is a gap."""
    UPCOMING = "upcoming"
    DUE = "due"
    OPTIONAL = "optional"
    OUTSIDE_PERIOD = "outside_period"


class Verdict(StrEnum):
    """How far dated evidence reaches over a control's window, worst first. Computed; not a conclusion."""

    GAP = "gap"
    NOT_TESTED_IN_PERIOD = "not_tested_in_period"
    NOT_IN_PERIOD = "not_in_period"
    UNPROVEN = "unproven"
    INTERIM = "interim"
    PARTIAL = "partial"
    NOT_YET_RUN = "not_yet_run"
    """Nothing is missed yet, and no run shows that it will go on."""
    DESIGN_ONLY = "design_only"
    """One day is judged: design and implementation, and no operation."""
    ON_TRACK = "on_track"
    NO_OCCURRENCE = "no_occurrence"
    FINAL = "final"
    COVERED_WITH_EXCEPTIONS = "covered_with_exceptions"
    COVERED = "covered"


class MonthState(StrEnum):
    """What a month of a control's window shows, worst first."""

    GAP = "gap"
    OUTSIDE_PERIOD = "outside_period"
    PARTIAL = "partial"
    UNPROVEN = "unproven"
    INTERIM = "interim"
    CLAIMED = "claimed"
    DUE = "due"
    LATE = "late"
    LISTED = "listed"
    NOT_YET_RUN = "not_yet_run"
    DESIGN_ONLY = "design_only"
    UPCOMING = "upcoming"
    ON_TRACK = "on_track"
    COVERED = "covered"
    OPTIONAL = "optional"
    NO_WINDOW = "no_window"


class TestAspect(StrEnum):
    """Which side of a control a test attribute looks at."""

    __test__ = False  # not a test class

    DESIGN = "design"
    OPERATING = "operating"


class TestMethod(StrEnum):
    """How a test attribute is answered. Inquiry alone never suffices and is not on the list."""

    __test__ = False  # not a test class

    INSPECT = "inspect"
    OBSERVE = "observe"
    RECOMPUTE = "recompute"
    RECONCILE = "reconcile"
    REPERFORM = "reperform"
    CENSUS = "census"
    ANALYSE = "analyse"


class CatalogKind(StrEnum):
    """What a catalog file holds."""

    FRAMEWORK = "framework"
    CONTROLS = "controls"
    MAPPINGS = "mappings"


class CatalogSource(StrEnum):
    """Where a catalog comes from: the program, or the desk's own catalogs folder."""

    SHIPPED = "shipped"
    OWN = "own"


class ActionStatus(StrEnum):
    """State of a remediation action."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Via(StrEnum):
    """Through which door a change came."""

    TUI = "tui"
    CLI = "cli"
    IMPORT = "import"
    JOB = "job"


class LogOutcome(StrEnum):
    """How an attempt ended."""

    SUCCESS = "success"
    FAILURE = "failure"
    DENIED = "denied"


class Tailored(StrEnum):
    """What of a catalog's control a desk may have otherwise than its catalog says."""

    STATEMENT = "statement"
    FREQUENCY = "frequency"
    FREQUENCY_NOTE = "frequency_note"
    OWNER_ROLE = "owner_role"
    ANCHOR = "anchor"
    GRACE_DAYS = "grace_days"
