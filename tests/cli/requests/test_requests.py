"""`grcdesk requests` and `grcdesk walkthroughs`: streams, exit codes, keys of JSON, and what a terminal is asked."""

from __future__ import annotations

import io
import sys

import pytest

from grcdesk.cli.frame import tell

LIST = "Ref,Request,Due,Status,Priority\nR-07,Population of changes,2027-01-09,Open,Top\nR-08,Policy,,In QA,\n"


@pytest.fixture
def pbc(tmp_path):
    path = tmp_path / "pbc.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


WORDS = ("--word", "priority:Top=high", "--word", "auditor-status:In QA=received")


@pytest.mark.slow
def test_a_list_is_refused_with_the_words_it_lacks_then_taken_and_listed(on, pbc):
    refused = on("requests", "import", pbc, "--firm", "Marsh")
    assert (refused.code, refused.out) == (2, "")
    assert "priority 'Top' (row 2): one of high, medium, low" in refused.err
    assert "--word 'priority:Top=WORD'" in refused.err
    preview = on("requests", "import", pbc, "--firm", "Marsh", *WORDS, "--dry-run")
    assert "row 2: REQ-1 R-07 new, due 2027-01-09" in preview.err
    done = on("requests", "import", pbc, "--firm", "Marsh", *WORDS, "--json")
    assert (done.json["sentence"], done.err) == ("2 requests added, 0 changed, 0 as before", "")
    listed = on("requests", "list", "--where", "auditor:received", "--json").json
    assert [(row["id"], row["ref"], row["status"], row["auditor_status"]) for row in listed] == [
        ("REQ-2", "R-08", "submitted", "received")
    ]
    table = on("requests", "list")
    assert "R-07" in table.out
    assert "2 requests, 0 overdue, 2 without owner" in table.err
    shown = on("requests", "show", "r-07", "--json").json
    assert (shown["text"], shown["cells"]["Priority"], shown["history"]) == ("Population of changes", "Top", [])
    assert "Population of changes" in on("requests", "show", "R-07").out
    assert on("requests", "export", "-o", "-").out.startswith("\ufeffRef,Request,Due,Status,Priority,Client owner,")


@pytest.mark.slow
def test_a_terminal_is_asked_for_words_and_before_the_list_is_taken(on, pbc, monkeypatch):
    monkeypatch.setattr(tell, "is_terminal", lambda: True)

    def answers(*lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    answers("highest", "high", "rec", "n")
    done = on("requests", "import", pbc, "--firm", "Marsh")
    assert "priority 'Top' (row 2) means? high, medium, low" in done.err
    assert "'highest' is not one of these" in done.err
    assert "nothing was imported" in done.err
    answers("high", "received", "y")
    assert "2 requests added" in on("requests", "import", pbc, "--firm", "Marsh").err
    answers("y")
    assert "2 as before" in on("requests", "import", pbc, "--firm", "Marsh").err


def test_a_request_is_answered_and_the_auditors_word_put_down(on, tmp_path):
    (tmp_path / "changes.csv").write_text("a,b\n1,2\n")
    on(
        "evidence",
        "add",
        tmp_path / "changes.csv",
        "--kind",
        "report",
        "--as-of",
        "2026-11-01",
        "--control",
        "AI-PI-01",
    )
    assert on("requests", "add", "Changes", "--ref", "R-1", "--control", "pi-01", "--due", "2026-12-01").code == 0
    assert on("requests", "set", "R-1", "--owner", "Lin Chen", "--priority", "high").code == 0
    assert on("requests", "set", "R-1", "--due", "none").code == 0
    early = on("requests", "set", "R-1", "--auditor-status", "accepted", "--told-by", "Kim Otis", "--on", "2026-11-20")
    assert (early.code, "was not submitted" in early.err) == (1, True)
    assert on("requests", "evidence", "R-1", "EV-1").code == 0
    assert on("requests", "submit", "R-1", "--on", "2026-11-20").code == 0
    nobody = on("requests", "set", "R-1", "--auditor-status", "accepted")
    assert (nobody.code, "who told it, and when?" in nobody.err) == (2, True)
    mixed = on("requests", "set", "R-1", "--auditor-status", "accepted", "--told-by", "Kim", "--on", "2026-11-21",
               "--owner", "Lin Chen")  # fmt: skip
    assert (mixed.code, "stands alone" in mixed.err) == (2, True)
    told = on("requests", "set", "R-1", "--auditor-status", "accepted", "--told-by", "Kim Otis", "--on", "2026-11-21")
    assert "R-1 accepted on 2026-11-21, as Kim Otis told" in told.err
    found = on("requests", "metrics", "--json").json
    assert (found["accepted"], found["accepted_first_time_rate"], found["overdue"]) == (1, 1.0, 0)
    assert "1 of 1, 100%" in on("requests", "metrics").out
    assert on("requests", "draft", "--control", "AI-PI-01", "--json").json["sentence"] == "8 requests drafted"
    assert on("requests", "set", "R-1", "--reason", "x").code == 2
    nobody = on("requests", "told", "R-1", "returned", "--reason", "Wrong year")
    assert (nobody.code, "--by" in nobody.err) == (2, True)
    assert on("requests", "told", "R-1", "perhaps", "--by", "Kim Otis").code == 2
    back = on("requests", "told", "R-1", "returned", "--by", "Kim Otis", "--on", "2026-11-21", "--reason", "Wrong year")
    assert "R-1 returned on 2026-11-21, as Kim Otis told" in back.err
    assert on("requests", "import", "nowhere.csv").code == 2


def test_a_walkthrough_is_planned_answered_recorded_and_shown(on):
    assert on("walkthroughs", "add", "SEC-01", "--planned", "2026-11-19", "--person", "Lin Chen").code == 0
    assert on("walkthroughs", "answer", "WT-1", "1", "yes", "--note", "seen").code == 0
    assert on("walkthroughs", "answer", "WT-1", "2", "no").code == 1
    on("walkthroughs", "answer", "WT-1", "2", "no", "--note", "a day later")
    on("walkthroughs", "record", "WT-1", "--held", "2026-11-19", "--shown", "Vault", "--item", "key 7")
    on("walkthroughs", "set", "WT-1", "--led-by", "Kim Otis", "--planned", "none")
    found = on("walkthroughs", "show", "AI-SEC-01", "--json").json
    assert (found["state"], found["led_by"], found["differences"][0]["what"]) == (
        "differences_open", "Kim Otis", "a day later",
    )  # fmt: skip
    assert on("walkthroughs", "differ", "WT-1", "another").code == 0
    assert on("walkthroughs", "settle", "WT-1/d1", "--how", "rewritten").code == 0
    assert "settled by Dana Reyes" in on("walkthroughs", "show", "WT-1").out
    (row,) = on("walkthroughs", "list", "--json").json
    assert (row["answered"], row["questions"], row["open_differences"]) == (2, 2, 1)
    assert "differences open" in on("walkthroughs", "list").out


def test_a_page_tells_of_rounds_evidence_and_the_auditor_s_word(on):
    on("requests", "add", "List of keys", "--ref", "R-1", "--control", "sec-01", "--owner", "Lin Chen")
    on("evidence", "add", "https://acme.example/keys", "--kind", "export", "--as-of", "2026-11-01")
    on("requests", "evidence", "R-1", "EV-1")
    page = on("requests", "show", "R-1").out
    assert page.startswith("REQ-1  R-1")
    assert "not sent" in page
    on("requests", "submit", "R-1")
    assert "no word yet" in on("requests", "show", "R-1").out
    on(
        "requests", "set", "R-1", "--auditor-status", "returned", "--told-by", "Kim Otis", "--on", "2026-11-21",
        "--reason", "No annex",
    )  # fmt: skip
    page = on("requests", "show", "R-1").out
    assert "returned on 2026-11-21, as Kim Otis told" in page
    assert "EV-1; returned on 2026-11-21, as Kim Otis told: No annex" in page
    shown = on("requests", "show", "R-1", "--json").json
    assert (shown["id"], shown["auditor_status"], shown["controls"]) == ("REQ-1", "returned", ["AI-SEC-01"])


def test_a_list_goes_out_to_a_file_and_to_stdout(on, tmp_path):
    on("requests", "add", "List of keys", "--ref", "R-1")
    assert on("requests", "export", "-o", "-").out.splitlines()[1].startswith("REQ-1,R-1,,List of keys")
    told = on("requests", "export", "-o", tmp_path / "list.csv", "--json").json
    assert told["path"].endswith("list.csv")
    assert (tmp_path / "list.csv").exists()
    assert on("requests", "export", "-o", tmp_path / "list.csv").code == 1
