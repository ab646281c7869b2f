"""SQL and `match` must say the same of every row, or a list and its screen would disagree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql

from grcdesk.models.base import EnumText, IsoDate
from grcdesk.rules.filters.fields import FieldKind
from grcdesk.rules.filters.filters import Filter, arrange, match, parse
from grcdesk.store.where import item_within, order_by, to_sql
from grcdesk.terms import Status
from helpers.filter_trees import TODAY, trees
from helpers.frameworks import CONTROL_FIELDS

META = sa.MetaData()
LISTS = ("tsc", "iso", "ai")
FLAGS = CONTROL_FIELDS["is"].values


def _type(kind: FieldKind, name: str) -> sa.types.TypeEngine:
    if name == "status":
        return EnumText(Status)
    return {FieldKind.DATE: IsoDate(), FieldKind.COUNT: sa.Integer()}.get(kind, sa.Text())


PLAIN = [field for field in CONTROL_FIELDS.values() if field.kind not in {FieldKind.LIST, FieldKind.FLAG}]
ROWS = sa.Table(
    "rows",
    META,
    *(sa.Column(field.name, _type(field.kind, field.name)) for field in PLAIN),
    sa.Column("note", sa.Text),
    *(sa.Column(flag, sa.Integer) for flag in FLAGS),
)
ITEMS = sa.Table("items", META, sa.Column("row", sa.Text), sa.Column("list", sa.Text), sa.Column("item", sa.Text))


def _items(name: str):
    return lambda value: sa.exists().where(
        ITEMS.c.row == ROWS.c.id, ITEMS.c.list == name, item_within(ITEMS.c.item, value)
    )


COLUMNS = {field.name: ROWS.c[field.name] for field in PLAIN}
COLUMNS |= {name: _items(name) for name in LISTS}
COLUMNS["is"] = {flag: ROWS.c[flag] == 1 for flag in FLAGS}
COLUMNS["text"] = (ROWS.c.text, ROWS.c.note)
GETTERS = {name: (lambda row, name=name: row[name]) for name in CONTROL_FIELDS}
GETTERS["is"] = lambda row: [flag for flag in FLAGS if row[flag] == 1]
GETTERS["text"] = lambda row: (row["text"], row["note"])

texts = st.one_of(
    st.none(),
    st.just(""),
    st.sampled_from(["none", "100%", "a_b", "AxB", "axb", "É", "é", "/", "\\", "Dana Reyes", "-7d", "a..b", "<3"]),
    st.text(st.sampled_from('aAbBzZ019 %_/\\",:-<>.éÉ'), max_size=8),
)
items = st.sampled_from(
    ["CC6.1", "CC6", "CC61", "CC6.10", "C1.1", "PI1.3", "P1.1", "A.5.17", "A.5.1", "5", "%", "cc6.1"]
)


def _values(field) -> st.SearchStrategy:
    if field.kind is FieldKind.DATE:
        return st.none() | st.dates(date(2026, 1, 1), date(2027, 3, 1)) | st.dates()
    if field.kind is FieldKind.COUNT:
        return st.none() | st.integers(0, 6)
    return st.none() | st.sampled_from(field.values) if field.words else texts


rows = st.lists(
    st.fixed_dictionaries(
        {field.name: _values(field) for field in PLAIN if field.name != "id"}
        | {"note": texts}
        | {name: st.lists(items, max_size=3, unique=True) for name in LISTS}
        | {flag: st.none() | st.integers(0, 1) for flag in FLAGS}
    ),
    max_size=6,
).map(lambda found: [row | {"id": f"AI-{place:02d}"} for place, row in enumerate(found)])


@pytest.fixture(scope="module")
def connection() -> Iterator[sa.Connection]:
    engine = sa.create_engine("sqlite://")
    META.create_all(engine)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def ask(connection: sa.Connection, tree: Filter, found: list[dict]) -> list[str]:
    with connection.begin() as transaction:
        if found:
            connection.execute(ROWS.insert(), [{k: v for k, v in row.items() if k not in LISTS} for row in found])
            loose = [
                {"row": row["id"], "list": name, "item": item} for row in found for name in LISTS for item in row[name]
            ]
            if loose:
                connection.execute(ITEMS.insert(), loose)
        query = sa.select(ROWS.c.id).where(to_sql(tree, COLUMNS, TODAY)).order_by(*order_by(tree, COLUMNS))
        answer = list(connection.scalars(query))
        transaction.rollback()
    return answer


@pytest.mark.slow
@given(tree=trees(), found=rows)
def test_sql_and_match_agree_on_every_row_and_order(connection, tree: Filter, found: list[dict]) -> None:
    expected = [row["id"] for row in arrange(tree, [r for r in found if match(tree, r, GETTERS, TODAY)], GETTERS)]
    assert ask(connection, tree, found) == expected


ORDERED = {name: CONTROL_FIELDS[name] for name in ("due", "evidence")}
near = st.none() | st.dates(date(2026, 9, 28), date(2027, 1, 3))


@pytest.mark.slow
@given(trees(ORDERED), st.lists(st.tuples(near, st.none() | st.integers(0, 6)), max_size=6))
def test_sql_and_match_agree_on_dates_and_counts(connection, tree: Filter, pairs: list[tuple]) -> None:
    found = [row(id=f"AI-{place:02d}", due=due, evidence=evidence) for place, (due, evidence) in enumerate(pairs)]
    expected = [one["id"] for one in arrange(tree, [r for r in found if match(tree, r, GETTERS, TODAY)], GETTERS)]
    assert ask(connection, tree, found) == expected


def row(**values: object) -> dict:
    blank = {field.name: None for field in PLAIN} | {"note": None} | dict.fromkeys(LISTS, ()) | dict.fromkeys(FLAGS)
    return blank | {"id": "AI-00"} | values


@pytest.mark.parametrize(
    ("text", "values", "found"),
    [
        ("100%", {"text": "1000"}, False),
        ("100%", {"text": "100%"}, True),
        ("a_b", {"text": "axb"}, False),
        ("AXB", {"note": "axb"}, True),
        ("-axb", {"text": None, "note": None}, True),
        ("-owner:none", {"owner": None}, False),
        ("owner:none", {"owner": ""}, True),
        ("tsc:CC6", {"tsc": ["CC61"]}, False),
        ("tsc:CC6", {"tsc": ["CC61", "cc6.1"]}, True),
        ("tsc:none", {}, True),
        ("-is:overdue", {}, True),
        ("is:overdue", {"overdue": 1}, True),
        ("due:<30d", {"due": date(2026, 12, 20)}, True),
        ("due:<30d", {"due": date(2026, 12, 21)}, False),
        ("-due:<30d", {}, True),
        ("due:<=2026-11", {"due": date(2026, 11, 30)}, True),
        ("due:<2026-11", {"due": date(2026, 11, 1)}, False),
        ("due:>2026-11", {"due": date(2026, 11, 30)}, False),
        ("due:>=2026-11", {"due": date(2026, 11, 1)}, True),
        ("due:2026Q3..2026Q4", {"due": date(2026, 12, 31)}, True),
        ("due:2026Q3..2026Q4", {"due": date(2026, 6, 30)}, False),
        ("evidence:none", {}, True),
    ],
)
def test_sql_finds(connection, text: str, values: dict, found: bool) -> None:
    tree = parse(text, CONTROL_FIELDS, TODAY)
    one = row(**values)
    assert match(tree, one, GETTERS, TODAY) is found
    assert ask(connection, tree, [one]) == (["AI-00"] if found else [])


def test_the_largest_filter_is_taken_by_the_database(connection) -> None:
    words = parse(" ".join(f"-w{number}" for number in range(200)), CONTROL_FIELDS, TODAY)
    assert ask(connection, words, [row()]) == ["AI-00"]
    many = parse("tsc:" + ",".join(["CC"] * 200), CONTROL_FIELDS, TODAY)
    assert ask(connection, many, [row(tsc=["CC6.1"])]) == ["AI-00"]


def test_a_day_is_compared_with_a_text_column_as_text(connection) -> None:
    tree = parse("due:2026-11", CONTROL_FIELDS, TODAY)
    stamp = sa.literal("2026-11-20T10:00:00.000Z")
    condition = to_sql(tree, {"due": sa.func.substr(stamp, 1, 10, type_=sa.String())}, TODAY)
    assert connection.scalar(sa.select(condition))
    connection.rollback()


def test_ties_can_be_broken_by_another_column() -> None:
    keys = order_by(parse("sort:due", CONTROL_FIELDS, TODAY), COLUMNS, ROWS.c.note.desc())
    assert str(keys[-1]) == "rows.note DESC"


@given(trees())
@example(parse("sort:status -tsc:CC is:overdue due:<30d -owner:none", CONTROL_FIELDS, TODAY))
def test_the_statement_can_be_written_for_another_database(tree: Filter) -> None:
    query = sa.select(ROWS.c.id).where(to_sql(tree, COLUMNS, TODAY)).order_by(*order_by(tree, COLUMNS))
    assert "FROM rows" in str(query.compile(dialect=postgresql.dialect()))


def test_several_columns_cannot_be_a_sort_key() -> None:
    with pytest.raises(TypeError, match="one column"):
        order_by(Filter(), {"id": (ROWS.c.id, ROWS.c.title)})
