"""Lint runs the checks of catalogs: what cannot be read or computed is named with file, line and cure."""

# ruff: noqa: S608  nothing of it comes from outside
from __future__ import annotations

from pathlib import Path

import pytest

from grcdesk.importers.catalogs.catalogs import read_catalog
from grcdesk.paths import CATALOGS
from grcdesk.services.catalogs import compiling

HEAD = """\
catalog: own
kind: controls
format: 3
title: Own controls
version: "1"
source: Us
licence: ours
parameters:
  - name: max_days
    kind: number
    default: "90"
    unit: days
    meaning: Days a key may live
controls:
  - id: "OWN-01"
    title: Keys replaced
    statement: Keys are replaced.
    objective: Keep old keys out.
    category: security
    frequency: event
    type: preventive
    nature: automated
    owner_role: Lead
    tests:
      - id: "OWN-01.T1"
        aspect: operating
        question: Age of keys
        pass_if: None older
        fail_if: One older
        method: recompute
"""
GOOD = """\
        check: |-
          SELECT k.key_id, k.owner
          FROM provider_keys AS k
          WHERE DATE_DIFF('day', CAST(k.created_at AS DATE), :as_of) > :max_days
"""


@pytest.fixture
def noted(tmp_path: Path):
    def lint(check: str) -> list[tuple[str, int, str]]:
        path = tmp_path / "own.yaml"
        path.write_text(HEAD + check)
        notes = compiling.notes([read_catalog(path)])
        assert all(note.cure and note.file == str(path) for note in notes)
        return [(note.rule, note.line, f"{note.where}: {note.message}") for note in notes]

    return lint


def test_a_check_that_runs_is_no_note_and_what_it_is_not_measured_by_is_one(noted):
    (found,) = noted(GOOD.replace(":max_days", "90"))
    assert found == ("unused-parameter", 9, "parameters.0: no check is measured by max_days")


def test_every_statement_is_tried_and_the_line_of_the_file_is_named(noted):
    wrong = GOOD.replace("k.owner", "k.ower") + (
        "        items: |-\n          SELECT k.owner FROM provider_keys AS k\n"
        "        undecided: |-\n          SELECT k.key_id\n          FROM provider_keys AS k\n"
        "          WHERE k.created_at > 5\n"
    )
    found = noted(wrong)
    assert [(rule, line) for rule, line, _ in found] == [("check-fails", 32), ("check-no-key", 35), ("check-fails", 37)]
    assert found[0][2] == "OWN-01.T1.check: no column 'ower' is known here (column 20)"
    assert found[1][2].startswith("OWN-01.T1.items: owner comes first")
    assert "OWN-01.T1.undecided cannot be run" in found[2][2]


def test_what_could_not_be_used_is_named(noted):
    (found,) = noted(GOOD + "        undecided: SELECT k.key_id FROM provider_keys AS k\n")
    assert found == ("check-no-why", 35, "OWN-01.T1.undecided: does not say why a person has to look")
    folded = "        check: >-\n          SELECT k.key_id\n          FROM provider_keys AS k\n          LIMIT 3\n"
    assert [(rule, line) for rule, line, _ in noted(folded)] == [("check-fails", 31)]


@pytest.mark.slow
def test_every_shipped_check_runs():
    files = sorted((CATALOGS / "controls").glob("*.yaml"))
    assert compiling.notes([read_catalog(file) for file in files]) == []
