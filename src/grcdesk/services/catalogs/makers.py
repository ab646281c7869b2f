"""The makers whose exports are known: shipped, and those a desk has of its own."""

from __future__ import annotations

from grcdesk.importers.reading.makers import apart
from grcdesk.importers.reading.makers.files import maker_files, makers_for
from grcdesk.paths import DeskPaths
from grcdesk.schemas.catalogs.makers import MakerRow


def known_makers(paths: DeskPaths | None) -> list[MakerRow]:
    """All of them, by importer and name; one of the desk stands in the place of a shipped one of its name.

    Raises:
        BadInput: when a file of the desk is no maker file, with its place.
    """
    found = {(one.reads, one.id): one for one in makers_for()}
    for path in maker_files(paths.makers) if paths else []:
        own = apart.read_maker(path)
        found[own.reads, own.id] = own
    return [
        MakerRow(one.reads, one.id, one.maker, one.what, "desk" if one.own else "shipped", one.seen, one.source)
        for _, one in sorted(found.items())
    ]
