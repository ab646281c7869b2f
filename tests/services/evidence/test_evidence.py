"""Artefacts: dated, hashed, tied to controls; nothing undated shows anything."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import BadInput, DeskError, NotFound, Refused
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.evidence.evidence import Artefact
from grcdesk.terms import Design, EvidenceKind, Implemented, Status, Support
from helpers.backing import bear_out

LOG = Artefact(EvidenceKind.LOG_EXPORT, as_of=date(2026, 6, 1))
BYTES = b"when,who\n2026-06-01,Dana\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "prompt log.csv"
    path.write_bytes(BYTES)
    return path


def blobs(desk) -> list[Path]:
    return [path for path in desk.paths.vault.rglob("*") if path.is_file()]


def test_a_file_is_taken_into_the_vault_and_tied(desk, file: Path):
    facts = Artefact(
        EvidenceKind.LOG_EXPORT,
        title=" Prompt log ",
        period_from=date(2026, 1, 1),
        period_to=date(2026, 6, 30),
        performed_on=date(2026, 7, 1),
        source="gateway",
        query="select 1",
    )
    said = desk.evidence.add(str(file), facts, controls=["AI-SEC-02", "AI-SEC-01", "AI-SEC-01"])
    assert said.sentence.startswith("EV-1 for AI-SEC-02")
    assert said.warnings == ()
    file.unlink()
    row = desk.evidence.list()[0]
    assert (row.id, row.title, row.kind, row.file_name) == ("EV-1", "Prompt log", EvidenceKind.LOG_EXPORT, file.name)
    assert (row.period_from, row.period_to, row.performed_on, row.as_of) == (
        date(2026, 1, 1),
        date(2026, 6, 30),
        date(2026, 7, 1),
        None,
    )
    assert (row.source, row.url, row.rejected) == ("gateway", "", "")
    assert row.collected_at == "2026-11-21T09:00:00.000Z"
    assert (row.sha256, row.size) == (hashlib.sha256(BYTES).hexdigest(), len(BYTES))
    assert row.controls == ("AI-SEC-01", "AI-SEC-02")
    assert [path.read_bytes() for path in blobs(desk)] == [BYTES]
    assert desk.log.verify().clean


def test_a_link_is_noted_and_said_not_to_be_kept(desk):
    said = desk.evidence.add("https://acme.example/log", LOG, controls=["AI-SEC-01"])
    row = desk.evidence.list()[0]
    assert (row.url, row.file_name, row.sha256, row.size) == ("https://acme.example/log", "", "", 0)
    assert row.title == "log"
    assert said.warnings
    assert "keep a copy" in said.warnings[0]
    assert blobs(desk) == []


@pytest.mark.parametrize(
    "facts",
    [
        Artefact(EvidenceKind.LOG_EXPORT),
        Artefact(EvidenceKind.LOG_EXPORT, period_from=date(2026, 1, 1)),
        Artefact(EvidenceKind.LOG_EXPORT, period_to=date(2026, 1, 1)),
        Artefact(EvidenceKind.LOG_EXPORT, performed_on=date(2026, 1, 1)),
    ],
)
def test_the_undated_is_refused_before_anything_is_kept(desk, file: Path, facts: Artefact):
    with pytest.raises(Refused, match="without a date"):
        desk.evidence.add(file, facts, controls=["AI-SEC-01"])
    assert desk.evidence.list() == []
    assert blobs(desk) == []


def test_a_period_runs_forward(desk, file: Path):
    facts = Artefact(EvidenceKind.LOG_EXPORT, period_from=date(2026, 2, 1), period_to=date(2026, 1, 1))
    with pytest.raises(Refused, match="ends before it begins"):
        desk.evidence.add(file, facts, controls=[])


def test_the_same_bytes_are_kept_once_and_said(desk, file: Path):
    desk.evidence.add(file, LOG, controls=["AI-SEC-01"])
    said = desk.evidence.add(file, LOG, controls=["AI-SEC-02"])
    assert "the same bytes were in the vault already" in said.sentence
    assert len(blobs(desk)) == 1
    assert [row.sha256 for row in desk.evidence.list()] == [hashlib.sha256(BYTES).hexdigest()] * 2


def test_evidence_may_wait_for_its_control(desk, file: Path):
    said = desk.evidence.add(file, LOG, controls=[])
    assert said.sentence == "EV-1 taken in, to be placed"
    assert desk.evidence.list()[0].controls == ()


def test_an_unknown_control_takes_nothing_in(desk, file: Path):
    with pytest.raises(NotFound, match="no control 'AI-SEC-1'"):
        desk.evidence.add(file, LOG, controls=["AI-SEC-01", "AI-SEC-1"])
    assert desk.evidence.list() == []
    assert blobs(desk) == []


def test_a_missing_file_or_a_folder_is_refused(desk, tmp_path: Path):
    for path in (tmp_path / "nothing.csv", tmp_path):
        with pytest.raises(DeskError) as caught:
            desk.evidence.add(path, LOG, controls=["AI-SEC-01"])
        assert caught.value.exit_code in {1, 2, 3}
    assert desk.evidence.list() == []


def test_it_can_be_narrowed_to_a_control(desk, file: Path):
    desk.evidence.add(file, LOG, controls=["AI-SEC-01"])
    desk.evidence.add("https://acme.example/x", LOG, controls=["AI-SEC-02"])
    assert [row.id for row in desk.evidence.list(control="AI-SEC-02")] == ["EV-2"]
    assert [row.id for row in desk.evidence.list()] == ["EV-1", "EV-2"]


def test_wanted_kinds_count_what_is_there(desk, file: Path):
    wanted = desk.controls.show("AI-SEC-01").wanted[0]
    assert wanted.have == 0
    desk.evidence.add(file, Artefact(wanted.kind, as_of=date(2026, 6, 1)), controls=["AI-SEC-01"])
    assert desk.controls.show("AI-SEC-01").wanted[0].have == 1
    desk.evidence.reject("EV-1", reason="wrong tenant")
    assert desk.controls.show("AI-SEC-01").wanted[0].have == 0


def test_a_rejected_artefact_is_kept_with_its_reason_and_supports_nothing(desk, file: Path):
    done = ControlChange(status=Status.IN_PLACE, design=Design.ADEQUATE, implemented=Implemented.YES)
    desk.controls.set(["AI-SEC-01"], done)
    first, *_ = bear_out(desk, file.parent, "AI-SEC-01")
    assert desk.controls.show("AI-SEC-01").row.supported
    with pytest.raises(Refused, match="needs a reason"):
        desk.evidence.reject(first, reason=" ")
    with pytest.raises(NotFound, match="no evidence 'EV-99'"):
        desk.evidence.reject("EV-99", reason="x")
    said = desk.evidence.reject(first, reason="wrong tenant")
    assert said.sentence == f"{first} rejected"
    assert desk.evidence.list()[0].rejected == "wrong tenant"
    assert not desk.controls.show("AI-SEC-01").row.supported
    assert len(blobs(desk)) == desk.controls.show("AI-SEC-01").row.need


def test_adding_can_be_undone_and_the_log_stays_clean(desk, file: Path):
    said = desk.evidence.add(file, LOG, controls=["AI-SEC-01"])
    desk.log.undo(said.batch)
    assert desk.evidence.list() == []
    assert not desk.controls.show("AI-SEC-01").row.supported
    assert desk.log.verify().clean


@pytest.mark.parametrize("bad", ["\ud800", "a\x00b"])
def test_what_is_no_character_is_refused(desk, file: Path, bad: str):
    for facts in (
        Artefact(EvidenceKind.LOG_EXPORT, title=bad, as_of=date(2026, 6, 1)),
        Artefact(EvidenceKind.LOG_EXPORT, source=bad, as_of=date(2026, 6, 1)),
        Artefact(EvidenceKind.LOG_EXPORT, query=bad, as_of=date(2026, 6, 1)),
    ):
        with pytest.raises(BadInput):
            desk.evidence.add(file, facts, controls=[])
    with pytest.raises(BadInput):
        desk.evidence.add(f"https://acme.example/{bad}", LOG, controls=[])
    assert desk.evidence.list() == []


def test_what_is_attached_says_whether_the_control_is_still_in_place_by_claim_only(desk, file: Path):
    adequate = ControlChange(status=Status.IN_PLACE, design=Design.ADEQUATE, implemented=Implemented.YES)
    desk.controls.set(["AI-SEC-01"], adequate)
    desk.controls.set(["AI-SEC-02"], ControlChange(status=Status.IN_PLACE))
    said = desk.evidence.add(
        file, Artefact(EvidenceKind.TICKET, as_of=date(2026, 11, 1)), controls=["AI-SEC-01", "AI-SEC-02", "AI-SEC-03"]
    )
    first, second = said.warnings[:2]
    assert first.startswith("AI-SEC-01 still in place, claim only (0 of ")
    assert second.startswith(
        "AI-SEC-02 still in place, claim only (design not said to be adequate, not said to be impl"
    )
    assert not any("AI-SEC-03" in one for one in said.warnings), "nobody says that it is in place"
    kinds = [one.kind for one in desk.controls.show("AI-SEC-01").wanted if one.mandatory]
    for number, kind in enumerate(kinds, 1):
        made = file.with_name(f"{kind}.txt")
        made.write_text(f"as a {kind} {number}")
        facts = Artefact(kind, as_of=date(2026, 11, 1), source="gateway")
        done = desk.evidence.add(made, facts)
        tied = desk.evidence.place(list(done.changed), controls=["AI-SEC-01"])
        claims = [one for one in tied.warnings if "AI-SEC-01" in one]
        row = desk.controls.rows(["AI-SEC-01"])[0]
        assert bool(claims) is (row.support is not Support.SUPPORTED), (kind, claims)
    again = desk.evidence.link(["EV-1"], controls=["AI-SEC-02"])
    assert again.warnings[0].startswith("AI-SEC-02 still in place, claim only")
