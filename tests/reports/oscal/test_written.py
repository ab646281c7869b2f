"""OSCAL files: valid against the schema of NIST, the same twice, and nothing of ours left out."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.errors import NotFound, Refused
from grcdesk.importers.catalogs.catalogs import catalog_files, parse_catalog, read_catalog
from grcdesk.importers.catalogs.oscal.reading import read
from grcdesk.paths import CATALOGS
from grcdesk.reports.oscal.write import oscal_file
from grcdesk.rules.catalogs import oscal
from grcdesk.schemas.catalogs.catalogs import TakingPlan
from grcdesk.schemas.catalogs.files import ControlEntry, ControlsFile, FrameworkFile, ItemEntry, MappingsFile
from grcdesk.schemas.exports.oscal import OscalContent
from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.terms.interchange import OscalModel
from helpers import every_write
from helpers.oscal_schema import faults, validator, values
from reports.vendor_records import provider

DATES = TwoDates(date(2026, 11, 21), 7, "ab" * 32, datetime(2026, 11, 21, 9, 0, 1, 5, UTC), date(2026, 11, 21))
SHIPPED = [read_catalog(path).data for path in catalog_files(CATALOGS)]
FRAMEWORKS = tuple(one for one in SHIPPED if isinstance(one, FrameworkFile))
CONTROLS = tuple(one for one in SHIPPED if isinstance(one, ControlsFile))
MAPPINGS = tuple(one for one in SHIPPED if isinstance(one, MappingsFile))
ALL = OscalContent("Acme", "Acme AI", DATES, FRAMEWORKS, CONTROLS, MAPPINGS)


def back(tmp_path, written, known=()):
    """What a file that was written is read as, and what of it was not read."""
    file = tmp_path / "written.json"
    file.write_bytes(written)
    found = read(file, plan=TakingPlan(), known=dict(known))
    return [parse_catalog(text.encode(), file, translated=True).data for text in found.texts], found.told[1:]


@pytest.mark.parametrize("data", [*FRAMEWORKS, *CONTROLS], ids=lambda data: data.catalog)
def test_each_shipped_catalog_is_valid_and_comes_back_whole(data, tmp_path):
    content = OscalContent("Acme", "Acme AI", DATES, **{f"{data.kind.rstrip('s')}s": (data,)})
    written = oscal_file(OscalModel.CATALOG, content)
    assert faults(written) == []
    assert back(tmp_path, written) == ([data], ())


def test_all_of_them_in_one_file_too_though_two_frameworks_share_ids(tmp_path):
    written = oscal_file(OscalModel.CATALOG, ALL)
    assert faults(written) == []
    assert back(tmp_path, written) == ([*FRAMEWORKS, *CONTROLS], ())
    found = values(json.loads(written), "id")
    assert [name for name, number in Counter(found).items() if number > 1] == []
    assert sum(name.endswith("A.5.2") for name in found) == 2
    again = OscalContent("Acme", "Acme AI", DATES, *_split(back(tmp_path, written)[0]), MAPPINGS)
    assert oscal_file(OscalModel.CATALOG, again) == written


def _split(found):
    return tuple(tuple(one for one in found if isinstance(one, kind)) for kind in (FrameworkFile, ControlsFile))


def test_mappings_are_valid_and_come_back_whole(tmp_path):
    written = oscal_file(OscalModel.MAPPING, ALL)
    assert faults(written) == []
    found, told = back(tmp_path, written)
    assert found == list(MAPPINGS)
    assert told == ()
    again = OscalContent("Acme", "Acme AI", DATES, FRAMEWORKS, CONTROLS, tuple(found))
    assert oscal_file(OscalModel.MAPPING, again) == written


def test_what_is_not_mapped_is_told_on_both_sides():
    data = next(one for one in MAPPINGS if one.catalog == "ai-soc2-to-soc2-tsc-2017")
    whole = json.loads(oscal_file(OscalModel.MAPPING, OscalContent("", "", DATES, FRAMEWORKS, CONTROLS, (data,))))
    (mapping,) = whole["mapping-collection"]["mappings"]
    (left,) = mapping["target-gap-summary"]["unmapped-controls"]
    mapped = {entry.item for entry in data.mappings}
    assert left["with-ids"] == [one.id for one in FRAMEWORKS[-1].items if one.id not in mapped]
    assert "source-gap-summary" not in mapping
    assert mapping["status"] == "complete"
    fewer = data.model_copy(update={"mappings": data.mappings[3:]})
    whole = json.loads(oscal_file(OscalModel.MAPPING, OscalContent("", "", DATES, FRAMEWORKS, CONTROLS, (fewer,))))
    assert whole["mapping-collection"]["provenance"]["status"] == "not-complete"


@pytest.mark.slow
def test_the_schema_can_refuse():
    whole = json.loads(oscal_file(OscalModel.CATALOG, ALL))
    for spoil in (
        lambda catalog: catalog["metadata"].update({"last-modified": "2026-11-21T09:00:01"}),
        lambda catalog: catalog.update(params=[]),
        lambda catalog: catalog.update(uuid=str(uuid.UUID(int=7))),
        lambda catalog: catalog["groups"][0]["groups"][0]["controls"][0].update(id="5.10"),
    ):
        broken = json.loads(json.dumps(whole))
        spoil(broken["catalog"])
        assert list(validator("catalog").iter_errors(broken))


IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._()/-]{0,20}", fullmatch=True)
LINES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)
TEXTS = st.lists(LINES, min_size=1, max_size=3).map("\n".join)


def composed(data):
    """As it would be kept: texts composed (NFC)."""
    said = json.loads(data.model_dump_json(exclude_none=True))
    for control in said.get("controls", ()):
        control["tests"] = []
    return parse_catalog(yaml.safe_dump(said, allow_unicode=True).encode(), None).data


@pytest.mark.slow
@given(st.lists(st.tuples(IDS, LINES, LINES), max_size=6, unique_by=lambda one: one[0]))
def test_whatever_ids_and_labels_a_framework_has(tmp_path_factory, rows):
    items = tuple(ItemEntry(id=name, group=group, label=label) for name, group, label in rows)
    data = FRAMEWORKS[0].model_copy(update={"items": items})
    written = oscal_file(OscalModel.CATALOG, OscalContent("Acme", "Acme AI", DATES, (data,)))
    assert faults(written) == []
    (found,), _ = back(tmp_path_factory.mktemp("o"), written)
    assert found == composed(data)


@given(IDS, LINES, TEXTS)
def test_whatever_texts_a_control_has(tmp_path_factory, name, title, prose):
    texts = {"id": name, "title": title, "frequency_note": prose, "owner_role": title, "questions": (prose,)}
    plain = {"statement": prose, "objective": prose, "tests": (), "evidence": ()}
    control = ControlEntry.model_validate(CONTROLS[-1].controls[0].model_dump() | texts | plain)
    data = CONTROLS[-1].model_copy(update={"controls": (control,), "licence": prose, "title": title, "parameters": ()})
    written = oscal_file(OscalModel.CATALOG, OscalContent("Acme", "Acme AI", DATES, controls=(data,)))
    assert faults(written) == []
    (found,), _ = back(tmp_path_factory.mktemp("o"), written)
    assert found == composed(data)


@pytest.mark.parametrize(
    ("own", "legal"),
    [("CC6.1", "CC6.1"), ("5.10", "_5.10"), ("A(1)/2", "A_x28_1_x29__x2f_2"), ("AI-SEC-01", "AI-SEC-01"), ("é", "é")],
)
def test_ids_become_tokens(own, legal):
    assert oscal.token(own) == legal
    assert oscal.is_token(legal)


# of a desk


@pytest.fixture
def filled(desk_after):
    def fill(desk, folder):
        for write in ("vendor", "feature", "status"):
            getattr(every_write, write)(desk, folder)
        desk.features.derive()

    return desk_after(fill)


@pytest.mark.parametrize("model", OscalModel)
def test_a_desk_writes_valid_files_and_the_same_twice(filled, tmp_path, model):
    done = filled.exports.oscal(model, tmp_path / "a.json")
    assert faults((tmp_path / "a.json").read_bytes()) == []
    assert filled.exports.oscal(model, tmp_path / "b.json").sha256 == done.sha256
    found = values(json.loads((tmp_path / "a.json").read_text("utf-8")), "uuid")
    assert len(set(found)) == len(found)
    assert {uuid.UUID(one).version for one in found} == {5}


def test_what_applies_to_a_feature_is_told_with_how_it_stands(filled, tmp_path):
    filled.exports.oscal(OscalModel.COMPONENTS, tmp_path / "a.json")
    whole = json.loads((tmp_path / "a.json").read_text("utf-8"))["component-definition"]
    kinds = [one["props"][0]["value"] for one in whole["components"]]
    assert sorted(set(kinds)) == ["feature", "vendor"]
    feature = whole["components"][0]
    (one,) = feature["control-implementations"]
    shown = filled.features.show("AIF-1")
    applying = [row.control for row in shown.controls if row.effective.value == "applies"]
    assert [row["control-id"] for row in one["implemented-requirements"]] == applying
    assert one["source"] == f"#{whole['back-matter']['resources'][0]['uuid']}"
    for row, verdict in zip(
        one["implemented-requirements"], [v for v in shown.controls if v.control in applying], strict=True
    ):
        said = {prop["name"]: prop["value"] for prop in row["props"]}
        assert said["status"] == verdict.status
        assert said.get("implementation-status") == oscal.STATES.get(verdict.status)


def test_one_catalog_alone_and_none_that_there_is_not(desk, tmp_path):
    done = desk.exports.oscal(OscalModel.CATALOG, tmp_path / "a.json", catalog="soc2-tsc-2017")
    assert "1 catalog, 61 controls" in done.sentence
    desk.exports.oscal(OscalModel.MAPPING, tmp_path / "m.json", catalog="ai-soc2-to-soc2-tsc-2017")
    with pytest.raises(NotFound, match="soc2-tsc"):
        desk.exports.oscal(OscalModel.CATALOG, tmp_path / "b.json", catalog="soc2-tsc")
    with pytest.raises(Refused, match="about all catalogs"):
        desk.exports.oscal(OscalModel.COMPONENTS, tmp_path / "b.json", catalog="ai-soc2")
    with pytest.raises(Refused, match="exists already"):
        desk.exports.oscal(OscalModel.CATALOG, tmp_path / "a.json")
    assert not (tmp_path / "b.json").exists()


def test_titles_and_ids_that_oscal_takes_otherwise_are_told_word_by_word(tmp_path):
    label = "Access\n to keys"
    framework = FRAMEWORKS[0].model_copy(update={"items": (ItemEntry(id="A.1", group=label, label=label),)})
    held = CONTROLS[-1].controls[0]
    test = held.tests[0].model_copy(update={"id": "5.10", "control": held.id})
    control = held.model_copy(update={"tests": (test,)})
    controls = CONTROLS[-1].model_copy(update={"controls": (control,)})
    written = oscal_file(OscalModel.CATALOG, OscalContent("Acme", "Acme AI", DATES, (framework,), (controls,)))
    assert faults(written) == []
    groups = json.loads(written)["catalog"]["groups"]
    (group,) = groups[0]["groups"]
    assert (group["title"], group["id"]) == ("Access to keys", "group.Access")
    assert group["props"] == [{"name": "title", "ns": oscal.NS, "value": "Access to keys", "remarks": label}]
    parts = groups[1]["groups"][0]["controls"][0]["parts"]
    (told,) = [part for part in parts if part["name"] == oscal.OBJECTIVE]
    assert told["id"] == "_5.10"
    assert {"name": "id", "ns": oscal.NS, "value": "5.10"} in told["props"]


def test_what_a_vendor_and_we_count_on_stands_under_the_controls_of_a_catalog_that_is_there():
    file = provider()
    known = CONTROLS[-1].controls[0].id
    expected = (
        replace(file.expected[0], controls=(known, "OWN-NOT-THERE")),
        replace(file.expected[1], controls=(known,), accepted="one key is left", approver="Tom Lindqvist"),
    )
    content = OscalContent("Acme", "Acme AI", DATES, controls=CONTROLS, vendors=(replace(file, expected=expected),))
    written = oscal_file(OscalModel.COMPONENTS, content)
    assert faults(written) == []
    (vendor,) = json.loads(written)["component-definition"]["components"]
    (held,) = vendor["control-implementations"]
    told = held["implemented-requirements"]
    assert [one["control-id"] for one in told] == [known, known]
    assert told[0]["description"] == "Keys are rotated (the vendor's report expects it of us)."
    assert told[1]["description"].endswith("Its lack was accepted by Tom Lindqvist: one key is left.")


def test_a_relation_that_nobody_gave_the_ground_of_has_no_remarks():
    data = MAPPINGS[0]
    first, second = data.mappings[:2]
    bare = data.model_copy(
        update={
            "mappings": (first.model_copy(update={"rationale": "seen"}), second.model_copy(update={"rationale": ""})),
            "basis_note": "",
        }
    )
    content = OscalContent("Acme", "Acme AI", DATES, FRAMEWORKS, CONTROLS, (bare,))
    (mapping,) = json.loads(oscal_file(OscalModel.MAPPING, content))["mapping-collection"]["mappings"]
    assert "remarks" not in mapping
    assert [one.get("remarks") for one in mapping["maps"]] == ["seen", None]
