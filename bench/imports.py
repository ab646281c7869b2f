"""A log of 1,000,000 decisions, read apart against json.loads of the same lines; and what it takes in memory.

Lists of which every value is looked at before one is kept, 200,000 rows each, against the parser alone: findings, an
audit log, tickets in a table, test results.
"""

# ruff: noqa: PLC0415  imports are no part of what is measured
from __future__ import annotations

import csv
import json
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from measure import Inside, Row

EVENTS = 1_000_000
LISTED = 200_000
_DAYS = 365
_LISTS = (
    ("findings.jsonl", "findings of OCSF / json.loads", 30),
    ("audit.jsonl", "entries of an audit log / json.loads", 20),
    ("tickets.csv", "tickets / csv.reader", 80),
    ("junit.xml", "cases of JUnit / iterparse", 25),
)
"""File, what stands in it beside its floor, and how many times that it may take. Every value is looked at, twice where
it is no time and comes once: that a parser alone does not do."""
_ACTIONS = ("allow", "allow", "allow", "redact", "block", "escalate")
_CLASSES = ("email", "card", "iban", "secret")


def rows(folder: Path) -> list[Row]:
    """Rows of this subject."""
    file = (str(folder / "decisions.jsonl"),)
    Inside("imports:fill", file).measure()
    bare = Inside("imports:bare", file)
    return [
        Row("import 1,000,000 decisions / json.loads", Inside("imports:ours", file), bare, 2),
        Row("memory of it over json.loads", Inside("imports:inside", file), bare, 100, "MiB"),
        *_of_lists(folder),
    ]


def _of_lists(folder: Path) -> list[Row]:
    Inside("imports:fill_lists", (str(folder),)).measure()
    found = []
    for name, what, budget in _LISTS:
        file = (str(folder / name),)
        floor, told = Inside("imports:bare_list", file), (*file, str(LISTED))
        found += [
            Row(f"import {LISTED:,} {what}", Inside("imports:ours", told), floor, budget),
            Row(f"memory of {what.partition(' /')[0]}", Inside("imports:inside", told), floor, 100, "MiB"),
        ]
    return found


def fill(path: str) -> float:
    """Decisions spread over a year, each with an id, a policy version and now and then a detection."""
    begin, started = time.perf_counter(), datetime(2026, 1, 1, tzinfo=UTC)
    step = timedelta(days=_DAYS) / EVENTS
    with Path(path).open("w", encoding="utf-8") as file:
        for number in range(EVENTS):
            event = {
                "id": f"dec-{number:09d}",
                "time": f"{started + step * number:%Y-%m-%dT%H:%M:%S.%f}"[:23] + "Z",
                "action": _ACTIONS[number % 6],
                "policy_version": f"v{number * 12 // EVENTS + 1}",
                "route": f"/assist/{number % 7}",
                "model": "gpt-large",
                "detections": {_CLASSES[number % 4]: 1 + number % 3} if number % 6 > 2 else {},
                "latency_ms": 20 + number % 90,
            }
            file.write(json.dumps(event) + "\n")
    return time.perf_counter() - begin


def ours(path: str, wanted: str = str(EVENTS)) -> float:
    """In the process apart, as an import reads it."""
    from grcdesk.importers.evidence import sandbox

    start = time.perf_counter()
    report = sandbox.parse(sandbox.ReadRequest(path))
    seconds = time.perf_counter() - start
    _checked(report.rows, report.used, int(wanted))
    return seconds


def inside(path: str, wanted: str = str(EVENTS)) -> float:
    """The same in this process, so that its memory is seen."""
    from grcdesk.importers.evidence import read as evidence_read
    from grcdesk.importers.evidence import sandbox

    start = time.perf_counter()
    report = evidence_read.read(sandbox.ReadRequest(path))
    seconds = time.perf_counter() - start
    _checked(report.rows, report.used, int(wanted))
    return seconds


def bare(path: str) -> float:
    """The same lines, parsed and forgotten."""
    start = time.perf_counter()
    with Path(path).open("rb") as file:
        for line in file:
            json.loads(line)
    return time.perf_counter() - start


def fill_lists(folder: str) -> float:
    """The lists: ids that come once, states that come again, and texts that must not be kept."""
    begin = time.perf_counter()
    _write(folder, "findings.jsonl", (json.dumps(_finding(number)) for number in range(LISTED)))
    _write(folder, "audit.jsonl", (json.dumps(_entry(number)) for number in range(LISTED)))
    head = "Key,Created,Resolved,Priority,Status,Issue Type,Assignee,Summary"
    _write(folder, "tickets.csv", [head, *map(_ticket, range(LISTED))])
    cases = (
        f'<testcase classname="app.mod{number % 100}" name="test_{number}" time="0.01"/>' for number in range(LISTED)
    )
    stamp = 'timestamp="2026-11-01T10:00:00Z"'
    suite = f'<testsuites><testsuite name="app" tests="{LISTED}" failures="0" {stamp}>'
    _write(folder, "junit.xml", [suite, *cases, "</testsuite></testsuites>"])
    return time.perf_counter() - begin


def _write(folder: str, name: str, lines: Iterable[str]) -> None:
    with (Path(folder) / name).open("w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lines)


def _day(number: int) -> str:
    return f"2026-{1 + number % 11:02d}-{1 + number % 28:02d}"


def _finding(number: int) -> dict[str, object]:
    at, rule = f"{_day(number)}T10:{number % 60:02d}:00Z", f"check_{number % 300}"
    return {
        "class_uid": 2004,
        "metadata": {"event_code": rule, "product": {"name": "Prowler", "version": "5.0.0"}, "version": "1.4.0"},
        "finding_info": {"uid": f"prowler-aws-{rule}-{number}", "title": f"Ensure {rule}", "created_time_dt": at},
        "severity": ("Critical", "High", "Medium", "Low")[number % 4],
        "status": "New",
        "status_code": "PASS" if number % 3 else "FAIL",
        "status_detail": f"Bucket {number} is as it should be, and nothing else has to be done about it.",
        "time_dt": at,
        "resources": [{"uid": f"arn:aws:s3:::bucket-{number}", "region": "eu-west-1", "type": "AwsS3Bucket"}],
        "cloud": {"account": {"uid": "123456789012"}, "provider": "aws"},
    }


def _entry(number: int) -> dict[str, object]:
    return {
        "id": f"{number:08x}-0000-4000-8000-{number:012x}",
        "timestamp": f"{_day(number)}T{number % 24:02d}:{number % 60:02d}:00Z",
        "actor": f"user{number % 50}@acme.example",
        "action": ("user.login", "role.grant", "config.update")[number % 3],
        "resource": f"project-{number % 200}",
        "outcome": "success",
    }


def _ticket(number: int) -> str:
    opened, resolved = f"{_day(number)}T10:00:00Z", f"2026-{1 + number % 11:02d}-28T12:{number % 60:02d}:00Z"
    kinds = f"{('Highest', 'High', 'Low')[number % 3]},Done,Bug,user{number % 50}"
    return f"SUP-{number},{opened},{resolved},{kinds},Something does not work as it should {number}"


def bare_list(path: str) -> float:
    """The same rows, parsed and forgotten."""
    from xml.etree.ElementTree import iterparse

    start = time.perf_counter()
    if path.endswith(".jsonl"):
        return bare(path)
    if path.endswith(".csv"):
        with Path(path).open(newline="", encoding="utf-8") as file:
            for _ in csv.reader(file):
                pass
    else:
        for _, element in iterparse(path):
            element.clear()
    return time.perf_counter() - start


def _checked(found: int, used: int, wanted: int) -> None:
    if (found, used) != (wanted, wanted):
        raise RuntimeError(f"{found} rows, {used} used")
