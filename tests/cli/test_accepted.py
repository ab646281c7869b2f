"""Whatever is accepted leaves every list and export working: days, numbers and texts from the ends of what may be."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from grcdesk.cli.main import call
from grcdesk.paths import user_state
from helpers.far import EXPORTS, READS

DAYS = st.sampled_from(["1970-01-01", "2199-12-31", "0001-01-01", "9999-12-31", "2000-02-29", "2026-11-21"]) | st.dates(
    date(1960, 1, 1), date(2210, 1, 1)
).map(str)
NUMBERS = st.sampled_from(["0", "1", "-1", "366", "3660", "36500", "99999999999999999999", "1e308", "nan", "٣"]) | (
    st.integers(-1, 1 << 70).map(str)
)
TEXTS = st.sampled_from(
    ["", "x" * 1_000, "x" * 1_001, "y" * 100_000, "a/b", "..", ".", "CON", "=1+1", "\u202e", "💥" * 400]
) | (st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60))
INPUTS = st.one_of(
    st.tuples(DAYS, DAYS).map(lambda pair: ["scope", "set", "--period", "..".join(pair)]),
    st.tuples(DAYS, NUMBERS).map(
        lambda pair: ["controls", "set", "AI-SEC-01", "--due", pair[0], "--effective-from", pair[0], "--grace", pair[1]]
    ),
    st.tuples(DAYS, TEXTS).map(
        lambda pair: ["gap", "actions", "add", "AI-SEC-01", f"t{pair[1]}", "--owner", "Lee Chen", "--due", pair[0]]
    ),
    st.tuples(DAYS, TEXTS).map(
        lambda pair: ["gap", "risks", "accept", "AI-SEC-02", "--reason", f"r{pair[1]}", "--approver", "Omar Haddad",
                      "--expires", pair[0]]
    ),
    st.tuples(TEXTS, DAYS).map(lambda pair: ["vendors", "add", pair[0], "--tier", "high", "--onboarded", pair[1]]),
    st.tuples(TEXTS, NUMBERS).map(lambda pair: ["evidence", "sources", "set", f"s{pair[0]}", pair[1]]),
    st.tuples(TEXTS).map(lambda one: ["scope", "system", "add", *one]),
    st.tuples(TEXTS).map(lambda one: ["views", "save", *one, "status:missing"]),
    st.tuples(NUMBERS).map(lambda one: ["vendors", "policy", "--critical", *one]),
    st.tuples(NUMBERS).map(lambda one: ["vendors", "policy", "--retention-days", *one]),
    st.tuples(NUMBERS).map(lambda one: ["checks", "set", "key-age", "--limit", *one, "--no-warn"]),
    st.tuples(DAYS, DAYS).map(
        lambda pair: ["quiet", "add", "AI-SEC-03", "--reason", "closed", "--from", pair[0], "--to", pair[1]]
    ),
    st.tuples(TEXTS, DAYS).map(lambda pair: ["requests", "add", pair[0], "--due", pair[1]]),
    st.tuples(TEXTS, DAYS).map(lambda pair: ["incidents", "add", pair[0], "--detected", pair[1], *KIND]),
)  # fmt: skip
KIND = ("--type", "outage", "--severity", "high")
FINE = (0, 1, 2, 4)
"""Exit codes of what was done, found wanting, or refused in a sentence; never our bug."""
SHOWN = (0, 1, 4)
"""Of what shows a desk."""


@pytest.mark.slow
@given(st.lists(INPUTS, min_size=3, max_size=8), st.sampled_from(READS), st.sampled_from(EXPORTS))
@settings(max_examples=12, suppress_health_check=[*HealthCheck])
@example([["scope", "set", "--period", "1970-01-01..1979-12-31"]], READS[0], EXPORTS[0])
def test_what_is_accepted_leaves_every_list_and_file_working(full_root, tmp_path, inputs, read, write):
    root = tmp_path / "desk"
    for left in (root, user_state()):  # the heads of the desk that lay there before are none of this one
        shutil.rmtree(left, ignore_errors=True)
    shutil.copytree(full_root, root)
    for words in inputs:
        assert call(["--desk", str(root), *words]) in FINE, words
    for line in (read, "due", "coverage", write.format(out=tmp_path)):
        again = ["--force"] if line == write.format(out=tmp_path) else []
        assert call(["--desk", str(root), *line.split(), *again]) in SHOWN, (inputs, line)
    assert call(["--desk", str(root), "log", "verify"]) == 0
