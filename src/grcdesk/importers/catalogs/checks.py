"""Checks and parameters of a catalog: refused where its format has none, or where a value cannot be what it says."""

from __future__ import annotations

from collections.abc import Iterator

from grcdesk.errors import BadInput
from grcdesk.importers.reading.strict_yaml import YamlMapping, line_at
from grcdesk.rules.audits import parameters as rules
from grcdesk.schemas.catalogs.files import ControlsFile

CHECKS_FROM = 3
"""The format in which tests may carry checks."""
_OF_CHECKS = ("check", "over", "items", "undecided", "without", "rest")


def refuse_odd_checks(data: ControlsFile, tree: YamlMapping, file: str) -> None:
    """Checks and parameters need the format that has them; each name stands once and its default is of its kind.

    Raises:
        BadInput: with file, line and cure.
    """
    if data.format < CHECKS_FROM:
        _refuse_ahead(data, tree, file)
    _refuse_loose(data, tree, file)
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
    """What an older format does not have."""
    first = next(iter(_said(data)), None)
    if data.parameters and (first is None or line_at(tree, ("parameters",)) < line_at(tree, first[1])):
        first = ("`parameters`", ("parameters",))
    if first is not None:
        told = f"{first[0]} belongs to format {CHECKS_FROM}, and the file says {data.format}"
        raise BadInput(told, hint=f"format: {CHECKS_FROM}", file=file, line=line_at(tree, first[1]))


def _refuse_loose(data: ControlsFile, tree: YamlMapping, file: str) -> None:
    """What says more of a check needs one."""
    with_checks = {test.id for control in data.controls for test in control.tests if test.check is not None}
    for what, place in _said(data):
        test = data.controls[int(place[1])].tests[int(place[3])]
        if test.id not in with_checks:
            hint = "write the check: SELECT the key of each deviation"
            raise BadInput(
                f"{what} says more of a check, and there is none", hint=hint, file=file, line=line_at(tree, place)
            )


def _said(data: ControlsFile) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Everything that is said of checks, with its place."""
    for number, control in enumerate(data.controls):
        for place, test in enumerate(control.tests):
            for what in _OF_CHECKS:
                if getattr(test, what):
                    yield f"`{what}` of {test.id}", ("controls", number, "tests", place, what)
