"""Syncing a watched folder by keys."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grcdesk import clock
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.lines import LinesDialog

LINE = '{"id": "1", "time": "2026-06-01T10:00:00Z", "action": "allow", "route": "/chat"}\n'


@pytest.mark.slow
async def test_f_takes_the_new_files_and_says_what_waits(app: GrcdeskApp, drive, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    at = clock.now().timestamp() - 600
    for name, content in (
        ("grcdesk-sync.yaml", "rules:\n  - {files: '*.jsonl', controls: [AI-CONF-01]}\n"),
        ("a.jsonl", LINE), ("b.txt", "what is that"),
    ):  # fmt: skip
        file = tmp_path / "in" / name
        file.write_text(content)
        os.utime(file, (at, at))
    async with drive(app) as person:
        await person.keys("3", "I")
        await person.fill(folder=str(tmp_path / "in"))
        assert isinstance(app.screen, LinesDialog), person.told
        assert "1 file taken (EV-1), 1 file waiting for a person" in person.text
        assert "b.txt: no rule names it" in person.text
        await person.keys("escape")
        assert "1 file waiting in folders" in person.text
        await person.do("sync.waiting")
        assert isinstance(app.screen, LinesDialog), person.told
        assert "2 files, 1 waiting" in person.text
