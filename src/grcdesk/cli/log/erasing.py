"""`grcdesk log texts|erase`: finding a text that the log only names, and erasing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import opened
from grcdesk.errors import BadInput, Refused
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.schemas.log.erasing import ErasurePlan

_TEXTS = (
    Column("sha256", "hash", rank=0),
    Column("entry", rank=1),
    Column("kind", rank=3),
    Column("id", rank=0),
    Column("field", rank=0),
    Column("text", rank=1, elastic=26),
)


@verb("texts", "grcdesk log texts --record EV-3", "grcdesk log texts --containing Ferreira --json")
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
    if not (yes or finish or dry_run or tell.is_terminal()):
        raise Refused("nothing was erased", hint="--yes erases without asking")
    with opened() as desk:
        if finish:
            done = desk.log.finish_erasing()
        else:
            if dry_run or not yes:
                plan = desk.log.erasure(text, **{name: value for name, value in how.items() if name != "clear"})
                _show(plan, as_json=as_json and dry_run)
                if dry_run:
                    return
                _confirm(plan)
            done = desk.log.erase(text, reason=reason, **how)
    show_outcome(done, as_json=as_json)


def _confirm(plan: ErasurePlan) -> None:
    if not tell.confirm(f"Erase the text of {plan.name} for good? It cannot come back."):
        raise Refused("nothing was erased", hint="--yes erases without asking")


def _show(plan: ErasurePlan, *, as_json: bool) -> None:
    if as_json:
        output.document(plan)
        return
    output.text("".join(f"{one}\n" for one in plan.places))
    tell.say(f"{count(plan.copies, 'text')} beside the log would go")
