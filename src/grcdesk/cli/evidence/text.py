"""One artefact as a page of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from grcdesk.wording import day, word

if TYPE_CHECKING:
    from grcdesk.schemas.evidence.evidence import EvidenceDetail, EvidenceRow

_NAME = 13


def described(detail: EvidenceDetail) -> str:
    """The page: what it shows, where it comes from, what it is tied to, what it lacks."""
    row = detail.row
    facts = [*_dates(row), *_origin(row), *_bytes(detail)]
    parts = [f"{row.id}  {row.title}", ""]
    parts += [f"{name:<{_NAME}}{value}" for name, value in facts if value]
    parts += _section("Stands behind", (f"{control}  {title}" for control, title in detail.titles.items()))
    parts += _section(
        "On a person's word", (f"shows a run of {name}, by statement of {words}" for name, words in row.stated.items())
    )
    parts += _section("In the file of", (f"{vendor}  {name}" for vendor, name in detail.vendor_names.items()))
    parts += _section("Answers", (f"{test}  {question}" for test, question in detail.questions.items()))
    parts += _section("Might belong to", (f"{one.control}  {one.reason}" for one in detail.suggestions))
    parts += _section("What an auditor will ask for", detail.lacks)
    parts += _section("Note", [detail.note] if detail.note else [])
    return "\n".join(parts)


def _dates(row: EvidenceRow) -> Iterator[tuple[str, str]]:
    yield "Kind", word(row.kind)
    yield "Result", row.result
    yield "Shows", row.dated
    yield "Performed", day(row.performed_on) if row.performed_on else ""
    yield "For slot", row.for_slot
    yield "Collected", row.collected_at
    yield "Recorded", row.recorded_at
    yield "Valid until", day(row.valid_until) if row.valid_until else ""
    yield "Rejected", row.rejected
    yield "Supersedes", row.supersedes
    yield "Superseded", row.superseded_by


def _origin(row: EvidenceRow) -> Iterator[tuple[str, str]]:
    yield "Source", row.source
    yield "Query", row.query
    yield "Pulled", row.pulled_at
    yield "Method", word(row.method) if row.method else ""
    yield "Collected by", row.collected_by
    yield "Provided by", row.provided_by
    yield "Rows", f"{row.row_count:,}" if row.row_count is not None else ""
    yield "Read", row.rows_told
    yield "A page", row.page
    yield "Left out", row.skips_told
    yield "Completeness", row.completeness
    yield "Accuracy", row.accuracy
    yield "Checked by", row.checked_by
    yield "May be seen", word(row.confidentiality)
    yield "Importer", row.importer


def _bytes(detail: EvidenceDetail) -> Iterator[tuple[str, str]]:
    row = detail.row
    yield "File", row.file_name
    yield "Link", f"{row.url} (not preserved)" if row.url else ""
    yield "Size", f"{row.size:,} bytes" if row.preserved else ""
    yield "SHA-256", row.sha256
    yield "As it came", row.source_sha256
    yield "Its rows", row.rows_sha256
    yield "Erased", row.erased_told
    yield "Integrity", f"{row.integrity} when its bytes were last looked at" if row.damaged else ""
    yield "Same bytes", ", ".join(detail.same_bytes)


def _section(title: str, rows: Iterator[str] | tuple[str, ...] | list[str]) -> list[str]:
    listed = [f"  {row}" for row in rows]
    return ["", title, *listed] if listed else []
