"""`grcdesk log`: list, verify, undo, redo, export, erase."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, opened
from grcdesk.errors import BadInput, Damaged, Refused
from grcdesk.terms import Verb
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.schemas.log import LogEntry

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
_TEXTS = (
    Column("sha256", "hash", rank=0),
    Column("entry", rank=1),
    Column("kind", rank=3),
    Column("id", rank=0),
    Column("field", rank=0),
    Column("text", rank=1, elastic=26),
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
@click.option("--limit", metavar="N", default=200, type=click.IntRange(1), show_default=True, help="At most so many.")
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


@verb("verify", "grcdesk log verify", "grcdesk log verify --json", noun=log)
@as_json
def verify(*, as_json: bool) -> None:
    """Check the chain, replay it against every table, hash the vault. Exit 5 names whatever is broken."""
    with opened() as desk:
        report = desk.log.verify(progress=tell.progress("verified"))
    if as_json:
        output.document({**output.value(report), "clean": report.clean})
    if not report.clean:
        raise Damaged(
            f"{count(len(report.broken), 'thing')} broken in {count(report.entries, 'entry', 'entries')}",
            reasons=tuple(f"{one.where}: {one.what}" for one in report.broken),
            hint="grcdesk help log says what that means; a backup from before brings back the rest",
        )
    if not as_json:
        tell.say(
            f"the log is whole: {count(report.entries, 'entry', 'entries')}, {count(report.records, 'record')} and "
            f"{count(report.blobs, 'file')} agree with it; head {report.head[:16]}"
        )


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
    "export", "grcdesk log export -o log.jsonl", "grcdesk log export -o - | python verify_log.py /dev/stdin", noun=log
)
@click.option(
    "-o", "--output", "file", metavar="FILE", help="Where to; - is stdout. Default: the desk's exports folder."
)
@click.option("--force", is_flag=True, help="Replace an existing file.")
@as_json
def export(*, file: str | None, force: bool, as_json: bool) -> None:
    """Write the log as JSON Lines, byte for byte as it was chained, and beside it the texts that its lines name."""
    with opened() as desk:
        if file == "-":
            with tempfile.TemporaryDirectory(prefix="grcdesk-") as folder:
                done = desk.log.export(Path(folder) / "log.jsonl")
                output.raw(done.path.read_bytes())
            tell.say("the texts its lines name are not in it; -o FILE writes them beside it as texts.jsonl")
            return
        done = desk.log.export(Path(file) if file else None, force=force)
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


@verb("texts", "grcdesk log texts --record EV-3", "grcdesk log texts --containing Ferreira --json", noun=log)
@click.option("--record", metavar="ID", default="", help="Only texts of this record.")
@click.option("--containing", metavar="WORDS", default="", help="Only texts with these words in them.")
@click.option("--limit", metavar="N", default=200, type=click.IntRange(1), show_default=True, help="At most so many.")
@listing
def texts(*, record: str, containing: str, limit: int, form: OutputForm) -> None:
    """List the free texts that the log only names by a hash, with the hash by which one is erased."""
    with opened() as desk:
        found = desk.log.texts(record=record, containing=containing, limit=limit)
    output.records(output.value(found), _TEXTS, form)
    if form.kind == "table" and len(found) == limit:
        tell.say(f"the first {limit} are shown; --limit shows more")


@verb(
    "erase",
    "grcdesk log erase sha256:9f86d081… --reason 'A name that should not have been written'",
    "grcdesk log erase EV-3 --field title --reason 'Asked for by the person' --clear",
    noun=log,
)
@click.argument("text", metavar="HASH|ID", default="")
@click.option("--field", metavar="NAME", default="", help="The text in this field of a record, given by its id.")
@click.option("--kind", metavar="KIND", default="", help="Kind of the record, where several have the id.")
@click.option("--reason", metavar="TEXT", default="", help="Why; stays in the log.")
@click.option("--clear", is_flag=True, help="Put [erased] wherever the text still stands.")
@click.option("--parts", is_flag=True, help="Longer texts that hold it go, too.")
@click.option("--finish", is_flag=True, help="Go through the files once more, after another program held on to them.")
@click.option("--dry-run", is_flag=True, help="Say where it stands; erase nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json
def erase(*, text: str, reason: str, yes: bool, dry_run: bool, finish: bool, as_json: bool, **how: Any) -> None:
    """Erase a text for good, in the desk and in its own backups. The chain stays whole; the text cannot come back."""
    if finish == bool(text):
        raise BadInput("name the text by its hash, or by an id and --field", hint="grcdesk log texts lists them")
    if not (yes or finish or dry_run) and not tell.is_terminal():
        raise Refused("nothing was erased", hint="--yes erases without asking")
    with opened() as desk:
        if finish:
            show_outcome(desk.log.finish_erasing(), as_json=as_json)
            return
        if dry_run or not yes:
            clear = how.pop("clear")
            plan = desk.log.erasure(text, **how)
            how["clear"] = clear
            if dry_run and as_json:
                output.document(plan)
                return
            output.text("".join(f"{one}\n" for one in plan.places))
            tell.say(f"{count(plan.copies, 'text')} beside the log would go")
            if dry_run or not tell.confirm(f"Erase the text of {plan.name} for good? It cannot come back."):
                if dry_run:
                    return
                raise Refused("nothing was erased", hint="--yes erases without asking")
        done = desk.log.erase(text, reason=reason, **how)
    show_outcome(done, as_json=as_json)
