from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("categories", "sizes"), [("security", (14, 5, 4)), ("security,C", (15, 6, 2)), ("all", (23, 0, 0))]
)
def test_scope_numbers_and_json_shape(on, categories, sizes):
    on("scope", "set", "--categories", categories)
    found = on("scope", "show", "--json").json
    assert list(found)[:4] == ["categories", "period", "criteria", "controls"]
    assert found["period"] == {"start": "2026-01-01", "end": "2026-12-31"}
    assert found["criteria"]["security"] == 33
    assert list(found["controls"]) == ["in_scope", "optional", "out_of_scope"]
    assert tuple(len(ids) for ids in found["controls"].values()) == sizes


def test_show_as_text_says_overlay_and_untouched(on):
    out = on("scope", "show").out
    assert "overlay" in out
    assert "untouched" in out
    assert "26 of 61 criteria: CC1.1" in out


def test_set_tells_dry_run_and_undo(on):
    done = on("scope", "set", "--categories", "security", "--dry-run")
    assert "14 controls in" in done.err
    assert "dry run" in done.err
    assert len(on("scope", "show", "--json").json["controls"]["in_scope"]) == 23
    assert "Undo:" in on("scope", "set", "--period", "2026-04-01..2026-09-30").err
    assert on("scope", "set").code == 2
    assert on("scope", "set", "--categories", "securty").code == 2


def test_override_needs_a_reason_and_none_takes_it_back(on):
    assert on("scope", "override", "AI-PRIV-01", "out").code == 1
    assert on("scope", "override", "priv-01", "out", "--reason", "No personal data").code == 0
    found = on("scope", "show", "--json").json
    assert found["controls"]["out_of_scope"] == ["AI-PRIV-01"]
    assert found["overrides"][0]["reason"] == "No personal data"
    assert "overridden" in on("scope", "show").out
    assert on("scope", "override", "AI-PRIV-01", "none").code == 0
    assert on("scope", "show", "--json").json["overrides"] == []


def test_systems_and_exclusions_come_and_go(on):
    assert on("scope", "system", "add", "Support assistant").code == 0
    assert on("scope", "exclude", "Legacy chatbot", "--reason", "Switched off").code == 0
    found = on("scope", "show", "--json").json
    assert found["systems"] == ["Support assistant"]
    (exclusion,) = found["exclusions"]
    assert exclusion["what"] == "Legacy chatbot"
    assert on("scope", "system", "drop", "Support assistant").code == 0
    assert on("scope", "include", exclusion["id"]).code == 0
    found = on("scope", "show", "--json").json
    assert (found["systems"], found["exclusions"]) == ([], [])
    assert on("scope", "include", "EX-9").code == 1


def test_criteria_declared_and_withdrawn(on):
    rows = on("scope", "criteria", "--json").json
    assert len(rows) == 61
    assert {row["answered"] for row in rows} == {"not_mapped", "mapped_not_in_place"}
    assert on("scope", "declare", "CC6.1", "--reason", "These suffice", "--by", "M. Roy").code == 0
    (row,) = [row for row in on("scope", "criteria", "--json").json if row["id"] == "CC6.1"]
    assert (row["coverage"], row["declared_by"]) == ("partial", "M. Roy")
    assert "is not assessed" in row["stale"]
    assert "35 mapped, 0 answered" in on("scope", "criteria").err
    assert on("scope", "withdraw", "CC6.1").code == 0
    assert on("scope", "criteria", "--json").json == rows
    assert on("scope", "declare", "CC66.1", "--reason", "x").code == 1
    assert len(on("scope", "criteria").out.splitlines()) == 62
