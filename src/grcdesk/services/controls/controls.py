"""Controls: lists, details, and setting what was found of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.catalogs import Catalog, Control, FrameworkItem, Mapping, TestAttribute
from grcdesk.models.controls import Assessment, ControlScope
from grcdesk.rules.time.grace import grace_of
from grcdesk.schemas.catalogs.frameworks import Framework
from grcdesk.schemas.controls.controls import ControlChange, ControlDetail, ControlRow, MappingRow, TestRow
from grcdesk.schemas.keys import Keys
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.unset import UNSET, Unset
from grcdesk.services.common import frameworks, in_force, named, tailored
from grcdesk.services.common.context import Service
from grcdesk.services.controls import actions, reading, risks, wanted_kinds, writing
from grcdesk.services.coverage import quiet, scans
from grcdesk.terms import Verb
from grcdesk.wording import count, join, word


class Controls(Service):
    """Verbs on controls."""

    def frameworks(self) -> Sequence[Framework]:
        """The frameworks in the desk: each is a column and a word of filters."""
        with self._store.read() as session:
            return frameworks.listed(session)

    def keys(self, where: str = "", *, sort: str = "") -> Keys:
        """Ids that match a filter, in order.

        Raises:
            FilterError: when the filter cannot be understood.
        """
        with self._store.read() as session:
            return reading.keys(session, where, sort, self._today())

    def rows(self, keys: Sequence[str]) -> list[ControlRow]:
        """The rows of those controls, in that order. Two queries for any window of a list."""
        with self._store.read() as session:
            return reading.rows(session, keys, self._today())

    def list(self, where: str = "", *, sort: str = "") -> list[ControlRow]:
        """All rows that match a filter.

        Raises:
            FilterError: when the filter cannot be understood.
        """
        with self._store.read() as session:
            today = self._today()
            return reading.rows(session, reading.keys(session, where, sort, today), today)

    def show(self, control: str) -> ControlDetail:
        """Everything about one control.

        Raises:
            NotFound: when there is no such control.
        """
        with self._store.read() as session:
            found = details(session, [control], self._today())
            if not found:
                raise NotFound.of("control", control, tuple(session.scalars(select(col(Control.id)))))
            return found[0]

    def set(
        self,
        controls: Sequence[str],
        change: ControlChange,
        *,
        dry_run: bool = False,
    ) -> Outcome:
        """Set fields on one or many controls, in one transaction and one batch. Drafts are allowed.

        Args:
            controls: ids; each once, whatever the order.
            change: what to set; UNSET fields stay.
            dry_run: say what would happen, change nothing.

        Raises:
            NotFound: naming an unknown id.
            Refused: when a control is set to not applicable without reason and approver.
            BadInput: when an owner or approver is not a person, a text is too long, or a control retires too early.
        """
        wanted = {
            field.name: writing.checked(field.name, value)
            for field in fields(change)
            if not isinstance(value := getattr(change, field.name), Unset)
        }
        if not wanted:
            raise BadInput("nothing to set", hint="name at least one of status, gap, owner, due, design, implemented …")
        today = self._today()  # asks the desk for its zone: once, not row by row
        with self._store.work(Verb.CONTROL_SET, dry_run=dry_run) as work:
            wanted_ids = named.each(controls)
            rows = writing.assessments(work.session, wanted_ids)
            work.about(named.control_titles(work.session, wanted_ids))
            refused = [why for row in rows for why in writing.refusals(row, wanted)]
            if refused:
                raise Refused(
                    f"{count(len(rows), 'control')} not changed: {refused[0]}",
                    hint="--reason TEXT --approver PERSON",
                    reasons=tuple(refused),
                )
            standing, by = writing.standing(rows), self._store.signer.name
            same = tuple(row.control for row in rows if not writing.apply(row, wanted, by, today))
            warnings = writing.left(work.session, standing, rows, today)
        return work.outcome(_sentence(change, [row.control for row in rows], same), unchanged=same, warnings=warnings)


def _sentence(change: ControlChange, controls: list[str], same: tuple[str, ...]) -> str:
    alone = len(controls) == 1
    who = controls[0] if alone else count(len(controls) - len(same), "control")
    others = same if not alone else ()
    if isinstance(change.status, Unset):
        tail = f", {len(others)} had it already" if others else ""
        return f"{_fields(change)} set on {who}{tail}"
    if alone and same:
        return f"{who} already {word(change.status)}"
    tail = f", {len(others)} already {'was' if len(others) == 1 else 'were'}" if others else ""
    return f"{who} now {word(change.status)}{tail}"


def _fields(change: ControlChange) -> str:
    given = [field.name for field in fields(change) if getattr(change, field.name) is not UNSET]
    return join([name.replace("_", " ") for name in given])


def _places(session: Session, wanted: Sequence[str]) -> dict[str, ControlScope]:
    """Where those controls stand in the scope of the engagement in force."""
    query = select(ControlScope).where(
        col(ControlScope.control).in_(wanted), col(ControlScope.engagement) == in_force.in_force(session)
    )
    return {row.control: row for row in session.scalars(query)}


def details(session: Session, controls: Sequence[str], today: date) -> list[ControlDetail]:
    """Everything about those controls, in that order, judged on that day, by a fixed number of queries."""
    rows = reading.rows(session, controls, today)
    wanted = [row.id for row in rows]
    base = {row.id: row for row in session.scalars(select(Control).where(col(Control.id).in_(wanted)))}
    said = {row.control: row for row in session.scalars(select(Assessment).where(col(Assessment.control).in_(wanted)))}
    place = _places(session, wanted)
    mapped, tests, asked = (
        mappings(session, wanted),
        test_attributes(session, wanted),
        wanted_kinds.rows(session, wanted, today),
    )
    acts, accepted = actions.by_control(session, wanted), risks.by_control(session, wanted)
    stated, otherwise = quiet.by_control(session, wanted), tailored.by_control(session, wanted)
    failed = scans.by_control(session, wanted, today)
    return [
        ControlDetail(
            row=row,
            statement=base[row.id].statement,
            objective=base[row.id].objective,
            frequency_note=base[row.id].frequency_note,
            type_note=base[row.id].type_note,
            nature_note=base[row.id].nature_note,
            anchor=said[row.id].anchor or base[row.id].anchor,
            grace_days=grace_of(said[row.id].grace_days, base[row.id].grace_days),
            own_anchor=said[row.id].anchor,
            own_grace_days=said[row.id].grace_days,
            systems=said[row.id].systems,
            effective_from=said[row.id].effective_from,
            retired_on=said[row.id].retired_on,
            gap=said[row.id].gap,
            reason=said[row.id].reason,
            approver=said[row.id].approver,
            note=said[row.id].note,
            assessed_by=said[row.id].assessed_by,
            assessed_on=said[row.id].assessed_on,
            previous_status=said[row.id].previous_status,
            computed_scope=place[row.id].computed,
            scope_reason=place[row.id].reason,
            mappings=tuple(mapped[row.id]),
            tests=tuple(tests[row.id]),
            wanted=tuple(asked[row.id]),
            questions=tuple(base[row.id].questions),
            actions=tuple(acts[row.id]),
            risks=tuple(accepted[row.id]),
            tailoring=otherwise.get(row.id, ()),
            stated=tuple(stated[row.id]),
            failing=tuple(failed[row.id]),
        )
        for row in rows
    ]


def mappings(session: Session, controls: Sequence[str]) -> dict[str, list[MappingRow]]:
    """Mappings by control, by framework and then primary first."""
    found: dict[str, list[MappingRow]] = defaultdict(list)
    query = (
        select(Mapping, col(FrameworkItem.label), col(Catalog.name))
        .join(
            FrameworkItem,
            (col(FrameworkItem.framework) == col(Mapping.framework)) & (col(FrameworkItem.ref) == col(Mapping.item)),
        )
        .join(Catalog, col(Catalog.id) == col(Mapping.framework))
        .where(col(Mapping.control).in_(controls))
        .order_by(col(Catalog.position), col(Mapping.primary).desc(), col(Mapping.position))
    )
    for row, label, name in session.execute(query):
        found[row.control].append(
            MappingRow(
                row.control,
                row.framework,
                row.item,
                label,
                row.relationship,
                row.strength,
                row.primary,
                row.basis.value,
                row.rationale,
                row.reviewed_on,
                name,
            )
        )
    return found


def test_attributes(session: Session, controls: Sequence[str]) -> dict[str, list[TestRow]]:
    """Test attributes by control, as the catalog orders them."""
    found: dict[str, list[TestRow]] = defaultdict(list)
    query = select(TestAttribute).where(col(TestAttribute.control).in_(controls)).order_by(col(TestAttribute.position))
    for row in session.scalars(query):
        found[row.control].append(
            TestRow(
                *(row.id, row.control, row.aspect, row.question, row.pass_if, row.fail_if, row.method),
                *(row.check, row.over, row.rest),
            )
        )
    return found
