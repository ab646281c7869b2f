from __future__ import annotations

from pathlib import Path

import pytest

from grcdesk.paths import CATALOGS, SAMPLES
from grcdesk.schemas.catalogs.catalogs import CatalogChange

YAML = """\
kind: controls
"""


def test_list_names_shipped_and_added(on):
    rows = {row["id"]: row for row in on("catalogs", "list", "--json").json}
    assert rows["soc2-tsc-2017"]["items"] == 61
    assert rows["iso27001-2022-annex-a"]["items"] == 93
    assert rows["ai-soc2"]["in_desk"] is True
    assert rows["ai-ext"]["in_desk"] is False
    assert "soc2-tsc-2017" in on("catalogs", "list").out


def test_show_lists_items_and_json_is_one_object(on):
    found = on("catalogs", "show", "iso42001-2023-annex-a", "--json").json
    assert found["id"] == "iso42001-2023-annex-a"
    assert len(found["items"]) == 38
    assert len(on("catalogs", "show", "ai-soc2", "--plain").out.splitlines()) == 23
    done = on("catalogs", "show", "ai-soc3")
    assert done.code == 1
    assert "did you mean 'ai-soc2'?" in done.err


def test_show_tells_what_checks_are_measured_by(on):
    found = on("catalogs", "show", "ai-soc2", "--json").json["parameters"]
    assert next(one for one in found if one["name"] == "max_key_age_days")["default"] == "90"
    assert "max_key_age_days: 90 days, " in on("catalogs", "show", "ai-soc2").err
    assert on("catalogs", "show", "soc2-tsc-2017", "--json").json["parameters"] == []
    assert "AI-PI-01.T1  checked by: SELECT m.change_id" in on("controls", "show", "AI-PI-01").out


@pytest.mark.slow
def test_lint_of_the_shipped_catalogs_finds_nothing_but_what_to_look_at(on):
    done = on("catalogs", "lint")
    assert done.code == 0
    assert "controls to look at" in done.err
    found = on("catalogs", "lint", "--json").json
    assert found
    assert all(note["look"] and note["rule"] == "disjoint-items" for note in found)


@pytest.mark.slow
def test_lint_needs_no_desk(run):
    assert run("catalogs", "lint").code == 0


@pytest.mark.slow
def test_lint_is_exit_1_when_it_finds_something_and_2_when_it_cannot_read(on, tmp_path):
    text = (CATALOGS / "controls" / "ai-ext.yaml").read_text(encoding="utf-8")
    file = tmp_path / "own.yaml"
    start = text.index("statement:")
    file.write_text(text[:start] + "statement: Access is reviewed periodically by the owner.\n" + _rest(text, start))
    done = on("catalogs", "lint", file)
    assert done.code == 1
    assert "periodically" in done.out
    assert f"{file}:" in done.out
    file.write_text(YAML, encoding="utf-8")
    done = on("catalogs", "lint", file)
    assert done.code == 2
    assert str(file) in done.err


def _rest(text, start):
    """What follows the statement's lines: the next line that is indented as the key is."""
    lines = text[start:].splitlines(keepends=True)
    indent = len(text[:start]) - len(text[:start].rstrip(" "))
    for number, line in enumerate(lines[1:], 1):
        if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
            return "".join(lines[number:])
    return ""


def test_add_the_extension_and_take_it_back(on):
    assert on("catalogs", "add", "ai-ext").code == 0
    assert len(on("controls", "list", "--json").json) == 31
    assert on("catalogs", "add", "ai-ext").code == 1
    assert on("log", "undo").code == 0
    assert len(on("controls", "list", "--json").json) == 23


def test_update_with_nothing_to_update(on):
    assert on("catalogs", "diff", "ai-soc2", "--json").json == []
    done = on("catalogs", "update")
    assert done.code == 0
    assert "current" in done.err


@pytest.fixture
def outdated(on, monkeypatch):
    change = CatalogChange("control", "AI-SEC-01", "changed", (("title", "old", "new"),))
    monkeypatch.setattr("grcdesk.services.catalogs.catalogs.Catalogs.diff", lambda *_: [change])
    return on


def test_update_shows_the_difference_and_needs_a_yes(outdated):
    done = outdated("catalogs", "update", "ai-soc2")
    assert done.code == 1
    assert "title: old > new" in done.out
    assert "--yes" in done.err
    assert outdated("catalogs", "update", "ai-soc2", "--yes").code == 0
    dry = outdated("catalogs", "update", "ai-soc2", "--dry-run")
    assert dry.code == 0
    assert "dry run" in dry.err


OSCAL = Path(__file__).parents[2] / "importers" / "samples" / "oscal-ar-ifa.json"


@pytest.mark.slow
def test_an_oscal_file_that_is_not_read_yet_is_kept_as_evidence(on):
    done = on("catalogs", "add", OSCAL)
    assert (done.code, "known and not read yet" in done.err) == (2, True)
    assert "it is OSCAL" in on("evidence", "import", OSCAL, "--as-of", "2026-11-01").err
    assert on("evidence", "add", OSCAL, "--kind", "document", "--as-of", "2026-11-01").code == 0


@pytest.mark.slow
def test_mappings_in_oscal_say_which_catalogs_they_are_between(on, tmp_path):
    folder = SAMPLES / "catalogs"
    assert on("catalogs", "add", folder / "harbour-controls.yaml").code == 0
    assert on("catalogs", "add", folder / "supplier-baseline.oscal.json", "--catalog", "base").code == 0
    mapping = folder / "harbour-to-baseline.oscal.json"
    assert "unknown item" in on("catalogs", "add", mapping, "--framework", "soc2-tsc-2017").err
    done = on("catalogs", "add", mapping, "--controls", "harbour-controls", "--framework", "base", "--json")
    assert done.code == 0
    assert any("'touches'" in one for one in done.json["warnings"])
    assert on("catalogs", "add", mapping, "--framework", "base").err.count("stood so already") == 1


def test_a_skeleton_is_written_linted_and_named(run, tmp_path):
    made = run("catalogs", "new", "house-rules")
    assert [line.rsplit("/", 1)[-1] for line in made.out.splitlines()] == [
        "house-rules-framework.yaml", "house-rules.yaml", "house-rules-to-house-rules-framework.yaml",
    ]  # fmt: skip
    assert "fill them in, then: grcdesk catalogs lint" in made.err
    files = made.out.splitlines()
    found = run("catalogs", "lint", *files)
    assert (found.code, "[placeholder]" in found.out) == (1, True)
    assert found.err.splitlines()[-1].endswith("notes")
    rows = run("catalogs", "lint", *files, "--json").json
    assert {row["rule"] for row in rows} == {"placeholder"}
    assert run("catalogs", "new", "house-rules").code == 1, "they are there already"


def test_makers_are_listed_without_a_desk(run):
    rows = run("catalogs", "makers", "--json").json
    assert {"accounts", "tickets"} <= {row["reads"] for row in rows}
    assert {row["origin"] for row in rows} == {"shipped"}


def test_a_list_is_shown_and_taken_only_when_somebody_agrees(on, tmp_path):
    annex = tmp_path / "annex.csv"
    annex.write_text("code,title\nX-1,One\nX-2,Two\n")
    columns = ("--column", "id=code", "--column", "label=title", "--short", "annex")
    shown = on("catalogs", "add", annex, *columns, "--dry-run")
    assert "annex, framework" in shown.err
    assert on("catalogs", "add", annex, *columns).code == 0
    annex.write_text("code,title\nX-1,Another\nX-2,Two\n")
    refused = on("catalogs", "add", annex, *columns, "--json")
    assert (refused.code, "nothing was taken" in refused.err) == (1, True)
    assert on("catalogs", "add", annex, *columns, "--yes").code == 0
    assert on("catalogs", "diff", "annex").err.strip() == "grcdesk: annex is current"


@pytest.mark.parametrize(
    ("words", "says"),
    [(("--column", "id"), "is not OURS=THEIRS"), (("--word", "frequency:monthly"), "says no word")],
)
def test_a_column_or_a_word_that_says_nothing_is_refused(on, tmp_path, words, says):
    annex = tmp_path / "annex.csv"
    annex.write_text("code,title\nX-1,One\n")
    done = on("catalogs", "add", annex, *words)
    assert (done.code, says in done.err) == (2, True)
