"""A person's word that an artefact shows a run: it counts, is printed with the name, and is taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.evidence.evidence import Artefact, RunStatement
from grcdesk.terms import EvidenceKind, Verb

WORD = RunStatement("the signed review of the second quarter", "Omar Haddad", date(2026, 7, 2), "trust centre")
TOLD = "Omar Haddad, 2026-07-02, trust centre: the signed review of the second quarter"


@pytest.fixture
def linked(desk):
    """A link of 30 June behind nothing."""
    desk.evidence.add("https://trust.example/review", Artefact(EvidenceKind.REPORT, as_of=date(2026, 6, 30)))
    return desk


def second(desk) -> str:
    return desk.coverage.board(controls=["AI-SEC-05"])[0].slots[1].state.value


def test_it_makes_the_tie_and_the_slot_is_covered_by_statement(linked):
    linked.evidence.link(["EV-1"], controls=["AI-SEC-05"])
    assert second(linked) == "claimed"
    done = linked.statements.give(["EV-1"], WORD, controls=["AI-SEC-05", "AI-SEC-01"])
    assert done.sentence == f"EV-1 shows a run of AI-SEC-05 and AI-SEC-01, by statement of {TOLD}"
    assert linked.evidence.show("EV-1").row.stated == {"AI-SEC-01": TOLD, "AI-SEC-05": TOLD}
    assert second(linked) == "covered"
    (row,) = linked.coverage.board(controls=["AI-SEC-05"])
    assert f"EV-1 shows it by statement of {TOLD}" in row.warnings
    assert f"EV-1 shows it by statement of {TOLD}" in linked.controls.show("AI-SEC-05").stated
    assert linked.evidence.keys("is:stated") == ["EV-1"]
    assert {entry.action for entry in linked.log.list(resource=["AI-SEC-05/EV-1"], limit=1)} == {Verb.EVIDENCE_STATE}
    assert linked.log.verify().clean


@pytest.mark.parametrize("way", ["take_back", "undo", "unlink", "reject"])
def test_it_is_taken_back_and_the_slot_is_a_claim_again(linked, way):
    linked.statements.give(["EV-1"], WORD, controls=["AI-SEC-05"])
    assert second(linked) == "covered"
    if way == "take_back":
        linked.statements.take_back(["EV-1"], controls=["AI-SEC-05"])
    elif way == "undo":
        linked.log.undo()
    elif way == "unlink":
        linked.evidence.unlink(["EV-1"], controls=["AI-SEC-05"])
        linked.evidence.link(["EV-1"], controls=["AI-SEC-05"])
    else:
        linked.evidence.reject("EV-1", reason="another vendor")
    assert second(linked) != "covered"
    assert way == "reject" or linked.evidence.keys("is:stated") == []


def test_who_says_so_is_the_signer_today_unless_told(linked):
    linked.statements.give(["EV-1"], RunStatement("seen"), controls=["AI-SEC-05"])
    assert linked.evidence.show("EV-1").row.stated["AI-SEC-05"] == f"{linked.actor}, 2026-11-21: seen"


@pytest.mark.parametrize(
    ("stated", "controls", "error", "why"),
    [
        (RunStatement(" "), ["AI-SEC-05"], Refused, "needs its reason"),
        (RunStatement("x", on=date(2026, 11, 22)), ["AI-SEC-05"], Refused, "still to come"),
        (RunStatement("x", on=date(2026, 6, 29)), ["AI-SEC-05"], Refused, "cannot have shown 2026-06-30"),
        (RunStatement("x", by="Security team"), ["AI-SEC-05"], BadInput, "is not a person"),
        (RunStatement("x"), [], Refused, "of which control"),
        (RunStatement("x"), ["AI-PI-01"], Refused, "it runs per event"),
        (RunStatement("x"), ["AI-NO-01"], NotFound, "AI-NO-01"),
        (RunStatement("x" * 40_000), ["AI-SEC-05"], BadInput, "characters"),
    ],
)
def test_what_is_no_statement_is_refused_and_nothing_is_tied(linked, stated, controls, error, why):
    with pytest.raises(error, match=why):
        linked.statements.give(["EV-1"], stated, controls=controls)
    assert linked.evidence.show("EV-1").row.controls == ()


def test_a_rejected_artefact_and_a_word_nobody_gave(linked):
    linked.evidence.link(["EV-1"], controls=["AI-SEC-05"])
    with pytest.raises(Refused, match="nobody said that EV-1 shows a run of AI-SEC-05"):
        linked.statements.take_back(["EV-1"], controls=["AI-SEC-05"])
    with pytest.raises(Refused, match="of which control"):
        linked.statements.take_back(["EV-1"])
    linked.evidence.reject("EV-1", reason="another vendor")
    with pytest.raises(Refused, match="EV-1 rejected"):
        linked.statements.give(["EV-1"], WORD, controls=["AI-SEC-05"])


def test_a_dry_run_says_what_would_be(linked):
    done = linked.statements.give(["EV-1"], WORD, controls=["AI-SEC-05"], dry_run=True)
    assert done.dry_run
    assert TOLD in done.sentence
    assert linked.evidence.show("EV-1").row.stated == {}


def test_it_cures_no_damaged_bytes(desk, tmp_path: Path):
    (tmp_path / "a.pdf").write_text("a")
    facts = Artefact(EvidenceKind.REPORT, as_of=date(2026, 6, 30))
    desk.evidence.add(tmp_path / "a.pdf", facts, controls=["AI-SEC-05"])
    desk.statements.give(["EV-1"], WORD, controls=["AI-SEC-05"])
    assert second(desk) == "covered"
    (blob,) = (path for path in desk.paths.vault.rglob("*") if path.is_file())
    blob.unlink()
    desk.vault.verify()
    assert second(desk) == "claimed"


@pytest.mark.slow
def test_the_workbook_says_by_whose_statement(linked, tmp_path: Path):
    linked.statements.give(["EV-1"], WORD, controls=["AI-SEC-05"])
    done = linked.exports.matrix(tmp_path / "a.xlsx")
    sheets = openpyxl.load_workbook(done.path, read_only=True)
    for name in ("Evidence index", "Period coverage"):
        told = [str(cell) for row in sheets[name].values for cell in row]
        assert any(f"by statement of {TOLD}" in cell for cell in told), name
