"""Tailoring a control by keys alone, and a framework of one's own as a column and a word of filters."""

from __future__ import annotations

from pathlib import Path

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Frequency, Via
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.form import Form

ANNEX = """\
catalog: customer-annex
kind: framework
title: Customer annex
version: "1"
source: a contract
licence: internal
short: annex
name: Big Customer
items:
  - id: "X.1"
    group: One
    label: A promise
"""
MAPPED = """\
catalog: ai-to-annex
kind: mappings
title: To the annex
version: "1"
source: ours
licence: internal
controls: ai-soc2
framework: customer-annex
mappings:
  - {control: AI-SEC-01, item: "X.1", relationship: subset-of, strength: 5, basis: functional, rationale: Some.}
"""


@pytest.mark.slow
async def test_a_frequency_is_tailored_with_its_reason_and_seen_on_the_page(
    app: GrcdeskApp, drive, desk_root: Path
) -> None:
    async with drive(app) as person:
        await person.keys("2", "enter", "t")
        assert isinstance(app.screen, Form)
        form = app.screen
        form.query_one("#field-frequency").value = "annual"
        form.query_one("#field-reason").value = "two keys in all"
        await person.keys("ctrl+s")
        assert "annual" in person.text
        await person.keys("escape", "enter")
        other = open_desk(DeskPaths(desk_root), via=Via.CLI, actor="Max Roy")
        try:
            assert other.controls.show("AI-SEC-01").row.frequency is Frequency.ANNUAL
        finally:
            other.close()
        await person.keys("u")


@pytest.mark.slow
async def test_a_framework_of_ones_own_is_a_column_and_a_word_of_filters(
    app: GrcdeskApp, drive, desk_root: Path, tmp_path: Path
) -> None:
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI, actor="Max Roy")
    for name, text in (("a.yaml", ANNEX), ("b.yaml", MAPPED)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        desk.catalogs.add(tmp_path / name)
    desk.close()
    async with drive(app, size=(280, 40)) as person:
        await person.keys("2")
        assert "ANNEX" in person.text
        await person.keys("slash", *"annex:X.1", "enter")
        assert "1 of 23" in person.text
