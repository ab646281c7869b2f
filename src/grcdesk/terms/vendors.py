"""The words about vendors, as closed lists."""

from __future__ import annotations

from enum import StrEnum


class Tier(StrEnum):
    """How closely a vendor is watched, closest first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Grade(StrEnum):
    """A rough measure: of criticality, or of risk."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    SEVERE = "severe"


class Data(StrEnum):
    """The most sensitive data a vendor gets to see, least first."""

    NONE = "none"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    PERSONAL = "personal"
    SPECIAL = "special"


class Access(StrEnum):
    """What a vendor can do in our systems."""

    NONE = "none"
    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


class Substitute(StrEnum):
    """How soon another vendor could take its place."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    NONE = "none"


class Method(StrEnum):
    """How a vendor stands in the system description: a mere vendor, or a subservice organisation."""

    VENDOR = "vendor"
    CARVE_OUT = "carve_out"
    INCLUSIVE = "inclusive"


class ContactKind(StrEnum):
    """What a contact is for."""

    SECURITY = "security"
    PRIVACY = "privacy"
    ACCOUNT = "account"
    LEGAL = "legal"
    SUPPORT = "support"


class PackageItem(StrEnum):
    """What a due-diligence package is asked to hold; the first six are its core."""

    SOC2_REPORT = "soc2_report"
    ISO27001 = "iso27001"
    DPA = "dpa"
    MODEL_TERMS = "model_terms"
    INCIDENT_NOTICE = "incident_notice"
    SECURITY_CONTACT = "security_contact"
    ISO42001 = "iso42001"
    SUBPROCESSORS = "subprocessors"
    ACCOUNT_SETTINGS = "account_settings"
    PENETRATION_TEST = "penetration_test"
    QUESTIONNAIRE = "questionnaire"
    CONTINUITY = "continuity"
    EXIT_PLAN = "exit_plan"


class PackageStatus(StrEnum):
    """Where an item of the package stands."""

    NOT_ASKED = "not_asked"
    REQUESTED = "requested"
    HAVE = "have"
    NOT_OFFERED = "not_offered"
    WAIVED = "waived"


class DocumentKind(StrEnum):
    """What a vendor's document is."""

    SOC2_TYPE2 = "soc2_type2"
    SOC2_TYPE1 = "soc2_type1"
    BRIDGE_LETTER = "bridge_letter"
    ISO27001 = "iso27001"
    ISO42001 = "iso42001"
    DPA = "dpa"
    MODEL_TERMS = "model_terms"
    INCIDENT_NOTICE = "incident_notice"
    SUBPROCESSORS = "subprocessors"
    ACCOUNT_SETTINGS = "account_settings"
    PENETRATION_TEST = "penetration_test"
    QUESTIONNAIRE = "questionnaire"
    CONTINUITY = "continuity"
    EXIT_PLAN = "exit_plan"
    OTHER = "other"


class Opinion(StrEnum):
    """What an auditor's report says of the whole."""

    UNMODIFIED = "unmodified"
    QUALIFIED = "qualified"
    ADVERSE = "adverse"
    DISCLAIMER = "disclaimer"


class Expectation(StrEnum):
    """Who must do what a report or a description counts on."""

    CUEC = "cuec"
    """The vendor's report expects it of us."""
    CSOC = "csoc"
    """We expect it of the vendor."""


class AgreementKind(StrEnum):
    """What was agreed."""

    DPA = "dpa"
    MODEL_TERMS = "model_terms"
    MASTER = "master"
    OTHER = "other"


class Clause(StrEnum):
    """What a data agreement is read for."""

    PLAN = "plan"
    RETENTION = "retention"
    ZERO_RETENTION = "zero_retention"
    TRAINING_CONTRACT = "training_contract"
    TRAINING_SETTING = "training_setting"
    TRAINING_OPT_IN = "training_opt_in"
    REGION_STORAGE = "region_storage"
    REGION_INFERENCE = "region_inference"
    SUBPROCESSORS = "subprocessors"
    SUBPROCESSOR_NOTICE = "subprocessor_notice"
    OBJECTION = "objection"
    TRANSFER_TOOL = "transfer_tool"
    TRANSFER_ASSESSMENT = "transfer_assessment"
    BREACH_NOTICE = "breach_notice"
    DELETION = "deletion"
    AUDIT_RIGHT = "audit_right"
    SIGNATURES = "signatures"


class ClauseAnswer(StrEnum):
    """What the document says to a clause."""

    YES = "yes"
    NO = "no"
    PARTIAL = "partial"
    SILENT = "silent"


class Training(StrEnum):
    """Whether an account may train on our data, as its settings show."""

    OFF = "off"
    ON = "on"
    UNKNOWN = "unknown"


class Objection(StrEnum):
    """What was decided about a new subprocessor."""

    OPEN = "open"
    ACCEPTED = "accepted"
    OBJECTED = "objected"


class ReviewKind(StrEnum):
    """Why a vendor is reviewed: the review of its cadence, or the check between two of them."""

    REVIEW = "review"
    CHECK = "check"


class ReviewStatus(StrEnum):
    """Where a vendor review stands."""

    OPEN = "open"
    CONCLUDED = "concluded"
    DROPPED = "dropped"


class Conclusion(StrEnum):
    """What a person concluded of a vendor."""

    APPROVE = "approve"
    CONDITIONS = "conditions"
    STOP = "stop"


class CheckAnswer(StrEnum):
    """Answer to one line of a review's checklist."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


class PaperOutcome(StrEnum):
    """What a clause, a report or an expected control comes to for us, best first. Computed; no conclusion."""

    MEETS = "meets"
    """What we ask of it is there, in a document that is kept and was read."""
    ACCEPTED = "accepted"
    """A person said that it may stay as it is."""
    WEAK = "weak"
    NO_RULE = "no_rule"
    """We hold it against nothing: it is not asked for, or we set no limit."""
    CLAIM_ONLY = "claim_only"
    """Said, and nothing kept shows it."""
    NOT_READ = "not_read"
    REPLACED = "replaced"
    FAILS = "fails"
