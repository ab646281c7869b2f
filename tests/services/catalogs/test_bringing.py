"""Lists of others in a desk: shown first, taken, taken again, taken newer, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from grcdesk.errors import BadInput, Refused
from grcdesk.schemas.catalogs.catalogs import TakingPlan
from grcdesk.services.catalogs.linting import lint_files
from grcdesk.services.catalogs.skeletons import write_skeleton
from grcdesk.terms import CatalogKind


def put(folder, text: str, name: str = "annex.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def ids(desk, catalog: str) -> list[str]:
    return [item.id for item in desk.catalogs.show(catalog)[1]]


def test_a_list_is_shown_taken_and_the_same_again_changes_nothing(desk, tmp_path):
    path = put(tmp_path, "code,title\nX-1,One\nX-2,Two\n")
    seen = desk.catalogs.look(path)
    assert [(one.catalog, one.counts, one.in_desk) for one in seen.catalogs] == [
        ("annex", "2 new, 0 changed, 0 gone", False)
    ]
    assert not seen.replaces
    done = desk.catalogs.add(path)
    assert ids(desk, "annex") == ["X-1", "X-2"]
    assert any("2 rows: 2 taken" in told for told in done.warnings)
    again = desk.catalogs.add(path)
    assert (again.batch, again.sentence) == ("", "annex stood so already")
    desk.log.undo(done.batch)
    assert "annex" not in {row.id for row in desk.catalogs.list() if row.in_desk}
    assert desk.log.verify().clean


def test_a_newer_list_is_taken_only_once_somebody_has_seen_what_it_changes(desk, tmp_path):
    desk.catalogs.add(put(tmp_path, "code,title\nX-1,One\nX-2,Two\n"))
    newer = put(tmp_path, "code,title\nX-1,First\nX-3,Three\n")
    seen = desk.catalogs.look(newer)
    assert (seen.catalogs[0].counts, seen.replaces) == ("1 new, 1 changed, 1 gone", True)
    with pytest.raises(Refused, match="1 record would be new, 1 changed, 1 gone"):
        desk.catalogs.add(newer)
    assert ids(desk, "annex") == ["X-1", "X-2"]
    desk.catalogs.add(newer, agreed=True)
    assert ids(desk, "annex") == ["X-1", "X-3"]
    assert {row.id: row.update for row in desk.catalogs.list()}["annex"] == ""


def test_only_more_of_the_same_needs_no_consent(desk, tmp_path):
    desk.catalogs.add(put(tmp_path, "code,title\nX-1,One\n"))
    desk.catalogs.add(put(tmp_path, "code,title\nX-1,One\nX-2,Two\n"))
    assert ids(desk, "annex") == ["X-1", "X-2"]


def test_a_dry_run_takes_and_writes_nothing(desk, tmp_path):
    path = put(tmp_path, "code,title\nX-1,One\n")
    done = desk.catalogs.add(path, dry_run=True)
    assert done.dry_run
    assert "annex" not in {row.id for row in desk.catalogs.list()}


def test_no_list_takes_the_place_of_a_shipped_catalog(desk, tmp_path):
    path = put(tmp_path, "code,title\nX-1,One\n")
    with pytest.raises(Refused, match="soc2-tsc-2017 is shipped"):
        desk.catalogs.add(path, TakingPlan(catalog="soc2-tsc-2017"), agreed=True)


def test_options_for_lists_are_refused_for_a_catalog_of_ours(desk, shelf):
    with pytest.raises(BadInput, match="says itself what it holds"):
        desk.catalogs.add(shelf.framework(["X.1"]), TakingPlan(short="x"))


def test_a_maker_file_of_the_desk_reads_a_list_of_its_own(desk, tmp_path):
    folder = desk.paths.makers
    folder.mkdir(parents=True)
    text = "format: 1\nmaker: Acme\nwhat: rules\nreads: catalogs\nsigns: {keys: [Regel, Thema]}\n"
    (folder / "acme.yaml").write_text(f"{text}columns: {{id: Regel, label: Thema}}\n", encoding="utf-8")
    done = desk.catalogs.add(put(tmp_path, "Regel,Thema\n7,Daten\n"))
    assert ids(desk, "annex") == ["7"]
    assert any("taken for Acme, rules" in told for told in done.warnings)


def test_a_column_map_tells_columns_and_words_and_what_is_told_beside_it_goes_before(desk, tmp_path):
    path = put(tmp_path, "Nr,Was,Thema,Wie oft\n7,Schluessel,Zugang,jede Woche\n", "liste.csv")
    text = "columns:\n  id: Nr\n  label: Was\n  frequency: Wie oft\nwords:\n  frequency:\n    weekly: [jede Woche]\n"
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    fill = tuple((name, "…") for name in ("objective", "owner_role"))
    fill += (("category", "security"), ("type", "preventive"), ("nature", "manual"))
    plan = TakingPlan(
        kind=CatalogKind.CONTROLS, map=str(tmp_path / "map.yaml"), columns=(("label", "Thema"),), fill=fill
    )
    desk.catalogs.add(path, plan)
    row = desk.controls.show("7").row
    assert (row.title, row.frequency) == ("Zugang", "weekly")


def test_lint_of_a_list_tells_how_it_was_read(desk, tmp_path):
    found = lint_files(desk.paths, [put(tmp_path, "code,title\nX-1,One\n")])
    assert [note.rule for note in found] == ["translated"] * len(found)
    assert all(note.look for note in found)


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("a-list.json", '[{"name": "Access", "ref_code": "cc6.1", "subcontrols": []}]', ["cc6.1"]),
        ("controls.csv", "code,title,description\nAC-1,Access by role,Only by role\n", ["AC-1"]),
    ],
)
def test_small_lists_that_once_failed(desk, tmp_path, name, text, wanted):
    desk.catalogs.add(put(tmp_path, text, name), TakingPlan(catalog="case"))
    assert ids(desk, "case") == wanted


SENTENCE = "The platform lead looks at each key of the store and writes down what was found."


def filled(path: Path) -> Path:
    from grcdesk.rules.catalogs.skeleton import PLACEHOLDER  # noqa: PLC0415

    path.write_text(PLACEHOLDER.sub(SENTENCE, path.read_text(encoding="utf-8")), encoding="utf-8")
    return path


def test_a_skeleton_names_what_is_to_be_filled_in_and_then_is_clean_and_taken(desk, tmp_path):
    made = write_skeleton("house-rules", to=tmp_path)
    assert [path.name for path in made] == [
        "house-rules-framework.yaml",
        "house-rules.yaml",
        "house-rules-to-house-rules-framework.yaml",
    ]
    notes = lint_files(desk.paths, made)
    assert {note.rule for note in notes} == {"placeholder"}
    assert sum(path.read_text(encoding="utf-8").count("<fill in:") for path in made) == len(notes)
    with pytest.raises(BadInput, match="placeholders still to be filled in"):
        desk.catalogs.add(made[0])
    assert lint_files(desk.paths, [filled(path) for path in made]) == []
    for path in made:
        desk.catalogs.add(path)
    assert desk.controls.keys("house_rules:X.1") == ["OWN-01"]


@pytest.mark.parametrize("kind", list(CatalogKind))
def test_each_kind_can_be_written_alone_and_mapped_to_a_shipped_framework(desk, tmp_path, kind):
    file = tmp_path / "one.yaml"
    assert write_skeleton("own", [kind], framework="soc2-tsc-2017", to=file) == (file,)
    assert {note.rule for note in lint_files(desk.paths, [file])} <= {
        "placeholder",
        "unknown-target",
        "unmapped-control",
    }
    with pytest.raises(Refused, match="is there already"):
        write_skeleton("own", [kind], to=file)


@pytest.mark.parametrize(("name", "framework"), [("Own Rules", ""), ("x" * 41, ""), ("own", "soc3")])
def test_names_that_cannot_be_are_refused_and_nothing_is_written(tmp_path, name, framework):
    with pytest.raises(BadInput):
        write_skeleton(name, framework=framework, to=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_several_files_need_a_folder_that_is_there(tmp_path):
    with pytest.raises(BadInput, match="is no folder") as refused:
        write_skeleton("own", to=tmp_path / "none")
    assert "3 files are written" in str(refused.value.hint)
    assert list(tmp_path.iterdir()) == []
