"""What a check may be: what is hostile is refused in one sentence, what is allowed is made anew from its tree."""

# ruff: noqa: S608  none of these is run
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.conftest import SCHEMA
from grcdesk.engine.validate import compile_check
from grcdesk.errors import BadInput
from grcdesk.terms import ParameterKind
from helpers.check_attacks import BOMBS, FUNCTIONS, STATEMENTS

PARAMETERS = {
    "limit": ParameterKind.NUMBER,
    "kind": ParameterKind.TEXT,
    "within": ParameterKind.DURATION,
    "as_of": ParameterKind.DATE,
    "period_end": ParameterKind.TIME,
}


def read(sql: str):
    return compile_check(sql, SCHEMA, PARAMETERS)


def refused(sql: str) -> BadInput:
    with pytest.raises(BadInput) as found:
        read(sql)
    return found.value


HOSTILE = STATEMENTS | BOMBS | {text: f"SELECT {text} AS a FROM releases" for text in FUNCTIONS}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_what_is_hostile_is_refused_in_one_sentence_with_a_cure(name):
    error = refused(HOSTILE[name])
    assert error.exit_code == 2
    assert error.hint
    assert str(error).startswith("check:")
    assert len(str(error)) < 200
    assert str(error).isprintable()


@pytest.mark.parametrize(
    ("sql", "line", "told", "cure"),
    [
        ("SELECT m.change_id,\n  m.autor\nFROM model_changes AS m", 2, "no column 'autor'", "'author'"),
        ("SELECT change_id FROM model_chnges", 1, "no population 'model_chnges'", "'model_changes'"),
        ("SELECT change_id FROM releases\nWHERE change_id = :kid", 2, "no parameter :kid", "'kind'"),
        ("SELECT change_id\nFROM releases\nLIMIT 3", 3, "LIMIT is not allowed", "every deviation counts"),
        ("SELECT LOWER(change_id) AS a FROM releases", 1, "LOWER is not allowed", "= or IN"),
        ("SELECT change_id FROM releases WHERE\nchange_id LIKE 'a%'", 2, "LIKE is not allowed", "= or IN"),
        ("SELECT *\nFROM releases", 1, "* is not allowed", "name the columns"),
        ("SELECT a.change_id FROM releases AS a, releases AS b", 1, "join without ON", "JOIN … ON …"),
        ("SELECT a.change_id FROM releases AS a RIGHT JOIN releases AS b ON 1 = 1", 1, "RIGHT JOIN", "LEFT JOIN"),
        ("SELECT change_id FROM releases JOIN model_changes USING (change_id)", 1, "USING", "ON"),
        (
            "SELECT r.release_id FROM releases AS r JOIN model_changes AS m ON change_id = 'x'",
            1,
            "of model_changes and",
            "",
        ),
        ("SELECT change_id, COUNT(*) FROM releases GROUP BY change_id", 1, "needs a name", "AS name"),
        ("SELECT change_id, release_id AS change_id FROM releases", 1, "two columns", "another_name"),
        ("SELECT change_id FROM releases EXCEPT ALL SELECT commit FROM model_changes", 1, "EXCEPT ALL", "EXCEPT"),
        (
            "WITH releases AS (SELECT commit FROM model_changes) SELECT commit FROM releases",
            None,
            "a table already",
            "WITH",
        ),
        ("WITH a AS (SELECT b.x FROM a AS b) SELECT x FROM a", 1, "a reads itself", "steps"),
        ("SELECT releases.commit FROM model_changes AS releases", 1, "name of another table", "alias"),
        ("SELECT change_id FRM releases", 1, "cannot be read at 'releases'", "check-language"),
        ("SELECT change_id FROM releases; DROP TABLE releases", None, "one statement, this is 2", "one by one"),
        ("SELECT change_id /* a\n/* b */ ; DROP TABLE a; -- */ FROM releases", 1, "within a comment", "take one"),
        ("", None, "empty", "SELECT"),
        ("SELECT change_id\x00 FROM releases", 1, "U+0000", "take it out"),
        ("SELECT change_id FROM releases WHERE 1 = 1e9", 1, "no decimal number", "exponent"),
        ("SELECT m.change_id FROM releases AS r", 1, "no table 'm' is named here", "tables: r"),
        ("SELECT a.change_id FROM releases AS a JOIN releases AS a ON 1 = 1", None, "told apart", "table.column"),
        ("SELECT FROM releases", None, "a column or more", "SELECT … FROM"),
        ("SELECT CAST(change_id AS INT(5)) AS a FROM releases", 1, "INT takes no length", "write INT"),
        ("SELECT change_id FROM releases WHERE change_id IS 'a'", 1, "IS compares with NULL", "write ="),
        ("SELECT IF(passed, 'a') AS a FROM model_changes", 1, "the function IF", "CASE WHEN"),
        ("SELECT IF(passed, 'a', 'b') AS a FROM model_changes", 1, "false in the function IF", "CASE WHEN"),
        *(
            (
                f"SELECT SUM(score) OVER (ORDER BY day {kind} UNBOUNDED PRECEDING) AS s FROM model_changes",
                1,
                f"{kind} is not allowed",
                "ROWS BETWEEN",
            )
            for kind in ("RANGE", "GROUPS")
        ),
        (
            "SELECT change_id FROM model_changes WHERE DATE_DIFF('day', merged_at, CAST('2026-01-01' AS DATE)) > 1",
            *(1, "needs two DATEs", "CAST(a AS DATE)"),
        ),
    ],
)
def test_the_place_and_the_cure_are_named(sql, line, told, cure):
    error = refused(sql)
    assert error.line == line
    assert told in error.message
    assert cure in error.hint


GOOD = """\
SELECT change_id FROM model_changes

SELECT change_id FROM Model_Changes WHERE MERGED_AT < :period_end AND score < :limit OR author = :kind

SELECT change_id, author -- who
FROM model_changes /* all */ WHERE approver IS NULL OR TRIM(approver) = ''

SELECT m.change_id, COUNT(*) AS n FROM model_changes AS m GROUP BY m.change_id HAVING COUNT(*) > 1

SELECT commit, COUNT(DISTINCT author) AS n, SUM(score) AS s, MIN(day) AS d FROM model_changes GROUP BY commit

SELECT m.change_id FROM model_changes AS m LEFT JOIN releases AS r ON r.change_id = m.change_id WHERE
r.change_id IS NULL

SELECT change_id FROM releases AS r WHERE NOT EXISTS (SELECT 1 FROM model_changes AS m WHERE m.change_id =
r.change_id AND m.passed IS TRUE)

SELECT change_id FROM model_changes UNION SELECT change_id FROM releases ORDER BY change_id

SELECT change_id FROM model_changes EXCEPT SELECT change_id FROM releases

WITH late AS (SELECT change_id, merged_at FROM model_changes WHERE merged_at > :period_end) SELECT change_id,
merged_at FROM late

SELECT change_id, DATE_DIFF('day', CAST(merged_at AS DATE), :as_of) AS age FROM model_changes WHERE
DATE_DIFF('second', CAST(merged_at AS TIMESTAMP), :period_end) > :within

SELECT change_id, CASE WHEN score IS NULL THEN 'none' WHEN score * 100 - 5 < 3 THEN 'low' ELSE 'high' END AS
why FROM model_changes WHERE score BETWEEN 0.5 AND 0.88 AND author NOT IN ('a', 'b') AND NOT passed

SELECT change_id, ROW_NUMBER() OVER (PARTITION BY author ORDER BY merged_at DESC, change_id) AS n, LAG(score,
1, 0) OVER (ORDER BY merged_at, change_id) AS before, SUM(score) OVER (ORDER BY change_id ROWS BETWEEN
UNBOUNDED PRECEDING AND CURRENT ROW) AS so_far FROM model_changes

SELECT change_id, COALESCE(NULLIF(author, ''), 'nobody') AS who, ABS(-score) AS a, LENGTH(author) AS l,
CAST(score AS DECIMAL(9, 2)) AS r, CAST(change_id AS TEXT) AS t FROM model_changes

SELECT change_id FROM model_changes WHERE commit IN (SELECT change_id FROM releases) AND score = (SELECT
MAX(score) FROM model_changes) ORDER BY score DESC NULLS LAST
""".strip().split("\n\n")
"""Statements with blank lines between them."""


@pytest.mark.parametrize("sql", GOOD)
def test_what_is_allowed_is_made_anew_and_reads_the_same_again(sql):
    made = read(sql)
    assert made.tables
    assert set(made.tables) <= set(SCHEMA)
    assert "--" not in made.sql
    assert "/*" not in made.sql
    again = made.sql.replace("$", ":").replace('SELECT 1 AS "1"', "SELECT 1")
    assert read(again).columns == made.columns


def test_what_a_check_uses_is_told():
    made = read(GOOD[1])
    assert (made.tables, made.parameters, made.columns) == (
        ("model_changes",),
        ("kind", "limit", "period_end"),
        ("change_id",),
    )
    assert "CAST($limit AS DECIMAL(38, 18))" in made.sql
    assert "CAST($period_end AS TIMESTAMP)" in made.sql


def test_brackets_around_a_part_change_nothing_of_what_is_handed_back():
    made = read("((SELECT change_id FROM releases)) EXCEPT (SELECT commit FROM model_changes)")
    assert made.columns == ("change_id",)


@given(st.text(max_size=200) | st.lists(st.sampled_from(" ".join(GOOD).split()), max_size=30).map(" ".join))
def test_any_text_is_read_or_refused(sql):
    try:
        made = read(sql)
    except BadInput:
        return
    assert made.columns
    assert made.tables
