"""`grcdesk soa`: list, show, set; drafting, approval and versions stand in `approval.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import NOTHING, DayKind, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, opened
from grcdesk.errors import BadInput
from grcdesk.terms.soa import Implementation, InclusionReason, SoaFramework
from grcdesk.wording import count, word

if TYPE_CHECKING:
    from grcdesk.schemas.soa.soa import SoaPage, SoaRow

_COLUMNS = (
    Column("item", rank=0),
    Column("title", rank=0, elastic=22),
    Column("theme", rank=6, elastic=12),
    Column("reasons", rank=1, elastic=14),
    Column("implemented", rank=0),
    Column("support", rank=2),
    Column("how", rank=3, elastic=20),
    Column("owner", rank=4, elastic=11),
    Column("evidence", rank=7, elastic=12),
    Column("lacks", rank=1, elastic=24),
    *(Column(key, rank=9) for key in ("applicable", "added", "suggested", "drafted", "implemented_on", "measures")),
    *(Column(key, rank=9) for key in ("exclusion", "risks", "note")),
)

soa = Noun(
    "soa",
    help="Statement of Applicability: which controls are necessary, why, and whether they are implemented.",
    examples=(
        "grcdesk soa draft",
        "grcdesk soa set --where 'theme:people' --reason risk_treatment",
        "grcdesk soa approve --by 'Dana Reyes'",
    ),
)


def of_framework(function: Callable[..., None]) -> Callable[..., None]:
    """--framework for a command."""
    return click.option(
        "--framework",
        metavar="NAME",
        type=TermKind(SoaFramework),
        help="iso27001 or iso42001; default: that of the engagement, else iso27001.",
    )(function)


def record(row: SoaRow) -> dict[str, Any]:
    """One row with the keys of `--json`; never renamed within a major version."""
    return {
        "item": row.item,
        "title": row.title,
        "theme": row.theme,
        "added": row.added,
        "applicable": row.applicable,
        "reasons": list(row.reasons),
        "suggested": list(row.suggested),
        "implemented": row.implemented,
        "implemented_on": row.implemented_on,
        "drafted": row.drafted,
        "support": row.support,
        "support_why": list(row.support_why),
        "how": [control.id for control in row.how if control.implements],
        "controls": output.value(row.how),
        "measures": row.measures,
        "owner": row.owner,
        "evidence": list(row.evidence),
        "exclusion": row.exclusion,
        "risks": list(row.risks),
        "note": row.note,
        "lacks": list(row.lacks),
        "version": row.version,
    }


def for_people(row: SoaRow) -> dict[str, Any]:
    """The same for a table: what is only suggested or drafted says so."""
    found = record(row)
    if not row.applicable:
        return {**found, "implemented": "left out", "reasons": [], "support": ""}
    if row.suggested:
        found["reasons"] = [f"suggested: {', '.join(word(one) for one in row.suggested)}"]
    else:
        found["reasons"] = [", ".join(word(one) for one in row.reasons)]
    drafted = " (drafted)" if row.drafted else ""
    found["implemented"] = f"{word(row.implemented)}{drafted}" if row.implemented else "not said"
    found["support"] = word(row.support) if row.support else ""
    found["lacks"] = "; ".join(row.lacks)
    return found


@verb(
    "list",
    "grcdesk soa list",
    "grcdesk soa list --where 'is:lacking theme:organizational'",
    "grcdesk soa list --framework iso42001 --json",
    "grcdesk soa list --version V1 --csv",
    noun=soa,
)
@click.option("--where", metavar="FILTER", default="", help="Filter text: grcdesk help soa names the fields.")
@click.option("--sort", metavar="A,-B", default="", help="Columns to sort by; a dash turns one round.")
@of_framework
@click.option("--version", metavar="V1", default="", help="The rows as they were approved; default: as they stand.")
@listing
def list_(*, where: str, sort: str, framework: SoaFramework | None, version: str, form: OutputForm) -> None:
    """List the rows: of the Annex in its order, then the controls that were added."""
    with opened() as desk:
        rows = desk.soa.list(where, sort=sort, framework=framework, version=version)
        page = desk.soa.page(framework, version=version) if form.kind == "table" else None
    made = [record(row) if form.json else for_people(row) for row in rows]
    left_out = output.records(made, _COLUMNS, form)
    if page is not None:
        more = f"; {count(left_out, 'column')} left out, --columns chooses" if left_out else ""
        tell.say(f"{count(len(rows), 'row')} of {word(page.framework)}; {_readiness(page)}{more}")


def _readiness(page: SoaPage) -> str:
    version = page.version
    if page.frozen and version is not None:
        return f"as approved by {version.approved_by} on {version.approved_on}"
    lacking = f"not to be approved yet: {count(len(page.lacks), 'thing')} lacking" if page.lacks else "complete"
    if version is None:
        return f"{lacking}; no version approved"
    return f"{lacking}; {count(version.changes, 'difference')} from {version.id} of {version.approved_on}"


@verb(
    "show",
    "grcdesk soa show A.5.15",
    "grcdesk soa show",
    "grcdesk soa show --version V1 --json",
    noun=soa,
)
@click.argument("item", metavar="[ITEM]", required=False, shell_complete=complete("soa-item"))
@of_framework
@click.option("--version", metavar="V1", default="", help="As it was approved; default: as it stands.")
@as_json
def show(*, item: str | None, framework: SoaFramework | None, version: str, as_json: bool) -> None:
    """One row; without an item the whole statement: counts, what lacks, and what differs from the approved version."""
    with opened() as desk:
        row = desk.soa.show(item, framework=framework, version=version) if item else None
        page = None if item else desk.soa.page(framework, version=version)
    from grcdesk.cli.soa import text  # noqa: PLC0415  textwrap

    if row is not None:
        output.document(record(row)) if as_json else output.text(text.row(row))
    elif page is not None and as_json:
        rows = [record(one) for one in page.rows]
        output.document({**output.value(page), "rows": rows})
    elif page is not None:
        output.text(text.page(page))


@verb(
    "set",
    "grcdesk soa set A.5.1 A.5.2 --reason risk_treatment --reason contract --owner 'Dana Reyes'",
    "grcdesk soa set A.5.1 --implemented yes --date 2026-02-01 --measures 'Policy set POL-01 to POL-12'",
    "grcdesk soa set A.7.4 --exclude 'No premises of our own'",
    "grcdesk soa set --where 'theme:people reason:none' --reason risk_treatment --dry-run",
    noun=soa,
)
@click.argument("items", metavar="[ITEM]...", nargs=-1, shell_complete=complete("soa-item"))
@click.option("--where", metavar="FILTER", default="", help="Also every row this filter finds.")
@click.option(
    "--reason",
    "reasons",
    metavar="WORD",
    multiple=True,
    type=TermKind(InclusionReason, clearable=True),
    help=f"Why it is necessary: {', '.join(InclusionReason)}; may be repeated.",
)
@click.option("--exclude", "exclusion", metavar="REASON", help="Leave it out, for that reason.")
@click.option("--include", "applicable", is_flag=True, default=None, help="Take it in again.")
@click.option(
    "--implemented", metavar="WORD", type=TermKind(Implementation, clearable=True), help="yes, partly, no; none clears."
)
@click.option(
    "--date",
    "implemented_on",
    metavar="DATE",
    type=DayKind(clearable=True),
    help="Since when; of partly and no, by when it is planned.",
)
@click.option("--measures", metavar="TEXT", help="What implements it beside our controls: a policy, a service.")
@click.option("--owner", metavar="NAME", help="The person who answers for it.")
@click.option("--risk", "risks", metavar="ID", multiple=True, help="A risk it treats: RA-1, or one of your register.")
@click.option("--note", metavar="TEXT", help="Anything else the reader should know.")
@of_framework
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def set_(
    *,
    items: tuple[str, ...],
    where: str,
    framework: SoaFramework | None,
    dry_run: bool,
    as_json: bool,
    **given: Any,
) -> None:
    """Say something of one or several rows: one change, one undo."""
    if not items and not where:
        raise BadInput("which rows?", hint="name them, or choose with --where")
    with opened() as desk:
        found = [row.item for row in desk.soa.list(where, framework=framework)] if where else []
        done = desk.soa.set([*items, *found], _change(given), framework=framework, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


def _change(given: dict[str, Any]) -> Any:
    """`none` clears; what was not given is left alone."""
    from grcdesk.schemas.soa.soa import SoaChange  # noqa: PLC0415

    said = {name: value for name, value in given.items() if value not in (None, ())}
    for name in said.keys() & {"reasons", "risks"}:
        said[name] = tuple(one for one in said[name] if one not in NOTHING)
    for name in said.keys() & {"implemented", "implemented_on"}:
        said[name] = None if said[name] in NOTHING else said[name]
    for name in said.keys() & {"measures", "owner", "note"}:
        said[name] = "" if said[name] in NOTHING else said[name]
    return SoaChange(**said)
