"""Kinds of fields: what is typed becomes what is kept, and what was meant stands beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from grcdesk.clock import today
from grcdesk.errors import BadInput
from grcdesk.meanings import meant
from grcdesk.rules.time.months import add_months
from grcdesk.schemas.desk.offers import Offer, Offered
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms.findings import Severity
from grcdesk.terms.vendors import Expectation, Substitute, Tier
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import (
    CATEGORIES,
    CONTROL,
    CONTROLS,
    DAY,
    DAYS,
    FILE,
    FIRST_DAY,
    PEOPLE,
    PERSON,
    PROVIDER,
    YES_NO,
    beside,
    fits,
    record,
    settled,
    strangers,
    term,
    with_offers,
)

KEYS = (
    Offer("AI-SEC-01", "Keys of providers are rotated"),
    Offer("AI-SEC-02", "Training data by role"),
    Offer("AI-PI-02", "Evaluation before a model changes"),
)
ONE, SEVERAL = with_offers(CONTROL, KEYS), with_offers(CONTROLS, KEYS)
KNOWN = with_offers(PERSON, (Offer("Lee Chen"), Offer("Max Roy")))


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (DAY, "2026-12-31", "2026-12-31"),
        (DAY, "2026Q1", "2026-03-31"),
        (FIRST_DAY, "2026q1", "2026-01-01"),
        (DAY, "2026-02", "2026-02-28"),
        (FIRST_DAY, "2026", "2026-01-01"),
        (DAY, "-", "-"),
        (DAY, "", ""),
        (DAYS, "2026Q1", "2026-01-01..2026-03-31"),
        (DAYS, "2026-01-01..2026-03", "2026-01-01..2026-03-31"),
        (DAYS, "the whole year", "the whole year"),
        (YES_NO, "y", "yes"),
        (term(Severity), "crit", "critical"),
        (term(Severity), "dire", "dire"),
        (CATEGORIES, "security, avail", "security, availability"),
        (ONE, "ai-sec-02", "AI-SEC-02"),
        (ONE, "rotated keys", "AI-SEC-01"),
        (ONE, "AI-SEC", "AI-SEC"),
        (SEVERAL, "ai-sec-01,ai-pi-02", "AI-SEC-01 AI-PI-02"),
        (SEVERAL, "AI-SEC-01 before a model", "AI-SEC-01 AI-PI-02"),
        (SEVERAL, "AI-SEC-01 ", "AI-SEC-01"),
        (KNOWN, "lee chen", "Lee Chen"),
        (KNOWN, "lee", "lee"),
        (FILE, "lists/a b.csv", "lists/a b.csv"),
    ],
)
def test_what_is_typed_becomes_what_is_kept(kind, typed, kept):
    assert settled(kind, typed) == kept


def test_days_may_be_told_from_today_and_back():
    assert settled(DAY, "+6w") == str(today() + timedelta(weeks=6))
    assert str(add_months(today(), 3)) in beside(DAY, "+3m").text
    assert settled(DAY, "-3d") == str(today() - timedelta(days=3))
    with pytest.raises(BadInput, match="'soon' is not a date"):
        settled(DAY, "soon")


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (DAY, "2026-12-31", "Thu, in 40 days"),
        (DAY, "today", "Sat 2026-11-21, today"),
        (DAY, "so", "no day"),
        (DAYS, "2026Q1", "2026-01-01..2026-03-31  90 days"),
        (term(Expectation), "cu", "cuec  the vendor's report expects it of us"),
        (ONE, "AI-PI-02", "Evaluation before a model changes"),
        (ONE, "sec", "2 fit"),
        (ONE, "nothing of the kind", "none fits"),
        (SEVERAL, "AI-SEC-01 AI-PI-02", "2 picked"),
        (KNOWN, "Ohm", "new here"),
        (CONTROL, "AI-PI-02", ""),
    ],
)
def test_what_was_meant_stands_beside_it(kind, typed, said):
    assert beside(kind, typed).text.strip() == said


def test_the_nearest_is_offered_first():
    assert [one.value for one in fits(ONE, "ai-pi")] == ["AI-PI-02"]
    assert [one.value for one in fits(SEVERAL, "AI-SEC-01 keys")] == ["AI-SEC-01"]
    assert len(fits(ONE, "")) == len(KEYS)


def test_strangers_are_those_nobody_goes_by():
    people = replace(KNOWN, apart=PEOPLE.apart)
    assert strangers(people, "lee chen; Ohm; Max Roy; Ada") == ["Ohm", "Ada"]
    assert strangers(with_offers(record(Offered.VENDOR), KEYS), "Ohm") == []


def test_words_of_two_lists_that_are_written_alike_mean_what_their_list_says():
    assert meant(Substitute.NONE)
    assert meant(Tier.LOW) == ""


FIELDS = [
    Ask("owner", "Owner", kind=PERSON),
    Ask("weight", "Weight", kind=term(Severity)),
    Ask("control", "Control", kind=CONTROL),
    Ask("controls", "Controls", kind=CONTROLS),
    Ask("sure", "Sure", kind=YES_NO),
    Ask("due", "Due", kind=DAY),
]


async def asked(person, fields=FIELDS):
    kept: list[dict[str, str]] = []
    person.app.push_screen(Form("Weigh", fields, dict), lambda texts: kept.append(texts) if texts else None)
    await person.settle()
    return kept


@pytest.mark.slow
async def test_a_form_is_filled_without_typing_a_word_in_full(assessed, drive):
    async with drive(assessed) as person:
        kept = await asked(person)
        await person.type("lee")
        await person.keys("tab")
        await person.type("cr")
        await person.keys("tab")
        assert "critical" in person.text
        await person.type("rotated")
        assert "AI-SEC-01" in person.text
        assert "credentials" in person.text
        await person.keys("tab")
        await person.type("rotated")
        await person.keys("enter")
        await person.type("evaluation")
        await person.keys("enter", "tab", "space", "tab")
        await person.type("2026Q4")
        assert "Thu 2026-12-31" in person.text
        await person.keys("enter")
    (texts,) = kept
    assert texts["controls"].split()[0] == "AI-SEC-01"
    assert len(texts.pop("controls").split()) == 2
    assert texts == {
        "owner": "Lee Chen", "weight": "critical", "control": "AI-SEC-01", "sure": "yes", "due": "2026-12-31"
    }  # fmt: skip


@pytest.mark.slow
async def test_a_new_person_is_asked_about_once(assessed, drive):
    async with drive(assessed) as person:
        kept = await asked(person)
        await person.type("Lea Chen")
        await person.keys("enter")
        assert (kept, "new person Lea Chen?" in person.text) == ([], True)
        assert "did you mean 'Lee Chen'?" in person.text
        await person.keys("enter")
    assert [one["owner"] for one in kept] == ["Lea Chen"]


@pytest.mark.slow
async def test_a_known_person_is_not_asked_about(assessed, drive):
    async with drive(assessed) as person:
        kept = await asked(person)
        await person.type("lee chen")
        await person.keys("ctrl+s")
    assert [one["owner"] for one in kept] == ["Lee Chen"]


async def test_a_switch_takes_no_words(assessed, drive):
    async with drive(assessed) as person:
        kept = await asked(person, [Ask("sure", "Sure", kind=YES_NO), Ask("why", "Why")])
        await person.type("maybe")
        assert person.app.screen.query_one("#field-sure").value == "yes"
        assert "[x] yes" in person.text
        await person.keys("space", "enter")
    assert kept == [{"sure": "no", "why": ""}]


@pytest.mark.slow
async def test_backspace_takes_a_picked_word_as_a_whole(assessed, drive):
    async with drive(assessed) as person:
        await asked(person, [Ask("controls", "Controls", kind=CONTROLS)])
        await person.type("AI-SEC-01 AI-PI-02 ")
        await person.keys("backspace")
        assert person.app.screen.query_one("#field-controls").value == "AI-SEC-01 "


@pytest.mark.slow
async def test_esc_closes_the_list_before_the_form(assessed, drive):
    async with drive(assessed) as person:
        kept = await asked(person)
        form = person.app.screen
        await person.type("le")
        assert form._rows["owner"].list_is_open
        await person.keys("escape")
        assert (person.app.screen, form._rows["owner"].list_is_open) == (form, False)
        await person.keys("escape", "escape")  # typing is dropped once it was asked about
        assert person.app.screen is not form
    assert kept == []


async def test_the_foot_says_that_enter_picks_while_it_does(assessed, drive):
    async with drive(assessed) as person:
        kept = await asked(person)
        assert "enter keeps" in person.text
        await person.type("le")
        assert "enter picks" in person.text
        await person.keys("escape")
        assert "enter keeps" in person.text
        await person.keys("down")
        assert "enter picks" in person.text
        await person.keys("enter")
        assert "enter keeps" in person.text
        assert kept == []


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
async def test_the_main_action_is_in_view_however_many_fields_there_are(app, drive, size):
    async with drive(app, size) as person:
        await asked(person, [Ask(f"n{number}", f"Number {number}", needed=True) for number in range(30)])
        assert "enter keeps" in person.text
        assert "Number 0" in person.text
        await person.keys("shift+tab")
        assert "Number 29" in person.text
        await person.keys("enter")
        assert "Number 0 is needed" in person.text
        assert "enter keeps" in person.text


@pytest.mark.slow
async def test_a_vendor_that_is_not_here_is_asked_about_once(assessed, drive):
    async with drive(assessed, (120, 40)) as person:
        assert assessed.desk is not None
        assessed.desk.vendors.add("Example Models", VendorFacts(tier=Tier.LOW))
        kept = await asked(person, [Ask("vendor", "Vendor", kind=PROVIDER)])
        await person.type("Exmple Models")
        await person.keys("enter")
        assert (kept, "new vendor Exmple Models?" in person.text) == ([], True)
        assert "did you mean 'Example Models'?" in person.text
        assert "keeps the name" in person.text
        await person.keys("enter")
    assert [one["vendor"] for one in kept] == ["Exmple Models"]


async def test_a_vendor_that_is_here_is_meant_by_a_part_of_its_name(assessed, drive):
    async with drive(assessed) as person:
        assert assessed.desk is not None
        assessed.desk.vendors.add("Example Models", VendorFacts(tier=Tier.LOW))
        kept = await asked(person, [Ask("vendor", "Vendor", kind=PROVIDER)])
        await person.type("example")
        await person.keys("ctrl+s")
    assert [one["vendor"] for one in kept] == ["Example Models"]
