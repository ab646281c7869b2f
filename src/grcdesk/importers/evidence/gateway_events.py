"""Events of a gateway, one after the other: counted, and a row kept of each."""

from __future__ import annotations

import re
from typing import Any

from pydantic_core import to_json

from grcdesk.importers.evidence.gateway_fields import (
    ALIASES,
    OURS,
    PICKED,
    TALLIED,
    Alike,
    FieldPlan,
    as_count,
    plan_of,
)
from grcdesk.importers.evidence.gateway_seen import Detections, EventHours, EventIds
from grcdesk.importers.keeping import content, looks
from grcdesk.importers.keeping.holds import HOLDS, Holds, admitted
from grcdesk.importers.reading.fields import with_makers
from grcdesk.importers.reading.inside import get
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.importers.reading.times import BadTime, Moment

_QUICK = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z").fullmatch
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_ONE_ID = rf"(?>{_UUID}|(?>[A-Za-z]{{1,12}}[-_:./])?[0-9][0-9a-fA-F-]{{0,60}}+)"
_QUICK_IDS = re.compile(rf"{_ONE_ID}(?:\n{_ONE_ID})*+").fullmatch
"""Ids that need no second look."""
_NUMBERS = (int, float)
_NO_TEXT = (int, float, bool, type(None))
_CACHED, _BATCH, _FEW = 50_000, 500, 50


class Events:
    """Counts the events of one file, and keeps a row of each."""

    def __init__(self, job: ReadingJob, suspects: frozenset[int] = frozenset()) -> None:
        self.job = job
        self.ids = EventIds(suspects)
        self.again = bool(suspects)
        """Whether it is a second reading."""
        self.skipped = 0
        self.plans: dict[tuple[str, ...], FieldPlan] = {}
        self.names = with_makers(ALIASES, job)
        self.all: list[Alike] = []
        self.loose: list[Alike] = []
        """Events whose words are not remembered."""
        self.hours = EventHours(job)
        self.detected = Detections(job)
        self.tallies: dict[str, dict[str, int]] = {group: {} for group in PICKED}
        self.took: list[Any] = []
        self.timed, self.latency = 0, 0.0
        self.rows: list[tuple[object, int, str, str, str]] = []
        """What rows are made of: id, line, time, words, and the rest."""
        self.fields: dict[str, None] = {}

    def take(self, line: int, event: dict[str, Any]) -> None:  # noqa: C901, PLR0912  each call is felt a million times
        """Count one event, or skip it with the reason."""
        plan = self.plans.get(tuple(event)) or self._plan(event)
        if plan.deep:
            event = event | {name: get(event, name) for name in plan.deep}
        if plan.watched:
            self._watch(plan, event)
        if not plan.time or not plan.action:
            self._skip(line, event, f"no field for the {'action' if plan.time else 'time'}")
            return
        words = plan.pick(event)
        try:
            alike = plan.alike[words]
        except (KeyError, TypeError):
            alike = self._alike(plan, words)
        if not alike.action:
            self._skip(line, event, "no action")
            return
        name = event[plan.id] if plan.id else None
        if self.again and self.ids.repeated(name):
            self.job.account.duplicates += 1
            return
        written = event[plan.time]
        hours = self.hours
        if written.__class__ is str and _QUICK(written) and (day := hours.days.get(written[:13])) is not None:
            second = written[:19]
            if second > hours.high:
                hours.high = second
            elif second < hours.low:
                hours.low = second
        elif slow := self._slow(written):
            if isinstance(slow, str):
                self._skip(line, event, slow)
                return
            written, day = self.job.typed("time", slow), self.job.day_of(slow)
        else:
            day = hours.days[written[:13]]
        alike.days[day] = alike.days.get(day, 0) + 1
        rest = ""
        if (plan.detections and event[plan.detections]) or plan.flat:
            rest = self._detections(plan, event)
        if plan.latency:
            self.took.append(event[plan.latency])
        if self.job.keep:
            rest += self._released(event)
        rows = self.rows
        rows.append((name, line, written, alike.row, rest))
        if len(rows) >= _BATCH:
            self.hand_on()

    def hand_on(self) -> None:
        """Write the rows that wait, and remember their ids. By the batch, as each step for each event is felt."""
        if not self.rows:
            return
        names = [row[0] for row in self.rows]
        try:
            plain = _QUICK_IDS("\n".join(names))  # type: ignore[arg-type]  # what is no text falls out
        except TypeError:
            plain = None
        if not self.again:
            self.ids.remember(names)
        if plain:
            lines = [
                f'{{"line":{line},"time":"{time}"{words},"id":"{name}"{rest}}}\n'
                for name, line, time, words, rest in self.rows
            ]
        else:
            lines = [
                f'{{"line":{line},"time":"{time}"{words}{self._id(name)}{rest}}}\n'
                for name, line, time, words, rest in self.rows
            ]
        self.job.lines.write("".join(lines).encode(), len(lines))
        self.job.account.used += len(lines)
        self.rows.clear()
        numbers = [took for took in self.took if took.__class__ in _NUMBERS]
        self.timed, self.latency = self.timed + len(numbers), self.latency + sum(numbers)
        if len(numbers) < len(self.took):
            self.job.guard.see({"latency_ms": [took for took in self.took if took.__class__ not in _NUMBERS]})
        self.took.clear()
        self._fold(self.loose)
        self.loose.clear()

    def _released(self, event: dict[str, Any]) -> str:
        """What a person released of an event, as the end of its row."""
        found = self.job.guard.let_through(event)
        self.fields |= dict.fromkeys(found)
        return f",{to_json(found).decode()[1:-1]}" if found else ""

    def _skip(self, line: int, event: dict[str, Any], reason: str) -> None:
        """Leave a row out; nobody knows what stands in its fields."""
        self.skipped += 1
        self.job.account.skip(line, reason)
        self.job.guard.see(event)

    def _slow(self, written: object) -> Moment | str:
        """Count the day of a time that needs care; the reason when there is none, nothing when it can stay as it is."""
        if isinstance(written, str) and _QUICK(written) and self.hours.begin(written):
            return ""
        try:
            moment = self.job.time(written)
        except BadTime as error:
            return str(error)
        if moment is None:
            return "no time"
        self.job.seen(moment)
        return moment

    def _id(self, name: object) -> str:
        """An id as a row holds it; empty when it is none, or reads as text."""
        text = str(name).strip() if isinstance(name, str | int) else ""
        if not text:
            return ""
        if not looks.is_id(text):
            self.job.drop("id")
            return ""
        return f',"id":{to_json(text).decode()}'

    def _detections(self, plan: FieldPlan, event: dict[str, Any]) -> str:
        if plan.detections:
            found = event[plan.detections]
            if found.__class__ is dict:
                return self.detected.mapping(found, plan.detections)
            return self.detected.other(found, plan.detections)
        counts: dict[str, int] = {}
        for name in plan.flat:
            if counted := as_count(event[name]):
                self.detected.add(name.partition(".")[2] or name.partition("_")[2], counted, counts)
            elif isinstance(event[name], str | dict | list):
                self.job.guard.see({name: event[name]})
        return self.detected.flat(counts)

    def _alike(self, plan: FieldPlan, words: tuple[Any, ...]) -> Alike:
        """Events with these words, seen for the first time."""
        kept: dict[str, str] = {}
        told: dict[str, str] = {}
        action = unknown = ""
        for ours, word in zip(plan.picked, words, strict=False):
            if ours == "action":
                action, unknown = self._action(word)
                told[ours] = action
            elif word is not None:
                counts = self.tallies[ours]
                if HOLDS[ours] is Holds.WORD and len(counts) >= _FEW and word not in counts:
                    self.job.drop(TALLIED[ours])  # no list of states is that long
                    continue
                kept[ours] = self.job.admit(counts, TALLIED[ours], word)
                counts.setdefault(kept[ours], 0)
                told[ours] = admitted(HOLDS[ours], word)
        row = to_json({name: word for name, word in told.items() if word}).decode()[1:-1]
        found = Alike(action, kept, unknown, f",{row}" if row else "")
        self.fields |= dict.fromkeys(name for name, word in told.items() if word)
        try:
            remembered = len(self.all) < _CACHED and not plan.alike.update({words: found})
        except TypeError:  # a record where a word should stand
            remembered = False
        (self.all if remembered else self.loose).append(found)
        return found

    def _action(self, word: object) -> tuple[str, str]:
        """Our word for an action; and the word as it is written when it is not known."""
        if not isinstance(word, str | int) or not str(word).strip():
            return "", ""
        text = str(word).strip()
        mapped = self.job.words.get("action", {})
        ours = mapped.get(text) or OURS.get(text.casefold().replace("-", "_").replace(" ", "_"))
        return (ours, "") if ours else ("other", text)

    def _plan(self, event: dict[str, Any]) -> FieldPlan:
        """Which fields of events with these keys mean what."""
        plan, unknown = plan_of(event, self.job.columns, self.names)
        self.job.unknown |= dict.fromkeys(map(content.shown, unknown))
        if len(self.plans) > 1000:  # noqa: PLR2004  every event another shape: nothing is gained by remembering
            self.plans.clear()
        self.job.guard.see({name: None for name in event if content.shown(name) == content.UNNAMED})
        self.plans[tuple(event)] = plan
        return plan

    def _watch(self, plan: FieldPlan, event: dict[str, Any]) -> None:
        """Measure the fields nobody needs."""
        rest = {name: event[name] for name in plan.watched if event[name].__class__ not in _NO_TEXT}
        if rest:
            self.job.guard.see(rest)

    def _fold(self, those: list[Alike]) -> None:
        """Count events with the same words together."""
        actions = self.tallies["action"]
        for alike in those:
            count = sum(alike.days.values())
            if not count:
                continue
            actions[alike.action] = actions.get(alike.action, 0) + count
            for ours, word in alike.words.items():
                self.tallies[ours][word] += count
            for day, number in alike.days.items():
                self.job.days[day] = self.job.days.get(day, 0) + number
                self.job.passing.add(alike.words, day, number)
            if alike.unknown:
                self.job.tally("actions not known", alike.unknown, count)

    def finish(self) -> None:
        """Hand the counts over to the job."""
        job = self.job
        self.hours.finish()
        self._fold(self.all)
        job.totals["actions"] = self.tallies["action"]
        found = self.detected.finish()
        groups = {title: self.tallies[group] for group, title in TALLIED.items()}
        for title, words in ({"detections": found} | groups).items():
            if counts := {word: number for word, number in words.items() if number}:
                job.totals[title] = counts
        if self.timed:
            job.facts["mean latency ms"] = f"{self.latency / self.timed:.0f}"
        if not self.ids.count and job.account.used:
            job.note("the events carry no id, so doubled ones could not be told")
        if job.account.used and not any(self.tallies["policy_version"].values()):
            job.note("no event names the policy version it was decided under")
        told = {"time": 1, **dict.fromkeys(self.fields, 1), "id": self.ids.count, "detections": len(found)}
        job.lines.fields |= dict.fromkeys(name for name, number in told.items() if number)
