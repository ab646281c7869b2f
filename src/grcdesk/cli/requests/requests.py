"""`grcdesk requests`: list, show, add, set, draft, evidence, submit, metrics; import and export have their own file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, NOTHING, DayKind, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, control_ids, opened
from grcdesk.cli.requests.lists import export, import_
from grcdesk.cli.requests.options import auditor_word
from grcdesk.errors import BadInput
from grcdesk.terms.requests import AuditorStatus, RequestKind, RequestPriority, RequestStatus
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.schemas.requests.requests import RequestDetail

_LIST = (
    Column("id", rank=3),
    Column("ref", rank=0),
    Column("asks", "asked for", rank=0, elastic=22),
    Column("controls", rank=2),
    Column("kind", rank=6),
    Column("owner", rank=3, elastic=10),
    Column("due", rank=1),
    Column("status", rank=0),
    Column("auditor_status", "auditor", rank=0),
    Column("artefacts", "evidence", rank=1),
    Column("rounds", "round", rank=4),
    *(Column(key, rank=9) for key in ("area", "title", "text", "criteria", "priority", "asked", "evidence")),
    *(Column(key, rank=9) for key in ("submitted_on", "return_reason", "blocked", "response", "origin", "listed")),
    *(Column(key, rank=9) for key in ("conflicts", "overdue", "version")),
)

requests = Noun(
    "requests",
    help="What the auditor asks for: his list, our answers, rounds, and his word on each.",
    examples=(
        "grcdesk requests import pbc.xlsx --firm 'Marsh & Tell' --dry-run",
        "grcdesk requests list --where 'is:waiting sort:due'",
        "grcdesk requests evidence R-07 EV-3",
        "grcdesk requests submit R-07",
    ),
)
for part in (import_, export):
    requests.add_command(part)


@verb(
    "list",
    "grcdesk requests list --where 'is:overdue'",
    "grcdesk requests list --where 'auditor:returned' --csv",
    noun=requests,
)
@click.option("--where", metavar="FILTER", default="", help="Which; see grcdesk help requests.")
@click.option("--sort", metavar="FIELDS", default="", help="By which fields, e.g. due,-priority.")
@listing
def list_(*, where: str, sort: str, form: OutputForm) -> None:
    """List the requests of the engagement in force."""
    with opened() as desk:
        found = desk.requests.list(where, sort=sort)
    rows: list[dict[str, Any]] = output.value(found)
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row["asks"], row["artefacts"] = one.asks, len(one.evidence)
            row["status"], row["auditor_status"], row["kind"] = one.status, one.auditor_status, one.kind
    output.records(rows, _LIST, form)
    if form.kind == "table":
        late = sum(one.overdue for one in found)
        tell.say(f"{count(len(found), 'request')}, {late} overdue, {sum(not one.owner for one in found)} without owner")


@verb("show", "grcdesk requests show R-07", "grcdesk requests show REQ-7 --json", noun=requests)
@click.argument("request", metavar="REQUEST", shell_complete=complete("request"))
@as_json
def show(*, request: str, as_json: bool) -> None:
    """One request: the auditor's text, where it stands, its rounds, evidence, and its row on his list."""
    with opened() as desk:
        found = desk.requests.show(request)
    if as_json:
        output.document(record(found))
        return
    from grcdesk.cli.requests.text import request_text  # noqa: PLC0415

    output.text(request_text(found))


def record(found: RequestDetail) -> dict[str, Any]:
    """One request with the keys of `--json`."""
    told: dict[str, Any] = output.value(found)
    row = told.pop("row")
    return {**row, **told, "cells": dict(found.cells)}


def _facts_options(function: Any) -> Any:
    """What is said of a request, when it is written down and later."""
    options = (
        click.option("--ref", metavar="REF", help="The auditor's number."),
        click.option("--title", metavar="TEXT", help="In a few words."),
        click.option("--area", metavar="TEXT", help="The part of his list."),
        click.option(
            "--control", "controls", metavar="ID", multiple=True, shell_complete=complete("control"),
            help="The control it is about; may be repeated.",
        ),
        click.option(
            "--criterion", "criteria", metavar="ID", multiple=True, shell_complete=complete("criterion"),
            help="The criterion it is about; may be repeated.",
        ),
        click.option("--kind", metavar="WORD", type=TermKind(RequestKind, clearable=True), help=", ".join(RequestKind)),
        click.option("--owner", metavar="NAME", help="Who of us answers it."),
        click.option("--asked", metavar="DATE", type=DayKind(clearable=True), help="When it was asked."),
        click.option("--due", metavar="DATE", type=DayKind(clearable=True), help="When it is due."),
        click.option(
            "--priority", metavar="WORD", type=TermKind(RequestPriority, clearable=True), help="high, medium or low."
        ),
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


def _said(given: dict[str, Any]) -> dict[str, Any]:
    """What was given; `none` clears a field."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        if value is None or value == ():
            continue
        if name in ("controls", "criteria"):
            found[name] = () if value == ("none",) else tuple(value)
        elif isinstance(value, str) and not hasattr(value, "value") and value in NOTHING:
            found[name] = None if name in ("kind", "asked", "due", "priority") else ""
        else:
            found[name] = value
    return found


@verb(
    "add",
    "grcdesk requests add 'Population of model changes with the query' --ref R-07 --control AI-PI-01 --due 2027-01-09",
    noun=requests,
)
@click.argument("text", metavar="TEXT")
@_facts_options
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def add(*, text: str, dry_run: bool, as_json: bool, **given: Any) -> None:
    """Write down a request, its text as the auditor wrote it."""
    from grcdesk.schemas.requests.requests import RequestFacts  # noqa: PLC0415

    with opened() as desk:
        said = _said(given)
        if "controls" in said:
            said["controls"] = tuple(control_ids(desk, said["controls"]))
        done = desk.requests.add(RequestFacts(text, **said), dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "set",
    "grcdesk requests set R-07 R-08 --owner 'Lin Chen' --due 2027-01-12",
    "grcdesk requests set R-09 --status blocked --blocked 'Export of the gateway fails, ticket 88'",
    "grcdesk requests set R-10 --auditor-status returned --told-by 'Kim Otis' --on 2027-01-15 --reason 'No annex'",
    noun=requests,
)
@click.argument("names", metavar="REQUEST...", nargs=-1, required=True, shell_complete=complete("request"))
@click.option("--text", metavar="TEXT", help="As the auditor wrote it.")
@_facts_options
@click.option("--status", metavar="WORD", type=TermKind(RequestStatus), help="Ours: " + ", ".join(RequestStatus))
@click.option("--blocked", metavar="TEXT", help="What it waits for; with --status blocked.")
@click.option("--response", metavar="TEXT", help="What we write back beside the evidence.")
@click.option("--auditor-status", metavar="WORD", type=TermKind(AuditorStatus), help="His: " + ", ".join(AuditorStatus))
@click.option("--told-by", metavar="NAME", default="", help="Who told the auditor's word.")
@click.option("--on", metavar="DATE", type=DAY, help="When the auditor said it.")
@click.option("--reason", metavar="TEXT", default="", help="Why he returned or closed it.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def set_(
    *, names: tuple[str, ...], auditor_status: AuditorStatus | None, told_by: str, on: date | None, reason: str,
    dry_run: bool, as_json: bool, **given: Any,
) -> None:  # fmt: skip
    """Set fields of requests, or put down the auditor's word on them: who told it, and when."""
    from grcdesk.schemas.requests.requests import RequestChange  # noqa: PLC0415

    said = _said(given)
    auditor = auditor_word(auditor_status, told_by, on, reason)
    if auditor is not None and said:
        raise BadInput("the auditor's word stands alone", hint="set the other fields with a command of their own")
    with opened() as desk:
        if auditor is not None:
            done = desk.requests.told(names, auditor, dry_run=dry_run)
        else:
            if said.get("controls"):
                said["controls"] = tuple(control_ids(desk, said["controls"]))
            done = desk.requests.set(names, RequestChange(**said), dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "told",
    "grcdesk requests told R-07 accepted --by 'Kim Otis'",
    "grcdesk requests told R-10 returned --by 'Kim Otis' --on 2027-01-15 --reason 'No annex'",
    noun=requests,
)
@click.argument("names", metavar="REQUEST...", nargs=-1, required=True, shell_complete=complete("request"))
@click.argument("word", metavar="WORD", type=TermKind(AuditorStatus))
@click.option("--by", metavar="NAME", required=True, help="Who at the firm told it.")
@click.option("--on", metavar="DATE", type=DAY, help="When; today unless said.")
@click.option("--reason", metavar="TEXT", default="", help="Why he returned or closed it.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def told(
    *, names: tuple[str, ...], word: AuditorStatus, by: str, on: date | None, reason: str, dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Put down the auditor's word on requests: received, accepted, returned or closed."""
    from grcdesk.schemas.requests.requests import AuditorWord  # noqa: PLC0415

    with opened() as desk:
        said = AuditorWord(word, by, on or desk.today(), reason)
        done = desk.requests.told(names, said, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "draft", "grcdesk requests draft --dry-run", "grcdesk requests draft --control AI-PI-01 --due 2027-01-09",
    noun=requests,
)  # fmt: skip
@click.option(
    "--control", "controls", metavar="ID", multiple=True, shell_complete=complete("control"),
    help="Of this control only; may be repeated.",
)  # fmt: skip
@click.option("--due", metavar="DATE", type=DAY, help="When they are due.")
@click.option("--dry-run", is_flag=True, help="Say how many; change nothing.")
@as_json
def draft(*, controls: tuple[str, ...], due: date | None, dry_run: bool, as_json: bool) -> None:
    """Draft a first list: a request for each artefact and each test of the controls in scope. None is drafted twice."""
    with opened() as desk:
        done = desk.requests.draft(control_ids(desk, controls), due=due, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "evidence", "grcdesk requests evidence R-07 EV-3 EV-8", "grcdesk requests evidence R-07 EV-3 --drop", noun=requests
)
@click.argument("request", metavar="REQUEST", shell_complete=complete("request"))
@click.argument("artefacts", metavar="EV...", nargs=-1, required=True, shell_complete=complete("evidence"))
@click.option("--drop", is_flag=True, help="They do not answer it.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def evidence(*, request: str, artefacts: tuple[str, ...], drop: bool, dry_run: bool, as_json: bool) -> None:
    """Say which artefacts answer a request."""
    with opened() as desk:
        done = desk.requests.evidence(request, artefacts, drop=drop, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "submit",
    "grcdesk requests submit R-07",
    "grcdesk requests submit R-11 --response 'No such change in the period' --on 2027-01-12",
    noun=requests,
)
@click.argument("names", metavar="REQUEST...", nargs=-1, required=True, shell_complete=complete("request"))
@click.option("--on", metavar="DATE", type=DAY, help="When; today unless said.")
@click.option("--response", metavar="TEXT", default="", help="What we write back beside the evidence.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def submit(*, names: tuple[str, ...], on: date | None, response: str, dry_run: bool, as_json: bool) -> None:
    """Hand requests over to the auditor: what answers them is kept with the round."""
    with opened() as desk:
        done = desk.requests.submit(names, on=on, response=response, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb("metrics", "grcdesk requests metrics", "grcdesk requests metrics --json", noun=requests)
@as_json
def metrics(*, as_json: bool) -> None:
    """How the requests go: overdue, accepted the first time, days to the first handing over, returns and why."""
    with opened() as desk:
        found = desk.requests.metrics()
    if as_json:
        output.document(found)
        return
    from grcdesk.cli.requests.text import metrics_facts  # noqa: PLC0415

    output.facts(metrics_facts(found), OutputForm())
