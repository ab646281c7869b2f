from __future__ import annotations

import subprocess
import sys
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grcdesk.rules.fields.catalogs import CATALOG_FIELDS
from grcdesk.rules.fields.log import LOG_FIELDS
from grcdesk.rules.filters.filters import (
    Between,
    Compare,
    Equals,
    Filter,
    FilterError,
    arrange,
    complete,
    fold,
    item_within,
    last_word,
    match,
    parse,
    unparse,
)
from grcdesk.rules.filters.parse import MAX_VALUES
from helpers.filter_trees import TODAY, trees
from helpers.frameworks import CONTROL_FIELDS


def read(text: str) -> Filter:
    return parse(text, CONTROL_FIELDS, TODAY)


def refusal(text: str, fields=CONTROL_FIELDS) -> FilterError:
    with pytest.raises(FilterError) as caught:
        parse(text, fields, TODAY)
    return caught.value


ROW = SimpleNamespace(
    id="AI-SEC-03",
    title="Tool servers check every call",
    tsc=("CC6.1", "CC8.1"),
    iso=("A.8.3",),
    ai=(),
    scope="in_scope",
    status="missing",
    design=None,
    implemented="no",
    support="",
    owner="",
    role="Platform lead",
    due=date(2026, 11, 30),
    evidence=0,
    actions=2,
    frequency="continuous",
    type="preventive",
    nature="automated",
    catalog="ai-soc2",
    flags=("overdue",),
    text=("AI-SEC-03", "Tool servers check every call", "gap: no model change gate"),
)
GETTERS = {name: (lambda row, name=name: getattr(row, name)) for name in CONTROL_FIELDS if name != "is"}
GETTERS["is"] = lambda row: row.flags


def passes(written: str, /, **changes: object) -> bool:
    return match(read(written), SimpleNamespace(**{**vars(ROW), **changes}), GETTERS, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "status:missing",
        "status:partial,missing",
        "status:m",
        "gap:missing",
        "-status:partial",
        "tsc:CC6",
        "tsc:cc6.1",
        "tsc:CC",
        "iso:A.8",
        "owner:none",
        "-owner:any",
        "design:none",
        "implemented:no",
        "role:platform",
        "due:<30d",
        "due:2026-11-30",
        "due:2026-11",
        "due:2026Q4",
        "due:2026q4",
        "due:2026",
        "due:today..9d",
        "due:>today",
        "due:>=9d",
        "due:<=9d",
        "due:2026-11-22..",
        "due:..2026",
        "due:any",
        "due:none,9d",
        "evidence:none",
        "evidence:0",
        "actions:>1",
        "actions:2..3",
        "actions:any",
        "ai:none",
        "iso:any",
        "is:overdue",
        "is:LATE,unsupported",
        "-is:unsupported",
        '"model change"',
        "TOOL call",
        "-vendor",
        '-"change model"',
        'title:"check every"',
        "  status:missing\t tsc:CC8  ",
    ],
)
def test_a_row_passes(text: str) -> None:
    assert passes(text)


@pytest.mark.parametrize(
    "text",
    [
        "status:partial",
        "-status:missing,partial",
        "tsc:CC61",
        "tsc:C",
        "tsc:CC6.11",
        "owner:any",
        "owner:dana",
        "due:<9d",
        "due:>9d",
        "due:2026Q3",
        "due:none",
        "due:2025..2026-11-29",
        "evidence:>0",
        "evidence:any",
        "ai:any",
        "is:unsupported",
        '"change model"',
        "tool vendor",
        "status:missing evidence:3",
    ],
)
def test_a_row_is_kept_out(text: str) -> None:
    assert not passes(text)


def test_a_row_without_a_date_is_neither_before_nor_after() -> None:
    assert not passes("due:<9999", due=None)
    assert not passes("due:>=0001", due=None)
    assert passes("-due:<9999", due=None)


def test_only_a_to_z_are_folded() -> None:
    assert fold("ÉAİ") == "Éaİ"
    assert not passes("é", text=("É",))
    assert passes("zÉ", text=("ZÉ",))


@pytest.mark.parametrize(
    ("item", "value", "found"),
    [
        ("CC6.1", "CC6", True),
        ("CC61", "CC6", False),
        ("CC6.1", "CC6.1", True),
        ("CC6.10", "CC6.1", False),
        ("CC6.1", "CC", True),
        ("CC6.1", "C", False),
        ("C1.1", "C", True),
        ("PI1.1", "P", False),
        ("A.5.17", "A.5", True),
        ("A.5.17", "A.5.1", False),
        ("control.set", "control", True),
        ("x", "", True),
    ],
)
def test_items_match_on_their_boundaries(item: str, value: str, found: bool) -> None:
    assert item_within(item, value) is found


def test_rows_are_arranged_with_the_empty_ones_last_and_ties_by_id() -> None:
    rows = [
        SimpleNamespace(id="c", owner="mroy", due=None, status="partial"),
        SimpleNamespace(id="b", owner="", due=date(2026, 1, 2), status="in_place"),
        SimpleNamespace(id="a", owner="Dana", due=None, status="missing"),
        SimpleNamespace(id="d", owner="dana", due=date(2026, 1, 3), status="partial"),
    ]

    def order(text: str) -> str:
        return "".join(row.id for row in arrange(read(text), rows, GETTERS))

    assert order("") == "abcd"
    assert order("sort:due") == "bdac"
    assert order("sort:-due") == "dbac"
    assert order("sort:owner") == "adcb"
    assert order("sort:status") == "acdb"
    assert order("sort:-status,-due") == "bdca"


def test_sorting_is_written_with_a_minus_for_falling() -> None:
    tree = read("sort:due,-gap")
    assert [(key.field.name, key.descending) for key in tree.sort] == [("due", False), ("status", True)]
    assert unparse(tree) == "sort:due,-status"


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("gap:u soc2:CC6", "status:not_assessed tsc:CC6"),
        ("due:2026q1..30D", "due:2026Q1..30d"),
        ("evidence:003", "evidence:3"),
        ('owner:"none"', 'owner:"none"'),
        ('owner:"Dana Reyes",mroy', 'owner:"Dana Reyes",mroy'),
        ("text:model", "model"),
        ("title:<b>", 'title:"<b>"'),
        ("due:-7d", "due:-7d"),
        ("role:x-7d", "role:x-7d"),
        ('role:"-7d"', 'role:"-7d"'),
        (r'"a \"quoted\" \\ word"', r'"a \"quoted\" \\ word"'),
    ],
)
def test_a_filter_prints_in_one_spelling(text: str, again: str) -> None:
    assert unparse(read(text)) == again


def test_values_are_read_into_their_tests() -> None:
    assert read("due:2026Q1..30d").terms[0].tests == (Between("2026Q1", "30d"),)
    assert read("evidence:>3,1").terms[0].tests == (Compare(">", "3"), Equals("1"))


@given(trees())
def test_what_is_printed_reads_back(tree: Filter) -> None:
    assert parse(unparse(tree), CONTROL_FIELDS, TODAY) == tree


@given(trees(LOG_FIELDS))
def test_what_is_printed_reads_back_for_the_log(tree: Filter) -> None:
    assert parse(unparse(tree), LOG_FIELDS, TODAY) == tree


@given(
    st.text()
    | st.text(st.sampled_from('asdtuex:,-<>=."\\ 019Qnoy\n\x00'), max_size=40)
    | trees().map(unparse).flatmap(lambda text: st.integers(0, len(text)).map(lambda end: text[:end]))
)
@example("\ud800")
@example('status:"')
@example('"\\')
@example("due:99999999999d")
@example("due:0000")
@example("due:9999-12..99999d")
def test_any_text_reads_or_is_refused_with_its_place(text: str) -> None:
    refused: FilterError | None = None
    try:
        tree = parse(text, CONTROL_FIELDS, TODAY)
    except FilterError as error:
        refused = error
    if refused:
        assert 0 <= refused.column <= len(text)
        assert refused.message
        assert refused.caret.count("\n") == 1
    else:
        assert parse(unparse(tree), CONTROL_FIELDS, TODAY) == tree
        match(tree, ROW, GETTERS, TODAY)
    assert isinstance(complete(text, CONTROL_FIELDS), list)


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("status:missing tsk:CC6", 15, "no field `tsk`; did you mean `tsc`?"),
        ("http://x", 0, "in quotes"),
        ("status:", 0, "`status:` needs a value: missing, partial"),
        ("owner:", 0, "owner:none"),
        ("status:missing,", 15, "needs a value"),
        ("status:mising", 7, "did you mean `missing`?"),
        ("status:xyz", 7, "it can be missing"),
        ("due:<soon", 5, "30d from today"),
        ("due:2026-13", 4, "cannot be compared"),
        ("due:2026-02-30", 4, "cannot be compared"),
        ("due:9d..today", 4, "write today..9d"),
        ("evidence:3..1", 9, "write 1..3"),
        ("evidence:1.5", 9, "whole number"),
        ('"open', 0, "not closed"),
        ('owner:a"b', 7, "middle of a word"),
        ('"a"b', 3, "must follow the quote"),
        ("a -", 3, "nothing after the minus"),
        ('""', 0, "nothing to search"),
        ("red,blue", 3, "comma"),
        ("sort:tsc", 5, "cannot sort by `tsc`"),
        ("sort:-dew", 6, "did you mean `due`?"),
        ("-sort:due", 0, "sort:-due"),
        ("is:none", 3, "unsupported"),
        ("a\x00b", 1, "U+0000"),
    ],
)
def test_a_refusal_says_where_and_what_to_write(text: str, column: int, words: str) -> None:
    error = refusal(text)
    assert words in error.message
    assert error.column == column
    assert error.exit_code == 2


def test_the_caret_stands_below_the_place() -> None:
    assert refusal("status:missing tsk:CC6").caret == "status:missing tsk:CC6\n               ^"
    assert refusal("日本 tsk:1").caret == "日本 tsk:1\n     ^"
    assert "\x1b" not in refusal("\x1b[2J tsk:1").caret


def test_a_filter_has_its_limits() -> None:
    assert len(read(" ".join("a" * MAX_VALUES)).terms) == MAX_VALUES
    assert "too many" in refusal(" ".join("a" * (MAX_VALUES + 1))).message
    assert "500 characters" in refusal("x" * 501).message


def test_log_and_catalog_fields_have_their_own_words() -> None:
    read_log = parse("action:control outcome:refused at:>-7d", LOG_FIELDS, TODAY)
    assert unparse(read_log) == "action:control outcome:denied at:>-7d"
    assert "did you mean `control.set`" in refusal("action:contrl.set", LOG_FIELDS).message
    assert unparse(parse("kind:framework", CATALOG_FIELDS, TODAY)) == "kind:framework"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", "id:"),
        ("sta", "status:"),
        ("status:missing -ow", "-owner:"),
        ("status:mi", "status:missing"),
        ("status:missing,pa", "status:missing,partial"),
        ("sort:d", "sort:design"),
        ("sort:status,-d", "sort:status,-design"),
        ("so", "sort:"),
        ("due:<", "due:<today"),
        ("is:", "is:unsupported"),
        ("gap:no", "gap:not_assessed"),
    ],
)
def test_the_last_word_is_completed(text: str, first: str) -> None:
    assert complete(text, CONTROL_FIELDS)[0] == first


def test_nothing_is_offered_inside_quotes_or_for_unknown_fields() -> None:
    assert complete('owner:"Da', CONTROL_FIELDS) == []
    assert complete("tsk:C", CONTROL_FIELDS) == []
    assert last_word('a "b c') == '"b c'
    assert last_word('a "b\\" c" d') == "d"


@given(trees().map(unparse), st.integers(0, 60))
def test_each_completion_begins_with_the_word_it_completes(text: str, end: int) -> None:
    word = last_word(text[:end])
    assert all(offer.casefold().startswith(word.casefold()) for offer in complete(text[:end], CONTROL_FIELDS))


def test_the_parser_is_light_to_import() -> None:
    script = "import sys, grcdesk.rules.filters; print(sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout
    assert "'grcdesk'" in loaded
    assert not any(f"'{heavy}'" in loaded for heavy in ("pydantic", "sqlalchemy", "sqlmodel", "textual", "yaml"))
