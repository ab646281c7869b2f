"""Findings of scanners: what was checked and failed. A finding is no ticket: nobody opened it, and nobody answers it.

Read: lists of Prowler, Steampipe and Powerpipe, AWS Security Hub and GuardDuty, OCSF, SARIF, Checkov, Trivy, and any
with the same columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from grcdesk.importers.evidence.lists import rows
from grcdesk.importers.evidence.scans import shapes
from grcdesk.importers.evidence.scans.documents import rows_of
from grcdesk.importers.evidence.scans.sarif import SARIF, is_sarif, read_sarif
from grcdesk.importers.evidence.scans.tally import RuleTally
from grcdesk.importers.evidence.seen_keys import SeenKeys
from grcdesk.importers.reading import records
from grcdesk.importers.reading.fields import Fields, row_hash, survey
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.importers.reading.times import BadTime
from grcdesk.rules.evidence.results import COMPLETE, NOT_COUNTED
from grcdesk.terms import EvidenceKind
from grcdesk.wording import join

_UNKNOWN = "statuses not known"
_KNOWN = {ours: (*names, *shapes.NESTED.get(ours, ())) for ours, names in shapes.NAMES.items()}
_ANSWER = re.compile(r'\{\s*"Findings"\s*:\s*\[')
_ONE_ANSWER = "it is one answer of get-findings: it does not say that it is the last"


def read_findings(job: ReadingJob) -> None:
    """Each finding by how its check ended, by rule, and by control. A list without a status names only what failed.

    Raises:
        BadInput: when it is SARIF without a run.
    """
    survey(job, _KNOWN, _each)
    fields, log = Fields(job, shapes.NAMES, quiet=True), _Findings(job)
    for line, record in _each(job):
        found = None if job.columns or job.maker else shapes.shaped(record)
        log.take(line, fields(record) if found is None else found, record)
    log.finish()


class _Findings:
    """Counts the findings of one file."""

    def __init__(self, job: ReadingJob) -> None:
        self.job = job
        self.seen = SeenKeys()
        self.rules = RuleTally(job)

    def take(self, line: int, found: dict[str, Any], record: dict[str, Any]) -> None:
        """Count one finding, or skip it."""
        job = self.job
        if found.get("check") in (None, "") and record.get("control_title"):
            found = found | {"check": record["control_title"]}  # Steampipe names some controls by their titles alone
        if all(found.get(name) in (None, "") for name in ("check", "finding", "status")):
            job.account.skip(line, "it names no check, no finding and no status")
            return
        found = self._with_meant_status(found)
        word = shapes.ended(found)
        if not word:
            job.tally(_UNKNOWN, found.get("status"))
            job.account.skip(line, "the status is a word that is not known")
            return
        key = self._key(found, record, word)
        if key in self.seen:
            job.account.duplicates += 1
            return
        try:
            moment = job.time(found.get("time"))
        except BadTime as error:
            job.account.skip(line, str(error))
            return
        if moment is not None:
            job.at(moment)
        self.seen.add(key)
        job.account.used += 1
        self._count(found, word)
        kept = {"status": word, "time": moment}
        kept |= {name: found.get(name) for name in ("finding", "severity", "check", "resource", "scope")}
        job.put(line, kept, record)

    def _with_meant_status(self, found: dict[str, Any]) -> dict[str, Any]:
        """A finding with the status that a map says its word means."""
        meant = self.job.words.get("status", {}).get(str(found.get("status")))
        return found | {"status": meant} if meant else found

    def _count(self, found: dict[str, Any], word: str) -> None:
        self.job.tally("findings", word)
        if word == shapes.FAILED and found.get("severity") not in (None, ""):
            self.job.tally("severities of failed", found["severity"])
        if found.get("scope") not in (None, ""):
            self.job.tally("accounts", found["scope"])
        self.rules.add(found.get("check"), found.get("resource"), word)

    def _key(self, found: dict[str, Any], record: dict[str, Any], word: str) -> int:
        """What tells findings apart: the id, of what, and how it ended; without an id everything."""
        name = str(found.get("finding") or "").strip()
        if not name:
            return hash(row_hash(record))
        place = str(record.get("row")) if self.job.form == SARIF else ""  # some give all of a run one id
        return hash((name, str(found.get("check")), str(found.get("resource")), place, word))

    def finish(self) -> None:
        """Say what was found, and whether the scan came to its end."""
        job, words = self.job, self.job.totals.get("findings", {})
        if not job.understood:
            return
        self._tell(words)
        self.rules.finish()
        self._ask_words()
        if job.page:
            job.trouble("it is one page of a longer list")
        if job.account.skipped:
            job.trouble(f"{job.account.skipped:,} of its rows could not be used")
        if words or self._is_empty_report():
            job.result = NOT_COUNTED if job.troubles else COMPLETE
        for trouble in job.troubles:
            job.note(f"{NOT_COUNTED}: {trouble}")

    def _tell(self, words: Mapping[str, int]) -> None:
        """How many findings ended how."""
        if not words:
            if not self.job.account.rows:
                self.job.note("the list is empty: nothing was checked, or nothing found")
            return
        rest = "".join(f", {words[one]:,} {one}" for one in shapes.ENDS[2:] if words.get(one))
        self.job.note(f"{words.get('passed', 0):,} passed, {words.get('failed', 0):,} failed{rest}")
        if not words.get("passed"):
            self.job.note("it lists no pass: of what is not listed nothing is said")

    def _ask_words(self) -> None:
        """Ask what words of the status mean."""
        if unknown := self.job.totals.get(_UNKNOWN):
            said = join([f"{name} ({number:,})" for name, number in unknown.items()], 8)
            cure = "--map columns.yaml with `words: {status: {failed: [their word]}}` says it"
            self.job.note(f"what do these words of the status mean: {said}? {cure}")

    def _is_empty_report(self) -> bool:
        """Whether it is a report without a finding that says, all the same, how the scan ended."""
        return not self.job.account.rows and (bool(self.job.troubles) or self.job.form in _WHOLE)


_WHOLE = (SARIF, "Powerpipe, JSON", "Checkov, JSON", "Trivy, JSON")
"""Forms of which an empty report says that a scan came to its end."""


def _each(job: ReadingJob) -> Iterator[records.NumberedRecord]:
    """The findings of a list, or of a report that is one document."""
    head = records.head_of(job)
    text = head.decode(errors="replace").lstrip("\ufeff \r\n\t")
    if text[:1] not in "{[" or not text:
        yield from rows(job)
    elif job.name.casefold().endswith((".sarif", ".sarif.json")) or is_sarif(text):
        yield from read_sarif(job)
    elif _is_document(text):
        yield from _document(job)
    else:
        yield from _unwrapped(job, text)


def _is_document(text: str) -> bool:
    """Whether it may be a report that is read as a whole."""
    head = text[:8000]
    return any(sign in head for sign in ('"check_type"', '"ArtifactName"', '"checkov_version"', '"group_id"'))


def _document(job: ReadingJob) -> Iterator[records.NumberedRecord]:
    document = records.whole(job)
    found = rows_of(job, document)
    if found is None:
        yield from rows(job)
        return
    job.beside.append(document if isinstance(document, dict) else {"": document})
    yield from _numbered(job, found)


def _numbered(job: ReadingJob, found: Iterable[dict[str, Any]]) -> Iterator[records.NumberedRecord]:
    for place, row in enumerate(found, 1):
        job.account.rows += 1
        yield place, {name: value for name, value in row.items() if value is not None}


def _unwrapped(job: ReadingJob, text: str) -> Iterator[records.NumberedRecord]:
    """Records, each of which may be an event that carries findings."""
    for line, record in rows(job):
        inside = shapes.unwrapped(record)
        job.account.rows += len(inside) - 1
        for one in inside:
            yield line, one
    if _ANSWER.match(text) and not job.page:
        job.paged((_ONE_ANSWER,))


IMPORTER = Importer("findings", "findings of a scanner", EvidenceKind.QUERY_RESULT, "finding", read_findings, version=2)
