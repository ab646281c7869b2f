"""A catalog file, read and checked: who refuses it says file, line and cure. No database here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from grcdesk.alike import alike
from grcdesk.errors import BadInput, did_you_mean
from grcdesk.importers.catalogs.checks import refuse_odd_checks
from grcdesk.importers.reading.small_files import file_bytes, file_text
from grcdesk.importers.reading.strict_yaml import YamlList, YamlMapping, line_at, load
from grcdesk.paths import MAKERS
from grcdesk.schemas.catalogs.files import (
    CatalogData,
    ControlEntry,
    ControlsFile,
    FrameworkFile,
    ItemEntry,
    MappingEntry,
    MappingsFile,
    ParameterEntry,
    TestEntry,
    WantedEntry,
)
from grcdesk.terms import CatalogKind

_FILES: dict[str, type[FrameworkFile | ControlsFile | MappingsFile]] = {
    CatalogKind.FRAMEWORK: FrameworkFile,
    CatalogKind.CONTROLS: ControlsFile,
    CatalogKind.MAPPINGS: MappingsFile,
}
_ENTRIES: dict[str, type[BaseModel]] = {
    "items": ItemEntry,
    "controls": ControlEntry,
    "evidence": WantedEntry,
    "tests": TestEntry,
    "mappings": MappingEntry,
    "parameters": ParameterEntry,
}
_SHAPES = {"model_type": "a record of `key: value` lines", "tuple_type": "a list"}
_CURES = {
    "int_parsing": "write a whole number",
    "greater_than_equal": "write a number of at least {ge}",
    "less_than_equal": "write a number of at most {le}",
    "bool_parsing": "write true or false",
    "string_too_long": "at most {max_length} characters",
}
_NO_FREQUENCY = frozenset({"as needed", "when needed", "as required", "ad hoc", "ad-hoc", "on demand"})
_SHOWN = 20  # problems named in one refusal


@dataclass(frozen=True, slots=True)
class CatalogFile:
    """A catalog that passed every check, the hash of its bytes, and where its records stand."""

    path: Path
    data: CatalogData = field(repr=False)
    sha256: str
    """Hex, of the bytes of the file."""
    tree: YamlMapping = field(repr=False, compare=False)
    _places: dict[str, tuple[str | int, ...]] = field(default_factory=dict, repr=False, compare=False)
    written: bytes | None = field(default=None, repr=False, compare=False)
    """As a file of ours, where it was read from a format of others; its lines are not those of that file."""

    def line_of(self, record_id: str, where: str = "") -> int:
        """Line (the first is 1) of a record, or of a field of it; of the nearest parent when it does not exist.

        0 where the catalog was read from a format of others.

        Args:
            record_id: id of an item, control or test, `control→item` for a mapping, "" for the file itself.
            where: field, with places for lists: `statement`, `evidence.0.what`.
        """
        if self.written is not None:
            return 0
        if not self._places:
            self._places.update(_places(self.tree))
        place = self._places.get(record_id, ())
        steps = tuple(int(step) if step.isdigit() else step for step in where.split(".") if step)
        return line_at(self.tree, (*place, *steps))


def catalog_files(folder: Path) -> list[Path]:
    """All catalog files (*.yaml) below a folder, sorted; none when the folder does not exist. Maker files are none."""
    found = (path for path in folder.rglob("*.yaml") if path.relative_to(folder).parts[0] != MAKERS)
    return sorted(path for path in found if not path.is_dir())


def read_catalog(path: Path) -> CatalogFile:
    """Read and check one catalog file.

    Raises:
        BadInput: with file, line, cure; `reasons` lists further problems of the same file.
    """
    return parse_catalog(file_bytes(path), path)


def parse_catalog(content: bytes, path: Path, *, translated: bool = False) -> CatalogFile:
    """Read and check the content of a catalog file.

    Args:
        content: of the file.
        path: where it lies.
        translated: whether the content was made of a file of others that lies there.

    Raises:
        BadInput: as `read_catalog`.
    """
    tree = load(file_text(content, str(path)), str(path))
    data = _checked(tree, str(path))
    _refuse_duplicates(tree, str(path))
    if isinstance(data, ControlsFile):
        refuse_odd_checks(data, tree, str(path))
    return CatalogFile(
        path=path,
        data=data,
        sha256=hashlib.sha256(content).hexdigest(),
        tree=tree,
        written=content if translated else None,
    )


def _model_of(tree: YamlMapping, file: str) -> type[FrameworkFile | ControlsFile | MappingsFile]:
    """What a file of its kind has to hold."""
    kinds = tuple(_FILES)
    kind, line = tree.get("kind"), tree.lines.get("kind", tree.line)
    if not isinstance(kind, str):
        raise BadInput("`kind` is missing", hint=f"one of {', '.join(kinds)}", file=file, line=line)
    if kind not in _FILES:
        hint = did_you_mean(kind, kinds) or f"one of {', '.join(kinds)}"
        raise BadInput(f"`kind` is {kind!r}", hint=hint, file=file, line=line)
    return _FILES[kind]


def _checked(tree: YamlMapping, file: str) -> CatalogData:
    model = _model_of(tree, file)
    try:
        checked: CatalogData = model.model_validate(tree)
        return checked  # noqa: TRY300  nothing else can go wrong here
    except ValidationError as error:
        found = [one for one in error.errors(include_url=False) if one["type"] != "default_factory_not_called"]
        # unknown keys first: a misspelt key also makes the right one missing
        found.sort(key=lambda one: (one["type"] != "extra_forbidden", line_at(tree, one["loc"])))
        problems = [_problem(tree, model, dict(one)) for one in found]
        line, message, hint = problems[0]
        further = alike(f"line {at}: {what}" for at, what, _ in problems[1:])
        more = (f"and {len(further) - _SHOWN} more",) if len(further) > _SHOWN else ()
        raise BadInput(message, hint=hint, reasons=(*further[:_SHOWN], *more), file=file, line=line) from error


def _problem(tree: YamlMapping, model: type[BaseModel], found: dict[str, Any]) -> tuple[int, str, str]:
    """Line, message and cure for one thing pydantic found."""
    loc: tuple[str | int, ...] = found["loc"]
    name = f"`{loc[-1]}`"
    given = f"is {str(found['input'])[:60]!r}"
    match found["type"]:
        case "extra_forbidden":
            told, cure = "is not a known key", _key_cure(model, loc)
        case "missing":
            told, cure = "is missing", "add it"
        case "enum" | "literal_error" if isinstance(found["input"], str):
            told, cure = given, _enum_cure(found)
        case "model_type" | "tuple_type" | "string_type" | "enum" | "literal_error":
            told, cure = f"must be {_SHAPES.get(found['type'], 'text')}", "check the indentation and the dashes"
        case "string_too_short":
            told, cure = "is empty", "write it, or take the key out"
        case "string_pattern_mismatch":
            told, cure = given, "an id is letters, digits and . _ - without blanks"
        case kind if kind in _CURES:
            told, cure = given, _CURES[kind].format_map(found.get("ctx", {}))
        case _:
            cure = str(found["msg"]).removeprefix("Value error, ")
            told, cure = given, cure[0].lower() + cure[1:]
    return line_at(tree, loc), f"{name}{_whose(tree, loc)} {told}", cure


def _key_cure(model: type[BaseModel], loc: tuple[str | int, ...]) -> str:
    """The nearest key the record knows, else all of them."""
    parent = next((step for step in reversed(loc[:-1]) if isinstance(step, str)), "")
    known = tuple(_ENTRIES.get(parent, model).model_fields)
    return did_you_mean(str(loc[-1]), known) or f"known keys: {', '.join(known)}"


def _whose(tree: YamlMapping, loc: tuple[str | int, ...]) -> str:
    """` of AI-SEC-01` for a field of a known record, else nothing."""
    node: Any = tree
    named = ""
    for step in loc[:-1]:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(node, YamlMapping):
            named = _id_of(node) or named
    return f" of {named}" if named else ""


def _enum_cure(found: dict[str, Any]) -> str:
    given = str(found["input"])
    if found["loc"][-1] == "frequency" and given.strip().casefold() in _NO_FREQUENCY:
        return "that is no frequency: write `event` and name the population in `frequency_note`"
    words = [word.strip("'") for word in str(found["ctx"]["expected"]).replace(" or ", ", ").split(", ")]
    return did_you_mean(given, words) or f"one of {', '.join(words)}"


def _id_of(record: YamlMapping) -> str:
    if "relationship" in record or "item" in record:
        return f"{record.get('control', '?')}→{record.get('item', '?')}"
    name = record.get("id", "")
    return name if isinstance(name, str) else ""


def _records(tree: YamlMapping) -> Iterator[tuple[tuple[str | int, ...], YamlMapping]]:
    """Every record with its place: items, controls and their tests, mappings."""
    for name in ("items", "controls", "mappings"):
        rows = tree.get(name)
        if not isinstance(rows, YamlList):
            continue
        for number, row in enumerate(rows):
            yield (name, number), row
            for test_number, test in enumerate(row.get("tests", ())):
                yield (name, number, "tests", test_number), test


def _places(tree: YamlMapping) -> dict[str, tuple[str | int, ...]]:
    places: dict[str, tuple[str | int, ...]] = {"": ()}
    for place, record in _records(tree):
        places.setdefault(_id_of(record), place)
    return places


def _refuse_duplicates(tree: YamlMapping, file: str) -> None:
    """Two records with one id. A mapping listed twice is left to lint: it contradicts nothing."""
    seen: dict[str, int] = {}
    for place, record in _records(tree):
        name = _id_of(record)
        line = line_at(tree, (*place, "id"))
        if place[0] != "mappings" and name in seen:
            raise BadInput(
                f"the id {name} stands twice, first on line {seen[name]}",
                hint="give each record its own id",
                file=file,
                line=line,
            )
        seen[name] = line
