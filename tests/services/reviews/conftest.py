"""A campaign of the second quarter, empty or with everything wrong in it."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.schemas.reviews.reviews import CampaignPlan, ListFacts
from helpers import review_story as story

PULLED = ListFacts("2026-06-30", "all users", expected=41)
S = story.SYSTEM


@pytest.fixture
def files(tmp_path):
    return story.files(tmp_path)


@pytest.fixture
def opened(desk):
    """A campaign of the second quarter, without lists."""
    desk.reviews.open(CampaignPlan("2026Q2", (S,), owners={S: "Lin Chen"}, started=date(2026, 4, 1)))
    return desk


@pytest.fixture
def told(opened, files):
    """The campaign of 41 accounts, with everything wrong in it."""
    opened.accounts.load("AR-1", S, files["population"], PULLED)
    opened.accounts.decide_file("AR-1", files["decisions"])
    opened.accounts.prove("AR-1", S, files["later"], ListFacts("2026-07-21"))
    return opened
