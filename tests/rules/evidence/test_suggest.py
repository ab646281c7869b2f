"""Suggestions: named reasons, the best first, nothing by chance."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.evidence.suggest import LEAST, SHOWN, Home, Homeless, suggest, words_of
from grcdesk.terms import EvidenceKind as Kind

KEYS = Home("AI-SEC-01", {Kind.LOG_EXPORT: True, Kind.REPORT: False}, words_of("Provider keys rotated"), {})
READS = Home(
    "AI-SEC-02",
    {Kind.LOG_EXPORT: False},
    words_of("Dataset access"),
    {(Kind.TICKET, "jira"): "EV-3", (Kind.EXPORT, "importer gateway"): "EV-4"},
)
BOTH = [KEYS, READS]


def homeless(name: str, kind: Kind = Kind.DOCUMENT, source: str = "", importer: str = "") -> Homeless:
    return Homeless(kind, words_of(name, source), f"{name} {source}".casefold(), source, importer)


@pytest.mark.parametrize(
    ("artefact", "control", "reason"),
    [
        (homeless("ai-sec-02_q3.pdf"), "AI-SEC-02", "its name says so"),
        (homeless("key-rotation-keys.csv", Kind.LOG_EXPORT), "AI-SEC-01", "wanted and missing"),
        (homeless("dataset access 2026.csv", Kind.LOG_EXPORT), "AI-SEC-02", "both speak of"),
        (homeless("abc.txt", Kind.TICKET, "Jira"), "AI-SEC-02", "EV-3 of the same source"),
        (homeless("abc.txt", Kind.EXPORT, importer="gateway"), "AI-SEC-02", "EV-4 of the same source"),
    ],
)
def test_the_likeliest_comes_first_with_its_reason(artefact: Homeless, control: str, reason: str):
    found = suggest(artefact, BOTH)
    assert found[0].control == control
    assert reason in found[0].reason


def test_what_its_importer_serves_comes_before_what_words_and_neighbours_say():
    gateway = homeless("dataset access.csv", Kind.EXPORT, importer="gateway")
    assert suggest(gateway, BOTH)[0].control == "AI-SEC-02"
    served = replace(gateway, serves=("AI-SEC-01",))
    assert [one.control for one in suggest(served, BOTH)] == ["AI-SEC-01", "AI-SEC-02"]
    assert "usual for what gateway reads" in suggest(served, BOTH)[0].reason
    named = replace(served, text="ai-sec-02 access.csv")
    assert suggest(named, BOTH)[0].control == "AI-SEC-02"


def test_one_shared_word_is_chance():
    assert suggest(homeless("access.txt"), BOTH) == ()
    assert suggest(homeless("x.txt"), BOTH) == ()


def test_an_id_is_not_found_inside_another():
    assert suggest(homeless("ai-sec-023.pdf"), BOTH) == ()


def test_words_are_told_apart_from_noise():
    assert words_of("Final_Report Q3 2026 policies.csv", "keys & accesses") == {"policy", "key", "access"}


@given(st.text(max_size=60), st.sampled_from(Kind), st.text(max_size=12))
def test_scores_are_in_order_and_in_bounds(name: str, kind: Kind, source: str):
    artefact = homeless(name, kind, source)
    found = suggest(artefact, [*BOTH, replace(KEYS, id="B"), replace(KEYS, id="C"), replace(KEYS, id="D")])
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert len(found) <= SHOWN
    assert all(LEAST <= score <= 100 for score in scores)
    assert all(one.reason for one in found)
