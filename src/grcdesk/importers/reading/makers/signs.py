"""Which maker a file is of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from fnmatch import fnmatch
from typing import Any

from grcdesk.importers.keeping import content
from grcdesk.importers.reading.head import FileHead
from grcdesk.importers.reading.inside import get
from grcdesk.schemas.catalogs.makers import MakerFile
from grcdesk.wording import join

_SHOWN = 4
FieldLookup = Callable[[str], Any]
"""The value of a field of the file, by its name; None when it has none."""


def maker_of(head: FileHead, makers: Iterable[MakerFile]) -> tuple[MakerFile, str] | None:
    """The maker whose signs a file bears, and what gave it away; of several the one with most signs."""

    def look(maker: MakerFile) -> FieldLookup:
        sources = [head.record, *([head.document] if isinstance(head.document, dict) else [])]
        if maker.records and isinstance(head.document, dict):
            listed = get(head.document, maker.records)
            sources[:0] = [listed[0]] if isinstance(listed, list) and listed and isinstance(listed[0], dict) else []
        return lambda name: next((found for one in sources if (found := get(one, name)) is not None), None)

    fitting = [(one.signs.weight, one) for one in makers if fits(one, head.fields, look(one), head.name)]
    if not fitting:
        return None
    _, best = max(fitting, key=lambda pair: (pair[0], pair[1].own))
    return best, told(best)


def fits(maker: MakerFile, names: Collection[str], look: FieldLookup, file: str) -> bool:
    """Whether a file bears all signs of a maker.

    Args:
        maker: the maker.
        names: the columns, or the fields of the first record, by their plain names.
        look: gives the value of a field at any depth.
        file: what the file is called.
    """

    def there(name: str) -> bool:
        return content.plain(name) in names or look(name) is not None

    signs = maker.signs
    return (
        all(map(there, signs.keys))
        and (not signs.any or any(map(there, signs.any)))
        and all(str(look(name)).casefold() == value.casefold() for name, value in signs.values.items())
        and (not signs.name or fnmatch(file.casefold(), signs.name.casefold()))
    )


def told(maker: MakerFile) -> str:
    """What gave a file of the maker away."""
    shown = [f"`{name}`" for name in (*maker.signs.values, *maker.signs.keys)]
    own = " (a maker file of this desk)" if maker.own else ""
    return f"it holds {join(shown, _SHOWN)} as {maker.maker} writes them{own}"
