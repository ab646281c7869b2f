"""`grcdesk soa` by streams and exit codes."""

from __future__ import annotations

import csv
import io

import pytest


@pytest.mark.slow
def test_from_the_first_draft_to_a_version(on, tmp_path):
    assert on("soa", "draft").code == 0
    rows = on("soa", "list", "--json").json
    assert [row["item"] for row in rows[:2]] == ["A.5.1", "A.5.2"]
    assert sum(not row["added"] for row in rows) == 93
    assert on("soa", "set", "A.5.1", "5.2", "--reason", "risk_treatment", "--reason", "legal").code == 0
    assert on("soa", "show", "A.5.1", "--json").json["reasons"] == ["risk_treatment", "legal"]
    refused = on("soa", "approve", "--by", "Dana Reyes")
    assert refused.code == 1
    assert "A.8.34 has no reason of inclusion" in refused.err
    assert "grcdesk soa list --where is:lacking" in refused.err
    whole = ("--reason", "risk_treatment", "--implemented", "partly", "--measures", "Handbook", "--owner", "Lee Chen")
    assert on("soa", "set", "--where", "is:applicable", *whole).code == 0
    assert on("soa", "set", "A.7.4", "--exclude", "No premises").code == 0
    assert on("soa", "approve", "--by", "Dana Reyes", "--json").json["batch"] == ""
    (version,) = on("soa", "versions", "--json").json
    assert (version["id"], version["rows"], version["applicable"]) == ("V1", 116, 115)
    assert on("soa", "set", "A.7.4", "--include", "--reason", "legal").code == 0
    assert "A.7.4 applicable: no -> yes" in on("soa", "show").out
    assert on("soa", "list", "--version", "V1", "--where", "is:excluded", "--json").json[0]["item"] == "A.7.4"
    frozen = on("soa", "export", "--version", "V1", "-o", "-")
    found = {row["item"]: row for row in csv.DictReader(io.StringIO(frozen.out.lstrip("\ufeff")))}
    assert found["A.7.4"]["reason_for_exclusion"] == "No premises"
    assert {row["approved_by"] for row in found.values()} == {"Dana Reyes"}
    assert "a draft" in on("soa", "export", "-o", tmp_path / "soa.csv").err


def test_a_suggestion_is_told_as_one(on):
    assert "suggested: risk treatment" in on("soa", "list", "--where", "A.5.15", "--csv").out
    row = on("soa", "list", "--where", "item:A.5.15", "--json").json[0]
    assert (row["reasons"], row["suggested"], row["applicable"]) == ([], ["risk_treatment"], True)
    assert on("soa", "show", "A.5.15").out.count("take or leave") == 1


def test_the_other_framework_and_wrong_words(on):
    rows = on("soa", "list", "--framework", "iso42001", "--json").json
    assert sum(not row["added"] for row in rows) == 38
    assert on("soa", "list", "--framework", "iso9001").code == 2
    assert on("soa", "set", "--reason", "legal").code == 2
    unknown = on("soa", "set", "A.5.99", "--reason", "legal")
    assert unknown.code == 1
    assert "did you mean 'A.5.9'" in unknown.err
    assert on("soa", "set", "A.5.1", "--reason", "luck").code == 2


def test_the_page_says_what_keeps_it_from_being_approved_and_what_moved_since(on):
    page = on("soa", "show").out
    assert "Rows                  116, of them 23 controls added" in page
    assert "  116 rows: has no reason of inclusion" in page
    items = [row["item"] for row in on("soa", "list", "--json").json]
    on("soa", "set", *items, "--reason", "risk_treatment", "--implemented", "yes", "--owner", "Lee Chen",
       "--measures", "The book")  # fmt: skip
    assert on("soa", "approve", "--by", "Dana Reyes").code == 0
    assert "V1 by Dana Reyes on 2026-11-21" in on("soa", "show").out
    on("soa", "set", "A.7.4", "--exclude", "No premises")
    page = on("soa", "show").out
    assert "As it stands, against V1" in page
    assert "  A.7.4 applicable: yes -> no" in page.splitlines()
    assert "no: No premises" in on("soa", "show", "A.7.4").out
    assert "as V1 was approved" in on("soa", "show", "--version", "V1").out
    assert "differences from V1 of 2026-11-21" in on("soa", "list").err
    assert "as approved by Dana Reyes on 2026-11-21" in on("soa", "list", "--version", "V1").err
    found = on("soa", "show", "--json").json
    assert (found["version"]["id"], len(found["rows"])) == ("V1", 116)


def test_the_statement_goes_out_as_csv_to_stdout_and_into_a_file(on, tmp_path):
    assert on("soa", "export", "-o", "-").out.splitlines()[1].startswith("A.5.1,")
    told = on("soa", "export", "-o", tmp_path / "soa.csv", "--json").json
    assert told["path"].endswith("soa.csv")
    assert on("soa", "export", "-o", "-", "--json").code == 2
