"""Each rule of lint speaks up where it should and is quiet where it should be."""

from __future__ import annotations

import pytest

from grcdesk.importers.catalogs.catalogs import catalog_files, read_catalog
from grcdesk.paths import CATALOGS
from grcdesk.rules.catalogs.lint import RULES, lint

HEAD = 'title: T\nversion: "1"\nsource: s\nlicence: l\n'
FRAMEWORK = (
    "catalog: soc2-small\nkind: framework\n"
    + HEAD
    + """\
items:
  - id: "CC6.1"
    group: CC6 Access
    label: Access is restricted
    category: security
  - id: "CC6.2"
    group: CC6 Access
    label: Users are registered
    category: security
"""
)
CONTROLS = (
    "catalog: own\nkind: controls\n"
    + HEAD
    + """\
controls:
  - id: "AI-01"
    title: Keys replaced
    statement: The owner replaces each key every quarter.
    objective: Keep an old key from opening the account.
    category: security
    frequency: quarterly
    frequency_note: by calendar quarter
    type: preventive
    nature: manual
    owner_role: Owner
    evidence:
      - kind: sign_off
        what: every key with its age
    tests:
      - id: "AI-01.T1"
        aspect: operating
        question: Age of every key
        pass_if: At most 90 days
        fail_if: Older than 90 days
        method: recompute
    questions:
      - Show the oldest key.
"""
)
MAPPINGS = (
    "catalog: own-to-soc2\nkind: mappings\n"
    + HEAD
    + """\
controls: own
framework: soc2-small
mappings:
  - control: "AI-01"
    item: "CC6.1"
    relationship: subset-of
    strength: 7
    basis: functional
    primary: true
    rationale: Keys are one means of access among many.
"""
)
SECOND = """\
  - control: "AI-01"
    item: "CC6.2"
    relationship: intersects-with
    strength: 3
    basis: functional
    rationale: Issuing a key is a kind of registration.
"""


@pytest.fixture
def noted(tmp_path):
    """Lints the three small catalogs (with changes) and gives rule, file, line and where of each note."""

    def run(framework: str = FRAMEWORK, controls: str = CONTROLS, mappings: str | None = MAPPINGS, more: str = ""):
        files = []
        for name, text in (("f", framework), ("c", controls), ("m", mappings), ("n", more)):
            if text:
                (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
                files.append(read_catalog(tmp_path / f"{name}.yaml"))
        notes = lint(files)
        assert all(note.message and note.cure and note.rule in RULES for note in notes)
        return [(note.rule, note.file.rsplit("/", 1)[1], note.line, note.where) for note in notes]

    return run


def test_the_shipped_catalogs_are_clean_but_for_what_is_named_for_a_look():
    notes = lint([read_catalog(path) for path in catalog_files(CATALOGS)])
    assert [note for note in notes if not note.look] == []
    named = {note.where for note in notes}
    assert {"AI-CONF-04", "AI-SEC-02"} <= named
    assert "AI-SEC-03" not in named, "an intersecting item is no claim to lie in it"


APART = FRAMEWORK.replace("group: CC6 Access\n    label: Users", "group: CC7 Watch\n    label: Users")


def test_a_control_within_two_groups_is_named_for_a_look(noted):
    both = MAPPINGS + SECOND.replace("intersects-with", "subset-of")
    assert noted(framework=APART, mappings=both) == [("disjoint-items", "m.yaml", 19, "AI-01")]
    assert noted(framework=FRAMEWORK, mappings=both) == [], "one group may hold both"
    assert noted(framework=APART, mappings=MAPPINGS + SECOND) == [], "an overlap is none"


def test_a_dated_look_at_each_of_them_ends_it(noted):
    both = MAPPINGS + SECOND.replace("intersects-with", "subset-of")
    looked = both + "    reviewed_on: 2026-02-01\n"
    assert noted(framework=APART, mappings=looked) == [("disjoint-items", "m.yaml", 19, "AI-01")]
    first = looked.replace("    primary: true\n", "    primary: true\n    reviewed_on: 2026-02-01\n")
    assert noted(framework=APART, mappings=first) == []


def test_three_good_catalogs_are_clean(noted):
    assert noted() == []
    assert noted(mappings=MAPPINGS + SECOND) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "where"),
    [
        ("every quarter.", "every quarter", 10, "AI-01.statement"),
        ("every quarter.", "every quarter and", 10, "AI-01.statement"),
        ("the account.", "the account,", 11, "AI-01.objective"),
        ("At most 90 days", "At most 90 days or", 25, "AI-01.T1.pass_if"),
        ("every key with its age", "every key,", 20, "AI-01.evidence.0.what"),
        ("Show the oldest key.", "Show the oldest key because", 29, "AI-01.questions.0"),
        ("title: T\n", "title: T and\n", 3, "title"),
    ],
)
def test_a_cut_off_sentence(noted, old, new, line, where):
    assert old in CONTROLS
    assert noted(controls=CONTROLS.replace(old, new)) == [("cut-off-sentence", "c.yaml", line, where)]


@pytest.mark.parametrize("end", ["every quarter!", "the key “a.”", "(every quarter.)", 'said "no."'])
def test_a_sentence_may_end_in_quotes_or_brackets(noted, end):
    assert noted(controls=CONTROLS.replace("every quarter.", end)) == []


def test_a_cut_off_rationale(noted):
    text = MAPPINGS.replace("among many.", "among")
    assert noted(mappings=text) == [("cut-off-sentence", "m.yaml", 16, "AI-01→CC6.1.rationale")]


def test_trailing_blanks(noted):
    folded = CONTROLS.replace(
        "statement: The owner replaces each key every quarter.",
        "statement: >\n      The owner replaces each key every quarter.",
    )
    assert noted(controls=folded) == [("trailing-blank", "c.yaml", 10, "AI-01.statement")]
    quoted = CONTROLS.replace("title: Keys replaced", 'title: "Keys replaced "')
    assert noted(controls=quoted) == [("trailing-blank", "c.yaml", 9, "AI-01.title")]


@pytest.mark.parametrize(
    "vague", ["periodically", "as appropriate", "timely", "where possible", "best effort", "Best-efforts", "as  needed"]
)
def test_vague_words(noted, vague):
    text = CONTROLS.replace("each key every quarter.", f"each key {vague} now.")
    found = [note for note in noted(controls=text) if note[0] != "trailing-blank"]
    assert found == [("vague-word", "c.yaml", 10, "AI-01.statement")]


def test_a_vague_pass_rule(noted):
    text = CONTROLS.replace("At most 90 days", "Replaced in a timely manner")
    assert noted(controls=text) == [("vague-word", "c.yaml", 25, "AI-01.T1.pass_if")]


def test_words_that_only_look_vague(noted):
    assert noted(controls=CONTROLS.replace("every quarter.", "untimely or not, every quarter.")) == []


@pytest.mark.parametrize("note", ["as needed", "on demand", "ad hoc", "Ad-hoc by the owner", "as required"])
def test_as_needed_is_no_frequency(noted, note):
    text = CONTROLS.replace("by calendar quarter", note)
    assert noted(controls=text) == [("as-needed-frequency", "c.yaml", 14, "AI-01.frequency_note")]


def test_an_unmapped_control(noted):
    assert noted(mappings=None) == [("unmapped-control", "c.yaml", 8, "AI-01")]
    looked = MAPPINGS.replace("subset-of", "no-relationship").replace("    primary: true\n", "")
    assert noted(mappings=looked) == [("unmapped-control", "c.yaml", 8, "AI-01")]


def test_a_duplicate_mapping_in_one_file_and_across_two(noted):
    again = SECOND.replace("CC6.2", "CC6.1")
    assert noted(mappings=MAPPINGS + again) == [("duplicate-mapping", "m.yaml", 17, "AI-01→CC6.1")]
    other = MAPPINGS.replace("own-to-soc2", "more").split("  - control")[0] + again
    assert noted(more=other) == [("duplicate-mapping", "n.yaml", 10, "AI-01→CC6.1")]


def test_unknown_targets(noted):
    assert noted(mappings=MAPPINGS + SECOND.replace("CC6.2", "CC6.9")) == [
        ("unknown-target", "m.yaml", 18, "AI-01→CC6.9.item")
    ]
    strange = SECOND.replace("AI-01", "AI-02").replace("    rationale", "    primary: true\n    rationale")
    assert noted(mappings=MAPPINGS + strange) == [("unknown-target", "m.yaml", 17, "AI-02→CC6.2.control")]


def test_a_missing_catalog_is_told_once(noted):
    text = MAPPINGS + SECOND
    assert noted(framework="", mappings=text) == [("unknown-target", "m.yaml", 8, "framework")]
    assert ("unknown-target", "m.yaml", 7, "controls") in noted(mappings=text.replace("controls: own", "controls: owm"))


def test_the_nearest_target_is_offered(tmp_path):
    (tmp_path / "m.yaml").write_text(MAPPINGS.replace("soc2-small", "soc2-smal"), encoding="utf-8")
    (tmp_path / "f.yaml").write_text(FRAMEWORK, encoding="utf-8")
    notes = lint([read_catalog(tmp_path / name) for name in ("f.yaml", "m.yaml")])
    assert "did you mean 'soc2-small'?" in {note.cure for note in notes}


@pytest.mark.parametrize("word", ["equal-to", "equivalent-to"])
def test_an_equal_needs_a_rationale_and_is_a_red_flag_for_a_criterion(noted, word):
    where = "AI-01→CC6.1.relationship"
    bold = MAPPINGS.replace("subset-of", word)
    assert noted(mappings=bold) == [("equal-to-criterion", "m.yaml", 12, where)]
    short = bold.replace("Keys are one means of access among many.", "The same.")
    assert noted(mappings=short) == [
        ("equal-to-criterion", "m.yaml", 12, where),
        ("equal-without-rationale", "m.yaml", 12, where),
    ]


def test_an_equal_to_something_else_only_needs_its_rationale(noted):
    plain = {"framework": FRAMEWORK.replace("    category: security\n", "").replace("soc2-small", "iso-small")}
    bold = MAPPINGS.replace("subset-of", "equal-to").replace("soc2-small", "iso-small")
    assert noted(mappings=bold, **plain) == []


def test_a_mapping_without_rationale(noted):
    text = MAPPINGS.replace("    rationale: Keys are one means of access among many.\n", "")
    assert noted(mappings=text) == [("no-rationale", "m.yaml", 10, "AI-01→CC6.1")]


def test_a_control_nobody_could_show_or_test(noted):
    head, _, rest = CONTROLS.partition("    evidence:\n")
    questions = rest[rest.index("    questions:") :]
    assert noted(controls=head + questions) == [
        ("no-evidence", "c.yaml", 8, "AI-01.evidence"),
        ("no-test", "c.yaml", 8, "AI-01.tests"),
    ]


def test_exactly_one_primary_criterion(noted):
    none = (MAPPINGS + SECOND).replace("    primary: true\n", "")
    assert noted(mappings=none) == [("no-primary", "m.yaml", 10, "AI-01")]
    two = MAPPINGS + SECOND.replace("    rationale", "    primary: true\n    rationale")
    assert noted(mappings=two) == [("no-primary", "m.yaml", 10, "AI-01")]


def test_only_soc2_needs_a_primary(noted):
    plain = FRAMEWORK.replace("    category: security\n", "").replace("soc2-small", "iso-small")
    none = MAPPINGS.replace("    primary: true\n", "").replace("soc2-small", "iso-small")
    assert noted(framework=plain, mappings=none) == []


def test_a_control_that_runs_in_cycles_and_that_no_kind_shows_to_run(noted):
    bare = CONTROLS.replace("kind: sign_off", "kind: policy")
    assert [(one[0], one[3]) for one in noted(FRAMEWORK, bare, MAPPINGS)] == [("no-run", "AI-01.evidence")]
    assert not noted(FRAMEWORK, bare.replace("frequency: quarterly", "frequency: continuous"), MAPPINGS)
    assert not noted(FRAMEWORK, CONTROLS.replace("kind: sign_off", "kind: log_export"), MAPPINGS)


def test_a_kind_of_which_nothing_is_said(noted):
    later = CONTROLS.replace("kind: controls\n", "kind: controls\nformat: 2\n")
    assert [(one[0], one[3]) for one in noted(FRAMEWORK, later, MAPPINGS)] == [("no-shows", "AI-01.evidence.0")]
    said = later.replace("what: every key with its age\n", "what: every key with its age\n        shows: run\n")
    assert not noted(FRAMEWORK, said, MAPPINGS)


def test_a_kind_that_shows_two_things(noted):
    one = "        what: every key with its age\n"
    twice = CONTROLS.replace(one, f"{one}      - kind: sign_off\n        what: more\n        shows: span\n")
    assert [(one[0], one[3]) for one in noted(FRAMEWORK, twice, MAPPINGS)] == [("two-shows", "AI-01.evidence.1")]
