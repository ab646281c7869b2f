"""Where we reach into Textual it still does what it is there for."""

from __future__ import annotations

import pytest
from textual.dom import DOMNode

from grcdesk.tui.desk.today import TodayScreen


@pytest.mark.slow
async def test_a_new_screen_is_of_its_size_before_it_is_styled(app, drive, monkeypatch):
    async with drive(app, (120, 40)) as person:
        assert {"-wide", "-high"} <= TodayScreen().classes
        again: list[DOMNode] = []
        update = DOMNode.update_node_styles
        monkeypatch.setattr(
            DOMNode, "update_node_styles", lambda node, animate=True: again.append(node) or update(node, animate)
        )
        await person.go("due")
        assert again.count(person.app.screen) == 1, "once, when it comes up"
        await person.pilot.resize_terminal(60, 16)
        await person.settle()
        assert {"-narrow", "-short"} <= person.app.screen.classes
