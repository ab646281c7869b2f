"""Fields of registers as text, and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from grcdesk.rules.registers.cells import spoken, text_of, value_of
from grcdesk.rules.registers.columns import CellKind, RegisterColumn, RegisterForm
from grcdesk.terms import Status
from grcdesk.terms.interchange import DeskRegister


def column(kind: CellKind, **more: object) -> RegisterColumn:
    return RegisterColumn("x", "X", kind, **more)


@pytest.mark.parametrize(
    ("one", "text", "value"),
    [
        (column(CellKind.LIST), "a; b ;; c", ("a", "b", "c")),
        (column(CellKind.LIST), "", ()),
        (column(CellKind.TERM, terms=Status), "in_place", Status.IN_PLACE),
        (column(CellKind.TERM, terms=Status), "", None),
        (column(CellKind.TERM), "as it stands", "as it stands"),
        (column(CellKind.DAY), "2026-01-31", date(2026, 1, 31)),
        (column(CellKind.DAY), "", None),
        (column(CellKind.NUMBER), "12", 12),
        (column(CellKind.NUMBER), "", None),
        (column(CellKind.MONTHS), "6 months", 6),
        (column(CellKind.FLAG), "yes", True),
        (column(CellKind.FLAG), "no", False),
        (column(CellKind.FLAG), "", False),
        (column(CellKind.LINE), "", ""),
        (column(CellKind.LINE), "a; b", "a; b"),
    ],
)
def test_a_text_as_the_field_is_stored(one, text, value):
    assert value_of(one, text) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (Status.IN_PLACE, "in_place"),
        (("a", date(2026, 1, 31)), "a; 2026-01-31"),
        (12, "12"),
        ("", ""),
    ],
)
def test_a_field_as_text(value, text):
    assert text_of(value) == text


def test_words_of_a_list_are_spoken_and_all_else_stays():
    assert spoken(column(CellKind.TERM, terms=Status), "in_place") == "in place"
    assert spoken(column(CellKind.TERM, terms=Status), "unheard of") == "unheard of"
    assert spoken(column(CellKind.LINE), "in_place") == "in_place"


def test_a_row_is_named_by_its_id_or_else_by_all_of_its_key():
    form = RegisterForm(next(iter(DeskRegister)), "vendor", (column(CellKind.LINE),))
    assert form.needed == ("id",)
    assert replace(form, key=("name", "mail")).needed == ("name", "mail")
    assert (form.names, form.column("x").label, list(form)) == (("x",), "x", [form.columns[0]])
