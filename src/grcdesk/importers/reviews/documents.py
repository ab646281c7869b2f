"""Lists of accounts as JSON: one document, several behind one another, a record a line, or pages given together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.keeping.content import shown
from grcdesk.importers.reading import paging
from grcdesk.importers.reading.inside import EACH, get
from grcdesk.importers.reading.whole import chain
from grcdesk.importers.reading.whole.objects import parsed, rows_of
from grcdesk.importers.reading.whole.tables import WholeTable
from grcdesk.importers.reviews import members
from grcdesk.schemas.catalogs.makers import MakerFile
from grcdesk.wording import count, join

_DEPTH = 4
_WRAPPERS = (
    "members", "users", "accounts", "value", "data", "items", "results", "nodes", "Users", "UserDetailList",
    "Resources", "resources", "keys", "bindings", "organizationUsers", "api_keys", "edges",
)  # fmt: skip


@dataclass
class AccountTable(WholeTable):
    """Rows of accounts, and whether they are all."""

    unsure: str = ""
    """Why a person has to say that it is whole; empty: nothing asks for it."""
    ends: list[int] = field(default_factory=list)
    """Of pages given together, the last row of each."""
    files: list[str] = field(default_factory=list)
    """Their names, in order."""

    def refuse_twice(self, account: str, first: int, second: int) -> None:
        """An account that stands on two pages: they overlap, and are no list.

        Raises:
            BadInput: naming both.
        """
        if len(self.ends) > 1 and (one := bisect_left(self.ends, first)) != (two := bisect_left(self.ends, second)):
            told = f"{self.files[one]} and {self.files[two]} overlap: both hold {account}"
            raise BadInput(told, hint=chain.CURE)


@dataclass(frozen=True, slots=True)
class _Page:
    name: str
    document: Any
    records: list[Any]


def documents(content: bytes, name: str) -> list[Any]:
    """The documents of a file; of a file with a record a line one, their list.

    Raises:
        BadInput: when it is no JSON.
    """
    found = parsed(content, name)
    lines = len(found) > 1 and all(isinstance(one, dict) and _listed(one, None) is None for one in found)
    return [found] if lines else found


def read_documents(files: Sequence[tuple[str, bytes]], maker: MakerFile | None = None) -> AccountTable:
    """The accounts of one list as rows, of one file or of all its pages; lines are the numbers of the entries.

    Raises:
        BadInput: when it is no such list, or the pages are not all of one.
    """
    pages = [_page(name, one, maker) for name, content in files for one in documents(content, name)]
    ordered, unsure = _in_order(pages, maker)
    found = AccountTable((), [], unsure=unsure, files=[page.name for page in ordered])
    if len(pages) == 1:
        _judge_alone(found, pages[0], maker)
    records = _join(found, ordered, maker)
    found.notes += dict.fromkeys(note for page in ordered for note in _beside(page))
    rows_of(records, found, files[0][0], _inside(maker))
    return found


def _inside(maker: MakerFile | None) -> list[str]:
    """Fields of the maker that stand in each record of a list."""
    if maker is None:
        return []
    return [name for names in maker.columns.values() for name in names if EACH in name]


def _in_order(pages: list[_Page], maker: MakerFile | None) -> tuple[list[_Page], str]:
    """The pages one behind the other, and why a person has to say that these are all; empty: nothing asks for it."""
    if len(pages) == 1:
        return pages, ""
    order, unsure = chain.joined([_place(page, maker) for page in pages])
    return [pages[one] for one in order], unsure


def _join(found: AccountTable, ordered: Sequence[_Page], maker: MakerFile | None) -> list[Any]:
    """The records of all pages; of lists that go by role, a record for each member of each role."""
    records: list[Any] = []
    by_role = False
    for page in ordered:
        turned = members.turned(page.records)
        if turned is not None:
            by_role = True
            found.notes.append(f"{count(len(page.records), 'role')} turned round: each member is a row, with its role")
        records += page.records if turned is None else turned
        found.ends.append(len(records))
    if by_role:
        # who has two roles may stand on two pages, and what the list states of itself counts roles
        found.ends = []
    else:
        found.stated = max(_place(page, maker).total for page in ordered)
    return records


def _page(name: str, document: Any, maker: MakerFile | None) -> _Page:
    listed = document if isinstance(document, list) else _listed(document, maker)
    if listed is None and isinstance(document, dict) and (deep := _deep(document, 0)):
        document, listed = deep
    return _Page(name, document, [document] if listed is None else listed)


def _listed(document: Any, maker: MakerFile | None) -> list[Any] | None:
    """The list a document is about; None: it is a record alone."""
    if not isinstance(document, dict):
        return None
    of_maker = _listed_by(maker, document)
    if of_maker is not None:
        return of_maker
    lists = {key: value for key, value in document.items() if isinstance(value, list)}
    wrapped = next((lists[key] for key in _WRAPPERS if key in lists), None)
    if wrapped is not None:
        return wrapped
    # under a name nobody knows, the only list of records is meant where the document says that it is a page of one
    of_records = [*filter(_are_records, lists.values())]
    return of_records[0] if len(of_records) == 1 and paging.marks(document) else None


def _listed_by(maker: MakerFile | None, document: dict[str, Any]) -> list[Any] | None:
    """The list where the maker has it."""
    listed = get(document, maker.records) if maker and maker.records else None
    return listed if isinstance(listed, list) else None


def _are_records(values: list[Any]) -> bool:
    return bool(values) and all(isinstance(one, dict) for one in values)


def _deep(document: dict[str, Any], depth: int) -> tuple[dict[str, Any], list[Any]] | None:
    """Of an answer to a query: the record that holds the list, and the list, where there is one such."""
    found = []
    for value in document.values():
        if not isinstance(value, dict):
            continue
        listed = _listed(value, None)
        if listed is not None and _are_records(listed):
            found.append((value, listed))
        elif depth < _DEPTH and (deeper := _deep(value, depth + 1)) is not None:
            found.append(deeper)
    own = any(isinstance(document.get(sign), str) for sign in members.OWN_SIGNS)
    return found[0] if len(found) == 1 and not own else None


def _beside(page: _Page) -> list[str]:
    """Other lists of records in the same document: no account of theirs is seen."""
    if not isinstance(page.document, dict):
        return []
    lists = {name: one for name, one in page.document.items() if isinstance(one, list) and one is not page.records}
    found = [f"{shown(name)} ({len(one)})" for name, one in lists.items() if one and isinstance(one[0], dict)]
    return (
        [f"other lists in the file were not read: {join(found)}"] if found and page.records != [page.document] else []
    )


def _place(page: _Page, maker: MakerFile | None) -> chain.ListPage:
    if page.records == [page.document]:  # a record alone says nothing of a list
        return chain.ListPage(page.name, 1)
    return chain.page_of(page.name, page.document, len(page.records), maker.pages if maker else None)


def _judge_alone(found: AccountTable, page: _Page, maker: MakerFile | None) -> None:
    """What a document given alone says of itself; a record alone says nothing of a list."""
    if page.records == [page.document]:
        return
    held = len(page.records)
    found.marks = paging.marks(page.document, held)
    if maker and isinstance(page.document, dict):
        found.marks = tuple(dict.fromkeys([*found.marks, *paging.told_by(page.document, held, maker.pages)]))
    found.unsure = chain.unsure_alone(page.document, held)
