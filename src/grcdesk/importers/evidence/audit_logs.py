"""Audit logs: who did what to what, when, from where, and whether it worked. Generic, and those of five makers.

The report names nobody: actors are counted, and events by action and by day. A row names who acted by id or address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.audit_fields import MAKERS, USUAL_FIELDS, Maker
from grcdesk.importers.evidence.gateways import bedrock
from grcdesk.importers.evidence.gateways.words import JUDGED
from grcdesk.importers.evidence.lists import moment_of
from grcdesk.importers.evidence.runs import unknown_version
from grcdesk.importers.evidence.seen_keys import SeenKeys
from grcdesk.importers.reading import jsons
from grcdesk.importers.reading.fields import Fields, survey
from grcdesk.importers.reading.inside import get
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.importers.reading.records import NumberedRecord, records
from grcdesk.terms import EvidenceKind

_BEDROCK = "1.0"
_PACKED = ("AuditData", "CloudTrailEvent")
"""Fields in which Microsoft 365 (CSV) and AWS (lookup-events) hold an event as JSON."""
_MAX_ACTORS = 200_000


class EventTally:
    """Counts the events of one file."""

    def __init__(self, job: ReadingJob) -> None:
        self.job = job
        self.ids = SeenKeys()
        self.actors: set[int] = set()
        self.unnamed = 0

    def count(self, line: int, event: dict[str, Any], maker: Maker, whole: dict[str, Any] | None = None) -> bool:
        """Count one event, or skip it. Returns whether it was counted. `whole` is the event with all its fields."""
        account = self.job.account
        action = self._meant("action", _first(event, maker.action))
        if not action:
            account.skip(line, "no action")
            return False
        key = self._key(event, maker, action)
        if key is not None and key in self.ids:
            account.duplicates += 1
            return False
        moment = moment_of(self.job, line, _first(event, maker.time), "time")
        if moment is None:
            return False
        # only now: an event without a time does not make another of the same id a double
        if key is not None:
            self.ids.add(key)
        day = self.job.at(moment)
        self._sum_up(event, maker, day, action)
        if "guardrail" in event and event["guardrail"] not in JUDGED:
            self.job.days[day] -= 1  # it shows a request, and no guardrail at work
        account.used += 1
        row = {"time": moment, "action": action[0] if len(action) == 1 else list(action)}
        self.job.put(line, row | self._beside(event, maker), whole or event)
        return True

    def _beside(self, event: dict[str, Any], maker: Maker) -> dict[str, Any]:
        """What a row tells beside its time and action."""
        found = {ours: _first(event, names) for ours, names in _rest(maker).items()}
        if "outcome" in self.job.words:
            found["outcome"] = self._word("outcome", found.get("outcome"))
        return found

    def _key(self, event: dict[str, Any], maker: Maker, action: tuple[str, ...]) -> int | None:
        """What tells an event from others; None where it has no id. Some makers' ids tell nothing alone."""
        name = _first(event, maker.id)
        if name is None:
            return None
        more = (str(_first(event, maker.time)), action) if self.job.maker else ()
        # hashes, for a log holds millions of ids, and only whether one came before is asked
        return hash((str(name), *more))

    def _meant(self, field: str, found: object) -> tuple[str, ...]:
        """The words of a field: of an event that is made of several, each of them."""
        words = (self._word(field, one) for one in (found if isinstance(found, list) else [found]))
        return tuple(one for one in words if isinstance(one, str) and one.strip())

    def _word(self, field: str, found: object) -> object:
        """A word as the maker or a column map says that it is meant."""
        known = self.job.words.get(field)
        if not known:
            return found
        text = _as_told(found)
        return known.get(text) or known.get(text.rstrip(". "), found)  # some end their words as sentences

    def _sum_up(self, event: dict[str, Any], maker: Maker, day: date, action: Sequence[str]) -> None:
        """Count an event in every group."""
        if maker.provider:
            names = {"model": get(event, "modelId"), "region": get(event, "region")}
            told = {name: self.job.admit({}, f"{name}s", value) for name, value in names.items() if value}
            self.job.passing.add(told | {"provider": maker.provider}, day)
        for one in action:
            self.job.tally("actions", one)
        self._who(_first(event, maker.actor))
        if maker.outcome:
            outcome = _outcome(_first(event, maker.outcome), maker.unsaid)
            self.job.tally("outcomes", self._word("outcome", outcome))
        for title, field in maker.tallies:
            if (value := get(event, field)) is not None:
                self.job.tally(title, value)

    def _who(self, actor: object) -> None:
        if actor in (None, ""):
            self.unnamed += 1
        elif len(self.actors) < _MAX_ACTORS:
            self.actors.add(hash(str(actor)))

    def finish(self) -> None:
        """Say how many acted.

        Raises:
            BadInput: when not one row was an event.
        """
        job = self.job
        job.facts["actors"] = f"{len(self.actors):,}" + (" or more" if len(self.actors) >= _MAX_ACTORS else "")
        if self.unnamed:
            job.facts["events without an actor"] = f"{self.unnamed:,}"
        if not self.ids.count and job.account.used:
            job.note("the events carry no id, so doubled ones could not be told")
        if job.account.rows and not job.account.used:
            reason = job.account.skips()[0][0]
            raise BadInput(
                f"none of {job.account.rows:,} rows is an event: {reason}",
                hint="a column map names the fields: --map columns.yaml, see `grcdesk help import`",
                file=job.name,
            )


def _as_told(found: object) -> str:
    """A value as a column map can name it."""
    if found in (None, "", {}):
        return "(none)"
    return str(found).lower() if isinstance(found, bool) else str(found)


def _first(event: dict[str, Any], names: tuple[str, ...]) -> Any:
    for name in names:
        value = get(event, name)
        if value not in (None, ""):
            return value
    return None


def _rest(maker: Maker) -> dict[str, tuple[str, ...]]:
    """What a row tells beside its time and action: our name → where it stands."""
    told = {"actor": maker.actor, "outcome": maker.outcome, "ip_address": maker.address, "id": maker.id}
    return told | {"resource": maker.resource} | {title: (field,) for title, field in maker.tallies}


def _names(maker: Maker) -> dict[str, tuple[str, ...]]:
    return {"timestamp": maker.time, "action": maker.action} | _rest(maker)


def _outcome(value: object, unsaid: str) -> object:
    if isinstance(value, bool):
        return "success" if value else "failure"
    return unsaid if value is None else value


def read_generic(job: ReadingJob) -> None:
    """A log with the seven usual fields, in any form; of a maker whose fields are known, by those."""
    if job.maker and job.maker.columns:
        _read_made(job, job.maker.columns)
        return
    survey(job, USUAL_FIELDS, records)
    log, fields = EventTally(job), Fields(job, USUAL_FIELDS)
    maker = Maker(
        ("timestamp",), ("action",), ("actor",), ("id",), ("outcome",), ("ip_address",), resource=("resource",)
    )
    for line, record in records(job):
        if lacking := fields.has(record, "timestamp", "action"):
            job.account.skip(line, f"no field for the {lacking}")
            continue
        log.count(line, fields(record), maker, record)
    log.finish()


def _read_made(job: ReadingJob, columns: Mapping[str, Sequence[str]]) -> None:
    """A log of a maker: the first of his names that holds something counts, event by event."""

    def names(ours: str) -> tuple[str, ...]:
        told = job.columns.get(ours)
        return (*((told,) if told else ()), *columns.get(ours, ()))

    maker = Maker(
        names("timestamp"),
        names("action"),
        names("actor"),
        names("id"),
        names("outcome"),
        names("ip_address"),
        resource=names("resource"),
    )
    survey(job, _names(maker), _opened)
    log = EventTally(job)
    for line, event in _opened(job):
        log.count(line, event, maker, event)
    log.finish()


def _opened(job: ReadingJob) -> Iterator[NumberedRecord]:
    """The events of a file; a column that is JSON by its name is opened, so that its fields are seen."""
    for line, event in records(job):
        for name in _PACKED:
            packed = event.get(name)
            if isinstance(packed, str) and packed.lstrip()[:1] == "{":
                with suppress(jsons.BadJson):
                    event = event | {name: jsons.loads(packed.encode())}  # noqa: PLW2901  the same event, opened
        yield line, event


def _reader(name: str) -> Callable[[ReadingJob], None]:
    """What reads the logs of a maker whose fields are known."""
    maker = MAKERS[name]

    def read(job: ReadingJob) -> None:
        survey(job, _names(maker), records, free=maker.free)
        log = EventTally(job)
        for line, event in records(job):
            log.count(line, event, maker)
        log.finish()

    return read


def read_bedrock(job: ReadingJob) -> None:
    """A log of invocations, each with what its guardrail did. Events of a version that is not known are left out."""
    maker = MAKERS["bedrock"]
    survey(job, _names(maker), records, free=maker.free)
    log = EventTally(job)
    versions: set[str] = set()
    for line, event in records(job):
        version = str(event.get("schemaVersion", _BEDROCK))
        if version != _BEDROCK:
            versions.add(version)
            job.account.skip(line, "of a schema version that is not known here")
            continue
        ruled = bedrock.judged(event)
        event["guardrail"] = ruled.action
        if log.count(line, event, maker):
            _tokens(job, event, ruled)
    if versions and not job.account.used:
        unknown_version(job, "Bedrock invocation log", min(versions), _BEDROCK)
        return
    log.finish()


def _tokens(job: ReadingJob, event: dict[str, Any], ruled: bedrock.BedrockRuling) -> None:
    """Tokens, and what the guardrail did; the prompts are nobody's business here."""
    for title, side, field in (("in", "input", "inputTokenCount"), ("out", "output", "outputTokenCount")):
        amount = get(event, f"{side}.{field}")
        if isinstance(amount, int) and not isinstance(amount, bool) and amount > 0:
            job.tally("tokens", title, amount)
    for group, names in (("policies", ruled.policies), ("detections", ruled.detected)):
        for name in names:
            job.tally(group, name)
    if ruled.version:
        job.tally("policy versions", ruled.version)


_TITLES = {
    "cloudtrail": "AWS CloudTrail",
    "github": "GitHub audit log",
    "okta": "Okta system log",
    "openai": "OpenAI audit log",
    "anthropic": "Anthropic activity log",
}
_KIND = EvidenceKind.LOG_EXPORT
IMPORTERS = {
    name: Importer(name, title, _KIND, "event", _reader(name), gaps=True) for name, title in _TITLES.items()
} | {
    "audit-log": Importer("audit-log", "audit log", _KIND, "event", read_generic, gaps=True),
    "bedrock": Importer("bedrock", "Bedrock invocation log", _KIND, "event", read_bedrock, gaps=True),
}
