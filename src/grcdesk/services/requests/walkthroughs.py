"""Walkthroughs: planned, recorded, their questions answered, and what was seen otherwise than written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.catalogs import Control
from grcdesk.models.walkthroughs import Walkthrough, WalkthroughAnswer, WalkthroughDifference
from grcdesk.rules.controls.gap import person
from grcdesk.rules.fields.requests import WALKTHROUGH_FIELDS, WALKTHROUGH_READERS
from grcdesk.rules.filters import filters
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.requests.walkthroughs import WalkthroughDetail, WalkthroughFacts, WalkthroughPlan, WalkthroughRow
from grcdesk.schemas.unset import UNSET
from grcdesk.services.common.context import Service
from grcdesk.services.common.days import refuse_ahead
from grcdesk.services.common.ids import next_id
from grcdesk.services.common.in_force import engagement
from grcdesk.services.requests import walkthrough_reading as reading
from grcdesk.services.requests.writing import KnownIds
from grcdesk.terms import Verb
from grcdesk.terms.requests import SeenAsWritten
from grcdesk.text import clean
from grcdesk.wording import count, join, word

_LONG = 32_000
"""Characters a text may have: what fits a workbook's cell."""


class Walkthroughs(Service):
    """Verbs on walkthroughs of the engagement in force."""

    def list(self, where: str = "", *, sort: str = "") -> list[WalkthroughRow]:
        """Walkthroughs in the order they came, or those that match a filter, sorted by it.

        Raises:
            FilterError: when the filter cannot be understood.
        """
        text = " ".join(part for part in (where, f"sort:{sort}" if sort else "") if part)
        today = self._today()
        tree = filters.parse(text, WALKTHROUGH_FIELDS, today)
        with self._store.read() as session:
            rows = [one.row for one in reading.details(session)]
        kept = [row for row in rows if filters.match(tree, row, WALKTHROUGH_READERS, today)]
        return filters.arrange(tree, kept, WALKTHROUGH_READERS) if tree.sort else kept

    def show(self, walkthrough: str) -> WalkthroughDetail:
        """Everything about one walkthrough.

        Raises:
            NotFound: when there is none.
        """
        with self._store.read() as session:
            return reading.details(session, [reading.find(session, walkthrough).id])[0]

    def add(self, controls: Sequence[str], plan: WalkthroughPlan | None = None, *, dry_run: bool = False) -> Outcome:
        """Plan a walkthrough of each control, with the questions of its catalog as they are today.

        Raises:
            NotFound: naming an unknown control, or when none is named.
            BadInput: when a name reads like no person.
        """
        if not controls:
            raise NotFound("a walkthrough of which control?", hint="grcdesk controls list shows them")
        with self._store.work(Verb.WALKTHROUGH_ADD, dry_run=dry_run) as work:
            session = work.session
            wanted = _said(plan or WalkthroughPlan())
            made = []
            for control in KnownIds.of(session).require("controls", controls):
                name, number = next_id(session, Walkthrough, "WT")
                row = Walkthrough(
                    id=name, engagement=engagement(session).id, control=control, position=number, **wanted
                )
                session.add(row)
                for place, question in enumerate(session.get_one(Control, control).questions, 1):
                    session.add(
                        WalkthroughAnswer(id=f"{name}/q{place}", walkthrough=name, number=place, question=question)
                    )
                session.flush()
                made.append(f"{name} ({control})")
        on = f" for {wanted['planned_on']}" if wanted.get("planned_on") else ""
        return work.outcome(f"{join(made)} planned{on}")

    def set(
        self,
        walkthroughs: Sequence[str],
        plan: WalkthroughPlan,
        *,
        dry_run: bool = False,
    ) -> Outcome:
        """Set when walkthroughs are to be held and with whom, in one transaction.

        Raises:
            NotFound: naming an unknown walkthrough.
            BadInput: when nothing is set, or a name reads like no person.
        """
        wanted = _said(plan)
        if not wanted:
            raise BadInput("nothing to set", hint="name at least one, e.g. --planned DATE")
        with self._store.work(Verb.WALKTHROUGH_SET, dry_run=dry_run) as work:
            rows = [reading.find(work.session, name) for name in dict.fromkeys(walkthroughs)]
            same = tuple(row.id for row in rows if not _put(row, wanted))
        moved = [row.id for row in rows if row.id not in same]
        named = join([name.replace("_", " ") for name in wanted])
        told = f"{named} set on {join(moved)}" if moved else f"{named} of {join(list(same))} stood so already"
        return work.outcome(told, unchanged=same)

    def record(self, walkthrough: str, facts: WalkthroughFacts, *, dry_run: bool = False) -> Outcome:
        """Record what a walkthrough was: day, people, what was shown, the item that was followed, no difference.

        Raises:
            NotFound: when there is none.
            Refused: for a day to come, or when no difference is said where there is one.
            BadInput: when nothing is recorded, a text is too long, or a name reads like no person.
        """
        wanted = _said(facts)
        if not wanted:
            raise BadInput("nothing to record", hint="e.g. --held DATE --people NAME --shown TEXT --item TEXT")
        with self._store.work(Verb.WALKTHROUGH_RECORD, dry_run=dry_run) as work:
            row = reading.find(work.session, walkthrough)
            refuse_ahead(f"{row.id} was held on", wanted.get("held_on"), self._today())
            found = reading.details(work.session, [row.id])[0]
            if wanted.get("no_difference") and found.differences:
                first = found.differences[0]
                raise Refused(
                    f"{row.id} has a difference: {first.what}",
                    hint=f"grcdesk walkthroughs settle {first.id} --how TEXT",
                )
            same = () if _put(row, wanted) else (row.id,)
            work.session.flush()
            after = reading.details(work.session, [row.id])[0].row
        lacks = f"; it lacks {join(list(after.lacking))}" if after.lacking else ""
        return work.outcome(f"{row.id} recorded: {word(after.state)}{lacks}", unchanged=same)

    def answer(
        self,
        walkthrough: str,
        question: int,
        answer: SeenAsWritten | None,
        *,
        note: str = "",
        by: str = "",
        dry_run: bool = False,
    ) -> Outcome:
        """Say what came of a question; None takes the answer away. A no is a difference from the written control.

        Raises:
            NotFound: when there is no such walkthrough or question.
            Refused: for a no without a note.
            BadInput: when who answered reads like no person.
        """
        today = self._today()
        with self._store.work(Verb.WALKTHROUGH_ANSWER, dry_run=dry_run) as work:
            row = reading.find(work.session, walkthrough)
            asked = work.session.get(WalkthroughAnswer, f"{row.id}/q{question}")
            if asked is None:
                raise NotFound(f"{row.id} has no question {question}", hint=f"grcdesk walkthroughs show {row.id}")
            text = _text("note", note) or asked.note
            no = answer is SeenAsWritten.NO
            if no and not text:
                raise Refused(f"question {question} of {row.id} is answered no: what was seen?", hint="--note TEXT")
            # answered no again it is the same difference, which may be settled by now
            if no and asked.answer is not SeenAsWritten.NO:
                _differ(work.session, row, text, question, today)
            asked.answer, asked.note, asked.answered_by, asked.answered_on = answer, text, "", None
            if answer:
                asked.answered_by = person(clean(by.strip() or self._context.actor), "who answered")
                asked.answered_on = today
            row.version += 1
            work.session.flush()
            after = reading.details(work.session, [row.id])[0].row
        said = "taken back" if answer is None else word(answer)
        return work.outcome(f"question {question} of {row.id}: {said}; {_left(after)}")

    def differ(self, walkthrough: str, what: str, *, dry_run: bool = False) -> Outcome:
        """Write down something that was seen otherwise than the control is written.

        Raises:
            NotFound: when there is no such walkthrough.
            Refused: when nothing is said.
        """
        with self._store.work(Verb.WALKTHROUGH_DIFFER, dry_run=dry_run) as work:
            row = reading.find(work.session, walkthrough)
            made = _differ(work.session, row, _text("what", what), 0, self._today())
            row.version += 1
        return work.outcome(f"{made.id}: {made.what}")

    def settle(
        self, difference: str, how: str, *, by: str = "", on: date | None = None, dry_run: bool = False
    ) -> Outcome:
        """Say what became of a difference: the control was rewritten, a deviation raised, or it was none. It stays.

        Raises:
            NotFound: when there is no such difference.
            Refused: when nothing is said, for a day to come, or when it is settled already.
            BadInput: when who settled it reads like no person.
        """
        today = self._today()
        with self._store.work(Verb.WALKTHROUGH_DIFFER, dry_run=dry_run) as work:
            found = reading.difference(work.session, difference)
            if found.settled:
                raise Refused(f"{found.id} was settled by {found.settled_by} on {found.settled_on}: {found.settled}")
            said = _text("how", how)
            if not said:
                raise Refused(f"{found.id} is settled how?", hint="--how TEXT")
            refuse_ahead(f"{found.id} was settled on", on, today)
            who = person(clean(by.strip() or self._context.actor), "who settled it")
            found.settled, found.settled_by, found.settled_on = said, who, on or today
            reading.find(work.session, found.walkthrough).version += 1
        return work.outcome(f"{found.id} settled by {who}: {said}")


def _said(given: WalkthroughPlan | WalkthroughFacts) -> dict[str, Any]:
    """What is told, as it may be stored."""
    found: dict[str, Any] = {}
    for one in fields(given):
        value = getattr(given, one.name)
        if value is UNSET:
            continue
        if one.name == "people":
            found[one.name] = list(
                dict.fromkeys(person(_line(name), "who took part") for name in value if name.strip())
            )
        elif isinstance(value, str):
            found[one.name] = _text(one.name, value) if one.name in ("shown", "item", "followed") else _line(value)
        else:
            found[one.name] = value
    return found


def _line(text: str) -> str:
    return clean(" ".join(text.split()), "name")


def _left(row: WalkthroughRow) -> str:
    left = row.questions - row.answered
    return f"{count(left, 'question')} left" if left else "all questions answered"


def _text(name: str, text: str) -> str:
    kept = clean(text.strip(), name)
    if len(kept) > _LONG:
        raise BadInput(f"{name} has {len(kept):,} characters", hint=f"at most {_LONG:,}; keep the rest in a document")
    return kept


def _put(row: Walkthrough, wanted: Mapping[str, Any]) -> bool:
    moved = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    for name, value in moved.items():
        setattr(row, name, value)
    row.version += bool(moved)
    return bool(moved)


def _differ(session: Session, row: Walkthrough, what: str, question: int, today: date) -> WalkthroughDifference:
    if not what:
        raise Refused(f"what was seen of {row.control} otherwise than written?", hint="say it in a sentence")
    number = reading.differences_of(session, row.id) + 1
    made = WalkthroughDifference(
        id=f"{row.id}/d{number}",
        walkthrough=row.id,
        what=what,
        question=question,
        found_on=today,
        position=number,
    )
    row.no_difference = False
    session.add(made)
    session.flush()
    return made
