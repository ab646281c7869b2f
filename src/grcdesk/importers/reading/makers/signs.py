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
    fitting = [one for one in makers if fits(one, head.fields, _look(head, one), head.name)]
    if not fitting:
        return None
    # of a maker of the desk and a shipped one with as many signs, the desk's own is meant
    best = max(fitting, key=lambda one: (one.signs.weight, one.own))
    return best, told(best)


def _look(head: FileHead, maker: MakerFile) -> FieldLookup:
    """Fields of the first record where this maker has its list, else of the first found, else of the document."""
    sources = [head.record]
    if isinstance(head.document, dict):
        # the surest first: a field of the document may be called as one of its records
        sources = [*_first_record(head.document, maker), head.record, head.document]
    return lambda name: next((found for one in sources if (found := get(one, name)) is not None), None)


def _first_record(document: dict[str, Any], maker: MakerFile) -> list[dict[str, Any]]:
    listed = get(document, maker.records) if maker.records else None
    return listed[:1] if isinstance(listed, list) and listed and isinstance(listed[0], dict) else []


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
