"""What evidence shows of a control. Light to import."""

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
