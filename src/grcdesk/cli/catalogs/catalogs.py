"""`grcdesk catalogs`: list, show, lint, add, update, diff."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.catalogs.differences import CHANGES, rows
from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, current, opened
from grcdesk.errors import Refused
from grcdesk.terms import CatalogKind
from grcdesk.wording import count, measured

if TYPE_CHECKING:
    from grcdesk.schemas.catalogs.catalogs import CatalogChange, LintNote
    from grcdesk.services.desk.desk import Desk

_LIST = (
    Column("id", rank=0),
    Column("kind", rank=3),
    Column("title", rank=2, elastic=26),
    Column("version", rank=1),
    Column("items", rank=4),
    Column("source", rank=5),
    Column("in_desk", "in the desk", rank=0),
    Column("update", rank=1),
    Column("short", rank=6),
    Column("sha256", rank=9),
)
_ITEMS = (
    Column("id", rank=0),
    Column("label", rank=0, elastic=26),
    Column("group", rank=3, elastic=11),
    Column("category", rank=2),
    Column("controls", rank=1, elastic=11),
    Column("framework", rank=9),
)
_LINT = (
    Column("file", rank=0),
    Column("line", rank=0),
    Column("rule", rank=0),
    Column("where", rank=0),
    Column("message", rank=0),
    Column("cure", rank=0),
)
_MAKERS = (
    Column("reads", rank=0),
    Column("id", rank=0),
    Column("maker", rank=0),
    Column("what", rank=1, elastic=26),
    Column("origin", rank=1),
    Column("seen", rank=2),
    Column("source", rank=3, elastic=20),
)
catalogs = Noun(
    "catalogs",
    help="Frameworks, controls and the mappings between them, as versioned files.",
    examples=("grcdesk catalogs list", "grcdesk catalogs lint"),
)


@verb("list", "grcdesk catalogs list", "grcdesk catalogs list --json", noun=catalogs)
@listing
def list_(*, form: OutputForm) -> None:
    """The catalogs in the desk, and the shipped ones that can be added."""
    with opened() as desk:
        found = desk.catalogs.list()
    output.records(output.value(found), _LIST, form)


@verb("show", "grcdesk catalogs show soc2-tsc-2017", "grcdesk catalogs show ai-soc2 --json", noun=catalogs)
@click.argument("catalog", metavar="ID", shell_complete=complete("catalog"))
@listing
def show(*, catalog: str, form: OutputForm) -> None:
    """The items of one catalog. With --json: one object with it, its parameters and items."""
    with opened() as desk:
        row, items = desk.catalogs.show(catalog)
        parameters = desk.catalogs.parameters(catalog)
    if form.json:
        output.document({**output.value(row), "parameters": output.value(parameters), "items": items})
        return
    output.records(output.value(items), _ITEMS, form)
    if form.kind == "table":
        tell.say(f"{row.title}, version {row.version}: {count(len(items), 'record')}")
        for one in parameters:
            tell.say(f"{one.name}: {measured(one.default, one.unit, one.meaning)}")


@verb("lint", "grcdesk catalogs lint", "grcdesk catalogs lint my-controls.yaml", noun=catalogs)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path, dir_okay=False))
@listing
@click.pass_context
def lint(context: click.Context, *, files: tuple[Path, ...], form: OutputForm) -> None:
    """What an auditor would stumble over in catalogs: vague words, cut-off sentences, gaps in mappings. Exit 1: found.

    What is only named for a look may be right as it is and does not count.
    Without FILE: every shipped catalog and those of the desk. Needs no desk.
    """
    from grcdesk.paths import locate_desk  # noqa: PLC0415  --help does not need it
    from grcdesk.services.catalogs.linting import lint_files  # noqa: PLC0415

    notes = lint_files(locate_desk(current().desk), files)
    if form.kind == "table" and not form.columns:
        output.text("".join(f"{_place(n)}: {n.message} [{n.rule}] {n.cure}".rstrip() + "\n" for n in notes))
        tell.say(_found(notes))
    else:
        output.records(output.value(notes), _LINT, form)
    if any(not note.look for note in notes):
        context.exit(1)


@verb(
    "new",
    "grcdesk catalogs new house-rules",
    "grcdesk catalogs new house-rules --as controls --as mappings --framework soc2-tsc-2017",
    "grcdesk catalogs new customer-annex --as framework -o annex.yaml",
    noun=catalogs,
)
@click.argument("name", metavar="NAME")
@click.option(
    "--as", "kinds", metavar="WORD", type=TermKind(CatalogKind), multiple=True, help="framework, controls, mappings."
)
@click.option("--framework", metavar="ID", default="", help="To which shipped framework its controls are mapped.")
@click.option("-o", "--output", "to", metavar="PATH", type=click.Path(path_type=Path), help="The file, or the folder.")
@click.option("--force", is_flag=True, help="Write over what is there.")
def new(*, name: str, kinds: tuple[CatalogKind, ...], framework: str, to: Path | None, force: bool) -> None:
    """Write a catalog of your own to begin with: every key explained, a mark wherever something is to be filled in.

    A framework, controls and the mappings between them, each a file. Lint names the marks that still stand. Needs no
    desk.
    """
    from grcdesk.services.catalogs.skeletons import write_skeleton  # noqa: PLC0415

    made = write_skeleton(name, kinds, framework=framework, to=to, force=force)
    for one in made:
        output.text(f"{one}\n")
    tell.say(f"fill them in, then: grcdesk catalogs lint {' '.join(map(str, made))}")


@verb("makers", "grcdesk catalogs makers", "grcdesk catalogs makers --json", noun=catalogs)
@listing
def makers(*, form: OutputForm) -> None:
    """The makers whose exports are known: shipped, and those of the desk. Needs no desk."""
    from grcdesk.paths import locate_desk  # noqa: PLC0415  --help does not need it
    from grcdesk.services.catalogs.makers import known_makers  # noqa: PLC0415

    output.records(output.value(known_makers(locate_desk(current().desk))), _MAKERS, form)


def _place(note: LintNote) -> str:
    """Where it stands; a catalog read from another format has no lines of its own."""
    place = f"{note.file}:{note.line}" if note.line else note.file
    return f"{place}: {note.where}" if note.where else place


def _found(notes: Sequence[LintNote]) -> str:
    read = sum(note.rule == "translated" for note in notes)
    looks = sum(note.look for note in notes) - read
    wrong = len(notes) - looks - read
    parts = [count(wrong, "note")] if wrong else []
    parts += [f"{count(looks, 'control')} to look at"] if looks else []
    parts += [f"{count(read, 'remark')} on how the file was read"] if read else []
    return " and ".join(parts) or "nothing found"


@verb(
    "add",
    "grcdesk catalogs add ai-ext",
    "grcdesk catalogs add my-controls.yaml",
    "grcdesk catalogs add customer-annex.xlsx --column id=Clause --column label=Topic --short annex --dry-run",
    "grcdesk catalogs add library.yaml --yes",
    "grcdesk catalogs add mapping.oscal.json --controls ai-soc2 --framework soc2-tsc-2017",
    noun=catalogs,
)
@click.argument("source", metavar="ID|FILE")
@click.option("--as", "kind", metavar="WORD", type=TermKind(CatalogKind), help="framework (usual) or controls.")
@click.option("--column", "columns", metavar="OURS=THEIRS", multiple=True, help="Which column a field stands in.")
@click.option("--map", metavar="FILE", default="", help="A column map, `columns:` and `words:`; grcdesk help import.")
@click.option("--word", "words", metavar="FIELD:THEIRS=OURS", multiple=True, help="What a word of the file means.")
@click.option("--fill", metavar="FIELD=VALUE", multiple=True, help="A field of all controls that the file leaves out.")
@click.option("--catalog", metavar="ID", default="", help="The id it goes by here.")
@click.option("--title", metavar="TEXT", default="", help="What it is called here.")
@click.option("--short", metavar="WORD", default="", help="Of a framework: its word in filters and columns.")
@click.option("--sheet", metavar="NAME", default="", help="Of a workbook: which sheet.")
@click.option("--controls", metavar="ID", default="", help="Of mappings in OSCAL: the controls they are from.")
@click.option("--framework", metavar="ID", default="", help="The framework they lead to.")
@click.option("--partly", is_flag=True, help="Take the rows that can be taken, though others cannot.")
@click.option("--dry-run", is_flag=True, help="Show what it would bring; change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask, though something of the desk changes.")
@as_json
def add(*, source: str, dry_run: bool, yes: bool, as_json: bool, **given: Any) -> None:
    """Add a shipped catalog (with its mappings), your own file, or a list, a library or OSCAL of another tool.

    Lists are CSV, XLSX or JSON, libraries the YAML of CISO Assistant, OSCAL the format of NIST. What is added is kept
    in the desk as a file of its own; the same again changes nothing, a newer one is shown first.
    """
    from grcdesk.cli.catalogs.taking import agreed, plan_of  # noqa: PLC0415  lists of others alone

    plan = plan_of(given)
    with opened() as desk:
        consent = agreed(desk, source, plan, dry_run=dry_run, yes=yes, as_json=as_json)
        done = desk.catalogs.add(source, plan, agreed=consent, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb("diff", "grcdesk catalogs diff ai-soc2", noun=catalogs)
@click.argument("catalog", metavar="ID", shell_complete=complete("catalog"))
@listing
def diff(*, catalog: str, form: OutputForm) -> None:
    """What an update of one catalog would change."""
    with opened() as desk:
        found = desk.catalogs.diff(catalog)
    if form.json:
        output.document(found)
        return
    output.records(rows(found), CHANGES, form)
    if form.kind == "table":
        tell.say(count(len(found), "difference") if found else f"{catalog} is current")


@verb("update", "grcdesk catalogs update --dry-run", "grcdesk catalogs update ai-soc2 --yes", noun=catalogs)
@click.argument("catalog", metavar="[ID]", default="", shell_complete=complete("catalog"))
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Show the difference; change nothing.")
@as_json
def update(*, catalog: str, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Show the difference, then bring one catalog (or all) up to date. Statuses, owners and notes stay."""
    with opened() as desk:
        changes = _pending(desk, catalog)
        if changes and not as_json:
            output.records(rows(changes), CHANGES, OutputForm())
        if changes and not dry_run and not yes and not tell.confirm(f"Apply {count(len(changes), 'difference')}?"):
            raise Refused("nothing was updated", hint="--yes applies the differences")
        done = desk.catalogs.update(catalog, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


def _pending(desk: Desk, catalog: str) -> list[CatalogChange]:
    """The differences of that catalog, or of all that have an update."""
    wanted = [catalog] if catalog else [row.id for row in desk.catalogs.list() if row.in_desk and row.update]
    return [change for name in wanted for change in desk.catalogs.diff(name)]
