"""Rows of the register: what is checked before one is written, and what ties it to controls and tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.catalogs import TestAttribute
from grcdesk.models.evidence import Evidence, EvidenceLink, EvidenceTest
from grcdesk.rules.controls import gap
from grcdesk.rules.evidence import evidence as rules
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.services.controls.plan_writing import require_control
from grcdesk.services.evidence import reading
from grcdesk.services.evidence.intake import StoredFile
from grcdesk.services.populations.artefacts import frozen_as
from grcdesk.terms import EvidenceKind
from grcdesk.text import clean
from grcdesk.wording import count, join

Ids = tuple[str, ...]
_PEOPLE = ("collected_by", "provided_by", "checked_by")
_LONG = 32_000
"""Characters a text may have: what fits a workbook's cell."""
_OWN = {"slot": "for_slot"}
"""Fields of an artefact that its row calls otherwise."""


def checked(session: Session, facts: Artefact, today: date) -> Artefact:
    """What is said of an artefact, tidied.

    Raises:
        Refused: when it cannot be evidence.
        NotFound: when it supersedes what does not exist.
        BadInput: when a text is too long, cannot be stored, or a person is none.
    """
    tidy: dict[str, Any] = {one.name: text(one.name, getattr(facts, one.name)) for one in fields(facts)}
    facts = replace(facts, **tidy)
    if facts.supersedes:
        rows(session, [facts.supersedes])
    looked_at = rules.ArtefactFacts(
        facts.kind,
        facts.as_of,
        facts.period_from,
        facts.period_to,
        facts.performed_on,
        facts.source,
        facts.query,
        facts.pulled_at,
        facts.slot,
        facts.method,
    )
    refuse(looked_at, today)
    return facts


def text(name: str, value: object) -> object:
    """A text as it may be stored; anything else as it is."""
    # a word of a closed list is a str too, and needs no tidying
    if not isinstance(value, str) or isinstance(value, StrEnum):
        return value
    tidy = clean(value.strip(), name.replace("_", " "))
    if len(tidy) > _LONG:
        raise BadInput(f"{name} has {len(tidy):,} characters", hint=f"at most {_LONG:,}; add the rest as a file")
    if name in ("pulled_at", "collected_at") and tidy:
        return clock.stamp(clock.parse_moment(tidy))
    return gap.person(tidy, name.replace("_", " ")) if name in _PEOPLE else tidy


_SHOWN = frozenset({"kind", "as_of", "period_from", "period_to", "performed_on", "for_slot", "valid_until"})
"""What an artefact shows, and when."""


def refuse_facts(row: Evidence, wanted: Mapping[str, object]) -> None:
    """Refuse to tell facts that the desk froze other days, or another kind, than they hold.

    Raises:
        Refused: naming what is frozen.
    """
    frozen = sorted(_SHOWN & set(wanted))
    if row.importer.startswith("facts") and frozen:
        names = join([name.replace("_", " ") for name in frozen])
        hint = "undo or reopen the work itself: its facts then lose their force"
        raise Refused(f"{row.id} holds facts of work done in the desk: its {names} cannot be set", hint=hint)


_FROZEN = frozenset({"kind", "as_of", "period_from", "period_to", "query", "pulled_at", "row_count", "is_population"})
"""What of an artefact is frozen with a population."""


def refuse_frozen(session: Session, row: Evidence, wanted: Mapping[str, object]) -> None:
    """Refuse to tell what a frozen population was drawn with: it would be another one.

    Raises:
        Refused: naming the population.
    """
    moved = sorted(name for name in _FROZEN & set(wanted) if getattr(row, name) != wanted[name])
    if not moved:
        return
    population = frozen_as(session, row.id)
    if population:
        said = (
            f"{row.id} is frozen as {population}: its {join([name.replace('_', ' ') for name in moved])} cannot be set"
        )
        raise Refused(said, hint="grcdesk populations add freezes it anew with what is right")


def void_statements(session: Session, row: Evidence, wanted: Mapping[str, object]) -> list[str]:
    """Take back what people stated of an artefact that is to show something else: they inspected what it was."""
    changed = [name for name in _SHOWN & set(wanted) if getattr(row, name) != wanted[name]]
    if not changed:
        return []
    told = []
    for link in session.scalars(
        select(EvidenceLink).where(col(EvidenceLink.evidence) == row.id, col(EvidenceLink.shows_run) != "")
    ):
        told.append(
            f"{row.id} was inspected as it was: the statement of {link.inspected_by} for {link.control} is void"
        )
        link.shows_run, link.inspected_by, link.inspected_at, link.inspected_on = "", "", "", None
    return told


def refuse(facts: rules.ArtefactFacts, today: date, about: str = "") -> None:
    """Refuse what cannot be evidence, with every reason."""
    found = rules.refusals(facts, today)
    if found:
        place = f"{about}: " if about else ""
        raise Refused(f"{place}{found[0]}", hint="--as-of DATE, or --from DATE --to DATE", reasons=tuple(found[1:]))


def row(one: StoredFile, facts: Artefact, number: int, *, alone: bool, by: str) -> Evidence:
    """The row of an artefact whose bytes are safe."""
    said = {_OWN.get(field.name, field.name): getattr(facts, field.name) for field in fields(facts)}
    said["title"] = (
        (facts.title if alone else f"{facts.title}: {one.name}") if facts.title else clean(one.name, "title")
    )
    said["is_population"] = facts.is_population or facts.kind is EvidenceKind.POPULATION
    said["collected_by"] = facts.collected_by or by
    moment = clock.stamp(clock.now())
    said["collected_at"] = facts.collected_at or facts.pulled_at or moment
    return Evidence(
        **said,
        id=f"EV-{number}",
        recorded_at=moment,
        file_name="" if one.url else one.name,
        url=one.url,
        sha256=one.sha256,
        size=one.size,
        position=number,
    )


def rows(session: Session, evidence: Sequence[str]) -> list[Evidence]:
    """Those artefacts, each once, in that order.

    Raises:
        NotFound: naming the first that does not exist, or when none is named.
    """
    wanted = list(dict.fromkeys(evidence))
    found = {one.id: one for one in session.scalars(select(Evidence).where(col(Evidence.id).in_(wanted)))}
    for name in wanted:
        if name not in found:
            raise unknown(session, name)
    if not wanted:
        raise NotFound("which artefact?", hint="grcdesk evidence list shows them")
    return [found[name] for name in wanted]


def unknown(session: Session, evidence: str) -> NotFound:
    """No such artefact."""
    return NotFound.of("evidence", evidence, tuple(session.scalars(select(col(Evidence.id)))))


def ties(session: Session, controls: Sequence[str], tests: Sequence[str]) -> tuple[Ids, Ids]:
    """Controls and tests to tie to, each once; a test brings its control.

    Raises:
        NotFound: when one does not exist.
    """
    found = list(controls)
    for control in controls:
        require_control(session, control)
    for test in tests:
        attribute = session.get(TestAttribute, test)
        if attribute is None:
            raise NotFound.of("test", test, tuple(session.scalars(select(col(TestAttribute.id)))))
        found.append(attribute.control)
    return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(tests))


def tie(session: Session, evidence: str, controls: Sequence[str], tests: Sequence[str]) -> bool:
    """Tie an artefact; what is tied already stays. Returns whether anything was new."""
    had, answered = controls_of(session, evidence), tests_of(session, evidence)
    new: list[EvidenceLink | EvidenceTest] = [
        EvidenceLink(id=f"{control}/{evidence}", control=control, evidence=evidence)
        for control in controls
        if control not in had
    ]
    new += [
        EvidenceTest(id=f"{test}/{evidence}", test=test, evidence=evidence) for test in tests if test not in answered
    ]
    session.add_all(new)
    return bool(new)


def place(session: Session, places: Mapping[str, Sequence[str]], tests: Sequence[str]) -> None:
    """Tie each artefact to its controls.

    Raises:
        Refused: when one of them has none.
    """
    lost = [name for name, controls in places.items() if not controls]
    if lost:
        raise Refused(f"place {join(lost)} where?", hint="--control ID")
    for name, controls in places.items():
        tie(session, name, list(dict.fromkeys(controls)), tests)


def placed(places: Mapping[str, Sequence[str]]) -> str:
    """`EV-7 placed for AI-SEC-01`; `EV-7 placed for AI-SEC-01, EV-8 for AI-PI-02`."""
    names = list(places)
    if len({tuple(controls) for controls in places.values()}) == 1:
        who = names[0] if len(names) == 1 else count(len(names), "artefact")
        return f"{who} placed{tied(places[names[0]])}"
    first, *rest = [f"{name}{{}}{tied(controls)}" for name, controls in places.items()]
    return join([first.format(" placed"), *(one.format("") for one in rest)])


def controls_of(session: Session, evidence: str) -> Ids:
    """Controls it stands behind."""
    query = select(col(EvidenceLink.control)).where(col(EvidenceLink.evidence) == evidence)
    return tuple(session.scalars(query.order_by(col(EvidenceLink.control))))


def tests_of(session: Session, evidence: str) -> Ids:
    """Tests it answers."""
    query = select(col(EvidenceTest.test)).where(col(EvidenceTest.evidence) == evidence)
    return tuple(session.scalars(query.order_by(col(EvidenceTest.test))))


def refuse_rejected(found: Sequence[Evidence]) -> None:
    """Refuse to use what was rejected."""
    bad = [one for one in found if one.rejected]
    if bad:
        names = join([one.id for one in bad])
        raise Refused(f"{names} rejected: {bad[0].rejected}", hint="grcdesk log undo takes a rejection back")


def refuse_circle(session: Session, old: Evidence, new: Evidence) -> None:
    """Refuse a line of artefacts that leads back to itself, or a second place for the newer one."""
    if new.supersedes and new.supersedes != old.id:
        raise Refused(f"{new.id} supersedes {new.supersedes} already", hint="an artefact stands in one place")
    # a longer circle too: A in the place of B in the place of C, and now C in the place of A
    step: Evidence | None = old
    while step is not None:
        if step.id == new.id:
            raise Refused(f"{new.id} cannot supersede {old.id}: it is the older of the two")
        step = session.get(Evidence, step.supersedes) if step.supersedes else None


def which(found: Sequence[Evidence]) -> str:
    """One by its id, several by their number."""
    return found[0].id if len(found) == 1 else count(len(found), "artefact")


def tied(controls: Sequence[str]) -> str:
    """` for AI-SEC-01 and AI-SEC-02`, or nothing."""
    return f" for {join(list(controls))}" if controls else ""


def added(found: Sequence[Evidence], taken: Sequence[StoredFile], controls: Sequence[str]) -> str:
    """The sentence about what was added."""
    who = found[0].id if len(found) == 1 else f"{count(len(found), 'artefact')} {found[0].id} to {found[-1].id}"
    known = sum(one.known for one in taken)
    who += tied(controls) or " taken in, to be placed"
    if not known:
        return who
    same = "the same bytes were" if len(found) == 1 else f"the bytes of {known} were"
    return f"{who} ({same} in the vault already)"


def warnings(found: Sequence[Evidence]) -> Ids:
    """What an auditor will ask for, each thing once, with the artefacts it is asked of."""
    asked: dict[str, list[str]] = {}
    for one in found:
        for what in rules.lacks(reading.facts_of(one)):
            asked.setdefault(what, []).append(one.id)
    if len(found) == 1:
        return (*asked, *rules.cure(found[0].id, list(asked)))
    return tuple(f"{what} ({join(ids, 4)})" for what, ids in asked.items())
