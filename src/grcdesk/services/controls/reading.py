"""Reading controls: keys in order, rows of a window, details. The number of queries does not grow with the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.models.base import col, table_of
from grcdesk.models.catalogs import Catalog, Control, Mapping
from grcdesk.models.controls import Assessment, ControlScope, Tailoring
from grcdesk.models.evidence import Evidence, EvidenceLink
from grcdesk.models.gap import Action
from grcdesk.rules.controls.support import Reach, support
from grcdesk.rules.fields.controls import control_fields
from grcdesk.rules.filters import filters
from grcdesk.schemas.catalogs.frameworks import Framework, FrameworkItems
from grcdesk.schemas.controls.controls import Backing, ControlRow
from grcdesk.schemas.keys import Keys
from grcdesk.services.common import frameworks, in_force
from grcdesk.services.controls import backing
from grcdesk.store import where
from grcdesk.terms import ActionStatus, Design, Implemented, Relationship, Scope, Status, Support, Tailored

_CHUNK = 500


def artefacts(control: Any) -> Any:
    """Number of dated artefacts behind a control that nobody rejected."""
    return (
        select(func.count())
        .select_from(EvidenceLink)
        .join(Evidence, col(Evidence.id) == col(EvidenceLink.evidence))
        .where(col(EvidenceLink.control) == control, col(Evidence.rejected) == "")
        .correlate(Control)
        .scalar_subquery()
    )


def open_actions(control: Any) -> Any:
    """Number of open actions of a control."""
    return (
        select(func.count())
        .select_from(Action)
        .where(col(Action.control) == control, col(Action.status) == ActionStatus.OPEN)
        .correlate(Control)
        .scalar_subquery()
    )


def open_on(day: date) -> Any:
    """Actions that were open on a day: `rules.controls.gap.open_on` in SQL."""
    return sa.and_(
        sa.or_(col(Action.opened_on).is_(None), col(Action.opened_on) <= day),
        sa.or_(col(Action.closed_on).is_(None), col(Action.closed_on) > day),
    )


def _mapped(framework: str) -> Any:
    def condition(value: str) -> Any:
        return (
            select(col(Mapping.id))
            .where(
                col(Mapping.control) == col(Control.id),
                col(Mapping.framework) == framework,
                col(Mapping.relationship) != Relationship.NO_RELATIONSHIP,
                where.item_within(table_of(Mapping).c.item, value) if value else sa.true(),
            )
            .correlate(Control)
            .exists()
        )

    return condition


def _support(meant: Reach) -> Any:
    """`rules.controls.support.support` as SQL."""
    have, need = backing.columns(col(Control.id), meant)
    claim = sa.or_(
        func.coalesce(col(Assessment.design), "") != Design.ADEQUATE,
        func.coalesce(col(Assessment.implemented), "") != Implemented.YES,
        have == 0,
    )
    # the order of the rule: a claim stays one however many artefacts lie behind it
    return sa.case(
        (col(Assessment.status) != Status.IN_PLACE, sa.null()),
        (claim, Support.CLAIM_ONLY.value),
        (have >= need, Support.SUPPORTED.value),
        else_=Support.SUPPORTED_IN_PART.value,
    )


def columns(today: date, meant: Reach, known: Sequence[Framework]) -> dict[str, Any]:
    """The fields of `control_fields` as SQL.

    Args:
        today: the day dates are judged on.
        meant: the days evidence must meet, as of that day.
        known: the frameworks in the desk.
    """
    role = func.coalesce(func.nullif(col(Assessment.role), ""), col(Control.owner_role))
    backed = _support(meant)
    unsupported = sa.and_(col(Assessment.status) == Status.IN_PLACE, backed != Support.SUPPORTED.value)
    overdue = sa.and_(
        col(Assessment.due) < today,
        col(Assessment.status).not_in([Status.IN_PLACE, Status.NOT_APPLICABLE]),
    )
    return {
        "id": col(Control.id),
        "title": col(Control.title),
        "scope": col(ControlScope.effective),
        "status": col(Assessment.status),
        "design": col(Assessment.design),
        "implemented": col(Assessment.implemented),
        "support": backed,
        "owner": col(Assessment.owner),
        "role": role,
        "due": col(Assessment.due),
        "evidence": artefacts(col(Control.id)),
        "actions": open_actions(col(Control.id)),
        "frequency": col(Control.frequency),
        "type": col(Control.type),
        "nature": col(Control.nature),
        "catalog": col(Control.catalog),
        **{one.short: _mapped(one.id) for one in known},
        "is": {
            "unsupported": unsupported,
            "overdue": overdue,
            "optional": col(ControlScope.effective) == Scope.OPTIONAL,
            "tailored": select(col(Tailoring.id)).where(col(Tailoring.control) == col(Control.id)).exists(),
        },
        "text": _searched(role),
    }


def _searched(role: Any) -> list[Any]:
    """What bare words are looked for in: all that a list of controls shows, and what is said of one at length."""
    return [
        col(Control.id),
        col(Control.title),
        col(Control.statement),
        col(Assessment.gap),
        col(Assessment.note),
        col(Assessment.owner),
        role,
        col(Assessment.due),
        *(where.worded(one) for one in (col(Assessment.status), col(ControlScope.effective), col(Control.frequency))),
        where.joined(
            col(Mapping.item),
            col(Mapping.control) == col(Control.id),
            col(Mapping.relationship) != Relationship.NO_RELATIONSHIP,
        ),
    ]


def keys(session: Session, text: str, sort: str, today: date) -> Keys:
    """Ids of the controls that match, in order: as sorted, else as the catalogs list them.

    Raises:
        FilterError: when the filter cannot be understood.
    """
    known = frameworks.listed(session)
    tree = filters.parse(
        " ".join(part for part in (text, f"sort:{sort}" if sort else "") if part), control_fields(known), today
    )
    available = columns(today, backing.within(session, today), known)
    query = (
        select(col(Control.id))
        .join(Assessment, col(Assessment.control) == col(Control.id))
        .join(ControlScope, in_force.placed(session))
        .where(where.to_sql(tree, available, today))
    )
    if tree.sort:
        query = query.order_by(*where.order_by(tree, available))
    else:
        # the desk's catalogs in the order they came
        query = query.join(Catalog, col(Catalog.id) == col(Control.catalog)).order_by(
            col(Catalog.position), col(Control.position)
        )
    return where.keys(session.connection(), query)


def rows(session: Session, wanted: Sequence[str], today: date) -> list[ControlRow]:
    """The rows of those controls, in that order; ids that do not exist are left out.

    Evidence is judged as of that day.
    """
    found: dict[str, ControlRow] = {}
    meant, known = backing.within(session, today), frameworks.listed(session)
    for start in range(0, len(wanted), _CHUNK):
        found.update(_chunk(session, wanted[start : start + _CHUNK], meant, known))
    return [found[key] for key in wanted if key in found]


def _chunk(session: Session, wanted: Sequence[str], meant: Reach, known: Sequence[Framework]) -> dict[str, ControlRow]:
    mapped: dict[tuple[str, str], list[str]] = defaultdict(list)
    for control, framework, item in session.execute(
        select(col(Mapping.control), col(Mapping.framework), col(Mapping.item))
        .where(col(Mapping.control).in_(wanted), col(Mapping.relationship) != Relationship.NO_RELATIONSHIP)
        .order_by(col(Mapping.primary).desc(), col(Mapping.position))
    ):
        mapped[control, framework].append(item)
    columns = _row_columns(meant)
    query = (
        select(*columns.values())
        .join(Assessment, col(Assessment.control) == col(Control.id))
        .join(ControlScope, in_force.placed(session))
        .where(col(Control.id).in_(wanted))
    )
    return {
        row[0]: ControlRow(
            maps=tuple(FrameworkItems(one, tuple(mapped[row[0], one.id])) for one in known),
            **(found := _told(dict(zip(columns, row, strict=True)))),
            support=support(
                found["status"], found["design"], found["implemented"], Backing(found["have"], found["need"])
            ),
        )
        for row in session.execute(query)
    }


def _told(found: dict[str, Any]) -> dict[str, Any]:
    names = (found["tailored"] or "").split()
    return found | {"tailored": tuple(name for name in Tailored if name in names)}


def _row_columns(meant: Reach) -> dict[str, Any]:
    """The fields of a `ControlRow` that are columns, the id first."""
    have, need = backing.columns(col(Control.id), meant)
    return {
        "id": col(Control.id),
        "title": col(Control.title),
        "catalog": col(Control.catalog),
        "scope": col(ControlScope.effective),
        "status": col(Assessment.status),
        "design": col(Assessment.design),
        "implemented": col(Assessment.implemented),
        "have": have,
        "need": need,
        "evidence": artefacts(col(Control.id)),
        "open_actions": open_actions(col(Control.id)),
        "owner": col(Assessment.owner),
        "owner_role": func.coalesce(func.nullif(col(Assessment.role), ""), col(Control.owner_role)),
        "due": col(Assessment.due),
        "frequency": col(Control.frequency),
        "type": col(Control.type),
        "nature": col(Control.nature),
        "tailored": select(func.aggregate_strings(col(Tailoring.field), " "))
        .where(col(Tailoring.control) == col(Control.id))
        .correlate(Control)
        .scalar_subquery(),
        "version": col(Assessment.version),
    }
