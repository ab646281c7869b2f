"""Catalog files: the shipped ones are whole, and a bad one is refused with file, line and cure."""

from __future__ import annotations

import errno
import hashlib
import os
from collections import Counter

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.catalogs import catalogs
from grcdesk.importers.catalogs.catalogs import catalog_files, read_catalog
from grcdesk.importers.reading.small_files import MAX_BYTES
from grcdesk.paths import CATALOGS
from grcdesk.terms import Anchor, ControlType, EvidenceKind, Nature, Relationship, TestAspect

SMALL = """\
# ours
catalog: own
kind: controls
title: Own controls
version: "1"
source: Us
licence: ours

controls:
  - id: "OWN-01"
    title: Backups of prompts restored
    statement: The operator restores a backup each month.
    objective: Keep a lost store from being lost for good.
    category: availability
    frequency: monthly
    type: corrective
    nature: manual
    owner_role: Operator
    evidence:
      - kind: test_record
        what: restore log
    tests:
      - id: "OWN-01.T1"
        aspect: operating
        question: Restore in each month
        pass_if: One a month
        fail_if: A month without
        method: recompute
    questions:
      - Show it.
"""


@pytest.fixture
def own(tmp_path):
    """Writes a catalog and gives its path."""

    def write(text: str | bytes = SMALL, name: str = "own.yaml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture(scope="module")
def shipped():
    return {file.data.catalog: file for file in map(read_catalog, catalog_files(CATALOGS))}


def refusal(path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read_catalog(path)
    assert caught.value.file == str(path)
    assert caught.value.hint
    return caught.value


def test_the_shipped_catalogs_are_whole(shipped):
    frameworks = ("soc2-tsc-2017", "iso27001-2022-annex-a", "iso42001-2023-annex-a")
    assert [len(shipped[name].data.items) for name in frameworks] == [61, 93, 38]
    controls = shipped["ai-soc2"].data.controls
    assert len(controls) == 23
    assert sum(len(control.tests) for control in controls) == 72
    assert sum(len(shipped[f"ai-soc2-to-{name}"].data.mappings) for name in frameworks) == 161
    assert len(shipped) == 11
    assert all(name == file.path.stem for name, file in shipped.items())
    for name in ("ai-soc2", "ai-ext"):
        assert all(wanted.shows for control in shipped[name].data.controls for wanted in control.evidence), name
    assert {file.data.version for file in shipped.values()} <= {"2026.1", "2026.2", "2026.3"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("soc2-tsc-2017", (34, 35, 327, 23)),
        ("iso27001-2022-annex-a", (21, 35, 269, 23)),
        ("iso42001-2023-annex-a", (9, 27, 148, 21)),
    ],
)
def test_the_mappings_are_those_that_were_judged(shipped, name, expected):
    found = shipped[f"ai-soc2-to-{name}"].data.mappings
    relations = [entry.relationship for entry in found]
    within, meeting = relations.count(Relationship.SUBSET_OF), relations.count(Relationship.INTERSECTS_WITH)
    strength, primaries = sum(entry.strength for entry in found), sum(entry.primary for entry in found)
    assert (within, meeting, strength, primaries) == expected


@pytest.mark.parametrize(
    ("name", "pair", "expected"),
    [
        ("iso27001-2022-annex-a", "AI-AVL-04→A.8.6", ("intersects-with", 4, False)),
        ("iso27001-2022-annex-a", "AI-SEC-03→A.8.5", ("intersects-with", 5, False)),
        ("iso27001-2022-annex-a", "AI-PI-02→A.8.32", ("subset-of", 5, True)),
        ("iso27001-2022-annex-a", "AI-PI-02→A.8.29", ("intersects-with", 4, False)),
        ("iso27001-2022-annex-a", "AI-SEC-05→A.5.36", ("intersects-with", 3, False)),
        ("iso42001-2023-annex-a", "AI-SEC-04→A.6.2.8", ("intersects-with", 2, True)),
        ("soc2-tsc-2017", "AI-PRIV-02→P4.3", ("intersects-with", 4, False)),
        ("soc2-tsc-2017", "AI-CONF-03→P4.2", ("subset-of", 5, False)),
        ("soc2-tsc-2017", "AI-AVL-03→CC7.4", ("subset-of", 4, True)),
    ],
)
def test_mappings_that_an_auditor_would_doubt(shipped, name, pair, expected):
    (found,) = (entry for entry in shipped[f"ai-soc2-to-{name}"].data.mappings if entry.key == pair)
    assert (found.relationship, found.strength, found.primary) == expected
    assert found.rationale


def test_every_control_has_a_test_of_its_design(shipped):
    for control in shipped["ai-soc2"].data.controls:
        assert any(test.aspect is TestAspect.DESIGN for test in control.tests), control.id


def test_the_extension_is_written_out_to_the_same_depth(shipped):
    controls = shipped["ai-ext"].data.controls
    assert [control.id for control in controls] == [f"AI-EXT-0{n}" for n in range(1, 9)]
    for control in controls:
        assert 3 <= len(control.tests) <= 4
        assert {test.aspect for test in control.tests} == set(TestAspect)
        assert len(control.evidence) >= 4
        assert len(control.questions) == 3
    for framework in ("soc2-tsc-2017", "iso27001-2022-annex-a", "iso42001-2023-annex-a"):
        mappings = shipped[f"ai-ext-to-{framework}"].data.mappings
        primary = Counter(mapping.control for mapping in mappings if mapping.primary)
        assert primary == {control.id: 1 for control in controls}


def test_criteria_have_their_category(shipped):
    items = shipped["soc2-tsc-2017"].data.items
    assert Counter(item.category.value for item in items) == {
        "security": 33,
        "availability": 3,
        "processing_integrity": 5,
        "confidentiality": 2,
        "privacy": 18,
    }
    assert {item.id: item.category.value for item in items}["P1.1"] == "privacy"
    assert {item.id: item.category.value for item in items}["PI1.1"] == "processing_integrity"
    for other in ("iso27001-2022-annex-a", "iso42001-2023-annex-a"):
        assert {item.category for item in shipped[other].data.items} == {None}


def test_ids_that_look_like_numbers_stay_apart(shipped):
    names = [item.id for item in shipped["iso27001-2022-annex-a"].data.items]
    assert {"A.5.1", "A.5.10", "A.8.3", "A.8.30"} <= set(names)
    assert len(set(names)) == 93


def test_tests_belong_to_their_control_and_every_control_says_why(shipped):
    for name in ("ai-soc2", "ai-ext"):
        for control in shipped[name].data.controls:
            assert all(test.id.startswith(f"{control.id}.T") for test in control.tests)
            assert control.objective not in {"", control.statement}
            assert control.questions


def test_words_of_the_trade_are_sorted_into_term_and_note(shipped):
    controls = {control.id: control for control in shipped["ai-soc2"].data.controls}
    assert controls["AI-SEC-02"].type is ControlType.PREVENTIVE
    assert controls["AI-SEC-02"].type_note == "preventive and detective"
    assert controls["AI-CONF-05"].type is ControlType.DIRECTIVE
    assert controls["AI-SEC-05"].nature is Nature.SYSTEM_SUPPORTED
    assert controls["AI-PI-05"].nature_note == "manual, system-enforced"
    assert controls["AI-AVL-02"].nature is Nature.AUTOMATED
    assert controls["AI-AVL-02"].anchor is Anchor.ROLLING
    assert EvidenceKind.CONSENT_RECORD in {wanted.kind for wanted in controls["AI-PRIV-03"].evidence}


def test_a_file_knows_its_hash_and_its_lines(own):
    path = own()
    file = read_catalog(path)
    assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert file.path == path
    assert file.line_of("OWN-01") == 10
    assert file.line_of("OWN-01", "statement") == 12
    assert file.line_of("OWN-01", "evidence.0.what") == 21
    assert file.line_of("OWN-01.T1", "pass_if") == 26
    assert file.line_of("", "version") == 5
    assert file.line_of("OWN-01", "frequency_note") == 10


def test_a_mapping_is_found_by_its_pair(shipped):
    file = shipped["ai-soc2-to-soc2-tsc-2017"]
    lines = file.path.read_text(encoding="utf-8").splitlines()
    place = file.line_of("AI-SEC-05→CC6.3", "item")
    assert lines[place - 1].strip() == 'item: "CC6.3"'
    assert lines[place - 2].strip() == '- control: "AI-SEC-05"'


def test_an_unquoted_number_is_an_id_all_the_same(own):
    path = own(
        "catalog: f\nkind: framework\ntitle: F\nversion: 1.0\nsource: s\nlicence: l\n"
        "items:\n  - {id: 5.1, group: g, label: a}\n  - {id: 5.10, group: g, label: b}\n"
    )
    data = read_catalog(path).data
    assert [item.id for item in data.items] == ["5.1", "5.10"]
    assert data.version == "1.0"


@pytest.mark.parametrize(
    ("old", "new", "line", "said", "cure"),
    [
        ("statement:", "statment:", 12, "`statment` of OWN-01 is not a known key", "'statement'"),
        ("pass_if:", "passif:", 26, "`passif` of OWN-01.T1 is not a known key", "'pass_if'"),
        ("source:", "colour:", 6, "`colour` is not a known key", "known keys: catalog"),
        (
            "    objective: Keep a lost store from being lost for good.\n",
            "",
            10,
            "`objective` of OWN-01 is missing",
            "add",
        ),
        ("frequency: monthly", "frequency: as needed", 15, "'as needed'", "write `event`"),
        ("frequency: monthly", "frequency: montly", 15, "'montly'", "'monthly'"),
        ("kind: test_record", "kind: spreadsheet", 20, "'spreadsheet'", "one of"),
        ("kind: controls", "kind: control", 3, "'control'", "'controls'"),
        ("kind: controls\n", "", 2, "`kind` is missing", "framework"),
        ('id: "OWN-01"\n', 'id: "OWN 01"\n', 10, "'OWN 01'", "without blanks"),
        ("title: Own controls", "title:", 4, "`title` is empty", "write it"),
        ("nature: manual", "nature: [manual]", 17, "`nature` of OWN-01 must be text", "indentation"),
        ("title: Own controls", "title: [Own controls]", 4, "must be text", "indentation"),
        ("    nature: manual\n", "    nature: manual\n    grace_days: soon\n", 18, "'soon'", "a whole number"),
        ("    nature: manual\n", "    nature: manual\n    grace_days: 367\n", 18, "'367'", "at most 366"),
        ("    nature: manual\n", "    nature: manual\n    key: perhaps\n", 18, "'perhaps'", "true or false"),
        ("questions:\n      - Show it.", "questions: Show it.", 29, "must be a list", "dashes"),
        ('version: "1"', 'version: "1"\ntitle: again', 6, "twice", "keep one"),
    ],
)
def test_a_mistake_is_named_with_line_and_cure(own, old, new, line, said, cure):  # noqa: PLR0917  one row each
    assert old in SMALL
    error = refusal(own(SMALL.replace(old, new, 1)))
    assert (error.line, said in error.message, cure in error.hint) == (line, True, True), (str(error), error.hint)


def test_further_mistakes_are_listed_too(own):
    error = refusal(
        own(SMALL.replace("category: availability", "category: x").replace("method: recompute", "method: y"))
    )
    assert error.line == 14
    assert error.reasons == ("line 28: `method` of OWN-01.T1 is 'y'",)


def test_a_hundred_mistakes_are_not_a_hundred_lines(own):
    extra = "".join(f"    odd{number}: x\n" for number in range(100))
    error = refusal(own(SMALL.replace("    evidence:\n", extra + "    evidence:\n")))
    assert error.reasons == ("99 rows (line 20, 21, 22 …): the first, `odd1` of OWN-01 is not a known key",)


@pytest.mark.parametrize("again", ['  - id: "OWN-01"\n', '  - id: "OWN-01.T1"\n'])
def test_an_id_may_stand_only_once(own, again):
    record = SMALL.split("\ncontrols:\n")[1].split("    tests:\n", maxsplit=1)[0]
    error = refusal(own(SMALL + record.replace('  - id: "OWN-01"\n', again)))
    assert "stands twice, first on line" in error.message
    assert error.line == 31


def test_a_link_is_not_followed(own, tmp_path):
    link = tmp_path / "link.yaml"
    link.symlink_to(own())
    assert "link" in refusal(link).message


def test_a_pipe_is_refused_and_does_not_wait(tmp_path):
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    assert "regular" in refusal(pipe).message


def test_a_device_and_a_folder_are_refused(tmp_path):
    assert "regular" in refusal(catalogs.Path("/dev/zero")).message
    refusal(tmp_path)


def test_a_missing_file_is_told_as_such(tmp_path):
    assert os.strerror(errno.ENOENT) in refusal(tmp_path / "none.yaml").message


def test_size_is_limited(own):
    filler = b"# " + b"x" * 98 + b"\n"
    body = SMALL.encode()
    fits = body + b"#" * (MAX_BYTES - len(body))
    assert read_catalog(own(fits)).data.catalog == "own"
    assert "2 MB" in refusal(own(fits + filler)).message


def test_other_encodings_are_refused_with_their_line(own):
    error = refusal(own(SMALL.replace("Own controls", "Kontrollübersicht").encode("cp1252")))
    assert error.line == 4
    assert "UTF-8" in error.hint
    assert "UTF-8" in refusal(own(SMALL.encode("utf-16"))).hint


def test_a_byte_order_mark_does_no_harm(own):
    assert read_catalog(own(SMALL.encode("utf-8-sig"))).data.catalog == "own"


def test_files_are_found_sorted_and_a_missing_folder_holds_none(tmp_path):
    for name in ("b.yaml", "a/z.yaml", "a/notes.txt", "c.yml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "folder.yaml").mkdir()
    assert catalog_files(tmp_path) == [tmp_path / "a/z.yaml", tmp_path / "b.yaml"]
    assert catalog_files(tmp_path / "none") == []
