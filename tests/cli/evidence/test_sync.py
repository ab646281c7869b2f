"""`grcdesk evidence sync` by streams and exit codes."""

from __future__ import annotations

import os

import pytest

from grcdesk import clock

LINE = '{{"id": "{0}", "time": "2026-06-0{0}T10:00:00Z", "action": "allow", "route": "/chat"}}\n'


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "in"
    made.mkdir()
    (made / "grcdesk-sync.yaml").write_text("rules:\n  - {files: '*.jsonl', controls: [AI-CONF-01]}\n")
    return made


@pytest.fixture
def put(folder):
    """Write a file that has been left alone for ten minutes."""

    def go(name, content):
        (folder / name).write_text(content)
        at = clock.now().timestamp() - 600
        os.utime(folder / name, (at, at))

    go("a.jsonl", LINE.format(1))
    return go


@pytest.mark.slow
def test_what_was_taken_what_waits_and_the_exit_codes(on, folder, put):
    assert on("evidence", "sync", "--status").err.strip() == "grcdesk: no folder was synced yet"
    first = on("evidence", "sync", str(folder))
    assert first.code == 0, first.err
    assert "a.jsonl: EV-1 for AI-CONF-01: 1 event; 2026-06-01..2026-06-01. Undo: grcdesk" in first.err
    assert "in: 1 file taken (EV-1)" in first.err
    assert on("evidence", "sync", str(folder)).err.strip() == "grcdesk: in: nothing new, 1 as before"
    put("b.txt", "what is that")
    again = on("evidence", "sync", str(folder))
    assert again.code == 1
    assert "b.txt: waits: no rule names it" in again.err
    assert "b.txt: waits since 2026-11-21" in on("evidence", "sync", str(folder)).err
    status = on("evidence", "sync", "--status")
    assert (status.code, "b.txt, since 2026-11-21: no rule names it" in status.out) == (1, True)
    assert "1 file of watched folders waiting: grcdesk evidence sync --status" in on("evidence", "list").err
    assert "waiting files" in on("due").out


def test_as_json(on, folder, put):
    put("b.txt", "what is that")
    done = on("evidence", "sync", str(folder), "--json")
    assert done.code == 1
    found = done.json
    assert [(one["name"], one["state"], one["evidence"]) for one in found["files"]] == [
        ("a.jsonl", "taken", "EV-1"), ("b.txt", "waiting", ""),
    ]  # fmt: skip
    assert found["waiting"] == 1
    (one,) = on("evidence", "sync", str(folder), "--status", "--json").json
    assert (one["id"], one["waiting"], [file["state"] for file in one["files"]]) == ("SF-1", 1, ["waiting", "taken"])


def test_rules_that_cannot_be_understood_are_exit_2_and_no_folder_is_asked_for(on, folder, put):
    put("grcdesk-sync.yaml", "rules:\n  - {files: '*.jsonl', controls: [AI-CONF-99]}\n")
    done = on("evidence", "sync", str(folder))
    assert (done.code, "grcdesk-sync.yaml:2: no control 'AI-CONF-99'" in done.err) == (2, True)
    assert on("evidence", "sync").code == 2


def test_a_run_tells_of_each_file_and_the_status_of_each_folder(on, tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    empty = on("evidence", "sync", "--status")
    assert "no folder was synced yet" in empty.err
    rule = "{files: '*.csv', as: keys, as_of: modified, controls: [AI-SEC-01]}"
    (folder / "grcdesk-sync.yaml").write_text(f"settle: 0\nrules:\n  - {rule}\n")
    (folder / "keys.csv").write_text("key_id,owner,created_at,status\nk1,Lin Chen,2026-01-02,active\n")
    (folder / "odd.txt").write_text("nothing")
    at = clock.now().timestamp() - 600
    os.utime(folder / "keys.csv", (at, at))
    done = on("evidence", "sync", folder)
    assert done.code == 1
    lines = done.err.splitlines()
    assert any(line.startswith("grcdesk: keys.csv: ") and "Undo: grcdesk" in line for line in lines)
    assert "grcdesk: odd.txt: waits: no rule names it" in done.err
    again = on("evidence", "sync", folder)
    assert "odd.txt: waits since 2026-11-21" in again.err
    status = on("evidence", "sync", "--status")
    assert (status.code, str(folder) in status.out) == (1, True)
    assert on("evidence", "sync", folder, "--status", "--json").json[0]["waiting"]
