"""The style sheet and the widgets it dresses."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from textual import containers, widgets

import grcdesk
from helpers.parsed import modules, nodes

PACKAGE = Path(grcdesk.__file__).parent


def test_the_style_sheet_names_widgets_that_exist():
    """A renamed class would lose its looks without a word."""
    sheet = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "tui" / "styles").glob("*.tcss"))
    selectors = re.sub(r"/\*.*?\*/|\{[^}]*\}", " ", sheet, flags=re.DOTALL)
    named = set(re.findall(r"(?<![\w#.$:-])([A-Z]\w+)", selectors))
    ours = {node.name for path in modules(PACKAGE / "tui") for node in nodes(path) if isinstance(node, ast.ClassDef)}
    theirs = {*widgets.__all__, *dir(containers), "Screen", "Toast"}
    assert sorted(named - ours - theirs) == []
    assert len(named & ours) > 8
