from __future__ import annotations

import pytest

from helpers.lists import PROVEN, changes, read_here, write_csv

KEYS = [
    "id", "name", "controls", "rows", "population_sha256", "rows_sha256", "source_sha256", "period", "file", "evidence",
    "period_from", "period_to", "pulled_at", "source", "query", "completeness", "checked_by", "state", "final",
    "why_not_final", "final_from", "key", "key_source", "columns", "lacks", "skipped", "skips", "supersedes",
    "superseded_by", "dropped_reason", "frozen_by", "frozen_at", "dropped", "dropped_counts",
]  # fmt: skip
DETAIL = ["reconciliations", "samples", "notes"]
SAID = ("--from", "2026-01-01", "--to", "2026-06-30", "--pulled-at", PROVEN["pulled_at"], "--query", PROVEN["query"])


@pytest.fixture
def half(on, monkeypatch, tmp_path):
    """A desk with an engagement over the first half of the year; lists are read in this process."""
    read_here(monkeypatch)
    period = ("--type", "soc2-type2", "--period", "2026-01-01..2026-06-30")
    assert on("audits", "new", "SOC 2 2026H1", *period).code == 0
    rows = [{**row, "body": f"A person wrote a few words about it, {row['author']}."} for row in changes()]
    write_csv(tmp_path / "changes.csv", rows)
    return on


def add(on, *more):
    said = ("--name", "model_changes", "--control", "pi-01", "--key", "change_id", *SAID)
    return on("populations", "add", "changes.csv", *said, *more)


def test_json_of_a_population(half):
    done = add(half, "--completeness", "Compared with the tags", "--by", "Omar Haddad", "--json")
    assert done.code == 0
    found = half("populations", "show", "model_changes", "--json").json
    assert list(found) == [*KEYS, *DETAIL]
    assert {name: done.json[name] for name in KEYS} == {name: found[name] for name in KEYS}
    assert done.json["sentence"].startswith("POP-1: 63 rows of model_changes for AI-PI-01")
    assert (found["id"], found["rows"], found["period"]) == ("POP-1", 63, "2026-01-01..2026-06-30")
    assert (found["final"], found["why_not_final"], found["dropped"]) == (True, [], ["body"])
    (row,) = half("populations", "list", "--json").json
    assert list(row) == KEYS
    again = add(half, "--completeness", "Compared with the tags", "--by", "Omar Haddad", "--json")
    assert (again.code, again.json["id"], again.json["changed"]) == (0, "POP-1", [])


def test_a_person_is_told_why_it_is_not_final_and_how_to_take_it_back(half):
    done = add(half)
    assert done.code == 0
    assert "POP-1: 63 rows of model_changes for AI-PI-01, 2026-01-01..2026-06-30: not final. Undo:" in done.err
    assert "not final: it lacks how its completeness was checked" in done.err
    assert "'body' held text or secrets: the file was not kept, only 63 rows without them" in done.err
    shown = half("populations", "show", "POP-1").out
    assert "not kept      body (63)" in shown
    assert half("populations", "check", "POP-1", "--completeness", "Compared with the tags").code == 0
    listed = half("populations", "list")
    assert "final" in listed.out
    assert "1 population, 1 final" in listed.err
    assert half("populations", "list", "--where", "state:interim", "--csv").out.count("\n") == 1


def test_a_dry_run_keeps_nothing(half):
    done = add(half, "--dry-run")
    assert "would freeze 63 rows as model_changes for AI-PI-01 (dry run: nothing was changed)" in done.err
    assert half("populations", "list", "--json").json == []


@pytest.mark.parametrize(
    ("more", "code", "says"),
    [
        (("--key", "nr"), 2, "changes.csv: it has no column nr"),
        (("--name", "1st"), 2, "'1st' cannot name a population"),
        (("--control", "AI-XX-99"), 1, "no control 'AI-XX-99'"),
        (("--to", "2025-12-31"), 1, "the period ends before it begins"),
        (("--pulled-at", "noon"), 2, "'noon' is not a time"),
    ],
)
def test_one_error_with_its_place_and_its_cure(half, more, code, says):
    done = add(half, *more)
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert 1 <= done.err.count("\n") <= 2


def test_a_second_source_and_what_it_lacks(half, tmp_path):
    add(half, "--completeness", "Compared with the tags")
    write_csv(tmp_path / "tags.csv", [{"tag": row["change_id"]} for row in changes()[1:]])
    done = half("populations", "reconcile", "POP-1", "tags.csv", "--key", "tag", "--by", "Omar Haddad")
    assert "POP-1 against tags.csv: 63 here, 62 there; 1 only here (CHG-0000)" in done.err
    assert "CHG-0000 only here: not explained" in half("populations", "show", "POP-1").out
    assert half("populations", "explain", "POP-1", "CHG-0001", "--reason", "x").code == 1
    assert half("populations", "explain", "POP-1", "CHG-0000", "--reason", "Reverted").code == 0
    (one,) = half("populations", "show", "POP-1", "--json").json["reconciliations"]
    assert (one["open"], one["differences"][0]["reason"]) == (0, "Reverted")


def test_rows_and_keys_go_out(half, tmp_path):
    add(half)
    keys = half("populations", "export", "model_changes", "--keys", "-o", "-").out
    assert keys.splitlines() == sorted(row["change_id"] for row in changes())
    done = half("populations", "export", "POP-1", "-o", "rows.csv", "--json")
    assert done.json["sentence"] == "63 rows of POP-1 (model_changes) written to rows.csv"
    assert "body" not in (tmp_path / "rows.csv").read_text()
    assert half("populations", "export", "POP-1", "-o", "rows.csv").code == 1, "it exists"


def test_dropping_needs_a_reason(half):
    add(half)
    assert half("populations", "drop", "POP-1").code == 2
    assert "POP-1 dropped" in half("populations", "drop", "POP-1", "--reason", "wrong system").err
    assert half("populations", "show", "model_changes").code == 1


def test_it_is_read_in_a_process_apart(on, tmp_path):
    """Once for real: the other tests read it here."""
    rows = [{**row, "body": "We changed it because a customer complained about the answers."} for row in changes()]
    write_csv(tmp_path / "changes.csv", rows)
    done = add(on, "--json")
    assert (done.code, done.json["rows"], done.json["dropped"]) == (0, 63, ["body"])
    files = [path for path in (tmp_path / "desk").rglob("*") if path.is_file()]
    assert not any(b"complained" in path.read_bytes() for path in files)
