"""Erasing in the app: what would go is shown, and it is asked for once more."""

from __future__ import annotations

import pytest

from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.tui.app import GrcdeskApp


@pytest.mark.slow
async def test_a_text_is_found_shown_and_erased(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed) as person:
        person.app.desk.controls.set(["AI-SEC-01"], ControlChange(gap="Ann Other said so"))
        await person.do("log.texts")
        await person.fill(words="ann other")
        assert "AI-SEC-01 gap" in person.text
        await person.keys("enter")
        await person.fill(reason="asked by the person")
        assert "will read [erased]" in person.text
        assert "This cannot be undone." in person.text
        await person.keys("enter")
        assert person.app.desk.controls.show("AI-SEC-01").gap == "Ann Other said so", "enter alone does nothing"
        await person.keys("y")
        assert person.app.desk.controls.show("AI-SEC-01").gap == "[erased]"
        assert any(told.startswith("erased: the gap") for told in person.told), person.told


@pytest.mark.slow
async def test_a_field_is_erased_by_its_name(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed) as person:
        person.app.desk.controls.set(["AI-SEC-01"], ControlChange(gap="Ann Other said so"))
        await person.do("log.erase")
        await person.fill(hash="AI-SEC-01", field="gap", reason="asked by the person")
        await person.keys("escape")
        assert person.app.desk.controls.show("AI-SEC-01").gap == "Ann Other said so"
        await person.do("log.finish")
        assert any("nothing that was erased is left" in told for told in person.told), person.told
        await person.do("log.texts")
        await person.fill(words="nobody wrote this")
        assert any("no text with these words" in told for told in person.told), person.told


@pytest.mark.slow
async def test_a_file_is_erased(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed) as person:
        await person.do("vault.erase")
        await person.keys("enter")
        await person.fill(reason="it holds names")
        assert "This cannot be undone." in person.text
        await person.keys("y")
        erased = person.app.desk.evidence.keys("is:erased")[:]
        assert len(erased) == 1, person.told
