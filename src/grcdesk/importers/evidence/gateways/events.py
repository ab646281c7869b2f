"""Events of a gateway, one after the other: counted, and a row kept of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import repeat
from typing import Any

from pydantic_core import to_json

from grcdesk.importers.evidence.gateways import paths
from grcdesk.importers.evidence.gateways.alike import AlikeEvents
from grcdesk.importers.evidence.gateways.fields import Alike, FieldPlan, Places, as_count, plan_of
from grcdesk.importers.evidence.gateways.rulings import RULED, RulingReader
from grcdesk.importers.evidence.gateways.seen import QUICK, Detections, EventHours, EventIds
from grcdesk.importers.evidence.gateways.watched import Watched
from grcdesk.importers.evidence.gateways.words import ON
from grcdesk.importers.keeping import content, looks
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.importers.reading.records import NumberedRecord
from grcdesk.importers.reading.times import BadTime, Moment

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_ONE_ID = rf"(?>{_UUID}|(?>[A-Za-z]{{1,12}}[-_:./])?[0-9][0-9a-fA-F-]{{0,60}}+)"
_QUICK_IDS = re.compile(rf"{_ONE_ID}(?:\n{_ONE_ID})*+").fullmatch
"""Ids that need no second look."""
_NUMBERS = (int, float)
_NO_TEXT = (int, float, bool, type(None))
_BATCH = 500


class Events:
    """Counts the events of one file, and keeps a row of each."""

    def __init__(self, job: ReadingJob, suspects: frozenset[int] = frozenset()) -> None:
        self.job = job
        self.ids = EventIds(suspects)
        self.again = bool(suspects)
        """Whether it is a second reading."""
        self.skipped = 0
        self.plans: dict[tuple[str, ...], FieldPlan] = {}
        self.places = Places(job.columns, job.maker)
        self.rulings = RulingReader(self.places) if self.places.ruled else None
        """Reads what was decided where it stands in several places; None: it stands in one."""
        self.told = self.places.told
        """Whether any event has a place for what was decided."""
        self.watched = Watched(job.guard)
        self.alike = AlikeEvents(job)
        self.hours = EventHours(job)
        self.detected = Detections(job)
        self.took: list[Any] = []
        self.timed, self.latency = 0, 0.0
        self.rows: list[tuple[object, int, str, str, str]] = []
        """What rows are made of: id, line, time, words, and the rest."""

    def take(self, line: int, event: dict[str, Any]) -> None:  # noqa: C901, PLR0912  each call is felt a million times
        """Count one event, or skip it with the reason."""
        plan = self.plans.get(tuple(event)) or self._plan(event)
        if plan.odd:
            event = self._opened(plan, event)
        if plan.watched:
            self._watch(plan, event)
        if not plan.time:
            self._skip(line, event, "no field for the time")
            return
        if plan.odd and plan.part and as_count(event[plan.part]):
            self._skip(line, event, "a further part of the same request")
            return
        words = plan.pick(event)
        try:
            alike = plan.alike[words]
        except (KeyError, TypeError):
            alike = self.alike.of(plan, words)
        name = event[plan.id] if plan.id else None
        if self.again and self.ids.repeated(name):
            self.job.account.duplicates += 1
            return
        written = event[plan.time]
        hours = self.hours
        if written.__class__ is str and QUICK(written) and (day := hours.days.get(written[:13])) is not None:
            second = written[:19]
            hours.high = max(hours.high, second)
            hours.low = min(hours.low, second)
        elif slow := self._slow(written):
            if isinstance(slow, str):
                self._skip(line, event, slow)
                return
            written, day = self.job.typed("time", slow), self.job.day_of(slow)
        else:
            day = hours.days[written[:13]]
        alike.days[day] = alike.days.get(day, 0) + ((as_count(event[plan.count]) or 1) if plan.count else 1)
        if alike.switch:
            self.alike.policies.switch(alike.switch, str(written), on=alike.kind == ON)
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

    def take_all(self, block: Sequence[NumberedRecord]) -> None:
        """Count a block of events; all at once where they have the same fields, and times as most write them."""
        events = [event for _, event in block]
        plan = self._plain_plan(events)
        times = [event[plan.time] for event in events] if plan else []
        days = self.hours.of_all(times) if plan else None
        alike = self._alike(plan, events) if plan and days else None
        if plan is None or days is None or alike is None:
            for line, event in block:
                self.take(line, event)
            return
        for (one, day), number in Counter(zip(alike, days, strict=True)).items():
            one.days[day] = one.days.get(day, 0) + number
        for one, written in zip(alike, times, strict=True) if any(one.switch for one in set(alike)) else ():
            if one.switch:
                self.alike.policies.switch(one.switch, written, on=one.kind == ON)
        where, tell = plan.detections, self._detections
        rests = [tell(plan, event) if event[where] else "" for event in events] if where else repeat("")
        names = [event[plan.id] for event in events] if plan.id else repeat(None)
        told = (one.row for one in alike)
        self.rows += zip(names, (line for line, _ in block), times, told, rests, strict=False)
        if plan.watched:
            for event in events:
                self._watch(plan, event)
        if plan.latency:
            self.took += [event[plan.latency] for event in events]
        self.hand_on()

    def _alike(self, plan: FieldPlan, events: Sequence[dict[str, Any]]) -> list[Alike] | None:
        """Of each event those that say the same; None: some are not remembered, and are counted one by one."""
        words = [*map(plan.pick, events)]
        try:
            new = [one for one in dict.fromkeys(words) if one not in plan.alike]
        except TypeError:
            return None
        if not self.alike.has_room(len(new)):  # what is looked at twice would be told twice
            return None
        for one in new:
            self.alike.of(plan, one)
        return [*map(plan.alike.__getitem__, words)]

    def _plain_plan(self, events: Sequence[dict[str, Any]]) -> FieldPlan | None:
        """The plan of events that all have the same fields, where nothing has to be done for each of them but count."""
        shapes = set(map(tuple, events))
        if self.again or self.job.keep or len(shapes) != 1:
            return None
        plan = self.plans.get(shapes.pop()) or self._plan(events[0])
        return None if plan.odd or plan.flat or not plan.time else plan

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
        self.alike.fold_loose()

    def _released(self, event: dict[str, Any]) -> str:
        """What a person released of an event, as the end of its row."""
        found = self.job.guard.let_through(event)
        self.alike.fields |= dict.fromkeys(found)
        return f",{to_json(found).decode()[1:-1]}" if found else ""

    def _skip(self, line: int, event: dict[str, Any], reason: str) -> None:
        """Leave a row out; nobody knows what stands in its fields."""
        self.skipped += 1
        self.job.account.skip(line, reason)
        self.job.guard.see(event)

    def _slow(self, written: object) -> Moment | str:
        """Count the day of a time that needs care; the reason when there is none, nothing when it can stay as it is."""
        if isinstance(written, str) and QUICK(written) and self.hours.begin(written):
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

    def _plan(self, event: dict[str, Any]) -> FieldPlan:
        """Which fields of events with these keys mean what."""
        plan, unknown = plan_of(event, self.places)
        self.told |= "action" in plan.names
        self.job.unknown |= dict.fromkeys(map(content.shown, unknown))
        if len(self.plans) > 1000:  # noqa: PLR2004  every event another shape: nothing is gained by remembering
            self.plans.clear()
        self.job.guard.see({name: None for name in event if content.shown(name) == content.UNNAMED})
        self.plans[tuple(event)] = plan
        return plan

    def _watch(self, plan: FieldPlan, event: dict[str, Any]) -> None:
        """Measure the fields nobody needs."""
        see = self.watched.see
        for name in plan.watched:
            value = event[name]
            if value.__class__ not in _NO_TEXT:
                see(name, value)

    def _opened(self, plan: FieldPlan, event: dict[str, Any]) -> dict[str, Any]:
        """An event with what lies deeper in it under the name of its path."""
        more: dict[str, Any] = {name: _first(event, tried) for name, tried in plan.deep.items()}
        if plan.detections in plan.deep:
            there = (paths.found(event, path) for path in plan.deep[plan.detections])
            more[plan.detections] = _joined(next(filter(None, there), []))
        if self.rulings is not None:
            more[RULED] = self.rulings.read(event)
        return event | more

    def finish(self) -> None:
        """Hand the counts over to the job."""
        job = self.job
        self.hours.finish()
        found = self.detected.finish()
        self.alike.finish(found)
        if self.timed:
            job.facts["mean latency ms"] = f"{self.latency / self.timed:.0f}"
        if not self.ids.count and job.account.used:
            job.note("the events carry no id, so doubled ones could not be told")
        told = {"time": 1, **dict.fromkeys(self.alike.fields, 1), "id": self.ids.count, "detections": len(found)}
        job.lines.fields |= dict.fromkeys(name for name, number in told.items() if number)


def _first(event: dict[str, Any], tried: tuple[str, ...]) -> Any:
    return next((value for path in tried if (value := paths.first(event, path)) is not None), None)


def _joined(values: list[Any]) -> Any:
    """What several detectors found, as one found it."""
    counts: dict[str, int] = {}
    listed: list[Any] = []
    for value in values:
        if isinstance(value, dict):
            for word, number in value.items():
                counts[word] = counts.get(word, 0) + as_count(number)
        else:
            listed += value if isinstance(value, list) else [value]
    return (
        counts if not listed else [*listed, *(word for word, number in counts.items() for _ in range(min(number, 99)))]
    )
