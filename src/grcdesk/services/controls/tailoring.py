"""Having a control of a catalog otherwise than it was shipped, with a reason; and going back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.models.controls import Tailoring
from grcdesk.rules.controls import tailoring as rules
from grcdesk.schemas.controls.controls import TailoringChange
from grcdesk.schemas.controls.tailoring import TailoredRow
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.unset import Unset
from grcdesk.services.common import tailored
from grcdesk.services.common.context import Service
from grcdesk.store.texts.names import is_mark
from grcdesk.terms import Frequency, Tailored, Verb
from grcdesk.text import clean
from grcdesk.wording import join

_LONGEST = {Tailored.STATEMENT: 4000, Tailored.FREQUENCY_NOTE: 4000, Tailored.OWNER_ROLE: 300}
"""Characters: what a catalog file may hold."""
TextsWanted = dict[Tailored, str | None]
"""Stored text by field; None: as the catalog has it."""


class TailoringRegister(Service):
    """Verbs on what the desk has otherwise than its catalogs."""

    def set(self, controls: Sequence[str], change: TailoringChange, *, reason: str, dry_run: bool = False) -> Outcome:
        """Have fields of controls otherwise than their catalog; an update of the catalog leaves them so.

        Raises:
            NotFound: naming an unknown id.
            Refused: without a reason, or for a control made to run at events without a word on which.
            BadInput: for an empty statement or role, or one that is too long.
        """
        wanted = _wanted(change)
        if not wanted:
            raise BadInput("nothing to tailor", hint="give --frequency, --statement or --owner-role")
        why = clean(reason.strip(), "reason")
        if not why:
            raise Refused("tailoring a control needs a reason", hint="--reason TEXT")
        today = self._today()
        with self._store.work(Verb.CONTROL_TAILOR, why, dry_run=dry_run) as work:
            rows = _rows(work.session, controls)
            work.about({row.id: row.title for row in rows})
            held = tailored.kept(work.session, [row.id for row in rows])
            moved = []
            for row in rows:
                one = _Tailoring(work.session, row, held.get(row.id, {}), (why, self._store.signer.name, today))
                if one.apply(wanted):
                    moved.append(row.id)
            work.session.flush()
            told = tailored.by_control(work.session, moved)
        same = tuple(row.id for row in rows if row.id not in moved)
        sentence = f"{join(moved)} tailored: {_changes(told, moved)}" if moved else f"{join(list(same))} stays as it is"
        return work.outcome(sentence, unchanged=same, warnings=_weaker(told, wanted))

    def reset(self, controls: Sequence[str], *, reason: str = "", dry_run: bool = False) -> Outcome:
        """Have controls as their catalogs have them.

        Raises:
            NotFound: naming an unknown id.
            Refused: when none of them is tailored.
        """
        with self._store.work(Verb.CONTROL_TAILOR, reason, dry_run=dry_run) as work:
            rows = _rows(work.session, controls)
            work.about({row.id: row.title for row in rows})
            held = tailored.kept(work.session, [row.id for row in rows])
            if not held:
                raise Refused(f"{join([row.id for row in rows])} is as its catalog has it")
            for row in rows:
                for name, one in held.get(row.id, {}).items():
                    # a text that was erased stands as a mark, which must not become the statement of a control
                    if is_mark(one.shipped):
                        told = f"what the catalog says of the {name} of {row.id} was erased"
                        raise Refused(told, hint="grcdesk catalogs update brings it back")
                    setattr(row, name.value, rules.restored(name, one.shipped))
                    work.session.delete(one)
        same = tuple(row.id for row in rows if row.id not in held)
        return work.outcome(f"{join(sorted(held))} as its catalog has it again", unchanged=same)


class _Tailoring:
    """One control, and what is to be otherwise of it."""

    def __init__(
        self, session: Session, row: Control, held: dict[Tailored, Tailoring], about: tuple[str, str, date]
    ) -> None:
        self._session = session
        self._row = row
        self._held = held
        self._about = about
        self._shipped = {
            name: held[name].shipped if name in held else rules.stored(getattr(row, name.value)) for name in Tailored
        }

    def apply(self, wanted: TextsWanted) -> bool:
        """Whether anything is otherwise now."""
        aimed = {name: self._shipped[name] if text is None else text for name, text in wanted.items()}
        if Tailored.FREQUENCY in aimed:
            frequency = Frequency(aimed[Tailored.FREQUENCY])
            # grace and anchor of the catalog are those of its own frequency; what is said beside it goes before them
            aimed = rules.following(self._shipped, frequency) | aimed
            self._refuse_nameless_event(frequency, aimed)
        moved = [self._apply(name, text) for name, text in aimed.items()]
        return any(moved)

    def _refuse_nameless_event(self, frequency: Frequency, aimed: dict[Tailored, str]) -> None:
        if frequency is Frequency.EVENT and not aimed[Tailored.FREQUENCY_NOTE].strip():
            raise Refused(
                f"{self._row.id} would run at events nobody names",
                hint="--frequency-note TEXT says at which, and where all of them are listed",
            )

    def _apply(self, name: Tailored, text: str) -> bool:
        row, held = self._row, self._held.get(name)
        before = rules.stored(getattr(row, name.value))
        setattr(row, name.value, rules.restored(name, text))
        shipped = self._shipped[name]
        # said as the catalog says it, it is no longer tailored: the next update of the catalog reaches it again
        if text == shipped:
            if held is not None:
                self._session.delete(held)
            return held is not None or before != text
        reason, by, today = self._about
        if held is None:
            held = Tailoring(id=f"{row.id}/{name.value}", control=row.id, field=name, reason=reason, tailored_on=today)
            self._session.add(held)
        elif held.tailored == text and held.base == shipped:
            return False
        held.shipped, held.base, held.tailored = shipped, shipped, text
        held.reason, held.by, held.tailored_on = reason, by, today
        return True


def _wanted(change: TailoringChange) -> TextsWanted:
    found: TextsWanted = {}
    for field in fields(change):
        value = getattr(change, field.name)
        if not isinstance(value, Unset):
            name = Tailored(field.name)
            found[name] = None if value is None else _checked(name, rules.stored(value))
    return found


def _checked(name: Tailored, text: str) -> str:
    told = clean(" ".join(text.split()), name.value)
    most = _LONGEST.get(name)
    if most is None:
        return told
    words = name.value.replace("_", " ")
    if not told and name is not Tailored.FREQUENCY_NOTE:
        raise BadInput(f"a control needs a {words}", hint="none goes back to that of its catalog")
    if len(told) > most:
        raise BadInput(f"the {words} has {len(told):,} characters", hint=f"at most {most:,}")
    return told


def _rows(session: Session, controls: Sequence[str]) -> list[Control]:
    found = {row.id: row for row in session.scalars(select(Control).where(col(Control.id).in_(tuple(controls))))}
    for control in controls:
        if control not in found:
            raise NotFound.of("control", control, tuple(session.scalars(select(col(Control.id)))))
    return [found[control] for control in dict.fromkeys(controls)]


def _changes(told: dict[str, tuple[TailoredRow, ...]], moved: Sequence[str]) -> str:
    lines = dict.fromkeys(one.told for control in moved for one in told.get(control, ()))
    return join(list(lines), 3) if lines else "as the catalog has it again"


def _weaker(told: dict[str, tuple[TailoredRow, ...]], wanted: TextsWanted) -> tuple[str, ...]:
    return tuple(
        f"{one.control} {one.field.value.replace('_', ' ')} is {one.weaker}: {one.shipped} → {one.tailored}"
        for rows in told.values()
        for one in rows
        if one.weaker and one.field in wanted
    )
