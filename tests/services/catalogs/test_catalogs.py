"""Catalogs: what is there, what could be, what an update does and refuses."""

from __future__ import annotations

import re

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.catalogs.linting import lint_files
from grcdesk.terms import CatalogKind, CatalogSource, Status
from services.conftest import Shelf, control, mapping


def ids(desk) -> list[str]:
    return [row.id for row in desk.catalogs.list() if row.in_desk]


def test_a_new_desk_has_the_shipped_catalogs_but_the_extension(desk):
    rows = desk.catalogs.list()
    assert {row.id: row.items for row in rows if row.in_desk} == {
        "soc2-tsc-2017": 61,
        "iso27001-2022-annex-a": 93,
        "iso42001-2023-annex-a": 38,
        "ai-soc2": 23,
        "ai-soc2-to-soc2-tsc-2017": next(row.items for row in rows if row.id == "ai-soc2-to-soc2-tsc-2017"),
        "ai-soc2-to-iso27001-2022-annex-a": next(
            row.items for row in rows if row.id == "ai-soc2-to-iso27001-2022-annex-a"
        ),
        "ai-soc2-to-iso42001-2023-annex-a": next(
            row.items for row in rows if row.id == "ai-soc2-to-iso42001-2023-annex-a"
        ),
    }
    assert sum(row.items for row in rows if row.in_desk and row.kind is CatalogKind.MAPPINGS) == 161
    assert rows[0].id == "soc2-tsc-2017"
    assert all(re.fullmatch("[0-9a-f]{64}", row.sha256) and row.source is CatalogSource.SHIPPED for row in rows)
    assert all(row.update == "" for row in rows)


def test_the_extension_waits_to_be_added_and_is_counted_alike_before_and_after(desk):
    waiting = {row.id: row.items for row in desk.catalogs.list() if not row.in_desk}
    assert waiting["ai-ext"] == 8
    assert all(name.startswith("ai-ext") for name in waiting)
    desk.catalogs.add("ai-ext")
    assert {row.id: row.items for row in desk.catalogs.list() if row.id.startswith("ai-ext")} == waiting


def test_adding_the_extension_brings_its_mappings_and_its_scope(desk):
    said = desk.catalogs.add("ai-ext")
    assert "AI controls, extension pack added" in said.sentence
    assert "from 4 files" in said.sentence
    assert said.batch
    assert len(desk.controls.keys()) == 31
    row = desk.controls.show("AI-EXT-01").row
    assert row.criteria
    assert row.criteria[0] == "CC7.4"
    assert len(desk.scope.show().controls) == 3
    assert row.scope.value == "in_scope"


def test_adding_twice_is_refused_with_the_way_on(desk):
    desk.catalogs.add("ai-ext")
    with pytest.raises(Refused, match="ai-ext is in the desk already") as caught:
        desk.catalogs.add("ai-ext")
    assert "catalogs update ai-ext" in caught.value.hint


def test_the_add_can_be_undone_whole(desk):
    before = desk.controls.list()
    said = desk.catalogs.add("ai-ext")
    desk.log.undo(said.batch)
    assert desk.controls.list() == before
    assert not [name for name in ids(desk) if name.startswith("ai-ext")]
    assert desk.log.verify().clean
    desk.catalogs.add("ai-ext")
    assert len(desk.controls.keys()) == 31


def test_undoing_an_add_is_refused_once_a_control_has_been_judged(desk):
    said = desk.catalogs.add("ai-ext")
    desk.controls.set(["AI-EXT-01"], ControlChange(status=Status.PARTIAL))
    with pytest.raises(Refused, match="moved on") as caught:
        desk.log.undo(said.batch)
    assert any("AI-EXT-01" in reason for reason in caught.value.reasons)
    assert desk.controls.show("AI-EXT-01").row.status is Status.PARTIAL


def test_own_controls_are_copied_into_the_desk(desk, shelf: Shelf):
    path = shelf.controls(control("OWN-01"), control("OWN-02", key=True))
    desk.catalogs.add(path)
    path.unlink()
    row, items = desk.catalogs.show("own")
    assert (row.source, row.items, row.in_desk, row.update) == (CatalogSource.OWN, 2, True, "")
    assert [item.id for item in items] == ["OWN-01", "OWN-02"]
    assert (desk.paths.catalogs / "own.yaml").is_file()
    detail = desk.controls.show("OWN-01")
    assert detail.row.scope.value == "out_of_scope", "it maps to nothing yet"
    assert detail.row.owner_role == "Platform lead"


def test_a_file_that_lies_in_the_desk_already_is_added_where_it_is(desk, shelf: Shelf):
    path = shelf.controls(control("OWN-01")).replace(desk.paths.catalogs / "mine.yaml")
    path = path.rename(desk.paths.catalogs / "own.yaml")
    desk.catalogs.add(path)
    assert list(desk.paths.catalogs.iterdir()) == [path]
    assert desk.controls.keys("id:OWN") == ["OWN-01"]


def test_own_mappings_put_own_controls_into_scope(desk, shelf: Shelf):
    desk.catalogs.add(shelf.controls(control("OWN-01")))
    desk.catalogs.add(shelf.mappings(mapping("OWN-01", "CC6.1", primary=True)))
    assert desk.controls.show("OWN-01").row.scope.value == "in_scope"
    assert desk.controls.show("OWN-01").row.criteria == ("CC6.1",)


def test_an_id_that_looks_like_a_number_stays_text(desk, shelf: Shelf):
    desk.catalogs.add(shelf.framework(["5.1", "5.10"]))
    assert [item.id for item in desk.catalogs.show("house-rules")[1]] == ["5.1", "5.10"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [(("OWN-99", "CC6.1"), "unknown control 'OWN-99'"), (("OWN-01", "CC66.1"), "unknown item 'CC66.1'")],
)
def test_a_mapping_to_nowhere_is_refused_with_file_and_line(desk, shelf: Shelf, wrong, said):
    desk.catalogs.add(shelf.controls(control("OWN-01")))
    path = shelf.mappings(mapping("OWN-01", "CC6.2"), mapping(*wrong))
    with pytest.raises(BadInput, match=re.escape(said)) as caught:
        desk.catalogs.add(path)
    assert caught.value.file == str(path)
    line = path.read_text(encoding="utf-8").splitlines()[caught.value.line - 1]
    assert wrong[0] in line
    assert "own-to-soc2" not in ids(desk)
    assert not (desk.paths.catalogs / "own-to-soc2.yaml").exists()


def test_a_control_id_belongs_to_one_catalog(desk, shelf: Shelf):
    path = shelf.controls(control("OWN-01"), control("AI-SEC-01"))
    with pytest.raises(BadInput, match="AI-SEC-01 is in catalog ai-soc2 already") as caught:
        desk.catalogs.add(path)
    assert caught.value.file == str(path)
    assert "AI-SEC-01" in path.read_text(encoding="utf-8").splitlines()[caught.value.line - 1]


def test_a_test_id_belongs_to_one_control(desk, shelf: Shelf):
    taken = desk.controls.show("AI-SEC-01").tests[0].id
    test = {"id": taken, "aspect": "design", "question": "Is it?", "pass_if": "yes", "fail_if": "no"}
    path = shelf.controls(control("OWN-01", tests=[{**test, "method": "inspect"}]))
    with pytest.raises(BadInput, match=f"test {taken} is in the desk already") as caught:
        desk.catalogs.add(path)
    assert caught.value.line


def test_the_same_relation_in_two_catalogs_is_refused(desk, shelf: Shelf):
    first = desk.controls.show("AI-SEC-01").row.criteria[0]
    path = shelf.mappings(mapping("AI-SEC-01", first), controls="ai-soc2")
    with pytest.raises(BadInput, match=f"AI-SEC-01 → {first} is in catalog ai-soc2-to-soc2-tsc-2017 already") as caught:
        desk.catalogs.add(path)
    assert caught.value.line


@pytest.mark.parametrize("source", ["ai-exd", "nowhere.yaml"])
def test_what_is_neither_catalog_nor_file_is_not_found(desk, source: str):
    with pytest.raises(NotFound, match="no catalog or file") as caught:
        desk.catalogs.add(source)
    if source == "ai-exd":
        assert "ai-ext" in caught.value.hint


def test_a_file_that_is_no_catalog_is_refused_and_leaves_nothing(desk, shelf: Shelf):
    path = shelf.write("bad.yaml", {"catalog": "bad", "kind": "controls", "surprise": 1})
    with pytest.raises(BadInput):
        desk.catalogs.add(path)
    assert list(desk.paths.catalogs.iterdir()) == []


def test_a_catalog_not_in_the_desk_can_be_looked_at(desk):
    row, items = desk.catalogs.show("ai-ext")
    assert not row.in_desk
    assert [item.id for item in items][:2] == ["AI-EXT-01", "AI-EXT-02"]
    mapped, relations = desk.catalogs.show("ai-ext-to-soc2-tsc-2017")
    assert mapped.items == len(relations)
    assert relations[0].id == "AI-EXT-01 → CC7.4"
    assert relations[0].label == "subset-of"


def test_a_framework_not_in_the_desk_can_be_looked_at(desk, shelf: Shelf):
    path = shelf.framework(["H1", "H2"])
    path.rename(desk.paths.catalogs / "house-rules.yaml")
    row, items = desk.catalogs.show("house-rules")
    assert (row.in_desk, row.source, row.items) == (False, CatalogSource.OWN, 2)
    assert [item.label for item in items] == ["Rule H1", "Rule H2"]
    desk.catalogs.add("house-rules")
    assert "house-rules" in ids(desk)


def test_framework_items_name_the_controls_that_touch_them(desk):
    _, items = desk.catalogs.show("soc2-tsc-2017")
    found = {item.id: item.controls for item in items}
    assert len(found) == 61
    assert "AI-PI-01" in found["CC8.1"]
    assert found["CC1.1"] == ()
    _, controls = desk.catalogs.show("ai-soc2")
    assert [item.id for item in controls] == desk.controls.keys()


def test_an_item_looked_at_without_finding_a_relation_is_not_touched(desk, shelf: Shelf):
    desk.catalogs.add(shelf.controls(control("OWN-01")))
    desk.catalogs.add(shelf.mappings(mapping("OWN-01", "CC1.1", "no-relationship")))
    found = {item.id: item.controls for item in desk.catalogs.show("soc2-tsc-2017")[1]}
    assert found["CC1.1"] == ()
    assert desk.controls.show("OWN-01").row.criteria == ()


def test_an_unknown_catalog_is_not_found_with_the_nearest(desk):
    for ask in (desk.catalogs.show, desk.catalogs.diff, desk.catalogs.update):
        with pytest.raises(NotFound) as caught:
            ask("ai-soc3")
        assert "ai-soc2" in caught.value.hint


@pytest.mark.slow
def test_shipped_catalogs_lint_clean_but_for_what_is_named_for_a_look(desk):
    notes = lint_files(desk.paths)
    assert {note.rule for note in notes} == {"disjoint-items"}
    assert all(note.look for note in notes)


def test_lint_of_a_file_tells_only_of_that_file(desk, shelf: Shelf):
    path = shelf.controls(control("OWN-01", statement="The lead reads the log periodically."))
    notes = lint_files(desk.paths, [path])
    assert {note.file for note in notes} == {str(path)}
    assert {"vague-word", "unmapped-control", "no-evidence", "no-test"} <= {note.rule for note in notes}
    assert all(note.line and note.cure for note in notes)


def test_a_file_that_is_gone_is_said_and_the_desk_keeps_its_rows(desk, shelf: Shelf):
    desk.catalogs.add(shelf.controls(control("OWN-01")))
    (desk.paths.catalogs / "own.yaml").unlink()
    row, items = desk.catalogs.show("own")
    assert (row.update, len(items)) == ("file is gone", 1)
    assert desk.catalogs.update().sentence == "every catalog is current"
    for ask in (desk.catalogs.diff, desk.catalogs.update):
        with pytest.raises(NotFound, match="file of catalog 'own' is gone"):
            ask("own")


def test_a_file_in_the_way_is_not_overwritten(desk, shelf: Shelf):
    (desk.paths.catalogs / "own.yaml").mkdir()
    with pytest.raises((Refused, BadInput)):
        desk.catalogs.add(shelf.controls(control("OWN-01")))
    assert "own" not in ids(desk)
    assert desk.controls.keys("id:OWN") == []
