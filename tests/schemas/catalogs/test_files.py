"""The schema converts text, keeps ids as they are, and forbids what it does not know."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from grcdesk.schemas.catalogs.files import ControlEntry, ItemEntry, MappingEntry
from grcdesk.terms import Anchor

CONTROL = {
    "id": "OWN-01",
    "title": "Something done",
    "statement": "The lead does it.",
    "objective": "Keep it from going undone.",
    "category": "security",
    "frequency": "monthly",
    "type": "detective",
    "nature": "manual",
    "owner_role": "Lead",
}
MAPPING = {
    "control": "OWN-01",
    "item": "CC6.1",
    "relationship": "subset-of",
    "strength": "5",
    "basis": "functional",
}


@pytest.mark.parametrize(
    ("frequency", "anchor"),
    [
        ("monthly", Anchor.CALENDAR),
        ("event", Anchor.CALENDAR),
        ("semiannual", Anchor.ROLLING),
        ("annual", Anchor.ROLLING),
    ],
)
def test_the_anchor_follows_from_the_frequency(frequency, anchor):
    assert ControlEntry.model_validate(CONTROL | {"frequency": frequency}).anchor is anchor


def test_a_stated_anchor_wins():
    assert (
        ControlEntry.model_validate(CONTROL | {"frequency": "annual", "anchor": "calendar"}).anchor is Anchor.CALENDAR
    )


@pytest.mark.parametrize(("written", "key"), [("yes", True), ("no", False), ("true", True), ("false", False)])
def test_yes_and_no_are_read_as_such(written, key):
    assert ControlEntry.model_validate(CONTROL | {"key": written}).key is key


def test_unset_grace_is_left_to_the_desk():
    assert ControlEntry.model_validate(CONTROL).grace_days is None
    assert ControlEntry.model_validate(CONTROL | {"grace_days": "14"}).grace_days == 14


@pytest.mark.parametrize("name", ["5.10", "A.5.1", "010", "Art.28(3)", "CC6.1"])
def test_an_id_stays_as_written(name):
    assert ItemEntry.model_validate({"id": name, "group": "g", "label": "l"}).id == name


@pytest.mark.parametrize("name", ["", "A 1", "-x", "x\n", "a→b", "é", "x" * 65, " A"])
def test_an_id_that_could_not_be_typed_is_refused(name):
    with pytest.raises(ValidationError):
        ItemEntry.model_validate({"id": name, "group": "g", "label": "l"})


@pytest.mark.parametrize("strength", ["-1", "11", "high", "7.5", ""])
def test_strength_is_a_whole_number_up_to_ten(strength):
    with pytest.raises(ValidationError):
        MappingEntry.model_validate(MAPPING | {"strength": strength})


def test_a_day_is_read_as_a_day():
    assert MappingEntry.model_validate(MAPPING | {"reviewed_on": "2026-03-01"}).reviewed_on == date(2026, 3, 1)


@pytest.mark.parametrize(
    "day", ["20260301", "1767225600", "2026-02-30", "2026-03-01T00:00:00", "1.3.2026", "٢٠٢٦-٠٣-٠١"]
)
def test_nothing_else_is_read_as_a_day(day):
    with pytest.raises(ValidationError):
        MappingEntry.model_validate(MAPPING | {"reviewed_on": day})


def test_unknown_keys_are_refused():
    with pytest.raises(ValidationError) as refused:
        ControlEntry.model_validate(CONTROL | {"owner": "Dana Reyes"})
    assert [error["loc"] for error in refused.value.errors()] == [("owner",)]


def test_entries_cannot_be_changed():
    entry = MappingEntry.model_validate(MAPPING)
    with pytest.raises(ValidationError):
        entry.strength = 9
    assert entry.key == "OWN-01→CC6.1"


@pytest.mark.parametrize("day", ["2026-03-02", date(2026, 3, 2)])
def test_a_day_is_written_out_or_is_one_already(day):
    assert MappingEntry.model_validate(MAPPING | {"reviewed_on": day}).reviewed_on == date(2026, 3, 2)


@pytest.mark.parametrize("day", ["20260302", "2026-3-2", "2026-02-30", ""])
def test_seconds_and_days_that_are_none_are_refused(day):
    with pytest.raises(ValidationError):
        MappingEntry.model_validate(MAPPING | {"reviewed_on": day})
