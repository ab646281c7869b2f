"""The runner itself: what it changes, that a test notices what it tests, and that nothing else is touched."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mutants import places

RUN = Path(places.__file__).with_name("run.py")
SOURCE = '''"""A bound."""

from enum import Enum


class Word(Enum):
    GOOD = "good"
    BAD = "bad"


LIMIT = 3
GOOD = frozenset({Word.GOOD, Word.BAD})


def word(days: int) -> Word:
    """A word for a number of days."""
    if days > LIMIT:
        return Word.BAD
    return Word.GOOD


def untested() -> bool:
    return True
'''


def no_members(_node: ast.expr) -> list[str]:
    return []


def words(node: ast.expr) -> list[str]:
    return ["GOOD", "BAD"] if isinstance(node, ast.Name) and node.id == "Word" else []


@pytest.mark.parametrize(
    ("line", "steps"),
    [
        ("a < b", ["a <= b"]),
        ("a and b", ["a or b", "b", "a"]),
        ("not a", ["a"]),
        ("a + 1", ["a - 1", "2"]),
        ("any(a)", ["all"]),
        ("[x for x in a if x]", ["[x for x in a]"]),
        ("Word.GOOD", ["Word.BAD"]),
        ("(Word.GOOD, Word.BAD)", ["without Word.GOOD", "without Word.BAD", "Word.BAD", "Word.GOOD"]),
        ("'text'", []),
        ("f'{1} text'", []),
    ],
)
def test_steps_of_an_expression(line, steps):
    assert [one.after for one in places.mutants(f"def f():\n    x = {line}", words)] == steps


@pytest.mark.parametrize(
    ("body", "steps"),
    [
        ("a()", ["pass"]),
        ("return a(b)", ["return None"]),
        ("if a: b = c", ["if True: …", "if False: …"]),
        ("raise Refused(f'{1 + 1}')", ["pass"]),
        ('"""A docstring."""', []),
    ],
)
def test_steps_of_a_statement(body, steps):
    assert [one.after for one in places.mutants(f"def f():\n    {body}", no_members)] == steps


def test_a_mutant_differs_from_its_source_in_one_place():
    tree = ast.parse(SOURCE)
    right = {ast.unparse(one) for one in tree.body}
    for mutant in places.mutants(SOURCE, words):
        assert ast.unparse(places.mutated(SOURCE, words, mutant.number)) not in right


def test_a_type_or_a_default_is_no_step():
    assert list(places.mutants("def f(a: bool = True, *, b: int = 1) -> int: ...", no_members)) == []


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants live in forks")
def test_what_a_test_notices_and_what_none_does(tmp_path):
    package = tmp_path / "src" / "little"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    source = package / "bound.py"
    source.write_text(SOURCE, encoding="utf-8")
    tests = tmp_path / "test_bound.py"
    tests.write_text(
        "from little.bound import Word, word\n\n\ndef test_far_beyond():\n"
        "    assert word(9) is Word.BAD\n    assert word(0) is Word.GOOD\n",
        encoding="utf-8",
    )
    asked = [sys.executable, str(RUN), "bound.py", "--source", str(tmp_path / "src"), "--package", "little"]
    answer = subprocess.run(  # noqa: S603
        [*asked, "--tests", str(tests)],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "src"), "PATH": ""},
    )
    survivors = {line.strip() for line in answer.stdout.splitlines() if line.startswith("bound.py")}
    assert "bound.py:17  days > LIMIT  ->  days >= LIMIT" in survivors, "no test stands at the bound"
    assert "bound.py:23 (no test)  True  ->  False" in survivors
    assert not any("Word.BAD  ->  Word.GOOD" in one and ":18" in one for one in survivors), "a test states this word"
    assert source.read_text(encoding="utf-8") == SOURCE
