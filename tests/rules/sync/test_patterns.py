"""Which rule a path falls under, and which days its name carries."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.rules.sync.patterns import days_in, problem, rule_for
from grcdesk.schemas.sync import SyncRule


@pytest.mark.parametrize(
    ("pattern", "fits", "misses"),
    [
        ("*.json", ["a.json", ".json"], ["a/b.json", "a.jsonl", "A.JSON"]),
        ("gateway/*.jsonl", ["gateway/x.jsonl"], ["x.jsonl", "gateway/a/x.jsonl"]),
        ("**/*.csv", ["a.csv", "a/b/c.csv"], ["a.csv/x"]),
        ("old/**", ["old/a", "old/b/c"], ["new/a"]),
        ("?.txt", ["a.txt"], ["ab.txt", "/.txt"]),
        ("a+(b).txt", ["a+(b).txt"], ["aab.txt"]),
        ("log-{day}.csv", ["log-2026-10-01.csv", "log-20261001.csv"], ["log-2026-1-1.csv", "log-202610010.csv"]),
        ("{month}/*", ["2026-10/a", "202610/a"], ["2026/a", "20261001/a"]),
    ],
)
def test_a_pattern_fits_whole_paths(pattern, fits, misses):
    rules = (SyncRule(pattern),)
    assert problem(pattern) == ""
    assert [name for name in fits if rule_for(name, rules) is None] == []
    assert [name for name in misses if rule_for(name, rules)] == []


def test_the_first_rule_that_fits_holds():
    first, second = SyncRule("a*"), SyncRule("*")
    assert rule_for("ab", (first, second)) is first
    assert rule_for("b", (first, second)) is second


def test_days_of_names():
    assert days_in("log-2026-10-01.csv", "log-{day}.csv") == (date(2026, 10, 1), date(2026, 10, 1))
    assert days_in("202602.csv", "{month}.csv") == (date(2026, 2, 1), date(2026, 2, 28))
    assert days_in("a.csv", "*.csv") is None
    for name, pattern in (("20261301.csv", "{day}.csv"), ("2026-13.csv", "{month}.csv")):
        with pytest.raises(ValueError, match="month"):
            days_in(name, pattern)


@pytest.mark.parametrize(
    "pattern", ["", "/etc/*", "../x", "a/../b", "a\\b", "{year}.csv", "{day}-{month}", "}", "*a" * 9]
)
def test_what_is_no_pattern_is_told(pattern):
    assert problem(pattern)


def test_a_hostile_name_takes_no_time():
    assert rule_for("a" * 250 + "!", (SyncRule("*a*a*a*a*a*a*ab"),)) is None


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("", "is no pattern"),
        ("/a", "is no pattern"),
        ("a\\b", "is no pattern"),
        ("a/../b", "is no pattern"),
        ("a..b/*", ""),
        ("*" * 2 + "/" + "*a" * 6, ""),
        ("*a" * 9, "more than 8 stars"),
        ("*a" * 8, ""),
        ("a**", "** beside other signs"),
        ("{week}/*", "neither {day} nor {month}"),
        ("{day}/{month}", "names more than one day"),
    ],
)
def test_what_is_wrong_with_a_pattern(pattern, why):
    assert (why in problem(pattern)) if why else problem(pattern) == ""
