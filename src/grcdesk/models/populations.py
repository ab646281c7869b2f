"""Frozen populations: which list stands for which role, what names it, and how it agrees with a second source."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index

from grcdesk.models.base import Row, day, key, number, term, text, words
from grcdesk.terms.populations import DifferenceSide


class Population(Row):
    """A list frozen as what happened. Its query, its pull and its check stand with its artefact."""

    __tablename__ = "population"
    __table_args__ = (
        CheckConstraint("period_from <= period_to"),
        CheckConstraint("name <> '' AND evidence <> '' AND population_sha256 <> '' AND rows_sha256 <> ''"),
        Index("ix_population_engagement", "engagement", "name"),
    )
    id: str = key()
    engagement: str = text()
    name: str = text()
    """Its role in the tests, or a name of its own."""
    evidence: str = text(index=True)
    """The artefact it is kept as: query, pull, completeness, controls."""
    period_from: date = day("period_from", null=False)
    period_to: date = day("period_to", null=False)
    """The days it is said to reach over. Its artefact shows none after the pull."""
    key_column: str = text()
    """The column of the frozen rows that holds the key."""
    key_source: str = text()
    """What the list calls it; of several ` + ` between."""
    columns: list[str] = words()
    """Name and kind of each column, the key first: `merged_at time`."""
    rows: int = number(name="rows")
    population_sha256: str = text()
    """Of its keys: sorted, a line feed behind each."""
    rows_sha256: str = text()
    """Of its rows, JSON Lines in the order of keys; they lie in the vault under it."""
    supersedes: str = text()
    """The one of the same name it stands in the place of."""
    dropped: str = text()
    """Why it counts no longer; empty: it does."""
    frozen_by: str = text()
    frozen_at: str = text()
    """UTC."""
    position: int = number(name="position")


class Reconciliation(Row):
    """A population held against a second source: counts, and keys that only one of the two has."""

    __tablename__ = "reconciliation"
    id: str = key()
    population: str = text(index=True)
    against: str = text()
    """Another population, or the name of a file."""
    sha256: str = text()
    """Of that file, or of the rows of that population."""
    keys_sha256: str = text()
    """Of its keys, as `population_sha256`."""
    rows_here: int = number(name="rows_here")
    rows_there: int = number(name="rows_there")
    only_here: int = number(name="only_here")
    only_there: int = number(name="only_there")
    unlisted: int = number(name="unlisted")
    """Differences beyond those that are kept one by one: they can be explained by no one."""
    done_by: str = text()
    done_on: date = day("done_on", null=False)
    position: int = number(name="position")


class PopulationDifference(Row):
    """A key that one of two sources lacks."""

    __tablename__ = "population_difference"
    id: str = key()
    """`REC-1/3`."""
    reconciliation: str = text(index=True)
    item: str = text()
    side: DifferenceSide = term(DifferenceSide, "side")
    """Which of the two has it."""
    reason: str = text()
    """Why it is not in the other; empty: nobody knows."""
    explained_by: str = text()
    explained_on: date | None = day("explained_on")
