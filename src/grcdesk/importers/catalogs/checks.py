"""Checks and parameters of a catalog: refused where its format has none, or where a value cannot be what it says."""

from __future__ import annotations

from grcdesk.errors import BadInput
from grcdesk.importers.reading.strict_yaml import YamlMapping, line_at
from grcdesk.rules.audits import parameters as rules
from grcdesk.schemas.catalog_files import ControlsFile

CHECKS_FROM = 3
"""The format in which tests may carry checks."""


def refuse_odd_checks(data: ControlsFile, tree: YamlMapping, file: str) -> None:
    """Checks and parameters need the format that has them; each name stands once and its default is of its kind.

    Raises:
        BadInput: with file, line and cure.
    """
    if data.format < CHECKS_FROM:
        _refuse_ahead(data, tree, file)
    seen: set[str] = set()
    for number, entry in enumerate(data.parameters):
        line = line_at(tree, ("parameters", number, "name"))
        if entry.name in seen:
            raise BadInput(f"parameter {entry.name} stands twice", hint="name each once", file=file, line=line)
        if entry.name in rules.BUILT_IN:
            told = f"parameter {entry.name} is one that every check knows"
            raise BadInput(told, hint="choose another name", file=file, line=line)
        seen.add(entry.name)
        try:
            rules.refuse_misfit(rules.Parameter(entry.name, entry.kind, entry.default))
        except BadInput as error:
            line = line_at(tree, ("parameters", number, "default"))
            raise BadInput(error.message, hint=error.hint, file=file, line=line) from error


def _refuse_ahead(data: ControlsFile, tree: YamlMapping, file: str) -> None:
    places: list[tuple[str, tuple[str | int, ...]]] = [("`parameters`", ("parameters",))] if data.parameters else []
    places += [
        (f"`check` of {test.id}", ("controls", number, "tests", place, "check"))
        for number, control in enumerate(data.controls)
        for place, test in enumerate(control.tests)
        if test.check is not None
    ]
    for what, place in places:
        told = f"{what} belongs to format {CHECKS_FROM}, and the file says {data.format}"
        raise BadInput(told, hint=f"format: {CHECKS_FROM}", file=file, line=line_at(tree, place))
