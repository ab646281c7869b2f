"""Controls otherwise than their catalog: what follows, what is named, what an update keeps, and the way back."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from grcdesk import paths
from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.models.controls import Tailoring
from grcdesk.schemas.controls.controls import TailoringChange
from grcdesk.schemas.programme import Period
from grcdesk.terms import Frequency, Tailored, Verb
from services.conftest import control, mapping

WHY = "two keys in all"


def tailor(desk, control="AI-SEC-01", reason=WHY, **fields):
    return desk.tailoring.set([control], TailoringChange(**fields), reason=reason)


def by_field(desk, control="AI-SEC-01"):
    return {one.field: one for one in desk.controls.show(control).tailoring}


def test_a_frequency_takes_grace_anchor_and_note_along_and_comes_back_with_them(desk):
    before = desk.controls.show("AI-SEC-01")
    done = tailor(desk, frequency=Frequency.ANNUAL)
    after = desk.controls.show("AI-SEC-01")
    assert (after.row.frequency, after.grace_days, str(after.anchor), after.frequency_note) == (
        *(Frequency.ANNUAL, 30, "rolling"),
        "",
    )
    assert set(after.row.tailored) == {
        *(Tailored.FREQUENCY, Tailored.FREQUENCY_NOTE, Tailored.ANCHOR, Tailored.GRACE_DAYS),
    }
    assert desk.controls.keys("is:tailored") == ["AI-SEC-01"]
    assert any("less often than shipped: quarterly → annual" in told for told in done.warnings)
    desk.log.undo(done.batch)
    assert desk.controls.show("AI-SEC-01") == before
    tailor(desk, frequency=Frequency.ANNUAL)
    desk.tailoring.reset(["AI-SEC-01"])
    assert desk.controls.show("AI-SEC-01") == before
    assert desk.log.verify().clean


def test_the_difference_says_from_what_to_what_why_by_whom_and_when(desk):
    tailor(desk, statement="Keys are replaced once a year.", owner_role="Founder")
    found = by_field(desk)
    one = found[Tailored.OWNER_ROLE]
    assert (one.shipped, one.tailored, one.reason, one.by) == (
        *("Platform engineering lead", "Founder", WHY),
        desk.actor,
    )
    assert one.on == desk.today()
    assert desk.controls.show("AI-SEC-01").statement == "Keys are replaced once a year."
    assert (one.weaker, one.moved) == ("", False)
    assert desk.controls.list("id:AI-SEC-01")[0].owner_role == "Founder"


@pytest.mark.parametrize(
    ("frequency", "weaker"),
    [
        (Frequency.MONTHLY, ""),
        (Frequency.SEMIANNUAL, "less often than shipped"),
        (Frequency.EVENT, "no longer in cycles"),
    ],
)
def test_only_a_weaker_frequency_is_called_so(desk, frequency, weaker):
    done = tailor(desk, frequency=frequency, frequency_note="at each new key, listed in the store's log")
    assert by_field(desk)[Tailored.FREQUENCY].weaker == weaker
    assert any("frequency is" in told for told in done.warnings) == bool(weaker)


def test_coverage_and_its_slots_follow_and_name_who_made_it_weaker(desk):
    desk.scope.set(period=Period(date(2026, 1, 1), date(2026, 12, 31)))
    quarters = desk.coverage.board(controls=["AI-SEC-01"])[0]
    assert len(quarters.slots) == 4
    tailor(desk, frequency=Frequency.SEMIANNUAL)
    halves = desk.coverage.board(controls=["AI-SEC-01"])[0]
    assert len(halves.slots) == 2
    told = [one.warning for one in desk.coverage.warnings(controls=["AI-SEC-01"])]
    assert any("less often than shipped" in one and desk.actor in one for one in told)
    tailor(desk, frequency=Frequency.MONTHLY)
    row = desk.coverage.board(controls=["AI-SEC-01"])[0]
    assert len(row.slots) == 12
    assert not any("shipped" in warning for warning in row.warnings)


def test_going_back_in_one_field_leaves_the_others(desk):
    tailor(desk, frequency=Frequency.ANNUAL, owner_role="Founder")
    tailor(desk, frequency=None)
    assert desk.controls.show("AI-SEC-01").row.tailored == (Tailored.OWNER_ROLE,)
    assert desk.controls.show("AI-SEC-01").row.frequency is Frequency.QUARTERLY


def test_what_stands_so_already_changes_nothing(desk):
    assert not tailor(desk, frequency=Frequency.QUARTERLY).batch
    tailor(desk, frequency=Frequency.ANNUAL)
    said = tailor(desk, frequency=Frequency.ANNUAL, reason="again")
    assert not said.batch
    assert said.unchanged == ("AI-SEC-01",)
    assert by_field(desk)[Tailored.FREQUENCY].reason == WHY


@pytest.mark.parametrize(
    ("fields", "reason", "refusal"),
    [
        ({"frequency": Frequency.ANNUAL}, "  ", Refused),
        ({"frequency": Frequency.EVENT}, WHY, Refused),
        ({"statement": "   "}, WHY, BadInput),
        ({"owner_role": "x" * 301}, WHY, BadInput),
        ({}, WHY, BadInput),
    ],
)
def test_what_cannot_stand_is_refused_and_changes_nothing(desk, fields, reason, refusal):
    before = desk.controls.show("AI-SEC-01")
    with pytest.raises(refusal):
        tailor(desk, reason=reason, **fields)
    assert desk.controls.show("AI-SEC-01") == before


def test_an_unknown_control_and_one_as_shipped_are_refused(desk):
    with pytest.raises(NotFound):
        tailor(desk, "AI-SEC-99", owner_role="Founder")
    with pytest.raises(Refused, match="AI-SEC-01 is as its catalog has it"):
        desk.tailoring.reset(["AI-SEC-01"])


def own(shelf, version="1", **more):
    return shelf.controls(control("OWN-01", **more), version=version)


def update(desk, file):
    (desk.paths.catalogs / "own.yaml").write_bytes(file.read_bytes())
    return desk.catalogs.diff("own"), desk.catalogs.update("own")


def test_an_update_keeps_what_was_tailored_and_names_what_changed_under_it(desk, shelf):
    desk.catalogs.add(own(shelf))
    desk.catalogs.add(shelf.mappings(mapping("OWN-01", "CC6.1")))
    tailor(desk, "OWN-01", frequency=Frequency.QUARTERLY, owner_role="Founder")
    found, done = update(desk, own(shelf, "2", frequency="daily", title="Keep prompts very short"))
    (change,) = found
    assert {name: (old, new) for name, old, new in change.fields}["frequency"] == ("weekly", "daily")
    assert change.stays == ("frequency: quarterly stays", "grace_days: 15 stays")
    assert any("the catalog says daily now, weekly before; quarterly stays" in told for told in done.warnings)
    row = desk.controls.show("OWN-01").row
    assert (row.title, row.frequency, row.owner_role) == ("Keep prompts very short", Frequency.QUARTERLY, "Founder")
    one = by_field(desk, "OWN-01")[Tailored.FREQUENCY]
    assert (one.shipped, one.base, one.moved) == ("daily", "weekly", True)
    tailor(desk, "OWN-01", frequency=Frequency.QUARTERLY, reason="still so")
    assert not by_field(desk, "OWN-01")[Tailored.FREQUENCY].moved
    assert desk.catalogs.update("own").sentence == "every catalog is current"
    desk.tailoring.reset(["OWN-01"])
    assert desk.controls.show("OWN-01").row.frequency is Frequency.DAILY
    assert desk.catalogs.diff("own") == []


def test_a_catalog_that_comes_to_say_the_same_ends_the_difference(desk, shelf):
    desk.catalogs.add(own(shelf))
    tailor(desk, "OWN-01", owner_role="Founder")
    _, done = update(desk, own(shelf, "2", owner_role="Founder"))
    assert any("says the same" in told for told in done.warnings)
    assert desk.controls.show("OWN-01").row.tailored == ()
    assert desk.log.verify().clean


def test_a_tailored_control_does_not_vanish_with_an_update(desk, shelf):
    desk.catalogs.add(shelf.controls(control("OWN-01"), control("OWN-02")))
    tailor(desk, "OWN-02", owner_role="Founder")
    (desk.paths.catalogs / "own.yaml").write_bytes(own(shelf, "2").read_bytes())
    with pytest.raises(Refused, match="OWN-02"):
        desk.catalogs.update("own")


def test_the_usual_grace_and_anchor_alone_go_along(desk, shelf):
    desk.catalogs.add(own(shelf, grace_days=3, anchor="rolling"))
    tailor(desk, "OWN-01", frequency=Frequency.MONTHLY)
    found = desk.controls.show("OWN-01")
    assert (found.grace_days, str(found.anchor)) == (3, "rolling")
    assert found.row.tailored == (Tailored.FREQUENCY,)


@pytest.mark.slow
def test_every_shipped_control_can_be_tailored_and_reset(desk):
    shipped = yaml.safe_load((paths.CATALOGS / "controls" / "ai-soc2.yaml").read_text(encoding="utf-8"))
    names = [entry["id"] for entry in shipped["controls"]]
    before = [desk.controls.show(name) for name in names]
    change = TailoringChange(
        frequency=Frequency.EVENT, frequency_note="at each change in the register", statement="So."
    )
    desk.tailoring.set(names, change, reason=WHY)
    assert all(Tailored.STATEMENT in desk.controls.show(name).row.tailored for name in names)
    desk.tailoring.reset(names)
    assert [desk.controls.show(name) for name in names] == before


def test_words_that_were_erased_are_shown_as_they_are():
    from grcdesk.rules.controls.tailoring import said, weaker  # noqa: PLC0415

    assert said(Tailored.FREQUENCY, "(erased)") == "(erased)"
    assert weaker(Tailored.GRACE_DAYS, "15", "(erased)") == ""
    assert said(Tailored.FREQUENCY, "semiannual") == "semi-annual"


def test_a_text_that_was_erased_is_not_put_back_as_a_statement(desk):
    tailor(desk, owner_role="Founder")
    with desk.store.work(Verb.CONTROL_TAILOR) as work:
        held = work.session.get_one(Tailoring, f"AI-SEC-01/{Tailored.OWNER_ROLE.value}")
        held.shipped = "[erased]"
    with pytest.raises(Refused, match="what the catalog says of the owner_role of AI-SEC-01 was erased"):
        desk.tailoring.reset(["AI-SEC-01"])
