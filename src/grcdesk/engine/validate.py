"""Reads the SQL of a check and hands back SQL that may be run: made anew from its tree, never what was typed.

A check is one SELECT or set operation over populations, by their plain names, with parameters written `:name`. What is
not on the list of `grammar` is refused, and every column must be one of a table it names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from grcdesk.engine.reading import DEEPEST, FLATTEN, TOO_DEEP, WHERE, CompiledCheck, place
from grcdesk.errors import BadInput
from grcdesk.rules.audits.roles import RoleColumn
from grcdesk.terms import ParameterKind

LONGEST = 20_000
"""Bytes of a check."""
_TEXTS = re.compile(r"'(?:[^']|'')*'")
_NESTED = re.compile(r"/\*(?:(?!\*/).)*?/\*", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def compile_check(
    sql: str, tables: Mapping[str, tuple[RoleColumn, ...]], parameters: Mapping[str, ParameterKind]
) -> CompiledCheck:
    """Read a check and make the SQL that is run.

    Args:
        sql: as it was written.
        tables: the columns of each population it may name.
        parameters: the kind of each parameter it may name.

    Raises:
        BadInput: with the line, and the column in its message, of what is not allowed or not known, and the cure.
    """
    _refuse_text(sql)
    from grcdesk.engine import tree  # noqa: PLC0415  the parser takes 120 ms to load, and only a check needs it

    return tree.compiled(sql, tables, parameters)


def survey_check(sql: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The populations a check names and the parameters it is measured by, before it is known which there are.

    Raises:
        BadInput: for what no check may be.
    """
    _refuse_text(sql)
    from grcdesk.engine import tree  # noqa: PLC0415  as above

    return tree.surveyed(sql)


def _refuse_text(sql: str) -> None:
    """What can be told without parsing."""
    if len(sql) > LONGEST or len(sql.encode(errors="replace")) > LONGEST:
        raise BadInput(f"a check has at most {LONGEST:,} bytes, this one more", hint="shorten it", file=WHERE)
    found = _CONTROL.search(sql)
    if found:
        line, column = place(sql, found.start())
        told = f"U+{ord(found[0]):04X} at column {column} is no character of a check"
        raise BadInput(told, hint="take it out", file=WHERE, line=line)
    nested = _NESTED.search(_TEXTS.sub(lambda text: " " * len(text[0]), sql))
    if nested:
        told = "a comment begins within a comment: engines differ on where it ends"
        raise BadInput(told, hint="take one of them out", file=WHERE, line=place(sql, nested.start())[0])
    if not sql.strip():
        raise BadInput("the check is empty", hint="SELECT the key of each deviation, then what shows it", file=WHERE)
    depth = 0
    for start, character in enumerate(sql):
        depth += (character == "(") - (character == ")")
        if depth > DEEPEST:
            raise BadInput(TOO_DEEP, hint=FLATTEN, file=WHERE, line=place(sql, start)[0])
