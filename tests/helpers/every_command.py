"""Every command line of the program, with ids of a desk where ids are asked for and hostile text everywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from grcdesk.cli.frame import ids
from grcdesk.cli.frame.kinds import DAY, TermKind
from grcdesk.cli.main import root
from grcdesk.paths import DeskPaths
from grcdesk.store import peek

FORMS = ("--json", "--csv", "--plain")
LAST = ("restore", "init", "demo", "backup", "catalogs update", "catalogs add", "log undo", "log redo", "log erase")
"""They make or replace a desk, or take a while."""


def commands(group: click.Group = root, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    with click.Context(group) as context:
        for name in group.list_commands(context):
            found = group.get_command(context, name)
            if isinstance(found, click.Group):
                if found.invoke_without_command:
                    yield " ".join((*path, name)), found
                yield from commands(found, (*path, name))
            elif found is not None:
                yield " ".join((*path, name)), found


def lines(desk: Path, nasty: str, *, every_form: bool) -> Iterator[list[str]]:
    """Reading and writing alike: first with what is needed alone, then with every option given."""
    for name, command in commands():
        if name.startswith(LAST):
            continue
        needed = _arguments(desk, name, command, nasty)
        for words in needed:
            yield [*name.split(), *words]
        words = needed[0]
        known = {option for one in command.params if isinstance(one, click.Option) for option in one.opts}
        if every_form:
            yield from ([*name.split(), *words, form] for form in FORMS if form in known)
        yield [*name.split(), *words, f"--{nasty}"]
        for option in command.params:
            if isinstance(option, click.Option) and not option.is_flag and every_form and option.expose_value:
                yield [*name.split(), *words, f"{option.opts[0]}={_value(option, nasty)}"]


def _arguments(desk: Path, name: str, command: click.Command, nasty: str) -> list[list[str]]:
    """What stands behind the name: with ids of the desk, and with hostile text in their place."""
    kinds = iter(ids.IDS.get(name, "").split())
    real, hostile = [], []
    for param in command.params:
        if isinstance(param, click.Argument):
            kind = next(kinds, "")
            known = peek.ids(DeskPaths(desk), kind) if kind and kind != "..." else []
            real += known[:1] or ([_value(param, nasty)] if param.required else [])
            hostile += [nasty]
        elif param.required:
            value = f"{param.opts[0]}={_value(param, nasty)}"
            real.append(value)
            hostile.append(value)
    return [real, hostile] if hostile and hostile != real else [real]


def _value(param: click.Parameter, nasty: str) -> str:
    if isinstance(param.type, click.Choice):
        return str(next(iter(param.type.choices)))
    if isinstance(param.type, TermKind):
        return str(next(iter(param.type.kind)).value)
    return "2026-10-01" if param.type is DAY else nasty
