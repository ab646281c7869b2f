"""Reports of scanners that are one document: Powerpipe and Steampipe (JSON), Checkov, Trivy. Made flat, row by row.

https://powerpipe.io/docs/reference/cli/benchmark, https://www.checkov.io/8.Outputs/Output%20Formats.html,
https://trivy.dev/latest/docs/configuration/reporting/, looked at 2026-11-28.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from grcdesk.importers.evidence.runs import at, listed, number, unknown_version, whole
from grcdesk.importers.keeping import content
from grcdesk.importers.reading.job import ReadingJob

_MAX_DEPTH = 50
_CHECKOV = {"passed_checks": "pass", "failed_checks": "fail", "skipped_checks": "suppressed"}


def rows_of(job: ReadingJob, document: Any) -> Iterator[dict[str, Any]] | None:
    """The findings of a document as rows; None: it is none of these."""
    if _is_trivy(document):
        return _trivy(job, document)
    reports = document if isinstance(document, list) else [document]
    if reports and all(map(_is_checkov, reports)):
        return _checkov(job, reports)
    if _is_powerpipe(document):
        return _powerpipe(job, document)
    if isinstance(document, dict) and document.keys() >= {"passed", "failed", "skipped", "checkov_version"}:
        return _checkov(job, [{"results": {}, "summary": document}])  # of a scan that found nothing to look at
    return None


def _is_trivy(document: Any) -> bool:
    if not isinstance(document, dict) or "SchemaVersion" not in document:
        return False
    return "ArtifactName" in document or "Results" in document


def _is_checkov(document: Any) -> bool:
    return isinstance(document, dict) and document.keys() >= {"check_type", "results"}


def _is_powerpipe(document: Any) -> bool:
    if not isinstance(document, dict) or not isinstance(document.get("summary"), dict):
        return False
    return "group_id" in document or "control_id" in document or isinstance(document.get("groups"), list)


def _check_count(job: ReadingJob, said: Any, there: int, what: str) -> None:
    """A report that counts others than stand in it is not whole."""
    if number(said) is not None and whole(said) != there:
        job.trouble(f"it counts {whole(said):,} {what}, {there:,} stand in it")


def _powerpipe(job: ReadingJob, document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Findings of groups within groups, the outermost first."""
    job.form = "Powerpipe, JSON"
    counted: Counter[str] = Counter()
    stack = [(document, 0)]
    while stack:
        group, depth = stack.pop()
        if depth > _MAX_DEPTH:
            job.trouble("its groups are nested too deep to be read")
            continue
        controls = listed(group, "controls") or ([group] if "control_id" in group else [])
        for control in controls:
            yield from _control(control, str(group.get("group_id") or ""), counted)
        stack += [(one, depth + 1) for one in reversed(listed(group, "groups"))]
    said = document["summary"].get("status", document["summary"])
    for word in ("alarm", "ok", "info", "skip", "error"):
        _check_count(job, at(said, word), counted[word], word)


def _control(control: dict[str, Any], group: str, counted: Counter[str]) -> Iterator[dict[str, Any]]:
    """Findings of one control; one that broke before it looked at anything is an error by itself."""
    results = listed(control, "results")
    name = control.get("control_id") or control.get("title")
    known = {"check": name, "severity": control.get("severity"), "group": group}
    broken = bool(control.get("run_error")) or str(control.get("run_status", "complete")) in ("error", "canceled")
    if broken and not any(str(one.get("status")) == "error" for one in results):
        counted["error"] += 1
        yield {**known, "status": "error"}
    for one in results:
        counted[str(one.get("status"))] += 1
        scope = {str(each.get("key")): each.get("value") for each in listed(one, "dimensions")}
        yield {
            **known,
            "status": one.get("status"),
            "resource": one.get("resource"),
            "scope": scope.get("account_id") or scope.get("subscription_id") or scope.get("project"),
        }


def _checkov(job: ReadingJob, reports: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Findings of reports, one for each kind of file that was checked."""
    job.form = "Checkov, JSON"
    for report in reports:
        for name, status in _CHECKOV.items():
            checks, word = listed(report, "results", name), name.removesuffix("_checks")
            _check_count(job, at(report, "summary", word), len(checks), word)
            for one in checks:
                yield {
                    "check": one.get("check_id"),
                    "status": status,
                    "severity": one.get("severity"),
                    "resource": f"{one.get('file_path') or ''}:{one.get('resource') or ''}",
                }
        unread = at(report, "results", "parsing_errors")
        for _ in unread if isinstance(unread, list) else range(whole(at(report, "summary", "parsing_errors"))):
            yield {"check": "parsing-error", "status": "error"}


_TRIVY_VERSION = 2
_TRIVY = {"Vulnerabilities": "VulnerabilityID", "Misconfigurations": "ID", "Secrets": "RuleID", "Licenses": "Name"}
"""Lists of a result → where each of them names the rule."""
_IN_TRIVY = {
    *(*_TRIVY, "Target", "Class", "Type", "Packages", "MisconfSummary", "ExperimentalModifiedFindings"),
    *("CustomResources", "CustomData"),
}
"""What a result may hold without saying more of what was found."""


def _trivy(job: ReadingJob, document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Findings of everything that was scanned."""
    job.form = "Trivy, JSON"
    if document.get("SchemaVersion") != _TRIVY_VERSION:
        unknown_version(job, "Trivy", document.get("SchemaVersion"), str(_TRIVY_VERSION))
        return
    if not isinstance(document.get("Results"), list):
        job.trouble("it holds no list of results: what was scanned is not said")
    known = {"time": document.get("CreatedAt"), "scope": document.get("ArtifactName")}
    for result in listed(document, "Results"):
        _check_result(job, result)
        for row in _of_result(result):
            yield known | row


def _of_result(result: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What was found in one thing that was scanned."""
    target = result.get("Target")
    for name, rule in _TRIVY.items():
        for one in listed(result, name):
            status = one.get("Status") if name == "Misconfigurations" else "fail"
            yield {
                "check": one.get(rule),
                "status": status or "fail",
                "severity": one.get("Severity"),
                "resource": f"{target}:{one.get('PkgName')}" if one.get("PkgName") else target,
            }
    for _ in listed(result, "ExperimentalModifiedFindings"):
        yield {"check": "ignored-by-the-scan", "status": "suppressed", "resource": target}


def _check_result(job: ReadingJob, result: dict[str, Any]) -> None:
    """A list that is not known here may hold findings; passes that are only counted are in no rule."""
    strange = [name for name, held in result.items() if name not in _IN_TRIVY and held and name[:1].isupper()]
    if strange:
        job.trouble(f"a result holds {content.shown(strange[0])}, which is not known here")
    passes = whole(at(result, "MisconfSummary", "Successes"))
    if passes > sum(one.get("Status") == "PASS" for one in listed(result, "Misconfigurations")):
        job.note("passes of its scanner are counted there and not listed: they are in no rule here")
