"""Records of a file, one after the other, whatever form it has: JSON Lines, a JSON list, a delimited table; .gz too."""

from __future__ import annotations

import codecs
import gzip
import io
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import TextIOWrapper
from itertools import chain
from typing import Any, BinaryIO, cast

from pydantic_core import from_json

from grcdesk.errors import BadInput
from grcdesk.importers.reading import jsons, paging
from grcdesk.importers.reading.archives import Counted
from grcdesk.importers.reading.inside import get
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.importers.reading.many import delimited

MAX_STREAM = 8 << 30
"""Bytes of a file that is read record by record, unpacked."""
MAX_WHOLE = 96 << 20
"""Bytes of a document that is read as a whole."""
MAX_RATIO = 200
MIN_UNPACKED = 64 << 20
_HEAD = 1 << 16
_LIST = re.compile(rb'\s*(?:\[|\{\s*"(?:%s)"\s*:\s*\[)' % "|".join(jsons.LISTS).encode())
_WRAPPED = re.compile(
    rb'\{(?:\s*"[^"\\]{1,60}"\s*:\s*(?:"[^"\\]{0,400}"|[\d.+-]{1,30}|true|false|null|\[\s*\]|\{\s*\})\s*,){1,40}\s*"(?:%s)"\s*:\s*\[\s*\{'
    % "|".join(jsons.LISTS).encode()
)
"""A list of records behind a few words about it, as many programs answer: `{"object": "list", "data": [{`."""
NumberedRecord = tuple[int, dict[str, Any]]
RecordBatch = list[tuple[int, bytes | None]]
"""Records by number that are not parsed yet; None for one longer than may be."""
RecordReader = Callable[[ReadingJob], Iterator[NumberedRecord]]


def opened(job: ReadingJob, limit: int = MAX_STREAM) -> io.BufferedReader:
    """The bytes of the file, unpacked when it is gzip.

    Raises:
        BadInput: when it grows beyond the limit while it is read.
    """
    handle: BinaryIO = job.path.open("rb")
    if handle.read(2) == b"\x1f\x8b":
        handle.close()
        # small files of plain logs pack well beyond the ratio: they are let through up to the least limit
        limit = min(limit, max(MIN_UNPACKED, MAX_RATIO * job.size))
        handle = cast("BinaryIO", gzip.open(job.path, "rb"))  # noqa: SIM115  the job closes it
    else:
        handle.seek(0)
    reader: io.BufferedReader = io.BufferedReader(Counted(handle, job, limit), _HEAD)
    job.handles.append(reader)
    return reader


def head_of(job: ReadingJob) -> bytes:
    """The first 64 KiB, unpacked."""
    with opened(job) as handle:
        return handle.read(_HEAD)


def whole(job: ReadingJob, *, nan: bool = False) -> Any:
    """A JSON document read as a whole.

    Raises:
        BadInput: when it is not strict JSON, or too large.
    """
    with opened(job, MAX_WHOLE) as handle:
        data = handle.read()
    try:
        return jsons.loads(data, nan=nan)
    except jsons.BadJson as error:
        raise BadInput(f"not valid JSON: {error}", hint="export it again", file=job.name) from None


def records(job: ReadingJob) -> Iterator[NumberedRecord]:
    """Every record that is one, by line (in a list: by place). Counts rows; what is no record is skipped by reason.

    Raises:
        BadInput: when the form is unknown, or a list is not closed.
    """
    return reader(job)(job)


def reader(job: ReadingJob) -> RecordReader:
    """What reads the form the file has: `lines` and `table` among others."""
    head = head_of(job)
    if _is_wide(head):
        return _wide
    bare = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if job.maker and job.maker.records and bare[:1] == b"{" and _is_document(bare):
        return _document
    if found := _LIST.match(bare):
        start = head.index(bare[: found.end()]) + found.end()
        return partial(_listed, start=start, wrapped=bare[:1] == b"{")
    if bare[:1] == b"{":
        return _document if _is_document(bare) else lines
    return table


def _is_wide(head: bytes) -> bool:
    """Whether it is JSON in UTF-16; a table in UTF-16 is read as tables are."""
    if not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or head[2:3] not in b"[{" + head[3:4]:
        return False
    wide = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    return wide.lstrip()[:1] in (b"[", b"{")


def _is_document(bare: bytes) -> bool:
    """Whether what begins with a brace is one document, written over several lines, or a page of a list."""
    first, _, rest = bare.partition(b"\n")
    cut = len(bare) >= _HEAD - len(codecs.BOM_UTF8)
    if not rest.strip() and (not cut or _WRAPPED.match(bare)):
        return True  # one line is a document as much as it is a record
    # a line that is cut off is followed by the next record; one that is opened, by what stands in it
    if rest and not first.rstrip().endswith(b"}") and not rest.lstrip().startswith(b"{"):
        return True
    return bool(rest) and not _parses(first) and _parses(bare.decode(errors="ignore").encode(), partly=cut)


def _parses(data: bytes, *, partly: bool = False) -> bool:
    """Whether it is JSON; with `partly`, or the beginning of one value."""
    try:
        from_json(data, allow_partial=partly)
    except ValueError:
        return False
    return True


def _document(job: ReadingJob) -> Iterator[NumberedRecord]:
    """The records of one document; what stands around their list may say that it is a page."""
    found = whole(job)
    job.form = "JSON document"
    listed = _inside(job, found)
    inside = [found] if listed is None else listed
    if listed is not None:
        marks = (*paging.marks(found, len(inside)), *_marks_of_maker(job, found, len(inside)))
        job.paged(marks, paging.stated_total(found))
        job.beside += [{name: one for name, one in found.items() if one is not listed}] if found is not listed else []
    for place, one in enumerate(inside, 1):
        job.account.rows += 1
        if isinstance(one, dict):
            yield place, one
        else:
            job.account.skip(place, "not a record")


def _inside(job: ReadingJob, document: Any) -> list[Any] | None:
    """The list of records: where the maker has it, else where such lists stand."""
    if job.maker and job.maker.records and isinstance(document, dict):
        found = get(document, job.maker.records)
        if isinstance(found, list):
            return found
    return jsons.wrapped(document)


def _marks_of_maker(job: ReadingJob, document: Any, held: int) -> tuple[str, ...]:
    pages = job.maker.pages if job.maker else None
    return paging.told_by(document, held, pages) if pages and isinstance(document, dict) else ()


def lines(job: ReadingJob) -> Iterator[NumberedRecord]:
    """Of JSON Lines."""
    for number, found in line_spans(job):
        yield from many(job, jsons.numbered(number, found))


def line_spans(job: ReadingJob) -> Iterator[tuple[int, list[bytes] | None]]:
    """The lines of JSON Lines, many at a time."""
    job.form = "JSON Lines"
    with opened(job) as handle:
        if handle.peek(3)[:3] == codecs.BOM_UTF8:
            handle.read(3)
        yield from jsons.spans(handle)


def many(job: ReadingJob, batch: RecordBatch) -> Iterable[NumberedRecord]:
    """Records that are parsed together, where nothing is wrong with any."""
    there = [raw for _, raw in batch if raw is not None]
    found = jsons.together(there) if len(there) == len(batch) > 1 else None
    if found is None:
        return _one_by_one(job, batch)
    job.account.rows += len(found)
    return zip([number for number, _ in batch], found, strict=True)


def _one_by_one(job: ReadingJob, batch: RecordBatch) -> Iterator[NumberedRecord]:
    """Records that have to be told apart: what is wrong with one of them says nothing of the others."""
    account, parse = job.account, jsons.line
    for number, raw in batch:
        account.rows += 1
        if raw is None:
            account.skip(number, f"longer than {jsons.MAX_ITEM >> 20} MiB")
            continue
        try:
            found = parse(raw)
        except jsons.BadJson as error:
            account.skip(number, _reason(error))
            continue
        if type(found) is dict:
            yield number, found
        else:
            account.skip(number, "not a record")


def _reason(error: Exception) -> str:
    """Without the place in the line: it would make every row a reason of its own."""
    return "not JSON" if str(error).startswith("no JSON") else str(error)


def _listed(job: ReadingJob, start: int, *, wrapped: bool) -> Iterator[NumberedRecord]:
    job.form = "JSON list"
    behind = bytearray()
    with opened(job) as handle:
        handle.read(start)
        try:
            for batch in jsons.batches(jsons.items(handle, behind)):
                yield from many(job, batch)
            _beside(job, bytes(behind), wrapped=wrapped)
        except jsons.BadJson as error:
            raise BadInput(f"not valid JSON: {error}", hint="export it again", file=job.name) from None


def _beside(job: ReadingJob, behind: bytes, *, wrapped: bool) -> None:
    """What follows the list: there a document says whether it is a page.

    Raises:
        BadInput: when a second list follows the first, as when pages are written one behind the other.
        BadJson: when the document is not closed.
    """
    if len(behind) > jsons.MAX_BESIDE:
        job.paged(("what follows its list is too long to be looked at",))
        job.drop("(what follows its list)")
    elif wrapped:
        around = jsons.loads(b'{"": 0' + behind)
        marks = paging.marks(around, job.account.rows)
        job.paged((*marks, *_marks_of_maker(job, around, job.account.rows)), paging.stated_total(around))
        job.beside.append(around)
    elif behind.strip():
        raise BadInput(
            "something follows the end of its list", hint="pages are joined into one list first", file=job.name
        )


def _wide(job: ReadingJob) -> Iterator[NumberedRecord]:
    """JSON in UTF-16, as PowerShell writes it: small enough to be read as a whole."""
    job.form = "JSON in UTF-16"
    with opened(job, MAX_WHOLE) as handle:
        text = TextIOWrapper(handle, "utf-16", errors="strict")
        try:
            data = text.read().encode()
        except UnicodeError:
            raise BadInput("not valid UTF-16", hint="export it again", file=job.name) from None
    bare = data.lstrip()
    behind = bytearray()
    if found := _LIST.match(bare):
        pieces = jsons.items(io.BytesIO(bare[found.end() :]), behind)
    else:
        pieces = chain.from_iterable(jsons.lines(io.BytesIO(bare)))
    for number, raw in pieces:
        job.account.rows += 1
        try:
            one = jsons.loads(raw or b"")
        except jsons.BadJson as error:
            job.account.skip(number, _reason(error))
            continue
        if isinstance(one, dict):
            yield number, one
        else:
            job.account.skip(number, "not a record")
    if found:
        _beside(job, bytes(behind), wrapped=bare[:1] == b"{")


def table(job: ReadingJob) -> Iterator[NumberedRecord]:
    """Of delimited text."""
    return delimited.rows(job, delimited.opened(job, opened(job)))
