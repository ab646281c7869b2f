"""`grcdesk controls`: list, show, set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import NOTHING, DayKind, Number, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, control_ids, opened
from grcdesk.cli.registers.imports import FILE, bring, import_options
from grcdesk.errors import BadInput, NotFound
from grcdesk.terms import Anchor, Design, Frequency, Implemented, Status
from grcdesk.terms.bounds import MOST_GRACE
from grcdesk.terms.interchange import DeskRegister
from grcdesk.wording import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grcdesk.schemas.catalogs.frameworks import Framework
    from grcdesk.schemas.controls.controls import ControlRow
    from grcdesk.services.desk.desk import Desk

_HEAD = (Column("id", rank=0), Column("title", "control", rank=1, elastic=26))
_RANKS = (4, 6, 9)
"""Which columns of frameworks are shown; those of further ones are as that of the second."""
_REST = (
    Column("scope", rank=5),
    Column("status", rank=0),
    Column("design", rank=9),
    Column("implemented", rank=9),
    Column("supported", rank=9),
    Column("support", rank=2),
    *(Column(name, rank=9) for name in ("have", "need")),
    Column("owner", rank=2, elastic=11),
    Column("owner_role", rank=9),
    Column("due", rank=2),
    Column("frequency", rank=9),
    Column("evidence", "ev", rank=3),
    Column("open_actions", "actions", rank=5),
    Column("tailored", rank=9),
)

_CLEARED = frozenset({"due", "design", "implemented", "effective_from", "retired_on", "anchor", "grace_days"})
"""Fields that `none` takes away."""

controls = Noun(
    "controls",
    help="The controls of the desk and where each of them stands.",
    examples=("grcdesk controls list --where 'status:missing -owner:any'", "grcdesk controls show AI-SEC-01"),
)


def record(row: ControlRow) -> dict[str, Any]:
    """One control with the keys of `--json`; never renamed within a major version."""
    return {
        "id": row.id,
        "title": row.title,
        **{one.framework.json_name: one.items for one in row.maps},
        "scope": row.scope,
        "status": row.status,
        "design": row.design,
        "implemented": row.implemented,
        "supported": row.supported,
        "support": row.support,
        "have": row.have,
        "need": row.need,
        "owner": row.owner,
        "owner_role": row.owner_role,
        "due": row.due,
        "frequency": row.frequency,
        "evidence": row.evidence,
        "open_actions": row.open_actions,
        "tailored": row.tailored,
    }


def _columns(frameworks: Sequence[Framework]) -> tuple[Column, ...]:
    """The columns of the list: one for each framework in the desk."""
    ranks = (*_RANKS, *(_RANKS[1] for _ in frameworks))
    own = (Column(one.json_name, rank=rank, elastic=11) for one, rank in zip(frameworks, ranks, strict=False))
    return (*_HEAD, *own, *_REST)


@verb(
    "list",
    "grcdesk controls list",
    "grcdesk controls list --where 'status:missing,partial tsc:CC6 due:<30d' --sort due,-status",
    "grcdesk controls list --columns id,owner,due --csv",
    noun=controls,
)
@click.option(
    "--where", metavar="FILTER", default="", help="Filter text, as in the terminal app: grcdesk help filters."
)
@click.option("--sort", metavar="A,-B", default="", help="Columns to sort by; a dash turns one round.")
@listing
def list_(*, where: str, sort: str, form: OutputForm) -> None:
    """List the controls, as a table, JSON, CSV or plain lines."""
    with opened() as desk:
        rows = desk.controls.list(where, sort=sort)
        columns = _columns(desk.controls.frameworks())
    told = [record(row) for row in rows]
    if form.kind == "table":
        for one, row in zip(told, rows, strict=True):
            one["title"] += " (tailored)" if row.tailored else ""
    left_out = output.records(told, columns, form)
    if form.kind == "table":
        more = f"; {count(left_out, 'column')} left out, --columns chooses" if left_out else ""
        tell.say(count(len(rows), "control") + more)


@verb("show", "grcdesk controls show AI-SEC-01", "grcdesk controls show sec-01 --json", noun=controls)
@click.argument("control", metavar="ID", shell_complete=complete("control"))
@as_json
def show(*, control: str, as_json: bool) -> None:
    """Everything about one control: statement, status, mappings, evidence, tests, actions, risks, findings."""
    with opened() as desk:
        (name,) = control_ids(desk, (control,))
        detail = desk.controls.show(name)
        findings = [row for row in desk.findings.list() if row.control == name]
    if as_json:
        fields = output.value(detail)
        del fields["row"]
        output.document(
            {
                **record(detail.row),
                "type": detail.row.type,
                "nature": detail.row.nature,
                **fields,
                "findings": output.value(findings),
            }
        )
    else:
        from grcdesk.cli.controls.text import described  # noqa: PLC0415  textwrap

        output.text(described(detail, findings))


@verb(
    "set",
    "grcdesk controls set AI-SEC-01 --status in-place --design adequate --implemented yes",
    "grcdesk controls set AI-PI-01 AI-PI-02 --status partial --gap 'Two changes went around review' --due 2026-12-15",
    "grcdesk controls set AI-PRIV-01 --status n.a. --reason 'No personal data' --approver 'M. Roy'",
    "grcdesk controls set --where 'status:missing owner:none' --owner 'Dana Reyes' --dry-run",
    noun=controls,
)
@click.argument("ids", metavar="[ID]...", nargs=-1, shell_complete=complete("control"))
@click.option("--where", metavar="FILTER", default="", help="Also every control this filter finds.")
@click.option(
    "--status", type=TermKind(Status), metavar="STATUS", help="in_place, partial, missing, n.a., not_assessed."
)
@click.option("--gap", metavar="TEXT", help="What is lacking.")
@click.option("--reason", metavar="TEXT", help="Why it does not apply.")
@click.option("--approver", metavar="NAME", help="Who approved that it does not apply.")
@click.option("--owner", metavar="NAME", help="The person who answers for it; '' clears.")
@click.option("--role", metavar="ROLE", help="The owner's role.")
@click.option("--due", metavar="DATE", type=DayKind(clearable=True), help="When it must be mended; none clears.")
@click.option("--design", metavar="WORD", type=TermKind(Design, clearable=True), help="adequate, inadequate or none.")
@click.option("--implemented", metavar="WORD", type=TermKind(Implemented, clearable=True), help="yes, no or none.")
@click.option("--note", metavar="TEXT", help="A working note.")
@click.option("--systems", metavar="TEXT", help="Where the control runs.")
@click.option("--effective-from", metavar="DATE", type=DayKind(clearable=True), help="Since when it runs; none clears.")
@click.option("--retired-on", metavar="DATE", type=DayKind(clearable=True), help="The last day it ran; none clears.")
@click.option(
    "--anchor",
    metavar="WORD",
    type=TermKind(Anchor, clearable=True),
    help="calendar, rolling, or none: as in the catalog.",
)
@click.option(
    "--grace",
    "grace_days",
    metavar="DAYS",
    type=Number(clearable=True, high=MOST_GRACE),
    help="Days a run may be late, or a gap may last; none: as in the catalog.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def set_(*, ids: tuple[str, ...], where: str, dry_run: bool, as_json: bool, **given: Any) -> None:
    """Set fields on one or many controls: one change, one undo."""
    from grcdesk.schemas.controls.controls import ControlChange  # noqa: PLC0415

    fields: dict[str, Any] = {
        key: None if item in NOTHING and key in _CLEARED else item for key, item in given.items() if item is not None
    }
    if not fields:
        raise BadInput("nothing to set", hint="give --status, --owner, --due or another field")
    with opened() as desk:
        done = desk.controls.set(_meant(desk, ids, where), ControlChange(**fields), dry_run=dry_run)
    if as_json:
        output.document(done)
    else:
        tell.outcome(done)


@verb(
    "tailor",
    "grcdesk controls tailor AI-SEC-01 --frequency quarterly --reason 'Two keys in all, both in the vault'",
    "grcdesk controls tailor AI-SEC-01 --owner-role 'Platform lead' --reason 'We have no security officer'",
    "grcdesk controls tailor AI-SEC-01 --statement none --reason 'As shipped again'",
    "grcdesk controls tailor AI-SEC-01 --reset",
    noun=controls,
)
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=complete("control"))
@click.option("--frequency", metavar="WORD", type=TermKind(Frequency, clearable=True), help="How often it runs here.")
@click.option("--frequency-note", metavar="TEXT", help="More on that; needed for `event`: at which, listed where.")
@click.option("--statement", metavar="TEXT", help="What is done here.")
@click.option("--owner-role", metavar="ROLE", help="Whose work it is here.")
@click.option("--reason", metavar="TEXT", default="", help="Why it is otherwise here than in its catalog.")
@click.option("--reset", is_flag=True, help="All of it as its catalog has it.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def tailor(*, ids: tuple[str, ...], reason: str, reset: bool, dry_run: bool, as_json: bool, **given: Any) -> None:
    """Have controls of a catalog otherwise here, with a reason; `none` and --reset go back. Updates leave it so."""
    from grcdesk.schemas.controls.controls import TailoringChange  # noqa: PLC0415

    fields: dict[str, Any] = {
        key: None if str(item).casefold() in NOTHING else item for key, item in given.items() if item is not None
    }
    if reset and fields:
        raise BadInput("--reset goes back in all of it", hint="leave it out, or leave the other fields out")
    with opened() as desk:
        meant = control_ids(desk, ids)
        if reset:
            done = desk.tailoring.reset(meant, reason=reason, dry_run=dry_run)
        else:
            done = desk.tailoring.set(meant, TailoringChange(**fields), reason=reason, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "import",
    "grcdesk controls import controls.xlsx --dry-run",
    "grcdesk controls import theirs.csv --column id=Ref --word 'status:Largely done=partial' --yes",
    noun=controls,
)
@FILE
@import_options
def import_(*, file: Path, said: dict[str, Any]) -> None:
    """Take a register of controls back, or set what another list says of them: one change, one undo."""
    bring(DeskRegister.CONTROLS, file, said)


def _meant(desk: Desk, ids: tuple[str, ...], where: str) -> list[str]:
    """The controls named and those the filter finds, each once."""
    if not ids and not where:
        raise BadInput("which controls?", hint="name ids, or choose with --where")
    meant = control_ids(desk, ids) if ids else []
    if where:
        found = desk.controls.keys(where)
        if not found:
            raise NotFound(
                f"no control matches {where!r}", hint="grcdesk controls list --where shows what a filter finds"
            )
        tell.say(f"{count(len(found), 'control')} found by {where!r}")
        meant += [key for key in found if key not in meant]
    return meant
