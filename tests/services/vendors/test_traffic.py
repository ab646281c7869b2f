"""Providers against records on a real desk: from features and from the report of an imported log."""

from __future__ import annotations

import json
from datetime import date

import pytest

from grcdesk.errors import Refused
from grcdesk.paths import SAMPLES
from grcdesk.schemas.evidence.imports import ImportPlan
from grcdesk.schemas.features.features import FeatureChange, ModelFacts
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.vendors import traffic
from grcdesk.terms import CheckState, FeatureStatus
from grcdesk.terms.vendors import Tier
from helpers.provider import NAME, late_provider

EVENT = (
    '{{"id": "e{n}", "time": "2026-03-{day:02}T09:00:00Z", "action": "allow", "policy_version": "v1", '
    '"route": "{route}", "provider": "{provider}", "model": "talk-2"}}\n'
)


def use(desk, folder):
    late_provider(desk, folder)
    desk.features.set(["AIF-1"], FeatureChange(status=FeatureStatus.PRODUCTION))


@pytest.fixture
def used(desk_after):
    return desk_after(use)


def log(desk, tmp_path, *events, name="gateway.jsonl"):
    file = tmp_path / name
    lines = [EVENT.format(n=n, day=day, route=route, provider=who) for n, (day, route, who) in enumerate(events)]
    file.write_text("".join(lines), encoding="utf-8")
    return desk.imports.import_(file, ImportPlan("gateway"))


def found(desk):
    view = desk.vendor_traffic.view()
    return {(row.provider, one.code) for row in view.rows for one in row.findings}


def test_without_a_log_nothing_is_said_of_traffic_and_the_check_has_no_data(used):
    view = used.vendor_traffic.view()
    assert (view.logs, view.rows) == ((), ())
    assert [one.feature for one in view.unrouted] == ["AIF-1"]
    (check,) = [row for row in used.checks.run() if row.id == "traffic"]
    assert (check.state, check.value) == (CheckState.NO_DATA, None)


def test_a_log_is_held_against_vendor_feature_and_agreement(used, tmp_path):
    log(used, tmp_path, (2, "support-reply", NAME), (3, "support-reply", NAME), (25, "support-reply", NAME))
    view = used.vendor_traffic.view()
    (row,) = view.rows
    assert (row.vendor, row.events, view.unrouted) == ("VEN-1", 3, ())
    (early,) = [one for one in row.findings if one.code == "before_agreement"]
    assert early.what == "first event 2026-03-02, agreement effective 2026-03-20: 18 days"
    assert (early.first, early.events) == (date(2026, 3, 2), 2), "two of three, by the day"
    (check,) = [one for one in used.checks.run() if one.id == "traffic"]
    assert (check.state, check.value) == (CheckState.BREACH, view.findings)


def test_an_unknown_provider_is_a_row_until_a_record_knows_its_name(used, tmp_path):
    log(used, tmp_path, (25, "support-reply", "brio"), (26, "support-reply", "brio"))
    assert ("brio", "unknown_provider") in found(used)
    (one,) = used.vendor_traffic.unknown()
    assert (one.name, one.events, one.first_event) == ("brio", 2, date(2026, 3, 25))
    used.vendors.set([NAME], VendorFacts(known_as="brio; brio-ai"))
    assert used.vendor_traffic.unknown() == ()
    assert ("brio", "unknown_provider") not in found(used)


def test_a_rejected_log_shows_nothing(used, tmp_path):
    log(used, tmp_path, (25, "support-reply", "brio"))
    used.evidence.reject("EV-2", reason="another desk's")
    assert used.vendor_traffic.view().rows == ()
    assert used.vendor_traffic.unknown() == ()


def test_events_after_the_day_asked_for_are_not_there_yet(used, tmp_path):
    log(used, tmp_path, (25, "support-reply", "brio"))
    assert used.vendor_traffic.unknown(as_of=date(2026, 3, 24)) == ()


def test_a_provider_that_a_feature_names_and_a_feature_that_names_none_are_rows_of_exposure(used):
    used.features.add_model("AIF-1", ModelFacts("small", vendor="Brio AI"))
    rows = used.vendor_traffic.exposure()
    assert [(row.vendor, row.points) for row in rows if row.vendor != NAME] == [
        ("Brio AI", ("Provider Brio AI: no vendor record knows it",))
    ]
    used.features.drop_model("AIF-1/m1")
    used.features.drop_model("AIF-1/m2")
    (row,) = used.vendor_traffic.exposure()
    assert (row.feature, row.vendor) == ("AIF-1", "")
    assert "neither provider nor model" in row.points[0]


def test_it_is_said_over_how_much_was_looked(used):
    used.features.add_model("AIF-1", ModelFacts("small", vendor="Brio AI"))
    over = used.vendor_traffic.looked(used.vendor_papers.files())
    assert (over.vendors, over.vendors_failing, over.providers, over.providers_failing) == (1, 1, 2, 1)
    assert over.unknown == ("Brio AI",)


def test_one_name_belongs_to_one_vendor(used):
    used.vendors.set([NAME], VendorFacts(known_as="brio"))
    with pytest.raises(Refused, match="a name of VEN-1 already"):
        used.vendors.add("Other", VendorFacts(tier=Tier.LOW, known_as="else; Brio"))


def test_regions_and_models_of_a_log_stay_with_their_provider_and_route(used, tmp_path):
    file = tmp_path / "regions.jsonl"
    event = {"action": "allow", "policy_version": "v1", "route": "support-reply", "model": "talk-2"}
    file.write_text(
        "".join(
            json.dumps(
                event | {"id": f"r{n}", "time": f"2026-04-0{n}T09:00:00+02:00", "provider": who, "region": where}
            )
            + "\n"
            for n, (who, where) in enumerate([(NAME, "us-east-1"), (NAME, "eu-west-1"), ("brio", "eu-west-1")], 1)
        ),
        encoding="utf-8",
    )
    used.imports.import_(file, ImportPlan("gateway"))
    rows = {row.provider: row for row in used.vendor_traffic.view().rows}
    assert rows[NAME].regions == ("eu-west-1", "us-east-1")
    (off,) = [one for one in rows[NAME].findings if one.code == "region_off"]
    assert (off.what, off.first) == ("region eu-west-1 is none of the agreement: US", date(2026, 4, 2))
    assert rows["brio"].regions == ("eu-west-1",)


def test_a_log_of_bedrock_is_traffic_of_bedrock(used):
    used.imports.import_(SAMPLES / "evidence" / "bedrock-invocations.jsonl", ImportPlan("bedrock"))
    (row,) = used.vendor_traffic.view().rows
    assert (row.provider, row.vendor, bool(row.models), bool(row.regions)) == ("Amazon Bedrock", "", True, True)
    assert {"unknown_provider", "unnamed_route"} <= {one.code for one in row.findings}


OLD = {"period_from": "2026-03-02", "period_to": "2026-03-25"}


@pytest.mark.parametrize(
    ("report", "seen"),
    [
        ({}, []),
        (OLD, []),
        (OLD | {"totals": {"providers": {"brio": 3}}}, [("brio", "", 3)]),
        (OLD | {"totals": {"providers": {"brio": 3}, "routes": {"chat": 2, "sort": 1}}},
         [("brio", "chat", 2), ("brio", "sort", 1)]),
        (OLD | {"totals": {"providers": {"brio": 3, "nova": 1}, "routes": {"chat": 4}}},
         [("brio", "", 3), ("nova", "", 1), ("", "chat", 4)]),
    ],
)  # fmt: skip
def test_a_report_of_0_1_0_tells_names_apart_and_one_provider_has_every_route(report, seen):
    found = list(traffic._of("EV-1", report, date(2026, 12, 31)))
    assert [(one.provider, one.route, one.events) for one in found] == seen
    assert {(one.first, one.last, one.apart) for one in found} <= {(date(2026, 3, 2), date(2026, 3, 25), True)}
