"""A sample of the rows an importer kept: without text, the same for the same seed, and drawn again by ten lines."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import date

import pytest

from grcdesk.errors import BadInput, Damaged, NotFound, Refused
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.evidence.imports import ImportPlan
from grcdesk.store import vault
from grcdesk.terms import EvidenceKind, Verb

SENTENCE = "please tell me what my neighbour pays for his flat"
ROWS = 60


def decisions(folder):
    path = folder / "decisions.jsonl"
    events = [
        {
            "id": f"e{number}",
            "time": f"2026-10-{number % 28 + 1:02}T08:00:00Z",
            "action": "redact" if number % 3 else "allow",
            "route": "/chat",
            "detections": {"email": number % 3},
            "prompt": SENTENCE,
            "wish": SENTENCE,
        }
        for number in range(ROWS)
    ]
    path.write_text("".join(json.dumps(one) + "\n" for one in events))
    return path


def filled(desk, folder):
    desk.imports.import_(decisions(folder), ImportPlan(keep=("wish",)))


@pytest.fixture
def imported(desk_after):
    return desk_after(filled)


def drawn_by_hand(data: bytes, word: str, evidence: str, number: int) -> list[dict]:
    """As `help import` says it."""
    own = hashlib.sha256(data).hexdigest()
    seed = hashlib.sha256(f"{word}|{evidence}|{own}".encode()).hexdigest()
    places = [str(place) for place in range(1, len(data.splitlines()) + 1)]
    places.sort(key=lambda place: hashlib.sha256(f"{seed}|{place}".encode()).hexdigest())
    return [{"row": int(place)} | json.loads(data.splitlines()[int(place) - 1]) for place in places[:number]]


def kept(desk) -> bytes:
    return vault.blob(desk.paths, desk.imports.report("EV-1").report.rows_sha256).read_bytes()


def test_the_draw_is_made_again_by_ten_lines(imported, tmp_path):
    target = tmp_path / "s.jsonl"
    done = imported.vault.sample("EV-1", target, rows=7, seed="Firm LLP")
    found = [json.loads(line) for line in target.read_text().splitlines()]
    expected = drawn_by_hand(kept(imported), "Firm LLP", "EV-1", 7)
    assert [one["row"] for one in found] == [one["row"] for one in expected]
    assert [one["draw"] for one in found] == list(range(1, 8))
    assert [one["line"] for one in found] == [one["line"] for one in expected]
    assert done.sentence.startswith("7 of 60 rows of EV-1 written to")
    again = tmp_path / "again.jsonl"
    imported.vault.sample("EV-1", again, rows=7, seed="Firm LLP")
    assert again.read_bytes() == target.read_bytes()
    imported.vault.sample("EV-1", again, rows=7, seed="Other LLP", force=True)
    assert again.read_bytes() != target.read_bytes()


@pytest.mark.parametrize("name", ["s.csv", "s.jsonl"])
def test_no_text_is_in_it_released_or_not(imported, tmp_path, name):
    assert SENTENCE.encode() in kept(imported), "what was released stands in the desk"
    imported.vault.sample("EV-1", tmp_path / name, rows=ROWS)
    assert SENTENCE not in (tmp_path / name).read_text()


def test_a_table_holds_the_same_rows(imported, tmp_path):
    imported.vault.sample("EV-1", tmp_path / "s.csv", rows=5)
    imported.vault.sample("EV-1", tmp_path / "s.jsonl", rows=5)
    with (tmp_path / "s.csv").open(newline="") as file:
        table = list(csv.DictReader(file))
    lines = [json.loads(line) for line in (tmp_path / "s.jsonl").read_text().splitlines()]
    assert list(table[0])[:4] == ["draw", "row", "line", "time"]
    for cells, line in zip(table, lines, strict=True):
        assert (cells["row"], cells["line"], cells["action"]) == (str(line["row"]), str(line["line"]), line["action"])
        assert json.loads(cells["detections"] or "null") == line.get("detections")


def test_more_than_there_are_is_all_of_them(imported, tmp_path):
    imported.vault.sample("EV-1", tmp_path / "s.jsonl", rows=10_000)
    assert sorted(json.loads(line)["line"] for line in (tmp_path / "s.jsonl").read_text().splitlines()) == list(
        range(1, ROWS + 1)
    )


def test_the_log_is_told(imported, tmp_path):
    done = imported.vault.sample("EV-1", tmp_path / "s.csv", rows=5, seed="x")
    (line,) = (one for one in imported.log.list() if one.action == Verb.EXPORT_EVIDENCE)
    assert (line.after["sha256"], line.after["rows"], line.after["of"]) == (done.sha256, 5, ROWS)
    assert line.after["rows_sha256"] == imported.imports.report("EV-1").report.rows_sha256
    assert line.after["seed"] == done.sentence.rpartition(" ")[2]


def test_what_is_refused(imported, tmp_path):
    for number, name, error in (
        (0, "s.csv", BadInput),
        (10_001, "s.csv", BadInput),
        (5, "s.xlsx", BadInput),
        (5, "there.csv", Refused),
    ):
        (tmp_path / "there.csv").write_text("mine")
        with pytest.raises(error):
            imported.vault.sample("EV-1", tmp_path / name, rows=number)
    assert (tmp_path / "there.csv").read_text() == "mine"
    assert not (tmp_path / "s.csv").exists()
    with pytest.raises(NotFound):
        imported.vault.sample("EV-9", tmp_path / "s.csv")


def test_an_artefact_without_rows_has_no_sample(desk, tmp_path):
    (tmp_path / "a.txt").write_text("a")
    desk.evidence.add(tmp_path / "a.txt", Artefact(EvidenceKind.REPORT, as_of=date(2026, 6, 1)))
    with pytest.raises(NotFound, match="EV-1 has no rows: no importer kept any"):
        desk.vault.sample("EV-1", tmp_path / "s.csv")


@pytest.mark.parametrize("how", ["changed", "cut", "gone"])
def test_rows_that_are_not_those_that_were_kept_are_not_sampled(imported, tmp_path, how):
    blob = vault.blob(imported.paths, imported.imports.report("EV-1").report.rows_sha256)
    data = blob.read_bytes()
    blob.chmod(0o640)
    if how == "gone":
        blob.unlink()
    else:
        blob.write_bytes(data.replace(b"allow", b"block", 1) if how == "changed" else data[: len(data) // 2])
    with pytest.raises(Damaged):
        imported.vault.sample("EV-1", tmp_path / "s.csv")
    assert not (tmp_path / "s.csv").exists()


def test_what_was_erased_is_not_sampled(imported, tmp_path):
    imported.vault.erase("EV-1", reason="asked for")
    with pytest.raises(Refused, match="erased"):
        imported.vault.sample("EV-1", tmp_path / "s.csv")
