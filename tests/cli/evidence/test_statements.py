"""`evidence link --shows-run`: by streams and exit codes."""

from __future__ import annotations

import pytest


@pytest.fixture
def linked(on):
    facts = ("--kind", "report", "--as-of", "2026-06-30")
    assert on("evidence", "add", "https://trust.example/review", *facts).code == 0
    return on


def test_a_word_is_given_shown_and_taken_back(linked):
    said = ("--inspected-by", "Omar Haddad", "--inspected-on", "2026-07-02", "--inspected-at", "trust centre")
    done = linked("evidence", "link", "EV-1", "--control", "sec-05", "--shows-run", "signed", *said, "--json")
    told = "Omar Haddad, 2026-07-02, trust centre: signed"
    assert (done.code, done.json["sentence"]) == (0, f"EV-1 shows a run of AI-SEC-05, by statement of {told}")
    assert f"shows a run of AI-SEC-05, by statement of {told}" in linked("evidence", "show", "EV-1").out
    assert linked("evidence", "show", "EV-1", "--json").json["stated"] == {"AI-SEC-05": told}
    assert f"EV-1 shows it by statement of {told}" in linked("controls", "show", "AI-SEC-05").out
    assert f"EV-1 shows it by statement of {told}" in linked("coverage", "--control", "AI-SEC-05").err
    assert linked("evidence", "list", "--where", "is:stated", "--json").json[0]["id"] == "EV-1"
    done = linked("evidence", "link", "EV-1", "--control", "sec-05", "--no-shows-run")
    assert "taken back that EV-1 shows a run of AI-SEC-05" in done.err
    assert linked("evidence", "show", "EV-1", "--json").json["stated"] == {}
    assert linked("evidence", "link", "EV-1", "--control", "sec-05", "--no-shows-run").code == 1


def test_a_dry_run_changes_nothing(linked):
    done = linked("evidence", "link", "EV-1", "--control", "sec-05", "--shows-run", "signed", "--dry-run", "--json")
    assert done.json["dry_run"] is True
    assert linked("evidence", "show", "EV-1", "--json").json["controls"] == []


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--shows-run", ""), 1),
        (("--shows-run", "x", "--inspected-on", "2030-01-01"), 1),
        (("--shows-run", "x", "--no-shows-run"), 2),
        (("--inspected-by", "Omar Haddad"), 2),
        (("--shows-run", "x", "--inspected-by", "Platform team"), 2),
        ((), 0),
    ],
)
def test_what_does_not_go_together_or_is_no_statement(linked, options, code):
    assert linked("evidence", "link", "EV-1", "--control", "sec-05", *options).code == code
    assert linked("evidence", "show", "EV-1", "--json").json["stated"] == {}
