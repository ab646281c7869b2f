"""Words of the AI inventory."""

from __future__ import annotations

from enum import StrEnum


class Answer(StrEnum):
    """A yes or no somebody gave; not given is neither."""

    YES = "yes"
    NO = "no"


class FeatureStatus(StrEnum):
    """Life of an AI feature. An idea may leave questions open; the others may not."""

    IDEA = "idea"
    PILOT = "pilot"
    PRODUCTION = "production"
    RETIRED = "retired"


class Invoker(StrEnum):
    """Who or what can call an AI feature."""

    STAFF = "staff"
    CUSTOMERS = "customers"
    PUBLIC = "public"
    SERVICES = "services"
    AGENTS = "agents"


class Applies(StrEnum):
    """Whether a control applies to an AI feature. Open: an answer that decides it is missing."""

    APPLIES = "applies"
    NOT_APPLICABLE = "not_applicable"
    OPEN = "open"


class Derivation(StrEnum):
    """How far the controls of an AI feature are settled."""

    NONE = "none"
    OPEN = "open"
    TO_CONFIRM = "to_confirm"
    OUTDATED = "outdated"
    CONFIRMED = "confirmed"
