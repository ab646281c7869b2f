"""Drawing: the number of items, the seed, and the items themselves, from frozen rows that are read once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic_core import from_json

from grcdesk.errors import BadInput, Damaged, NotFound, Refused
from grcdesk.importers.reading.small_files import file_bytes, file_text
from grcdesk.models.populations import Population
from grcdesk.models.samples import DrawnSample
from grcdesk.paths import DeskPaths, typed_path
from grcdesk.rules.audits.roles import ColumnKind
from grcdesk.rules.populations import names
from grcdesk.rules.samples import selection, sizes
from grcdesk.schemas.samples import DrawPlan
from grcdesk.services.populations.files import proven
from grcdesk.terms import Frequency
from grcdesk.terms.audits import Lane
from grcdesk.wording import count, join

KEPT = 5_000
"""Items a sample keeps; of more, as of a census of very many, they follow from seed and population."""


@dataclass(frozen=True, slots=True)
class Draw:
    """What decides which items are drawn."""

    lane: Lane
    seed: str
    number: int
    strata: str = ""
    items: tuple[str, ...] = ()
    """Of a list: as they were named."""


def named(items: Sequence[str]) -> tuple[str, ...]:
    """Keys as they are named, and those of files, a line each; each once.

    Raises:
        BadInput: when a file cannot be read, or holds no key.
    """
    found: list[str] = []
    for one in items:
        path = typed_path(one)
        if not path.is_file():
            found.append(" ".join(one.split()))
            continue
        lines = [" ".join(line.split()) for line in file_text(file_bytes(path), one).splitlines()]
        if not any(lines):
            raise BadInput("holds no key", hint="one a line", file=one)
        found += filter(None, lines)
    return tuple(dict.fromkeys(found))


def lane_of(plan: DrawPlan, usual: Lane) -> Lane:
    """The lane that is meant."""
    if plan.lane is not None:
        return plan.lane
    if plan.items:
        return Lane.LIST
    return Lane.CUSTOM if plan.number is not None else usual


def sized(plan: DrawPlan, lane: Lane, frequency: Frequency, rows: int) -> tuple[int, str]:
    """How many items, and why so many.

    Raises:
        Refused: when the lane needs what was not said, or was told what it has no use for.
    """
    if plan.number is not None and lane is not Lane.CUSTOM:
        raise Refused(f"the {lane.value} lane takes no number", hint="--lane custom takes --n")
    if plan.items and lane is not Lane.LIST:
        raise Refused(f"the {lane.value} lane takes no list of items", hint="--lane list takes --items")
    if lane is Lane.CENSUS:
        return rows, f"census: all {rows:,}"
    if lane is Lane.FIXED:
        return sizes.fixed(frequency, rows), sizes.told(frequency, rows)
    if lane is Lane.LIST:
        if not plan.items:
            raise Refused("which items did the auditor name?", hint="--items FILE, or --items KEY for each")
        return len(dict.fromkeys(plan.items)), "the auditor's list"
    return _chosen(plan, rows)


def _chosen(plan: DrawPlan, rows: int) -> tuple[int, str]:
    """A number that a person answers for; of fewer rows all are drawn."""
    if plan.number is None or not plan.by:
        lacking = [what for what, there in (("a number", plan.number), ("who chose it", plan.by)) if not there]
        raise Refused(f"the custom lane needs {join(lacking)}", hint="--n N --by PERSON")
    if plan.number < 1:
        raise Refused("a sample holds one item at least", hint="--n N")
    return min(plan.number, rows), f"{plan.number:,} as chosen by {plan.by}"


def checked_strata(row: Population, column: str, lane: Lane) -> str:
    """The column of dates by which the rows are cut into runs.

    Raises:
        Refused: in a lane that takes all items or those that are named.
        NotFound: when there is no such column.
        BadInput: when it holds no dates.
    """
    if not column:
        return ""
    if lane in {Lane.CENSUS, Lane.LIST}:
        raise Refused(f"the {lane.value} lane draws nothing", hint="--strata goes with --lane fixed or custom")
    kinds = {one.name: one.kind for one in names.read(row.columns)}
    if column not in kinds:
        raise NotFound.of("column", column, tuple(kinds))
    if kinds[column] not in {ColumnKind.TIME, ColumnKind.DATE}:
        dated = [name for name, kind in kinds.items() if kind in {ColumnKind.TIME, ColumnKind.DATE}]
        raise BadInput(f"`{column}` holds no dates", hint=f"such columns are {join(dated)}" if dated else "")
    return column


def drawn(paths: DeskPaths, row: Population, draw: Draw) -> list[str]:
    """The items, in order: by rank, or by run where there are strata, or as they were named.

    Raises:
        NotFound: when a named item is not in the population.
        Damaged: when the rows are missing, or not as they were frozen.
    """
    if draw.lane is Lane.LIST:
        # one pass over keys that are proven on the way; the list of the auditor is short, the population may not be
        wanted = dict.fromkeys(draw.items, False)
        for key in _keys(paths, row):
            if key in wanted:
                wanted[key] = True
        if unknown := [key for key, there in wanted.items() if not there]:
            said = f"{row.id} has no {join([repr(key) for key in unknown], 6)}"
            raise NotFound(said, hint=f"its keys: grcdesk populations export {row.id} --keys -o keys.txt")
        return list(wanted)
    if draw.strata:
        return selection.stratified(draw.seed, list(_dated(paths, row, draw.strata)), draw.number)
    return selection.first(draw.seed, _keys(paths, row), draw.number)


def _keys(paths: DeskPaths, row: Population) -> Iterator[str]:
    """The keys, whose hash is taken on the way.

    Raises:
        Damaged: when they are not those that name the population.
    """
    seen = hashlib.sha256()
    for line in proven(paths, row):
        key = from_json(line)[row.key_column]
        seen.update(f"{key}\n".encode())
        yield key
    if seen.hexdigest() != row.population_sha256:
        raise Damaged(f"the keys of {row.id} are not those that name it", hint="grcdesk log verify")


def _dated(paths: DeskPaths, row: Population, column: str) -> Iterator[tuple[str, str]]:
    for line in proven(paths, row):
        found = from_json(line)
        yield str(found.get(column) or ""), found[row.key_column]


def of_sample(row: DrawnSample) -> Draw:
    """What a stored draw was made of."""
    return Draw(row.lane, row.seed, row.size, row.strata, tuple(row.items) if row.lane is Lane.LIST else ())


def sentence(row: DrawnSample, population: Population) -> str:
    """What was drawn."""
    what = "all" if row.lane is Lane.CENSUS else f"{row.size:,} of"
    strata = f", one of each run by {row.strata}" if row.strata else ""
    source = f"{count(population.rows, 'item')} of {population.id} ({population.name})"
    return f"{row.id}: {what} {source} for {row.control}{strata}"
