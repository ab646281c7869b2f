"""Change to proof: every change of the newest list, with its approval, its evaluation and its deployment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from grcdesk.errors import NotFound
from grcdesk.models.unreadable import stored_moment
from grcdesk.rules.fields.testing import CHANGE_FIELDS, CHANGE_READERS
from grcdesk.rules.filters import filters
from grcdesk.rules.testing.changes import GATE, Deployment, Evaluation, ModelChange, Proof, judge
from grcdesk.schemas.testing.testing import ProofRow
from grcdesk.services.common.context import Service
from grcdesk.services.populations import reading as populations
from grcdesk.services.testing.reading import board

_CONTROL = GATE.partition(".")[0]
_LIMIT = "min_score"


class Changes(Service):
    """What is on file of each change of the engagement in force."""

    def list(self, where: str = "", *, sort: str = "") -> list[ProofRow]:
        """Every change of the newest frozen list and deployments without a change; or those that match a filter.

        Raises:
            FilterError: when the filter cannot be understood.
            NotFound: when no list of changes is on file.
        """
        text = " ".join(part for part in (where, f"sort:{sort}" if sort else "") if part)
        today = self._today()
        tree = filters.parse(text, CHANGE_FIELDS, today)
        with self._store.read() as session:
            rows = self._rows(session)
        kept = [row for row in rows if filters.match(tree, row, CHANGE_READERS, today)]
        return filters.arrange(tree, kept, CHANGE_READERS) if tree.sort else kept

    def show(self, change: str) -> ProofRow:
        """One change, or a deployment that no change explains, by its id.

        Raises:
            NotFound: when there is none.
        """
        with self._store.read() as session:
            rows = self._rows(session)
        for row in rows:
            if change in (row.change_id, row.deployment):
                return row
        raise NotFound.of("change", change, tuple(row.change_id or row.deployment for row in rows))

    def _rows(self, session: Session) -> Sequence[ProofRow]:
        source = populations.newest(session, "model_changes")
        if source is None:
            raise NotFound(
                "no list of changes is on file",
                hint="grcdesk populations add FILE --name model_changes --control AI-PI-01",
            )
        return [
            _row(one, source.id)
            for one in judge(
                self._read(session, "model_changes", _change) or [],
                self._read(session, "evaluations", _evaluation),
                self._read(session, "deployments", _deployment),
                self._limit(session),
            )
        ]

    def _read(self, session: Session, name: str, read: Callable[[str, dict[str, Any]], Any]) -> Sequence[Any] | None:
        """The newest list of that name; None when there is none."""
        found = populations.newest(session, name)
        # no list is not an empty list: without deployments on file nothing is said of them
        if found is None:
            return None
        rows: Iterator[dict[str, Any]] = populations.rows(self._store.paths, found)
        return [read(str(row.get(found.key_column) or ""), row) for row in rows]

    @staticmethod
    def _limit(session: Session) -> Decimal:
        """The score an evaluation must reach, as the engagement has it."""
        here = board(session, [_CONTROL])
        return next(Decimal(one.value) for one in here.measured_by(_CONTROL) if one.name == _LIMIT)


def _row(one: Proof, population: str) -> ProofRow:
    return ProofRow(
        *(one.change_id, _stamp(one.approved), _stamp(one.evaluated), _stamp(one.deployed), one.verdict, one.why),
        *(one.deployment, tuple(dict.fromkeys(test for test, _ in one.reasons)), population),
    )


def _stamp(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment is not None else ""


def _change(key: str, row: dict[str, Any]) -> ModelChange:
    return ModelChange(
        *(key, _text(row, "commit"), _text(row, "author"), _text(row, "approver")),
        *(_time(row, "approved_at"), _time(row, "deployed_at"), _time(row, "evaluated_at"), _text(row, "eval_commit")),
        *(_number(row, "score"), _number(row, "threshold")),
    )


def _evaluation(key: str, row: dict[str, Any]) -> Evaluation:
    score, threshold = _number(row, "score"), _number(row, "threshold")
    return Evaluation(key, _text(row, "commit"), _time(row, "finished_at"), score, threshold, row.get("passed"))


def _deployment(key: str, row: dict[str, Any]) -> Deployment:
    return Deployment(key, _text(row, "commit"), _time(row, "deployed_at"))


def _text(row: dict[str, Any], name: str) -> str:
    return str(row.get(name) or "")


def _time(row: dict[str, Any], name: str) -> datetime | None:
    found = row.get(name)
    return stored_moment(found) if found else None


def _number(row: dict[str, Any], name: str) -> Decimal | None:
    found = row.get(name)
    return None if found is None or found == "" else Decimal(str(found))
