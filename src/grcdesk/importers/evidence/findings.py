"""Findings of scanners: what was checked and failed. A finding is no ticket: nobody opened it, and nobody answers it.

Read: lists of Prowler, Steampipe, AWS Security Hub and GuardDuty, OCSF, SARIF, and any with the same columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.lists import rows
from grcdesk.importers.evidence.runs import at, listed
from grcdesk.importers.reading import records
from grcdesk.importers.reading.fields import Fields, row_hash, survey
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.importers.reading.times import BadTime
from grcdesk.terms import EvidenceKind

_NAMES = {
    "finding": ("finding_uid", "finding_id", "id", "arn"),
    "status": ("status_code", "result", "outcome"),
    "severity": ("level",),
    "time": ("timestamp", "created_at", "time_dt", "date", "first_observed_at"),
    "check": ("check_id", "rule_id", "control_id", "type"),
}
_INSIDE = {
    "status": ("Compliance", "Status"),
    "severity": ("Severity", "Label"),
    "finding": ("finding_info", "uid"),
    "time": ("finding_info", "created_time_dt"),
    "check": ("metadata", "event_code"),
}
"""Where makers nest a field."""
_WORDS = {
    **dict.fromkeys(("pass", "passed", "ok", "compliant", "success", "true"), "passed"),
    **dict.fromkeys(("fail", "failed", "alarm", "noncompliant", "false", "warning", "new", "open", "active"), "failed"),
    **dict.fromkeys(("error", "timedout", "unknown"), "error"),
    **dict.fromkeys(
        ("manual", "skip", "skipped", "info", "muted", "mute", "notavailable", "notapplicable", "suppressed"),
        "not checked",
    ),
}
"""Words of a status, without signs between → how the check ended."""
_SARIF = {"pass": "passed", "fail": "failed", "notapplicable": "not checked", "informational": "not checked"}


def read_findings(job: ReadingJob) -> None:
    """Each finding by how its check ended. A list without a status names only what failed.

    Raises:
        BadInput: when it is SARIF without a run.
    """
    seen: set[bytes | str] = set()
    survey(job, _NAMES, _each)
    fields = Fields(job, _NAMES, quiet=True)
    for line, record in _each(job):
        found = fields(record) | _nested(record)
        word = _ended(found)
        if not word:
            job.account.skip(line, "the status is a word that is not known")
            continue
        name = str(found.get("finding") or "").strip() or row_hash(record)
        if name in seen:
            job.account.duplicates += 1
            continue
        try:
            moment = job.time(found.get("time"))
        except BadTime as error:
            job.account.skip(line, str(error))
            continue
        if moment is not None:
            job.at(moment)
        seen.add(name)
        job.tally("findings", word)
        if word == "failed" and found.get("severity") not in (None, ""):
            job.tally("severities of failed", found["severity"])
        job.account.used += 1
        kept = {"status": word, "time": moment} | {one: found.get(one) for one in ("finding", "severity", "check")}
        job.put(line, kept, record)
    _sum_up(job)


def _nested(record: Mapping[str, Any]) -> dict[str, Any]:
    return {ours: value for ours, path in _INSIDE.items() if (value := at(record, *path)) is not None}


def _ended(found: Mapping[str, Any]) -> str:
    """How the check behind a finding ended; empty for a word nobody knows."""
    if "status" not in found:
        return "failed"
    said = "".join(letter for letter in str(found["status"]).casefold() if letter.isalnum())
    return _WORDS.get(said, "")


def _sum_up(job: ReadingJob) -> None:
    words = job.totals.get("findings", {})
    if words:
        rest = "".join(f", {words[one]:,} {one}" for one in ("error", "not checked") if words.get(one))
        job.note(f"{words.get('passed', 0):,} passed, {words.get('failed', 0):,} failed{rest}")
    elif not job.account.rows:
        job.note("the list is empty: nothing was checked, or nothing found")


def _each(job: ReadingJob) -> Iterator[records.NumberedRecord]:
    """The findings of a list, or of a SARIF document."""
    if not job.name.casefold().endswith((".sarif", ".sarif.json")) and b"sarif" not in records.head_of(job)[:400]:
        yield from rows(job)
        return
    document = records.whole(job)
    job.form = "SARIF"
    job.beside.append(document)
    if not listed(document, "runs"):
        raise BadInput("is SARIF without a run", hint="export it again", file=job.name)
    place = 0
    for run in listed(document, "runs"):
        for one in listed(run, "results"):
            place += 1
            job.account.rows += 1
            kind = str(one.get("kind") or "fail").casefold()
            said = "not checked" if one.get("suppressions") else _SARIF.get(kind, "")
            moment = at(run, "invocations")
            ended = at(moment[-1], "endTimeUtc") if isinstance(moment, list) and moment else None
            identity = {"finding": one.get("guid")} if one.get("guid") else {}
            yield place, {"status": said.replace("not checked", "skipped"), "severity": one.get("level") or "warning",
                          "time": ended, "row": row_hash(one).hex(), **identity}  # fmt: skip


IMPORTER = Importer("findings", "findings of a scanner", EvidenceKind.QUERY_RESULT, "finding", read_findings)
