"""Changes of the period, as a system description names them, are those of the desk's own calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime

from grcdesk.schemas.audits.audits import EngagementChange
from grcdesk.schemas.features.features import FeatureAnswers, FeatureChange
from grcdesk.schemas.programme import Period
from grcdesk.services.exports import describing
from grcdesk.terms import FeatureStatus

PERIOD = Period(date(2027, 1, 1), date(2027, 3, 31))


def named(desk) -> list[str]:
    with desk.store.read() as session:
        return [f"{one.ts[:10]} {one.after['purpose']}" for one in describing._moves(session, desk.scope.show())]


def test_the_first_and_the_last_hour_of_the_period_are_those_of_the_zone(desk, fake_clock):
    (engagement,) = desk.audits.list()
    desk.audits.set(engagement.id, EngagementChange(zone="Asia/Tokyo", period=PERIOD))
    desk.features.add(FeatureAnswers("Reply", status=FeatureStatus.IDEA))
    # Tokyo is nine hours ahead of UTC
    for moment, purpose in (
        (datetime(2026, 12, 31, 14, 59, tzinfo=UTC), "the year before"),
        (datetime(2026, 12, 31, 15, 1, tzinfo=UTC), "first minute"),
        (datetime(2027, 3, 31, 14, 59, tzinfo=UTC), "last minute"),
        (datetime(2027, 3, 31, 15, 1, tzinfo=UTC), "the day after"),
    ):
        fake_clock.moment = moment
        desk.features.set(["Reply"], FeatureChange(purpose=purpose))
    assert named(desk) == ["2027-01-01 first minute", "2027-03-31 last minute"]
