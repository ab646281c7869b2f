"""OSCAL in and out of desks: what one wrote another takes, and the same again changes nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from grcdesk.errors import BadInput, Refused
from grcdesk.paths import SAMPLES, DeskPaths
from grcdesk.schemas.catalogs.catalogs import TakingPlan
from grcdesk.schemas.controls.controls import TailoringChange
from grcdesk.services.catalogs.linting import lint_files
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Frequency, Via
from grcdesk.terms.interchange import OscalModel
from helpers.oscal_schema import faults

CATALOGS = SAMPLES / "catalogs"
OWN = ("customer-annex.yaml", "harbour-controls.yaml", "harbour-controls-to-soc2.yaml")


@pytest.fixture
def two(desk, tmp_path):
    """A desk with catalogs of its own, and one without."""
    other = DeskPaths(Path(shutil.copytree(desk.paths.root, tmp_path / "other")))
    for name in OWN:
        desk.catalogs.add(CATALOGS / name)
    without = open_desk(other, via=Via.CLI)
    yield desk, without
    without.close()


def written(desk, model, path: Path, catalog: str = "") -> dict:
    """A document without what tells up to where the records go."""
    desk.exports.oscal(model, path, catalog=catalog)
    whole = json.loads(path.read_text("utf-8"))
    (body,) = whole.values()
    body["metadata"]["props"] = [
        one for one in body["metadata"]["props"] if one["name"] not in ("records-as-of", "change-log-head")
    ]
    for name in ("last-modified", "version"):
        body["metadata"].pop(name)
    del body["uuid"]
    return whole


@pytest.mark.slow
def test_catalogs_and_mappings_of_one_desk_are_those_of_another(two, tmp_path):
    here, there = two
    for model in (OscalModel.CATALOG, OscalModel.MAPPING):
        first = written(here, model, tmp_path / f"{model}.json")
        done = there.catalogs.add(tmp_path / f"{model}.json")
        assert "stood so already" in done.sentence
        assert done.batch
        assert written(there, model, tmp_path / f"{model}-again.json") == first
        assert not there.catalogs.add(tmp_path / f"{model}.json").batch
    assert there.controls.show("HL-01").row.criteria == here.controls.show("HL-01").row.criteria
    assert {row.id: row.update for row in there.catalogs.list() if row.in_desk and row.update} == {}
    assert there.log.verify().clean


@pytest.mark.slow
def test_one_catalog_comes_back_as_it_was(two, tmp_path):
    here, there = two
    here.exports.oscal(OscalModel.CATALOG, tmp_path / "a.json", catalog="customer-annex")
    there.catalogs.add(tmp_path / "a.json")
    first = written(here, OscalModel.CATALOG, tmp_path / "b.json", "customer-annex")
    assert written(there, OscalModel.CATALOG, tmp_path / "c.json", "customer-annex") == first


def test_a_newer_one_is_taken_once_a_person_agrees(desk, tmp_path):
    sample = json.loads((CATALOGS / "supplier-baseline.oscal.json").read_text("utf-8"))
    desk.catalogs.add(CATALOGS / "supplier-baseline.oscal.json")
    sample["catalog"]["metadata"]["version"] = "2026.3"
    sample["catalog"]["groups"][0]["controls"][1]["title"] = "Deleted, and said so"
    newer = tmp_path / "newer.json"
    newer.write_text(json.dumps(sample), encoding="utf-8")
    with pytest.raises(Refused, match="is in the desk already"):
        desk.catalogs.add(newer)
    (seen,) = desk.catalogs.look(newer).catalogs
    assert [one.id for one in seen.changes] == ["supplier-security-baseline/sb-1.2"]
    desk.catalogs.add(newer, agreed=True)
    row, items = desk.catalogs.show("supplier-security-baseline")
    assert row.version == "2026.3"
    assert "Deleted, and said so" in [one.label for one in items]


def test_what_was_read_is_told_with_what_does_not_fit(desk):
    path = CATALOGS / "harbour-to-baseline.oscal.json"
    with pytest.raises(BadInput, match="unknown control 'HL-01'") as told:
        desk.catalogs.add(path)
    assert told.value.line is None
    assert any(one.startswith("read as an OSCAL mapping collection") for one in told.value.reasons)
    assert "own-controls-to-the-supplier-security-baseline" not in {row.id for row in desk.catalogs.list()}


def test_which_catalogs_are_meant_may_be_told(desk):
    desk.catalogs.add(CATALOGS / "harbour-controls.yaml")
    desk.catalogs.add(CATALOGS / "supplier-baseline.oscal.json", TakingPlan(catalog="base"))
    done = desk.catalogs.add(CATALOGS / "harbour-to-baseline.oscal.json", TakingPlan(framework="base"))
    assert any("'touches' is no relationship that is known" in one for one in done.warnings)
    assert [row.id for row in desk.catalogs.show("own-controls-to-the-supplier-security-baseline")[1]] == [
        "HL-01 → sb-2.1", "HL-01 → sb-2.2", "HL-01 → sb-1.2",
    ]  # fmt: skip


def test_lint_tells_how_a_file_was_read_and_counts_it_as_nothing_wrong():
    notes = lint_files(None, [CATALOGS / "supplier-baseline.oscal.json"])
    assert notes
    assert {(note.rule, note.line, note.look) for note in notes} == {("translated", 0, True)}


@pytest.mark.slow
def test_a_tailored_control_says_so(desk, tmp_path):
    change = TailoringChange(frequency=Frequency.MONTHLY)
    desk.tailoring.set(["AI-SEC-01"], change, reason="Keys are replaced each month here")
    desk.exports.oscal(OscalModel.CATALOG, tmp_path / "a.json", catalog="ai-soc2")
    assert faults((tmp_path / "a.json").read_bytes()) == []
    control = json.loads((tmp_path / "a.json").read_text("utf-8"))["catalog"]["groups"][0]["controls"][0]
    said = {one["name"]: one["value"] for one in control["props"]}
    assert said["frequency"] == "monthly"
    told = [one["value"] for one in control["props"] if one["name"] == "tailored"]
    assert any(one.startswith("frequency: the catalog says 'quarterly'; Keys are replaced each month") for one in told)
