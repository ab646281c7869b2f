"""What a package shows, from one state of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.errors import Refused
from grcdesk.models.base import col, table_of
from grcdesk.models.controls import ControlScope
from grcdesk.models.log import LogLine
from grcdesk.models.reviews import KeptFile
from grcdesk.reports.standing import standing
from grcdesk.rules.packages.choosing import OutgoingRule, choose
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.packages.packages import PackagePlan, PackedItem
from grcdesk.schemas.requests.requests import RequestRow
from grcdesk.services.common.context import Context
from grcdesk.services.common.in_force import in_force
from grcdesk.services.controls import reading as control_reading
from grcdesk.services.evidence import reading as evidence_reading
from grcdesk.services.exports import going_out, lint
from grcdesk.services.exports.gathering import gathered
from grcdesk.services.requests import reading as request_reading
from grcdesk.store import journal
from grcdesk.store.verifying import checkpoint
from grcdesk.terms import Scope

_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"


@dataclass(frozen=True, slots=True)
class PackageState:
    """The state of the desk that a package is made of."""

    matrix: Matrix
    items: tuple[PackedItem, ...]
    requests: tuple[RequestRow, ...]
    log: bytes
    """The lines of the change log up to the last that changed data, as they were chained."""
    checkpoint: bytes
    """Of the desk after that line; its time is that of the line."""
    store: str
    """Hash of the first entry of the log."""
    review_files: int
    """Files that access reviews rest on."""


def gather(context: Context, asked: PackagePlan) -> PackageState:
    """Everything, of the desk as it is now.

    Raises:
        Refused: for a day still to come, when the desk changes meanwhile, or when it is to be handed over or called
            final and something stands against it.
    """
    matrix = _checked(lint.linted(context, gathered(context, asked.as_of)), asked)
    items = listed(context, matrix.as_of, asked.overrides, matrix.broken)
    with context.store.read() as session:
        connection = session.connection()
        # the workbook was gathered in reads of its own: log and checkpoint must be of the same state of the desk
        refuse_moved(matrix.dates.entry, journal.head(connection, changes_only=True).seq)
        held = request_reading.shelf(session, request_reading.every(session))
        log = table_of(LogLine)
        query = select(log.c.line, log.c.hash).where(log.c.seq <= matrix.dates.entry).order_by(log.c.seq)
        found = session.execute(query).all()
        at = matrix.dates.recorded.strftime(_TIME)
        said = checkpoint.make(connection, f"{at[:-4]}Z", until=matrix.dates.entry)
        files = session.scalar(select(func.count()).select_from(KeptFile)) or 0
        requests = tuple(held.row(one, matrix.as_of) for one in held.requests)
    lines = b"".join(line + b"\n" for line, _ in found)
    return PackageState(matrix, tuple(items), requests, lines, said, str(found[0][1]), files)


def listed(context: Context, day: date, overrides: Mapping[str, str], broken: Mapping[str, str]) -> list[PackedItem]:
    """Every artefact with its place in a package, or why it has none."""
    with context.store.read() as session:
        keys = control_reading.keys(session, "", "", day)
        outside = select(col(ControlScope.control)).where(
            col(ControlScope.engagement) == in_force(session), col(ControlScope.effective) == Scope.OUT
        )
        out = set(session.scalars(outside))
        rows = evidence_reading.rows(session, evidence_reading.keys(session, "", "", day))
        asked = _asked(session)
    choice = OutgoingRule(day, [key for key in keys if key not in out], asked, broken, overrides)
    return [replace(one, state=standing(one.row, broken.get(one.row.id, ""))) for one in choose(rows, choice)]


def refuse_moved(entry: int, now: int) -> None:
    """Refuse a package of two states of the desk.

    Raises:
        Refused: when data has changed since.
    """
    if now != entry:
        raise Refused(f"the desk changed while the package was made: entry {entry}, now {now}", hint="make it again")


def _asked(session: Session) -> dict[str, str]:
    """By artefact, the first request it answers."""
    held = request_reading.shelf(session, request_reading.every(session))
    found: dict[str, str] = {}
    for request in held.requests:
        for name in held.evidence[request.id]:
            found.setdefault(name, request.id)
    return found


def _checked(matrix: Matrix, asked: PackagePlan) -> Matrix:
    """The content as it goes out.

    Raises:
        Refused: naming what stands against handing it over, or against calling it final.
    """
    reasons = [f"{name} FAILED INTEGRITY: {why}" for name, why in matrix.broken.items()]
    reasons += matrix.dates.notices
    if asked.final and reasons:
        raise Refused(
            "the package cannot be final", reasons=tuple(reasons), hint="without --final it is handed over as a draft"
        )
    return going_out.checked(matrix, asked.handover, final=asked.final)
