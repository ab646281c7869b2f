"""`grcdesk log`: list, verify, checkpoint, undo, redo, export, erase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import file_to_stdout, show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import PLACE, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, opened, unlogged
from grcdesk.cli.log.erasing import erase, texts
from grcdesk.errors import Damaged
from grcdesk.terms import Verb
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.schemas.log.log import LogEntry

_ENTRIES = (
    Column("seq", rank=0),
    Column("ts", "when", rank=0),
    Column("actor", "who", rank=1, elastic=11),
    Column("action", rank=0),
    Column("kind", rank=9),
    Column("id", rank=0),
    Column("label", rank=9),
    Column("changes", rank=1, elastic=26),
    Column("outcome", rank=3),
    Column("reason", rank=4, elastic=26),
    Column("batch", rank=2),
    Column("via", rank=5),
    Column("hash", rank=9),
)
_BATCHES = (
    Column("batch", rank=0),
    Column("ts", "when", rank=0),
    Column("actor", "who", rank=1, elastic=11),
    Column("action", rank=0),
    Column("entries", rank=2),
    Column("labels", "touched", rank=1, elastic=26),
    Column("outcome", rank=3),
    Column("undone", rank=2),
    Column("reason", rank=4, elastic=26),
    Column("first_seq", rank=9),
    Column("last_seq", rank=9),
)

log = Noun(
    "log",
    help="The change log: every change and every refusal, chained, never rewritten.",
    examples=("grcdesk log list --resource AI-SEC-01", "grcdesk log verify", "grcdesk log undo"),
)


@verb(
    "list",
    "grcdesk log list --since 2026-11-01 --actor 'Dana Reyes'",
    "grcdesk log list --resource AI-SEC-01 --json",
    "grcdesk log list --batches",
    noun=log,
)
@click.option("--since", metavar="DATE", default="", help="From this day or UTC time on.")
@click.option("--until", metavar="DATE", default="", help="Up to this day or UTC time.")
@click.option("--actor", metavar="NAME", default="", help="Only what this person did.")
@click.option("--action", metavar="NOUN.VERB", type=TermKind(Verb), help="Only this action, e.g. control.set.")
@click.option("--resource", metavar="ID", default="", help="Only what touched this record.")
@click.option("--limit", metavar="N", default=200, type=PLACE, show_default=True, help="At most so many.")
@click.option("--oldest-first", is_flag=True, help="Oldest first; usually the newest come first.")
@click.option("--batches", is_flag=True, help="One line per command instead of per record.")
@listing
def list_(
    *,
    since: str,
    until: str,
    actor: str,
    action: Verb | None,
    resource: str,
    limit: int,
    oldest_first: bool,
    batches: bool,
    form: OutputForm,
) -> None:
    """List the entries of the change log."""
    with opened() as desk:
        if batches:
            found = desk.log.batches(limit)
            output.records(output.value(found), _BATCHES, form)
            return
        entries = desk.log.list(
            since=since,
            until=until,
            actor=actor,
            action=action.value if action else "",
            resource=resource,
            limit=limit,
            newest_first=not oldest_first,
        )
    rows = output.value(entries)
    if not form.json:
        for row, one in zip(rows, entries, strict=True):
            row["changes"] = _changes(one)
    output.records(rows, _ENTRIES, form)
    if form.kind == "table" and len(entries) == limit:
        tell.say(f"the first {limit} are shown; --limit shows more")


def _changes(entry: LogEntry) -> str:
    """What the entry changed: `status: missing > partial`."""
    keys = dict.fromkeys((*entry.before, *entry.after))
    return "; ".join(
        f"{key}: {output.plain(entry.shown(entry.before.get(key))) or '-'} > "
        f"{output.plain(entry.shown(entry.after.get(key))) or '-'}"
        for key in keys
    )


@verb(
    "verify",
    "grcdesk log verify",
    "grcdesk log verify --anchor 812:9f86d081884c",
    "grcdesk log verify --checkpoint checkpoint-812.txt --signers allowed_signers",
    noun=log,
)
@click.option(
    "--anchor", "anchors", metavar="FILE|POSITION:HEAD", multiple=True, help="A head that left the house must stand."
)
@click.option(
    "--checkpoint",
    "checkpoints",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Everything must be as this checkpoint says it was.",
)
@click.option("--signers", metavar="FILE", default="", help="Who may sign a checkpoint, as ssh-keygen reads it.")
@click.option("--tsa-ca", "authority", metavar="FILE", default="", help="Certificates of the time stamp service.")
@as_json
def verify(
    *, anchors: tuple[str, ...], checkpoints: tuple[Path, ...], signers: str, authority: str, as_json: bool
) -> None:
    """Check the chain, replay it against every table, hash the vault. Exit 5 names whatever is broken."""
    from grcdesk.services.log.verifying import Outside  # noqa: PLC0415

    outside = Outside(anchors, checkpoints, signers, authority)
    with opened() as desk:
        report = desk.log.verify(outside=outside, progress=tell.progress("verified"))
    if as_json:
        output.document({**output.value(report), "clean": report.clean})
    for one in report.remarks:
        tell.say(f"{one.where}: {one.what}")
    if not report.clean:
        raise Damaged(
            f"{count(len(report.broken), 'thing')} broken in {count(report.entries, 'entry', 'entries')}",
            reasons=tuple(f"{one.where}: {one.what}" for one in report.broken),
            hint="grcdesk help log says what that means; a backup from before brings back the rest",
        )
    if not as_json:
        tell.say(
            f"the log is whole: {count(report.entries, 'entry', 'entries')}, {count(report.records, 'record')}, "
            f"{count(report.blobs, 'file')} and {count(report.anchors, 'anchor')} agree with it; "
            f"head {report.head[:16]}"
        )


@verb(
    "checkpoint",
    "grcdesk log checkpoint -o checkpoint.txt",
    "grcdesk log checkpoint -o checkpoint.txt --key ~/.ssh/id_ed25519.pub",
    "grcdesk log checkpoint -o checkpoint.txt --tsr reply.tsr",
    noun=log,
)
@click.option(
    "-o", "--output", "file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Where to."
)
@click.option("--key", metavar="FILE", default="", help="Sign with it; its public half when an agent holds the key.")
@click.option(
    "--tsr",
    "stamp",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Attach this reply of a time stamp service to the checkpoint.",
)
@click.option("--force", is_flag=True, help="Replace an existing file.")
@as_json
def checkpoint(*, file: Path | None, key: str, stamp: Path | None, force: bool, as_json: bool) -> None:
    """Write what the desk holds now in a few lines, for somebody outside to keep; sign them; attach a time stamp."""
    with opened() as desk:
        done = desk.log.checkpoint(file, key=key, stamp=stamp, force=force)
    if as_json:
        output.document(done)
    else:
        tell.written(done)


@verb("undo", "grcdesk log undo", "grcdesk log undo 7f3a", noun=log)
@click.argument("batch", metavar="[BATCH]", default="", shell_complete=complete("batch"))
@as_json
def undo(*, batch: str, as_json: bool) -> None:
    """Take back your last change, or that one. The log keeps both; refused when something moved on since."""
    with opened() as desk:
        done = desk.log.undo(batch)
    show_outcome(done, as_json=as_json)


@verb("redo", "grcdesk log redo", noun=log)
@as_json
def redo(*, as_json: bool) -> None:
    """Do again what you undid last."""
    with opened() as desk:
        done = desk.log.redo()
    show_outcome(done, as_json=as_json)


@verb(
    "export",
    "grcdesk log export -o log.jsonl",
    "grcdesk log export -o - | python verify_log.py /dev/stdin",
    "grcdesk log export --ocsf -o log.ocsf.jsonl",
    noun=log,
)
@click.option(
    "-o", "--output", "file", metavar="FILE", help="Where to; - is stdout. Default: the desk's exports folder."
)
@click.option(
    "--ocsf", is_flag=True, help="As OCSF events (API Activity), for whoever gathers logs; not to be verified."
)
@click.option("--force", is_flag=True, help="Replace an existing file.")
@unlogged
@as_json
def export(*, file: str | None, ocsf: bool, force: bool, as_json: bool) -> None:
    """Write the log as JSON Lines, byte for byte as it was chained, and beside it the texts that its lines name."""
    with opened() as desk:
        make = desk.log.export_ocsf if ocsf else desk.log.export
        if file == "-":
            file_to_stdout(make, "log.jsonl")
            if not ocsf:
                tell.say("the texts its lines name are not in it; -o FILE writes them beside it as texts.jsonl")
            return
        done = make(Path(file) if file else None, force=force)
    if as_json:
        output.document(done)
    else:
        tell.written(done)


@verb(
    "verifier",
    "grcdesk log verifier > verify_log.py",
    "grcdesk log verifier --texts > verify_texts.py",
    noun=log,
)
@click.option("--texts", is_flag=True, help="The one for the texts beside the log.")
def verifier(*, texts: bool) -> None:
    """Print the script with which anybody checks an exported log, without grcdesk."""
    from grcdesk.paths import PACKAGE  # noqa: PLC0415

    output.raw((PACKAGE / ("verify_texts.py" if texts else "verify_log.py")).read_bytes())


for command in (texts, erase):
    log.add_command(command)
