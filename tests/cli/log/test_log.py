from __future__ import annotations

import json
import sqlite3
import subprocess
import sys

import pytest


def batch(done):
    return done.err.split("log undo ")[1].split()[0]


def test_list_filters_and_orders(on):
    on("controls", "set", "AI-SEC-01", "--owner", "Dana Reyes")
    on("controls", "set", "AI-SEC-02", "--status", "n.a.")
    rows = on("log", "list", "--action", "control.set", "--json").json
    assert [row["outcome"] for row in rows] == ["denied", "success"]
    assert rows[1]["after"]["owner"] == "Dana Reyes"
    assert rows[1]["actor"] == "Dana Reyes"
    found = on(
        "log", "list", "--resource", "AI-SEC-01", "--actor", "Dana Reyes", "--since", "2026-11-21", "--json"
    ).json
    assert {row["id"] for row in found} == {"AI-SEC-01", "ENG-1/AI-SEC-01"}
    assert on("log", "list", "--until", "2026-11-20", "--json").json == []
    assert on("log", "list", "--oldest-first", "--limit", "1", "--json").json[0]["action"] == "desk.init"
    assert on("log", "list", "--action", "control.sit").code == 2


def test_list_as_table_shows_what_changed(on):
    on("controls", "set", "AI-SEC-01", "--status", "missing")
    done = on("log", "list", "--limit", "1")
    assert "status: not_assessed > missing" in done.out
    assert "--limit shows more" in done.err
    assert "control.set" in on("log", "list", "--batches").out


def test_undo_redo_and_undo_by_id(on):
    first = on("controls", "set", "AI-SEC-01", "--status", "missing")
    on("controls", "set", "AI-SEC-02", "--status", "missing")
    assert on("log", "undo", batch(first)).code == 0
    assert on("controls", "list", "--where", "status:missing", "--json").json[0]["id"] == "AI-SEC-02"
    assert on("log", "redo").code == 0
    assert len(on("controls", "list", "--where", "status:missing", "--json").json) == 2
    assert on("log", "undo", batch(first), "--json").code in (0, 1)
    assert on("log", "undo", "zzzz").code == 1


def test_undo_is_refused_when_the_field_moved_on(on):
    first = on("controls", "set", "AI-SEC-01", "--status", "missing")
    on("controls", "set", "AI-SEC-01", "--status", "partial")
    done = on("log", "undo", batch(first))
    assert done.code == 1
    assert "AI-SEC-01" in done.err


def test_verify_is_clean_on_a_fresh_desk(on):
    done = on("log", "verify")
    assert done.code == 0
    assert "the log is whole" in done.err
    assert on("log", "verify", "--json").json["clean"] is True


def test_verify_names_what_went_around_the_door_and_is_exit_5(on, desk_root):
    with sqlite3.connect(desk_root / "desk.db") as connection:
        connection.execute("UPDATE assessment SET owner = 'Mallory' WHERE control = 'AI-SEC-01'")
    connection.close()
    done = on("log", "verify")
    assert done.code == 5
    assert "AI-SEC-01" in done.err
    done = on("log", "verify", "--json")
    assert done.code == 5
    assert any("AI-SEC-01" in one["where"] + one["what"] for one in done.json["broken"])


def test_export_writes_lines_and_guards_files(on, tmp_path):
    file = tmp_path / "log.jsonl"
    assert on("log", "export", "-o", file).code == 0
    lines = file.read_bytes().splitlines()
    assert json.loads(lines[0])["seq"] == 1
    assert on("log", "export", "-o", file).code in (1, 2)
    assert on("log", "export", "-o", file, "--force").code == 0


def test_export_to_stdout_is_the_same_lines(on, tmp_path):
    file = tmp_path / "log.jsonl"
    on("log", "export", "-o", file)
    out = on("log", "export", "-o", "-").out
    assert out.startswith(file.read_text(encoding="utf-8"))


def test_erase_asks_and_refuses_without_an_answer(on):
    done = on("log", "erase", "sha256:00", "--reason", "x")
    assert done.code == 1
    assert "nothing was erased" in done.err
    assert on("log", "erase", "sha256:00", "--reason", "x", "--yes").code == 1


@pytest.mark.slow
def test_erase_destroys_an_old_note_and_leaves_the_chain_whole(on):
    on("controls", "set", "AI-SEC-01", "--note", "Ann Other said so")
    on("controls", "set", "AI-SEC-01", "--note", "")
    (entry,) = [row for row in on("log", "list", "--resource", "AI-SEC-01", "--json").json if row["after"].get("note")]
    (digest,) = (
        entry["after"]["note"].values() if isinstance(entry["after"]["note"], dict) else [entry["after"]["note"]]
    )
    done = on("log", "erase", digest, "--reason", "Personal", "--yes")
    assert done.code == 0, done.err
    assert on("log", "verify").code == 0


def test_the_verifier_checks_an_exported_log_without_grcdesk(on, desk_root, tmp_path):
    script, log = tmp_path / "verify_log.py", tmp_path / "log.jsonl"
    on("log", "export", "-o", log)
    script.write_text(on("log", "verifier").out, encoding="utf-8")
    check = [sys.executable, "-I", str(script), str(log)]
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0  # noqa: S603  our own script
    log.write_bytes(log.read_bytes().replace(b"Dana Reyes", b"Dana Royes", 1))
    assert subprocess.run(check, capture_output=True, check=False).returncode == 5  # noqa: S603


@pytest.mark.parametrize("words", [["undo"], ["redo"]])
def test_nothing_to_undo_is_refused(on, words):
    assert on("log", *words).code == 1


@pytest.mark.slow
def test_a_text_is_found_looked_at_and_erased(on):
    on("controls", "set", "AI-SEC-01", "--gap", "Ann Other said so")
    found = on("log", "texts", "--containing", "ann other", "--record", "AI-SEC-01", "--json").json
    assert [(one["id"], one["field"], one["text"]) for one in found] == [("AI-SEC-01", "gap", "Ann Other said so")]
    plan = on("log", "erase", found[0]["sha256"], "--dry-run", "--json").json
    assert [one["field"] for one in plan["places"]] == ["gap"]
    assert on("log", "erase", "AI-SEC-01", "--field", "gap", "--dry-run").out == "the gap of assessment AI-SEC-01\n"
    refused = on("log", "erase", found[0]["sha256"], "--reason", "Personal", "--yes")
    assert (refused.code, "--clear" in refused.err) == (1, True)
    done = on("log", "erase", found[0]["sha256"], "--reason", "Personal", "--clear", "--yes")
    assert (done.code, "Undo:" in done.err) == (0, False), done.err
    assert on("controls", "show", "AI-SEC-01", "--json").json["gap"] == "[erased]"
    assert on("log", "erase", "--finish").code == 0


@pytest.mark.parametrize("words", [[], ["sha256:00000000", "--finish"]])
def test_erasing_needs_one_thing_to_erase(on, words):
    done = on("log", "erase", *words, "--reason", "x", "--yes")
    assert done.code == 2


def test_a_log_on_standard_output_says_where_its_texts_are(on):
    assert "texts.jsonl" in on("log", "export", "-o", "-").err


# --- anchors, checkpoints, and what leaves the desk ------------------------------------------------------------------


def forge(root):
    """One status changed around the door."""
    with sqlite3.connect(root / "desk.db") as connection:
        connection.execute("UPDATE assessment SET status = 'in_place' WHERE control = 'AI-SEC-01'")
    connection.close()


@pytest.mark.slow
def test_anchors_and_checkpoints_hold_or_end_with_five(on, tmp_path):
    head = on("log", "list", "--limit", "1", "--json").json[0]
    done = on("log", "checkpoint", "-o", str(tmp_path / "cp.txt"))
    assert (done.code, f"names {head['seq']} entries" in done.err.replace(",", "")) == (0, True)
    on("controls", "set", "AI-SEC-01", "--status", "missing")
    good = f"{head['seq']}:{head['hash']}"
    done = on(
        "log",
        "verify",
        "--anchor",
        good,
        "--anchor",
        str(tmp_path / "cp.txt"),
        "--checkpoint",
        str(tmp_path / "cp.txt"),
    )
    assert (done.code, "is not signed" in done.err) == (0, True)
    assert on("log", "verify", "--anchor", f"{head['seq']}:{'a' * 64}").code == 5
    assert on("log", "verify", "--anchor", "nonsense").code == 2
    assert on("log", "verify", "--checkpoint", str(tmp_path / "none.txt")).code == 2
    found = on("log", "verify", "--checkpoint", str(tmp_path / "cp.txt"), "--json").json
    assert (found["clean"], found["remarks"][0]["what"]) == (True, "is not signed")


def test_what_cannot_be_checked_ends_with_three(on, tmp_path, monkeypatch):
    on("log", "checkpoint", "-o", str(tmp_path / "cp.txt"))
    (tmp_path / "cp.txt.sig").write_text("x")
    monkeypatch.setenv("PATH", "")
    done = on("log", "verify", "--checkpoint", str(tmp_path / "cp.txt"))
    assert (done.code, "there is no ssh-keygen here" in done.err) == (3, True)


@pytest.mark.slow
def test_an_export_of_a_desk_that_does_not_verify_ends_with_five(on, desk_root, tmp_path):
    forge(desk_root)
    done = on("export", "mlbom", "-o", str(tmp_path / "bom.json"))
    assert (done.code, "assessment AI-SEC-01: status is not what the log says" in done.err) == (5, True)
    assert "--not-verified hands it out" in done.err
    assert on("export", "mlbom", "-o", str(tmp_path / "bom.json"), "--not-verified").code == 0
    assert "NOT VERIFIED: " in (tmp_path / "bom.json").read_text()
    assert on("due", "--ics", str(tmp_path / "due.ics")).code == 5
    assert on("due", "--ics", str(tmp_path / "due.ics"), "--not-verified").code == 0
    assert on("log", "checkpoint", "-o", str(tmp_path / "cp.txt")).code == 5
    assert on("doctor").code == 1


def test_what_moved_in_the_settings_is_told(on, desk_root):
    assert on("log", "verify").code == 0
    file = desk_root / "grcdesk.toml"
    file.write_text("check_seconds = 1\n" + file.read_text())
    done = on("log", "verify")
    assert (done.code, "settings: check_seconds 1" in done.err, "check_seconds 10" in done.err) == (0, True, True)
    assert "settings:" not in on("log", "verify").err


def test_a_log_that_was_emptied_is_not_whole(on, desk_root):
    with sqlite3.connect(desk_root / "desk.db") as connection:
        connection.execute("DROP TRIGGER log_no_delete")
        connection.execute("DELETE FROM log")
    connection.close()
    done = on("log", "verify")
    assert (done.code, "log: is empty" in done.err, "whole" in done.err) == (5, True, False)


def test_export_as_events_is_one_for_each_entry(on, tmp_path):
    on("controls", "set", "AI-SEC-01", "--owner", "Dana Reyes")
    file = tmp_path / "log.ocsf.jsonl"
    done = on("log", "export", "--ocsf", "-o", str(file))
    assert done.code == 0
    events = [json.loads(line) for line in file.read_text().splitlines()]
    assert f"{len(events)} events in" in done.err
    assert {one["class_uid"] for one in events} == {6003}
    assert events[-1]["api"]["operation"] == "control.set"
    assert not (tmp_path / "texts.jsonl").exists()
    assert len(on("log", "export", "--ocsf", "-o", "-").out.splitlines()) == len(events) + 1


def test_a_text_is_found_by_its_words_and_erased_once_it_was_agreed(on):
    on("controls", "set", "AI-SEC-01", "--note", "Told by J. Alm in person")
    (found,) = on("log", "texts", "--containing", "j. alm", "--json").json
    assert (found["id"], found["field"]) == ("AI-SEC-01", "note")
    listed = on("log", "texts", "--limit", "1")
    assert "the first 1 are shown; --limit shows more" in listed.err
    plan = on("log", "erase", found["sha256"], "--reason", "asked for", "--dry-run")
    assert plan.out == "the note of assessment AI-SEC-01\n"
    assert "1 text beside the log would go" in plan.err
    assert on("log", "erase", found["sha256"], "--reason", "asked for", "--dry-run", "--json").json["copies"] == 1
    refused = on("log", "erase", found["sha256"], "--reason", "asked for", "--clear")
    assert (refused.code, "nothing was erased" in refused.err) == (1, True), "nobody is there to ask"
    assert on("log", "erase", found["sha256"], "--reason", "asked for", "--clear", "--yes").code == 0
    assert on("log", "texts", "--containing", "j. alm", "--json").json == []
    assert on("log", "erase", "--finish").code == 0
