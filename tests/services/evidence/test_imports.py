"""Importing into a desk: what is kept, what is never kept, and what happens the second time."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import date

import pytest

from grcdesk.errors import BadInput, NotFound, Refused, Unwritable
from grcdesk.schemas.evidence.evidence import Artefact, EvidenceChange
from grcdesk.schemas.evidence.imports import ImportPlan, RuleCount
from grcdesk.services.evidence import import_files, import_text
from grcdesk.store import vault
from grcdesk.terms import EvidenceKind

EVENT = {"id": "e1", "time": "2026-06-01T10:00:00Z", "action": "allow", "route": "/chat", "policy_version": "v1"}


@pytest.fixture
def decisions(tmp_path):
    path = tmp_path / "decisions.jsonl"
    path.write_text(
        "".join(json.dumps(EVENT | {"id": f"e{n}", "time": f"2026-06-0{n}T10:00:00Z"}) + "\n" for n in (1, 4))
    )
    return path


def test_an_import_is_an_artefact_with_its_report(desk, decisions):
    done = desk.imports.import_(decisions, controls=["AI-SEC-03"], tests=["AI-CONF-01.T2"])
    (row,) = desk.evidence.list()
    assert (row.kind, row.dated, row.row_count) == (EvidenceKind.LOG_EXPORT, "2026-06-01..2026-06-04", 2)
    assert (row.controls, row.tests, row.importer) == (("AI-CONF-01", "AI-SEC-03"), ("AI-CONF-01.T2",), "gateway 1")
    assert "2 days without events: 2026-06-02..2026-06-03" in done.warnings
    assert vault.blob(desk.paths, row.sha256).read_bytes() == decisions.read_bytes()
    kept = desk.imports.report(row.id)
    assert (kept.kept, kept.report.used, kept.report.sha256) == ("file", 2, row.sha256)
    assert desk.log.verify().clean


def test_days_without_a_row_are_gaps_until_another_log_fills_them(desk, decisions, tmp_path):
    desk.imports.import_(decisions, controls=["AI-CONF-01"])

    def gaps():
        (row,) = desk.coverage.board(controls=["AI-CONF-01"], as_of=date(2026, 6, 4))
        return [str(gap) for gap in row.gaps if gap.start >= date(2026, 6, 1)]

    assert gaps() == ["2026-06-02..2026-06-03"]
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps(EVENT | {"id": "e9", "time": "2026-06-03T10:00:00Z"}))
    desk.imports.import_(other, controls=["AI-CONF-01"])
    assert gaps() == ["2026-06-02..2026-06-02"]


def test_the_same_bytes_again_add_nothing_and_say_so(desk, decisions, tmp_path):
    desk.imports.import_(decisions)
    other = tmp_path / "other.jsonl"
    other.write_bytes(decisions.read_bytes())
    done = desk.imports.import_(other, controls=["AI-SEC-03"])
    assert done.sentence == "other.jsonl was imported as EV-1: nothing added"
    assert not done.batch
    assert "evidence link EV-1" in done.warnings[0]
    assert len(desk.evidence.list()) == 1
    assert desk.imports.preview(other).again == "EV-1"
    desk.log.undo()
    assert desk.imports.preview(other).again == ""


def test_a_rejected_import_can_be_imported_again(desk, decisions):
    desk.imports.import_(decisions)
    desk.evidence.reject("EV-1", reason="drawn with the wrong filter")
    assert desk.imports.import_(decisions).batch


def test_a_file_with_content_is_not_kept_and_its_report_is(desk, tmp_path):
    path = tmp_path / "decisions.jsonl"
    path.write_text(json.dumps(EVENT | {"prompt": "CANARY what is my balance", "note": "CANARY"}))
    done = desk.imports.import_(path)
    assert (
        "'prompt' and 'note' held text or secrets: the file was not kept, only 1 row without them and the report"
        in done.warnings
    )
    (row,) = desk.evidence.list()
    assert row.file_name == "decisions.report.json"
    kept = desk.imports.report(row.id)
    assert (kept.kept, kept.report.dropped, kept.report.kept_rows) == ("rows", ("prompt", "note"), 1)
    blobs = [file for file in desk.paths.vault.rglob("*") if file.is_file()]
    assert {file.name for file in blobs} == {row.sha256, kept.report.rows_sha256}
    assert json.loads(vault.blob(desk.paths, kept.report.rows_sha256).read_text()) == {"line": 1} | {
        name: EVENT[name] for name in ("time", "action", "policy_version", "route", "id")
    }
    everywhere = b"".join(file.read_bytes() for file in desk.paths.root.rglob("*") if file.is_file())
    assert b"CANARY" not in everywhere
    assert desk.log.verify().clean
    assert desk.imports.import_(path).sentence == "decisions.jsonl was imported as EV-1: nothing added"


def test_a_dry_run_keeps_nothing(desk, decisions):
    done = desk.imports.import_(decisions, controls=["AI-SEC-03"], dry_run=True)
    assert done.dry_run
    assert done.sentence.startswith("would add decisions.jsonl as gateway decision events for AI-SEC-03: 2 events")
    assert desk.evidence.list() == []
    assert not desk.paths.vault.exists() or not list(desk.paths.vault.rglob("*"))


def test_what_a_person_says_goes_before_what_the_file_says(desk, decisions):
    said = Artefact(
        EvidenceKind.EXPORT, title="June", period_from=date(2026, 6, 1), period_to=date(2026, 6, 30), query="all"
    )
    desk.imports.import_(decisions, ImportPlan(period_from=date(2026, 6, 1), period_to=date(2026, 6, 30)), said=said)
    (row,) = desk.evidence.list()
    assert (row.title, row.query, row.dated, row.kind) == (
        "June",
        "all",
        "2026-06-01..2026-06-30",
        EvidenceKind.LOG_EXPORT,
    )
    assert desk.imports.report(row.id).report.empty_day_count == 28


def test_a_file_that_changed_since_it_was_looked_at_is_refused(desk, decisions):
    seen = desk.imports.preview(decisions).report
    decisions.write_text(decisions.read_text() * 2)
    with pytest.raises(BadInput, match="changed after it was read"):
        desk.imports.import_(decisions, seen=seen)
    assert desk.evidence.list() == []
    assert [file for file in desk.paths.vault.rglob("*") if file.is_file()] == []


def test_the_zone_said_once_is_remembered_for_the_importer(desk, tmp_path):
    for name, plan in (("a", ImportPlan(zone="Asia/Tokyo")), ("b", ImportPlan())):
        path = tmp_path / f"{name}.jsonl"
        path.write_text(json.dumps(EVENT | {"id": name, "time": "2026-06-01 03:00:00"}))
        desk.imports.import_(path, plan)
    assert desk.imports.report("EV-2").report.zone == "Asia/Tokyo"
    assert desk.imports.report("EV-2").report.first == "2026-05-31T18:00:00Z"


def test_what_cannot_be_is_refused_by_name(desk, decisions, tmp_path):
    with pytest.raises(NotFound, match="'AI-SEC-99'"):
        desk.imports.import_(decisions, controls=["AI-SEC-99"])
    with pytest.raises(BadInput, match="no importer 'gatway'") as error:
        desk.imports.preview(decisions, ImportPlan(importer="gatway"))
    assert error.value.hint == "did you mean 'gateway'?"
    with pytest.raises(BadInput, match="cannot be read"):
        desk.imports.preview(tmp_path / "none.jsonl")
    (tmp_path / "x.bin").write_bytes(bytes(range(256)))
    with pytest.raises(BadInput, match="no importer knows this file"):
        desk.imports.preview(tmp_path / "x.bin")
    with pytest.raises(NotFound, match="no evidence 'EV-9'"):
        desk.imports.report("EV-9")
    with pytest.raises(Refused):
        desk.imports.import_(decisions, said=Artefact(EvidenceKind.EXPORT, as_of=date(2030, 1, 1)))


def test_an_import_can_be_stopped(desk, decisions):
    with pytest.raises(BadInput, match="stopped; nothing was imported"):
        desk.imports.preview(decisions, stop=lambda: True)


def test_no_control_is_suggested_that_the_desk_has_not(desk, tmp_path):
    manifest = tmp_path / "manifest.yaml"
    manifest.write_text("name: replies\nversion: 7\norigin: tickets\napprover: Lin Chen\ncreated: 2026-09-01\n")
    done = desk.imports.import_(manifest)
    (told,) = [one for one in done.warnings if "evidence place" in one]
    assert "AI-EXT" not in told
    assert "--control AI-PRIV-03" in told


def test_what_a_list_lacks_is_told_with_the_command_that_says_it(desk, tmp_path):
    findings = tmp_path / "scan.csv"
    findings.write_text("check_id,resource_uid,status\nkey_rotated,k1,PASS\n")
    done = desk.imports.import_(findings, said=Artefact(EvidenceKind.QUERY_RESULT, as_of=date(2026, 10, 6)))
    assert "to say it: grcdesk evidence set EV-1 --source NAME" in done.warnings
    said = desk.evidence.set(["EV-1"], EvidenceChange(source="Scanner"))
    assert not [one for one in said.warnings if "to say it" in one]


def test_what_a_person_looked_at_before_another_file_is_read_once_more(desk, decisions, tmp_path):
    text = tmp_path / "text.jsonl"
    text.write_text(json.dumps(EVENT | {"prompt": "CANARY what is my balance", "note": "CANARY"}))
    seen = desk.imports.preview(text).report
    other = desk.imports.preview(decisions).report
    assert desk.imports.import_(text, seen=seen).batch
    assert desk.imports.report("EV-1").report.rows_sha256 == seen.rows_sha256
    seen = other
    text.write_text(text.read_text() + "\n" + json.dumps(EVENT | {"id": "e2", "prompt": "CANARY"}))
    seen = desk.imports.preview(text).report
    desk.imports.preview(decisions)
    text.write_text(text.read_text().replace("e2", "e3"))
    with pytest.raises(BadInput, match="changed after it was read"):
        desk.imports.import_(text, seen=seen)


def test_what_no_importer_read_has_no_report(desk, tmp_path):
    (tmp_path / "a.txt").write_text("a")
    desk.evidence.add(tmp_path / "a.txt", Artefact(EvidenceKind.REPORT, as_of=date(2026, 6, 1)))
    with pytest.raises(NotFound, match="EV-1 was kept as it came: no importer read it"):
        desk.imports.report("EV-1")


def test_without_room_for_temporary_files_nothing_is_read(desk, decisions, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(Unwritable, match="no place for temporary files") as error:
        desk.imports.preview(decisions)
    assert "TMPDIR" in error.value.hint


def test_a_vault_that_takes_the_report_and_not_the_rows_keeps_neither(desk, tmp_path, monkeypatch):
    path = tmp_path / "text.jsonl"
    path.write_text(json.dumps(EVENT | {"prompt": "CANARY what is my balance", "note": "CANARY"}))

    def full(*_: object) -> None:
        raise Unwritable("the vault does not take the rows")

    monkeypatch.setattr(vault, "keep_open", full)
    with pytest.raises(Unwritable):
        desk.imports.import_(path)
    assert desk.evidence.list() == []
    assert [file for file in desk.paths.vault.rglob("*") if file.is_file()] == []


def test_what_somebody_else_imported_meanwhile_is_not_added_twice(desk, decisions, monkeypatch):
    take = import_files.take

    def take_then_import(*asked):
        monkeypatch.setattr(import_files, "take", take)
        desk.imports.import_(decisions)
        return take(*asked)

    monkeypatch.setattr(import_files, "take", take_then_import)
    with pytest.raises(Refused, match=r"decisions\.jsonl was imported as EV-1 meanwhile"):
        desk.imports.import_(decisions)
    assert [row.id for row in desk.evidence.list()] == ["EV-1"]
    assert desk.vault.verify().clean


def test_bytes_let_go_before_the_row_is_written_are_taken_in_again(desk, decisions, monkeypatch):
    take = import_files.take

    def take_then_lose(*asked):
        monkeypatch.setattr(import_files, "take", take)
        taken = take(*asked)
        vault.blob(desk.paths, taken.file.sha256).unlink()
        return taken

    monkeypatch.setattr(import_files, "take", take_then_lose)
    desk.imports.import_(decisions)
    assert desk.vault.verify().clean


def test_a_report_reads_as_names_and_values_and_says_nothing_of_what_is_not_there(desk, tmp_path):
    path = tmp_path / "text.jsonl"
    path.write_text("\n".join(json.dumps(EVENT | {"id": f"e{n}", "prompt": "CANARY how"}) for n in (1, 2)))
    full = desk.imports.preview(path).report
    told = dict(import_text.described(full))
    assert told["rows"] == "2 in = 2 used + 0 duplicates + 0 skipped"
    assert told["not kept"].startswith("prompt")
    assert told["their hash"] == full.rows_sha256
    rules = (RuleCount("S3-1", 1, error=2, controls=("AI-SEC-01",)), *(RuleCount(f"R-{n}", 0, 1) for n in range(25)))
    bare = replace(
        full, period_from=None, period_to=None, first="", totals={"by route": {}}, rows_sha256="", dropped=(),
        dropped_counts={}, unknown=("odd",), rules=rules,
    )  # fmt: skip
    rows = import_text.described(bare)
    told = dict(rows)
    assert not {"period", "moments", "not kept", "their hash"} & set(told)
    assert (told["by route"], told["not understood"]) == ("none", "odd")
    failed = [value for name, value in rows if name == "rules failed"]
    assert "for AI-SEC-01" in failed[0]
    assert ("", "and 6 more") in rows
