from __future__ import annotations

import os

import pytest

from grcdesk.paths import DeskPaths


def test_init_without_questions_takes_security_and_this_year(run, tmp_path):
    done = run("init", "new", "--no-input", "--name", "Dana Reyes")
    assert done.code == 0, done.err
    assert "14 controls in scope" in done.err
    assert "2026-01-01..2026-12-31" in done.err
    assert DeskPaths(tmp_path / "new").exists()
    scope = run("--desk", "new", "scope", "show", "--json").json
    assert (scope["organisation"], scope["categories"]) == ("My organisation", ["security"])


def test_init_takes_everything_as_options(run, tmp_path):
    done = run(
        *("init", "new", "--organisation", "Acme AI", "--programme", "SOC 2 2027", "--name", "Dana Reyes"),
        *("--mail", "d@acme.example", "--categories", "security,confidentiality"),
        *("--period", "2027-01-01..2027-06-30", "--zone", "Europe/Berlin", "--json"),
    )
    assert done.code == 0, done.err
    assert done.json == {
        "desk": str(tmp_path / "new"),
        "organisation": "Acme AI",
        "programme": "SOC 2 2027",
        "categories": ["security", "confidentiality"],
        "period": {"start": "2027-01-01", "end": "2027-06-30"},
        "in_scope": 15,
    }
    assert "Dana Reyes" in (tmp_path / "new" / "grcdesk.toml").read_text(encoding="utf-8")


def test_init_asks_on_a_terminal(run, monkeypatch):
    answers = iter(["Acme AI", "all", "2026-04-01..2026-09-30", "Dana Reyes"])
    monkeypatch.setattr("grcdesk.cli.frame.tell.is_terminal", lambda: True)
    monkeypatch.setattr("sys.stdin", type("Lines", (), {"readline": lambda _: next(answers) + "\n"})())
    done = run("init", "new")
    assert done.code == 0, done.err
    assert "Organisation [My organisation]: " in done.err
    assert "23 controls in scope" in done.err


def test_init_refuses_a_desk_and_a_wrong_option(run, desk_root):
    done = run("init", desk_root, "--no-input")
    assert done.code == 1
    assert "already is a desk" in done.err
    assert run("init", "new", "--period", "2026", "--no-input").code == 2
    assert not os.path.lexists("new")


def test_a_desk_of_a_development_version_is_refused_with_the_cure(on, desk_root):
    database = desk_root / "desk.db"
    content = bytearray(database.read_bytes())
    content[60:64] = (13).to_bytes(4, "big")
    database.write_bytes(content)
    done = on("controls", "list")
    assert (done.code, done.out) == (3, "")
    assert "this desk has shape 13, made by a development version before 0.1.0" in done.err
    assert "begin a new desk; nothing was touched" in done.err
    assert database.read_bytes() == content


@pytest.mark.slow
def test_backup_restore_round_trip(on, run, tmp_path):
    on("controls", "set", "AI-SEC-01", "--owner", "Dana Reyes")
    file = tmp_path / "backup.zip"
    assert on("backup", file).code == 0
    assert on("backup", file).code in (1, 2)
    assert on("backup", file, "--force", "--json").json["path"] == str(file)
    on("controls", "set", "AI-SEC-01", "--owner", "Someone Else")
    done = on("restore", file)
    assert done.code == 1
    assert "--force" in done.err
    assert on("restore", file, "--force").code == 0
    assert on("controls", "show", "AI-SEC-01", "--json").json["owner"] == "Dana Reyes"
    assert run("--desk", tmp_path / "second", "restore", file).code == 0
    assert run("--desk", tmp_path / "second", "log", "verify").code == 0


def test_restore_of_something_else_is_refused(on, tmp_path):
    file = tmp_path / "not.zip"
    file.write_bytes(b"hello")
    done = on("restore", file, "--force")
    assert (done.code, done.err.count("\n")) == (2, 2)
    assert f"{file}: is not a grcdesk backup: " in done.err
    assert on("restore", tmp_path / "none.zip").code == 2


def test_restore_says_where_it_keeps_what_it_replaces(on, desk_root, tmp_path):
    on("backup", tmp_path / "backup.zip")
    done = on("restore", tmp_path / "backup.zip", "--force", "--json").json
    (kept,) = (desk_root / "backups").iterdir()
    assert f"everything that was there before is kept in {kept}" in done["warnings"]
    assert {path.name for path in kept.iterdir()} == {"desk.db", "grcdesk.toml", "catalogs", "vault"}


def test_a_damaged_vault_is_exit_5_or_named(on, run, desk_root, tmp_path):
    (tmp_path / "report.pdf").write_bytes(b"%PDF")
    on(
        "evidence",
        "add",
        tmp_path / "report.pdf",
        "--kind",
        "report",
        "--as-of",
        "2026-06-01",
        "--control",
        "AI-SEC-01",
    )
    next(path for path in (desk_root / "vault").rglob("*") if path.is_file()).unlink()
    file = tmp_path / "backup.zip"
    done = on("backup", file)
    assert done.code == 5
    assert "EV-1 (AI-SEC-01): its file in the vault is missing" in done.err
    assert not file.exists()
    done = on("backup", file, "--with-damage")
    assert done.code == 0
    assert "damaged: vault/" in done.err
    second = ("--desk", tmp_path / "second", "restore", file)
    assert run(*second).code == 5
    done = run(*second, "--with-damage")
    assert done.code == 0
    assert "damaged: vault/" in done.err


def test_doctor_shows_values_and_origins(on, run, monkeypatch):
    monkeypatch.setenv("GRCDESK_THEME", "grcdesk-light")
    rows = {row["name"]: row for row in on("doctor", "--json").json}
    assert (rows["setting theme"]["value"], rows["setting theme"]["origin"]) == ("grcdesk-light", "GRCDESK_THEME")
    assert rows["database"]["state"] == "ok"
    assert on("doctor").code == 0
    done = run("doctor")
    assert done.code == 1
    assert "none here or above" in done.out
    assert run("--desk", "nowhere", "doctor").code == 1


@pytest.mark.slow
def test_demo_makes_a_desk(run):
    done = run("demo", "sample", "--json")
    assert done.code == 0, done.err
    assert done.json
    assert run("--desk", "sample", "controls", "list", "--where", "-status:not_assessed", "--json").json
    assert run("demo", "sample").code == 1
