"""The first tab of an incident: when it was, who was told, and what was learnt."""

from __future__ import annotations

from grcdesk.schemas.incidents import IncidentChange, IncidentFacts, NoticeFacts
from grcdesk.terms import Answer
from grcdesk.terms.findings import Severity
from grcdesk.terms.incidents import IncidentKind, Notified
from grcdesk.tui.incidents.parts import page
from grcdesk.tui.kit.looks import Glyphs


def told(desk, name: str) -> list[str]:
    return page(desk.incidents.show(name), Glyphs(ascii=True)).plain.splitlines()


def test_an_incident_says_when_and_who_was_told(desk):
    facts = IncidentFacts(
        "Prompt log left open", IncidentKind.DATA_LEAK, Severity.HIGH, detected="2026-11-03 09:30", lead="Lee Chen"
    )
    name, *_ = desk.incidents.add(facts).changed
    desk.incidents.notice(name, NoticeFacts(Notified.CUSTOMERS, Answer.NO, "Max Roy", "no customer data", None))
    desk.incidents.set([name], IncidentChange(lessons="Logs are private\nfrom the start", tests_added=("T1", "T2")))
    rows = told(desk, name)
    assert rows[0].startswith("Type        ")
    assert not rows[0].endswith("an exercise")
    assert "Lead        Lee Chen" in rows
    assert "Contained   -" in rows
    assert "Findings    -" in rows
    (customers,) = [row for row in rows if row.startswith("Customers")]
    assert customers == f"Customers   not told, Max Roy decided on {desk.today()}: no customer data"
    assert rows[rows.index("Lessons") : rows.index("Lessons") + 3] == [
        "Lessons",
        "  Logs are private",
        "  from the start",
    ]
    assert rows[rows.index("Tests added") + 1 : rows.index("Tests added") + 3] == ["  T1", "  T2"]


def test_an_exercise_says_that_it_is_one(desk):
    facts = IncidentFacts("Lost key", IncidentKind.DATA_LEAK, Severity.LOW, exercise=True, scenario="A key is found")
    name, *_ = desk.incidents.add(facts).changed
    rows = told(desk, name)
    assert rows[0].endswith("an exercise")
    assert rows[rows.index("Scenario") + 1] == "  A key is found"
