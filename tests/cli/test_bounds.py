"""What an older version stored out of bounds is read as the nearest within, and told; no list or file fails over it."""

from __future__ import annotations

import pytest

from helpers.far import EXPORTS, READS, plant

FAR = ("9999-12-31", "0001-01-01", (1 << 63) - 1)
TOLD = (0, 1, 4)
"""Exit codes of lists; nothing here is our bug."""


@pytest.fixture
def reads(run, full_root):
    return lambda line: run("--desk", full_root, *line.split())


@pytest.mark.slow
@pytest.mark.parametrize("value", FAR)
def test_every_list_shows_what_lies_out_of_bounds(reads, full_root, value):
    assert plant(full_root, value) > 20
    codes = {line: reads(line).code for line in READS}
    assert {line: code for line, code in codes.items() if code not in TOLD} == {}


@pytest.mark.slow
@pytest.mark.parametrize("value", FAR)
def test_every_file_is_written_of_what_lies_out_of_bounds(reads, full_root, tmp_path, value):
    plant(full_root, value)
    codes = {line: reads(line.format(out=tmp_path)).code for line in EXPORTS}
    # what was put there by hand is damage: files of it are refused, or marked
    assert {line: code for line, code in codes.items() if code not in (*TOLD, 5)} == {}


def test_who_reads_it_is_told_and_doctor_names_each(reads, full_root):
    assert "out of bounds" not in reads("vendors list").err
    plant(full_root, "9999-12-31")
    assert "out of bounds, read as the nearest within: see doctor" in reads("vendors list").err
    told = reads("doctor")
    assert told.code == 1
    assert "period end of engagement ENG-1: 9999-12-31, read as 2199-12-31" in told.out


def test_it_is_set_right_and_the_log_tells_what_was_stored(reads, full_root):
    plant(full_root, "9999-12-31")
    assert reads("scope set --period 2026-01-01..2026-12-31").code == 0
    line = reads("log list --limit 1 --json").json[0]
    assert (line["before"]["period_end"], line["after"]["period_end"]) == ("9999-12-31", "2026-12-31")
