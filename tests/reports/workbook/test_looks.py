from __future__ import annotations

import pytest

from grcdesk.reports.packages.html import LOOKS
from grcdesk.reports.word.gap_report_reach import _TINTS
from grcdesk.reports.workbook import looks
from grcdesk.terms import Coverage, CriterionAnswer, MonthState, Status, Support, Verdict


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, paper: str) -> float:
    light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself():
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)


EVERY = [
    (name, look)
    for name, thing in vars(looks).items()
    for look in (thing.values() if isinstance(thing, dict) else [thing])
    if isinstance(look, looks.CellLook)
]


def test_there_are_looks_to_measure():
    assert len(EVERY) > 40


@pytest.mark.parametrize("look", [look for _, look in EVERY], ids=[name for name, _ in EVERY])
def test_every_look_can_be_read(look):
    assert contrast(look.ink, look.fill) >= 4.5


def test_every_status_has_a_look_of_its_own():
    assert set(looks.STATUS) == set(Status)
    assert set(looks.COVERAGE) == set(Coverage)
    assert len({look.fill for look in looks.STATUS.values()}) == len(Status)


def test_a_verdict_is_green_only_where_it_says_that_the_control_ran():
    """A final list shows what happened; whether the control ran is for tests to say."""
    assert {one for one in Verdict if looks.REACH[one] == looks.GOOD} == {Verdict.COVERED, Verdict.NO_OCCURRENCE}
    assert looks.REACH[Verdict.FINAL] == looks.REACH[MonthState.LISTED]
    assert _TINTS[Verdict.FINAL] == "StatusClaim"


def test_a_word_looks_the_same_on_the_page_of_a_package_as_in_its_workbook():
    """Whoever has both open takes two colours for two findings; what is grey may be told without one."""
    named = {
        "good": looks.GOOD, "part": looks.PART, "claim": looks.CLAIM, "half": looks.HALF, "bad": looks.BAD,
        "open": looks.OPEN, "none": looks.ASIDE,
    }  # fmt: skip
    for told in (looks.REACH, looks.ANSWERED, looks.SUPPORT):
        for word, look in told.items():
            if isinstance(word, Verdict | CriterionAnswer | Support) and look not in {looks.OPEN, looks.ASIDE}:
                assert named[LOOKS[word]] == look, word
