"""What is kept of a list that holds text: its rows without it; what a person releases; what checks read of it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date

import pytest

from grcdesk.errors import BadInput, NotFound
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.evidence.imports import ImportPlan
from grcdesk.services.coverage import check_facts
from grcdesk.store import vault
from grcdesk.terms import BlobState, EvidenceKind
from importers.planting import NAMED, plants

CANARY = "the customer xqzvut asked for a refund"
SAID = Artefact(EvidenceKind.EXPORT, as_of=date(2026, 6, 30))


@pytest.fixture
def pulls(tmp_path):
    """Pull requests as they are exported, each with its text."""
    rows = [
        {
            "number": number,
            "title": CANARY,
            "body": CANARY * 20,
            "merged_at": f"2026-06-0{number}T10:00:00.250Z",
            "user": {"login": "ana"},
            "approved_by": "ben" if number < 4 else "",
            "state": "closed",
        }
        for number in range(1, 6)
    ]
    path = tmp_path / "pulls.json"
    path.write_text(json.dumps(rows))
    return path


def everywhere(desk) -> bytes:
    return b"".join(file.read_bytes() for file in desk.paths.root.rglob("*") if file.is_file())


def kept(desk, name="EV-1") -> list[dict]:
    report = desk.imports.report(name).report
    return [json.loads(line) for line in vault.blob(desk.paths, report.rows_sha256).read_bytes().splitlines()]


def test_an_export_with_text_is_still_a_whole_population(desk, pulls):
    done = desk.imports.import_(pulls, said=SAID)
    (row,) = desk.evidence.list()
    found = desk.imports.report(row.id)
    assert (row.row_count, found.kept, found.report.kept_rows) == (5, "rows", 5)
    assert found.report.dropped_counts == {"title": 5, "body": 5}
    assert row.source_sha256 == hashlib.sha256(pulls.read_bytes()).hexdigest()
    assert row.rows_sha256 == found.report.rows_sha256 != row.source_sha256
    assert any("the file was not kept, only 5 rows without them" in one for one in done.warnings)
    assert kept(desk)[0] == {
        "line": 1,
        "id": 1,
        "merged": "2026-06-01T10:00:00.250000Z",
        "author": ["ana"],
        "approver": "ben",
        "state": "closed",
    }
    assert b"xqzvut" not in everywhere(desk)
    assert desk.log.verify().clean


def test_the_same_source_gives_the_same_rows(desk, pulls):
    first, second = (desk.imports.preview(pulls).report.rows_sha256 for _ in range(2))
    assert first == second != ""


def test_rows_belong_to_the_register(desk, pulls, tmp_path):
    desk.imports.import_(pulls, said=SAID)
    sha = desk.imports.report("EV-1").report.rows_sha256
    assert [one.state for one in desk.vault.verify().found] == []
    assert desk.vault.orphans() == []
    there = desk.vault.open("EV-1", tmp_path, rows=True)
    assert (there.path.name, there.sha256) == ("pulls.rows.jsonl", sha)
    blob = vault.blob(desk.paths, sha)
    blob.chmod(0o600)
    blob.write_bytes(blob.read_bytes()[:-10] + b"0" * 9 + b"\n")
    (bad,) = desk.vault.verify().found
    assert (bad.state, bad.evidence) == (BlobState.MODIFIED, ("EV-1",))


def test_undone_rows_stay_for_redo_and_are_nobodys_orphan(desk, pulls):
    desk.imports.import_(pulls, said=SAID)
    desk.log.undo()
    assert desk.vault.orphans() == []
    desk.log.redo()
    assert len(kept(desk)) == 5
    assert [one.state for one in desk.vault.verify().found] == []


def test_an_artefact_that_no_importer_read_has_no_rows(desk, pulls):
    desk.evidence.add([pulls], SAID)
    with pytest.raises(NotFound, match="EV-1 has no rows"):
        desk.vault.open("EV-1", rows=True)


def test_a_column_is_released_by_name_and_told(desk, pulls):
    desk.imports.import_(pulls, said=SAID)
    done = desk.imports.import_(pulls, ImportPlan(keep=("title",)), said=SAID)
    found = desk.imports.report("EV-2")
    assert (found.kept, found.report.dropped, found.report.released) == ("rows", ("body",), ("title",))
    assert kept(desk, "EV-2")[0]["title"] == CANARY
    assert "kept although it may hold text, as you said: title" in done.warnings
    (logged,) = [one for one in desk.log.list(limit=50) if one.kind == "import_report" and one.id == "EV-2"]
    assert "title" in str(logged)
    desk.imports.import_(pulls, ImportPlan(keep=("title", "body")), said=SAID)
    assert desk.imports.report("EV-3").kept == "file"


def test_a_map_may_release_columns(desk, pulls, tmp_path):
    path = tmp_path / "columns.yaml"
    path.write_text("keep: [title]\n")
    desk.imports.import_(pulls, ImportPlan(columns=path), said=SAID)
    assert kept(desk)[0]["title"] == CANARY


@pytest.mark.parametrize("name", ["password", "API token", "client_secret", "user.apiKey"])
def test_what_is_called_as_secrets_are_is_never_released(desk, pulls, name):
    with pytest.raises(BadInput, match="never kept"):
        desk.imports.preview(pulls, ImportPlan(keep=(name,)))


def test_a_column_that_is_not_there_cannot_be_released(desk, pulls):
    with pytest.raises(BadInput, match="no field 'abstract' to keep"):
        desk.imports.preview(pulls, ImportPlan(keep=("abstract",)))


def test_another_file_meanwhile_is_refused_and_leaves_no_rows(desk, pulls):
    seen = desk.imports.preview(pulls).report
    pulls.write_text(pulls.read_text().replace("closed", "merged"))
    with pytest.raises(BadInput, match="changed after it was read"):
        desk.imports.import_(pulls, said=SAID, seen=seen)
    assert [file for file in desk.paths.vault.rglob("*") if file.is_file()] == []


def test_checks_read_the_rows_of_a_register_that_is_not_kept(desk, tmp_path):
    path = tmp_path / "keys.csv"
    path.write_text(f"schluessel,erstellt,gewechselt,remark\nk-1,2025-01-01,2026-05-01,{CANARY}\nk-2,2026-06-01,,\n")
    names = tmp_path / "columns.yaml"
    names.write_text("columns:\n  key: schluessel\n  created: erstellt\n  rotated: gewechselt\n")
    desk.imports.import_(path, ImportPlan("keys", columns=names), said=SAID)
    assert desk.imports.report("EV-1").kept == "rows"
    with desk.store.read() as session:
        found = check_facts.registers(session, desk.paths, date(2026, 7, 1), UTC)
    assert [(one.id, str(one.since)) for one in found.keys] == [("k-1", "2026-05-01"), ("k-2", "2026-06-01")]


def test_a_credential_report_has_a_row_for_each_key(desk, tmp_path):
    path = tmp_path / "credentials.csv"
    path.write_text(
        "user,arn,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_2_active,"
        "access_key_2_last_rotated,access_key_2_last_used_date\n"
        "ci,arn:aws:iam::1:user/ci,true,2026-03-01T00:00:00+00:00,N/A,true,2026-05-01T00:00:00+00:00,N/A\n"
        "ada,arn:aws:iam::1:user/ada,false,N/A,N/A,false,N/A,N/A\n"
    )
    desk.imports.import_(path, said=SAID)
    assert [(row["key"], row["rotated"]) for row in kept(desk)] == [
        ("ci/access_key_1", "2026-03-01T00:00:00Z"),
        ("ci/access_key_2", "2026-05-01T00:00:00Z"),
    ]


@pytest.mark.parametrize(
    ("host", "place"),
    [("audit-log.csv", 3), ("key-register.csv", -6), ("junit-guardrails.xml", 9), ("openai-audit-log.json", 12),
     ("gateway-decisions.jsonl", -2), ("release-population.csv", -9), ("evaluation-report.json", 1)],
)  # fmt: skip
def test_nothing_planted_is_found_in_the_folder_of_the_desk(desk, tmp_path, host, place):
    _, data = list(plants(host, CANARY))[place]
    path = tmp_path / host
    path.write_bytes(data)
    try:
        told = repr(desk.imports.import_(path, ImportPlan(NAMED.get(host, "")), said=SAID))
    except BadInput as error:
        told = f"{error} {error.hint}"
    assert "xqzvut" not in told
    assert b"xqzvut" not in everywhere(desk)
