"""The list of people that access reviews are compared with."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint

from grcdesk.models.base import Row, day, key, number, text, words
from grcdesk.terms.bounds import MOST_BYTES


class RosterList(Row):
    """A list of people as it was read: from where, when, and what was left out of it. The newest is in force."""

    __tablename__ = "roster_list"
    __table_args__ = (CheckConstraint("sha256 <> '' AND people > 0"),)
    id: str = key()
    source: str = text()
    """System or department it comes from, as told."""
    file_name: str = text()
    sha256: str = text()
    size: int = number(name="size", most=MOST_BYTES)
    pulled_on: date | None = day("pulled_on")
    """Day it was drawn, as told; None: not told."""
    pulled_by: str = text()
    loaded_at: str = text()
    """UTC time it was read here."""
    loaded_by: str = text()
    rows: int = number(name="rows")
    people: int = number(name="people")
    columns: list[str] = words()
    dropped: list[str] = words()
    unknown: list[str] = words()
    skipped: list[str] = words()
    assumed: list[str] = words()
    gone: int = number(name="gone")
    """People of the list before who are not on it, or have left on it."""
    confirmed: str = text()
    """Why more than half of the people may be gone."""
    position: int = number(name="position")


class RosterPerson(Row):
    """A person as the human-resources list knows him."""

    __tablename__ = "roster_person"
    id: str = key()
    name: str = text()
    mail: str = text()
    aliases: list[str] = words()
    manager: str = text()
    started: date | None = day("started")
    moved: date | None = day("moved")
    left_on: date | None = day("left_on")
    position: int = number(name="position")
