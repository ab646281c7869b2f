"""Evidence wanted against evidence there, control by control; and where what waits may belong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.catalogs import Catalog, Control
from grcdesk.models.controls import Assessment, ControlScope
from grcdesk.models.evidence import Evidence, EvidenceLink
from grcdesk.rules.evidence import suggest as rules
from grcdesk.schemas.controls.controls import Backing
from grcdesk.schemas.evidence.evidence import EvidenceRow, Suggestion, WantedControl
from grcdesk.services.common import in_force
from grcdesk.services.common.context import Service
from grcdesk.services.controls import reading as control_reading
from grcdesk.services.controls.plan_writing import require_control
from grcdesk.services.controls.wanted_kinds import rows
from grcdesk.services.evidence import reading
from grcdesk.terms import SERVES, EvidenceKind, Scope, Status


class WantedBoard(Service):
    """Verbs on what is wanted."""

    def list(self, controls: Sequence[str] = ()) -> list[WantedControl]:
        """What is wanted and what is there, for each control in scope that is applicable, or for each named.

        Raises:
            NotFound: when a named control does not exist.
        """
        with self._store.read() as session:
            for control in controls:
                require_control(session, control)
            meant = list(dict.fromkeys(controls)) or _in_scope(session)
            today = self._today()
            asked = rows(session, meant, today)
            return [
                WantedControl(
                    row.id,
                    row.title,
                    row.status,
                    row.support,
                    Backing(row.have, row.need),
                    row.evidence,
                    max((one.newest for one in asked[row.id] if one.newest), default=None),
                    tuple(asked[row.id]),
                )
                for row in control_reading.rows(session, meant, today)
            ]

    def suggest(self, evidence: Sequence[str] = ()) -> dict[str, tuple[Suggestion, ...]]:
        """Where artefacts may belong, best first; of those named, or of all that wait. A person confirms.

        Five queries whatever their number.
        """
        with self._store.read() as session:
            keys = list(evidence) or reading.keys(session, "is:unplaced", "", self._today())
            return suggestions(session, reading.rows(session, keys), self._today())


def _in_scope(session: Session) -> list[str]:
    query = (
        select(col(Control.id))
        .join(ControlScope, in_force.placed(session))
        .join(Assessment, col(Assessment.control) == col(Control.id))
        .join(Catalog, col(Catalog.id) == col(Control.catalog))
        .where(col(ControlScope.effective) == Scope.IN, col(Assessment.status) != Status.NOT_APPLICABLE)
        .order_by(col(Catalog.position), col(Control.position))
    )
    return list(session.scalars(query))


def suggestions(session: Session, found: Sequence[EvidenceRow], today: date) -> dict[str, tuple[Suggestion, ...]]:
    """Where those artefacts may belong, by what is lacking on that day."""
    waiting = [row for row in found if not row.controls and not row.rejected]
    homes = _homes(session, today) if waiting else []
    return {row.id: rules.suggest(_homeless(row), homes) for row in waiting}


def _homeless(row: EvidenceRow) -> rules.Homeless:
    texts = (row.title, row.file_name or row.url.rpartition("/")[2], row.source)
    importer = row.importer.partition(" ")[0]
    return rules.Homeless(
        row.kind,
        rules.words_of(*texts),
        " ".join(texts).casefold(),
        " ".join(row.source.split()),
        row.importer,
        SERVES.get(importer, ()),
    )


def _homes(session: Session, today: date) -> list[rules.Home]:
    meant = _in_scope(session)
    asked = rows(session, meant, today)
    sources: dict[str, dict[tuple[EvidenceKind, str], str]] = defaultdict(dict)
    by = (col(EvidenceLink.control), col(Evidence.kind), col(Evidence.source), col(Evidence.importer))
    placed = (
        select(
            col(EvidenceLink.control),
            col(Evidence.kind),
            col(Evidence.source),
            col(Evidence.importer),
            func.max(col(Evidence.id)),
        )
        .join(Evidence, col(Evidence.id) == col(EvidenceLink.evidence))
        .where(col(Evidence.rejected) == "")
        .group_by(*by)
    )
    for control, kind, source, importer, name in session.execute(placed):
        sources[control][kind, " ".join(source.split()).casefold()] = name
        # the next file of an importer goes where its last one stands, whatever its source is called this time
        if importer:
            sources[control][kind, f"importer {importer}"] = name
    texts = select(col(Control.id), col(Control.title), col(Control.objective)).where(col(Control.id).in_(meant))
    said = {name: (title, objective) for name, title, objective in session.execute(texts)}
    return [
        rules.Home(
            control,
            {one.kind: one.have == 0 for one in asked[control]},
            rules.words_of(*said[control], *(one.what for one in asked[control])),
            sources[control],
        )
        for control in meant
    ]
