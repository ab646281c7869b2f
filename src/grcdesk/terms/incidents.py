"""Words of incidents and exercises. Light to import."""

from __future__ import annotations

from enum import StrEnum


class IncidentKind(StrEnum):
    """What happened, or was played in an exercise."""

    DATA_LEAK = "data_leak"
    HARMFUL_OUTPUT = "harmful_output"
    PROMPT_INJECTION = "prompt_injection"
    WRONG_OUTPUT = "wrong_output"
    OUTAGE = "outage"
    ACCESS = "access"
    OTHER = "other"


class TimeMark(StrEnum):
    """The moments of an incident, in their usual order; a note is any moment between."""

    DETECTED = "detected"
    CONTAINED = "contained"
    ASSESSED = "assessed"
    REMEDIATED = "remediated"
    CLOSED = "closed"
    NOTE = "note"


class Notified(StrEnum):
    """Who may have to be told of an incident: each is decided, yes or no, by a person."""

    CUSTOMERS = "customers"
    AUTHORITY = "authority"


class EntityKind(StrEnum):
    """What an incident touched."""

    FEATURE = "feature"
    VENDOR = "vendor"
    SYSTEM = "system"
    OTHER = "other"
