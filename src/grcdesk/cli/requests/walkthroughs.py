"""`grcdesk walkthroughs`: a control followed from its beginning to its end, with the questions of its catalog."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, NOTHING, PLACE, DayKind, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, control_ids, opened
from grcdesk.terms.requests import SeenAsWritten
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.schemas.requests.walkthroughs import WalkthroughDetail

_LIST = (
    Column("id", rank=0),
    Column("control", rank=0),
    Column("title", rank=3, elastic=16),
    Column("state", rank=0),
    Column("planned_on", "planned", rank=1),
    Column("held_on", "held", rank=1),
    Column("done", "answered", rank=2),
    Column("differing", "differences", rank=2),
    Column("people", rank=4, elastic=12),
    *(Column(key, rank=9) for key in ("led_by", "item", "questions", "answered", "differences", "open_differences")),
    *(Column(key, rank=9) for key in ("lacking", "version")),
)

walkthroughs = Noun(
    "walkthroughs",
    help="Walkthroughs of controls: people, what was shown, one item end to end, answers, differences.",
    examples=(
        "grcdesk walkthroughs add AI-PI-01 --planned 2027-01-12 --person 'Lin Chen'",
        "grcdesk walkthroughs answer WT-1 1 yes --note 'Seen in the pipeline'",
        "grcdesk walkthroughs record WT-1 --held 2027-01-12 --shown 'Repository, pipeline' --item CHG-204",
    ),
)


@verb(
    "list", "grcdesk walkthroughs list", "grcdesk walkthroughs list --where 'state:differences_open'",
    noun=walkthroughs,
)  # fmt: skip
@click.option("--where", metavar="FILTER", default="", help="Which; see grcdesk help walkthroughs.")
@click.option("--sort", metavar="FIELDS", default="", help="By which fields, e.g. planned.")
@listing
def list_(*, where: str, sort: str, form: OutputForm) -> None:
    """List the walkthroughs of the engagement in force."""
    with opened() as desk:
        found = desk.walkthroughs.list(where, sort=sort)
    rows: list[dict[str, Any]] = output.value(found)
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row["state"] = one.state
            row["done"] = f"{one.answered} of {one.questions}"
            row["differing"] = f"{one.open_differences} of {one.differences} open" if one.differences else "-"
    output.records(rows, _LIST, form)
    if form.kind == "table":
        tell.say(count(len(found), "walkthrough"))


@verb("show", "grcdesk walkthroughs show WT-1", "grcdesk walkthroughs show AI-PI-01 --json", noun=walkthroughs)
@click.argument("walkthrough", metavar="WALKTHROUGH", shell_complete=complete("walkthrough"))
@as_json
def show(*, walkthrough: str, as_json: bool) -> None:
    """One walkthrough, by its id or that of its control."""
    with opened() as desk:
        found = desk.walkthroughs.show(walkthrough)
    if as_json:
        output.document(record(found))
        return
    from grcdesk.cli.requests.text import walkthrough_text  # noqa: PLC0415

    output.text(walkthrough_text(found))


def record(found: WalkthroughDetail) -> dict[str, Any]:
    """One walkthrough with the keys of `--json`: the answers stand in place of their number."""
    told: dict[str, Any] = output.value(found)
    return {**told.pop("row"), **told}


@verb("add", "grcdesk walkthroughs add AI-PI-01 --planned 2027-01-12 --person 'Lin Chen'", noun=walkthroughs)
@click.argument("controls", metavar="CONTROL...", nargs=-1, required=True, shell_complete=complete("control"))
@click.option("--planned", metavar="DATE", type=DAY, help="When it is to be held.")
@click.option("--person", "people", metavar="NAME", multiple=True, help="Who of us takes part; may be repeated.")
@click.option("--led-by", metavar="NAME", default="", help="Who walks through it: the auditor.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def add(
    *, controls: tuple[str, ...], planned: date | None, people: tuple[str, ...], led_by: str, dry_run: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Plan a walkthrough of each control, with the questions of its catalog."""
    from grcdesk.schemas.requests.walkthroughs import WalkthroughPlan  # noqa: PLC0415

    with opened() as desk:
        plan = WalkthroughPlan(planned, people, led_by)
        done = desk.walkthroughs.add(control_ids(desk, controls), plan, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "set", "grcdesk walkthroughs set WT-1 WT-2 --planned 2027-01-14", noun=walkthroughs,
)  # fmt: skip
@click.argument("names", metavar="WALKTHROUGH...", nargs=-1, required=True, shell_complete=complete("walkthrough"))
@click.option("--planned", metavar="DATE", type=DayKind(clearable=True), help="When it is to be held; none: no day.")
@click.option("--person", "people", metavar="NAME", multiple=True, help="Who of us takes part; all of them.")
@click.option("--led-by", metavar="NAME", help="Who walks through it.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def set_(
    *, names: tuple[str, ...], planned: date | str | None, people: tuple[str, ...], led_by: str | None, dry_run: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Set when walkthroughs are to be held, and with whom."""
    from grcdesk.schemas.requests.walkthroughs import WalkthroughPlan  # noqa: PLC0415

    said: dict[str, Any] = {}
    if planned is not None:
        said["planned_on"] = None if planned in NOTHING else planned
    if people:
        said["people"] = people
    if led_by is not None:
        said["led_by"] = "" if led_by in NOTHING else led_by
    with opened() as desk:
        done = desk.walkthroughs.set(names, WalkthroughPlan(**said), dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "record",
    "grcdesk walkthroughs record WT-1 --held 2027-01-12 --person 'Lin Chen' --shown 'Repository' --item CHG-204",
    "grcdesk walkthroughs record WT-1 --no-difference",
    noun=walkthroughs,
)
@click.argument("walkthrough", metavar="WALKTHROUGH", shell_complete=complete("walkthrough"))
@click.option("--held", "held_on", metavar="DATE", type=DAY, help="When it was held.")
@click.option("--person", "people", metavar="NAME", multiple=True, help="Who of us took part; all of them.")
@click.option("--led-by", metavar="NAME", help="Who walked through it.")
@click.option("--shown", metavar="TEXT", help="Screens, documents and systems that were looked at.")
@click.option("--item", metavar="TEXT", help="The item that was followed end to end.")
@click.option("--followed", metavar="TEXT", help="The steps it took, and what was seen at each.")
@click.option("--no-difference", is_flag=True, default=None, help="Say outright that it was seen as written.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def record_(*, walkthrough: str, dry_run: bool, as_json: bool, **given: Any) -> None:
    """Record what a walkthrough was. It counts as held when day, people, shown, item and all answers are there."""
    from grcdesk.schemas.requests.walkthroughs import WalkthroughFacts  # noqa: PLC0415

    said = {name: value for name, value in given.items() if value not in (None, ())}
    with opened() as desk:
        done = desk.walkthroughs.record(walkthrough, WalkthroughFacts(**said), dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "answer",
    "grcdesk walkthroughs answer WT-1 2 yes --note 'Key store shown'",
    "grcdesk walkthroughs answer WT-1 3 no --note 'Two approvals were given after deployment'",
    noun=walkthroughs,
)
@click.argument("walkthrough", metavar="WALKTHROUGH", shell_complete=complete("walkthrough"))
@click.argument("question", metavar="NUMBER", type=PLACE)
@click.argument("answer_", metavar="yes|no|n/a", type=TermKind(SeenAsWritten, clearable=True))
@click.option("--note", metavar="TEXT", default="", help="What was said and seen; needed for a no.")
@click.option("--by", metavar="NAME", default="", help="Who answers for it; default: you.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def answer(
    *, walkthrough: str, question: int, answer_: SeenAsWritten | str, note: str, by: str, dry_run: bool, as_json: bool
) -> None:
    """Say what came of a question; `none` takes an answer away. A no is written down as a difference."""
    said = answer_ if isinstance(answer_, SeenAsWritten) else None
    with opened() as desk:
        done = desk.walkthroughs.answer(walkthrough, question, said, note=note, by=by, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "differ", "grcdesk walkthroughs differ WT-1 'Approval is given in chat, the control says in the tool'",
    noun=walkthroughs,
)  # fmt: skip
@click.argument("walkthrough", metavar="WALKTHROUGH", shell_complete=complete("walkthrough"))
@click.argument("what", metavar="TEXT")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def differ(*, walkthrough: str, what: str, dry_run: bool, as_json: bool) -> None:
    """Write down something that was seen otherwise than the control is written."""
    with opened() as desk:
        done = desk.walkthroughs.differ(walkthrough, what, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb("settle", "grcdesk walkthroughs settle WT-1/d1 --how 'Control rewritten, version 4'", noun=walkthroughs)
@click.argument("difference", metavar="DIFFERENCE", shell_complete=complete("difference"))
@click.option("--how", metavar="TEXT", required=True, help="What became of it.")
@click.option("--by", metavar="NAME", default="", help="Who settled it; default: you.")
@click.option("--on", metavar="DATE", type=DAY, help="When; today unless said.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def settle(*, difference: str, how: str, by: str, on: date | None, dry_run: bool, as_json: bool) -> None:
    """Say what became of a difference. It stays on record."""
    with opened() as desk:
        done = desk.walkthroughs.settle(difference, how, by=by, on=on, dry_run=dry_run)
    show_outcome(done, as_json=as_json)
