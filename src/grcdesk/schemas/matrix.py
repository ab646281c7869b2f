"""Everything the control-matrix workbook shows, gathered by the services and written by the reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.catalogs import CatalogRow
from grcdesk.schemas.controls import ControlDetail, MappingRow, TestRow
from grcdesk.schemas.gap import GapSummary
from grcdesk.schemas.scope import CriterionRow, ScopeView


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One changed field since the last export."""

    when: str
    """UTC time, ISO."""
    who: str
    what: str
    """Action and record, e.g. `control.set AI-SEC-01`."""
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """The content of the workbook. Same matrix → same bytes."""

    as_of: date
    scope: ScopeView
    catalogs: tuple[CatalogRow, ...]
    log_position: int
    """Sequence number of the last entry that changed data."""
    log_head: str
    """Its hash, hex."""
    settings: tuple[tuple[str, str], ...]
    """House defaults in force: name, value."""
    summary: GapSummary
    controls: tuple[ControlDetail, ...]
    criteria: tuple[CriterionRow, ...]
    mappings: tuple[MappingRow, ...]
    tests: tuple[TestRow, ...]
    changes: tuple[ChangeRow, ...]
    version: str
    """Of the program."""
