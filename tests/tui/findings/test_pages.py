"""The first tab of a finding: what is said, in its order, and a dash where nothing is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from grcdesk.schemas.findings.findings import AcceptFacts, FindingFacts, ResponseFacts
from grcdesk.terms import Answer
from grcdesk.terms.findings import FindingSource, Severity
from grcdesk.tui.findings.parts import page
from grcdesk.tui.kit.looks import Glyphs

GLYPHS = Glyphs(ascii=True)


FOUND = FindingFacts("Keys not rotated", FindingSource.AUDITOR, "Two keys are older than 90 days", Severity.HIGH)


def raised(desk, **more: object) -> str:
    return desk.findings.add(replace(FOUND, **more)).changed[0]


def finding_page(desk, name: str) -> list[str]:
    return page(desk.findings.show(name), GLYPHS).plain.splitlines()


def test_a_new_finding_says_what_is_and_a_dash_for_what_nobody_said(desk):
    rows = finding_page(desk, raised(desk))
    assert "Control     -" in rows
    assert "Owner       -" in rows
    assert "Extent      -" in rows
    assert rows[rows.index("Condition") + 1] == "  Two keys are older than 90 days"
    assert "Cause" not in rows
    assert not any(row.startswith(("Management", "Risk accepted", "Verified")) for row in rows)
    assert any("n does the next" in row for row in rows)


def test_the_extent_of_a_finding_says_of_how_many_where_that_is_known(desk):
    assert "Extent      3 of 1,063" in finding_page(desk, raised(desk, extent_k=3, extent_n=1063))
    assert "Extent      3" in finding_page(desk, raised(desk, extent_k=3))


def test_what_management_says_and_what_is_accepted_stand_under_their_own_headings(desk):
    name, today = raised(desk), desk.today()
    desk.finding_moves.respond(name, ResponseFacts(Answer.NO, "They are rotated by hand", "Max Roy", today))
    assert f"Management does not agree: Max Roy, {today}" in finding_page(desk, name)
    until = today + timedelta(days=90)
    desk.finding_moves.accept(name, AcceptFacts("The tenant is retired then", "Max Roy", until))
    rows = finding_page(desk, name)
    assert rows[rows.index("Risk accepted") + 1] == f"  Max Roy until {until}: The tenant is retired then"
