"""A package from the keyboard: written with the same words, handed over, checked, and what is wrong is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.services.packages.verifying import verify_package
from grcdesk.terms import Confidentiality, EvidenceKind
from grcdesk.tui.app import GrcdeskApp


@pytest.mark.slow
async def test_a_package_is_written_from_its_form_and_checked(app: GrcdeskApp, drive, tmp_path: Path):
    async with drive(app, (100, 40)) as person:
        assert app.desk is not None
        (tmp_path / "policy.txt").write_text("policy")
        said = Artefact(EvidenceKind.POLICY, as_of=date(2026, 3, 1), confidentiality=Confidentiality.INTERNAL)
        app.desk.evidence.add(tmp_path / "policy.txt", said, controls=["AI-SEC-01"])
        await person.do("package.build")
        await person.fill(
            path=str(tmp_path / "p"),
            handover="Audit Firm LLP",
            overrides="EV-1=released by counsel",
            as_of="2026-11-21",
        )
        await person.settle()
        assert verify_package(tmp_path / "p").bag.damaged == ()
        await person.do("package.verify")
        await person.fill(file=str(tmp_path / "p"))
        await person.settle()
        assert "whole: " in person.text
        assert "Nothing in it shows who made it" in person.text, "whole says nothing of its maker"
        await person.keys("escape")
        (file,) = (tmp_path / "p/data/evidence/AI-SEC-01").glob("*policy.txt")
        assert file.read_text() == "policy"
        (one,) = app.desk.exports.handovers()
        assert (one.firm, one.file) == ("Audit Firm LLP", "p")
        file.write_text("other!")
        await person.do("package.verify")
        await person.fill(file=str(tmp_path / "p"))
        await person.settle()
        shown = person.text
        assert "1 thing damaged" in shown
        assert "was altered" in shown
        assert "EV-1 AI-SEC-01" in shown


@pytest.mark.slow
async def test_a_line_without_a_reason_stays_in_the_form(app: GrcdeskApp, drive, tmp_path: Path):
    async with drive(app, (100, 40)) as person:
        await person.do("package.build")
        await person.fill(path=str(tmp_path / "p"), overrides="EV-1")
        await person.settle()
        assert "has no reason" in person.text
        assert not (tmp_path / "p").exists()
