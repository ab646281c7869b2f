"""Audit logs: who did what to what, when, from where, and whether it worked. Generic, and those of five makers.

The report names nobody: actors are counted, and events by action and by day. A row names who acted by id or address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.runs import unknown_version
from grcdesk.importers.reading.fields import Fields, survey
from grcdesk.importers.reading.inside import get
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.importers.reading.records import records
from grcdesk.importers.reading.times import BadTime
from grcdesk.terms import EvidenceKind

USUAL_FIELDS = {
    "timestamp": ("time", "ts", "@timestamp", "created_at", "date", "occurred_at", "event_time"),
    "actor": ("user", "username", "principal", "actor_name", "performed_by"),
    "action": ("event", "event_type", "event_name", "operation", "activity"),
    "resource": ("target", "object", "resource_name", "entity"),
    "details": ("detail", "metadata"),
    "ip_address": ("ip", "source_ip", "client_ip", "actor_ip"),
    "outcome": ("result", "status", "success"),
    "id": ("event_id", "uuid", "_id", "request_id"),
}
"""The seven usual fields of an audit log, and an id."""
_BEDROCK = "1.0"
_MAX_ACTORS = 200_000


@dataclass(frozen=True)
class Maker:
    """Where a maker's log holds what; dots lead into a field, several names are tried in turn."""

    time: tuple[str, ...]
    action: tuple[str, ...]
    actor: tuple[str, ...]
    id: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    unsaid: str = "(none)"
    """The outcome of an event that names none."""
    tallies: tuple[tuple[str, str], ...] = ()
    """Title of a group of counts, and its field."""
    provider: str = ""
    """Who answers the requests of the log; empty: it shows none."""
    free: bool = False
    """Whether any text in it is content."""
    resource: tuple[str, ...] = ()


MAKERS = {
    "cloudtrail": Maker(
        ("eventTime",),
        ("eventName",),
        (
            "userIdentity.arn",
            "userIdentity.principalId",
            "userIdentity.invokedBy",
            "userIdentity.type",
            "userIdentity.userName",
        ),
        ("eventID",),
        ("errorCode",),
        ("sourceIPAddress",),
        "no error",
        (("sources", "eventSource"), ("regions", "awsRegion")),
    ),
    "github": Maker(
        ("@timestamp", "created_at"),
        ("action",),
        ("actor", "actor_id"),
        ("_document_id",),
        address=("actor_ip",),
        tallies=(("organisations", "org"),),
    ),
    "okta": Maker(
        ("published",),
        ("eventType",),
        ("actor.alternateId", "actor.id"),
        ("uuid",),
        ("outcome.result",),
        ("client.ipAddress",),
        tallies=(("severities", "severity"),),
    ),
    "openai": Maker(
        ("effective_at",),
        ("type",),
        ("actor.session.user.id", "actor.session.user.email", "actor.api_key.id", "actor.type"),
        ("id",),
        address=("actor.session.ip_address",),
    ),
    "anthropic": Maker(
        ("created_at",),
        ("type",),
        ("actor.user_id", "actor.email_address", "actor.type"),
        ("id",),
        address=("actor.ip_address",),
    ),
    "bedrock": Maker(
        ("timestamp",),
        ("operation",),
        ("identity.arn",),
        ("requestId",),
        ("errorCode",),
        unsaid="no error",
        tallies=(("models", "modelId"), ("regions", "region"), ("guardrail", "guardrail")),
        provider="Amazon Bedrock",
        free=True,
    ),
}
"""Audit logs by maker."""


class EventTally:
    """Counts the events of one file."""

    def __init__(self, job: ReadingJob) -> None:
        self.job = job
        self.ids: set[int] = set()
        self.actors: set[int] = set()
        self.unnamed = 0

    def count(self, line: int, event: dict[str, Any], maker: Maker, whole: dict[str, Any] | None = None) -> bool:
        """Count one event, or skip it. Returns whether it was counted. `whole` is the event with all its fields."""
        account = self.job.account
        action = _first(event, maker.action)
        if not isinstance(action, str) or not action.strip():
            account.skip(line, "no action")
            return False
        name = _first(event, maker.id)
        if name is not None:
            key = hash(str(name))
            if key in self.ids:
                account.duplicates += 1
                return False
        try:
            moment = self.job.time(_first(event, maker.time))
        except BadTime as error:
            account.skip(line, str(error))
            return False
        if moment is None:
            account.skip(line, "no time")
            return False
        if name is not None:
            self.ids.add(key)
        self._sum_up(event, maker, self.job.at(moment))
        account.used += 1
        row = {"time": moment, "action": action} | {ours: _first(event, names) for ours, names in _rest(maker).items()}
        self.job.put(line, row, whole or event)
        return True

    def _sum_up(self, event: dict[str, Any], maker: Maker, day: date) -> None:
        """Count an event in every group."""
        if maker.provider:
            names = {"model": get(event, "modelId"), "region": get(event, "region")}
            told = {name: self.job.admit({}, f"{name}s", value) for name, value in names.items() if value}
            self.job.passing.add(told | {"provider": maker.provider}, day)
        self.job.tally("actions", _first(event, maker.action))
        self._who(_first(event, maker.actor))
        if maker.outcome:
            self.job.tally("outcomes", _outcome(_first(event, maker.outcome), maker.unsaid))
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
        if not self.ids and job.account.used:
            job.note("the events carry no id, so doubled ones could not be told")
        if job.account.rows and not job.account.used:
            reason = job.account.skips()[0][0]
            raise BadInput(
                f"none of {job.account.rows:,} rows is an event: {reason}",
                hint="a column map names the fields: --map columns.yaml, see `grcdesk help import`",
                file=job.name,
            )


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
    """A log with the seven usual fields, in any form."""
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


def _reader(name: str) -> Callable[[ReadingJob], None]:
    maker = MAKERS[name]

    def read(job: ReadingJob) -> None:
        survey(job, _names(maker), records, free=maker.free)
        log = EventTally(job)
        versions: set[str] = set()
        for line, event in records(job):
            if name == "bedrock":
                version = str(event.get("schemaVersion", _BEDROCK))
                if version != _BEDROCK:
                    versions.add(version)
                    job.account.skip(line, "of a schema version that is not known here")
                    continue
                _bedrock(job, event)
            log.count(line, event, maker)
        if versions and not job.account.used:
            unknown_version(job, "Bedrock invocation log", min(versions), _BEDROCK)
            return
        log.finish()

    return read


def _bedrock(job: ReadingJob, event: dict[str, Any]) -> None:
    """Tokens and what the guardrail did; the prompts are nobody's business here."""
    for title, side, field in (("in", "input", "inputTokenCount"), ("out", "output", "outputTokenCount")):
        amount = get(event, f"{side}.{field}")
        if isinstance(amount, int) and not isinstance(amount, bool) and amount > 0:
            job.tally("tokens", title, amount)
    acted = get(event, "output.outputBodyJson.amazon-bedrock-guardrailAction")
    stopped = get(event, "output.outputBodyJson.stopReason") == "guardrail_intervened"
    event["guardrail"] = "intervened" if acted == "INTERVENED" or stopped else "none"


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
    "bedrock": Importer("bedrock", "Bedrock invocation log", _KIND, "event", _reader("bedrock"), gaps=True),
}
