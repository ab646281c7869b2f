"""`grcdesk audits rehearse` by streams and exit codes."""

from __future__ import annotations

import csv
import io

import pytest

from helpers.clean_desk import clean
from helpers.planted_faults import PLANTS


@pytest.fixture
def at(run, desk_after):
    desk = desk_after(clean)

    def go(*arguments):
        return run("--desk", desk.paths.root, *arguments)

    go.desk = desk
    return go


@pytest.mark.slow
def test_what_comes_back_is_listed_with_its_cure_and_the_rate_rises(at, tmp_path):
    name = PLANTS["a missing month"].step(at.desk, tmp_path)
    first = at("audits", "rehearse", "--seed", "week 12", "--json")
    assert first.code == 1, "something is to be mended"
    found = first.json
    assert (found["id"], found["seed"], found["before"]) == ("REH-1", "week 12", None)
    (item,) = found["returned"]
    assert (item["request"], item["fault"], item["about"]) == ("AI-PI-04/operation", "slot_missing", "2026-08")
    assert item["cure"].startswith("attach the run")
    assert [one["id"] for one in found["requests"] if not one["accepted"]] == ["AI-PI-04/operation"]
    assert found["accepted"] == found["asked"] - 1
    at.desk.evidence.link([name], controls=["AI-PI-04"])
    again = at("audits", "rehearse")
    assert again.code == 0
    assert "nothing returned; REH-1 of 2026-11-21 had" in again.err
    rows = at("audits", "rehearsals", "--json").json
    assert [(row["id"], row["rate"]) for row in rows] == [("REH-2", 100.0), ("REH-1", found["rate"])]
    kept = list(csv.DictReader(io.StringIO(at("audits", "rehearsals", "reh-1", "--csv").out)))
    assert [row["fault"] for row in kept] == ["slot_missing"]
    asked = at("audits", "rehearsals", "REH-1", "--requests", "--json").json
    assert len(asked) == found["asked"]


@pytest.mark.slow
def test_wrong_words(at):
    assert at("audits", "rehearsals", "REH-9").code == 1
    assert at("audits", "rehearsals", "--requests").code == 2
    assert at("audits", "rehearse", "--seed", "x" * 300).code == 1
    assert "no audit was rehearsed yet" in at("audits", "rehearsals").err
