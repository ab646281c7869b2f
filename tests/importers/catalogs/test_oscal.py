"""Reading OSCAL of others: what is taken, what is told, and what is refused with which sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from grcdesk.errors import BadInput
from grcdesk.importers.catalogs import foreign
from grcdesk.importers.catalogs.catalogs import parse_catalog
from grcdesk.importers.catalogs.oscal.reading import read
from grcdesk.importers.reading.oscal.document import suspected
from grcdesk.paths import SAMPLES as OURS
from grcdesk.schemas.catalogs.catalogs import TakingPlan
from grcdesk.schemas.catalogs.files import FrameworkFile, MappingsFile
from grcdesk.terms import Basis, CatalogKind, Relationship
from helpers.oscal_schema import faults

SAMPLES = Path(__file__).parents[1] / "samples"
ENDS = {"own": "controls", "theirs": "framework"}


def taken(path, known=(), **plan):
    """Catalogs and what was told, read here and not in a process of its own."""
    found = read(path, plan=TakingPlan(**plan), known=dict(known))
    return [parse_catalog(text.encode(), path, translated=True).data for text in found.texts], found.told


def catalog(**said):
    """A small catalog of others."""
    metadata = {"title": "Rules of a customer", "last-modified": "2026-01-02T03:04:05Z", "version": "7"}
    metadata["oscal-version"] = "1.1.2"
    return {"catalog": {"uuid": "74c8ba1e-5cd4-4ad1-bbfd-d888e2f6c724", "metadata": metadata, **said}}


def control(name, title="Told", **said):
    return {"id": name, "title": title, **said}


@pytest.fixture
def file(tmp_path):
    def write(whole, name="given.json"):
        path = tmp_path / name
        path.write_text(whole if isinstance(whole, str) else json.dumps(whole), encoding="utf-8")
        return path

    return write


def test_the_sample_is_read_as_a_count_by_hand_says():
    path = OURS / "catalogs" / "supplier-baseline.oscal.json"
    assert faults(path.read_bytes()) == []
    (found,), told = taken(path)
    assert isinstance(found, FrameworkFile)
    assert [(one.id, one.label) for one in found.items] == [
        ("sb-1.1", "Kept in the region EU"),
        ("sb-1.2", "Deleted at the end"),
        ("sb-1.2.a", "Deletion is confirmed in writing"),
        ("sb-2.1", "Callers are told"),
        ("sb-2.2", "Callers may decline"),
    ]
    assert [one.group for one in found.items] == ["Data of the insurer"] * 3 + ["People who call / Recording"] * 2
    assert (found.catalog, found.title, found.version) == (
        "supplier-security-baseline", "Supplier security baseline", "2026.2",
    )  # fmt: skip
    assert "parameters filled into texts: 1" in told
    assert "1 withdrawn control left out: sb-1.3" in told
    assert [one for one in told if one.startswith("not read: controls.parts")] == [
        "not read: controls.parts guidance, 5 times", "not read: controls.parts statement, 5 times",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("oscal-ar-ifa.json", "assessment results is known and not read yet"),
        ("oscal-poam-ifa.json", "plan of action and milestones is known and not read yet"),
        ("oscal-compdef-example.json", "holds features and services, no catalog"),
    ],
)
def test_other_models_are_known(name, said):
    with pytest.raises(BadInput, match=said) as told:
        taken(SAMPLES / name)
    assert told.value.hint.startswith("grcdesk ")


def test_the_mapping_of_another_maker_is_read_though_the_schema_refuses_it():
    path = SAMPLES / "oscal-mapping-trestle.json"
    assert len(faults(path.read_bytes())) == 1
    (found,), told = taken(path, {"source": "controls", "target": "framework"})
    assert isinstance(found, MappingsFile)
    assert (found.controls, found.framework) == ("source", "target")
    whole = json.loads(path.read_text())["mapping-collection"]["mappings"]
    pairs = {
        (one["id-ref"].partition("_smt")[0], two["id-ref"].partition("_smt")[0])
        for part in ([whole] if isinstance(whole, dict) else whole)
        for row in part["maps"]
        for one in row["sources"]
        for two in row["targets"]
    }
    assert {(entry.control, entry.item) for entry in found.mappings} == pairs
    assert "not read: mappings.maps.qualifiers, 1 time" in told


# detection


@pytest.mark.parametrize(
    ("head", "sign"),
    [
        (b'{"catalog": {"uuid"', True),
        (b'\xef\xbb\xbf {"$schema": "x", "mapping-collection" : {', True),
        (b"catalog:\n  uuid: 1\n  metadata:\n    title: T\n", True),
        (b'<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0"', True),
        (b'catalog: "own"\nkind: controls\n', False),
        (b'{"bomFormat": "CycloneDX"}', False),
        (b"features:\n  - name: catalog\n", False),
        (b"", False),
    ],
)
def test_signs(head, sign):
    assert suspected(head) is sign


def test_yaml_is_read_like_json(file):
    whole = catalog(controls=[control("a-1")])
    (first,), _ = taken(file(whole))
    (second,), told = taken(file(yaml.safe_dump(whole), "given.yaml"))
    assert (first.items, first.title) == (second.items, second.title)
    assert told[0].startswith("read as an OSCAL catalog of version 1.1.2: its outermost key is `catalog`")


def test_xml_says_what_to_do(file):
    path = file('<?xml version="1.0"?><catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0" uuid="x"/>', "given.xml")
    with pytest.raises(BadInput, match="is OSCAL in XML") as told:
        taken(path)
    assert "convert" in told.value.hint


@pytest.mark.parametrize("version", ["1.0.0", "1.0.6", "1.1", "1.2.2", "1.0.0-rc2", "v1.1.3"])
def test_versions_that_are_read(file, version):
    whole = catalog(controls=[control("a-1")])
    whole["catalog"]["metadata"]["oscal-version"] = version
    assert len(taken(file(whole))[0][0].items) == 1


@pytest.mark.parametrize("version", ["2.0.0", "1.3.0", "1.10", "vv1.1.2", "latest", "1.1.2\n9"])
def test_versions_that_are_not(file, version):
    whole = catalog(controls=[control("a-1")])
    whole["catalog"]["metadata"]["oscal-version"] = version
    with pytest.raises(BadInput, match="nothing of it was taken"):
        taken(file(whole))


# hostile


def nested(depth):
    node = {"id": "g", "title": "G", "controls": [control("a-1")]}
    for number in range(depth):
        node = {"id": f"g{number}", "title": f"G{number}", "groups": [node]}
    return node


def without(name):
    whole = catalog(controls=[control("a-1")])
    del whole["catalog"]["metadata"][name]
    return whole


@pytest.mark.parametrize(
    ("whole", "said"),
    [
        (catalog(), "holds no control"),
        (catalog(controls=[control("a-1", props=[{"name": "status", "value": "Withdrawn"}])]), "holds no control"),
        (catalog(controls=[control("a-1"), control("a-1")]), "the id a-1 stands twice"),
        (catalog(groups=[{"title": "G", "controls": [{"title": "no id"}]}]), "has no id"),
        (without("title"), "`metadata.title` is missing"),
        (without("oscal-version"), "`metadata.oscal-version` is missing"),
        ({"catalog": {"uuid": "x"}}, "`metadata.oscal-version` is missing"),
        ({"catalog": []}, "`metadata.oscal-version` is missing"),
        ({"catalogue": {}}, "is no OSCAL document: its outermost keys are catalogue"),
        ([1], "is no OSCAL document: its outermost keys are none"),
        ('{"catalog": {"uuid": 1, "uuid": 2}}', "a key stands twice"),
        ('{"catalog": {', "cannot be read as JSON"),
        (catalog(groups=[nested(200)]), "nested"),
    ],
)
def test_what_is_refused(file, whole, said):
    with pytest.raises(BadInput, match=said):
        taken(file(whole))


def test_groups_as_deep_as_json_may_be(file):
    (found,), _ = taken(file(catalog(groups=[nested(40)])))
    assert found.items[0].group.startswith("G39 / G38")
    assert len(found.items[0].group) <= 300


@pytest.mark.slow
def test_a_hundred_thousand_controls_are_refused_with_their_number(file):
    path = file(catalog(controls=[control(f"a-{number}") for number in range(100_000)]))
    with pytest.raises(BadInput, match="holds 100,000 records") as told:
        foreign.translate(path, foreign.form_of(path), TakingPlan(), None, {})
    assert told.value.hint == "split it by its groups"


def test_ids_that_are_not_written_so_here(file):
    names = ["_1.1", "é-2", "-", "_1.1-", "ok-1", "ok-1é", "x" * 80]
    (found,), told = taken(file(catalog(controls=[control(name) for name in names])))
    kept = [one.id for one in found.items]
    assert kept[0] == "1.1"
    assert "ok-1" in kept
    assert len(set(kept)) == len(names)
    assert any("_1.1 as 1.1" in one for one in told)


def test_what_is_against_oscal_and_can_be_done_without(file):
    whole = catalog(controls=[control("a-1")], groups=[{"title": "G", "uuid": "74C8BA1E-5cd4-4ad1-bbfd-d888e2f6c724"}])
    whole["catalog"]["metadata"]["last-modified"] = "2026-01-02T03:04:05"
    _, told = taken(file(whole))
    assert any("the uuid 74c8ba1e-5cd4-4ad1-bbfd-d888e2f6c724 stands more than once" in one for one in told)
    assert any("`last-modified` is '2026-01-02T03:04:05', without a zone" in one for one in told)


def test_parameters_of_parameters_that_never_end(file):
    params = [
        {"id": "p1", "select": {"how-many": "one-or-more", "choice": ["a {{ insert: param, p2 }}", "b"]}},
        {"id": "p2", "select": {"choice": ["{{ insert: param, p1 }}"]}},
        {"id": "p3", "label": "a time"},
        {"id": "p4", "values": ["8 h", "9 h"]},
    ]
    titles = ["{{ insert: param, p3 }}", "{{p4}}", "{{ insert: param, gone }}", "x {{ insert: param, p1 }}"]
    rows = [control(f"a-{number}", title) for number, title in enumerate(titles)]
    (found,), told = taken(file(catalog(params=params, controls=rows)))
    labels = [one.label for one in found.items]
    assert labels[:3] == ["[a time]", "8 h, 9 h", "[gone]"]
    assert labels[3].startswith("x [one or more of: a [one of: [one or more of: a")
    assert any("have no value there" in one and "are not in the file" in one for one in told)


def test_marks_and_lines_of_titles(file):
    title = "The *first*\nrule, see [there](https://example.com) and `that`, a_b_c **all**"
    (found,), _ = taken(file(catalog(controls=[control("a-1", title), control("a-2", "y" * 400), control("a-3", "")])))
    assert found.items[0].label == "The first rule, see there and that, a_b_c all"
    assert len(found.items[1].label) == 300
    assert found.items[1].label.endswith("…")
    assert found.items[2].label == "a-3"


def test_everything_that_was_not_read_is_named_once_with_its_number(file):
    whole = catalog(
        controls=[control("a-1", links=[{"href": "#x"}], odd=1, controls=[control("a-1.1", links=[{"href": "#y"}])])],
        groups=[{"title": "G", "props": [{"name": "label", "value": "1"}], "parts": [{"name": "overview"}]}],
        **{"back-matter": {"resources": []}, "more": [1, 2, 3]},
    )
    _, told = taken(file(whole))
    assert [one for one in told if one.startswith("not read")] == [
        "not read: back-matter, 1 time",
        "not read: controls.links, 2 times",
        "not read: controls.odd, 1 time",
        "not read: groups.parts overview, 1 time",
        "not read: groups.props label, 1 time",
        "not read: more, 3 times",
    ]


# mappings


def collection(*maps, source="own", target="theirs"):
    metadata = catalog()["catalog"]["metadata"]
    return {
        "mapping-collection": {
            "uuid": "74c8ba1e-5cd4-4ad1-bbfd-d888e2f6c724",
            "metadata": metadata,
            "provenance": {"matching-rationale": "syntactic", "mapping-description": "By eye"},
            "mappings": [
                {
                    "source-resource": {"type": "catalog", "href": f"catalogs/{source}/catalog.json"},
                    "target-resource": {"type": "catalog", "href": f"https://example.com/{target}.json"},
                    "maps": list(maps),
                }
            ],
        }
    }


def relation(word, sources="C-1", targets="i-1", **said):
    """A relation of the ids between blanks; an id with `_smt` is a statement."""
    ends = {
        name: [{"type": "statement" if "_smt" in one else "control", "id-ref": one} for one in ids.split()]
        for name, ids in (("sources", sources), ("targets", targets))
    }
    return {"relationship": word, **ends, **said}


def pairs(found):
    return [(one.control, one.item, str(one.relationship), one.strength) for one in found.mappings]


def test_each_relationship_has_its_strength(file):
    maps = [relation(str(word), targets=f"i-{number}") for number, word in enumerate(Relationship)]
    (found,), told = taken(file(collection(*maps)), ENDS)
    assert {(str(one.relationship), one.strength) for one in found.mappings} == {
        ("equal-to", 10), ("equivalent-to", 10), ("superset-of", 8), ("subset-of", 6), ("intersects-with", 4),
        ("no-relationship", 0),
    }  # fmt: skip
    assert {one.basis for one in found.mappings} == {Basis.SYNTACTIC}
    assert found.basis_note == "By eye"
    assert not any("left out" in one for one in told)


@pytest.mark.parametrize(
    ("word", "sources", "targets", "wanted"),
    [
        ("equal-to", "C-1 C-2", "i-1", "subset-of"),
        ("equal-to", "C-1", "i-1 i-2", "superset-of"),
        ("subset-of", "C-1 C-2", "i-1", "subset-of"),
        ("subset-of", "C-1", "i-1 i-2", "intersects-with"),
        ("superset-of", "C-1", "i-1 i-2", "superset-of"),
        ("superset-of", "C-1 C-2", "i-1", "intersects-with"),
        ("equivalent-to", "C-1 C-2", "i-1 i-2", "intersects-with"),
        ("no-relationship", "C-1 C-2", "i-1", "no-relationship"),
    ],
)
def test_several_at_once_say_of_a_pair_no_more_than_follows(file, word, sources, targets, wanted):
    (found,), told = taken(file(collection(relation(word, sources, targets))), ENDS)
    assert {str(one.relationship) for one in found.mappings} == {wanted}
    assert len(found.mappings) == len(sources.split()) * len(targets.split())
    assert max(one.strength for one in found.mappings) <= 1
    assert any("tied several at once" in one for one in told)


@pytest.mark.parametrize(
    ("word", "source", "target", "wanted"),
    [
        ("equal-to", "C-1_smt.a", "i-1", "superset-of"),
        ("equal-to", "C-1", "i-1_smt", "subset-of"),
        ("equal-to", "C-1_smt", "i-1_smt", "intersects-with"),
        ("subset-of", "C-1_smt", "i-1", "intersects-with"),
        ("superset-of", "C-1", "i-1_smt", "intersects-with"),
        ("subset-of", "C-1", "i-1_smt", "subset-of"),
    ],
)
def test_a_statement_says_less_of_its_control(file, word, source, target, wanted):
    (found,), told = taken(file(collection(relation(word, source, target))), ENDS)
    assert [one[:3] for one in pairs(found)] == [("C-1", "i-1", wanted)]
    assert any("of controls taken as their control" in one for one in told)


def test_what_is_left_out_is_told(file):
    maps = (
        relation("touches"), relation("related-to", "C-2"), relation("equal-to"), relation("subset-of"),
        relation("no-relationship", "C-3_smt"), relation("equal-to", "", ""),
    )  # fmt: skip
    (found,), told = taken(file(collection(*maps)), ENDS)
    assert pairs(found) == [("C-1", "i-1", "equal-to", 10)]
    assert any("1 relation left out: 'touches' is no relationship that is known" in one for one in told)
    assert any("'related-to'" in one for one in told)
    assert any("1 relation of a pair that stood already left out" in one for one in told)
    assert any("no relation of a statement says nothing of its control" in one for one in told)


def test_from_a_framework_to_controls_is_turned_round(file):
    whole = collection(
        relation("subset-of", "i-1", "C-1"), relation("equal-to", "i-2", "C-1"), source="theirs", target="own"
    )
    (found,), told = taken(file(whole), ENDS)
    assert (found.controls, found.framework) == ("own", "theirs")
    assert pairs(found) == [("C-1", "i-1", "superset-of", 8), ("C-1", "i-2", "equal-to", 10)]
    assert any("the other way round" in one for one in told)


def test_which_catalogs_are_meant_can_be_told(file):
    (found,), told = taken(file(collection(relation("equal-to"), source="a", target="b")), ENDS)
    assert (found.controls, found.framework) == ("a", "b")
    assert sum("no catalog that is known goes by" in one for one in told) == 2
    (found,), _ = taken(
        file(collection(relation("equal-to"), source="a", target="b")), ENDS, controls="own", framework="theirs"
    )
    assert (found.controls, found.framework) == ("own", "theirs")


def test_two_frameworks_and_nothing_at_all_are_refused(file):
    with pytest.raises(BadInput, match="holds no relation that can be taken") as told:
        taken(file(collection(relation("equal-to"))), {"own": "framework", "theirs": "framework"})
    assert "a mapping left out: own and theirs are both frameworks" in told.value.reasons
    with pytest.raises(BadInput, match="no relation"):
        taken(file(collection()), ENDS)


def test_a_text_of_theirs_that_is_no_text_harms_nothing(file):
    whole = collection(
        relation("equal-to", remarks=7, props=3, **{"matching-rationale": []}), relation(None), relation([])
    )
    (found,), _ = taken(file(whole), ENDS)
    assert pairs(found) == [("C-1", "i-1", "equal-to", 10)]


# controls


def test_controls_of_others_with_what_oscal_does_not_say_told_once(file):
    params = [{"id": "p1", "label": "a person"}]
    parts = [
        {"name": "statement", "prose": "Each quarter {{ insert: param, p1 }} looks at:", "parts": [
            {"name": "item", "props": [{"name": "label", "value": "a."}], "prose": "the *list*"},
        ]},
        {"name": "guidance", "prose": "So that nothing is forgotten."},
    ]  # fmt: skip
    props = [{"name": "frequency", "value": "every quarter"}, {"name": "priority", "value": "P1"}]
    path = file(
        catalog(controls=[control("a-1", params=params, parts=parts, props=props), control("a-2", parts=parts)])
    )
    with pytest.raises(
        BadInput, match="says nothing of category, type, nature and owner role of its 2 controls"
    ) as told:
        taken(path, kind=CatalogKind.CONTROLS)
    assert "--fill category='security'" in told.value.hint
    fill = {
        "category": "security",
        "frequency": "annual",
        "type": "preventive",
        "nature": "manual",
        "owner_role": "Lead",
    }
    (found,), said = taken(path, kind=CatalogKind.CONTROLS, fill=tuple(fill.items()), catalog="own", title="Own")
    assert (found.catalog, found.title, str(found.kind)) == ("own", "Own", "controls")
    first, second = found.controls
    assert first.statement == "Each quarter [a person] looks at:\na. the list"
    assert first.objective == "So that nothing is forgotten."
    assert (str(first.frequency), str(second.frequency)) == ("quarterly", "annual")
    assert "not read: controls.props priority, 1 time" in said
    assert not any("frequency" in one or "statement" in one for one in said)


def test_one_name_for_several_catalogs_is_refused(file):
    whole = collection(relation("equal-to"))
    whole["mapping-collection"]["mappings"] *= 2
    with pytest.raises(BadInput, match="holds 2 catalogs"):
        taken(file(whole), ENDS, catalog="one")


def test_controls_that_cannot_be_taken_are_named_together_and_the_rest_is_taken_when_asked(file):
    rows = [control("a-1"), control("a-1", "Again"), {"title": "no id"}, control("a-2"), control("a-2")]
    path = file(catalog(controls=rows))
    with pytest.raises(BadInput, match="3 controls cannot be taken") as told:
        taken(path)
    assert told.value.reasons == (
        "the id a-1 stands twice", "a control of 'Rules of a customer' has no id", "the id a-2 stands twice",
    )  # fmt: skip
    (found,), said = taken(path, partly=True)
    assert [(one.id, one.label) for one in found.items] == [("a-1", "Told"), ("a-2", "Told")]
    assert sum(one.startswith("left out: ") for one in said) == 3
