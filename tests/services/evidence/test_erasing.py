"""Erasing the file of an artefact: bytes gone everywhere, hash, reason and person kept, and it proves nothing."""

from __future__ import annotations

import shutil
from datetime import date

import openpyxl
import pytest

from grcdesk.errors import Refused, Unwritable
from grcdesk.models.reviews import KeptFile
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.populations import PopulationPlan
from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts
from grcdesk.services.desk.opening import open_desk
from grcdesk.store import vault
from grcdesk.terms import EvidenceKind, Verb, Via
from helpers import review_story

REPORT = Artefact(EvidenceKind.REPORT, as_of=date(2026, 6, 1), source="portal")
CANARY = b"Ms Ferreira was here"
WHY = "It holds names"


def add(desk, folder, name: str = "report.txt", text: bytes = CANARY) -> None:
    (folder / name).write_bytes(text)
    desk.evidence.add(folder / name, REPORT, controls=["AI-SEC-01"])


def holding(root, text: bytes = CANARY) -> list[str]:
    return [path.name for path in root.rglob("*") if path.is_file() and text in path.read_bytes()]


def row(desk, name: str = "EV-1"):
    return desk.evidence.rows([name])[0]


def test_bytes_go_and_hash_reason_person_and_day_stay(desk, tmp_path):
    add(desk, tmp_path)
    sha = row(desk).sha256
    done = desk.vault.erase("EV-1", reason=WHY)
    assert (done.batch, done.sentence[:28]) == ("", "the file of EV-1 is erased (")
    now = row(desk)
    assert (now.sha256, now.erased, now.erased_by, now.integrity) == (sha, WHY, "Dana Reyes", "erased")
    assert holding(desk.paths.root) == []
    entry = desk.log.list(limit=1)[0]
    assert (entry.action, entry.id, entry.reason, entry.actor) == (Verb.EVIDENCE_ERASE, "EV-1", WHY, "Dana Reyes")
    assert desk.log.verify().broken == ()
    assert desk.vault.verify().found == ()
    assert (desk.evidence.keys("is:erased")[:], desk.evidence.keys("is:damaged")[:]) == (["EV-1"], [])


@pytest.mark.slow
def test_it_supports_and_covers_nothing_any_more_and_says_why(desk, tmp_path):
    (tmp_path / "iam.json").write_bytes(CANARY)
    facts = Artefact(EvidenceKind.CONFIG_SNAPSHOT, as_of=date(2026, 6, 1), source="cloud", query="iam list")
    desk.evidence.add(tmp_path / "iam.json", facts, controls=["AI-SEC-02"])

    def wanted() -> tuple[int, str]:
        rows = desk.wanted.list(["AI-SEC-02"])[0].wanted
        (found,) = [one for one in rows if one.kind is EvidenceKind.CONFIG_SNAPSHOT]
        return found.have, found.why

    assert wanted() == (1, "")
    desk.vault.erase("EV-1", reason=WHY)
    assert wanted() == (0, "EV-1: its file was erased")
    book = desk.exports.matrix(tmp_path / "book.xlsx").path
    cells = {
        str(cell) for sheet in openpyxl.load_workbook(book, read_only=True) for line in sheet.values for cell in line
    }
    assert "file erased" in cells
    with pytest.raises(Refused, match="EV-1 was erased on 2026-11-21 by Dana Reyes: It holds names"):
        desk.vault.open("EV-1")


def test_what_an_importer_kept_of_it_goes_too(desk, tmp_path):
    file = tmp_path / "decisions.jsonl"
    file.write_text('{"id": "ferreira-1", "time": "2026-06-01T10:00:00Z", "action": "allow", "route": "/ferreira"}\n')
    desk.imports.import_(file, controls=["AI-SEC-01"])
    assert len(list(desk.paths.vault.rglob("*"))) > 2
    done = desk.vault.erase("EV-1", reason=WHY)
    assert [path for path in desk.paths.vault.rglob("*") if path.is_file()] == []
    assert any("import report of EV-1" in told for told in done.warnings)
    assert desk.log.verify().broken == ()


def test_the_same_bytes_elsewhere_go_with_it_and_are_named(desk, tmp_path):
    add(desk, tmp_path)
    add(desk, tmp_path, "copy.txt")
    done = desk.vault.erase("EV-2", reason=WHY)
    assert "with it that of EV-1" in done.sentence
    assert (row(desk, "EV-1").erased, row(desk, "EV-2").erased) == (WHY, WHY)
    assert desk.log.verify().broken == ()


def test_copies_in_backups_go_and_zip_files_are_named(desk, tmp_path):
    add(desk, tmp_path)
    kept = desk.paths.backups / "before-restore-1" / "vault"
    kept.parent.mkdir(parents=True)
    shutil.copytree(desk.paths.vault, kept)
    desk.upkeep.backup(desk.paths.root / "mine.zip")
    done = desk.vault.erase("EV-1", reason=WHY)
    assert holding(desk.paths.root) == []
    assert any(told.startswith("mine.zip holds it") for told in done.warnings), done.warnings


def test_it_is_final_and_not_done_twice(desk, tmp_path):
    add(desk, tmp_path)
    with pytest.raises(Refused, match="needs a reason"):
        desk.vault.erase("EV-1", reason=" ")
    desk.vault.erase("EV-1", reason=WHY)
    with pytest.raises(Refused, match="erased already"):
        desk.vault.erase("EV-1", reason=WHY)
    batch = next(one.batch for one in desk.log.list(action="evidence.erase") if one.id)
    with pytest.raises(Refused, match="is final"):
        desk.log.undo(batch)
    desk.evidence.add("https://acme.example/a", REPORT)
    with pytest.raises(Refused, match="is a link"):
        desk.vault.erase("EV-2", reason=WHY)


def test_bytes_that_stay_or_come_back_are_named_and_cleared(desk, tmp_path, monkeypatch):
    add(desk, tmp_path)
    kept = vault.blob(desk.paths, row(desk).sha256)

    def refuse(_path: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(vault, "forget", refuse)
    with pytest.raises(Unwritable, match="Permission denied"):
        desk.vault.erase("EV-1", reason=WHY)
    assert kept.exists()
    assert [one.what for one in desk.vault.verify().found] == [
        "was erased, and is here again; grcdesk evidence gc removes it"
    ]
    desk.vault.clear()
    assert not kept.exists()
    assert desk.log.verify().broken == ()


def test_the_same_file_may_be_added_again_as_another_artefact(desk, tmp_path):
    add(desk, tmp_path)
    desk.vault.erase("EV-1", reason=WHY)
    add(desk, tmp_path)
    assert (row(desk, "EV-1").integrity, row(desk, "EV-2").integrity) == ("erased", "")
    assert desk.log.verify().broken == ()
    desk.vault.verify()
    assert row(desk, "EV-1").integrity == "erased"


@pytest.mark.slow
def test_the_reason_may_be_erased_in_its_turn(desk, tmp_path):
    add(desk, tmp_path)
    desk.vault.erase("EV-1", reason="Ms Ferreira asked for it")
    desk.log.erase("EV-1", field="erased", reason="a name")
    assert row(desk).erased == "[erased]"
    assert holding(desk.paths.root, b"Ferreira") == []
    assert desk.log.verify().broken == ()


def test_the_desk_as_it_stood_is_opened_all_the_same(desk, tmp_path):
    add(desk, tmp_path)
    at = desk.log.list(limit=1)[0].seq
    desk.vault.erase("EV-1", reason=WHY)
    desk.close()
    past = open_desk(desk.paths, via=Via.CLI, at=str(at))
    assert row(past).erased == ""
    past.close()


def test_the_file_of_a_review_goes_with_the_artefact_of_the_same_bytes(desk, tmp_path):
    accounts = review_story.small(tmp_path, "ada,ada@acme.example,Ada,writer,,")
    desk.reviews.open(CampaignPlan("2026Q2", ("Gateway",), owners={"Gateway": "Lin Chen"}))
    desk.accounts.load("AR-1", "Gateway", accounts, ListFacts("2026-06-30"))
    desk.evidence.add(accounts, REPORT)
    done = desk.vault.erase("EV-1", reason=WHY)
    assert "with it that of KF-1" in done.sentence
    assert desk.vault.verify().clean
    assert desk.log.verify().broken == ()
    with (
        pytest.raises(Refused, match="a file that is kept does not change"),
        desk.store.work(Verb.EVIDENCE_SET) as work,
    ):
        work.session.get_one(KeptFile, "KF-1").size = 1
    with pytest.raises(Refused, match="the file of KF-1 was erased already"):
        desk.vault.erase("KF-1", reason=WHY)


def test_a_population_that_was_frozen_of_it_is_named(desk, tmp_path):
    file = tmp_path / "changes.csv"
    file.write_text("key,merged\nCH-1,2026-03-02T10:00:00Z\nCH-2,2026-03-03T10:00:00Z\n")
    plan = PopulationPlan("model_changes", date(2026, 1, 1), date(2026, 6, 30), "key", "all merges")
    desk.populations.add(file, plan, controls=["AI-PI-01"])
    done = desk.vault.erase("EV-1", reason=WHY)
    assert any(told.startswith("POP-1 was frozen of it: its rows are gone too") for told in done.warnings)
