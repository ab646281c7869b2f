from __future__ import annotations

import sqlite3

import pytest


@pytest.fixture
def one(on, tmp_path, desk_root):
    """EV-1 and its file in the vault."""
    file = tmp_path / "a.txt"
    file.write_text("a", encoding="utf-8")
    assert on("evidence", "add", file, "--kind", "report", "--as-of", "2026-09-30", "--control", "sec-01").code == 0
    (blob,) = (path for path in (desk_root / "vault").rglob("*") if path.is_file())
    blob.chmod(0o640)
    return blob


def test_a_whole_vault_and_a_broken_one(on, one):
    done = on("evidence", "verify")
    assert (done.code, done.out) == (0, "")
    assert "the vault is whole: 1 file of 1 hashed (full)" in done.err
    assert on("evidence", "verify", "--quick", "--json").json["how"] == "quick"
    assert on("evidence", "verify", "--slice", "1/1", "--json").json["clean"] is True
    one.write_text("b", encoding="utf-8")
    done = on("evidence", "verify", "--json")
    assert done.code == 5
    assert done.json["found"][0]["state"] == "modified"
    assert "modified: EV-1 (AI-SEC-01): its file in the vault was modified" in done.err
    assert on("evidence", "open", "EV-1").code == 5


def test_what_a_look_found_stands_with_the_artefact(on, one, desk_root):
    one.write_text("b", encoding="utf-8")
    assert on("evidence", "verify").code == 5
    (row,) = on("evidence", "list", "--where", "is:damaged", "--json").json
    assert (row["id"], row["integrity"]) == ("EV-1", "modified")
    assert "modified" in on("evidence", "list").out
    assert "Integrity    modified when its bytes were last looked at" in on("evidence", "show", "EV-1").out
    one.write_text("a", encoding="utf-8")
    assert on("evidence", "verify", "--quick").code == 0
    assert on("evidence", "list", "--where", "is:damaged", "--json").json == []
    with sqlite3.connect(desk_root / "desk.db") as connection:
        connection.execute("UPDATE evidence SET row_count = 9")
    done = on("evidence", "verify")
    assert (done.code, "not recorded: the register is not what the change log says" in done.err) == (5, True)


@pytest.mark.parametrize("given", ["0/3", "4/3", "1", "a/b"])
def test_a_slice_that_does_not_exist(on, given):
    assert on("evidence", "verify", "--slice", given).code == 2
    assert on("evidence", "verify", "--slice", "1/2", "--quick").code == 2


def test_a_file_is_handed_out(on, one, tmp_path):
    (tmp_path / "out").mkdir()
    done = on("evidence", "open", "EV-1", "--to", tmp_path / "out")
    assert done.out.strip() == str(tmp_path / "out" / "a.txt")
    assert (tmp_path / "out" / "a.txt").read_text(encoding="utf-8") == "a"
    assert on("evidence", "open", "EV-1", "--to", tmp_path / "none").code == 2


def test_orphans_are_shown_before_they_go(on, one, desk_root):
    assert "nothing to remove" in on("evidence", "gc").err
    orphan = one.with_name("0" * 64)
    orphan = desk_root / "vault" / "00" / orphan.name
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_text("x", encoding="utf-8")
    told = on("evidence", "verify")
    assert (told.code, "orphan: vault/00" in told.err) == (0, True), "it is told, and is no damage"
    assert on("evidence", "gc", "--dry-run", "--json").json == [{"path": f"vault/00/{orphan.name}", "size": 1}]
    done = on("evidence", "gc")
    assert (done.code, orphan.exists()) == (1, True), "nobody to ask: nothing is removed"
    assert on("evidence", "gc", "--yes", "--json").json["sentence"] == "1 file removed, 1 byte"
    assert not orphan.exists()
    assert on("evidence", "verify").code == 0


@pytest.mark.slow
def test_a_sample_of_the_rows_of_an_import(on, tmp_path, desk_root):
    line = '{{"id": "{0}", "time": "2026-06-0{0}T10:00:00Z", "action": "allow", "route": "/chat"}}\n'
    (tmp_path / "d.jsonl").write_text("".join(map(line.format, range(1, 10))))
    assert on("evidence", "import", tmp_path / "d.jsonl").code == 0
    done = on("evidence", "sample", "EV-1", "--rows", "4", "--seed", "Firm LLP")
    assert (done.code, (desk_root / "exports" / "EV-1-sample.csv").read_text().splitlines()[0]) == (
        0,
        "draw,row,line,time,action,route,id",
    )
    assert on("evidence", "sample", "EV-1").code == 1, "it is there already"
    told = on("evidence", "sample", "EV-1", "-o", tmp_path / "s.jsonl", "--rows", "4", "--json").json
    assert told["path"] == str(tmp_path / "s.jsonl")
    assert on("evidence", "sample", "EV-1", "--rows", "4", "-o", "-").out == (tmp_path / "s.jsonl").read_text()
    assert on("evidence", "sample", "EV-1", "-o", tmp_path / "s.pdf").code == 2
    assert on("evidence", "sample", "EV-1", "--rows", "0").code == 2
