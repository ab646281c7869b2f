from __future__ import annotations

from datetime import date

import pytest

from grcdesk.cli.frame.kinds import CATEGORIES, DAY, PERIOD, DayKind, TermKind
from grcdesk.errors import BadInput
from grcdesk.schemas.programme import Period
from grcdesk.terms import Category, Design, Scope, Status

S, A, PI, C, P = Category


def convert(kind, text):
    return kind.convert(text, None, None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("security", (S,)),
        ("confidentiality", (S, C)),
        ("c,PI", (S, PI, C)),
        ("processing-integrity, availability", (S, A, PI)),
        ("Processing_Integrity", (S, PI)),
        ("all", (S, A, PI, C, P)),
        ("", (S,)),
    ],
)
def test_categories_are_read_as_people_write_them(text, found):
    assert convert(CATEGORIES, text) == found


def test_an_unknown_category_names_the_nearest():
    with pytest.raises(BadInput, match="'secrity'") as caught:
        convert(CATEGORIES, "secrity")
    assert caught.value.hint == "did you mean 'security'?"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in-place", Status.IN_PLACE),
        ("In place", Status.IN_PLACE),
        ("n.a.", Status.NOT_APPLICABLE),
        ("not_applicable", Status.NOT_APPLICABLE),
        ("MI", Status.MISSING),
    ],
)
def test_statuses_are_read_as_people_write_them(text, found):
    assert convert(TermKind(Status), text) is found


def test_terms_that_are_none_of_the_words():
    assert convert(TermKind(Scope), "out") is Scope.OUT
    with pytest.raises(BadInput) as caught:
        convert(TermKind(Status), "partail")
    assert caught.value.hint == "did you mean 'partial'?"
    with pytest.raises(BadInput) as caught:
        convert(TermKind(Design), "zzz")
    assert caught.value.hint == "words are adequate, inadequate"
    with pytest.raises(BadInput):
        convert(TermKind(Design), "none")
    assert convert(TermKind(Design, clearable=True), "none") == "none"


def test_periods_and_days():
    assert convert(PERIOD, "2026-01-01..2026-12-31") == Period(date(2026, 1, 1), date(2026, 12, 31))
    for wrong in ("2026", "2026-01-01..", "2026-02-30..2026-03-01", "2026-12-31..2026-01-01"):
        with pytest.raises(BadInput) as caught:
            convert(PERIOD, wrong)
        assert "2026-01-01..2026-12-31" in caught.value.hint
    assert convert(DAY, "2026-02-28") == date(2026, 2, 28)
    for wrong in ("2026-02-30", "tomorrow", "none", "20260228"):
        with pytest.raises(BadInput):
            convert(DAY, wrong)
    assert convert(DayKind(clearable=True), "none") == "none"
