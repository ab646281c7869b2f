"""What goes out, at the keyboard: what is to be mended first, the workbook, and the way to each by the palette."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.terms import Status
from grcdesk.terms.readiness import LackKind
from grcdesk.tui.actions.registry import ALL
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.lacks.list import LacksScreen

SMALL = (80, 24)


@pytest.mark.slow
async def test_the_name_of_a_firm_is_released_from_the_list_of_what_is_to_be_mended(
    assessed: GrcdeskApp, drive
) -> None:
    async with drive(assessed, SMALL) as person:
        change = ControlChange(status=Status.PARTIAL, gap="The list is kept by Gray Building Ltd since May.")
        assessed.desk.controls.set(["AI-SEC-01"], change)
        await person.keys("x", "l")
        assert isinstance(assessed.screen, LacksScreen)
        assert "not to be handed over: 1 unknown firm" in person.text
        assert "enter on a row opens what mends it" in person.text
        await person.keys("enter")
        assert "Is Gray Building Ltd another firm?" in person.text
        await person.keys("r")
        await person.fill(reason="Our landlord")
        assert "unknown firm" not in person.text, "what was mended is gone"
        await person.keys("u")
        assert "1 unknown firm" in person.text


@pytest.mark.slow
async def test_a_placeholder_leads_to_its_control(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed, SMALL) as person:
        assessed.desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="TBD by the team of keys"))
        await person.keys("x", "l")
        assert "1 placeholder" in person.text
        await person.keys("enter")
        assert "AI-SEC-01" in person.text
        assert not isinstance(assessed.screen, LacksScreen)
        await person.keys("q")
        assert isinstance(assessed.screen, LacksScreen)


@pytest.mark.slow
async def test_the_workbook_is_refused_as_final_with_every_reason_and_one_cure(
    full_root: Path, drive, tmp_path: Path
) -> None:
    app, file = GrcdeskApp(DeskPaths(full_root)), tmp_path / "m.xlsx"
    async with drive(app, SMALL) as person:
        await person.keys("x", "l", "/")
        await person.type("kind:changed_since")
        await person.keys("enter")
        changed = [row.about for row in app.screen.rows.values() if row.kind is LackKind.CHANGED_SINCE]
        assert "'Final'" in person.text
        assert "--final" not in person.text, "a field is called as the form calls it"
        await person.keys("enter", "f")
        assert app.screen.query("#field-assessor"), "the assessment is finalised anew"
        await person.keys("escape", "enter", "o")
        assert not isinstance(app.screen, (Form, LacksScreen)), "or the control is looked at"
        await person.keys("q", "q", "x", "m")
        await person.fill(path=str(file), final="yes", paper="a4")
        assert isinstance(app.screen, Form), "it stays, with what was typed"
        assert f"{len(changed)} changed controls" in person.text
        assert "finalise the assessment anew" in person.text
        assert person.text.count("finalise the assessment anew") == 1, "what mends all of them is said once"
        assert f"{changed[-1]}: since GAP-1" in person.text, "and all of them are seen at 80x24"
        assert not file.exists()
        await person.fill(final="no")
        assert "m.xlsx written" in person.told[-1]
    book = load_workbook(file)
    assert {sheet.page_setup.paperSize for sheet in book if sheet.page_setup.paperSize} == {9}, "A4"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("mended", "List what is to be mended"),
        ("lint", "List what is to be mended"),
        ("release", "Release the name of a firm"),
        ("handovers", "Show the hand-overs so far"),
        ("template", "Write a document"),
        ("work plan", "Write work plans"),
        ("package", "Check a package"),
        ("came back", "Show workbooks that came back"),
    ],
)
def test_the_palette_finds_it_by_the_word_a_person_has(words: str, title: str) -> None:
    found = [one for one in ALL if words in f"{one.label} {one.sentence}".casefold()]
    assert any(one.label.startswith(title) for one in found)


@pytest.mark.slow
async def test_hand_overs_are_shown_from_the_palette(assessed: GrcdeskApp, drive, tmp_path: Path) -> None:
    async with drive(assessed, SMALL) as person:
        assessed.desk.exports.matrix(tmp_path / "m.xlsx", handover="Audit Firm LLP")
        await person.do("exports.handovers")
        assert "Audit Firm LLP" in person.text
        await person.keys("u")
        assert "undoes once this is closed" in person.text, "a key that cannot act says so"
        await person.keys("escape")
        await person.do("exports.release_name")
        await person.fill(name="Gray Building Ltd", reason="Our landlord")
        assert "Gray Building Ltd may stand in texts" in person.told[-1]


@pytest.mark.slow
async def test_a_file_is_named_by_its_place_in_the_desk(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed, SMALL) as person:
        await person.keys("x", "m", "enter")
        await person.settle()
        assert person.told[-1].startswith("exports/")
        assert "(x, then l)" in person.told[-1], "and where what is to be mended is listed"
