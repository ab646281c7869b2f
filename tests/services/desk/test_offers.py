"""What a field of a form offers is what the desk holds, in its usual order."""

from __future__ import annotations

import pytest

from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.desk.offers import Offered
from grcdesk.services.desk.offers import offers_of


@pytest.mark.parametrize("wanted", Offered)
def test_every_kind_can_be_asked_for(desk, wanted):
    assert all(one.value for one in offers_of(desk, wanted))


def test_criteria_are_told_with_their_framework_and_people_begin_with_the_signer(desk):
    desk.controls.set(["AI-SEC-01"], ControlChange(owner="Lee Chen"))
    criteria = {one.value: one.title for one in offers_of(desk, Offered.CRITERION)}
    assert criteria["CC6.1"] == "Logical access protection of information assets tsc"
    people = [(one.value, one.title) for one in offers_of(desk, Offered.PERSON)]
    assert people == [("Dana Reyes", "you"), ("Lee Chen", "")]
