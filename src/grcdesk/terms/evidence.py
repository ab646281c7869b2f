"""Words of artefacts: what they are, how they were taken, and what they show of a control. Light to import."""

from __future__ import annotations

from enum import StrEnum


class Shows(StrEnum):
    """What an artefact of a wanted kind shows of the control that wants it, strongest first.

    Only the first four cover a slot or a day.
    """

    RUN = "run"
    """The control was performed on that day."""
    SPAN = "span"
    """A log of the operation itself: it covers the days its rows show."""
    RECORD = "record"
    """A record of events or changes: it covers the range it was queried for, for no row then means nothing happened."""
    STATE = "state"
    """A setting or a contract as it stood."""
    POPULATION = "population"
    """What happened; not that the control ran."""
    DESIGN = "design"
    """How it is meant."""
    SUPPORT = "support"
    """Beside others."""


class FactsFrom(StrEnum):
    """Work done in the desk that proves itself: it keeps a file of facts as evidence."""

    VENDOR_REVIEW = "vendor_review"
    """Reviews of all model providers in scope, concluded by one person and approved by another."""
    AGREEMENT = "agreement"
    """The data agreements of all model providers in scope, read to the end."""
    INVENTORY = "inventory"
    """The AI inventory, each feature in use confirmed by its owner."""
    ACCESS_REVIEW = "access_review"
    """A signed access review."""
    AI_EXERCISE = "ai_exercise"
    """A closed exercise about leaked, harmful or manipulated model output."""
    OUTAGE_EXERCISE = "outage_exercise"
    """A closed exercise about a model provider that fails, or a model that answers wrongly."""
    INCIDENT_EXERCISE = "incident_exercise"
    """A closed exercise about anything else."""


class EvidenceKind(StrEnum):
    """What an artefact is."""

    CHANGE_RECORD = "change_record"
    CODE_REF = "code_ref"
    CONFIG_SNAPSHOT = "config_snapshot"
    CONSENT_RECORD = "consent_record"
    CONTRACT = "contract"
    DOCUMENT = "document"
    EVAL_REPORT = "eval_report"
    EXPORT = "export"
    INVENTORY = "inventory"
    LOG_EXPORT = "log_export"
    MANIFEST = "manifest"
    METRIC_SERIES = "metric_series"
    POLICY = "policy"
    POPULATION = "population"
    QUERY_RESULT = "query_result"
    REDACTION_LOG = "redaction_log"
    REPORT = "report"
    SCREENSHOT = "screenshot"
    SIGN_OFF = "sign_off"
    TEST_RECORD = "test_record"
    TICKET = "ticket"
    TICKET_OR_PR = "ticket_or_pr"


class CollectorMethod(StrEnum):
    """How an artefact was taken from its source, strongest first."""

    CLI = "cli"
    API = "api"
    EXPORT = "export"
    SCAN = "scan"
    SCREENSHOT = "screenshot"
    WRITTEN = "written"


class Confidentiality(StrEnum):
    """Who may be handed an artefact."""

    INTERNAL = "internal"
    NDA = "nda"
    AUDITOR = "auditor"


class BlobState(StrEnum):
    """What verifying says of a file of the vault, or of a row of the register."""

    OK = "ok"
    MODIFIED = "modified"
    MISSING = "missing"
    UNREGISTERED = "unregistered"
    ORPHAN = "orphan"
    ROW = "row"
    DUPLICATE = "duplicate"

    @property
    def harmless(self) -> bool:
        """Whether it is told, and is no damage: the same bytes twice, what a killed command has left."""
        return self in (BlobState.OK, BlobState.DUPLICATE, BlobState.ORPHAN)
