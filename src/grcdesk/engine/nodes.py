"""What each kind of node of a check must look like, beyond the parts it may have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from sqlglot import exp

from grcdesk.engine import grammar
from grcdesk.engine.reading import CheckReading
from grcdesk.errors import did_you_mean
from grcdesk.terms import ParameterKind

_NAMES = (exp.Identifier, exp.Literal, exp.Placeholder, exp.Var)
"""Nodes whose text is looked at on its own."""
_WORDS = grammar.FRAMES | {"OVER", "LEFT", "RIGHT", "FULL", "CROSS", "INNER", "OUTER", "SEMI", "ANTI"}
_LARGEST_PRECISION, _LARGEST_SCALE = 38, 18


def refuse_odd(reading: CheckReading, node: exp.Expr) -> None:
    """A node must be of a kind, with parts and in a form that are allowed.

    Raises:
        BadInput: through the reading.
    """
    kind = type(node)
    parts = grammar.ALLOWED.get(kind)
    if parts is None:
        reading.refuse(node, f"{_called(node)} is not allowed", grammar.CURES.get(kind.__name__, _SEE))
    for name, value in node.args.items():
        # the parser fills in parts that were not written, each with another nothing
        if value in (None, False, []) or value == "":
            continue
        if name not in parts:
            _refuse_part(reading, node, name, value)
        if isinstance(value, str) and not isinstance(node, _NAMES) and value.upper() not in _WORDS:
            reading.refuse(node, f"{value[:30]} is not allowed", grammar.CURES.get(value.upper(), _SEE))
    rule = _RULES.get(kind)
    if rule is not None:
        rule(reading, node)


_SEE = "see: grcdesk help check-language"


def _refuse_part(reading: CheckReading, node: exp.Expr, name: str, value: Any) -> NoReturn:
    """Say which part of a node is not allowed, at its own place where the parser tells it."""
    called = grammar.SAID.get(name, f"{name.strip('_')} in {_called(node)}")
    first = value[0] if isinstance(value, list) else value
    place = first if isinstance(first, exp.Expr) else node
    reading.refuse(place, f"{called} is not allowed", grammar.CURES.get(name, _SEE))


def _called(node: exp.Expr) -> str:
    """What a person calls it."""
    if isinstance(node, exp.Anonymous):
        return f"the function {str(node.this)[:30]}"
    if isinstance(node, exp.Func):
        return f"the function {node.sql_name()}"
    return type(node).__name__.upper()


def _table(reading: CheckReading, node: Any) -> None:
    if not isinstance(node.this, exp.Identifier):
        reading.refuse(node, "a table that is no population is not allowed", _SEE)
    if any(part.alias == node.name for part in _inside(node)):
        reading.refuse(node, f"the WITH part {node.name} reads itself", "write the steps out")
    _population(reading, node, node.name)
    _table_alias(reading, node, node.alias)


def _population(reading: CheckReading, node: Any, name: str) -> None:
    """A table is a population, or a WITH part; populations are noted as read."""
    if name.lower() in reading.schema or (reading.loose and name not in reading.parts):
        reading.used.add(name.lower())
    elif name not in reading.parts:
        known = (*sorted(reading.schema), *sorted(reading.parts))
        near = did_you_mean(name, known) or f"known: {', '.join(known)}"
        reading.refuse(node, f"no population {name[:60]!r} is known", near)


def _table_alias(reading: CheckReading, node: Any, alias: str) -> None:
    """An alias is not the name of another table: a reader of the check would take the one for the other."""
    if not alias or alias.lower() == node.name.lower():
        return
    if alias.lower() in reading.schema or alias in reading.parts:
        reading.refuse(node, f"{alias} is the name of another table", "choose another alias")


def _inside(node: exp.Expr) -> Iterator[exp.CTE]:
    """The WITH parts it stands in."""
    above = node.parent
    while above is not None:
        if isinstance(above, exp.CTE):
            yield above
        above = above.parent


def _join(reading: CheckReading, node: Any) -> None:
    kind, side = (node.kind or "").upper(), (node.side or "").upper()
    if kind == "CROSS" or not node.args.get("on"):
        reading.refuse(node, "a join without ON is not allowed", "write JOIN … ON …")
    if kind not in {"", "INNER", "OUTER"} or side not in {"", "LEFT"}:
        told = " ".join(f"{side} {kind} JOIN is not allowed".split())
        reading.refuse(node, told, "JOIN or LEFT JOIN, with ON")


def _set_operation(reading: CheckReading, node: Any) -> None:
    if not isinstance(node, exp.Union) and not node.args.get("distinct"):
        reading.refuse(node, f"{node.key.upper()} ALL is not allowed", f"write {node.key.upper()}")


def _star(reading: CheckReading, node: Any) -> None:
    if not isinstance(node.parent, exp.Count):
        reading.refuse(node, "* is not allowed", "name the columns; in EXISTS write SELECT 1")


def _identifier(reading: CheckReading, node: Any) -> None:
    if not grammar.NAME.fullmatch(str(node.this)):
        told = f"{str(node.this)[:30]!r} is no name a check may use"
        reading.refuse(node, told, "letters, digits and _; other columns are renamed so")


def _literal(reading: CheckReading, node: Any) -> None:
    text = str(node.this)
    if node.is_string and len(text) > grammar.LONG_TEXT:
        reading.refuse(node, f"a text in a check has at most {grammar.LONG_TEXT:,} characters", "use a parameter")
    if not node.is_string and not grammar.NUMBER.fullmatch(text):
        reading.refuse(node, f"{text[:30]} is no decimal number", "write 0.88, without an exponent")


def _placeholder(reading: CheckReading, node: Any) -> None:
    name = str(node.this or "")
    if name not in reading.parameters and not (reading.loose and grammar.NAME.fullmatch(name)):
        known = tuple(sorted(reading.parameters))
        near = did_you_mean(name, known) or (f"known: {', '.join(f':{one}' for one in known)}" if known else "")
        reading.refuse(node.parent if not node.meta else node, f"no parameter :{name[:40]} is known", near)
    reading.measured.add(name)


def _cast(reading: CheckReading, node: Any) -> None:
    to, name = node.to, str(getattr(node.to.this, "name", node.to.this))
    written = grammar.CASTS.get(name)
    if written is None:
        names = ", ".join(dict.fromkeys(grammar.CASTS.values()))
        reading.refuse(node, f"CAST to {name} is not allowed", f"types: {names.replace('DECIMAL', 'DECIMAL(p, s)')}")
    size = [str(part.this) for part in to.expressions]
    if written == "DECIMAL":
        _refuse_digits(reading, node, size)
    elif size:
        reading.refuse(node, f"{written} takes no length", f"write {written}")


def _refuse_digits(reading: CheckReading, node: Any, size: list[str]) -> None:
    """A decimal says both of its sizes: what engines take where they are left out differs."""
    digits = [int(part) for part in size if part.isdigit() and len(part) <= 2]  # noqa: PLR2004  two digits
    fits = len(digits) == len(size) == 2 and digits[1] <= digits[0] <= _LARGEST_PRECISION  # noqa: PLR2004
    if not fits or digits[1] > _LARGEST_SCALE:
        cure = f"write DECIMAL(p, s), p at most {_LARGEST_PRECISION}, s at most {_LARGEST_SCALE}"
        reading.refuse(node, "CAST to DECIMAL needs its digits", cure)


_CLOCKS = {"DAY": ("DATE", ParameterKind.DATE), "SECOND": ("TIMESTAMP", ParameterKind.TIME)}


def _date_diff(reading: CheckReading, node: Any) -> None:
    """Whole days between two dates, or whole seconds between two moments: other units differ from engine to engine."""
    unit = node.text("unit").upper()
    if unit not in _CLOCKS:
        reading.refuse(node, f"DATE_DIFF counts no {unit.lower() or 'unit'}", "write 'day' or 'second'")
    written, kind = _CLOCKS[unit]
    for side in (node.this, node.expression):
        cast = isinstance(side, exp.Cast) and grammar.CASTS.get(side.to.this.name) == written
        given = isinstance(side, exp.Placeholder) and (reading.loose or reading.parameters.get(side.name) is kind)
        if not (cast or given):
            cure = f"DATE_DIFF('{unit.lower()}', CAST(a AS {written}), CAST(b AS {written}))"
            reading.refuse(node, f"DATE_DIFF in {unit.lower()}s needs two {written}s", cure)


def _var(reading: CheckReading, node: Any) -> None:
    # a bare word elsewhere belongs to what is refused by its own kind already; a later parser may have others
    if not isinstance(node.parent, exp.DateDiff):  # pragma: no cover
        reading.refuse(node.parent, f"{node.name[:30]} is not allowed", _SEE)


def _window(reading: CheckReading, node: Any) -> None:
    if not isinstance(node.this, grammar.IN_WINDOWS):
        reading.refuse(node, f"{_called(node.this)} over a window is not allowed", _SEE)
    if isinstance(node.this, grammar.ORDERED) and not node.args.get("order"):
        reading.refuse(node, f"{_called(node.this)} needs an order", "OVER (… ORDER BY what, key)")


def _is(reading: CheckReading, node: Any) -> None:
    if not isinstance(node.expression, exp.Null | exp.Boolean):
        reading.refuse(node, "IS compares with NULL, TRUE or FALSE alone", "write =")


def _if(reading: CheckReading, node: Any) -> None:
    if not isinstance(node.parent, exp.Case):
        reading.refuse(node, "the function IF is not allowed", "CASE WHEN … THEN … ELSE … END")


def _distinct(reading: CheckReading, node: Any) -> None:
    if node.expressions and (not isinstance(node.parent, exp.Count | exp.Sum) or len(node.expressions) > 1):
        reading.refuse(node, "DISTINCT stands in SELECT DISTINCT or COUNT(DISTINCT x) alone", _SEE)


_RULES: dict[type[exp.Expr], Callable[[CheckReading, Any], None]] = {
    exp.Table: _table,
    exp.Join: _join,
    exp.Intersect: _set_operation,
    exp.Except: _set_operation,
    exp.Star: _star,
    exp.Identifier: _identifier,
    exp.Literal: _literal,
    exp.Placeholder: _placeholder,
    exp.Cast: _cast,
    exp.DateDiff: _date_diff,
    exp.Var: _var,
    exp.Window: _window,
    exp.Is: _is,
    exp.If: _if,
    exp.Distinct: _distinct,
}
