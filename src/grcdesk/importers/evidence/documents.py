"""Documents about models and data: dataset manifests, and model cards in YAML or with YAML at their head."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.runs import times, whole
from grcdesk.importers.keeping import content
from grcdesk.importers.reading import records, strict_yaml
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.terms import EvidenceKind

MANIFEST = (
    "name",
    "version",
    "origin",
    "approver",
    "pii_removal",
    "records",
    "created",
    "sha256",
    "license",
    "purpose",
)
"""What a dataset manifest should say."""
_MANIFEST_NAMES = {
    "name": ("dataset", "dataset_name", "id", "title"),
    "version": ("dataset_version", "revision"),
    "origin": ("source", "sources", "provenance", "collected_from"),
    "approver": ("approved_by", "approval", "owner"),
    "pii_removal": ("pii", "pii_removed", "anonymisation", "anonymization", "deidentification", "redaction"),
    "records": ("rows", "count", "size", "num_rows", "examples", "cases"),
    "created": ("created_at", "date", "approved_on", "approved_at"),
    "sha256": ("hash", "digest", "checksum", "files"),
    "license": ("licence", "rights"),
    "purpose": ("use", "intended_use"),
}
CARD = ("language", "license", "library_name", "tags", "datasets", "metrics", "base_model", "model-index")
_KNOWN_OF_CARDS = frozenset(map(content.plain, (*CARD, "license_name", "license_link", "pipeline_tag")))
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_PLACE = re.compile(r"\{\{[^{}\n]*\}\}|\{[A-Za-z_]\w*\}")
_OPEN = re.compile(r"\(open \d+\)")
_HEADINGS = {
    "purpose": r"intended|use|description|overview",
    "training data": r"training data|dataset",
    "evaluation results": r"evaluation|results|performance|metrics",
    "limits": r"limit|bias|risk",
    "barred use": r"out.of.scope|misuse|prohibited|barred",
}


def read_manifest(job: ReadingJob) -> None:
    """A dataset manifest: what it says, and what it lacks."""
    found = _mapping(job)
    entries = found.get("datasets")
    for one in entries if isinstance(entries, list) else [found]:
        if isinstance(one, Mapping):
            job.account.rows += 1
            job.account.used += 1
            _manifest(job, one)
    for name in sorted(content.found_in(dict(found))):
        job.drop(name)


def _manifest(job: ReadingJob, found: Mapping[str, Any]) -> None:
    plain = {content.plain(str(name)): value for name, value in found.items()}
    lacking = []
    for ours in MANIFEST:
        names = map(content.plain, (ours, *_MANIFEST_NAMES[ours]))
        value = next((plain[name] for name in names if name in plain), None)
        if value in (None, "", [], {}):
            lacking.append(ours)
        else:
            _tell_field(job, ours, value)
    if not _say_lacking(job, "the manifest", lacking):
        job.tally("manifests", "complete")


def _tell_field(job: ReadingJob, ours: str, value: Any) -> None:
    if ours == "records":
        job.fact("records", whole(value) or None)
    elif isinstance(value, str) and ours in ("name", "version", "license"):
        job.fact(ours, value)
    elif ours == "created":
        times(job, ("created", value))


def _say_lacking(job: ReadingJob, what: str, lacking: Sequence[str]) -> bool:
    """Note what a document does not say; whether there is anything."""
    if lacking:
        job.note(f"{what} does not say: {', '.join(name.replace('_', ' ') for name in lacking)}")
    return bool(lacking)


def read_card(job: ReadingJob) -> None:
    """A model card: its head, and which of the usual chapters its text has."""
    text = _text(job)
    front = _FRONT.match(text)
    if front is None and not re.match(r"\s*[\w-]+:", text):
        raise BadInput("has no YAML head", hint="a model card begins with ---", file=job.name)
    head = strict_yaml.load(_filled(front[1] if front else text), job.name)
    job.form = "Markdown with YAML head" if front else "YAML"
    job.account.rows = job.account.used = 1
    _tell_head(job, head)
    _results(job, head.get("model-index"))
    lacking = [name for name in ("license", "language", "base_model", "datasets") if not _words(head.get(name))]
    if front:
        lacking += _lacking_chapters(text[front.end() :])
    _say_lacking(job, "the card", lacking)
    if _PLACE.search(text) or "[More Information Needed]" in text:
        job.note("places of its template are still open")


def _filled(head: str) -> str:
    """A head with words at the places of the template that are still open: as they are, they would read as mappings."""
    places = count(1)
    return _PLACE.sub(lambda _: f"(open {next(places)})", head)


def _tell_head(job: ReadingJob, head: Mapping[str, Any]) -> None:
    """What the head says of the model, and its fields that are not understood."""
    for name in head:
        if content.plain(name) not in _KNOWN_OF_CARDS:
            job.unknown[content.shown(name)] = None
    for name in ("license", "license_name", "library_name", "pipeline_tag"):
        job.fact(name.replace("_", " "), _word(head.get(name)))
    for name in ("language", "base_model", "datasets", "metrics"):
        for word in _words(head.get(name)):
            job.tally(name.replace("_", " "), word)


def _lacking_chapters(body: str) -> list[str]:
    """The usual chapters of a card that its text does not have."""
    headings = [line.lstrip("# ").casefold() for line in body.splitlines() if line.startswith("#")]
    return [name for name, sign in _HEADINGS.items() if not any(re.search(sign, one) for one in headings)]


def _results(job: ReadingJob, index: Any) -> None:
    """Results are what the maker says of itself, unless a token verifies them."""
    for result in _inside(index, "results"):
        for metric in _inside(result, "metrics"):
            verified = bool(metric.get("verifyToken")) and str(metric.get("verified", "")).casefold() == "true"
            job.tally("results", "verified" if verified else "self-reported")


def _inside(value: Any, name: str) -> Iterator[Mapping[str, Any]]:
    """The records of a list below each record of a list."""
    for one in value if isinstance(value, list) else [value]:
        below = one.get(name) if isinstance(one, Mapping) else None
        for found in below if isinstance(below, list) else [below]:
            if isinstance(found, Mapping):
                yield found


def _words(value: Any) -> list[str]:
    """One word or a list of words; the language `no` is Norwegian here, for nothing is converted."""
    return [one for one in (value if isinstance(value, list) else [value]) if _word(one)]


def _word(value: Any) -> str:
    return value if isinstance(value, str) and not _OPEN.fullmatch(value) else ""


def _mapping(job: ReadingJob) -> Mapping[str, Any]:
    head = records.head_of(job).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if head in (b"{", b"["):
        job.form = "JSON"
        found = records.whole(job)
        if isinstance(found, list):
            return {"datasets": found}
    else:
        job.form = "YAML"
        found = strict_yaml.load(_text(job, 2 << 20), job.name)
    if not isinstance(found, Mapping):
        raise BadInput("is no manifest", hint="--as names another importer", file=job.name)
    return found


IMPORTERS = {
    "manifest": Importer(
        "manifest",
        "dataset manifest",
        EvidenceKind.MANIFEST,
        "dataset",
        read_manifest,
    ),
    "model-card": Importer("model-card", "model card", EvidenceKind.DOCUMENT, "card", read_card),
}


def _text(job: ReadingJob, limit: int = 4 << 20) -> str:
    """A small text file as a whole.

    Raises:
        BadInput: when it is too large or no text.
    """
    with records.opened(job, limit) as handle:
        data = handle.read()
    for encoding in ("utf-16",) if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput("is not a text file", hint="is it the right one?", file=job.name)
