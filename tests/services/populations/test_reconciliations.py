"""A population against a second source: what differs keeps it from final until a person says why."""

from __future__ import annotations

import pytest

from grcdesk.errors import NotFound, Refused
from grcdesk.services.populations import reconciling
from grcdesk.services.populations.reconciling import compare
from grcdesk.terms import Verdict
from grcdesk.terms.populations import DifferenceSide
from helpers.lists import changes, half_year, plan, read_here, write_csv


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    read_here(monkeypatch)


@pytest.fixture
def half(desk_after):
    """A desk with a final population of 63 changes."""
    return desk_after(half_year)


def registry(folder, rows):
    return write_csv(folder / "registry.csv", [{"tag": row["change_id"], "digest": "d1"} for row in rows])


def test_two_sources_that_agree_change_nothing(half, tmp_path):
    done = half.reconciliations.run("POP-1", registry(tmp_path, changes()[::-1]), key="tag", by="Omar Haddad")
    assert done.sentence == "POP-1 against registry.csv: 63 here, 63 there; the same keys"
    found = half.populations.show("POP-1")
    assert (found.row.final, found.reconciliations[0].open) == (True, 0)
    assert found.reconciliations[0].keys_sha256 == found.row.population_sha256


def test_what_only_one_has_is_recorded_and_keeps_it_from_final_until_explained(half, tmp_path):
    there = [*changes()[1:], {"change_id": "CHG-9999"}]
    half.reconciliations.run("model_changes", registry(tmp_path, there), key="tag", by="Omar Haddad")
    (one,) = half.populations.show("POP-1").reconciliations
    assert (one.rows_here, one.rows_there, one.only_here, one.only_there, one.done_by) == (63, 63, 1, 1, "Omar Haddad")
    assert [(row.item, row.side) for row in one.differences] == [
        ("CHG-0000", DifferenceSide.HERE), ("CHG-9999", DifferenceSide.THERE),
    ]  # fmt: skip
    assert half.populations.show("POP-1").row.why_not_final == ("2 differences with its second source unexplained",)
    assert half.coverage.board(controls=["AI-PI-01"])[0].verdict is not Verdict.FINAL
    with pytest.raises(NotFound, match="CHG-0001"):
        half.reconciliations.explain("POP-1", ["CHG-0001"], reason="x")
    with pytest.raises(Refused, match="explained by a reason"):
        half.reconciliations.explain("POP-1", ["CHG-0000"], reason=" ")
    half.reconciliations.explain("POP-1", ["CHG-0000"], reason="Reverted before it was tagged", by="Lin Chen")
    assert not half.populations.show("POP-1").row.final
    done = half.reconciliations.explain("POP-1", [], reason="A tag of the test system")
    assert done.sentence == "1 difference of POP-1 explained"
    assert half.populations.show("POP-1").row.final
    assert half.coverage.board(controls=["AI-PI-01"])[0].verdict is Verdict.FINAL
    with pytest.raises(NotFound, match="POP-1 has no open difference"):
        half.reconciliations.explain("POP-1", [], reason="once more")


def test_a_second_source_is_another_list(half, tmp_path):
    with pytest.raises(Refused, match="a second source is another list"):
        half.reconciliations.run("POP-1", write_csv(tmp_path / "changes.csv", changes()))
    with pytest.raises(Refused, match="a second source is another list"):
        half.reconciliations.run("POP-1", "POP-1")
    with pytest.raises(NotFound, match="no population 'POP-9'"):
        half.reconciliations.run("POP-1", "POP-9")


def test_another_population_is_a_second_source_and_a_good_one_takes_nothing_from_a_bad_one(half, tmp_path):
    bad = registry(tmp_path, changes()[:-1])
    half.reconciliations.run("POP-1", bad, key="tag")
    console = write_csv(tmp_path / "console.csv", [{"id": row["change_id"]} for row in changes()])
    half.populations.add(console, plan(name="console_changes", key="id"), controls=["AI-PI-01"])
    assert "the same keys" in half.reconciliations.run("POP-1", "console_changes").sentence
    assert not half.populations.show("POP-1").row.final, "what the first source showed is not undone by a second"


def test_more_than_can_be_listed_can_be_explained_by_nobody(half, tmp_path, monkeypatch):
    monkeypatch.setattr(reconciling, "KEPT", 3)
    half.reconciliations.run("POP-1", registry(tmp_path, changes()[10:]), key="tag")
    (one,) = half.populations.show("POP-1").reconciliations
    assert (len(one.differences), one.unlisted, one.open) == (3, 7, 10)
    with pytest.raises(Refused, match="10 differences: too many"):
        half.reconciliations.explain("POP-1", [], reason="all of it")


def test_a_dry_run_records_nothing(half, tmp_path):
    assert half.reconciliations.run("POP-1", registry(tmp_path, changes()[1:]), key="tag", dry_run=True).dry_run
    assert half.populations.show("POP-1").reconciliations == ()


@pytest.mark.parametrize(
    ("here", "there", "only"),
    [("ab", "ab", (0, 0)), ("", "ab", (0, 2)), ("ab", "", (2, 0)), ("acd", "abd", (1, 1)), ("", "", (0, 0))],
)
def test_keys_in_order_are_walked_through_once(here, there, only):
    found = compare(iter(here), iter(there))
    assert (found.only_here, found.only_there) == only
    assert (found.here, found.there) == (len(here), len(there))
