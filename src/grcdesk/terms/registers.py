"""The registers that go out as a spreadsheet and come back."""

from __future__ import annotations

from enum import StrEnum


class DeskRegister(StrEnum):
    """A list of records people keep."""

    CONTROLS = "controls"
    ACTIONS = "actions"
    RISKS = "risks"
    VENDORS = "vendors"
    SUBPROCESSORS = "subprocessors"
    CONTACTS = "contacts"
    FEATURES = "features"
