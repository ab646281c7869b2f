"""What is to be mended in a workbook before it goes out."""

from __future__ import annotations

from dataclasses import dataclass

from grcdesk.terms.readiness import LackKind


@dataclass(frozen=True, slots=True)
class WrittenText:
    """One text that a workbook shows."""

    record: str
    """Id of the record it belongs to."""
    field: str
    text: str
    home: str = ""
    """Id of the record it is shown with: the control of an action, the vendor of a clause."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names of firms and people, as a desk knows them."""

    ours: frozenset[str] = frozenset()
    """The organisation, its vendors and their subprocessors, issuers, auditors, systems, firms it hands to."""
    released: frozenset[str] = frozenset()
    """Names a person said belong here."""
    samples: frozenset[str] = frozenset()
    """Names of the sample company, its people and vendors; empty in its own desk."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing to mend. The fields are the columns of the sheet."""

    kind: LackKind
    about: str
    """Id of the record."""
    field: str
    text: str
    """What stands there, as much of it as shows what is meant."""
    cure: str
    bars: bool = False
    """Whether a workbook with it can be handed over, or called final."""
    name: str = ""
    """Of a name that is not known: that name."""
    home: str = ""
    """Id of the record it is mended on."""
