"""The change log as OCSF events of the class API Activity (6003), for whoever gathers logs in that form.

https://schema.ocsf.io/1.8.0/classes/api_activity, looked at 2026-11-28. Free texts are not in it, as in the log itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from grcdesk.verbs import HANDED_OUT

SCHEMA = "1.8.0"
_CLASS, _CATEGORY = 6003, 6
_CREATE, _READ, _UPDATE, _DELETE, _OTHER = 1, 2, 3, 4, 99
_NAMES = {_CREATE: "Create", _READ: "Read", _UPDATE: "Update", _DELETE: "Delete", _OTHER: "Other"}
# OCSF knows no third word: what was denied did not succeed
_STATUS = {"success": (1, "Success"), "failure": (2, "Failure"), "denied": (2, "Failure")}
_HASHED = "sha256:"
"""How the log names a text that is kept aside."""


def event(line: Mapping[str, Any], sha256: str) -> bytes:
    """One entry of the log as an event, a line of JSON.

    Args:
        line: the entry as it was chained.
        sha256: its hash, by which it is known in the log.
    """
    activity = _activity(line)
    status_id, status = _STATUS.get(str(line.get("outcome")), (99, "Other"))
    actor, source, resource = (_record(line.get(name)) for name in ("actor", "source", "resource"))
    found = {
        "activity_id": activity,
        "activity_name": _NAMES[activity],
        "actor": {"user": _some(name=actor.get("name"), uid=actor.get("os_user"), type_id=1)},
        "api": {"operation": line.get("action"), "service": {"name": "grcdesk"}},
        "category_name": "Application Activity",
        "category_uid": _CATEGORY,
        "class_name": "API Activity",
        "class_uid": _CLASS,
        "metadata": {
            "correlation_uid": line.get("batch"),
            "log_name": "change log",
            "product": {"name": "grcdesk", "vendor_name": "grcdesk", "version": source.get("version")},
            "sequence": line.get("seq"),
            "uid": sha256,
            "version": SCHEMA,
        },
        "resources": [_some(type=resource.get("type"), uid=resource.get("id"), name=_plain(resource.get("label")))],
        "severity": "Informational",
        "severity_id": 1,
        "src_endpoint": _some(hostname=actor.get("host"), name=source.get("via")),
        "status": status,
        "status_code": line.get("outcome"),
        "status_id": status_id,
        "time": milliseconds(str(line.get("ts"))),
        "type_name": f"API Activity: {_NAMES[activity]}",
        "type_uid": _CLASS * 100 + activity,
    }
    return json.dumps(found, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def milliseconds(stamp: str) -> int:
    """A moment of the log, in milliseconds since 1970; without the errors of a fraction."""
    moment = datetime.fromisoformat(stamp)
    return int(moment.replace(microsecond=0).timestamp()) * 1000 + moment.microsecond // 1000


def _activity(line: Mapping[str, Any]) -> int:
    """What was done to the record, by what it was before and after."""
    if line.get("action") in HANDED_OUT:
        return _READ
    match bool(line.get("before")), bool(line.get("after")):
        case False, True:
            return _CREATE
        case True, True:
            return _UPDATE
        case True, False:
            return _DELETE
        case _:
            return _OTHER


def _record(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _some(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "")}


def _plain(label: Any) -> str:
    return label if isinstance(label, str) and not label.startswith(_HASHED) else ""
