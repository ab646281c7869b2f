"""Every error carries a sentence, a hint and an exit code, as the tree at the top of the module says."""

from __future__ import annotations

import re

import pytest

from grcdesk import errors
from grcdesk.errors import BadInput, DeskError, NotFound, did_you_mean


def every(kind: type[DeskError]) -> list[type[DeskError]]:
    return [kind, *(found for below in kind.__subclasses__() for found in every(below))]


def test_the_tree_drawn_in_the_docstring_is_the_tree():
    drawn = dict(re.findall(r"[├└]── (\w+)\s+(\d+)", errors.__doc__ or ""))
    real = {kind.__name__: str(kind.exit_code) for kind in every(DeskError) if kind.__module__ == errors.__name__}
    real.pop("DeskError")
    assert drawn == real


def test_an_error_reads_as_its_sentence():
    error = DeskError("it does not fit", hint="make it shorter", reasons=("too long",))
    assert (str(error), error.hint, error.reasons) == ("it does not fit", "make it shorter", ("too long",))


@pytest.mark.parametrize(
    ("file", "line", "expected"),
    [("", None, "unknown key"), ("a.yaml", None, "a.yaml: unknown key"), ("a.yaml", 3, "a.yaml:3: unknown key")],
)
def test_bad_input_says_where(file: str, line: int | None, expected: str):
    assert str(BadInput("unknown key", file=file, line=line)) == expected


def test_not_found_names_the_nearest():
    error = NotFound.of("control", "ai-sec-1", ("AI-SEC-01", "AI-PRIV-01"))
    assert str(error) == "no control 'ai-sec-1'"
    assert error.hint == "did you mean 'AI-SEC-01'?"


@pytest.mark.parametrize(("name", "known"), [("xyz", ("AI-SEC-01",)), ("AI-SEC-01", ())])
def test_no_hint_when_nothing_is_near(name: str, known: tuple[str, ...]):
    assert did_you_mean(name, known) == ""


def test_a_word_that_begins_alike_is_nearer_than_one_that_looks_alike():
    words = ["policy", "population", "config_snapshot"]
    assert did_you_mean("configuration", words) == "did you mean 'config_snapshot'?"
    assert did_you_mean("populatoin", words) == "did you mean 'population'?"
