"""One file of a watched folder: what its rule says of it, and its way through the importer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grcdesk import clock
from grcdesk.errors import BadInput, DeskError, NotFound, Refused
from grcdesk.rules.sync.patterns import days_in
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.evidence.imports import ImportPlan
from grcdesk.schemas.progress import Stop
from grcdesk.schemas.sync import FoundFile, SyncedFile, SyncRule
from grcdesk.services.evidence.imports import Imports
from grcdesk.terms import EvidenceKind
from grcdesk.terms.interchange import SyncState

_LONGEST = 500
_NAME = "name"
_OPTION = re.compile(r"--(as|map|key|zone|limit|keep) ([A-Z]+)")
"""Options of `evidence import` that a rule has too."""
_DATES = "--as-of "
_DATED = "a rule says it with {day} or {month} in its pattern, or with `as_of: modified`"
UNREADABLE = "it was recognised but not understood: place it once you have looked at it"


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is read, and what is said of it."""

    reading: ImportPlan
    said: Artefact


def plan(file: FoundFile, rule: SyncRule, zone: str) -> Plan:
    """What a rule makes of a file.

    Raises:
        BadInput: when its name should carry a day and carries none.
    """
    try:
        days = days_in(file.name, rule.files)
    except ValueError:
        hint = "rename the file, or the rule: {day} is a date like 2026-10-01"
        raise BadInput("the digits in its name are no day", hint=hint) from None
    written = datetime.fromtimestamp(file.modified / 1e9, UTC)
    dated: dict[str, Any] = {}
    if rule.as_of:
        day = (
            days[0]
            if rule.as_of == _NAME and days
            else written.astimezone(clock.find_zone(zone) if zone else None).date()
        )
        dated["as_of"] = day
    said = Artefact(
        EvidenceKind.EXPORT,
        title=rule.title,
        source=rule.source,
        query=rule.query,
        completeness=rule.completeness,
        pulled_at=clock.stamp(written) if rule.pulled_at else "",
        **dated,
    )
    start, end = days if days and not rule.as_of else (None, None)
    columns = Path(rule.columns) if rule.columns else None
    reading = ImportPlan(rule.importer, rule.zone, columns, start, end, limit=rule.limit, key=rule.key, keep=rule.keep)
    return Plan(reading, said)


def take(
    imports: Imports, file: FoundFile, rule: SyncRule, zone: str, *, dry_run: bool = False, stop: Stop | None = None
) -> SyncedFile:
    """Import one file; one that cannot be taken waits, with the reason.

    Raises:
        DeskError: when it is not the fault of the file, as when the disk is full; or when it was stopped.
    """
    try:
        meant = plan(file, rule, zone)
        preview = imports.preview(file.path, meant.reading, stop=stop)
        known = preview.report.understood
        done = imports.import_(
            file.path,
            meant.reading,
            said=meant.said,
            # what was not understood stands behind nothing by itself: it waits for a person to place it
            controls=rule.controls if known else (),
            tests=rule.tests if known else (),
            seen=preview.report,
            dry_run=dry_run,
            stop=stop,
        )
    except (BadInput, Refused, NotFound) as error:
        if stop is not None and stop():
            raise
        return waits(file, error)
    if done.unchanged:
        return SyncedFile(file.name, SyncState.KNOWN, done.unchanged[0], new=True, told=done.sentence)
    made = next((name for name in done.changed if name.startswith("EV-")), "")
    warnings = done.warnings if known else (*done.warnings, UNREADABLE)
    return SyncedFile(
        file.name, SyncState.TAKEN, made, new=True, batch=done.batch, told=done.sentence, warnings=warnings
    )


def _cure(hint: str) -> str:
    """What an import advises, as a rule says it."""
    return _DATED if hint.startswith(_DATES) else _OPTION.sub(r"`\1: \2` in its rule", hint)


def waits(file: FoundFile, error: DeskError) -> SyncedFile:
    """A file that waits because of an error, without the path that is known already."""
    reasons = "; ".join((error.message, *error.reasons))[:_LONGEST]
    said = f"{reasons}: {_cure(error.hint)}" if error.hint else reasons
    return SyncedFile(file.name, SyncState.WAITING, reason=said.replace(f"{file.path}: ", ""), new=True)
