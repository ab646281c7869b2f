"""What others must know of artefacts that are frozen as populations.

Loads no model of them: each costs a start 4 ms.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


_POPULATION = _table("population", "id", "name", "evidence", "dropped")
_HELD = _table("reconciliation", "id", "population", "unlisted")
_DIFFERENCE = _table("population_difference", "reconciliation", "reason")
_EVIDENCE = _table("evidence", "id", "rows_skipped")


def frozen_as(session: Session, evidence: str) -> str:
    """The population an artefact is frozen as; empty: none."""
    query = sa.select(_POPULATION.c.id).where(_POPULATION.c.evidence == evidence)
    return session.scalar(query.order_by(_POPULATION.c.id)) or ""


def doubts_and_names(session: Session) -> tuple[dict[str, str], dict[str, str]]:
    """By artefact what keeps its population from final besides what its own row tells; and its population's name.

    The first stands behind `lacks`: rows that cannot be used, whatever is said of them, and differences with a second
    source nobody explained. An artefact whose populations have several names is not told by any of them.
    """
    found = list(
        session.execute(
            sa.select(_POPULATION.c.id, _POPULATION.c.name, _POPULATION.c.evidence, _EVIDENCE.c.rows_skipped)
            .join(_EVIDENCE, _EVIDENCE.c.id == _POPULATION.c.evidence)
            .where(_POPULATION.c.dropped == "")
        )
    )
    unexplained = _open(session) if found else {}
    told: dict[str, str] = {}
    called: dict[str, set[str]] = defaultdict(set)
    for population, name, evidence, skipped in found:
        called[evidence].add(name)
        if unexplained.get(population):
            told[evidence] = f"an explanation of {unexplained[population]:,} differences with its second source"
        elif skipped:
            told[evidence] = f"{skipped:,} rows that could not be used: mend the list and freeze it again"
    return told, {evidence: min(names) for evidence, names in called.items() if len(names) == 1}


def _open(session: Session) -> dict[str, int]:
    """By population how many differences are open."""
    beyond = sa.select(_HELD.c.population, sa.func.sum(_HELD.c.unlisted)).group_by(_HELD.c.population)
    unexplained: Any = (
        sa.select(_HELD.c.population, sa.func.count())
        .select_from(_HELD)
        .join(_DIFFERENCE, _DIFFERENCE.c.reconciliation == _HELD.c.id)
        .where(_DIFFERENCE.c.reason == "")
        .group_by(_HELD.c.population)
    )
    found: dict[str, int] = defaultdict(int)
    for query in (beyond, unexplained):
        for name, number in session.execute(query):
            found[name] += int(number)
    return found
