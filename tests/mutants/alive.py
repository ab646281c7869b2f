"""A mutant put into a process that has the source loaded: no file is written, nothing is loaded again."""

from __future__ import annotations
import __future__

import ast
import functools
import gc
import sys
from enum import Enum
from types import CodeType, FunctionType, ModuleType

from mutants.places import FUNCTIONS, Members, first_line

LATER = __future__.annotations.compiler_flag
"""What `from __future__ import annotations` asks of the compiler."""
Place = tuple[str, int, str]
"""File, first line and name of a function."""


def forget_answers(package: str) -> None:
    """Answers kept from the run over the right source would hide a wrong one."""
    gc.unfreeze()  # what is frozen is not among what is looked through
    for one in gc.get_objects():
        if isinstance(one, functools._lru_cache_wrapper) and one.__module__.startswith(package):
            one.cache_clear()


def functions() -> dict[Place, list[FunctionType]]:
    """Every function that is loaded, by its place in the source."""
    gc.unfreeze()
    found: dict[Place, list[FunctionType]] = {}
    for one in gc.get_objects():
        if isinstance(one, FunctionType):
            code = one.__code__
            found.setdefault((code.co_filename, code.co_firstlineno, code.co_name), []).append(one)
    gc.freeze()
    return found


def members_in(module: ModuleType) -> Members:
    """What the closed lists that a module knows consist of."""

    def members(node: ast.expr) -> list[str]:
        found = getattr(module, node.id, None) if isinstance(node, ast.Name) else None
        return list(found.__members__) if isinstance(found, type) and issubclass(found, Enum) else []

    return members


def put(top: ast.stmt, module: ModuleType, loaded: dict[Place, list[FunctionType]]) -> bool:
    """Let a mutated function or table hold from now on; False when it cannot be put in place of what is loaded."""
    if not isinstance(top, FUNCTIONS):
        return _put_table(top, module)
    path, line = str(module.__file__), first_line(top)
    new = [one for one in _codes(_compiled(top, module)) if (one.co_firstlineno, one.co_name) == (line, top.name)]
    old = loaded.get((path, line, top.name), [])
    if len(new) != 1 or not old or any(one.__code__.co_freevars != new[0].co_freevars for one in old):
        return False
    for function in old:
        function.__code__ = new[0]
    return True


def _put_table(statement: ast.stmt, module: ModuleType) -> bool:
    """Make the names of a table mean the mutated one wherever they were imported."""
    made: dict[str, object] = {}
    try:
        exec(_compiled(statement, module), {**vars(module)}, made)  # noqa: S102  our own source
    except Exception:  # noqa: BLE001  a table that cannot be made is noticed by whoever loads it
        return False
    made.pop("__annotations__", None)
    for name, value in made.items():
        old = getattr(module, name, None)
        for other in [*sys.modules.values()]:
            if getattr(other, "__dict__", {}).get(name, made) is old:
                setattr(other, name, value)
    return bool(made)


def _compiled(statement: ast.stmt, module: ModuleType) -> CodeType:
    return compile(
        ast.Module([statement], []),
        str(module.__file__),
        "exec",
        LATER,
        dont_inherit=True,
    )


def _codes(code: CodeType) -> list[CodeType]:
    found = [one for one in code.co_consts if isinstance(one, CodeType)]
    return [*found, *(inner for one in found for inner in _codes(one))]
