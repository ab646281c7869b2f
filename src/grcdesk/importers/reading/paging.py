"""Whether a document is a page of a longer list: by what it says of itself, whoever made it.

A page can prove nothing about what it does not hold. Each marker found is told in words that name the field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from grcdesk.importers.keeping import content
from grcdesk.importers.reading.inside import get
from grcdesk.schemas.catalogs.makers import PageMarks


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MORE = _words("hasmore hasnext hasnextpage istruncated truncated more moreavailable incompleteresults")
"""Flags that say, when true, that more follow."""
_LAST = _words("islast islastpage last lastpage iscomplete complete")
"""Flags that say, when false, that more follow."""
_TOKENS = _words("marker cursor continuation continuationtoken paginationtoken lastevaluatedkey scrollid")
"""What the next page is asked for with, where its name does not begin with `next`."""
_TOTALS = (
    *("totalcount", "totalresults", "totalitems", "totalrecords", "totalrows", "totalelements", "totalentries"),
    *("totalsize", "totalhits", "recordstotal", "recordcount", "total", "count"),
)
_TOTAL_LIKE = ("total", "count", "found", "matched", "available")
"""Parts of names of numbers that tell how many there are in all."""
_MORE_LIKE = ("more", "partial", "truncat", "exceed", "incomplete")
"""Parts of names of flags that say, when true, that something is missing."""
# `last_page` stands among the flags too: its value tells whether it is one or a number
_PAGES = _words("totalpages pagecount numpages numberofpages lastpage pages")
_PLACES = {"startindex": 1, "page": 1, "pagenumber": 1, "currentpage": 1, "startat": 0, "offset": 0, "skip": 0}
"""Where a page begins, and the highest number that still means the beginning."""
_ENTRIES = ("startindex", "startat", "offset", "skip")
"""Of these, the ones that count records and not pages."""
_FOLLOW = ("more follow", "the next page", "not the last")
"""How signs end that speak of further pages."""
_SIZES = _words("pagesize perpage maxresults itemsperpage limit maxitems")
_ABOUT = _words("meta metadata pagination paging page pageinfo links resultinfo responsemetadata hits list response d")
"""Records beside the list, or around it, in which pages speak of themselves."""
_ABOUT_LIKE = ("summary", "paginat", "resultset")
"""Beginnings of further names of such records."""
_SHOWN = 60
_DIGITS = 16


def marks(document: object, rows: int | None = None) -> tuple[str, ...]:
    """Every sign by which a document says that it is a page: "`has_more` says that more follow". Empty: there is none.

    Args:
        document: what a JSON parser made, or of a long one what stands around its list.
        rows: how many records it holds; None: those of its longest list.
    """
    held = _longest(document) if rows is None else rows
    found, denied = list(_said(document)), _denied(document)
    totals = [*_totals(found)]
    signs = [words for name, value in found if (words := _sign(name, value, denied=denied))]
    signs += [_more_than_held(name, total, held) for name, total in totals if total > held]
    # many documents name the size of a page and hold all there is: it counts where nothing else is said
    if held and not signs and not denied and not totals:
        signs += _as_long_as_may_be(found, held)
    return tuple(dict.fromkeys(signs))


def _totals(found: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, int]]:
    """Fields that tell how many there are in all, with the number."""
    for name, value in found:
        total = _total(name, value)
        if total is not None:
            yield name, total


def _more_than_held(name: str, total: int, held: int) -> str:
    return f"`{_shown(name)}` says {total:,}, {held:,} stand in it"


def _as_long_as_may_be(found: Iterable[tuple[str, Any]], held: int) -> list[str]:
    """A page that is full, of a document that says nothing else of its pages."""
    sizes = [name for name, value in found if _plain(name) in _SIZES and value.__class__ is int and value == held]
    return [f"it is as long as a page may be: `{_shown(name)}` is {held:,}" for name in sizes]


def stated_total(document: object) -> int:
    """How many records there are in all, as the document says; 0 when it does not."""
    return max((total for _, total in _totals(_said(document))), default=0)


def speaks_of_pages(document: object) -> bool:
    """Whether a document says anything of how many records there are, or that it is a page."""
    return bool(stated_total(document) or marks(document))


def stated_pages(document: object) -> int:
    """How many pages there are in all, as the document says; 0 when it does not."""
    found = (value for name, value in _said(document) if _plain(name) in _PAGES and value.__class__ is int)
    return max(found, default=0)


def place(document: object) -> tuple[int | None, int | None]:
    """How many records stand before those of the document, and which page it is, as it says; None: it does not."""
    found = {_plain(name): value for name, value in _said(document) if value.__class__ is int and value >= 0}
    first = next((max(0, found[name] - _PLACES[name]) for name in _ENTRIES if name in found), None)
    return first, next((found[name] for name in _PLACES if name in found and name not in _ENTRIES), None)


def more(document: object) -> bool | None:
    """Whether further pages follow; None when the document does not say."""
    said = _denied(document)
    signs = (_sign(name, value, denied=said) for name, value in _said(document))
    if any(sign.endswith(_FOLLOW) for sign in signs):
        return True
    empty = (
        name for name, value in _said(document)
        if (_plain(name).startswith("next") or _plain(name) in _TOKENS) and not _there(value)
    )  # fmt: skip
    return False if said or next(empty, "") else None


def total_at(document: Mapping[str, Any], name: str) -> int:
    """How many records there are in all, as a field of the document says; 0 when it does not."""
    return _total(_TOTALS[0], get(document, name)) or 0


def follows(document: Mapping[str, Any], pages: PageMarks) -> bool:
    """Whether the document says, where its maker has it, that further pages follow."""
    return any(_yes(get(document, name)) for name in pages.more) or any(
        _there(get(document, name)) for name in pages.next
    )


def told_by(document: Mapping[str, Any], held: int, pages: PageMarks) -> tuple[str, ...]:
    """The signs of a page at the places where a maker has them."""
    found = [f"`{_shown(name)}` says that more follow" for name in pages.more if _yes(get(document, name))]
    found += [f"`{_shown(name)}` names the next page" for name in pages.next if _there(get(document, name))]
    for name in pages.total:
        total = _total(_TOTALS[0], get(document, name))
        if total is not None and total > held:
            found.append(_more_than_held(name, total, held))
    return tuple(found)


def _sign(name: str, value: Any, *, denied: bool) -> str:
    """What one field says of other pages; empty: nothing."""
    plain = _plain(name)
    words = _flagged(plain, value) or _filled(plain, value, denied=denied) or _numbered(plain, value)
    return f"`{_shown(name)}` {words}" if words else ""


def _flagged(plain: str, value: Any) -> str:
    """What a flag says: that more follow, or that this is not the end."""
    if _is_more(plain) and _yes(value):
        return "says that more follow"
    if plain in _LAST and (value is False or str(value).casefold() == "false"):
        return "says that it is not the last"
    return ""


def _is_more(plain: str) -> bool:
    return plain in _MORE or any(part in plain for part in _MORE_LIKE)


def _filled(plain: str, value: Any, *, denied: bool) -> str:
    """What a field says by holding anything at all: an error, a token, a link."""
    if not _there(value):
        return ""
    if plain in {"error", "errors"}:
        return "says that something went wrong"
    if plain.startswith("next"):
        return "names the next page"
    if plain in _TOKENS and not denied:
        return "asks for the next page"  # some repeat the token of the last page beside `has_more: false`
    return "names a page before it" if plain.startswith("prev") else ""


def _numbered(plain: str, value: Any) -> str:
    """What a number says: of how many pages, and where this one begins."""
    number = value if value.__class__ is int else 0
    if plain in _PAGES and number > 1:
        return f"says {number:,} pages"
    return f"is {number:,}: it does not begin at the beginning" if number > _PLACES.get(plain, number) else ""


def _denied(document: object) -> bool:
    """Whether it says that nothing follows."""
    return any(
        (_plain(name) in _MORE and value is False) or (_plain(name) in _LAST and value is True)
        for name, value in _said(document)
    )


def _said(document: object) -> Iterator[tuple[str, Any]]:
    """What stands beside the list: names and values of the document, and of records that speak about it."""
    if not isinstance(document, Mapping):
        return
    for name, value in document.items():
        if isinstance(value, Mapping) and (_plain(str(name)) in _ABOUT or _plain(str(name)).startswith(_ABOUT_LIKE)):
            for inner, one in value.items():
                if isinstance(one, Mapping) and _plain(str(inner)) in _ABOUT:
                    yield from ((f"{name}.{inner}.{deepest}", last) for deepest, last in one.items())
                yield f"{name}.{inner}", one
        yield str(name), value


def _total(name: str, value: Any) -> int | None:
    if not _names_total(_plain(name)):
        return None
    if isinstance(value, Mapping):  # of a search: {"value": 57, "relation": "eq"}
        value = value.get("value")
    if isinstance(value, str):
        value = value.replace(",", "")
        value = int(value) if value.isascii() and value.isdigit() and len(value) < _DIGITS else None
    return value if value.__class__ is int and value >= 0 else None


def _names_total(plain: str) -> bool:
    """Whether a field is called as numbers are that tell how many there are in all, of entries and not of pages."""
    return plain not in _PAGES and (plain in _TOTALS or any(part in plain for part in _TOTAL_LIKE))


def _longest(document: object) -> int:
    if isinstance(document, list):
        return len(document)
    if not isinstance(document, Mapping):
        return 0
    inside = [document, *(value for name, value in document.items() if _plain(str(name)) in _ABOUT)]
    lists = (value for one in inside if isinstance(one, Mapping) for value in one.values() if isinstance(value, list))
    return max((len(one) for one in lists), default=0)


def _plain(name: str) -> str:
    """The last part of a name: `@odata.nextLink` is `nextlink`."""
    return content.plain(name.rpartition(".")[2])


def _shown(name: str) -> str:
    return content.shown(name[:_SHOWN])


def _yes(value: Any) -> bool:
    return value is True or (isinstance(value, str) and value.strip().casefold() in {"true", "yes", "1"})


def _there(value: Any) -> bool:
    """Whether there is a token, link or number at all."""
    if isinstance(value, Mapping):
        return any(map(_there, value.values()))
    if isinstance(value, str):
        return value.strip().casefold() not in {"", "null", "none", "false"}
    return bool(value)
