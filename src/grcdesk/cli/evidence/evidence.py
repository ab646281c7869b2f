"""`grcdesk evidence`: list, show, add, set, place, link, unlink, supersede, reject."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.evidence.facts import facts_options, moments, ties
from grcdesk.cli.evidence.imports import import_, importers, report
from grcdesk.cli.evidence.sources import sources
from grcdesk.cli.evidence.statements import link
from grcdesk.cli.evidence.sync import sync
from grcdesk.cli.evidence.vault import erase, gc, open_, sample, verify
from grcdesk.cli.evidence.wanted import suggest, wanted
from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, control_ids, opened
from grcdesk.errors import BadInput, NotFound
from grcdesk.terms import EvidenceKind
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.schemas.evidence.evidence import EvidenceRow
    from grcdesk.services.desk.desk import Desk

_COLUMNS = (
    Column("id", rank=0),
    Column("title", rank=0, elastic=26),
    Column("kind", rank=2),
    Column("dated", rank=1),
    Column("result", rank=2, elastic=11),
    Column("controls", rank=1, elastic=11),
    Column("vendors", rank=3),
    Column("size", rank=5),
    Column("source", rank=4, elastic=11),
    Column("rejected", rank=3, elastic=11),
    Column("integrity", rank=3),
    *(Column(key, rank=9) for key in ("as_of", "period_from", "period_to", "performed_on", "collected_at")),
    *(Column(key, rank=9) for key in ("recorded_at", "query", "pulled_at", "completeness", "accuracy", "checked_by")),
    *(Column(key, rank=9) for key in ("collected_by", "provided_by", "method", "for_slot", "confidentiality")),
    *(Column(key, rank=9) for key in ("valid_until", "supersedes", "superseded_by", "is_population", "row_count")),
    *(Column(key, rank=9) for key in ("rows_read", "rows_used", "rows_skipped", "heading", "page")),
    *(Column(key, rank=9) for key in ("skips_explained", "skips_explained_by")),
    *(Column(key, rank=9) for key in ("tests", "stated", "importer", "file_name", "url", "preserved", "sha256")),
)
IDS = click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=complete("evidence"))
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")

evidence = Noun(
    "evidence",
    help="Artefacts: dated, hashed, tied to controls. A control in place without one is in place by claim only.",
    examples=(
        "grcdesk evidence add rotation.pdf --kind report --as-of 2026-09-30 --control AI-SEC-01",
        "grcdesk evidence list --where is:unplaced",
    ),
)
for command in (import_, importers, report, wanted, suggest, sources, sync, link, open_, sample, verify, erase, gc):
    evidence.add_command(command)


def record(row: EvidenceRow) -> dict[str, Any]:
    """One artefact with the keys of `--json`; never renamed within a major version."""
    return {**output.value(row), "preserved": row.preserved, "dated": row.dated}


@verb(
    "list",
    "grcdesk evidence list",
    "grcdesk evidence list --where 'is:unplaced dated:>2026-09' --sort -dated",
    "grcdesk evidence list --control AI-SEC-01 --json",
    noun=evidence,
)
@click.option("--where", metavar="FILTER", default="", help="Filter text: grcdesk help filters.")
@click.option("--sort", metavar="A,-B", default="", help="Columns to sort by; a dash turns one round.")
@click.option("--control", metavar="ID", default="", shell_complete=complete("control"), help="Only of that control.")
@listing
def list_(*, where: str, sort: str, control: str, form: OutputForm) -> None:
    """List the artefacts, in the order they came."""
    with opened() as desk:
        meant = control_ids(desk, (control,))[0] if control else ""
        found = desk.evidence.list(where, sort=sort, control=meant)
        waiting = desk.sync.waiting() if form.kind == "table" else 0
    rows = [record(row) for row in found]
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row["kind"] = one.kind
    output.records(rows, _COLUMNS, form)
    if form.kind == "table":
        tell.say(count(len(found), "artefact"))
    if waiting:
        tell.say(f"{count(waiting, 'file')} of watched folders waiting: grcdesk evidence sync --status")


@verb("show", "grcdesk evidence show EV-3", "grcdesk evidence show EV-3 --json", noun=evidence)
@click.argument("artefact", metavar="ID", shell_complete=complete("evidence"))
@as_json
def show(*, artefact: str, as_json: bool) -> None:
    """Everything about one artefact: its four dates, where it comes from, what it is tied to, what it lacks."""
    with opened() as desk:
        detail = desk.evidence.show(artefact)
    if as_json:
        fields = output.value(detail)
        del fields["row"]
        output.document({**record(detail.row), **fields})
    else:
        from grcdesk.cli.evidence.text import described  # noqa: PLC0415  textwrap

        output.text(described(detail))


@verb(
    "add",
    "grcdesk evidence add rotation.pdf --kind report --as-of 2026-09-30 --control AI-SEC-01",
    "grcdesk evidence add decisions.jsonl --kind log-export --from 2026-10-01 --to 2026-10-31 --control AI-SEC-03",
    "grcdesk evidence add https://ci.example/run/812 --kind test-record --as-of 2026-11-02 --control AI-PI-02",
    "grcdesk evidence add changes.csv --kind population --from 2026-01-01 --to 2026-12-31 --control AI-PI-01 \\\n"
    "      --source GitHub --query 'is:pr base:main' --pulled-at 2027-01-04T09:30Z --rows 212 \\\n"
    "      --completeness 'count equals the page total'",
    "grcdesk evidence add scans/ q3.pdf --kind report --as-of 2026-09-30",
    noun=evidence,
)
@click.argument("sources", metavar="FILE|DIR|URL...", nargs=-1, required=True)
@click.option(
    "--kind", metavar="WORD", type=TermKind(EvidenceKind), required=True, help="What it is, e.g. report, ticket."
)
@ties
@facts_options
@DRY_RUN
@as_json
def add(
    *,
    sources: tuple[str, ...],
    controls: tuple[str, ...],
    tests: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
    **given: Any,
) -> None:
    """Take files into the vault, or note links, and tie them to controls.

    They need --as-of, or --from and --to. Folders are walked; all are added or none.
    """
    from grcdesk.schemas.evidence.evidence import Artefact  # noqa: PLC0415

    fields = {key: item for key, item in given.items() if item not in (None, "", "none")}
    with opened() as desk:
        done = desk.evidence.add(
            [source if "://" in source else Path(source) for source in sources],
            Artefact(**moments(fields, desk.zone)),
            controls=control_ids(desk, controls),
            tests=tests,
            dry_run=dry_run,
            progress=tell.progress("files") if len(sources) > 1 else None,
        )
    show_outcome(done, as_json=as_json)


@verb(
    "set",
    "grcdesk evidence set EV-3 --completeness 'count tie-out with the billing report' --checked-by 'Omar Haddad'",
    "grcdesk evidence set --where 'source:gateway method:none' --method export --dry-run",
    noun=evidence,
)
@click.argument("ids", metavar="[ID]...", nargs=-1, shell_complete=complete("evidence"))
@click.option("--where", metavar="FILTER", default="", help="Also every artefact this filter finds.")
@click.option("--kind", metavar="WORD", type=TermKind(EvidenceKind), help="What it is.")
@click.option("--skips-explained", metavar="TEXT", help="Why the rows that were left out matter to nobody.")
@facts_options
@DRY_RUN
@as_json
def set_(*, ids: tuple[str, ...], where: str, dry_run: bool, as_json: bool, **given: Any) -> None:
    """Correct what is said of artefacts: one change, one undo. Their bytes never change; none or '' clears."""
    from grcdesk.schemas.evidence.evidence import EvidenceChange  # noqa: PLC0415

    fields: dict[str, Any] = {key: item for key, item in given.items() if item is not None and item is not False}
    for key in ("as_of", "period_from", "period_to", "performed_on", "valid_until", "method", "row_count"):
        if fields.get(key) in ("", "none"):
            fields[key] = None
    if "slot" in fields:
        fields["for_slot"] = fields.pop("slot")
    with opened() as desk:
        change = EvidenceChange(**moments(fields, desk.zone))
        done = desk.evidence.set(meant(desk, ids, where), change, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


def meant(desk: Desk, ids: tuple[str, ...], where: str) -> list[str]:
    """The artefacts named and those the filter finds, each once."""
    if not ids and not where:
        raise BadInput("which artefacts?", hint="name ids, or choose with --where")
    if not where:
        return list(ids)
    found = desk.evidence.keys(where)
    if not found:
        raise NotFound(f"no artefact matches {where!r}", hint="grcdesk evidence list --where shows what a filter finds")
    tell.say(f"{count(len(found), 'artefact')} found by {where!r}")
    return list(dict.fromkeys((*ids, *found)))


@verb(
    "place",
    "grcdesk evidence place EV-7 EV-8 --control AI-CONF-01",
    "grcdesk evidence place EV-7 --suggested --dry-run",
    noun=evidence,
)
@IDS
@ties
@click.option("--suggested", is_flag=True, help="Where each is suggested first: grcdesk evidence suggest.")
@DRY_RUN
@as_json
def place(
    *,
    ids: tuple[str, ...],
    controls: tuple[str, ...],
    tests: tuple[str, ...],
    suggested: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Tie artefacts that wait to the controls they stand behind."""
    with opened() as desk:
        meant = control_ids(desk, controls)
        done = desk.evidence.place(ids, controls=meant, tests=tests, suggested=suggested, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb("unlink", "grcdesk evidence unlink EV-7 --control AI-SEC-03", noun=evidence)
@IDS
@ties
@DRY_RUN
@as_json
def unlink(
    *, ids: tuple[str, ...], controls: tuple[str, ...], tests: tuple[str, ...], dry_run: bool, as_json: bool
) -> None:
    """Untie artefacts from controls and their tests, or from single tests. The artefacts stay."""
    with opened() as desk:
        done = desk.evidence.unlink(ids, controls=control_ids(desk, controls), tests=tests, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb("supersede", "grcdesk evidence supersede EV-3 --by EV-9", noun=evidence)
@click.argument("artefact", metavar="ID", shell_complete=complete("evidence"))
@click.option("--by", metavar="ID", required=True, shell_complete=complete("evidence"), help="The newer artefact.")
@as_json
def supersede(*, artefact: str, by: str, as_json: bool) -> None:
    """Note that a newer artefact stands in the place of an older one, which still shows the days it shows."""
    with opened() as desk:
        done = desk.evidence.supersede(artefact, by)
    show_outcome(done, as_json=as_json)


@verb("reject", "grcdesk evidence reject EV-3 --reason 'Screenshot without a date'", noun=evidence)
@IDS
@click.option("--reason", metavar="TEXT", required=True, help="Why it shows nothing.")
@DRY_RUN
@as_json
def reject(*, ids: tuple[str, ...], reason: str, dry_run: bool, as_json: bool) -> None:
    """Mark artefacts as not usable: one change, one undo. They are kept, and support nothing."""
    with opened() as desk:
        done = desk.evidence.reject(ids, reason=reason, dry_run=dry_run)
    show_outcome(done, as_json=as_json)
