"""Decisions of a gateway before a model: what was allowed, redacted, blocked or escalated, under which policy.

Read once, event by event; nothing of an event stays but counts. When ids repeat, the file is read a second time, so
that each event counts once, without holding a million ids.
"""

from __future__ import annotations

import re
from array import array
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.gateway_fields import ALIASES, HINT, KNOWN, OURS, TALLIED, FieldPlan, as_count
from grcdesk.importers.reading import content
from grcdesk.importers.reading.fields import get
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.importers.reading.records import records
from grcdesk.importers.reading.times import BadTime
from grcdesk.terms import EvidenceKind

_QUICK = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z").fullmatch
_CACHED = 100_000
_BUCKETS = 16
_LIST_OF = re.compile(r"\s*([^:=;,|\s]+)\s*(?:[:=]\s*(\d{1,9}))?\s*(?:[;,|]|$)")
_FLAT = ("detections.", "detections_", "detector.", "detected_", "entity.")


class Events:
    """Counts the events of one file."""

    def __init__(self, job: ReadingJob, suspects: frozenset[int] = frozenset()) -> None:
        self.job = job
        self.suspects = suspects
        """Hashes that came more than once in a first reading."""
        self.exact: set[str] = set()
        self.hashes = [array("q") for _ in range(_BUCKETS)]
        self.identified = 0
        self.plans: dict[tuple[str, ...], FieldPlan] = {}
        self.hours: dict[str, date] = {}
        self.hourly: dict[str, int] = {}
        self.low, self.high = "~", ""
        self.words: dict[object, str] = {}
        self.actions: dict[str, int] = {}
        self.detections: dict[str, int] = {}
        self.tallies: dict[str, dict[str, int]] = {group: {} for group in TALLIED}
        self.latency = [0, 0.0]

    def take(self, line: int, event: dict[str, Any]) -> None:
        """Count one event, or skip it with the reason."""
        job = self.job
        plan = self.plans.get(tuple(event)) or self._plan(event)
        if plan.deep:
            event = event | {name: get(event, name) for name in plan.deep}
        if not plan.time or not plan.action:
            job.account.skip(line, f"no field for the {'action' if plan.time else 'time'}")
            return
        word = event[plan.action]
        action = self.words.get(word) if word.__class__ is str else None
        if action is None and (action := self._action(word)) is None:
            job.account.skip(line, "no action")
            return
        if plan.id and self._repeated(event[plan.id]):
            job.account.duplicates += 1
            return
        written = event[plan.time]
        if not (written.__class__ is str and _QUICK(written) and self._quick(written)) and (
            reason := self._slow(written)
        ):
            job.account.skip(line, reason)
            return
        self.actions[action] = self.actions.get(action, 0) + 1
        self._count(event, plan)
        if plan.watched:
            self._watch(plan, event)
        job.account.used += 1

    def _slow(self, written: object) -> str:
        """Count the day of a time written in another way; the reason when there is none."""
        try:
            moment = self.job.time(written)
        except BadTime as error:
            return str(error)
        if moment is None:
            return "no time"
        self.job.at(moment)
        return ""

    def _count(self, event: dict[str, Any], plan: FieldPlan) -> None:
        for counts, group, name in plan.tallies:
            word = event[name]
            if word.__class__ is str and word in counts:
                counts[word] += 1
            elif word is not None:
                known = self.job.admit(counts, group, word)
                counts[known] = counts.get(known, 0) + 1
        if plan.detections and (found := event[plan.detections]):
            self._detected(found)
        for name in plan.flat:
            if counted := as_count(event[name]):
                self._detection(name.partition(".")[2] or name.partition("_")[2], counted)
        if plan.latency and (took := event[plan.latency]).__class__ in (int, float):
            self.latency[0] += 1
            self.latency[1] += took

    def _detection(self, word: object, number: int) -> None:
        counts = self.detections
        known = self.job.admit(counts, "detections", word)
        counts[known] = counts.get(known, 0) + number

    def _detected(self, found: Any) -> None:
        """Detections as mapping, list of words, list of records, or `email:2;card:1`."""
        if found.__class__ is dict:
            counts = self.detections
            for word, number in found.items():
                if number.__class__ is int and word in counts:
                    counts[word] += number
                elif counted := as_count(number):
                    self._detection(word, counted)
        elif found.__class__ is list:
            for one in found:
                self._finding(one)
        elif found.__class__ is str:
            if found.lstrip().startswith(("{", "[")):
                self.job.note("detections written as JSON inside a field were not counted")
                return
            for match in _LIST_OF.finditer(found[:4000]):
                self._detection(match[1], int(match[2] or 1))

    def _finding(self, one: object) -> None:
        if not isinstance(one, dict):
            self._detection(one, 1)
            return
        word = next((one[key] for key in ("class", "type", "entity_type", "name", "label") if key in one), "")
        self._detection(word, as_count(one.get("count", 1)) or 1)
        for name, value in one.items():
            if content.is_content(name, free=True) and value not in content.EMPTY:
                self.job.dropped[f"detections.{content.shown(name)}"] = None

    def _action(self, word: object) -> str | None:
        if not isinstance(word, str | int) or not str(word).strip():
            return None
        text = str(word).strip()
        mapped = self.job.words.get("action", {})
        ours = mapped.get(text) or OURS.get(text.casefold().replace("-", "_").replace(" ", "_"))
        if ours is None:
            ours = "other"
            self.job.tally("actions not known", text)
        if len(self.words) < _CACHED and content.is_word(text) and ours != "other":
            self.words[word] = ours
        return ours

    def _repeated(self, name: object) -> bool:
        if name is None or name.__class__ not in (str, int):
            return False
        self.identified += 1
        number = hash(name)
        if not self.suspects:
            self.hashes[number & _BUCKETS - 1].append(number)
            return False
        if number not in self.suspects:
            return False
        if str(name) in self.exact:
            return True
        self.exact.add(str(name))
        return False

    def repeats(self) -> frozenset[int]:
        """Hashes of ids that came more than once."""
        found: set[int] = set()
        for bucket in self.hashes:
            if len(set(bucket)) != len(bucket):
                ordered = sorted(bucket)
                found |= {low for low, high in pairwise(ordered) if low == high}
        return frozenset(found)

    def _quick(self, written: str) -> bool:
        """Count the hour of a time in UTC as most write it; false: to be read with care."""
        hour = written[:13]
        if hour in self.hourly:
            self.hourly[hour] += 1
        elif len(self.hourly) < _CACHED and (day := self._hour(hour)) is not None:
            self.hours[hour], self.hourly[hour] = day, 1
        else:
            return False
        second = written[:19]
        if second > self.high:  # noqa: PLR1730  max() costs a call for each event
            self.high = second
        if second < self.low:  # noqa: PLR1730
            self.low = second
        return True

    def _hour(self, hour: str) -> date | None:
        try:
            moment = self.job.time(f"{hour}:00:00Z")
        except BadTime:
            return None
        if moment is None:
            return None
        first = moment.at.astimezone(self.job.home).date()
        # in a zone that is off by half an hour a day may begin inside an hour of UTC
        return first if (moment.at + timedelta(minutes=59)).astimezone(self.job.home).date() == first else None

    def _plan(self, event: dict[str, Any]) -> FieldPlan:
        """Which fields of events with these keys mean what."""
        names: dict[str, str] = {}
        for ours, aliases in ALIASES.items():
            given = self.job.columns.get(ours)
            name = given if given is not None else next((one for one in aliases if one in event), None)
            if name is not None and (name in event or get(event, name) is not None):
                names[ours] = name
        used = {name.partition(".")[0] for name in names.values()} | set(names.values())
        rest = [name for name in event if name not in used]
        flat = [] if "detections" in names else [name for name in rest if name.startswith(_FLAT)]
        watched = [name for name in rest if name not in flat]
        for name in watched:
            if content.plain(name) not in KNOWN and not content.is_content(name, free=True):
                self.job.unknown[content.shown(name)] = None
        if len(self.plans) > 1000:  # noqa: PLR2004  every event another shape: nothing is gained by remembering
            self.plans.clear()
        deep = tuple(name for name in names.values() if name not in event)
        tallies = [(self.tallies[group], TALLIED[group], names[group]) for group in TALLIED if group in names]
        plan = self.plans[tuple(event)] = FieldPlan(names, deep, tallies, flat, watched)
        return plan

    def _watch(self, plan: FieldPlan, event: dict[str, Any]) -> None:
        """Look for content in the fields nobody needs; once found, a field is not looked at again."""
        for name in plan.watched:
            value = event[name]
            if value.__class__ in (int, float, bool) or value in content.EMPTY:
                continue
            if content.is_content(name, free=True) or (value.__class__ is str and content.reads_as_text(value)):
                self._drop(plan, name, [content.shown(name)])
            elif value.__class__ in (dict, list) and (hits := content.found_in(value, free=True)):
                self._drop(plan, name, [f"{content.shown(name)}.{hit}" for hit in sorted(hits)])

    def _drop(self, plan: FieldPlan, name: str, fields: list[str]) -> None:
        for one in fields:
            self.job.dropped[one[:80]] = None
        plan.watched = [one for one in plan.watched if one != name]

    def finish(self) -> None:
        """Hand the counts over to the job."""
        job = self.job
        for hour, number in self.hourly.items():
            job.days[self.hours[hour]] = job.days.get(self.hours[hour], 0) + number
        for second in {self.low, self.high} - {"~", ""}:
            moment = job.time(second + "Z")
            if moment is not None:
                job.seen(moment)
        job.totals["actions"] = self.actions
        if self.detections:
            job.totals["detections"] = self.detections
        for group, title in TALLIED.items():
            if self.tallies[group]:
                job.totals[title] = self.tallies[group]
        if self.latency[0]:
            job.facts["mean latency ms"] = f"{self.latency[1] / self.latency[0]:.0f}"
        if not self.identified and job.account.used:
            job.note("the events carry no id, so doubled ones could not be told")
        if job.account.used and not self.tallies["policy_version"]:
            job.note("no event names the policy version it was decided under")


def read(job: ReadingJob) -> None:
    """Read a file of decisions.

    Raises:
        BadInput: when no row could be understood, naming what is missing.
    """
    events = _once(job, frozenset())
    if repeats := events.repeats():
        job.forget()
        events = _once(job, repeats)
    events.finish()
    if job.account.rows and not job.account.used:
        reason = job.account.skips()[0][0]
        raise BadInput(f"none of {job.account.rows:,} rows is a decision: {reason}", hint=HINT, file=job.name)


def _once(job: ReadingJob, suspects: frozenset[int]) -> Events:
    events = Events(job, suspects)
    take = events.take
    for line, event in records(job):
        take(line, event)
    return events


IMPORTER = Importer(
    "gateway",
    "gateway decision events",
    EvidenceKind.LOG_EXPORT,
    "event",
    read,
    controls=("AI-CONF-01", "AI-SEC-03", "AI-PI-05"),
    tests=("AI-CONF-01.T2", "AI-SEC-03.T2", "AI-PI-05.T2"),
    gaps=True,
)
