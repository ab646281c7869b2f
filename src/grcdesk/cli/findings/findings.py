"""`grcdesk findings`: list, show, add, set, items, export, letter. What moves a finding has its own file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.findings.milestones import milestone
from grcdesk.cli.findings.moves import MOVES
from grcdesk.cli.findings.options import finding_options, spelt
from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_file, show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, control_ids, opened, unlogged
from grcdesk.errors import BadInput
from grcdesk.terms.findings import FindingSource
from grcdesk.wording import count, word

if TYPE_CHECKING:
    from grcdesk.schemas.findings.findings import FindingDetail, FindingFacts, FindingRow
    from grcdesk.services.desk.desk import Desk

_LIST = (
    Column("id", "no", rank=0),
    Column("severity", rank=1),
    Column("title", "finding", rank=0, elastic=20),
    Column("control", rank=2),
    Column("owner", rank=3, elastic=11),
    Column("next_due", "next date", rank=2),
    Column("age", "days", rank=4),
    Column("steps", "actions", rank=4),
    Column("status", "state", rank=0),
    *(Column(key, rank=9) for key in ("engagement", "source", "links", "criterion", "test", "scheme_class")),
    *(Column(key, rank=9) for key in ("status_since", "lapsed", "raised_by", "raised_on", "extent_k", "extent_n")),
    *(Column(key, rank=9) for key in ("response_due", "agreed", "actions", "actions_done", "slips", "repeat")),
    Column("version", rank=9),
)
_EXPORT = (
    *(Column(column.key) for column in _LIST if column.key not in {"steps", "version", "age"}),
    *(Column(key) for key in ("condition", "criteria", "cause", "effect", "recommendation", "period_from")),
    *(Column(key) for key in ("period_to", "response", "responded_by", "responded_on", "proofs", "verified_by")),
    *(Column(key) for key in ("verified_on", "closed_on", "accepted_by", "accept_reason", "accepted_on")),
    *(Column(key) for key in ("accept_until", "items", "plan")),
)

findings = Noun(
    "findings",
    help="Findings: what was found wanting, what management says, who mends it, and who saw that it is mended.",
    examples=(
        "grcdesk findings add --from-gap AI-SEC-01 --severity high",
        "grcdesk findings respond F-1 --agree yes --text 'Keys are rotated each quarter' --by 'Mara Roy'",
        "grcdesk findings letter -o letter.md",
    ),
)
for command in (*MOVES, milestone):
    findings.add_command(command)


@verb("list", "grcdesk findings list", "grcdesk findings list --where 'is:unsettled severity:high'", noun=findings)
@click.option("--where", metavar="FILTER", default="", help="Which; see grcdesk help findings.")
@click.option("--sort", metavar="FIELDS", default="", help="By which fields, e.g. severity,due.")
@listing
def list_(*, where: str, sort: str, form: OutputForm) -> None:
    """List the findings of the engagement in force."""
    with opened() as desk:
        found = desk.findings.list(where, sort=sort)
    rows: list[dict[str, Any]] = output.value(found)
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row.update(_drawn(one))
    output.records(rows, _LIST, form)
    if form.kind == "table":
        unsettled = sum(one.status.value in {"open", "responded", "in_remediation", "ready_to_verify"} for one in found)
        repeats = sum(bool(one.repeat) for one in found)
        told = f"{count(len(found), 'finding')}, {unsettled} unsettled, {repeats} seen in an earlier engagement"
        tell.say(told if found or where else "no finding is on record; that none is does not say that there is none")


def _drawn(one: FindingRow) -> dict[str, Any]:
    """What a table shows otherwise than JSON."""
    state = "acceptance is over" if one.lapsed else word(one.status)
    steps = f"{one.actions_done} of {one.actions}" + (f", {count(one.slips, 'slip')}" if one.slips else "")
    return {"severity": one.severity, "status": state, "steps": steps if one.actions else ""}


@verb("show", "grcdesk findings show F-1", "grcdesk findings show F-1 --json", noun=findings)
@click.argument("finding", metavar="FINDING", shell_complete=complete("finding"))
@as_json
def show(*, finding: str, as_json: bool) -> None:
    """One finding: condition, response, actions with their slips, items with later fixes, moves, and what lacks."""
    with opened() as desk:
        found = desk.findings.show(finding)
    if as_json:
        output.document(record(found))
        return
    from grcdesk.cli.findings.text import described  # noqa: PLC0415

    output.text(described(found))


def record(found: FindingDetail) -> dict[str, Any]:
    """One finding with the keys of `--json`."""
    told: dict[str, Any] = output.value(found)
    row = told.pop("row")
    return {**row, **told, "actions": told["actions"]}


@verb(
    "add",
    "grcdesk findings add 'Prompt logs kept without limit' --source auditor --severity high --control AI-CONF-03"
    " --condition 'The oldest log is from the first week' --owner 'Ada Okafor'",
    "grcdesk findings add --from-gap AI-SEC-01 --severity high",
    "grcdesk findings add --deviation DEV-1 --deviation DEV-2 --severity medium --class deviation",
    noun=findings,
)
@click.argument("title", metavar="[TITLE]", default="")
@click.option("--source", metavar="WORD", type=TermKind(FindingSource), help=f"{', '.join(FindingSource)}.")
@click.option("--from-gap", "gap", metavar="ID", default="", shell_complete=complete("control"),
              help="A control that is partial or missing.")  # fmt: skip
@click.option("--deviation", "deviations", metavar="ID", multiple=True, help="A deviation of a test; may be repeated.")
@click.option("--review", metavar="ID", default="", shell_complete=complete("campaign"), help="A signed access review.")
@click.option("--vendor-review", metavar="ID", default="", shell_complete=complete("vendor_review"),
              help="A concluded review of a vendor.")  # fmt: skip
@click.option("--incident", metavar="ID", default="", shell_complete=complete("incident"), help="An incident.")
@click.option("--item", "items", metavar="KEY", multiple=True, help="One thing it is about; may be repeated.")
@click.option("--raised-by", metavar="NAME", default="", help="Who raises it; default: you.")
@click.option("--raised-on", metavar="DATE", type=DAY, help="When; default: today.")
@finding_options
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def add(
    *,
    title: str,
    source: FindingSource | None,
    gap: str,
    deviations: tuple[str, ...],
    review: str,
    vendor_review: str,
    incident: str,
    items: tuple[str, ...],
    raised_by: str,
    raised_on: date | None,
    said: dict[str, Any],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Raise a finding: by hand, or from a gap, deviations, a review or an incident, which fill in what they know."""
    from grcdesk.schemas.findings.findings import FindingOrigin, ItemFacts  # noqa: PLC0415

    origin = FindingOrigin(gap, deviations, review, vendor_review, incident)
    with opened() as desk:
        if gap:
            origin = replace(origin, gap=control_ids(desk, (gap,))[0])
        facts = _facts(desk, origin, title, source, spelt(desk, said))
        more = tuple(ItemFacts(one) for one in items)
        facts = replace(facts, items=(*facts.items, *more), raised_by=raised_by, raised_on=raised_on)
        done = desk.findings.add(facts, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


def _facts(desk: Desk, origin: Any, title: str, source: FindingSource | None, said: dict[str, Any]) -> FindingFacts:
    """What the origin knows, and over it what was said.

    Raises:
        BadInput: without an origin, when title or source are lacking.
    """
    from grcdesk.schemas.findings.findings import FindingFacts, FindingOrigin  # noqa: PLC0415

    named: dict[str, Any] = {"title": title} if title else {}
    named |= {"source": source} if source else {}
    if origin != FindingOrigin():
        drawn = desk.findings.draft(origin)
        links = (*drawn.links, *said.pop("links", ()))
        return replace(drawn, **named, **said, links=links)
    if not title or source is None:
        raise BadInput(
            "a finding has a title and a source",
            hint="grcdesk findings add TITLE --source auditor …, or --from-gap, --deviation, --review, --incident",
        )
    return FindingFacts(title, source, said.pop("condition", ""), said.pop("severity", None), **said)


@verb(
    "set",
    "grcdesk findings set F-1 --cause 'No limit was ever set' --class deviation",
    "grcdesk findings set F-1 F-2 --owner 'Lin Chen'",
    noun=findings,
)
@click.argument("names", metavar="FINDING...", nargs=-1, required=True, shell_complete=complete("finding"))
@click.option("--title", metavar="TEXT", help="Another title.")
@finding_options
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def set_(*, names: tuple[str, ...], title: str | None, said: dict[str, Any], dry_run: bool, as_json: bool) -> None:
    """Set fields of one or many findings; `none` clears a text. Its status moves by commands of its own."""
    from grcdesk.schemas.findings.findings import FindingChange  # noqa: PLC0415

    with opened() as desk:
        told = spelt(desk, said) | ({} if title is None else {"title": title})
        done = desk.findings.set(names, FindingChange(**told), dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb("items", "grcdesk findings items F-1 log-3 log-4", "grcdesk findings items F-1 --deviation DEV-9", noun=findings)
@click.argument("finding", metavar="FINDING", shell_complete=complete("finding"))
@click.argument("items", metavar="[ITEM]...", nargs=-1)
@click.option("--deviation", "deviations", metavar="ID", multiple=True, help="A deviation of a test; may be repeated.")
@as_json
def items_(*, finding: str, items: tuple[str, ...], deviations: tuple[str, ...], as_json: bool) -> None:
    """Name more things a finding is about."""
    from grcdesk.schemas.findings.findings import ItemFacts  # noqa: PLC0415

    with opened() as desk:
        done = desk.findings.add_items(finding, [ItemFacts(one) for one in items], deviations)
    show_outcome(done, as_json=as_json)


@verb("fix", "grcdesk findings fix F-1 log-1 log-2 --evidence EV-9 --by 'Lin Chen' --on 2026-11-20", noun=findings)
@click.argument("finding", metavar="FINDING", shell_complete=complete("finding"))
@click.argument("items", metavar="ITEM...", nargs=-1, required=True)
@click.option("--evidence", metavar="ID", required=True, shell_complete=complete("evidence"), help="What shows it.")
@click.option("--by", metavar="NAME", default="", help="Who put it right; default: you.")
@click.option("--on", metavar="DATE", type=DAY, help="When; default: today.")
@as_json
def fix(*, finding: str, items: tuple[str, ...], evidence: str, by: str, on: date | None, as_json: bool) -> None:
    """Put later evidence beside items of a finding. The deviations stay what they were."""
    with opened() as desk:
        done = desk.findings.fix(finding, items, evidence=evidence, by=by, on=on)
    show_outcome(done, as_json=as_json)


@verb("export", "grcdesk findings export --csv > findings.csv", "grcdesk findings export --json", noun=findings)
@click.option("--where", metavar="FILTER", default="", help="Which; see grcdesk help findings.")
@listing
def export(*, where: str, form: OutputForm) -> None:
    """Every finding of the engagement with all its texts; CSV unless another form is asked for."""
    with opened() as desk:
        found = [desk.findings.show(row.id) for row in desk.findings.list(where)]
    rows = [record(one) for one in found]
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row["items"] = [item.item for item in one.items]
            row["plan"] = [f"{act.id} {act.owner} {act.due} {act.state.value}" for act in one.actions]
            row["actions"] = one.row.actions
    output.records(rows, _EXPORT, form if form.kind != "table" else replace(form, kind="csv"))


@verb(
    "letter",
    "grcdesk findings letter",
    "grcdesk findings letter -o letter.md --signer 'Mara Roy' --role 'Chief executive'",
    noun=findings,
)
@click.option("-o", "file", metavar="FILE", type=click.Path(path_type=Path), help="Write it there; default: stdout.")
@click.option("--signer", metavar="NAME", default="", help="Who signs it; needs a file. Without: a draft.")
@click.option("--role", metavar="TEXT", default="", help="As what.")
@click.option("--on", metavar="DATE", type=DAY, help="When; default: today.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@unlogged
@as_json
def letter(*, file: Path | None, signer: str, role: str, on: date | None, force: bool, as_json: bool) -> None:
    """The response letter as Markdown: condition, response, actions, dates, status. A draft until it is signed."""
    with opened() as desk:
        if file is None and not signer and not as_json:
            output.text(desk.findings.letter())
            return
        done = desk.findings.write_letter(file, signer=signer, role=role, on=on, force=force)
    show_file(done, as_json=as_json)
