"""`grcdesk quiet`: by streams and exit codes."""

from __future__ import annotations

import pytest


def test_days_are_stated_listed_and_dropped(on):
    done = on("quiet", "add", "sec-03", "--weekdays", "sat,sun", "--reason", "switched off", "--by", "Omar Haddad")
    assert done.code == 0
    assert "QD-1: AI-SEC-03 had nothing to do on sat, sun of 2026-01-01..2026-12-31, 104 days" in done.err
    (row,) = on("quiet", "list", "--control", "sec-03", "--json").json
    assert row == {
        "id": "QD-1",
        "control": "AI-SEC-03",
        "weekdays": ["sat", "sun"],
        "start": "2026-01-01",
        "end": "2026-12-31",
        "days": 104,
        "reason": "switched off",
        "by": "Omar Haddad",
        "on": "2026-11-21",
    }
    listed = on("quiet", "list")
    assert "sat, sun" in listed.out or "sat sun" in listed.out
    assert "1 statement" in listed.err
    assert "by statement of Omar Haddad, 2026-11-21: switched off" in " ".join(
        on("controls", "show", "sec-03").out.split()
    )
    assert "QD-1: nothing was to happen on sat, sun" in on("coverage", "--control", "sec-03").err
    assert on("quiet", "drop", "QD-1", "--reason", "", "--json").code == 1
    assert on("quiet", "drop", "QD-1", "--reason", "it ran", "--json").json["batch"]
    assert on("quiet", "list", "--json").json == []
    assert on("log", "undo").code == 0
    assert len(on("quiet", "list", "--json").json) == 1


def test_a_dry_run_states_nothing(on):
    done = on("quiet", "add", "sec-03", "--from", "2026-12-24", "--to", "2027-01-01", "--reason", "off", "--dry-run")
    assert done.code == 0
    assert on("quiet", "list", "--json").json == []


@pytest.mark.parametrize(
    ("options", "code", "why"),
    [
        (("sec-05", "--weekdays", "sat", "--reason", "x"), 1, "it runs quarterly"),
        (("sec-03", "--weekdays", "caturday", "--reason", "x"), 2, "is no day of the week"),
        (("sec-03", "--reason", "x"), 1, "which days"),
        (("sec-03", "--weekdays", "sat"), 2, "--reason"),
        (("sec-03", "--from", "2026-12-24", "--to", "2028-01-01", "--reason", "x"), 1, "more than a year ahead"),
    ],
)
def test_what_cannot_be_stated_is_refused(on, options, code, why):
    done = on("quiet", "add", *options)
    assert done.code == code
    assert why in done.err
