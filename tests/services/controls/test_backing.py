"""What a filter picks, a list shows and a rule says of support is one thing."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.audits import FIRST, Engagement
from grcdesk.models.catalogs import WantedEvidence
from grcdesk.models.controls import Assessment
from grcdesk.models.evidence import Evidence, EvidenceLink
from grcdesk.rules.controls import support as rules
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.services.controls import backing, reading
from grcdesk.terms import Design, EvidenceKind, Implemented, Status, Support, Verb

KINDS = (EvidenceKind.POLICY, EvidenceKind.LOG_EXPORT, EvidenceKind.CONTRACT, EvidenceKind.SIGN_OFF)
START = date(2024, 6, 1)
PERIODS = (None, Span(date(2026, 1, 1), date(2026, 6, 30)), Span(date(2027, 1, 1), date(2027, 12, 31)))


def drawn(rng: random.Random, number: int) -> Evidence:
    """An artefact of any standing, on any day of three years."""
    first = START + timedelta(days=rng.randrange(1000))
    last = first + timedelta(days=rng.choice([0, 0, 30, 200]))
    moment = rng.random() < 0.5
    return Evidence(
        id=f"EV-{number}",
        title="t",
        kind=rng.choice(KINDS),
        as_of=first if moment else None,
        period_from=None if moment else first,
        period_to=None if moment else last,
        valid_until=rng.choice([None, None, first + timedelta(days=rng.randrange(900))]),
        sha256=rng.choice(["a" * 64, "a" * 64, ""]),
        url="https://acme.example/e",
        integrity=rng.choice(["", "", "", "modified"]),
        rejected=rng.choice(["", "", "", "wrong"]),
        importer=rng.choice(["", "gateway"]),
        supersedes=f"EV-{rng.randrange(1, 200)}" if rng.random() < 0.1 else "",
        position=number,
    )


def scatter(desk, _: Path) -> None:
    rng = random.Random(7)  # noqa: S311  the same desk each time
    controls = desk.controls.keys()
    with desk.store.work(Verb.EVIDENCE_ADD) as work:
        for number in range(1, 200):
            work.session.add(drawn(rng, number))
            for control in rng.sample(controls, 5):
                name = f"{control}/EV-{number}"
                work.session.add(EvidenceLink(id=name, control=control, evidence=f"EV-{number}"))
        for control in controls:
            row = work.session.get_one(Assessment, control)
            row.status = rng.choice([Status.IN_PLACE, Status.IN_PLACE, Status.PARTIAL])
            row.design = rng.choice([Design.ADEQUATE, Design.ADEQUATE, Design.ADEQUATE, None, Design.INADEQUATE])
            row.implemented = rng.choice([Implemented.YES, Implemented.YES, Implemented.YES, None, Implemented.NO])
        for wanted in work.session.scalars(select(WantedEvidence)):
            wanted.kind, wanted.mandatory = rng.choice(KINDS), rng.random() < 0.3


@pytest.fixture
def scattered(desk_after):
    return desk_after(scatter)


def by_rule(session: Session, today: date, period: Span | None) -> dict[str, tuple[object, int, int]]:
    within = rules.reach(period, today)
    said = {row.control: row for row in session.scalars(select(Assessment))}
    facts = backing.facts(session, said)
    found = {}
    for control, row in said.items():
        wanted = session.scalars(select(WantedEvidence).where(WantedEvidence.control == control))
        backed = rules.backing((one.kind for one in wanted if one.mandatory), facts.get(control, ()), within)
        level = rules.support(row.status, row.design, row.implemented, backed)
        found[control] = (level, backed.have, backed.need)
    return found


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2026, 2, 28), date(2026, 11, 27), date(2027, 5, 1)])
def test_the_list_and_its_filter_say_what_the_rule_says(scattered, period, day):
    with scattered.store.work(Verb.SCOPE_SET) as work:
        row = work.session.get_one(Engagement, FIRST)
        row.period_start, row.period_end = (period.start, period.end) if period else (None, None)
    with scattered.store.read() as session:
        expected = by_rule(session, day, period)
        keys = reading.keys(session, "", "", day)
        listed = {row.id: (row.support, row.have, row.need) for row in reading.rows(session, keys, day)}
        assert listed == expected
        claims = {name for name, (level, *_) in expected.items() if level not in {None, Support.SUPPORTED}}
        assert set(reading.keys(session, "is:unsupported", "", day)) == claims
        for level in Support:
            picked = set(reading.keys(session, f"support:{level.value}", "", day))
            assert picked == {name for name, (found, *_) in expected.items() if found is level}


def test_such_a_desk_has_every_level(scattered):
    seen = set()
    with scattered.store.read() as session:
        for day in (date(2025, 1, 1), date(2026, 2, 28), date(2026, 11, 27)):
            seen |= {row.support for row in reading.rows(session, reading.keys(session, "", "", day), day)}
    assert seen == {None, *Support}
