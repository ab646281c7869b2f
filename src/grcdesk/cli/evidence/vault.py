"""`grcdesk evidence open|sample|verify|erase|gc`: the files behind the register."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import file_to_stdout, refuse_both, show_file, show_outcome
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import Kind, as_json
from grcdesk.cli.frame.run import complete, opened, unlogged
from grcdesk.errors import BadInput, Damaged, Refused
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.schemas.evidence.vault import VaultFinding, VaultReport

_SLICE = re.compile(r"[0-9]{1,6}")


class Slice(Kind):
    """One of several slices as N/T."""

    name = "slice"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Which, and of how many."""
        del param, ctx
        first, slash, last = str(value).partition("/")
        if not (slash and _SLICE.fullmatch(first) and _SLICE.fullmatch(last) and 1 <= int(first) <= int(last)):
            raise BadInput(f"--slice: {str(value)[:60]!r} is not a slice", hint="write it as 1/4")
        return int(first), int(last)


@verb("open", "grcdesk evidence open EV-3", "grcdesk evidence open EV-3 --rows --to ./handed-out")
@click.argument("artefact", metavar="ID", shell_complete=complete("evidence"))
@click.option("--to", "folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Put it here.")
@click.option("--rows", is_flag=True, help="The rows without text that its importer kept, as JSON Lines.")
@unlogged
@as_json
def open_(*, artefact: str, folder: Path | None, rows: bool, as_json: bool) -> None:
    """Copy the file of an artefact out of the vault, under its own name, and show it where there is a screen.

    With --to it is handed out, and the change log is told.
    """
    if folder is not None and not folder.is_dir():
        raise BadInput(f"{folder} is no folder", hint="make it first")
    with opened() as desk:
        done = desk.vault.open(artefact, folder, rows=rows)
    if as_json:
        output.document(done)
        return
    output.text(str(done.path))
    if folder is None and tell.is_terminal():
        click.launch(str(done.path))


@verb(
    "sample",
    "grcdesk evidence sample EV-7 --rows 25 --seed 'Firm LLP, October'",
    "grcdesk evidence sample EV-7 -o sample.csv",
)
@click.argument("artefact", metavar="ID", shell_complete=complete("evidence"))
@click.option("--rows", metavar="N", type=click.IntRange(1), default=25, show_default=True, help="How many.")
@click.option("--seed", metavar="WORDS", default="", help="Of whoever asks for it; the draw follows from it.")
@click.option("-o", "--output", "file", metavar="FILE", help="CSV or .jsonl; - is stdout. Default: the exports folder.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@unlogged
@as_json
def sample(*, artefact: str, rows: int, seed: str, file: str | None, force: bool, as_json: bool) -> None:
    """Draw rows that an importer kept, for somebody who looks into the source. They hold no text of anybody.

    Each has its line in the source. The same seed draws the same rows; `help import` says how to draw them again.
    """
    refuse_both(file, as_json=as_json)
    with opened() as desk:
        if file == "-":
            name = f"{artefact}-sample.jsonl"
            file_to_stdout(lambda path: desk.vault.sample(artefact, path, rows=rows, seed=seed), name)
            return
        target = Path(file) if file else desk.paths.exports / f"{artefact}-sample.csv"
        done = desk.vault.sample(artefact, target, rows=rows, seed=seed, force=force)
    show_file(done, as_json=as_json)


@verb(
    "verify",
    "grcdesk evidence verify",
    "grcdesk evidence verify --quick",
    "grcdesk evidence verify --slice 2/7 --json",
)
@click.option("--quick", is_flag=True, help="Hash only a sample and what was touched since.")
@click.option("--slice", "part", metavar="N/T", type=Slice(), help="Hash every T-th file only, from the N-th on.")
@as_json
def verify(*, quick: bool, part: tuple[int, int] | None, as_json: bool) -> None:
    """Match the vault and the register both ways, and hash every file. Exit 5 names whatever is broken."""
    from grcdesk.schemas.evidence.vault import Thoroughness  # noqa: PLC0415

    if quick and part:
        raise BadInput("--quick and --slice do not go together", hint="choose one")
    how = Thoroughness(quick, *(part or (1, 1)))
    with opened() as desk:
        report = desk.vault.verify(how, progress=tell.progress("verified"))
    bad = [one for one in report.found if not one.state.harmless]
    if as_json:
        output.document({**output.value(report), "how": str(how), "clean": report.clean})
    if bad:
        raise _damaged(bad, report)
    if not as_json:
        whole = f"the vault is whole: {count(report.hashed, 'file')} of {report.files:,} hashed ({how})"
        for line in (*map(_line, report.found), whole, *_unrecorded(report)):
            tell.say(line)


def _damaged(bad: Sequence[VaultFinding], report: VaultReport) -> Damaged:
    states = Counter(one.state for one in bad)
    return Damaged(
        ", ".join(f"{number} {state.value}" for state, number in states.items()),
        reasons=(*map(_line, bad), *_unrecorded(report)),
        hint="a backup brings files back; grcdesk evidence gc removes what a killed command has left",
    )


def _unrecorded(report: VaultReport) -> tuple[str, ...]:
    """A line when the desk did not take down what was found."""
    return (f"not recorded: {report.unrecorded}",) if report.unrecorded else ()


def _line(one: Any) -> str:
    who = ", ".join(one.evidence)
    controls = f" ({', '.join(one.controls)})" if one.controls else ""
    return f"{one.state.value}: {who or one.where}{controls}: {one.what}"


@verb("erase", "grcdesk evidence erase EV-3 --reason 'It holds names of patients'")
@click.argument("artefact", metavar="ID", shell_complete=complete("evidence"))
@click.option("--reason", metavar="TEXT", required=True, help="Why; stays on record.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json
def erase(*, artefact: str, reason: str, yes: bool, as_json: bool) -> None:
    """Erase the file of an artefact for good, also in the desk's own backups. Its hash stays; it proves nothing."""
    if not yes and not tell.confirm(f"Erase the file of {artefact} for good? It cannot come back."):
        raise Refused("nothing was erased", hint="--yes erases without asking")
    with opened() as desk:
        done = desk.vault.erase(artefact, reason=reason)
    show_outcome(done, as_json=as_json)


@verb("gc", "grcdesk evidence gc --dry-run", "grcdesk evidence gc --yes")
@click.option("--dry-run", is_flag=True, help="Say what would be removed; remove nothing.")
@click.option("--yes", is_flag=True, help="Remove without asking.")
@as_json
def gc(*, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Remove what killed commands have left in the vault: files no row and no line of the log names."""
    with opened() as desk:
        found = desk.vault.orphans()
        if dry_run or not found:
            if as_json:
                output.document(found)
            else:
                output.text("".join(f"{one.path}  {count(one.size, 'byte')}\n" for one in found))
                tell.say(f"{count(len(found), 'file')} would be removed" if found else "nothing to remove")
            return
        if not yes:
            output.text("".join(f"{one.path}  {count(one.size, 'byte')}\n" for one in found))
            if not tell.confirm(f"Remove {count(len(found), 'file')}?"):
                raise Refused("nothing was removed", hint="--yes removes them")
        done = desk.vault.clear()
    show_outcome(done, as_json=as_json)
