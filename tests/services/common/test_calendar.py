"""The zone of the desk is asked for once, and again as soon as anybody may have changed it."""

from __future__ import annotations

from grcdesk.schemas.audits.audits import EngagementChange
from helpers.elsewhere import Colleague
from helpers.queries import watch_queries


def zone_to(desk, zone: str) -> None:
    (engagement,) = desk.audits.list()
    desk.audits.set(engagement.id, EngagementChange(zone=zone))


def test_the_day_is_told_without_asking_the_database_each_time(desk):
    desk.today()
    asked = watch_queries(desk.store)
    assert desk.today() == desk.today()
    assert asked == []


def test_another_zone_is_seen_once_it_was_set(desk):
    assert desk.zone == "UTC"
    zone_to(desk, "Asia/Tokyo")
    assert desk.zone == "Asia/Tokyo"


def test_a_refused_change_leaves_the_zone(desk):
    zone_to(desk, "Asia/Tokyo")
    (engagement,) = desk.audits.list()
    desk.audits.set(engagement.id, EngagementChange(zone="UTC"), dry_run=True)
    assert desk.zone == "Asia/Tokyo"


def test_another_zone_is_seen_once_a_watch_has_seen_another_process_set_it(desk, desk_root):
    watch = desk.watch()
    assert desk.zone == "UTC"
    omar = Colleague(desk_root)
    omar.does("from grcdesk.schemas.audits.audits import EngagementChange")
    omar.does("desk.audits.set(desk.audits.list()[0].id, EngagementChange(zone='Asia/Tokyo'))")
    watch.look()
    assert desk.zone == "Asia/Tokyo"
    omar.leaves()
