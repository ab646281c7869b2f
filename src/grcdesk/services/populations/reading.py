"""Reading populations: those of the engagement in force, where their rows lie, and what tests may name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic_core import from_json
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.errors import Damaged, NotFound
from grcdesk.models.base import col
from grcdesk.models.evidence import Evidence
from grcdesk.models.imports import ImportRecord
from grcdesk.models.populations import Population
from grcdesk.paths import DeskPaths
from grcdesk.rules.audits.roles import RoleColumn
from grcdesk.rules.populations import names
from grcdesk.schemas.populations import PopulationRow
from grcdesk.services.common.in_force import in_force
from grcdesk.services.populations.standing import described
from grcdesk.store import vault


def newest(session: Session, name: str) -> Population | None:
    """The population that stands for a role in the engagement in force: the newest nobody dropped or rejected."""
    query = (
        select(Population)
        .join(Evidence, col(Evidence.id) == col(Population.evidence))
        .where(col(Population.engagement) == in_force(session), col(Population.name) == name)
        .where(col(Population.dropped) == "", col(Evidence.rejected) == "")
        .order_by(col(Population.position).desc())
    )
    return session.scalars(query).first()


def find(session: Session, name: str) -> Population:
    """A population of the engagement in force, by id or as the newest of that name.

    Raises:
        NotFound: when there is none, with what is near.
    """
    mine = select(Population).where(col(Population.engagement) == in_force(session))
    row = session.scalar(mine.where(func.lower(col(Population.id)) == name.strip().casefold()))
    row = row or newest(session, name.strip().casefold().replace("-", "_"))
    if row is None:
        known = [one for row in session.scalars(mine) for one in (row.id, row.name)]
        raise NotFound.of("population", name, tuple(dict.fromkeys(known)))
    return row


def source_sha256(session: Session, population: Population) -> str:
    """The hash of the file it was frozen from."""
    found = session.scalar(select(col(ImportRecord.sha256)).where(col(ImportRecord.id) == population.evidence))
    return found or ""


def rows_path(paths: DeskPaths, population: Population) -> Path:
    """Where its rows lie: JSON Lines in the order of keys, the columns as `columns` has them, empty ones left out."""
    return vault.blob(paths, population.rows_sha256)


def columns(population: Population) -> tuple[RoleColumn, ...]:
    """The columns of its rows, the key first, and behind them those of its role that the list does not have."""
    there = names.read(population.columns)
    lacking = names.lacking(names.role_of(population.name), there)
    role = {column.name: column for column in names.role_of(population.name).columns}
    return (*there, *(role[name] for name in lacking))


def keys(paths: DeskPaths, population: Population) -> Iterator[str]:
    """Its keys in order, one after the other.

    Raises:
        Damaged: when its rows are missing.
    """
    name = population.key_column
    for row in rows(paths, population):
        yield row[name]


def rows(paths: DeskPaths, population: Population) -> Iterator[dict[str, Any]]:
    """Its rows in the order of keys: column → value; times are UTC as text, numbers decimal text.

    Raises:
        Damaged: when they are missing.
    """
    try:
        with rows_path(paths, population).open("rb") as file:
            for line in file:
                yield from_json(line)
    except FileNotFoundError:
        raise Damaged(f"the rows of {population.id} are missing", hint="grcdesk evidence verify") from None


def state(session: Session, population: Population) -> tuple[bool, tuple[str, ...]]:
    """Whether it can carry a conclusion, and if not, why."""
    row = described(session, [population])[0]
    return row.final, row.why_not_final


def shelf(session: Session) -> list[PopulationRow]:
    """All populations of the engagement in force, in the order they were frozen."""
    query = select(Population).where(col(Population.engagement) == in_force(session))
    return described(session, list(session.scalars(query.order_by(col(Population.position)))))
