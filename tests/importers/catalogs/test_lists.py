"""Lists and libraries of others: what was seen, what became of each row, and what is refused with its place."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest
import yaml

from grcdesk.errors import BadInput
from grcdesk.importers.catalogs import foreign
from grcdesk.importers.catalogs.catalogs import parse_catalog
from grcdesk.importers.catalogs.lists import library, lists
from grcdesk.paths import SAMPLES
from grcdesk.schemas.catalogs.catalogs import TakingPlan
from grcdesk.terms import CatalogKind

MAKERS = SAMPLES / "makers" / "catalogs"
FILLED = (
    *(("objective", "Keep keys from leaking."), ("category", "security"), ("frequency", "annual")),
    *(("type", "preventive"), ("nature", "manual"), ("owner_role", "Platform lead")),
)


def taken(path: Path, **plan: object):
    """What a list becomes, checked as every catalog is, and what is told of it."""
    found = lists.read(path, plan=TakingPlan(**plan))  # type: ignore[arg-type]
    (text,) = found.texts
    return parse_catalog(text.encode(), path, translated=True).data, "\n".join(found.told)


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_gapps_controls_and_what_stands_within_them():
    source = json.loads((MAKERS / "gapps.json").read_text(encoding="utf-8"))
    wanted = [code for one in source for code in (one["ref_code"], *(each["ref_code"] for each in one["subcontrols"]))]
    data, told = taken(MAKERS / "gapps.json")
    assert data.kind is CatalogKind.FRAMEWORK
    assert [item.id for item in data.items] == wanted == ["hl.1", "hl.1.a", "hl.1.b", "hl.2"]
    assert data.items[0].group == "access / models"
    assert data.items[1].label == "Accounts are named"
    assert "taken for Gapps" in told
    assert "4 rows: 4 taken" in told
    assert "not read: `system_level` and `guidance`" in told


def test_a_framework_to_import_into_probo():
    source = json.loads((MAKERS / "probo.json").read_text(encoding="utf-8"))
    data, told = taken(MAKERS / "probo.json")
    assert (data.title, data.catalog) == (source["name"], "harbour-lane-promises")
    assert [(item.id, item.label) for item in data.items] == [(one["id"], one["name"]) for one in source["controls"]]
    assert "taken for Probo" in told
    assert "`maturity_level`" in told


def test_an_export_of_controls_of_opengrc():
    with (MAKERS / "opengrc.csv").open(encoding="utf-8") as handle:
        source = list(csv.DictReader(handle))
    data, told = taken(MAKERS / "opengrc.csv")
    assert [item.id for item in data.items] == [row["Identifier"] for row in source]
    assert {item.group for item in data.items} == {"House standard"}
    assert f"{len(source)} rows: {len(source)} taken" in told
    assert "taken for OpenGRC" in told


def test_the_list_that_opengrc_takes_in():
    with (MAKERS / "opengrc-import.csv").open(encoding="utf-8") as handle:
        source = list(csv.DictReader(handle))
    data, told = taken(MAKERS / "opengrc-import.csv")
    assert [(item.id, item.group) for item in data.items] == [(row["code"], row["standard_code"]) for row in source]
    assert "controls to import" in told
    fill = tuple(pair for pair in FILLED if pair[0] != "objective")
    data, _ = taken(MAKERS / "opengrc-import.csv", kind=CatalogKind.CONTROLS, fill=fill)
    assert {one.owner_role for one in data.controls} == {"Platform lead"}, "an address is no role"


def test_a_sign_need_not_be_in_the_first_record_and_records_within_are_counted(tmp_path):
    text = '[{"ref_code": "a", "name": "A"}, {"ref_code": "b", "name": "B", "subcontrols": [{"ref_code": "b.1"}]}]'
    data, told = taken(put(tmp_path, "list.json", text))
    assert [item.id for item in data.items] == ["a", "b", "b.1"]
    _, told = taken(put(tmp_path, "list.json", text.replace("subcontrols", "parts")))
    assert "`parts` (1 record within)" in told


def test_what_is_asked_for_goes_before_what_is_said_of_it(tmp_path):
    path = put(tmp_path, "list.csv", "Identifier,Security Requirement,Description\n3.1.1,Limit access,Because\n")
    data, _ = taken(path)
    assert data.items[0].label == "Limit access"


def test_a_plain_table_with_titles_a_section_and_an_odd_id(tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["Annex 3 to the contract", None, None],
        [None, None, None],
        ["Clause", "Topic", "Remarks"],
        ["Data", None, None],
        ["3.10", "No training", "-"],
        ["3 (b)", "A way out", None],
    ):
        book.active.append(row)
    book.save(tmp_path / "annex.xlsx")
    plan = {"columns": (("id", "clause"), ("label", "Topic")), "short": "annex", "title": "Annex 3"}
    data, told = taken(tmp_path / "annex.xlsx", **plan)
    assert [(item.id, item.group, item.label) for item in data.items] == [
        ("3.10", "Data", "No training"),
        ("3-(b)", "Data", "A way out"),
    ]
    assert (data.short, data.title, data.catalog) == ("annex", "Annex 3", "annex-3")
    assert "3 (b) as 3-(b)" in told
    assert "taken for headings of parts" in told
    assert "`Remarks`" in told


def test_bad_rows_are_named_together_and_left_out_only_when_told(tmp_path):
    path = put(tmp_path, "list.csv", "code,title\nA-1,One\n,Two\nA-1,Three\nA-4,Four\n")
    with pytest.raises(BadInput, match="2 of 4 rows cannot be taken") as caught:
        taken(path)
    assert caught.value.reasons == ("line 3: has no id in `code`", "line 4: A-1 stands in line 2 already")
    assert "--partly" in caught.value.hint
    data, told = taken(path, partly=True)
    assert [item.id for item in data.items] == ["A-1", "A-4"]
    assert "4 rows: 2 taken, 2 left out" in told
    assert "left out: line 3: has no id" in told


@pytest.mark.parametrize(
    ("name", "text", "seen"),
    [
        ("one.csv", "colour,size\nred,3\n", "1 rows of `colour` and `size`"),
        ("two.json", '[{"colour": "red"}]', "`colour`"),
        ("three.json", '{"colour": {"red": 1}}', "an object with `colour`"),
        ("four.json", '{"controls": [{"id": "A"}], "next_page": "x", "total": 40}', "page of a longer list"),
        ("five.txt", "<html></html>", "XML or HTML"),
        ("six.json", '[{"id": "A"', "JSON"),
        ("seven.csv", "id,title\n", "none can be taken"),
    ],
)
def test_what_is_no_such_list_is_refused_with_what_was_seen(tmp_path, name, text, seen):
    with pytest.raises(BadInput) as caught:
        taken(put(tmp_path, name, text))
    assert seen in str(caught.value)
    assert caught.value.hint


def test_a_told_column_that_is_not_there_is_refused_with_the_nearest(tmp_path):
    path = put(tmp_path, "list.csv", "code,title\nA-1,One\n")
    with pytest.raises(BadInput, match="has no column `cod`") as caught:
        taken(path, columns=(("id", "cod"),))
    assert "code" in caught.value.hint
    with pytest.raises(BadInput, match="has no `colour`"):
        taken(path, columns=(("colour", "title"),))


def test_controls_need_what_a_control_cannot_be_without(tmp_path):
    text = "id,title,description,frequency,owner\nK-1,Keys,The lead rotates keys.,Every quarter,Lead\n"
    path = put(tmp_path, "list.csv", text)
    with pytest.raises(BadInput, match="says nothing of objective, category, type and nature") as caught:
        taken(path, kind=CatalogKind.CONTROLS)
    assert "--fill nature='manual'" in caught.value.hint
    data, _ = taken(path, kind=CatalogKind.CONTROLS, fill=FILLED)
    (one,) = data.controls
    assert (one.id, one.title, one.statement, one.frequency, one.owner_role, one.nature) == (
        *("K-1", "Keys", "The lead rotates keys.", "quarterly", "Lead"),
        "manual",
    )


def test_a_word_nobody_knows_is_asked_for_and_can_be_told(tmp_path):
    text = "id,title,description,frequency\nK-1,Keys,The lead rotates keys.,every full moon\n"
    path = put(tmp_path, "list.csv", text)
    with pytest.raises(BadInput) as caught:
        taken(path, kind=CatalogKind.CONTROLS, fill=FILLED)
    assert any("frequency 'every full moon' is none of" in one for one in caught.value.reasons)
    words = (("frequency", "Every full moon", "monthly"),)
    data, _ = taken(path, kind=CatalogKind.CONTROLS, fill=FILLED, words=words)
    assert data.controls[0].frequency == "monthly"


# libraries: made up, in the shape CISO Assistant writes


def node(number: str, parent: str = "", **more: object) -> dict[str, object]:
    head = {"urn": f"urn:acme:risk:req_node:rules:{number}"}
    if parent:
        head["parent_urn"] = f"urn:acme:risk:req_node:rules:{parent}"
    return {**head, "assessable": bool(parent), "depth": 2 if parent else 1, "ref_id": number, **more}


def library_file(folder: Path, nodes: list[dict[str, object]], **objects: object) -> Path:
    framework = {"urn": "urn:acme:risk:framework:rules", "ref_id": "RULES", "name": "Rules", "requirement_nodes": nodes}
    data = {
        "urn": "urn:acme:risk:library:rules",
        "locale": "en",
        "ref_id": "RULES",
        "name": "Rules of the house",
        "copyright": "Acme",
        "version": 3,
        "provider": "Acme",
        "packager": "acme",
        "objects": {"framework": framework, **objects},
    }
    path = folder / "library.yaml"
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return path


NODES = [
    node("1", name="Access"),
    node("1.1", "1", name="Keys", reference_controls=["urn:acme:risk:function:rules:store"]),
    node("1.10", "1", description="Keys of people who left are withdrawn.", implementation_groups=["a"]),
]
CONTROL = {"urn": "urn:acme:risk:function:rules:store", "ref_id": "STORE", "name": "Store", "category": "technical"}


def test_a_library_becomes_a_framework_of_what_is_assessed(tmp_path):
    path = library_file(tmp_path, NODES, threats=[{"urn": "x", "ref_id": "T"}], reference_controls=[CONTROL])
    assert foreign.form_of(path) == "library"
    found = library.read(path, plan=TakingPlan())
    (text,) = found.texts
    data = parse_catalog(text.encode(), path, translated=True).data
    assert [(item.id, item.group, item.label) for item in data.items] == [
        ("1.1", "1 Access", "Keys"),
        ("1.10", "1 Access", "Keys of people who left are withdrawn."),
    ]
    assert (data.catalog, data.version, data.licence) == ("rules", "3", "Acme")
    told = "\n".join(found.told)
    assert "3 nodes: 2 assessable taken as items, 1 as headings of groups" in told
    assert "1 reference control left out" in told
    assert "`threats` (1)" in told
    assert "`implementation_groups` of 1" in told


def test_reference_controls_come_with_what_is_told_of_them_and_what_ties_them(tmp_path):
    path = library_file(tmp_path, NODES, reference_controls=[CONTROL])
    found = library.read(path, plan=TakingPlan(fill=FILLED))
    framework, mappings, controls = (parse_catalog(one.encode(), path, translated=True).data for one in found.texts)
    assert [one.id for one in controls.controls] == ["STORE"]
    assert [(one.control, one.item, one.relationship) for one in mappings.mappings] == [
        ("STORE", "1.1", "intersects-with")
    ]
    assert (mappings.framework, mappings.controls) == (framework.catalog, controls.catalog)


def test_odd_nodes_are_taken_and_told(tmp_path):
    nodes = [
        node("1", name="Access"),
        {**node("1.1", "1", name="Twice")},
        {**node("1.2", "1", name="Twice again"), "ref_id": "1.1"},
        {**node("1.3", "9", name="An orphan")},
        {**node("1.4", "1", name="x" * 400), "ref_id": ""},
        {**node("2", "2", name="Its own parent")},
    ]
    found = library.read(library_file(tmp_path, nodes), plan=TakingPlan())
    data = parse_catalog(found.texts[0].encode(), Path("x"), translated=True).data
    assert [item.id for item in data.items] == ["1.1", "1.2", "1.3", "1.4", "2"]
    told = "\n".join(found.told)
    assert "their parent is not in the file: 1.3" in told
    assert "1 label cut to 300 characters" in told
    assert "no ref_id as 1.4" in told


def test_relations_between_frameworks_are_told_and_not_taken_for_mappings(tmp_path):
    one = {"source_framework_urn": "a:b", "target_framework_urn": "a:c", "requirement_mappings": [{}, {}]}
    found = library.read(library_file(tmp_path, NODES, requirement_mapping_sets=[one]), plan=TakingPlan())
    assert any("2 relations between the frameworks b and c left out" in told for told in found.told)


def test_a_library_without_any_framework_says_what_it_holds(tmp_path):
    path = library_file(tmp_path, [], threats=[{"urn": "x"}])
    with pytest.raises(BadInput, match="1 framework and 1 threats; nothing of it is a catalog here"):
        library.read(path, plan=TakingPlan())


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.yaml", "catalog: x\nkind: framework\n", ""),
        ("a.yaml", "urn: urn:x\nlocale: en\nref_id: A\n", "library"),
        ("a.csv", "id,title\n", "list"),
        ("a.json", "[]", "list"),
        ("a.yml", "a: b\n", ""),
    ],
)
def test_the_form_is_seen_at_the_beginning(tmp_path, name, text, form):
    assert foreign.form_of(put(tmp_path, name, text)) == form


@pytest.mark.parametrize(
    ("row", "fill", "why"),
    [
        ("A-1,,", FILLED, "says nothing of what is done"),
        ("A-1,Keys are rotated,", tuple(pair for pair in FILLED if pair[0] != "objective"), "says no objective"),
        ("A-1,Keys are rotated,", tuple(pair for pair in FILLED if pair[0] != "frequency"), "says no frequency"),
    ],
)
def test_a_control_that_lacks_something_is_left_out_with_the_reason(tmp_path, row, fill, why):
    path = put(tmp_path, "c.csv", f"id,title,objective,frequency\nA-0,Logs are kept,Proof,monthly\n{row},\n")
    with pytest.raises(BadInput) as caught:
        taken(path, kind=CatalogKind.CONTROLS, fill=fill)
    assert any(why in reason for reason in caught.value.reasons), caught.value.reasons


def test_several_words_in_one_field_are_one_text_and_what_is_no_record_is_named(tmp_path):
    path = put(tmp_path, "c.json", json.dumps([{"id": "A-1", "title": ["Keys", "and locks", {"x": 1}]}, "odd"]))
    with pytest.raises(BadInput) as caught:
        taken(path)
    assert caught.value.reasons == ("record 2: is no object",)
    data, told = taken(path, partly=True)
    assert data.items[0].label == "Keys, and locks"
    assert "left out: record 2: is no object" in told


def test_a_long_title_makes_a_short_id(tmp_path):
    title = "Requirements that a customer of ours has written into the annex of his agreement with us"
    data, _ = taken(put(tmp_path, "c.csv", "id,title\nA-1,Keys\nA-2,Locks\n"), title=title)
    assert data.catalog == "requirements-that-a-customer-of-ours-has-written-into-the-annex"


def test_a_list_too_large_for_a_catalog_is_refused(tmp_path):
    rows = "".join(f"A-{n},{'Keys are rotated by hand ' * 8}\n" for n in range(9000))
    with pytest.raises(BadInput, match="holds 9,000 records, more than one catalog of 2 MB takes"):
        taken(put(tmp_path, "c.csv", "id,title\n" + rows))
