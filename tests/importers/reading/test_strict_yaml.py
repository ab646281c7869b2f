"""Plain YAML comes through as text with its lines; everything else is refused with a line and a cure."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.errors import BadInput
from grcdesk.importers.reading import strict_yaml
from grcdesk.importers.reading.strict_yaml import MAX_DEPTH, YamlMapping, line_at, load

LOADERS = sorted({yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)}, key=lambda kind: kind.__name__)
LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture(params=LOADERS, ids=lambda kind: kind.__name__)
def _parser(request, monkeypatch):
    monkeypatch.setattr(strict_yaml, "_LOADER", request.param)


def refusal(text: str) -> BadInput:
    with pytest.raises(BadInput) as caught:
        load(text, "own.yaml")
    assert caught.value.file == "own.yaml"
    assert caught.value.hint
    return caught.value


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(
    "written", ["5.10", "010", "no", "12:30:45", "=", "2026-02-30", "1e3", "~", "null", "0x1F", "1_000", "<<", "-5"]
)
def test_every_scalar_stays_the_text_in_the_file(written):
    assert load(f"id: {written}\nlist:\n  - {written}\n", "f") == {"id": written, "list": [written]}


@pytest.mark.usefixtures("_parser")
def test_an_empty_value_is_empty_text():
    assert load("a:\nb: ''\n", "f") == {"a": "", "b": ""}


@pytest.mark.usefixtures("_parser")
def test_values_know_their_lines():
    tree = load("# head\na: 1\nb:\n  - c: x\n    d: >-\n      long\n      text\n  - e\n", "f")
    assert tree == {"a": "1", "b": [{"c": "x", "d": "long text"}, "e"]}
    assert [line_at(tree, path) for path in [(), ("a",), ("b",), ("b", 0), ("b", 0, "d"), ("b", 1)]] == [
        2,
        2,
        3,
        4,
        5,
        8,
    ]


def test_the_line_of_something_absent_is_that_of_its_parent():
    tree = load("a: 1\nb:\n  - c: x\n", "f")
    assert line_at(tree, ("b", 0, "nothing", 3)) == 3
    assert line_at(tree, ("b", 7)) == 2
    assert line_at(tree, ("a", "deeper")) == 1


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\nb: &here x\n", 2, "anchor"),
        ("a: 1\nb: &here\n  - x\n", 2, "anchor"),
        ("a: 1\nb: *gone\n", 2, "alias"),
        ("a: !!python/object/apply:os.system ['x']\n", 1, "tag"),
        ("a: 1\nb: !foo x\n", 2, "tag"),
        ("a: !!str 5\n", 1, "tag"),
        ("a: 1\nb: ! x\n", 2, "tag"),
        ("a: 1\nb: 2\na: 3\n", 3, "twice"),
        ("r:\n  - a: 1\n    a: 2\n", 3, "twice"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("- a\n- b\n", 1, "outermost"),
        ("just text\n", 1, "outermost"),
        ("", 1, "empty"),
        ("# only a comment\n", 1, "empty"),
        ("a: 1\n? [x, y]\n: 2\n", 2, "plain text"),
        ("a:\n\tb: 1\n", 2, "not valid YAML"),
        ("a: one: two\n", 1, "not valid YAML"),
        ("a: 1\nb: 'open\n", 3, "not valid YAML"),
        ("a: 1\nb: x\x07y\n", 2, "U+0007"),
        ('a: 1\nb: "x\\0y"\n', 2, "U+0000"),
    ],
)
def test_anything_but_plain_yaml_is_refused_where_it_stands(text, line, said):
    error = refusal(text)
    assert said in error.message
    assert error.line == line


@pytest.mark.usefixtures("_parser")
def test_a_billion_laughs_are_refused_before_they_grow():
    assert refusal(LAUGHS).line == 1


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize("text", ["a: " + "[" * 10_000, "a: " + "{b: " * 10_000])
def test_ten_thousand_levels_are_refused_and_not_climbed(text):
    assert f"{MAX_DEPTH} levels" in refusal(text).message


@pytest.mark.usefixtures("_parser")
def test_the_allowed_depth_is_allowed():
    inner = MAX_DEPTH - 1
    assert load("a: " + "[" * inner + "]" * inner, "f")["a"]


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize("escape", ["\\ud800", "\\U00110000"])
def test_an_escape_that_is_no_character_is_refused(escape):
    refusal(f'a: "x{escape}"\n')


def test_text_is_composed():
    assert load("a: \N{LATIN SMALL LETTER E}\N{COMBINING ACUTE ACCENT}\n", "f") == {"a": "é"}


@pytest.mark.usefixtures("_parser")
def test_a_tab_gets_its_own_cure():
    assert "tabs" in refusal("a:\n  b: 1\n\tc: 2\n").hint


@given(
    st.dictionaries(
        st.from_regex(r"[a-z_]{1,8}", fullmatch=True),
        st.recursive(
            st.from_regex(r"[ -~]{0,30}", fullmatch=True),
            lambda inner: (
                st.lists(inner, max_size=4)
                | st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), inner, max_size=4)
            ),
            max_leaves=12,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_what_was_written_is_what_is_read(content):
    written = yaml.safe_dump(content, default_style='"', allow_unicode=True).replace("!!map ", "")
    tree = load(written, "f")
    assert tree == content
    assert type(tree) is YamlMapping
    assert list(tree.lines) == list(tree)
