"""Where a module can be wrong by one step, and the module with that step taken.

A step is what a person may get wrong and a test should notice: a bound that is one off, `and` for `or`, a condition
left out, another word of the same list, an entry missing in a table. Wording is left alone.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

Members = Callable[[ast.expr], list[str]]
"""Names of all members of the closed list that an expression names; none when it names something else."""

OTHER_COMPARISON: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OTHER_SIGN: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
}
OTHER_NAME = {"any": "all", "all": "any", "min": "max", "max": "min"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Mutant:
    """One step away from the source."""

    number: int
    line: int
    lines: range
    """Lines that run when the statement with the step runs; those of a table are never run by a test."""
    before: str
    after: str


class Step(NamedTuple):
    top: ast.stmt
    """The function or table of the module that holds it."""
    holder: ast.AST
    field: str
    index: int | None
    node: ast.AST
    other: ast.AST


def mutants(source: str, members: Members) -> Iterator[Mutant]:
    """All mutants of a module, in the order of its lines."""
    for number, step in enumerate(_steps(ast.parse(source), members)):
        lines = _lines(step) if isinstance(step.top, FUNCTIONS) else range(0)
        yield Mutant(number, step.node.lineno, lines, _text(step.node), _after(step))


def mutated(source: str, members: Members, number: int) -> ast.stmt:
    """The function or table of a mutant, with its step taken."""
    step = next(islice(_steps(ast.parse(source), members), number, None))
    if not hasattr(step.other, "lineno"):
        ast.copy_location(step.other, step.node)
    if step.index is None:
        setattr(step.holder, step.field, step.other)
    else:
        getattr(step.holder, step.field)[step.index] = step.other
    return ast.fix_missing_locations(step.top)


def first_line(top: ast.stmt) -> int:
    """Where Python says that it begins: at its first decorator."""
    return min((one.lineno for one in getattr(top, "decorator_list", [])), default=top.lineno)


def _steps(tree: ast.Module, members: Members) -> Iterator[Step]:
    for top in _tops(tree):
        for place in _nodes(top):
            for other in _others(place[-1], members):
                yield Step(top, *place, other)


def _lines(step: Step) -> range:
    """Those of the innermost statement; of one with a body, those of its head."""
    inside = [one for one in ast.walk(step.top) if isinstance(one, ast.stmt) and _holds(one, step.node)]
    statement = max(inside, key=lambda one: (one.lineno, -(one.end_lineno or 0)))
    body = getattr(statement, "body", None)
    last = body[0].lineno - 1 if isinstance(body, list) else statement.end_lineno or statement.lineno
    return range(statement.lineno, max(last, statement.lineno) + 1)


def _holds(statement: ast.stmt, node: ast.AST) -> bool:
    return any(one is node for one in ast.walk(statement))


def _after(step: Step) -> str:
    """What it became; of a list, what it lost."""
    node, other = step.node, step.other
    if isinstance(node, (ast.Tuple, ast.List, ast.Set, ast.Dict)) and isinstance(other, type(node)):
        kept = _entries(other)
        return "without " + ", ".join(_text(one) for one in _entries(node) if one not in kept)
    return _text(other)


def _entries(node: ast.AST) -> list[ast.expr]:
    return [one for one in node.keys if one is not None] if isinstance(node, ast.Dict) else getattr(node, "elts", [])


def _text(node: ast.AST) -> str:
    lines = ast.unparse(node).split("\n")
    return lines[0] if len(lines) == 1 else f"{lines[0]} …"


def _tops(tree: ast.Module) -> Iterator[ast.stmt]:
    """Functions, methods and tables: what is in force after the module is loaded and can be put in its place."""
    for one in tree.body:
        if isinstance(one, ast.ClassDef):
            yield from (inner for inner in one.body if isinstance(inner, FUNCTIONS))
        elif isinstance(one, FUNCTIONS) or (isinstance(one, (ast.Assign, ast.AnnAssign)) and one.value is not None):
            yield one


def _nodes(top: ast.stmt) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Each statement and expression with its place; no annotation, no decorator, no default, no text of an error."""
    if isinstance(top, FUNCTIONS):
        body = top.body[1:] if ast.get_docstring(top) is not None else top.body
        first = len(top.body) - len(body)
        for index, one in enumerate(body, start=first):
            yield from _below(top, "body", index, one)
    elif isinstance(top, (ast.Assign, ast.AnnAssign)) and top.value is not None:
        yield from _below(top, "value", None, top.value)


def _below(holder: ast.AST, field: str, index: int | None, node: ast.AST) -> Iterator:
    yield holder, field, index, node
    if isinstance(node, (ast.Raise, ast.JoinedStr, ast.Assert)):
        return
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "args") and not isinstance(node, ast.Call):
            continue
        if isinstance(value, ast.AST):
            yield from _below(node, name, None, value)
        elif isinstance(value, list):
            for place, one in enumerate(value):
                if isinstance(one, ast.AST):
                    yield from _below(node, name, place, one)


def _others(node: ast.AST, members: Members) -> Iterator[ast.AST]:
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        yield from _words(node, members)
    elif isinstance(node, ast.stmt):
        yield from _statements(node)
    elif type(node) in BY_KIND:
        yield from BY_KIND[type(node)](node)
    else:
        yield from _values(node)


def _statements(node: ast.stmt) -> Iterator[ast.AST]:
    """Without it, or with nothing returned; what returns a comparison is turned about elsewhere."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return
        case ast.Expr() | ast.Raise() | ast.AugAssign() | ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Return(value=ast.expr() as value) if not isinstance(value, (ast.Constant, ast.Compare, ast.BoolOp)):
            yield ast.Return(value=ast.Constant(value=None))
        case ast.If() | ast.While():
            yield from _branches(node)


def _values(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.BinOp() if type(node.op) in OTHER_SIGN:
            yield ast.BinOp(left=node.left, op=OTHER_SIGN[type(node.op)](), right=node.right)
        case ast.Constant(value=bool()):
            yield ast.Constant(value=not node.value)
        case ast.Constant(value=int() | float()):
            yield ast.Constant(value=node.value + 1)
        case ast.Name() if node.id in OTHER_NAME and isinstance(node.ctx, ast.Load):
            yield ast.Name(id=OTHER_NAME[node.id], ctx=ast.Load())


def _comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for index, op in enumerate(node.ops):
        ops = [*node.ops]
        ops[index] = OTHER_COMPARISON[type(op)]()
        yield ast.Compare(left=node.left, ops=ops, comparators=node.comparators)


def _conditions(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(op=ast.Or() if isinstance(node.op, ast.And) else ast.And(), values=node.values)
    for index in range(len(node.values)):
        rest = [*node.values[:index], *node.values[index + 1 :]]
        yield rest[0] if len(rest) == 1 else ast.BoolOp(op=node.op, values=rest)


def _branches(node: ast.If | ast.IfExp | ast.While) -> Iterator[ast.AST]:
    """A condition that holds always or never; one that is a comparison is turned about elsewhere."""
    if isinstance(node.test, (ast.Compare, ast.BoolOp, ast.UnaryOp)):
        return
    for answer in (True, False):
        if isinstance(node, ast.While) and answer:
            continue
        other = copy.copy(node)
        other.test = ast.Constant(value=answer)
        yield other


def _words(node: ast.Attribute, members: Members) -> Iterator[ast.AST]:
    names = members(node.value)
    if node.attr in names and len(names) > 1:
        other = names[(names.index(node.attr) + 1) % len(names)]
        yield ast.Attribute(value=node.value, attr=other, ctx=ast.Load())


def _unfiltered(node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Iterator[ast.AST]:
    for place, generator in enumerate(node.generators):
        for index in range(len(generator.ifs)):
            other = copy.copy(node)
            other.generators = [*node.generators]
            other.generators[place] = copy.copy(generator)
            other.generators[place].ifs = [*generator.ifs[:index], *generator.ifs[index + 1 :]]
            yield other


def _shorter(node: ast.Tuple | ast.List | ast.Set) -> Iterator[ast.AST]:
    """A list of words without one of them; a pair is no list, and texts are data that a test would only repeat."""
    if len(node.elts) < 2 or not all(isinstance(one, ast.Attribute) for one in node.elts):
        return
    for index in range(len(node.elts)):
        other = copy.copy(node)
        other.elts = [*node.elts[:index], *node.elts[index + 1 :]]
        yield other


def _smaller(node: ast.Dict) -> Iterator[ast.AST]:
    for index, key in enumerate(node.keys):
        if isinstance(key, ast.Attribute):
            keys, values = [*node.keys], [*node.values]
            del keys[index], values[index]
            yield ast.Dict(keys=keys, values=values)


BY_KIND: dict[type[ast.AST], Callable[..., Iterator[ast.AST]]] = {
    ast.Compare: _comparisons,
    ast.BoolOp: _conditions,
    ast.IfExp: _branches,
    ast.ListComp: _unfiltered,
    ast.SetComp: _unfiltered,
    ast.GeneratorExp: _unfiltered,
    ast.DictComp: _unfiltered,
    ast.Tuple: _shorter,
    ast.List: _shorter,
    ast.Set: _shorter,
    ast.Dict: _smaller,
}
