"""`grcdesk evidence`: list, add, reject."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from grcdesk.cli import output, tell
from grcdesk.cli.actions import told
from grcdesk.cli.group import Noun, verb
from grcdesk.cli.kinds import DAY, Term, as_json, listing
from grcdesk.cli.output import Column, Form
from grcdesk.cli.run import complete, control_ids, opened
from grcdesk.terms import EvidenceKind
from grcdesk.wording import count

_COLUMNS = (
    Column("id", rank=0),
    Column("title", rank=0, elastic=26),
    Column("kind", rank=2),
    Column("dated", rank=1),
    Column("controls", rank=1, elastic=11),
    Column("size", rank=5),
    Column("source", rank=4, elastic=11),
    Column("rejected", rank=3, elastic=11),
    *(Column(key, rank=9) for key in ("as_of", "period_from", "period_to", "performed_on", "collected_at")),
    *(Column(key, rank=9) for key in ("file_name", "url", "sha256")),
)

evidence = Noun(
    "evidence",
    help="Artefacts: dated, hashed, tied to controls. A control in place without one is in place by claim only.",
    examples=("grcdesk evidence add rotation.pdf --kind report --as-of 2026-09-30 --control AI-SEC-01",),
)


@verb("list", "grcdesk evidence list", "grcdesk evidence list --control AI-SEC-01 --json", noun=evidence)
@click.option("--control", metavar="ID", default="", shell_complete=complete("control"), help="Only of that control.")
@listing
def list_(*, control: str, form: Form) -> None:
    """List the artefacts."""
    with opened() as desk:
        found = desk.evidence.list(control=control_ids(desk, (control,))[0] if control else "")
    rows: list[dict[str, Any]] = output.value(found)
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row["kind"] = one.kind
            row["dated"] = one.as_of or f"{one.period_from}..{one.period_to}"
    output.records(rows, _COLUMNS, form)
    if form.kind == "table":
        tell.say(count(len(found), "artefact"))


@verb(
    "add",
    "grcdesk evidence add rotation.pdf --kind report --as-of 2026-09-30 --control AI-SEC-01",
    "grcdesk evidence add decisions.jsonl --kind log-export --from 2026-10-01 --to 2026-10-31 --control AI-SEC-03",
    "grcdesk evidence add https://ci.example/run/812 --kind test-record --as-of 2026-11-02 --control AI-PI-02",
    noun=evidence,
)
@click.argument("source", metavar="FILE|URL")
@click.option("--kind", metavar="WORD", type=Term(EvidenceKind), required=True, help="What it is, e.g. report, ticket.")
@click.option(
    "--control", "controls", metavar="ID", multiple=True, shell_complete=complete("control"), help="For which."
)
@click.option("--title", metavar="TEXT", default="", help="How it is called; default: the file's name.")
@click.option("--as-of", metavar="DATE", type=DAY, help="The day it speaks of.")
@click.option("--from", "period_from", metavar="DATE", type=DAY, help="First day it covers.")
@click.option("--to", "period_to", metavar="DATE", type=DAY, help="Last day it covers.")
@click.option("--performed-on", metavar="DATE", type=DAY, help="When the work it shows was done.")
@click.option("--source", "origin", metavar="TEXT", default="", help="Which system or person it comes from.")
@click.option("--query", metavar="TEXT", default="", help="How it was drawn from there.")
@as_json
def add(
    *,
    source: str,
    kind: EvidenceKind,
    controls: tuple[str, ...],
    title: str,
    as_of: date | None,
    period_from: date | None,
    period_to: date | None,
    performed_on: date | None,
    origin: str,
    query: str,
    as_json: bool,
) -> None:
    """Take a file into the vault, or note a link, and tie it to controls. It needs --as-of, or --from and --to."""
    from grcdesk.services.evidence import Artefact  # noqa: PLC0415

    facts = Artefact(
        kind=kind,
        title=title,
        as_of=as_of,
        period_from=period_from,
        period_to=period_to,
        performed_on=performed_on,
        source=origin,
        query=query,
    )
    with opened() as desk:
        done = desk.evidence.add(source, facts, controls=control_ids(desk, controls))
    told(done, as_json=as_json)


@verb("reject", "grcdesk evidence reject EV-3 --reason 'Screenshot without a date'", noun=evidence)
@click.argument("artefact", metavar="ID", shell_complete=complete("evidence"))
@click.option("--reason", metavar="TEXT", required=True, help="Why it shows nothing.")
@as_json
def reject(*, artefact: str, reason: str, as_json: bool) -> None:
    """Mark an artefact as not usable. It is kept, and supports nothing."""
    with opened() as desk:
        done = desk.evidence.reject(artefact, reason=reason)
    told(done, as_json=as_json)
