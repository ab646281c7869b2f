"""SARIF 2.1.0: results of static analysis. A run that failed, or that holds no list of results, is no clean scan.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, looked at 2026-11-28.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.runs import at, listed, whole
from grcdesk.importers.keeping import content
from grcdesk.importers.reading import records
from grcdesk.importers.reading.fields import row_hash
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.wording import count

_KINDS = {
    "pass": "pass",
    "fail": "fail",
    **dict.fromkeys(("open", "review", "informational", "notapplicable"), "skip"),
}
"""Kinds of results; `open` and `review` wait for a person."""
SARIF = "SARIF"
_HINT = "run the scan again, and export it whole"


def is_sarif(head: str) -> bool:
    """Whether the beginning of a JSON file is that of SARIF."""
    return "sarif" in head[:400].casefold() or ('"runs"' in head[:4000] and '"version"' in head[:4000])


def read_sarif(job: ReadingJob) -> Iterator[records.NumberedRecord]:
    """Its results, one after the other; what keeps it from being a clean scan goes into `job.troubles`.

    Raises:
        BadInput: when it holds no run.
    """
    document = records.whole(job)
    runs = at(document, "runs")
    job.form = SARIF
    if not isinstance(document, dict) or "runs" not in document:
        raise BadInput("is no SARIF: it holds no `runs`", hint="--as names another importer", file=job.name)
    if not isinstance(runs, list) or not listed(document, "runs"):
        why = "its `runs` are null: whoever wrote it could not get them" if runs is None else "it holds no run"
        raise BadInput(f"is SARIF that says nothing: {why}", hint=_HINT, file=job.name)
    version = document.get("version")
    if version not in (None, "2.1.0"):
        job.trouble(f"SARIF version {content.shown(str(version))} is not known here (known: 2.1.0)")
    job.beside.append(document)
    place = 0
    for number, run in enumerate(listed(document, "runs"), 1):
        _look_at(job, run, number)
        around = _RunFacts(_rules(run), _ended(run), str(at(run, "tool", "driver", "name") or ""))
        for one in listed(run, "results"):
            place += 1
            job.account.rows += 1
            yield place, _result(one, around)


class _RunFacts:
    """What a run says of all its results."""

    def __init__(self, rules: list[dict[str, Any]], ended: Any, tool: str) -> None:
        self.rules, self.ended, self.tool = rules, ended, tool
        # a scanner names thousands of rules, and results come by the hundred thousand: the first of a name is meant
        self._by_name = {name: rule for rule in reversed(rules) if isinstance(name := rule.get("id"), Hashable)}

    def rule_of(self, one: dict[str, Any]) -> dict[str, Any] | None:
        """The rule of a result: at the place it names, else of the name it gives."""
        index = one.get("ruleIndex", at(one, "rule", "index"))
        if isinstance(index, int) and 0 <= index < len(self.rules):
            return self.rules[whole(index)]
        name = _rule_name(one)
        return self._by_name.get(name) if isinstance(name, Hashable) else None


def _look_at(job: ReadingJob, run: dict[str, Any], number: int) -> None:
    """What was scanned by what, and what keeps a run from being a clean scan."""
    for group, said in (
        ("scanners", [at(run, "tool", "driver", "name")]),
        ("repositories", [one.get("repositoryUri") for one in listed(run, "versionControlProvenance")]),
        ("analyses", [at(run, "automationDetails", "id")]),
    ):
        for one in filter(None, said):
            if one not in job.totals.get(group, {}):
                job.tally(group, one)
    for trouble in _troubles(run):
        job.trouble(f"run {number:,} {trouble}")
    named = {str(_rule_name(one)) for one in listed(run, "results")}
    # SARIF lists the rules of a scanner whether they were asked or not: without a result they prove nothing
    silent = sum(str(one.get("id")) not in named for one in _rules(run))
    if silent:
        job.note(f"{count(silent, 'rule')} of its scanner without a result here: nothing is said of them")


def _troubles(run: dict[str, Any]) -> Iterator[str]:
    if not isinstance(run.get("results"), list):
        yield "holds no list of results: it did not come to its end"
    if at(run, "externalPropertyFileReferences", "results"):
        yield "has results in files beside it"
    for invocation in listed(run, "invocations"):
        if invocation.get("executionSuccessful") is False:
            yield "failed"
        for kind in ("toolExecutionNotifications", "toolConfigurationNotifications"):
            # a scanner may end well and have told that it could not read half of its files
            errors = sum(one.get("level") == "error" for one in listed(invocation, kind))
            if errors:
                yield f"told {count(errors, 'error')} of the scanner itself"


def _rules(run: dict[str, Any]) -> list[dict[str, Any]]:
    return listed(run, "tool", "driver", "rules")


def _ended(run: dict[str, Any]) -> Any:
    ends = [one.get("endTimeUtc") or one.get("startTimeUtc") for one in listed(run, "invocations")]
    return next((one for one in reversed(ends) if one), None)


def _result(one: dict[str, Any], run: _RunFacts) -> dict[str, Any]:
    """A result as our fields; what it does not say is said by its rule."""
    rule = run.rule_of(one)
    level = one.get("level") or at(rule, "defaultConfiguration", "level") or "warning"
    # a level of `none` says that there is nothing to it; else a result without a kind is a finding
    kind = str(one.get("kind") or ("informational" if level == "none" else "fail")).casefold()
    found: dict[str, Any] = {
        "check": _rule_name(one) or at(rule, "id"),
        "status": "resolved" if one.get("baselineState") == "absent" else _KINDS.get(kind, "unknown word"),
        "severity": level,
        "time": run.ended,
        "resource": at(_first(one.get("locations")), "physicalLocation", "artifactLocation", "uri"),
        "scanner": run.tool,
        "row": row_hash(one).hex(),
    }
    if _suppressed(one):
        found["muted"] = "true"
    if one.get("guid"):
        found["finding"] = one["guid"]
    return found


def _rule_name(one: dict[str, Any]) -> Any:
    return one.get("ruleId") or at(one, "rule", "id")


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else None


def _suppressed(one: dict[str, Any]) -> bool:
    """Suppressed only when nobody refused it, and nobody still has to say so."""
    told = listed(one, "suppressions")
    return bool(told) and all(str(each.get("status") or "accepted") == "accepted" for each in told)
