"""`grcdesk export`: files for auditors."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from grcdesk.cli.exports.documents import add_to
from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import file_to_stdout, refuse_both, show_file, show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, opened, unlogged
from grcdesk.errors import BadInput
from grcdesk.terms.documents import Paper
from grcdesk.terms.interchange import DeskRegister, OscalModel

_HANDOVERS = (
    Column("firm", rank=0, elastic=20),
    Column("on", rank=0),
    Column("as_of", "as of", rank=2),
    Column("position", rank=1),
    Column("file", rank=1, elastic=20),
    Column("sha256", rank=3),
    Column("by", rank=2),
    Column("entry", rank=9),
)

export = Noun(
    "export",
    help="Files for auditors. The same data and the same date give the same bytes.",
    examples=("grcdesk export matrix -o matrix.xlsx --as-of 2026-11-21",),
)


@verb(
    "matrix",
    "grcdesk export matrix",
    "grcdesk export matrix -o matrix.xlsx --as-of 2026-11-21 --force",
    "grcdesk export matrix -o - > matrix.xlsx",
    "grcdesk export matrix --handover 'Audit Firm LLP'",
    "grcdesk export matrix --final --handover 'Audit Firm LLP'",
    "grcdesk export matrix --paper a4",
    noun=export,
)
@click.option(
    "-o", "--output", "file", metavar="FILE", help="Where to; - is stdout. Default: the desk's exports folder."
)
@click.option(
    "--as-of",
    metavar="DATE",
    type=DAY,
    help="The day dates are judged on; default: today. For the records of then: grcdesk --at.",
)
@click.option("--force", is_flag=True, help="Replace an existing file.")
@unlogged
@click.option("--handover", metavar="FIRM", default="", help="Record to whom it is handed; changes count from there.")
@click.option("--final", is_flag=True, help="Call it final: refused while anything stands against that.")
@click.option(
    "--paper", type=click.Choice([str(one) for one in Paper]), help="What it is laid out for; default: the setting."
)
@as_json
def matrix(
    *,
    file: str | None,
    as_of: date | None,
    force: bool,
    handover: str,
    final: bool,
    paper: str | None,
    as_json: bool,
) -> None:
    """Write the control matrix: an Excel workbook with coverage, mapping, gaps, tests and change log.

    The change log inside lists what changed since the last hand-over to a firm by name. A draft is written whatever
    stands in it, with what is to be mended; handed over or called final it must be free of placeholders and of names
    of other firms.
    """
    refuse_both(file, as_json=as_json)
    if file == "-" and handover:
        raise BadInput("a hand-over is recorded with its file", hint="write it with -o FILE")
    with opened() as desk:
        if file == "-":
            output.raw(desk.exports.matrix_bytes(as_of or desk.today(), final=final, paper=paper or ""))
            return
        done = desk.exports.matrix(
            Path(file) if file else None,
            as_of=as_of,
            force=force,
            handover=handover,
            final=final,
            paper=paper or "",
            progress=tell.progress("written"),
        )
    show_file(done, as_json=as_json)


@verb("release-name", "grcdesk export release-name 'Gray Building Ltd' --reason 'Our landlord'", noun=export)
@click.argument("name", metavar="NAME")
@click.option("--reason", metavar="TEXT", required=True, help="Why it belongs into texts of this desk.")
@as_json
def release_name(*, name: str, reason: str, as_json: bool) -> None:
    """Let the name of a firm stand in texts that are handed over; `remembered forget 'names in texts'` takes it back.

    Known without that are the organisation, its vendors and their subprocessors, issuers and auditors of papers,
    systems, and the firms of engagements and hand-overs.
    """
    with opened() as desk:
        done = desk.exports.release_name(name, reason=reason)
    show_outcome(done, as_json=as_json)


@verb("handovers", "grcdesk export handovers", "grcdesk export handovers --json", noun=export)
@listing
def handovers(*, form: OutputForm) -> None:
    """List to whom a workbook was handed by name, with the hash of the file and the position of the change log."""
    with opened() as desk:
        found = desk.exports.handovers()
    output.records(output.value(found), _HANDOVERS, form)
    if form.kind == "table" and not found:
        tell.say("no workbook was handed over by name so far: grcdesk export matrix --handover FIRM")


@verb(
    "register",
    "grcdesk export register controls -o controls.xlsx",
    "grcdesk export register vendors --where 'tier:critical,high' -o vendors.csv --force",
    "grcdesk export register subprocessors --vendor 'Example Models' -o subprocessors.xlsx",
    noun=export,
)
@click.argument("register", metavar="REGISTER", type=TermKind(DeskRegister))
@click.option(
    "-o", "--output", "file", metavar="FILE", help=".xlsx or .csv; - is stdout, as CSV. Default: the exports folder."
)
@click.option("--where", metavar="FILTER", default="", help="Of controls and vendors: which.")
@click.option("--vendor", metavar="NAME", default="", shell_complete=complete("vendor"), help="Whose subprocessors.")
@click.option("--raw", is_flag=True, help="CSV without the guard against formulas.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@unlogged
@as_json
def register_(
    *, register: DeskRegister, file: str | None, where: str, vendor: str, raw: bool, force: bool, as_json: bool
) -> None:
    """Write a register to work on: controls, actions, risks, vendors, subprocessors, contacts or features.

    A workbook knows what it was written with, so that its import tells what was changed there from what was changed
    here.
    """
    refuse_both(file, as_json=as_json)
    with opened() as desk:
        if file == "-":
            file_to_stdout(
                lambda path: desk.registers.export(register, path, where=where, vendor=vendor, raw=raw), "register.csv"
            )
            return
        done = desk.registers.export(
            register, Path(file) if file else None, where=where, vendor=vendor, raw=raw, force=force
        )
    show_file(done, as_json=as_json)


@verb("mlbom", "grcdesk export mlbom -o inventory.cdx.json", noun=export)
@click.option(
    "-o", "--output", "file", metavar="FILE", help="Where to; - is stdout. Default: the desk's exports folder."
)
@click.option("--force", is_flag=True, help="Replace an existing file.")
@unlogged
@as_json
def mlbom(*, file: str | None, force: bool, as_json: bool) -> None:
    """Write the AI inventory as a CycloneDX bill of materials: features, models, their cards."""
    refuse_both(file, as_json=as_json)
    with opened() as desk:
        if file == "-":
            file_to_stdout(desk.exports.mlbom, "inventory.cdx.json")
            return
        done = desk.exports.mlbom(Path(file) if file else None, force=force)
    show_file(done, as_json=as_json)


@verb(
    "oscal",
    "grcdesk export oscal catalog -o catalogs.oscal.json",
    "grcdesk export oscal catalog --catalog ai-soc2 -o ai-soc2.oscal.json",
    "grcdesk export oscal mapping -o mappings.oscal.json",
    "grcdesk export oscal components -o components.oscal.json",
    noun=export,
)
@click.argument("model", metavar="catalog|mapping|components", type=click.Choice([str(one) for one in OscalModel]))
@click.option(
    "-o", "--output", "file", metavar="FILE", help="Where to; - is stdout. Default: the desk's exports folder."
)
@click.option("--catalog", metavar="ID", default="", shell_complete=complete("catalog"), help="That one alone.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@unlogged
@as_json
def oscal(*, model: str, file: str | None, catalog: str, force: bool, as_json: bool) -> None:
    """Write the catalogs in force, their mappings, or features and vendors in OSCAL, the NIST format, as JSON."""
    refuse_both(file, as_json=as_json)
    asked = OscalModel(model)
    with opened() as desk:
        if file == "-":
            file_to_stdout(lambda path: desk.exports.oscal(asked, path, catalog=catalog), f"{model}.oscal.json")
            return
        done = desk.exports.oscal(asked, Path(file) if file else None, catalog=catalog, force=force)
    show_file(done, as_json=as_json)


add_to(export)
