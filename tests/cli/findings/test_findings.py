"""`grcdesk findings` by streams and exit codes."""

from __future__ import annotations

import csv
import io

import pytest

ADD = (
    *("findings", "add", "Logs kept without limit", "--source", "auditor", "--severity", "high"),
    *("--condition", "The oldest is of 2025", "--control", "conf-03", "--owner", "Ada Okafor", "--extent", "3/63"),
    *("--item", "log-1", "--item", "log-2"),
)


@pytest.fixture
def ready(on, tmp_path):
    """A finding that is answered and put right, and the artefact that shows it."""
    (tmp_path / "fix.json").write_text("{}")
    for words in (
        ADD,
        ("evidence", "add", tmp_path / "fix.json", "--kind", "config-snapshot", "--as-of", "2026-11-20"),
        ("findings", "respond", "F-1", "--agree", "yes", "--text", "Thirty days", "--by", "Mara Roy"),
        ("findings", "milestone", "add", "F-1", "Set thirty days", "--owner", "Ada Okafor", "--due", "2026-12-15"),
        ("findings", "milestone", "move", "F-1/1", "2027-01-15", "--reason", "Vendor is late"),
        ("findings", "move", "F-1", "in-remediation"),
        ("findings", "milestone", "done", "F-1/1", "--proof", "EV-1"),
        ("findings", "move", "F-1", "ready-to-verify"),
    ):
        done = on(*words)
        assert done.code == 0, done.err
    return on


def test_a_finding_from_end_to_end(ready):
    refused = ready("findings", "close", "F-1", "--by", "Ada Okafor", "--proof", "EV-1")
    assert (refused.code, refused.out) == (1, "")
    assert "owns the finding" in refused.err
    assert ready("findings", "close", "F-1", "--by", "Tomas Beck", "--proof", "EV-1").code == 0
    shown = ready("findings", "show", "f-1", "--json").json
    assert (shown["status"], shown["control"], shown["extent_n"]) == ("closed", "AI-CONF-03", 63)
    assert shown["actions"][0]["slips"][0]["from_due"] == "2026-12-15"
    assert [one["to_status"] for one in shown["moves"]][-1] == "closed"
    page = ready("findings", "show", "F-1").out
    assert "moved from 2026-12-15 to 2027-01-15: Vendor is late" in page
    assert ready("findings", "reopen", "F-1", "--reason", "Grew again").code == 0
    assert (
        ready("findings", "accept", "F-1", "--reason", "small", "--approver", "M. Roy", "--expires", "2027-03-31").code
        == 0
    )


def test_everything_that_is_lacking_is_named(on):
    on(*ADD)
    done = on("findings", "close", "F-1")
    assert done.code == 1
    assert done.err.splitlines()[0] == "grcdesk: F-1 is not to be closed yet: 5 things are lacking"
    assert len(done.err.splitlines()) == 7
    assert done.err.splitlines()[-1] == "grcdesk: grcdesk findings respond F-1 --agree yes --text TEXT --by NAME"


def test_lists_and_exports_speak_in_their_forms(ready):
    (row,) = ready("findings", "list", "--where", "is:slipped severity:high", "--json").json
    assert (row["id"], row["slips"], row["repeat"]) == ("F-1", 1, [])
    assert ready("findings", "list", "--where", "is:unanswered", "--json").json == []
    (told,) = csv.DictReader(io.StringIO(ready("findings", "export").out))
    assert (told["condition"], told["items"], told["plan"]) == (
        "The oldest is of 2025", "log-1 log-2", "F-1/1 Ada Okafor 2027-01-15 done",
    )  # fmt: skip
    assert ready("findings", "milestone", "list", "--csv").out.count("\n") == 2
    wrong = ready("findings", "list", "--where", "stat:open")
    assert wrong.code == 2
    assert "did you mean" in wrong.err


def test_a_gap_fills_in_what_it_knows_and_a_person_weighs_it(on):
    on("controls", "set", "AI-SEC-01", "--status", "partial", "--gap", "Two keys are old", "--owner", "Lin Chen")
    assert on("findings", "add", "--from-gap", "sec-01").code == 1
    assert on("findings", "add", "--from-gap", "sec-01", "--severity", "low", "--dry-run").code == 0
    assert on("findings", "list", "--json").json == []
    assert on("findings", "add", "--from-gap", "sec-01", "--severity", "low").code == 0
    shown = on("findings", "show", "F-1", "--json").json
    assert (shown["condition"], shown["owner"], shown["criterion"]) == ("Two keys are old", "Lin Chen", "CC6.1")


@pytest.mark.slow
def test_the_letter_goes_to_stdout_or_into_a_file_and_is_signed_there(ready, tmp_path):
    assert ready("findings", "letter").out.startswith("# DRAFT. Management response")
    target = tmp_path / "letter.md"
    assert "a draft" in ready("findings", "letter", "-o", target).err
    assert ready("findings", "letter", "-o", target, "--signer", "Mara Roy", "--role", "CEO").code == 1  # it is there
    told = ready("findings", "letter", "-o", target, "--signer", "Mara Roy", "--role", "CEO", "--force", "--json").json
    assert told["sentence"].endswith("signed by Mara Roy")
    assert "Signed by Mara Roy, CEO" in target.read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "X"), "a title and a source"),
        (("add", "X", "--source", "auditor", "--severity", "huge", "--condition", "y"), "'huge' is not one of"),
        (("add", "X", "--source", "auditor", "--severity", "low", "--condition", "y", "--extent", "a/b"), "no extent"),
        (("add", "--from-gap", "AI-SEC-01", "--incident", "INC-1", "--severity", "low"), "one record"),
        (("set", "F-1"), "nothing to set"),
        (("move", "F-1", "closed"), "not moved to closed like this"),
        (("verify", "F-1", "--by", "T. Beck", "--failed", "x", "--proof", "EV-1"), "do not go together"),
        (("close", "F-1", "--proof", "EV-1"), "--proof without --by"),
    ],
)
def test_what_cannot_be_understood_is_one_error_with_its_cure(on, words, said):
    done = on("findings", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_an_engagement_has_its_own_findings(on):
    on(*ADD)
    on("audits", "new", "SOC 2 2027", "--type", "soc2-type2")
    assert on("findings", "list", "--json").json == []
    assert [row["id"] for row in on("findings", "list", "--engagement", "ENG-1", "--json").json] == ["F-1"]
    kinds = {row["kind"]: row["why"] for row in on("due", "--json").json}
    assert kinds["finding_response"].endswith("of ENG-1")


def test_fields_items_and_actions_are_set_and_taken_back_by_words(ready):
    words = ("--class", "deviation", "--control", "sec-01", "--extent", "2/40", "--period", "2026-01-01..2026-06-30")
    assert ready("findings", "set", "F-1", *words, "--link", "AI-SEC-01", "--cause", "No limit").code == 0
    shown = ready("findings", "show", "F-1", "--json").json
    assert (shown["scheme_class"], shown["control"], shown["extent_k"], shown["extent_n"]) == (
        "deviation", "AI-SEC-01", 2, 40,
    )  # fmt: skip
    assert (shown["period_from"], shown["period_to"], shown["links"]) == ("2026-01-01", "2026-06-30", ["AI-SEC-01"])
    ready("findings", "set", "F-1", "--class", "none", "--control", "none", "--extent", "none", "--cause", "none")
    shown = ready("findings", "show", "F-1", "--json").json
    assert [shown[name] for name in ("scheme_class", "control", "extent_k", "extent_n", "cause")] == [
        None, "", None, None, "",
    ]  # fmt: skip
    assert "1 item added" in ready("findings", "items", "F-1", "log-9").err
    assert "log-9" in ready("findings", "show", "F-1").out


def test_actions_are_given_on_dropped_and_listed_with_what_holds_until_then(ready):
    ready("findings", "verify", "F-1", "--by", "Tomas Beck", "--failed", "The old logs are there")
    done = ready(
        "findings", "milestone", "add", "F-1", "Delete them", "--owner", "Lin Chen", "--due", "2027-03-01",
        "--interim", "Access is cut",
    )  # fmt: skip
    assert done.code == 0
    assert "F-1/2 is Ada Okafor's" in ready("findings", "milestone", "reassign", "F-1/2", "Ada Okafor").err
    assert "until then: Access is cut" in ready("findings", "show", "F-1").out
    assert ready("findings", "milestone", "drop", "F-1/2", "--reason", "The store is gone").code == 0
    states = {row["id"]: row["state"] for row in ready("findings", "milestone", "list", "--json").json}
    assert states == {"F-1/1": "done", "F-1/2": "dropped"}


def test_a_table_says_how_far_a_finding_is(ready):
    assert "1 of 1, 1 slip" in ready("findings", "list").out
    ready("findings", "accept", "F-1", "--reason", "small", "--approver", "M. Roy", "--expires", "2026-12-01")
    page = ready("findings", "show", "F-1").out
    assert "by M. Roy until 2026-12-01: small" in page
    then = ready("findings", "list", "--engagement", "ENG-1").out
    assert "risk accepted" in then
