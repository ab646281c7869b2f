"""What is told of the fields of a vendor, once for every face."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import get_args, get_type_hints

from grcdesk.schemas.facts import FactKind
from grcdesk.schemas.unset import Unset
from grcdesk.schemas.vendors.vendors import VENDOR_FACTS, VendorDetail, VendorFacts, VendorRow


def test_every_field_a_person_may_fill_is_told_and_no_other():
    assert set(VENDOR_FACTS) == {one.name for one in fields(VendorFacts)}


def test_every_fact_stands_on_the_row_or_on_the_page():
    shown = {one.name for one in (*fields(VendorRow), *fields(VendorDetail))}
    assert set(VENDOR_FACTS) <= shown


def test_what_lists_can_choose_stands_on_the_row():
    row = {one.name for one in fields(VendorRow)}
    assert {name for name, fact in VENDOR_FACTS.items() if fact.listed} <= row


def test_a_term_has_its_closed_list_and_a_flag_both_of_its_options():
    for name, fact in VENDOR_FACTS.items():
        assert (fact.terms is not None) == (fact.kind is FactKind.TERM), name
        assert (fact.kind is FactKind.FLAG) == ("/--" in fact.option), name


HELD = {
    **dict.fromkeys((FactKind.LINE, FactKind.TEXT, FactKind.LINK, FactKind.SITE, FactKind.PERSON), str),
    FactKind.DAY: date,
    FactKind.FLAG: bool,
}


def test_the_typed_lines_of_a_change_say_the_same_as_its_facts():
    """Types are for the type checker and stand there once more: kind, closed list, and whether None empties it."""
    hints = get_type_hints(VendorFacts)
    for name, fact in VENDOR_FACTS.items():
        held = fact.terms or HELD[fact.kind]
        emptied = {type(None)} if fact.clears and held is not str else set()
        assert set(get_args(hints[name])) == {held, Unset} | emptied, name


def test_the_typed_lines_of_lists_and_pages_hold_what_the_facts_say():
    hints = get_type_hints(VendorRow) | get_type_hints(VendorDetail)
    for name, fact in VENDOR_FACTS.items():
        held = fact.terms or HELD[fact.kind]
        emptied = {type(None)} if fact.clears and held is not str else set()
        assert (set(get_args(hints[name])) or {hints[name]}) == {held} | emptied, name
