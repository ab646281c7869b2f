"""The sample company: a desk made by the verbs a person has, whole and clean."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from grcdesk.errors import Refused
from grcdesk.paths import SAMPLES
from grcdesk.services.demo import make_demo, read_sample
from grcdesk.terms import Status, Via


@pytest.fixture
def demo(tmp_path: Path):
    desk = make_demo(tmp_path / "demo", via=Via.CLI)
    yield desk
    desk.close()


def test_the_sample_company_shows_every_state_there_is(demo):
    summary = demo.gap.summary()
    assert all(summary.counts[status] for status in (Status.IN_PLACE, Status.PARTIAL, Status.MISSING))
    assert summary.unsupported, "a claim without evidence is part of the lesson"
    assert summary.supported_in_place
    assert demo.gap.snapshots()
    assert demo.gap.compare(demo.gap.snapshots()[-1].id)
    assert demo.actions.list()
    assert demo.risks.list()
    assert demo.evidence.list()
    assert demo.views.list()
    assert demo.scope.show().systems
    assert demo.scope.show().exclusions


def test_it_is_clean_and_can_be_exported(demo):
    assert demo.log.verify().clean
    assert demo.exports.matrix(None).size > 20_000


def test_every_filter_it_keeps_can_be_used(demo):
    for _, where in demo.views.list():
        demo.controls.keys(where)


def test_every_sample_artefact_is_there_and_names_controls_of_the_catalog(demo):
    sample = read_sample()
    known = set(demo.controls.keys())
    for artefact in sample.evidence:
        assert (SAMPLES / "evidence" / artefact.file).is_file()
        assert set(artefact.controls) <= known
    assert set(sample.controls) <= known


def test_it_does_not_depend_on_the_season(tmp_path: Path, fake_clock):
    counts = []
    for days in (0, 41, 120):
        fake_clock.moment += timedelta(days=days)
        desk = make_demo(tmp_path / f"demo{days}", via=Via.CLI)
        counts.append(desk.gap.summary().counts)
        assert desk.gap.lacking() == desk.gap.lacking()
        desk.close()
    assert counts[0] == counts[1] == counts[2]


def test_it_is_not_made_over_a_desk(desk_root: Path):
    with pytest.raises(Refused, match="already is a desk"):
        make_demo(desk_root, via=Via.CLI)
