"""`grcdesk find` lists records of every kind, as the palette of the app does."""

from __future__ import annotations


def test_records_are_found_by_words_and_ids(on):
    on("vendors", "add", "Northlight Models", "--tier", "high")
    done = on("find", "northlight", "--json")
    assert done.code == 0
    assert [(one["noun"], one["id"]) for one in done.json] == [("vendor", "VEN-1")]
    assert on("find", "sec-01", "--json").json[0]["id"] == "AI-SEC-01"
    assert on("find", "vendor", "north").out.splitlines()[1].startswith("vendor")


def test_what_is_nowhere_is_an_empty_list(on):
    assert on("find", "zebra", "--json").json == []
