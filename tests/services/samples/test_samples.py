"""Samples on a real desk: drawn by the rule, drawn again from the frozen rows, and nothing of it hidden."""

from __future__ import annotations

import hashlib
import sqlite3

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.rules.samples import selection
from grcdesk.schemas.audits.audits import EngagementPlan
from grcdesk.schemas.programme import Period
from grcdesk.schemas.samples import DrawPlan
from grcdesk.services.samples import drawing
from grcdesk.store import vault
from grcdesk.terms.audits import Lane
from helpers.lists import HALF, changes, half_year, plan, read_here, write_csv

FIXED = DrawPlan(Lane.FIXED)


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    read_here(monkeypatch)


@pytest.fixture
def half(desk_after):
    return desk_after(half_year)


def draw(desk, how=FIXED, control="AI-PI-01", population="model_changes"):
    done = desk.samples.draw(control, population, how)
    return done, desk.samples.show((*done.changed, *done.unchanged)[0])


def by_hand(name, control, keys, number):
    """As somebody does it who knows nothing but the page."""
    keys = sorted(keys)
    population = hashlib.sha256("".join(f"{key}\n" for key in keys).encode()).hexdigest()
    seed = hashlib.sha256(f"{name}|{control}|{population}".encode()).hexdigest()
    return seed, sorted(keys, key=lambda key: hashlib.sha256(f"{seed}|{key}".encode()).hexdigest())[:number]


def test_the_fixed_lane_draws_as_the_page_says(half):
    done, found = draw(half)
    seed, items = by_hand("SOC 2 2026H1", "AI-PI-01", [row["change_id"] for row in changes()], 15)
    assert done.sentence == "SMP-1: 15 of 63 items of POP-1 (model_changes) for AI-PI-01"
    assert (found.row.seed, list(found.items), found.row.n) == (seed, items, 15)
    assert found.row.size_reason == "table of sizes: event, 63 in the population"
    assert done.warnings == ()


@pytest.mark.slow
def test_the_same_draw_is_made_once_and_another_is_told(half):
    draw(half)
    again, _ = draw(half)
    assert (again.batch, again.unchanged) == ("", ("SMP-1",))
    other, found = draw(half, DrawPlan(Lane.FIXED, seed="4711"))
    assert "drawn before for AI-PI-01 from the same population: SMP-1" in other.warnings
    assert (found.row.seed, found.row.seed_given) == ("4711", True)
    assert list(found.items) == selection.first("4711", [row["change_id"] for row in changes()], 15)


def test_the_lane_is_that_of_the_engagement_unless_something_is_named(half):
    _, census = draw(half, DrawPlan())
    assert (census.row.lane, census.row.n, len(census.items)) == (Lane.CENSUS, 63, 63)
    _, custom = draw(half, DrawPlan(number=5, by="Ada Okafor"))
    assert (custom.row.lane, custom.row.n, custom.row.chosen_by) == (Lane.CUSTOM, 5, "Ada Okafor")
    _, named = draw(half, DrawPlan(items=("CHG-0044", "CHG-0007", "CHG-0044")))
    assert (named.row.lane, named.items, named.row.seed) == (Lane.LIST, ("CHG-0044", "CHG-0007"), "")
    assert named.row.chosen_by == "Ames & Co"
    assert census.items[:5] == custom.items, "of one seed a census begins with every smaller sample"


def test_items_may_stand_in_a_file_and_unknown_ones_are_refused_by_name(half, tmp_path):
    listed = tmp_path / "items.txt"
    listed.write_text("CHG-0003\n\n CHG-0001 \n")
    _, found = draw(half, DrawPlan(items=(str(listed),)))
    assert found.items == ("CHG-0003", "CHG-0001")
    with pytest.raises(NotFound, match="POP-1 has no 'CHG-9' and 'chg-0001'"):
        draw(half, DrawPlan(items=("CHG-9", "CHG-0001", "chg-0001")))
    listed.write_text("\n")
    with pytest.raises(BadInput, match="holds no key"):
        draw(half, DrawPlan(items=(str(listed),)))


@pytest.mark.parametrize(
    ("how", "says"),
    [
        (DrawPlan(Lane.CUSTOM), "needs a number and who chose it"),
        (DrawPlan(Lane.CUSTOM, 5), "needs who chose it"),
        (DrawPlan(Lane.FIXED, 5), "the fixed lane takes no number"),
        (DrawPlan(Lane.CENSUS, items=("CHG-0001",)), "the census lane takes no list"),
        (DrawPlan(Lane.LIST), "which items"),
        (DrawPlan(Lane.LIST, items=("CHG-0001",), seed="1"), "has no seed"),
        (DrawPlan(Lane.CENSUS, strata="merged_at"), "draws nothing"),
        (DrawPlan(Lane.FIXED, seed="a\nb"), "longer than a line"),
        (DrawPlan(Lane.CUSTOM, 0, by="Ada Okafor"), "a sample holds one item at least"),
    ],
)
def test_what_no_rule_says_is_refused(half, how, says):
    with pytest.raises(Refused, match=says):
        draw(half, how)
    assert half.samples.list() == []


def test_strata_give_one_item_of_each_run_by_date(half):
    _, found = draw(half, DrawPlan(number=9, by="Ada Okafor", strata="merged_at"))
    places = [int(item[4:]) for item in found.items]
    assert [place // 7 for place in places] == list(range(9)), "63 rows in order of date are nine runs of seven"
    assert half.samples.redraw("SMP-1").matches
    with pytest.raises(BadInput, match="`author` holds no dates"):
        draw(half, DrawPlan(Lane.FIXED, strata="author"))
    with pytest.raises(NotFound, match="merged"):
        draw(half, DrawPlan(Lane.FIXED, strata="merged"))


def test_more_than_there_are_is_all(half):
    _, found = draw(half, DrawPlan(number=500, by="Ada Okafor"))
    assert found.row.n == 63


def test_it_is_drawn_again_from_the_frozen_rows_and_says_when_they_are_not_the_same(half):
    draw(half)
    draw(half, DrawPlan())
    assert [half.samples.redraw(name).matches for name in ("SMP-1", "SMP-2")] == [True, True]
    blob = vault.blob(half.paths, half.populations.show("POP-1").row.rows_sha256)
    data = blob.read_bytes()
    blob.chmod(0o640)
    blob.write_bytes(data.replace(b"CHG-0003", b"CHG-000X"))
    found = half.samples.redraw("SMP-1")
    assert not found.matches
    assert "not those that were frozen" in found.differs[0]


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("population_sha256", "f" * 64, "POP-1 is named by another hash than when it was drawn from"),
        ("rows_sha256", "f" * 64, "the rows of POP-1 are not those it was drawn from"),
        ("seed", "4711", "its seed is not the one that follows from engagement, control and population"),
        ("items", '["CHG-0001"]', "other items come out"),
    ],
)
def test_a_sample_that_was_changed_by_another_hand_says_in_what(half, column, value, says):
    draw(half)
    change_by_hand(half, f"UPDATE sample SET {column} = :value WHERE id = 'SMP-1'", value)  # noqa: S608  our own words
    found = half.samples.redraw("SMP-1")
    assert not found.matches
    assert says in found.differs


def test_an_auditor_s_list_that_is_shorter_than_it_was_says_so(half):
    draw(half, DrawPlan(items=("CHG-0044", "CHG-0007")))
    change_by_hand(half, "UPDATE sample SET size = :value WHERE id = 'SMP-1'", "3")
    assert half.samples.redraw("SMP-1").differs == ("2 items come out, 3 are kept",)


def change_by_hand(desk, statement, value):
    """As somebody does it who opens the file of the database with another program."""
    with sqlite3.connect(desk.paths.database) as connection:
        guards = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'sample'")
        for (guard,) in guards.fetchall():
            connection.execute(f"DROP TRIGGER {guard}")
        connection.execute(statement, {"value": value})
    connection.close()


def test_a_large_sample_keeps_its_hash_and_is_drawn_again_when_shown(half, monkeypatch):
    monkeypatch.setattr(drawing, "KEPT", 3)
    _, found = draw(half)
    assert len(found.items) == 15
    assert selection.items_sha256(found.items) == found.row.items_sha256
    assert len(half.log.list(resource="SMP-1")) == 1


def test_from_a_list_that_is_not_final_it_is_marked(desk, tmp_path):
    early = plan(query="", period_to=HALF[1].replace(month=12))
    desk.populations.add(write_csv(tmp_path / "c.csv", changes()), early, controls=["AI-PI-01"])
    done, found = draw(desk, FIXED)
    assert found.row.interim[0].startswith("it was pulled before its window was over: final from 2027")
    assert f"interim: {found.row.interim[0]}" in done.warnings
    assert [row.id for row in desk.samples.list("is:interim")] == ["SMP-1"]


def test_nothing_is_drawn_from_nothing(half, tmp_path):
    half.populations.add(write_csv(tmp_path / "n.csv", [], ["change_id"]), plan(), controls=["AI-PI-01"])
    with pytest.raises(Refused, match="POP-2 lists nothing"):
        draw(half)
    half.populations.drop("POP-2", reason="empty")
    with pytest.raises(Refused, match="POP-2 was dropped"):
        draw(half, population="POP-2")


def test_a_dropped_sample_stays_on_the_list_and_may_be_drawn_anew(half):
    draw(half)
    half.samples.drop("SMP-1", reason="drawn too early")
    assert [(row.id, row.dropped) for row in half.samples.list()] == [("SMP-1", "drawn too early")]
    assert half.samples.list("-is:dropped") == []
    with pytest.raises(Refused, match="SMP-1 was dropped"):
        half.samples.drop("SMP-1", reason="again")
    assert draw(half)[0].changed == ("SMP-2",)


def test_the_seed_keeps_the_name_an_engagement_was_made_with(half):
    """A later name changes no sample that was drawn, and none that will be."""
    _, first = draw(half)
    assert first.row.seed_name == "SOC 2 2026H1"
    assert half.samples.list()[0].seed == selection.derived_seed(
        "SOC 2 2026H1", "AI-PI-01", first.row.population_sha256
    )
    half.audits.new(EngagementPlan("Next", period=Period(*HALF)))
    assert half.samples.list() == []
    with pytest.raises(NotFound):
        half.samples.show("SMP-1")
