from __future__ import annotations

import pytest

from grcdesk.rules.fields.catalogs import CATALOG_FIELDS
from grcdesk.rules.fields.log import LOG_FIELDS
from grcdesk.rules.filters.fields import FieldKind, find_field
from grcdesk.terms import Frequency, Scope, Status, Verb
from helpers.frameworks import CONTROL_FIELDS

ALL = {"control": CONTROL_FIELDS, "log": LOG_FIELDS, "catalog": CATALOG_FIELDS}


@pytest.mark.parametrize("fields", ALL.values(), ids=ALL)
def test_each_name_and_alias_means_one_field(fields) -> None:
    names = [name for field in fields.values() for name in (field.name, *field.aliases)]
    assert len(names) == len(set(names))
    assert "sort" not in names
    assert all(name == name.casefold() for name in names)
    assert all(fields[name].name == name for name in fields)


@pytest.mark.parametrize("fields", ALL.values(), ids=ALL)
def test_each_word_and_alias_means_one_value(fields) -> None:
    for field in fields.values():
        words = [word for names in field.words for word in names]
        assert len(words) == len(set(words)), field.name
        assert all(field.canonical(word) == names[0] for names in field.words for word in names)


@pytest.mark.parametrize("fields", ALL.values(), ids=ALL)
def test_closed_lists_have_words_and_every_field_is_explained(fields) -> None:
    for field in fields.values():
        assert field.help, field.name
        assert field.title
        assert bool(field.words) or field.kind not in {FieldKind.ENUM, FieldKind.FLAG}
    assert "text" in fields


def test_every_term_of_the_trade_can_be_asked_for() -> None:
    assert set(CONTROL_FIELDS["status"].values) == {status.value for status in Status}
    assert set(CONTROL_FIELDS["scope"].values) == {scope.value for scope in Scope}
    assert set(CONTROL_FIELDS["frequency"].values) == {frequency.value for frequency in Frequency}
    assert set(LOG_FIELDS["action"].values) == {verb.value for verb in Verb}


def test_id_and_status_always_stay() -> None:
    always = {field.name for field in CONTROL_FIELDS.values() if field.rank == 0}
    assert always == {"id", "status"}
    columns = [field for field in CONTROL_FIELDS.values() if field.width and field.rank]
    assert len({field.rank for field in columns}) == len(columns)


@pytest.mark.parametrize("written", ["in place", "In-Place", "IN_PLACE", "ip", " in "])
def test_words_are_read_however_they_are_written(written: str) -> None:
    assert CONTROL_FIELDS["status"].canonical(written) == "in_place"


def test_an_unknown_word_or_field_is_none() -> None:
    assert CONTROL_FIELDS["status"].canonical("done") is None
    assert find_field(CONTROL_FIELDS, "tsk") is None
    assert find_field(CONTROL_FIELDS, "Criteria") is CONTROL_FIELDS["tsc"]


def test_what_has_several_values_cannot_sort() -> None:
    unsortable = {field.name for field in CONTROL_FIELDS.values() if not field.sortable}
    assert unsortable == {"tsc", "iso", "ai", "is", "text"}
