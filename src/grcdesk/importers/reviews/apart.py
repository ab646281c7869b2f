"""Lists of access reviews, read in a process of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from grcdesk.importers.reading.apart.process import JobControl, read
from grcdesk.schemas.registers.tables import PLAIN_WAY, TableWay
from grcdesk.schemas.reviews.accounts import AccountsFile, RosterFile, RulingsFile
from grcdesk.schemas.reviews.files import ReviewerAnswer

_CHILD = "grcdesk.importers.reviews.child"


def read_accounts(
    paths: Sequence[Path], way: TableWay = PLAIN_WAY, *, zone: str = "", admins: str = "", makers: str = "",
    job: JobControl | None = None,
) -> AccountsFile:  # fmt: skip
    """As `accounts.read_accounts`, of the pages of one list."""
    path, *more = paths
    how = {**asdict(way), "zone": zone, "admins": admins, "makers": makers, "more": [str(one) for one in more]}
    return read(_CHILD, "accounts", path, how, AccountsFile, job=job)


def read_roster(path: Path, way: TableWay = PLAIN_WAY, *, job: JobControl | None = None) -> RosterFile:
    """As `roster.read_roster`."""
    return read(_CHILD, "roster", path, asdict(way), RosterFile, job=job)


def read_rulings(path: Path, *, job: JobControl | None = None) -> RulingsFile:
    """As `rulings.read_rulings`."""
    return read(_CHILD, "rulings", path, {}, RulingsFile, job=job)


def read_answer(path: Path, *, job: JobControl | None = None) -> ReviewerAnswer:
    """As `answers.read_answer`."""
    return read(_CHILD, "answer", path, {}, ReviewerAnswer, job=job)


def read_holidays(path: Path) -> tuple[date, ...]:
    """As `holidays.read_holidays`."""
    return read(_CHILD, "holidays", path, {}, tuple[date, ...])
