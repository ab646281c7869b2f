"""Tests of a gateway's policies, as `kt policy test --json` writes them: cases by result, and what each decided."""

from __future__ import annotations

from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.gateways.words import UNJUDGED, DecisionWords, as_word
from grcdesk.importers.evidence.runs import count_cases, drop_text, judge, listed
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.importers.reading.records import whole
from grcdesk.rules.evidence.results import Cases
from grcdesk.terms import EvidenceKind
from grcdesk.wording import count

_NAMES = ("name", "verdict", "reason_code", "kind", "phase")


def read(job: ReadingJob) -> None:
    """Read a run of tests.

    Raises:
        BadInput: when it holds no list of results.
    """
    document = whole(job)
    job.form = "JSON document"
    cases = listed(document, "results")
    if not isinstance(document, dict) or not isinstance(document.get("results"), list):
        raise BadInput("it holds no list of results", hint="kt policy test --json > policy-tests.json", file=job.name)
    drop_text(job, document, _NAMES)
    told = DecisionWords(job.words, job.name)
    ends = [one.get("passed") for one in cases]
    passed, failed = ends.count(True), ends.count(False)
    found = Cases(passed, failed, len(document["results"]) - passed - failed)
    count_cases(job, found)
    for place, one in enumerate(cases, 1):
        if isinstance(one.get("passed"), bool):
            word = as_word(one.get("verdict"))
            decision = told.decision(word) if word else UNJUDGED
            job.tally("decisions", decision)
            row = {"case": one.get("name"), "action": decision, "reason_code": one.get("reason_code")}
            job.put(place, row | {"result": "passed" if one["passed"] else "failed"})
    judge(job, found, _troubles(document, found))


def _troubles(document: dict[str, Any], found: Cases) -> list[str]:
    """Whether the run says of itself what its cases do not."""
    said, short = document.get("ok"), found.failed + found.errors
    if not isinstance(said, bool) or said is (short == 0):
        return []
    return [f"`ok` says {str(said).lower()}, and {short:,} of {count(short + found.passed, 'case')} did not pass"]


IMPORTER = Importer(
    "policy-tests", "tests of policies", EvidenceKind.TEST_RECORD, "case", read, tests=("AI-CONF-01.T3", "AI-SEC-03.T3")
)
