"""Which record knows a provider: the whole name or none; and over how much `0 failing` was said."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.vendors import providers as rules
from grcdesk.schemas.vendors.file import Level
from grcdesk.schemas.vendors.traffic import NamedProvider, Seen, VendorKey
from reports import vendor_records as records

NORTH = VendorKey("VEN-1", "Northlight Models", "Northlight Models Inc", "northlight; nl-models")
KNOWN = rules.known([NORTH])
ADDED, TODAY = date(2026, 3, 1), date(2026, 11, 21)
LETTERS = st.text(st.sampled_from("abnorthligmdels -"), min_size=1, max_size=20)


def named(provider: str, *, feature: str = "AIF-1", production: bool = True) -> NamedProvider:
    return NamedProvider(provider, feature, f"Feature {feature}", "Ann Lee", production, ADDED, "large")


def seen(provider: str, first: date = TODAY, events: int = 3) -> Seen:
    return Seen(provider, "large", "chat", "", first, first, events)


def test_every_name_of_a_vendor_is_known_however_it_is_written():
    for name in ("VEN-1", "northlight-models", "NORTHLIGHT MODELS INC", "Northlight", "nl_models"):
        assert KNOWN[rules.plain(name)] == "VEN-1"


@given(LETTERS)
def test_a_name_that_is_not_wholly_one_of_its_names_is_unknown(name):
    """A part of a name, a longer one or a similar one is no way to be known."""
    told = {rules.plain(one) for one in ("VEN-1", NORTH.name, NORTH.legal_name, "northlight", "nl-models")}
    found = rules.unknown([named(name)], [], KNOWN)
    assert bool(found) == (bool(rules.plain(name)) and rules.plain(name) not in told)


def test_an_unknown_provider_is_one_row_however_often_it_is_named_and_fails_once_it_is_used():
    (one,) = rules.unknown([named("Brio AI"), named("brio ai", feature="AIF-2")], [], KNOWN)
    assert (one.name, one.features, one.owner) == ("Brio AI", ("AIF-1 Feature AIF-1", "AIF-2 Feature AIF-2"), "Ann Lee")
    assert (one.since, one.point.level) == (ADDED, Level.FAILS)
    (pilot,) = rules.unknown([named("Brio AI", production=False)], [], KNOWN)
    assert pilot.point.level is Level.WEAK
    (used,) = rules.unknown([named("Brio AI", production=False)], [seen("BrioAI")], KNOWN)
    assert (used.events, used.first_event, used.point.level) == (3, TODAY, Level.FAILS)
    (logged,) = rules.unknown([], [seen("brio", ADDED)], KNOWN)
    assert (logged.name, logged.since, logged.owner) == ("brio", ADDED, "")
    assert "3 events from 2026-03-01 on" in logged.point.why


def test_a_model_of_our_own_and_a_log_without_provider_are_no_unknown():
    assert rules.unknown([named("")], [seen("")], KNOWN) == ()


def test_the_sentence_counts_what_was_looked_at_and_names_what_is_unknown():
    files = records.vendors()
    uses = [named("Northlight"), named("Brio AI"), named("Cato")]
    unknowns = rules.unknown(uses, [], KNOWN)
    over = rules.looked(files, uses, unknowns, KNOWN, TODAY)
    assert (over.vendors, over.providers, over.unknown) == (3, 3, ("Brio AI", "Cato")), "one has left"
    assert rules.sentence(over).endswith("1 of 3 providers named by features; 2 unknown: Brio AI and Cato")
    nothing = rules.looked((), (), (), {}, TODAY)
    assert rules.sentence(nothing) == "0 of 0 vendors, 0 of 0 providers named by features"
