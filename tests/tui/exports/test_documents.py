"""Documents for people at the keyboard: picked from the list, asked for what they are about, written."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from grcdesk.terms.documents import DOCUMENTS, Paper
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.pick import Pick


@pytest.mark.slow
async def test_the_list_offers_every_document_by_its_key(assessed: GrcdeskApp, drive, tmp_path: Path) -> None:
    file = tmp_path / "board.docx"
    async with drive(assessed) as person:
        await person.keys("x", "d")
        assert isinstance(person.app.screen, Pick)
        offered = [(one.value, one.key) for one in person.app.screen._choices]
        assert offered == [(which.value, kind.key) for which, kind in DOCUMENTS.items()]
        await person.keys("b")
        await person.fill(decision="Begin in February.", paper="a4", path=str(file))
        assert "board.docx written" in person.told[-1]
    made = Document(file)
    assert "Decision asked: Begin in February." in [one.text for one in made.paragraphs]
    assert round(made.sections[0].page_width.mm) == 210, Paper.A4


@pytest.mark.slow
async def test_what_is_wrong_stays_in_the_form(assessed: GrcdeskApp, drive, tmp_path: Path) -> None:
    async with drive(assessed) as person:
        await person.do("exports.document")
        await person.keys("v")
        await person.keys("ctrl+s")
        assert person.app.screen.query_one("#field-about"), "the vendor is needed"
        await person.keys("escape")
        await person.do("exports.gap_report")
        await person.fill(path=str(tmp_path / "g.docx"), template=str(tmp_path / "none.dotx"))
        assert "none.dotx cannot be read" in person.told[-1]
        assert not (tmp_path / "g.docx").exists()
