"""Holding a population against a second source, key by key, without holding either."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from pydantic_core import from_json
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.populations import Population, PopulationDifference, Reconciliation
from grcdesk.schemas.populations import PopulationPlan
from grcdesk.services.common.ids import next_id
from grcdesk.services.populations import freezing
from grcdesk.services.populations import reading as lists
from grcdesk.store.work import Store
from grcdesk.terms.populations import DifferenceSide
from grcdesk.wording import count, join

KEPT = 500
"""Differences of one reconciliation that are kept one by one; of more, the lists are to be mended first."""


@dataclass(frozen=True, slots=True)
class SecondSource:
    """What a population is held against."""

    name: str
    sha256: str
    keys_sha256: str
    rows: int
    keys: Callable[[], Iterator[str]]


@dataclass(slots=True)
class Compared:
    """What differs."""

    here: int = 0
    there: int = 0
    only_here: int = 0
    only_there: int = 0
    listed: list[tuple[DifferenceSide, str]] = field(default_factory=list)
    """The first of them, in the order of keys."""


def second(store: Store, row: Population, against: str | Path, plan: PopulationPlan, way: freezing.Way) -> SecondSource:
    """The second source: a file that is read by the plan, or another population.

    Raises:
        NotFound: when it is neither.
        BadInput: when the file cannot be read.
        Refused: when it is the first.
    """
    with store.read() as session:
        source = lists.source_sha256(session, row)
    same = f"{against} is what {row.id} was frozen from: a second source is another list"
    path = Path(against)
    if isinstance(against, Path) or path.is_file():
        found = freezing.read(path, plan, way)
        if found.report.sha256 == source:
            raise Refused(same, hint="draw one from another system")
        key = next(iter(found.report.kinds))
        return SecondSource(
            path.name,
            found.report.sha256,
            found.rows.population_sha256,
            found.rows.rows,
            lambda: _keys(found.spooled, key),
        )
    with store.read() as session:
        other = lists.find(session, str(against))
        if other.id == row.id or lists.source_sha256(session, other) == source:
            raise Refused(same, hint="draw one from another system")
    return SecondSource(
        other.id, other.rows_sha256, other.population_sha256, other.rows, lambda: lists.keys(store.paths, other)
    )


def _keys(spooled: BinaryIO, column: str) -> Iterator[str]:
    spooled.seek(0)
    for line in spooled:
        yield from_json(line)[column]


def compare(here: Iterable[str], there: Iterable[str]) -> Compared:
    """Walk through two lists of keys that are in order."""
    # both were sorted by the same rule when they were read, so one pass is enough and neither is held in memory
    found = Compared()
    left, right = iter(here), iter(there)
    one, two = next(left, None), next(right, None)
    while one is not None or two is not None:
        if one is not None and (two is None or one < two):
            found.here += 1
            found.only_here += 1
            _list(found, DifferenceSide.HERE, one)
            one = next(left, None)
        elif two is not None and (one is None or two < one):
            found.there += 1
            found.only_there += 1
            _list(found, DifferenceSide.THERE, two)
            two = next(right, None)
        else:
            found.here += 1
            found.there += 1
            one, two = next(left, None), next(right, None)
    return found


def odd(found: Compared) -> tuple[str, ...]:
    """What to tell of two lists that have not one key in common: most likely the wrong column was held against it."""
    if found.here and found.there and found.only_here == found.here and found.only_there == found.there:
        return ("not one key is in both: is that the column of keys there? take it back, and name another (--key)",)
    return ()


def _list(found: Compared, side: DifferenceSide, key: str) -> None:
    if len(found.listed) < KEPT:
        found.listed.append((side, key))


def record(
    session: Session, row: Population, other: SecondSource, found: Compared, done: tuple[str, date]
) -> Reconciliation:
    """The rows of a reconciliation."""
    name, place = next_id(session, Reconciliation, "REC")
    made = Reconciliation(
        id=name,
        population=row.id,
        against=other.name,
        sha256=other.sha256,
        keys_sha256=other.keys_sha256,
        rows_here=found.here,
        rows_there=found.there,
        only_here=found.only_here,
        only_there=found.only_there,
        unlisted=found.only_here + found.only_there - len(found.listed),
        done_by=done[0],
        done_on=done[1],
        position=place,
    )
    session.add(made)
    session.add_all(
        PopulationDifference(id=f"{name}/{number}", reconciliation=name, item=key, side=side)
        for number, (side, key) in enumerate(found.listed, 1)
    )
    return made


def told(population: str, done: Reconciliation, found: Compared) -> str:
    """The sentence about it."""
    counts = f"{population} against {done.against}: {found.here:,} here, {found.there:,} there"
    sides = (
        _only(found, "here", found.only_here, DifferenceSide.HERE),
        _only(found, "there", found.only_there, DifferenceSide.THERE),
    )
    return f"{counts}; {join([one for one in sides if one]) or 'the same keys'}"


def _only(found: Compared, where: str, number: int, side: DifferenceSide) -> str:
    """`2 only here (CHG-1 and CHG-2)`; empty: none. Past what is listed one by one no key can be named."""
    if not number:
        return ""
    keys = [key for its, key in found.listed if its is side]
    return f"{number:,} only {where} ({join(keys, 3)})" if keys else f"{number:,} only {where}"


def explain(session: Session, row: Population, items: Sequence[str], reason: str, done: tuple[str, date]) -> int:
    """Give open differences their reason; how many.

    Raises:
        NotFound: when a key differs nowhere, or nothing is open.
        Refused: without a reason, or where too many differ to be explained.
    """
    if not reason:
        raise Refused("a difference is explained by a reason", hint="--reason TEXT")
    found = _unexplained(session, row)
    meant = _of_keys(found, items) if items else found
    if not items:
        _refuse_unlisted(session, row, len(found))
    if not meant:
        raise NotFound(f"{row.id} has no open difference", hint=f"grcdesk populations show {row.id}")
    for one in meant:
        one.reason, one.explained_by, one.explained_on = reason, done[0], done[1]
    return len(meant)


def _unexplained(session: Session, row: Population) -> list[PopulationDifference]:
    query = (
        select(PopulationDifference)
        .join(Reconciliation, col(Reconciliation.id) == col(PopulationDifference.reconciliation))
        .where(col(Reconciliation.population) == row.id, col(PopulationDifference.reason) == "")
    )
    return list(session.scalars(query))


def _of_keys(found: Sequence[PopulationDifference], items: Sequence[str]) -> list[PopulationDifference]:
    known = tuple(dict.fromkeys(one.item for one in found))
    for item in items:
        if item not in known:
            raise NotFound.of("open difference", item, known)
    return [one for one in found if one.item in items]


def _refuse_unlisted(session: Session, row: Population, listed: int) -> None:
    """One reason for all that is open says nothing of keys that were counted and never named."""
    query = select(func.sum(col(Reconciliation.unlisted))).where(col(Reconciliation.population) == row.id)
    if beyond := session.scalar(query):
        said = f"{count(int(beyond) + listed, 'difference')}: too many to be explained in one go"
        raise Refused(said, hint="mend the list that is wrong and freeze it again")
