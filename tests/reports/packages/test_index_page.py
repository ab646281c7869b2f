"""The page of a package, from schemas alone: how each artefact stands, and what of it is not here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grcdesk.reports.colours import HUES
from grcdesk.reports.packages.html import CSS
from grcdesk.reports.packages.index_page import index_page
from grcdesk.schemas.packages.packages import PackageContent, PackedItem
from grcdesk.terms.packages import Shift
from reports.artefacts import _PLAIN as ARTEFACT
from reports.factory import matrix

SOURCE = matrix()
KEPT = PackedItem(replace(ARTEFACT, controls=("AI-SEC-02",)), path="data/evidence/AI-SEC-02/rotation.pdf")


def page(*items: PackedItem) -> str:
    return index_page(PackageContent(SOURCE, items, (), (), "ab" * 32, "acme")).decode()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"state": "in force"}, None),
        ({"state": ""}, None),
        ({"state": "rejected"}, "rejected"),
        ({"state": "superseded", "row": replace(KEPT.row, superseded_by="EV-9")}, "superseded, by EV-9"),
        ({"state": "in force", "shift": Shift.ADDED}, "added since the last hand-over"),
        ({"state": "rejected", "shift": Shift.CHANGED}, "rejected, changed since the last hand-over"),
        ({"shift": Shift.KEPT}, None),
    ],
)
def test_how_an_artefact_stands_is_said_where_it_is_not_plainly_in_force(changes, told):
    shown = page(replace(KEPT, **changes))
    mark = f'<br><span class="w half">{told}</span>'
    assert (mark in shown) is (told is not None)
    if told is None:
        assert '<br><span class="w half">' not in shown


def test_what_stands_behind_no_control_is_listed_at_the_end():
    alone = replace(KEPT, row=replace(KEPT.row, id="EV-2", controls=()), path="data/evidence/others/a.pdf")
    assert "Behind vendors and requests alone" in page(KEPT, alone)
    assert "Behind vendors and requests alone" not in page(KEPT)


def test_a_word_has_the_colour_that_it_has_in_workbooks_and_papers():
    for name in ("good", "part", "claim", "half", "bad", "open"):
        hue = HUES[name]
        assert f".{name}{{background:#{hue.fill.lower()};color:#{hue.ink.lower()}}}" in CSS
