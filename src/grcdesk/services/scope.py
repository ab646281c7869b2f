"""The engagement scope: categories, period, systems, exclusions, and which controls follow from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlmodel import Session

from grcdesk.errors import NotFound, Refused
from grcdesk.models.catalogs import Catalog, Control, FrameworkItem, Mapping
from grcdesk.models.controls import Assessment, ControlScope
from grcdesk.models.scope import Declaration, Exclusion, Programme, System
from grcdesk.rules import gap as gap_rules
from grcdesk.rules import scope as rules
from grcdesk.schemas import scope as views
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.scope import CriterionRow, Override, Period, ScopeView
from grcdesk.services.ids import next_id
from grcdesk.store.work import Store
from grcdesk.terms import Category, Relationship, Scope, Verb
from grcdesk.text import clean
from grcdesk.wording import count, word

PROGRAMME = "programme"


def chosen(categories: Iterable[Category]) -> list[Category]:
    """The categories in their usual order, Security always among them."""
    wanted = {Category.SECURITY, *categories}
    return [category for category in Category if category in wanted]


def programme(session: Session) -> Programme:
    """The one row about the engagement."""
    row = session.get(Programme, PROGRAMME)
    if row is None:
        raise NotFound("the desk has no programme", hint="grcdesk log verify names what is broken")
    return row


def selected(session: Session) -> tuple[Category, ...]:
    """The categories of the engagement."""
    return tuple(Category(name) for name in programme(session).categories)


def recompute(session: Session) -> None:
    """Compute every control's scope again. What a person decided stays decided."""
    session.flush()
    wanted = selected(session)
    links: dict[str, list[rules.Link]] = defaultdict(list)
    for control, category, relationship, primary in session.execute(
        select(Mapping.control, FrameworkItem.category, Mapping.relationship, Mapping.primary).join(
            FrameworkItem, (FrameworkItem.framework == Mapping.framework) & (FrameworkItem.ref == Mapping.item)
        )
    ):
        if category is not None:
            links[control].append(rules.Link(category, relationship, primary))
    for row in session.scalars(select(ControlScope)):
        row.computed = rules.control_scope(links[row.control], wanted)
        row.effective = row.decided or row.computed


class ScopeService:
    """Verbs on the scope."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        self._store = store
        self._today = today

    def show(self) -> ScopeView:
        """The scope and what follows from it."""
        with self._store.read() as session:
            return view(session)

    def set(
        self, *, categories: Sequence[Category] | None = None, period: Period | None = None, dry_run: bool = False
    ) -> Outcome:
        """Choose categories (Security is always among them) and the audit period; both days belong to it.

        Raises:
            Refused: when the period ends before it begins.
        """
        with self._store.work(Verb.SCOPE_SET, dry_run=dry_run) as work:
            row = programme(work.session)
            if period is not None:
                if period.end < period.start:
                    raise Refused(f"the period ends before it begins: {period}", hint="write START..END")
                row.period_start, row.period_end = period.start, period.end
            if categories is not None:
                row.categories = [category.value for category in chosen(categories)]
            recompute(work.session)
            work.session.flush()
            seen = view(work.session)
        numbers = {scope: len(ids) for scope, ids in seen.controls.items()}
        return work.outcome(
            f"scope is {', '.join(word(category) for category in seen.categories)}"
            + (f", {seen.period}" if seen.period else "")
            + f": {numbers[Scope.IN]} controls in, {numbers[Scope.OPTIONAL]} optional, {numbers[Scope.OUT]} out"
        )

    def override(self, control: str, decided: Scope | None, *, reason: str = "") -> Outcome:
        """Decide a control's scope against the computed one; None goes back to the computed one.

        Raises:
            Refused: without a reason.
            NotFound: when there is no such control.
        """
        with self._store.work(Verb.SCOPE_OVERRIDE, reason) as work:
            row = work.session.get(ControlScope, control)
            if row is None:
                raise NotFound.of("control", control, tuple(work.session.scalars(select(Control.id))))
            if decided is not None and not reason.strip():
                raise Refused(f"taking {control} {word(decided)} needs a reason", hint="--reason TEXT")
            row.decided = decided
            row.effective = decided or row.computed
            row.reason = clean(reason.strip(), "reason") if decided else ""
            row.by = self._store.signer.name if decided else ""
            now = row.effective
        return work.outcome(f"{control} is {word(now)}" + ("" if decided else ", as computed"))

    def exclude(self, what: str, *, reason: str) -> Outcome:
        """Leave something (a system, an entity, a location) out of the engagement.

        Raises:
            Refused: without a reason.
        """
        with self._store.work(Verb.SCOPE_EXCLUDE, reason) as work:
            if not what.strip() or not reason.strip():
                raise Refused("an exclusion needs a name and a reason", hint="--reason TEXT")
            name, _ = next_id(work.session, Exclusion, "EX")
            work.session.add(Exclusion(id=name, what=clean(what.strip()), reason=clean(reason.strip())))
        return work.outcome(f"{what} is excluded as {name}")

    def include(self, exclusion: str) -> Outcome:
        """Drop an exclusion.

        Raises:
            NotFound: when there is no such exclusion.
        """
        with self._store.work(Verb.SCOPE_EXCLUDE) as work:
            row = work.session.get(Exclusion, exclusion)
            if row is None:
                raise NotFound.of("exclusion", exclusion, tuple(work.session.scalars(select(Exclusion.id))))
            what = row.what
            work.session.delete(row)
        return work.outcome(f"{what} is no longer excluded")

    def add_system(self, name: str) -> Outcome:
        """Name a system that belongs to the engagement.

        Raises:
            Refused: when it is listed already, or nameless.
        """
        with self._store.work(Verb.SCOPE_SYSTEM) as work:
            name = clean(" ".join(name.split()), "system name")
            if not name or work.session.get(System, name) is not None:
                raise Refused(f"system {name!r} is listed already" if name else "a system needs a name")
            work.session.add(System(id=name))
        return work.outcome(f"{name} is in scope")

    def drop_system(self, name: str) -> Outcome:
        """Take a system off the list.

        Raises:
            NotFound: when it is not listed.
        """
        with self._store.work(Verb.SCOPE_SYSTEM) as work:
            row = work.session.get(System, name)
            if row is None:
                raise NotFound.of("system", name, tuple(work.session.scalars(select(System.id))))
            work.session.delete(row)
        return work.outcome(f"{name} is no longer listed")

    def criteria(self) -> list[CriterionRow]:
        """All SOC 2 criteria with the controls that answer them."""
        with self._store.read() as session:
            return criteria(session)

    def declare(self, criterion: str, *, reason: str, by: str) -> Outcome:
        """Record a person's word that the controls mapped to a criterion are sufficient together.

        Raises:
            Refused: without reason or person, or when no control maps to the criterion.
            NotFound: when there is no such criterion.
        """
        with self._store.work(Verb.CRITERION_DECLARE, reason) as work:
            known = {row.id: row for row in criteria(work.session)}
            if criterion not in known:
                raise NotFound.of("criterion", criterion, tuple(known))
            by = gap_rules.person(by, "the declaring person")
            lacks = [what for what, value in (("a reason", reason.strip()), ("a person", by)) if not value]
            if not known[criterion].controls:
                lacks.append("at least one control that maps to it")
            if lacks:
                raise Refused(f"declaring {criterion} covered needs {' and '.join(lacks)}", reasons=tuple(lacks))
            row = work.session.get(Declaration, criterion) or Declaration(item=criterion, declared_on=self._today())
            row.reason, row.by, row.declared_on = clean(reason.strip()), clean(by), self._today()
            work.session.add(row)
        return work.outcome(f"{criterion} is declared covered by {by}")

    def withdraw(self, criterion: str) -> Outcome:
        """Take a declaration back.

        Raises:
            NotFound: when the criterion was not declared covered.
        """
        with self._store.work(Verb.CRITERION_DECLARE) as work:
            row = work.session.get(Declaration, criterion)
            if row is None:
                raise NotFound.of("declaration", criterion, tuple(work.session.scalars(select(Declaration.item))))
            work.session.delete(row)
        return work.outcome(f"{criterion} is no longer declared covered")


def view(session: Session) -> ScopeView:
    """The scope as one session sees it."""
    row = programme(session)
    wanted = selected(session)
    listed = criteria(session)
    controls: dict[Scope, list[str]] = {scope: [] for scope in Scope}
    overrides = []
    query = (
        select(ControlScope)
        .join(Control, Control.id == ControlScope.control)  # type: ignore[arg-type]
        .join(Catalog, Catalog.id == Control.catalog)  # type: ignore[arg-type]
        .order_by(Catalog.position, Control.position)  # type: ignore[arg-type]
    )
    for place in session.scalars(query):
        controls[place.effective].append(place.control)
        if place.decided is not None:
            overrides.append(Override(place.control, place.computed, place.decided, place.reason, place.by))
    period = Period(row.period_start, row.period_end) if row.period_start and row.period_end else None
    return ScopeView(
        organisation=row.organisation,
        name=row.name,
        categories=wanted,
        period=period,
        zone=row.zone,
        criteria={category: sum(1 for item in listed if item.category is category) for category in wanted},
        controls={scope: tuple(ids) for scope, ids in controls.items()},
        systems=tuple(session.scalars(select(System.id).order_by(System.id))),
        exclusions=tuple(
            views.Exclusion(item.id, item.what, item.reason)
            for item in session.scalars(select(Exclusion).order_by(Exclusion.id))
        ),  # type: ignore[arg-type]
        overrides=tuple(overrides),
        untouched=tuple(item.id for item in listed if item.in_scope and not item.controls),
    )


def criteria(session: Session) -> list[CriterionRow]:
    """Every criterion of the loaded SOC 2 framework, in its order."""
    wanted = selected(session)
    declared = {row.item: row.by for row in session.scalars(select(Declaration))}
    mapped: dict[str, list[tuple[str, Relationship, Scope, object]]] = defaultdict(list)
    query = (
        select(Mapping.item, Mapping.control, Mapping.relationship, ControlScope.effective, Assessment.status)
        .join(ControlScope, ControlScope.control == Mapping.control)  # type: ignore[arg-type]
        .join(Assessment, Assessment.control == Mapping.control)  # type: ignore[arg-type]
        .join(FrameworkItem, (FrameworkItem.framework == Mapping.framework) & (FrameworkItem.ref == Mapping.item))
        .where(FrameworkItem.category.is_not(None))  # type: ignore[union-attr]
        .order_by(Mapping.primary.desc(), Mapping.position)  # type: ignore[attr-defined]
    )
    for item, control, relationship, scope, status in session.execute(query):
        if scope is not Scope.OUT and relationship is not Relationship.NO_RELATIONSHIP:
            mapped[item].append((control, relationship, scope, status))
    rows = []
    for row in session.scalars(
        select(FrameworkItem).where(FrameworkItem.category.is_not(None)).order_by(FrameworkItem.position)  # type: ignore[union-attr,arg-type]
    ):
        found = mapped[row.ref]
        inside = row.category in wanted
        statuses = [status for _, _, scope, status in found if scope is Scope.IN]
        covered = rules.coverage((relation for _, relation, _, _ in found), declared=row.ref in declared)
        rows.append(
            CriterionRow(
                row.ref,
                row.label,
                row.group,
                Category(row.category),
                inside,
                "" if inside else f"{word(Category(row.category))} is not selected",
                tuple(control for control, *_ in found),
                covered,
                gap_rules.worst(statuses),  # type: ignore[arg-type]
                _gap_note(inside=inside, controls=len(found), in_scope=len(statuses)),
                declared.get(row.ref, ""),
            )
        )
    return rows


def _gap_note(*, inside: bool, controls: int, in_scope: int) -> str:
    if not inside:
        return ""
    if not controls:
        return "No AI control touches it; it must be answered by the organisation's other controls."
    if not in_scope:
        return f"Touched by {count(controls, 'optional control')} only."
    return ""
