"""Reading the scope: what is selected, what follows from it, and which criteria are answered by what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound
from grcdesk.models.audits import Engagement
from grcdesk.models.base import col
from grcdesk.models.catalogs import Catalog, Control, FrameworkItem, Mapping
from grcdesk.models.controls import Assessment, ControlScope
from grcdesk.models.programme import PROGRAMME, Declaration, Exclusion, Programme
from grcdesk.rules.controls import gap as gap_rules
from grcdesk.rules.programme import scope as rules
from grcdesk.rules.programme.answered import MappedControl, stale
from grcdesk.schemas import programme as views
from grcdesk.schemas.catalogs.frameworks import Framework
from grcdesk.schemas.programme import CriterionRow, Override, Period, ScopeView
from grcdesk.services.common import frameworks
from grcdesk.services.common.in_force import engagement, in_force, systems
from grcdesk.terms import Category, Relationship, Scope
from grcdesk.wording import count, word


def chosen(categories: Iterable[Category]) -> list[Category]:
    """The categories in their usual order, Security always among them."""
    wanted = {Category.SECURITY, *categories}
    return [category for category in Category if category in wanted]


def programme(session: Session) -> Programme:
    """The one row about whose desk this is."""
    row = session.get(Programme, PROGRAMME)
    if row is None:
        raise NotFound("the desk has no programme", hint="grcdesk log verify names what is broken")
    return row


def selected(session: Session) -> tuple[Category, ...]:
    """The categories of the engagement."""
    return tuple(Category(name) for name in engagement(session).categories)


def _asked(query: Any) -> Any:
    """Mappings of a query, of those frameworks alone that are answered by criterion."""
    item = (col(FrameworkItem.framework) == col(Mapping.framework)) & (col(FrameworkItem.ref) == col(Mapping.item))
    return (
        query.join(FrameworkItem, item)
        .join(Catalog, col(Catalog.id) == col(Mapping.framework))
        .where(~col(Catalog.by_statement))
    )


def recompute(session: Session) -> None:
    """Compute every control's scope again, in every engagement. What a person decided stays decided."""
    session.flush()
    wanted = {row.id: tuple(Category(name) for name in row.categories) for row in session.scalars(select(Engagement))}
    links: dict[str, list[rules.CriterionMapping]] = defaultdict(list)
    for control, category, relationship, primary in session.execute(
        _asked(
            select(col(Mapping.control), col(FrameworkItem.category), col(Mapping.relationship), col(Mapping.primary))
        )
    ):
        links[control].append(rules.CriterionMapping(category, relationship, primary))
    for row in session.scalars(select(ControlScope)):
        row.computed = rules.control_scope(links[row.control], wanted[row.engagement])
        row.effective = row.decided or row.computed


def _places(session: Session, engagement_id: str) -> Iterator[ControlScope]:
    """Where each control stands in an engagement, as catalogs list them."""
    query = (
        select(ControlScope)
        .join(Control, col(Control.id) == col(ControlScope.control))
        .join(Catalog, col(Catalog.id) == col(Control.catalog))
        .where(col(ControlScope.engagement) == engagement_id)
        .order_by(col(Catalog.position), col(Control.position))
    )
    yield from session.scalars(query)


def _exclusions(session: Session, engagement_id: str) -> tuple[views.ExclusionRow, ...]:
    query = select(Exclusion).where(col(Exclusion.engagement) == engagement_id)
    # EX-10 comes after EX-9
    query = query.order_by(func.length(col(Exclusion.id)), col(Exclusion.id))
    return tuple(views.ExclusionRow(item.id, item.what, item.reason) for item in session.scalars(query))


def _numbers(listed: Iterable[CriterionRow], wanted: Iterable[Category]) -> dict[Category, int]:
    found = Counter(item.category for item in listed)
    return {category: found[category] for category in wanted}


def _period(row: Engagement) -> Period | None:
    return Period(row.period_start, row.period_end) if row.period_start and row.period_end else None


def view(session: Session) -> ScopeView:
    """The scope as one session sees it."""
    about, row = programme(session), engagement(session)
    wanted = selected(session)
    listed = criteria(session)
    controls: dict[Scope, list[str]] = {scope: [] for scope in Scope}
    overrides = []
    for place in _places(session, row.id):
        controls[place.effective].append(place.control)
        if place.decided is not None:
            overrides.append(Override(place.control, place.computed, place.decided, place.reason, place.by))
    return ScopeView(
        organisation=about.organisation,
        programme=about.name,
        engagement=row.id,
        name=row.name,
        kind=row.kind,
        categories=wanted,
        period=_period(row),
        zone=row.zone,
        criteria=_numbers(listed, wanted),
        controls={scope: tuple(ids) for scope, ids in controls.items()},
        systems=tuple(systems(session)),
        exclusions=_exclusions(session, row.id),
        overrides=tuple(overrides),
        untouched=tuple(item.id for item in listed if item.in_scope and not item.controls),
        phase=row.phase,
    )


def mapped(session: Session) -> dict[str, list[tuple[MappedControl, Scope]]]:
    """By criterion: the controls in scope or optional that map to it, primary ones first. Support is not judged."""
    found: dict[str, list[tuple[MappedControl, Scope]]] = defaultdict(list)
    known = {one.id: one for one in frameworks.listed(session)}
    query = (
        _asked(
            select(
                col(Mapping.framework),
                col(Mapping.item),
                col(Mapping.control),
                col(Mapping.relationship),
                col(Assessment.status),
                col(ControlScope.effective),
            )
            .join(ControlScope, col(ControlScope.control) == col(Mapping.control))
            .join(Assessment, col(Assessment.control) == col(Mapping.control))
        )
        .where(
            col(ControlScope.engagement) == in_force(session),
            col(ControlScope.effective) != Scope.OUT,
            col(Mapping.relationship) != Relationship.NO_RELATIONSHIP,
        )
        .order_by(col(Mapping.primary).desc(), col(Mapping.position))
    )
    for framework, item, control, relationship, status, scope in session.execute(query):
        found[known[framework].named(item)].append((MappedControl(control, relationship, status), scope))
    return found


def criteria(session: Session) -> list[CriterionRow]:
    """Every item of the frameworks that are answered by criterion, as they list them. Answers are not judged here."""
    wanted = selected(session)
    mine = col(Declaration.engagement) == in_force(session)
    declared = {row.item: row for row in session.scalars(select(Declaration).where(mine))}
    behind = mapped(session)
    asked = [one for one in frameworks.listed(session) if one.by_criterion]
    items: dict[str, list[FrameworkItem]] = defaultdict(list)
    query = select(FrameworkItem).where(col(FrameworkItem.framework).in_([one.id for one in asked]))
    for item in session.scalars(query.order_by(col(FrameworkItem.position))):
        items[item.framework].append(item)
    return [
        _criterion(one, row, wanted, behind[one.named(row.ref)], declared.get(one.named(row.ref)))
        for one in asked
        for row in items[one.id]
    ]


def _outside(category: Category | None, wanted: Collection[Category]) -> str:
    """Why a criterion is not asked for; empty: it is. One without a category is of every scope."""
    return "" if category is None or category in wanted else f"{word(category)} is not selected"


def _criterion(
    framework: Framework,
    row: FrameworkItem,
    wanted: Collection[Category],
    found: list[tuple[MappedControl, Scope]],
    declared: Declaration | None,
) -> CriterionRow:
    outside = _outside(row.category, wanted)
    controls = [one for one, _ in found]
    statuses = [one.status for one, scope in found if scope is Scope.IN]
    # a declaration counts while the controls behind it are in place; it stays on record, and says why it no longer does
    by, why = (declared.by, declared.stale or stale(controls)) if declared else ("", "")
    return CriterionRow(
        framework.named(row.ref),
        row.label,
        row.group,
        row.category,
        not outside,
        outside,
        tuple(one.id for one in controls),
        rules.coverage((one.relationship for one in controls), declared=declared is not None and not why),
        gap_rules.worst(statuses),
        _gap_note(inside=not outside, controls=len(found), in_scope=len(statuses)),
        by,
        why,
        framework=framework.name,
    )


def _gap_note(*, inside: bool, controls: int, in_scope: int) -> str:
    if not inside:
        return ""
    if not controls:
        return "No AI control touches it; it must be answered by the organisation's other controls."
    if not in_scope:
        return f"Touched by {count(controls, 'optional control')} only."
    return ""
