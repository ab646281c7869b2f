"""What gives a format away. Each sign is a question to the head of a file; the answer is the reason, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from grcdesk.importers.evidence.benchmarks.garak import is_garak
from grcdesk.importers.evidence.documents import CARD, MANIFEST
from grcdesk.importers.evidence.gateways import fields as gateway_fields
from grcdesk.importers.evidence.scans import shapes
from grcdesk.importers.evidence.scans.sarif import is_sarif
from grcdesk.importers.keeping import content
from grcdesk.importers.reading.head import FileHead

Sign = Callable[[FileHead], str]
_MARKS = (*gateway_fields.ALIASES["policy_version"], *gateway_fields.ALIASES["detections"], "route")
_GATEWAY = frozenset(map(content.plain, _MARKS))
_ACTIONS = frozenset({"action", "decision", "verdict", "effect", "disposition"})
_TIMES = frozenset({"timestamp", "time", "ts", "date", "day", "createdat"})


def _keys(*needed: str, values: dict[str, str] | None = None) -> Sign:
    """A JSON document or record that holds all of these keys, some with a value."""

    def sign(head: FileHead) -> str:
        if not head.is_json:
            return ""
        for found in (head.document, head.record):
            if isinstance(found, dict) and all(name in found for name in needed):
                wanted = values or {}
                if all(found.get(name) == value for name, value in wanted.items()):
                    return f"it holds {_and(needed)}"
        return ""

    return sign


def _gateway(head: FileHead) -> str:
    if {"calltype", "customllmprovider"} <= head.fields:
        return "it holds `call_type` and `custom_llm_provider` as LiteLLM writes them"
    actions, marks = _ACTIONS & head.fields, _GATEWAY & head.fields
    return f"its records hold {_and((min(actions), min(marks)))}" if actions and marks else ""


def _inspect(head: FileHead) -> str:
    if head.data.startswith(b"PK"):
        packed = b"header.json" in head.data or b"_journal/" in head.data
        return "it is an archive with the journal of inspect_ai" if packed or head.name.endswith(".eval") else ""
    return _keys("eval", "status", "version")(head)


def _promptfoo(head: FileHead) -> str:
    document = head.document
    if not isinstance(document, dict) or "results" not in document:
        return ""
    if "evalId" in document:
        return "it holds `evalId` and `results`"
    inside = document["results"]
    if isinstance(inside, dict) and {"version", "stats", "results"} <= set(inside):
        return "its `results` hold `version`, `stats` and `results` as promptfoo writes them"
    if isinstance(document["results"], list) and {"config", "createdAt"} & set(document) and "eval" not in document:
        return "it holds `results` and `config` as the package of promptfoo writes them" if "id" in document else ""
    return ""


def _deepeval(head: FileHead) -> str:
    return _keys("testCases")(head) or _keys("testRunData")(head) or _keys("conversationalTestCases")(head)


def _lm_eval(head: FileHead) -> str:
    document = head.document
    if not isinstance(document, dict) or not isinstance(document.get("results"), dict):
        return ""
    marks = [name for name in ("lm_eval_version", "n-shot", "n-samples", "versions") if name in document]
    return f"it holds {_and(('results', marks[0]))} as lm-evaluation-harness writes them" if marks else ""


def _begins(*roots: str) -> Sign:
    """XML whose outermost element has one of these names, in small letters."""
    sign_of = re.compile(rf"<(?:\w+:)?({'|'.join(roots)})[\s/>]", re.IGNORECASE)

    def sign(head: FileHead) -> str:
        if head.text.lstrip()[:1] != "<":
            return ""
        first = re.search(r"<(?:\w+:)?[A-Za-z][^<>]*>?", head.text)
        found = sign_of.match(first[0]) if first else None
        return f"its XML begins with <{found[1]}>" if found else ""

    return sign


def _policy_tests(head: FileHead) -> str:
    document = head.document
    listed = document.get("results") if isinstance(document, dict) and "ok" in document else None
    first = listed[0] if isinstance(listed, list) and listed else None
    if isinstance(first, dict) and {"verdict", "passed"} <= set(first):
        return "it holds `ok` and `results` with a `verdict` each, as `kt policy test` writes them"
    return ""


def _evaluation(head: FileHead) -> str:
    document = head.document
    if not isinstance(document, dict):
        return ""
    scored = next((name for name in ("score", "scores") if name in document), "")
    other = next((name for name in ("threshold", "dataset", "passed") if name in document), "")
    return f"it holds {_and((scored, other))}" if scored and other else ""


def _github(head: FileHead) -> str:
    record = head.record
    timed = next((name for name in ("@timestamp", "created_at") if isinstance(record.get(name), int)), "")
    if timed and "action" in record and {"actor", "org", "repo", "_document_id"} & set(record):
        return f"it holds `action` and `{timed}` in milliseconds"
    return ""


def _anthropic(head: FileHead) -> str:
    actor = head.record.get("actor")
    return _keys("created_at", "type", "organization_id")(head) if isinstance(actor, dict) else ""


def _columns(*groups: str) -> Sign:
    """A list that has one column of each group; names in a group are parted by blanks."""

    def sign(head: FileHead) -> str:
        found = []
        for group in groups:
            name = next((one for one in group.split() if one in head.fields), "")
            if not name:
                return ""
            found.append(head.named[name])
        return f"it has the columns {_and(tuple(found))}"

    return sign


def _audit(head: FileHead) -> str:
    rest = {"resource", "target", "details", "ipaddress", "ip", "sourceip", "outcome", "result"} & head.fields
    actor = {"actor", "user", "username", "principal"} & head.fields
    action = {"action", "event", "eventtype", "eventname", "operation"} & head.fields
    if _TIMES & head.fields and actor and action and rest:
        return f"its records hold {_and((min(_TIMES & head.fields), min(actor), min(action), min(rest)))}"
    return ""


def _manifest(head: FileHead) -> str:
    if not head.is_json and not head.name.casefold().endswith((".yml", ".yaml")):
        return ""
    plain = set(map(content.plain, _outer_names(head)))
    wanted = {"origin", "source", "provenance"}, {"approver", "approvedby", "piiremoval", "pii", "piiremoved"}
    if all(group & plain for group in wanted):
        return f"it says {_and(tuple(min(group & plain) for group in wanted))} of a dataset"
    return "it lists datasets" if "datasets" in plain and head.is_json and len(plain) <= len(MANIFEST) else ""


def _outer_names(head: FileHead) -> Iterable[str]:
    """The names of a document in JSON or YAML that stand in nothing else, as far as its beginning tells them."""
    return map(str, head.record) if head.is_json else re.findall(r"(?m)^([\w-]+):", head.text)


def _card(head: FileHead) -> str:
    name = head.name.casefold()
    front = head.text.lstrip("\ufeff").startswith("---")
    if not (front and name.endswith((".md", ".markdown"))) and not name.endswith((".yml", ".yaml")):
        return ""
    known = [one for one in CARD if re.search(rf"(?m)^{re.escape(one)}:", head.text)]
    return f"its head holds {_and(tuple(known[:3]))}" if len(known) > 1 else ""


def _artifacts(head: FileHead) -> str:
    return _keys("workflow_run", "expired")(head)


def _finding(head: FileHead) -> str:
    """Findings of a scanner, before they are taken for tickets: they too have a day and a severity."""
    return _nested_finding(head) or _scan_report(head) or _finding_columns(head)


def _nested_finding(head: FileHead) -> str:
    for record in shapes.unwrapped(head.record):
        if shapes.is_guardduty(record):
            return "its records hold a `severity` in numbers and a `type` as GuardDuty and Macie write them"
        if shapes.is_asff(record):
            return "its records hold `Severity` as Security Hub writes it"
        if shapes.is_ocsf(record) and ({"class_uid", "status_code", "severity_id"} & set(record)):
            return "its records hold `finding_info` as OCSF has them"
    return ""


_REPORTS: tuple[tuple[str, ...], ...] = (
    ("check_type", "results"),
    ("checkov_version", "failed"),
    ("SchemaVersion", "ArtifactName"),
    ("group_id", "summary"),
)
"""Fields by which reports of scanners are known, those of each maker."""


def _scan_report(head: FileHead) -> str:
    if reason := _sarif(head):
        return reason
    document = head.document
    # checkov writes a list of reports where it ran several of its scanners
    reports = document if isinstance(document, list) else [document]
    if not reports or not isinstance(reports[0], dict):
        return ""
    first = reports[0].keys()
    names = next((names for names in _REPORTS if set(names) <= first), ())
    return f"it holds {_and(names)} as a report of a scanner" if names else ""


def _sarif(head: FileHead) -> str:
    document = head.document
    if head.is_json and head.name.casefold().endswith((".sarif", ".sarif.json")):
        return "its name ends as that of SARIF does"
    if isinstance(document, dict) and is_sarif(head.text) and ("runs" in document or "sarif" in head.text[:400]):
        return "it holds `runs` as SARIF has them"
    return ""


def _finding_columns(head: FileHead) -> str:
    return (
        _columns(
            "checkid findinguid findingid findinguniqueid ruleid controlid titleid",
            "resourceuid resourceid resource accountuid accountid accountnum account region",
        )(head)
        or _columns("controlid", "status", "reason")(head)
        or _columns("titleid", "checkresult")(head)
        or (_columns("status", "reason", "resource")(head) if "controltitle" in head.fields else "")
        or (_columns("status", "reason")(head) if _alarms(head) else "")
    )


def _alarms(head: FileHead) -> bool:
    """Whether every status is a word of Steampipe, and one of them an alarm, which few others call it."""
    place = next((at for at, name in enumerate(head.columns) if content.plain(name) == "status"), None)
    if place is None or head.sheet:
        return False
    words = {row[place].strip() for row in head.rows if len(row) > place}
    return "alarm" in words and words <= {"status", "alarm", "ok", "info", "skip", "error"}


def _and(names: tuple[str, ...]) -> str:
    shown = [f"`{name}`" for name in names]
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]


_SCANNED = frozenset({
    *("cve", "cveid", "cvss", "cvssscore", "cwe", "ruleid", "pluginid", "vulnerability", "vulnerabilityid"),
    *("findingid", "findingtype", "resourceid", "resourcetype", "resourcename", "assetid", "assettype"),
    *("packagename", "subscriptionid"),
})  # fmt: skip
"""Columns of findings, which are no tickets: nobody opened them."""
_OPENED, _CLOSED = "opened openedat created createdat", "resolved resolvedat resolutiondate closed closedat severity"
SIGNS: tuple[tuple[str, Sign], ...] = (
    ("inspect", _inspect),
    ("junit", _begins("testsuites", "testsuite")),
    ("nunit", _begins("test-run", "test-results", "test-suite")),
    ("xunit", _begins("assemblies", "assembly")),
    ("trx", _begins("testrun")),
    ("policy-tests", _policy_tests),
    ("promptfoo", _promptfoo),
    ("garak", lambda head: is_garak(head.record)),
    ("lm-eval", _lm_eval),
    ("deepeval", _deepeval),
    ("cloudtrail", _keys("eventSource", "eventName", "eventVersion")),
    ("okta", _keys("eventType", "published", "uuid")),
    ("okta", _keys("eventType", "published", "actor")),
    ("openai", _keys("effective_at", "type", "actor")),
    ("bedrock", _keys("schemaType", values={"schemaType": "ModelInvocationLog"})),
    ("anthropic", _anthropic),
    ("github", _github),
    ("evaluation", _evaluation),
    ("manifest", _manifest),
    ("model-card", _card),
    ("gateway", _gateway),
    ("audit-log", _audit),
    ("findings", _finding),
    ("changes", _columns("mergedat merged mergecommitsha pullrequest pr")),
    ("tickets", lambda head: "" if _SCANNED & head.fields else _columns(_OPENED, _CLOSED)(head)),
    ("keys", _columns("accesskey1active", "accesskey1lastrotated")),
    ("keys", _columns("keyid keyname key accesskeyid apikeyid", "lastrotated rotated rotatedat created createdat")),
    ("redactions", _columns("date day timestamp", "class entity entitytype detector", "count redactions hits n")),
    ("metrics", _columns("date day timestamp time ts", "value score measurement")),
    ("population", _artifacts),
)
"""Asked in this order; the first that gives a reason has it. A population is never guessed: a person names it."""
