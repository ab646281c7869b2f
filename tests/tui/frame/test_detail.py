"""What all screens of one record share: the page shown has the keys, round all tabs and back."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.schemas.features.features import FeatureAnswers
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import FeatureStatus, Via
from grcdesk.terms.vendors import Tier
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.frame.detail import DetailScreen


@pytest.fixture
def filled(desk_root) -> GrcdeskApp:
    """A desk with a vendor and a feature besides its controls."""
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.vendors.add("Example Models", VendorFacts(tier=Tier.HIGH, onboarded=date(2025, 3, 1), owner="Lee Chen"))
    desk.features.add(FeatureAnswers("Support reply", status=FeatureStatus.IDEA, owner="Lee Chen"))
    desk.close()
    return GrcdeskApp(DeskPaths(desk_root))


@pytest.mark.slow
@pytest.mark.parametrize("place", ["2", "4", "6"], ids=["control", "vendor", "feature"])
async def test_the_page_shown_takes_the_keys(filled, drive, place):
    async with drive(filled) as person:
        await person.keys(place, "enter")
        screen = person.app.screen
        assert isinstance(screen, DetailScreen)
        seen = []
        for _ in range(len(screen.TABS) + 1):
            assert person.app.focused is not None
            seen.append((screen.tab, person.app.focused.id))
            await person.keys("l")
        assert seen == [(name, name) for name in (*screen.TABS, screen.TABS[0])]
