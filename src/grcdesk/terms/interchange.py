"""Words of what comes in from others and goes out to them: days in tables, registers, documents in OSCAL."""

from __future__ import annotations

from enum import StrEnum


class DayOrder(StrEnum):
    """What stands first in days with slashes."""

    DAY = "day"
    MONTH = "month"


class DeskRegister(StrEnum):
    """A list of records people keep, which goes out as a spreadsheet and comes back."""

    CONTROLS = "controls"
    ACTIONS = "actions"
    RISKS = "risks"
    VENDORS = "vendors"
    SUBPROCESSORS = "subprocessors"
    CONTACTS = "contacts"
    FEATURES = "features"


class OscalModel(StrEnum):
    """Which document is written in the Open Security Controls Assessment Language."""

    CATALOG = "catalog"
    MAPPING = "mapping"
    COMPONENTS = "components"


class SyncState(StrEnum):
    """What became of a file of a watched folder."""

    TAKEN = "taken"
    """It was imported."""
    KNOWN = "known"
    """Its bytes had been imported before."""
    WAITING = "waiting"
    """It could not be taken; a person has to look."""
