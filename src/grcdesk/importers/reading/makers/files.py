"""Maker files, as they are written: shipped ones in `catalogs/makers/<reads>`, own ones in the desk."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from grcdesk.errors import BadInput, did_you_mean
from grcdesk.importers.reading import strict_yaml
from grcdesk.importers.reading.maps import words_of
from grcdesk.importers.reading.small_files import settings_text
from grcdesk.importers.reading.strict_yaml import YamlMapping
from grcdesk.paths import CATALOGS, MAKERS
from grcdesk.schemas.catalogs.makers import MakerFile, MakerSigns, PageMarks
from grcdesk.terms import IMPORTERS

FORMAT = "1"
READERS = (*IMPORTERS, "accounts", "catalogs")
"""What a maker file can be for."""
_MAX = 64 << 10
_PARTS = (
    *("format", "maker", "what", "reads", "source", "seen", "signs", "records", "columns", "words", "pages", "zone"),
    "note",
)
_TEXTS = ("maker", "what", "reads", "source", "records", "zone", "note")


def makers_for(reads: str = "", own: Path | None = None) -> tuple[MakerFile, ...]:
    """The makers of an importer: those of the desk first, which go before shipped ones of the same name.

    Args:
        reads: the importer; empty: all.
        own: the folder of the desk's own; None: there is none.

    Raises:
        BadInput: when a file is no maker file, with its place.
    """
    found: dict[tuple[str, str], MakerFile] = {}
    for path in maker_files(own) if own else []:
        maker = read_maker(path, own=True)
        found.setdefault((maker.reads, maker.id), maker)
    for path in maker_files(CATALOGS / MAKERS):
        if reads in ("", path.parent.name):
            maker = read_maker(path)
            found.setdefault((maker.reads, maker.id), maker)
    return tuple(one for one in found.values() if reads in ("", one.reads))


def maker_files(folder: Path) -> list[Path]:
    """The files of a folder and of those in it."""
    return sorted([*folder.glob("*.yaml"), *folder.glob("*/*.yaml")])


def read_maker(path: Path, *, own: bool = False) -> MakerFile:
    """Read a maker file.

    Raises:
        BadInput: with file, line and cure.
    """
    file = str(path)
    tree = strict_yaml.load(settings_text(path, _MAX, "a maker file"), file)
    _known(tree, _PARTS, "a maker file", file)
    if tree.get("format") != FORMAT:
        raise BadInput("says no format that is known here", hint=f"format: {FORMAT}", file=file, line=tree.line)
    said = {name: _text(tree, name, file) for name in _TEXTS}
    for name in ("maker", "reads"):
        if not said[name]:
            raise BadInput(f"says no `{name}`", hint=f"{name}: …", file=file, line=tree.line)
    if said["reads"] not in READERS:
        hint = did_you_mean(said["reads"], READERS) or f"one of {', '.join(READERS)}"
        raise BadInput(
            f"`reads` names no reader: {said['reads'][:40]!r}", hint=hint, file=file, line=tree.lines["reads"]
        )
    signs = _signs(tree, file)
    return MakerFile(
        id=path.stem,
        signs=signs,
        columns={ours: _names(theirs, ours, file) for ours, theirs in _part(tree, "columns", file).items()},
        words=words_of(tree.get("words", {}), file),
        pages=PageMarks(**_lists(tree, "pages", ("more", "next", "total"), file)),
        seen=_day(tree, file),
        own=own,
        **said,
    )


def _signs(tree: YamlMapping, file: str) -> MakerSigns:
    found = _part(tree, "signs", file)
    _known(found, ("keys", "any", "values", "name"), "`signs`", file)
    values = {name: _text(found["values"], name, file) for name in _part(found, "values", file)}
    lists = {name: _names(found[name], name, file) for name in ("keys", "any") if name in found}
    signs = MakerSigns(values=values, name=_text(found, "name", file), **lists)
    if not (signs.keys or signs.values):
        line = tree.lines.get("signs", tree.line)
        raise BadInput("has no sign by which a file is known", hint="signs: {keys: [one, two]}", file=file, line=line)
    return signs


def _lists(tree: YamlMapping, name: str, parts: tuple[str, ...], file: str) -> dict[str, tuple[str, ...]]:
    found = _part(tree, name, file)
    _known(found, parts, f"`{name}`", file)
    return {part: _names(value, part, file) for part, value in found.items()}


def _known(found: YamlMapping, parts: tuple[str, ...], what: str, file: str) -> None:
    for name in found:
        if name not in parts:
            hint = did_you_mean(name, parts) or f"{what} has {', '.join(parts)}"
            raise BadInput(f"no part of {what} is called `{name}`", hint=hint, file=file, line=found.lines[name])


def _part(tree: YamlMapping, name: str, file: str) -> YamlMapping:
    found = tree.get(name, YamlMapping(tree.line))
    if not isinstance(found, YamlMapping):
        raise BadInput(f"`{name}` is a list of `name: value`", hint="see help import", file=file, line=tree.lines[name])
    return found


def _text(tree: YamlMapping, name: str, file: str) -> str:
    found: Any = tree.get(name, "")
    if not isinstance(found, str):
        raise BadInput(f"`{name}` is one text", hint=f"{name}: …", file=file, line=tree.lines[name])
    return found.strip()


def _names(value: Any, what: str, file: str) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    if not names or not all(isinstance(one, str) and one for one in names):
        raise BadInput(f"`{what}` needs one name, or a list of names", hint=f"{what}: [one, two]", file=file)
    return tuple(names)


def _day(tree: YamlMapping, file: str) -> date | None:
    found = _text(tree, "seen", file)
    try:
        return date.fromisoformat(found) if found else None
    except ValueError:
        line = tree.lines["seen"]
        raise BadInput(f"`seen` is no day: {found[:20]!r}", hint="seen: 2026-01-31", file=file, line=line) from None
