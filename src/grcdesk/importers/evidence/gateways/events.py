"""Events of a gateway, one after the other: counted, and a row kept of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import repeat
from typing import Any

from pydantic_core import to_json

from grcdesk.importers.evidence.gateways import paths
from grcdesk.importers.evidence.gateways.alike import AlikeEvents
from grcdesk.importers.evidence.gateways.fields import Alike, FieldPlan, Places, as_count, plan_of
from grcdesk.importers.evidence.gateways.rulings import RULED, RulingReader
from grcdesk.importers.evidence.gateways.seen import QUICK, Detections, EventHours, EventIds
from grcdesk.importers.evidence.gateways.waiting import WaitingRows
from grcdesk.importers.evidence.gateways.watched import Watched
from grcdesk.importers.evidence.gateways.words import ON
from grcdesk.importers.keeping import content
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.importers.reading.records import NumberedRecord
from grcdesk.importers.reading.times import BadTime

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
        self.rows = WaitingRows(job, None if suspects else self.ids)

    def take(self, line: int, event: dict[str, Any]) -> None:
        """Count one event, or skip it with the reason."""
        plan = self.plans.get(tuple(event)) or self._plan(event)
        if plan.odd:
            event = self._opened(plan, event)
        if plan.watched:
            self._watch(plan, event)
        if unfit := self._unfit(plan, event):
            self._skip(line, event, unfit)
            return
        alike = self._alike_one(plan, event)
        name = event[plan.id] if plan.id else None
        if self.again and self.ids.repeated(name):
            self.job.account.duplicates += 1
            return
        timed = self._timed(event[plan.time])
        if isinstance(timed, str):
            self._skip(line, event, timed)
            return
        written, day = timed
        alike.count(day, self._requests(plan, event))
        self._switch(alike, str(written))
        self._keep(plan, event, (name, line, written, alike.row))

    @staticmethod
    def _requests(plan: FieldPlan, event: dict[str, Any]) -> int:
        """How many requests a row stands for."""
        return (as_count(event[plan.count]) or 1) if plan.count else 1

    @staticmethod
    def _unfit(plan: FieldPlan, event: dict[str, Any]) -> str:
        """Why an event cannot be counted, whatever its fields say; empty: it may be."""
        if not plan.time:
            return "no field for the time"
        # some gateways log each part of a streamed answer: the first stands for the request
        if plan.part and as_count(event[plan.part]):
            return "a further part of the same request"
        return ""

    def _keep(self, plan: FieldPlan, event: dict[str, Any], row: tuple[Any, int, Any, str]) -> None:
        """Keep the row of an event that was counted."""
        if plan.latency:
            self.rows.took.append(event[plan.latency])
        self.rows.waiting.append((*row, self._rest(plan, event)))
        if len(self.rows.waiting) >= _BATCH:
            self.hand_on()

    def take_all(self, block: Sequence[NumberedRecord]) -> None:
        """Count a block of events; all at once where they have the same fields, and times as most write them."""
        plan = self._plain_plan([event for _, event in block])
        if plan is not None and self._take_at_once(plan, block):
            return
        for line, event in block:
            self.take(line, event)

    def _take_at_once(self, plan: FieldPlan, block: Sequence[NumberedRecord]) -> bool:
        """Count a block of events of one plan; false: one of them needs care, and nothing was counted."""
        events = [event for _, event in block]
        times = [event[plan.time] for event in events]
        days = self.hours.of_all(times)
        alike = self._alike_all(plan, events) if days else None
        if not days or alike is None:
            return False
        for (one, day), number in Counter(zip(alike, days, strict=True)).items():
            one.count(day, number)
        self._switch_all(alike, times)
        self._keep_all(plan, block, times, alike)
        self._watch_all(plan, events)
        if plan.latency:
            self.rows.took += [event[plan.latency] for event in events]
        self.hand_on()
        return True

    def _watch_all(self, plan: FieldPlan, events: Sequence[dict[str, Any]]) -> None:
        if plan.watched:
            for event in events:
                self._watch(plan, event)

    def _switch_all(self, alike: Sequence[Alike], times: Sequence[str]) -> None:
        """Note each switching of a policy in a block; it has seldom any, and the same few stand for all its events."""
        if any(one.switch for one in set(alike)):
            for one, written in zip(alike, times, strict=True):
                self._switch(one, written)

    def _keep_all(
        self, plan: FieldPlan, block: Sequence[NumberedRecord], times: Sequence[Any], alike: Sequence[Alike]
    ) -> None:
        """Rows of a block that was counted at once."""
        events = [event for _, event in block]
        lines = (line for line, _ in block)
        names = [event[plan.id] for event in events] if plan.id else repeat(None)
        where, tell = plan.detections, self._detections
        rests = [tell(plan, event) if event[where] else "" for event in events] if where else repeat("")
        self.rows.waiting += zip(names, lines, times, (one.row for one in alike), rests, strict=False)

    def _switch(self, alike: Alike, written: str) -> None:
        """Note that a policy was turned off or on, where such events do that."""
        if alike.switch:
            self.alike.policies.switch(alike.switch, written, on=alike.kind == ON)

    def _rest(self, plan: FieldPlan, event: dict[str, Any]) -> str:
        """The end of a row that no other event need have: what was detected, and what a person released."""
        detected = (plan.detections and event[plan.detections]) or plan.flat
        rest = self._detections(plan, event) if detected else ""
        return rest + self._released(event) if self.job.keep else rest

    def _alike_one(self, plan: FieldPlan, event: dict[str, Any]) -> Alike:
        """Events that say the same as this one."""
        words = plan.pick(event)
        try:
            return plan.alike[words]
        except (KeyError, TypeError):  # not seen before, or a record where a word should stand
            return self.alike.of(plan, words)

    def _alike_all(self, plan: FieldPlan, events: Sequence[dict[str, Any]]) -> list[Alike] | None:
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
        """Write the rows that wait, and count what is not remembered."""
        if self.rows.waiting:
            self.rows.write()
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

    def _timed(self, written: object) -> tuple[str, date] | str:
        """The time as a row has it, and the day it falls on; a text alone is the reason why there is none."""
        if isinstance(written, str) and QUICK(written) and self.hours.begin(written):
            return written, self.hours.days[written[:13]]
        try:
            moment = self.job.time(written)
        except BadTime as error:
            return str(error)
        if moment is None:
            return "no time"
        self.job.seen(moment)
        return self.job.typed("time", moment), self.job.day_of(moment)

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
        self.rows.finish()
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
