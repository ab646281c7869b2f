"""Pages of one list, given together: whether they are all of them, first to last, without a hole and none twice.

Pages are proven by the numbers they carry: where each begins, which it is, how many there are in all. Those that carry
none are held together by the flag that says whether more follow; that none is missing in between is then for a person
to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.reading import paging
from grcdesk.schemas.catalogs.makers import PageMarks
from grcdesk.wording import count, join

CURE = "give all pages of one pull: the first to the last, each once"
UNSURE = "that no page between them is missing is told by none of them"
LENGTHS = frozenset({20, 25, 30, 50, 100, 200, 250, 500, 1000})
"""How long pages usually are."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page, and what it says of its place."""

    name: str
    """Of its file."""
    held: int
    first: int | None = None
    """How many entries stand before it."""
    number: int | None = None
    total: int = 0
    """Entries there are in all; 0: not told."""
    pages: int = 0
    """Pages there are in all; 0: not told."""
    more: bool | None = None
    """Whether further pages follow; None: not told."""


def page_of(name: str, document: Any, held: int, marks: PageMarks | None = None) -> ListPage:
    """What a document says of its place in the list."""
    first, number = paging.place(document)
    total, pages, more = paging.stated_total(document), paging.stated_pages(document), paging.more(document)
    if marks is not None and isinstance(document, dict):
        total = max([total, *(paging.total_at(document, one) for one in marks.total)])
        more = paging.follows(document, marks) or more
    return ListPage(name, held, first, number, total, pages, more)


def unsure_alone(document: Any, held: int) -> str:
    """Why a list that says nothing of pages may be one; empty: nothing speaks for it."""
    if isinstance(document, list) and held in LENGTHS:
        return f"it is {held:,} long, as pages often are, and does not say whether more follow"
    return ""


def joined(pages: Sequence[ListPage]) -> tuple[list[int], str]:
    """In which order they stand, and why it is not sure that none is missing; empty: it is sure.

    Raises:
        BadInput: when they are not all of one list.
    """
    total = _total_of(pages)
    if all(page.first is not None for page in pages):
        order, sure = _by_place(pages, total)
    elif all(page.number is not None for page in pages):
        order, sure = _by_number(pages)
    else:
        order, sure = _by_flag(pages), False
    _refuse_other_total(total, sum(page.held for page in pages))
    return order, "" if sure or total else UNSURE


def _refuse_other_total(total: int, held: int) -> None:
    # the whole is stated by the list itself: what is missing or doubled is known without looking at ids
    if total and held != total:
        what = "are missing" if held < total else "stand there twice"
        raise BadInput(f"{abs(total - held):,} of {count(total, 'entry', 'entries')} {what}", hint=CURE)


def _total_of(pages: Sequence[ListPage]) -> int:
    """Entries there are in all, as the pages say with one voice; 0: none says it."""
    totals = sorted({page.total for page in pages if page.total})
    if len(totals) > 1:
        told = join([f"{total:,}" for total in totals])
        raise BadInput(f"the pages state different totals, {told}: they are of different pulls", hint=CURE)
    return totals[0] if totals else 0


def _by_place(pages: Sequence[ListPage], total: int) -> tuple[list[int], bool]:
    """In order of where they begin; whether the last says that it is the last."""
    order = sorted(range(len(pages)), key=lambda one: pages[one].first or 0)
    reached, before = 0, ""
    for page in (pages[one] for one in order):
        first = page.first or 0
        if first > reached:
            raise BadInput(f"{_gap(reached + 1, first)}, before {page.name}", hint=CURE)
        if first < reached:
            told = f"{before} and {page.name} overlap: both hold entry {first + 1:,}"
            raise BadInput(told, hint=CURE)
        reached, before = first + page.held, page.name
    last = pages[order[-1]]
    if total > reached:
        raise BadInput(f"{_gap(reached + 1, total)}, behind {last.name}", hint=CURE)
    _refuse_open(last, total)
    return order, last.more is False


def _gap(first: int, last: int) -> str:
    return f"entry {first:,} is missing" if first == last else f"entries {first:,} to {last:,} are missing"


def _by_number(pages: Sequence[ListPage]) -> tuple[list[int], bool]:
    """In order of their numbers; whether it is sure that none follows."""
    order = sorted(range(len(pages)), key=lambda one: pages[one].number or 0)
    base = 0 if pages[order[0]].number == 0 else 1  # some count from 0
    for place, one in enumerate(order, base):
        _refuse_place(pages[one], place)
    last = pages[order[-1]]
    behind = base + max(page.pages for page in pages) - 1
    if last.number is not None and last.number < behind:
        raise BadInput(f"page {last.number + 1} is missing: there are {behind - base + 1} pages", hint=CURE)
    _refuse_open(last, last.total)
    return order, last.more is False or behind >= base


def _refuse_place(page: ListPage, place: int) -> None:
    """A page has to have the number that comes next."""
    if page.number != place:
        twice = page.number is not None and page.number < place
        told = f"page {page.number} is there twice, as {page.name} too" if twice else f"page {place} is missing"
        raise BadInput(told, hint=CURE)


def _refuse_open(last: ListPage, total: int) -> None:
    if last.more and not total:
        raise BadInput(f"the last page is missing: {last.name} says that more follow", hint=CURE)


def _by_flag(pages: Sequence[ListPage]) -> list[int]:
    ends = [page.name for page in pages if not page.more]
    if not ends:
        told = f"the last page is missing: {join([page.name for page in pages])} each say that more follow"
        raise BadInput(told, hint=CURE)
    if len(ends) > 1 and any(page.more is not None for page in pages):
        raise BadInput(f"{join(ends)} are each the end of a list: they are not pages of one", hint=CURE)
    return sorted(range(len(pages)), key=lambda one: not pages[one].more)
