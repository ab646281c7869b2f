"""Samples drawn from populations: the items, and all that is needed to draw them again."""

from __future__ import annotations

from sqlalchemy import CheckConstraint

from grcdesk.models.base import Row, flag, key, number, term, text, words
from grcdesk.terms.audits import Lane


class DrawnSample(Row):
    """One draw. It never changes; one that counts no longer keeps its items, with the reason."""

    __tablename__ = "sample"
    __table_args__ = (CheckConstraint("population <> '' AND control <> '' AND items_sha256 <> ''"),)
    id: str = key()
    engagement: str = text(index=True)
    control: str = text(index=True)
    population: str = text(index=True)
    population_sha256: str = text()
    rows_sha256: str = text()
    lane: Lane = term(Lane, "lane")
    size: int = number(name="size")
    seed: str = text()
    """As it was used; of a list of items it is empty: nothing was drawn."""
    seed_given: bool = flag("seed_given")
    """Whether the auditor gave it; else it follows from engagement, control and population."""
    seed_name: str = text()
    """The name of the engagement as it stands in the seed."""
    strata: str = text()
    """The column of dates whose runs each gave one item; empty: none."""
    size_reason: str = text()
    """Why so many."""
    chosen_by: str = text()
    """Who chose the number, or the items, where no rule did."""
    reason: str = text()
    interim: list[str] = words()
    """Why the population was not final when it was drawn from; empty: it was."""
    items: list[str] = words()
    """In the order they were drawn; of a census, or of very many, none is kept: they follow from the rest."""
    items_sha256: str = text()
    """Of the items in their order, a line feed behind each."""
    drawn_by: str = text()
    drawn_at: str = text()
    """UTC."""
    dropped: str = text()
    """Why it counts no longer; empty: it does."""
    position: int = number(name="position")
