"""Component definitions as the AI inventory."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.features.inventory import read
from grcdesk.paths import SAMPLES
from grcdesk.schemas.features.features import FeatureChange
from grcdesk.terms import FeatureStatus
from grcdesk.terms.interchange import OscalModel
from helpers import every_write

NS = "urn:grcdesk:oscal"
SPOILT = [
    {"ns": NS, "name": "kind", "value": "feature"},
    {"ns": NS, "name": "answer-trains", "value": "perhaps"},
]
PUBLIC = Path(__file__).parents[1] / "samples" / "oscal-compdef-example.json"


def test_the_example_of_nist_is_read_though_a_uuid_stands_twice():
    found = read(PUBLIC)
    whole = json.loads(PUBLIC.read_text())["component-definition"]["components"]
    assert [one.answers.name for one in found.features] == [one["title"] for one in whole]
    assert found.features[0].answers.purpose == "Provides a NoSQL database service"
    assert found.features[0].said == {"name", "purpose"}
    told = found.not_understood
    assert told[0].startswith("read as an OSCAL component definition of version 1.1.2")
    assert any("stands more than once" in one for one in told)
    assert any("3 implemented requirements" in one for one in told)
    assert "not read: components.protocols, 3 times" in told


def test_other_types_are_passed_over_and_told():
    found = read(SAMPLES / "features" / "components.oscal.json")
    assert [one.answers.name for one in found.features] == ["Claim letters", "Call summaries"]
    assert "passed over: 1 component of type policy is no feature" in found.not_understood


def test_what_a_desk_wrote_is_its_inventory(desk_after, tmp_path):
    def stock(desk, folder):
        every_write.vendor(desk, folder)
        every_write.feature(desk, folder)

    desk = desk_after(stock)
    desk.features.add_prompt("AIF-1", "system", version="14", version_source="prompts/reply.md")
    desk.exports.oscal(OscalModel.COMPONENTS, tmp_path / "a.json")
    before = desk.features.show("AIF-1")
    (one,) = read(tmp_path / "a.json").features
    assert one.answers == before.answers
    assert list(one.models) == [row.facts for row in before.models]
    assert one.prompts == (("system", "14", "prompts/reply.md"),)
    done = desk.features.import_(tmp_path / "a.json")
    assert "0 added, 0 changed, 1 as before" in done.sentence
    assert any("vendor" in told and "no feature" in told for told in done.warnings)
    desk.features.set(["AIF-1"], FeatureChange(purpose="", data_classes=()))
    desk.features.import_(tmp_path / "a.json")
    assert desk.features.show("AIF-1").answers == before.answers


def test_a_component_of_others_begins_as_an_idea(desk):
    desk.features.import_(SAMPLES / "features" / "components.oscal.json")
    assert desk.features.show("Claim letters").answers.status is FeatureStatus.IDEA


@pytest.mark.parametrize(
    ("components", "said"),
    [
        ([], "holds no component that could be a feature"),
        ([{"type": "policy", "title": "P"}], "holds no component that could be a feature"),
        ([{"type": "service"}], "a component has no title"),
        ([{"type": "service", "title": "A"}, {"type": "software", "title": "a"}], "two components are called 'a'"),
        ([{"type": "service", "title": "A", "props": SPOILT}], "trains is 'perhaps'"),
        ("x", "holds no component"),
    ],
)
def test_what_is_refused(tmp_path, components, said):
    metadata = {"title": "T", "last-modified": "2026-01-02T03:04:05Z", "version": "1", "oscal-version": "1.1.2"}
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"component-definition": {"metadata": metadata, "components": components}}))
    with pytest.raises(BadInput, match=said):
        read(path)


def test_a_catalog_is_sent_where_it_belongs():
    with pytest.raises(BadInput, match="an OSCAL catalog holds no features") as told:
        read(SAMPLES / "catalogs" / "supplier-baseline.oscal.json")
    assert told.value.hint == "grcdesk catalogs add supplier-baseline.oscal.json"
