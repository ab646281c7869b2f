"""Artefacts of the sample company: their days are set by the day the sample is made."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from grcdesk import clock
from grcdesk.paths import COMPANY
from grcdesk.rules.time.months import add_months
from grcdesk.schemas.desk.sample import Sample, SampleDecisions, SampleEvidence, When
from grcdesk.schemas.evidence.evidence import Artefact, EvidenceChange
from grcdesk.schemas.evidence.imports import ImportPlan
from grcdesk.services.desk.desk import Desk

_DAY = timedelta(days=1)
_MARK = re.compile(r"\{\{([A-Za-z_0-9+-]+)\}\}")
_EACH = "{{each}}"
_ACTIONS = ("allow", "allow", "redact")
_BEGUN = 9
"""Months of the audit period that are over when its last quarter begins; the sample is made in that quarter."""


class Days:
    """The calendar of the sample: an audit period of four quarters, of which the last one runs."""

    def __init__(self, today: date) -> None:
        self.today = today
        quarter = date(today.year, 1 + (today.month - 1) // 3 * 3, 1)
        self.start = add_months(quarter, -_BEGUN)
        self.end = add_months(self.start, 12) - _DAY

    def day(self, when: When) -> date:
        """The day that is meant."""
        if isinstance(when, int):
            return self.today + timedelta(days=when)
        return self.quarter(when[:2]) + timedelta(days=int(when[2:]))

    def maybe(self, when: When | None) -> date | None:
        """As `day`; None stays."""
        return None if when is None else self.day(when)

    def quarter(self, name: str) -> date:
        """When `Q1` to `Q4` of the period begins."""
        return add_months(self.start, 3 * (int(name[1]) - 1))

    def slot(self, name: str) -> str:
        """The quarter as coverage names it: `2026Q2`."""
        begins = self.quarter(name)
        return f"{begins.year}Q{(begins.month + 2) // 3}"

    def months(self) -> Iterator[tuple[int, date, date]]:
        """Number, first and last day of each month of the period that is over."""
        for number in range(12):
            first, after = add_months(self.start, number), add_months(self.start, number + 1)
            if after <= self.today:
                yield number + 1, first, after - _DAY


def add_evidence(desk: Desk, sample: Sample, days: Days) -> None:
    """Add every artefact, import the log of the gateway, and set the company's own limits."""
    with TemporaryDirectory(prefix="grcdesk-") as folder:
        for number, (artefact, facts) in enumerate(_artefacts(sample, days)):
            marks = {
                "as_of": facts.as_of,
                "from": facts.period_from,
                "to": facts.period_to,
                "performed": facts.performed_on or facts.as_of,
            }
            file = Path(folder, str(number), artefact.file)
            file.parent.mkdir()
            file.write_text(_dated(artefact.file, marks, days), encoding="utf-8")
            if artefact.importer:
                plan = ImportPlan(
                    artefact.importer, zone="UTC", period_from=facts.period_from, period_to=facts.period_to
                )
                desk.imports.import_(file, plan, said=facts, controls=artefact.controls)
            else:
                desk.evidence.add(file, facts, controls=artefact.controls)
        log = Path(folder, sample.decisions.file)
        log.write_text("".join(_events(sample.decisions, days)), encoding="utf-8")
        desk.imports.import_(log, controls=sample.decisions.controls)
    for source, kept in sample.keeps.items():
        desk.sources.set(source, kept)
    for check, own in sample.limits.items():
        desk.checks.set(check, limit=own.limit, side=own.side, response_days=own.response_days)


def label(desk: Desk, sample: Sample) -> None:
    """Say of what came about elsewhere who may be handed it: once for each label."""
    rows = desk.evidence.list()
    for one in sorted(set(sample.labels.values())):
        wanted = [row.id for row in rows if sample.labels.get(row.title) is one]
        desk.evidence.set(wanted, EvidenceChange(confidentiality=one))


def _artefacts(sample: Sample, days: Days) -> Iterator[tuple[SampleEvidence, Artefact]]:
    for artefact in sample.evidence:
        if not artefact.monthly:
            yield artefact, _facts(artefact, days, days.maybe(artefact.from_), days.maybe(artefact.to))
            continue
        for number, first, last in days.months():
            if number not in artefact.without:
                yield artefact, _facts(artefact, days, first, last)


def _facts(said: SampleEvidence, days: Days, first: date | None, last: date | None) -> Artefact:
    pulled = days.maybe(said.pulled)
    moment = min(datetime.combine(pulled, time(9), UTC), clock.now()) if pulled else None
    return Artefact(
        said.kind, said.title, days.maybe(said.as_of), first, last, days.maybe(said.performed),
        source=said.source, query=said.query, slot=days.slot(said.slot) if said.slot else "",
        pulled_at=clock.stamp(moment) if moment else "",
        valid_until=days.maybe(said.valid), row_count=said.rows, completeness=said.complete, confidentiality=said.label,
    )  # fmt: skip


def _dated(file: str, marks: Mapping[str, date | None], days: Days) -> str:
    """The text of a sample file with its days."""

    def written(match: re.Match[str]) -> str:
        name = match[1]
        if name in marks:
            return str(marks[name])
        return str(days.day(name if name.startswith("Q") else int(name)))

    lines = (COMPANY / "evidence" / file).read_text(encoding="utf-8").splitlines(keepends=True)
    return _MARK.sub(written, "".join(one for line in lines for one in _each(line, marks)))


def _each(line: str, marks: Mapping[str, date | None]) -> Iterator[str]:
    """A line with `{{each}}` once for every day of the period; any other as it is."""
    first, last = marks["from"], marks["to"]
    if _EACH not in line or first is None or last is None:
        yield line
        return
    for number in range((last - first).days + 1):
        yield line.replace(_EACH, str(first + timedelta(days=number)))


def _events(said: SampleDecisions, days: Days) -> Iterator[str]:
    """A few decisions of each route on each day; the policy changed in the third quarter."""
    silent = set(map(days.day, said.without))
    day, changed = days.day(said.from_), days.day("Q3+9")
    while day <= days.day(said.to):
        for hour, action in enumerate(_ACTIONS if day not in silent else ()):
            for route in said.routes:
                event = {
                    "id": f"{day:%y%m%d}-{route.route}-{hour}",
                    "time": f"{day}T{9 + hour:02}:15:00Z",
                    "action": action,
                    "route": route.route,
                    "provider": route.provider,
                    "model": route.model,
                    "region": route.region,
                    "policy_version": "v12" if day >= changed else "v11",
                }
                yield json.dumps(event) + "\n"
        day += _DAY
