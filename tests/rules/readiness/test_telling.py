"""What lacks is told in one line, and a yes needs something that was looked at."""

from __future__ import annotations

import pytest

from grcdesk.rules.readiness.telling import NOUNS, TITLES, sentence, title
from grcdesk.schemas.readiness import Lack, Readiness
from grcdesk.terms.readiness import LackKind, WorkPlace

TEXT = Lack(LackKind.GAP_TEXT, "AI-SEC-01", "is missing without a gap text")
BLANK = Lack(LackKind.NOT_ASSESSED, "AI-SEC-02", "not assessed", bars=False)


def found(*lacks: Lack, looked: int = 3, act: str = "finalised", **more) -> Readiness:
    return Readiness(WorkPlace.CONTROLS, "", act, looked, "control", lacks, **more)


def test_every_kind_and_every_place_has_its_words():
    assert set(NOUNS) == set(LackKind)
    assert set(TITLES) == set(WorkPlace)
    assert title(WorkPlace.FINDING, "F-3") == "To close F-3"


@pytest.mark.parametrize(
    ("told", "expected", "ready"),
    [
        (found(TEXT, TEXT), "not to be finalised: 2 gap texts", False),
        (found(TEXT, BLANK), "not to be finalised: 1 gap text; 1 not assessed", False),
        (found(BLANK), "nothing keeps it from being finalised, but: 1 not assessed", True),
        (found(), "nothing keeps it from being finalised: 3 controls looked at", True),
        (found(looked=0), "no control yet to be finalised", False),
        (found(BLANK, looked=0), "no control yet to be finalised; 1 not assessed", False),
        (found(looked=0, act=""), "no control yet", False),
        (found(TEXT, act=""), "lacking: 1 gap text", False),
        (found(TEXT, beyond={LackKind.GAP_TEXT: 1_500}), "not to be finalised: 1,501 gap texts", False),
        (found(done="signed on 2026-11-03"), "signed on 2026-11-03", True),
    ],
)
def test_a_line_says_what_bars_first_and_yes_only_with_proof(told: Readiness, expected: str, ready: bool):
    assert sentence(told) == expected
    assert told.ready is ready


def test_a_short_line_counts_the_rest_together():
    lacks = [Lack(kind, "x", "x") for kind in (LackKind.GAP_TEXT, LackKind.NA_REASON, LackKind.NA_APPROVER)]
    assert sentence(found(*lacks), 1) == "not to be finalised: 1 gap text, 2 more"
