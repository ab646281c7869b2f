"""What an auditor would stumble over in catalog files. Needs no desk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grcdesk.importers.catalogs.catalogs import CatalogFile
from grcdesk.paths import DeskPaths
from grcdesk.rules.catalogs.lint import lint
from grcdesk.schemas.catalogs.catalogs import LintNote
from grcdesk.services.catalogs import bringing, compiling
from grcdesk.services.catalogs import reading as lists


def lint_files(paths: DeskPaths | None, files: Sequence[Path] = ()) -> Sequence[LintNote]:
    """What an auditor would stumble over; without a desk, in the shipped catalogs and the given files.

    Raises:
        BadInput: when a file cannot be read at all.
    """
    if not files:
        every = lists.files(paths)
        return sorted([*lint(every), *compiling.notes(every)], key=_by_place)
    given: list[CatalogFile] = []
    found: list[LintNote] = []
    for file in files:
        taken = bringing.read(file, bringing.NO_PLAN, paths)
        given += taken.files
        found += [LintNote(str(file), 0, "translated", "", one, "", look=True) for one in taken.told]
    found += _among_the_others(given, paths)
    return sorted([*found, *compiling.notes(given)], key=_by_place)


def _among_the_others(given: Sequence[CatalogFile], paths: DeskPaths | None) -> list[LintNote]:
    """Notes on these files. A mapping points at controls and items of other catalogs, so all are looked at together."""
    ids = {file.data.catalog for file in given}
    places_of_given = {str(file.path) for file in given}
    others = [file for file in lists.files(paths) if file.data.catalog not in ids]
    return [note for note in lint([*others, *given]) if note.file in places_of_given]


def _by_place(note: LintNote) -> tuple[str, int, str, str]:
    return note.file, note.line, note.rule, note.where
