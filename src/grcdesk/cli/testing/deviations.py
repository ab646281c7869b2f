"""`grcdesk deviations`: list, show, confirm."""

from __future__ import annotations

from typing import Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, opened
from grcdesk.terms.testing import DeviationState
from grcdesk.wording import count, day, word

_LIST = (
    Column("id", rank=0),
    Column("test", rank=1),
    Column("item", rank=0, elastic=16),
    Column("why", rank=1, elastic=22),
    Column("state", rank=0),
    Column("source", rank=5),
    Column("found_on", "found", rank=3),
    Column("gone_since", "gone since", rank=4),
    Column("decided_by", "judged by", rank=3, elastic=11),
    Column("decided_on", "judged", rank=5),
    Column("reason", rank=4, elastic=16),
    *(Column(key, rank=9) for key in ("engagement", "control", "facts", "count", "population", "found_in", "second")),
    Column("evidence", rank=9),
)

deviations = Noun(
    "deviations",
    help="Items that failed a test: each is confirmed as an exception, or two people say why it is none.",
    examples=(
        "grcdesk deviations list --where state:open",
        "grcdesk deviations confirm DEV-3 --by 'Dana Reyes'",
    ),
)
DEVIATION = {"metavar": "DEV", "shell_complete": complete("deviation")}


@verb(
    "list",
    "grcdesk deviations list",
    "grcdesk deviations list --where 'state:open test:AI-PI-02' --csv",
    noun=deviations,
)
@click.option("--where", metavar="FILTER", default="", help="Which; see grcdesk help tests.")
@click.option("--sort", metavar="FIELDS", default="", help="By which fields, e.g. state,-found.")
@listing
def list_(*, where: str, sort: str, form: OutputForm) -> None:
    """List the deviations of the engagement, oldest first."""
    with opened() as desk:
        found = desk.deviations.list(where, sort=sort)
    rows: list[dict[str, Any]] = output.value(found)
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row |= {"state": one.state, "source": one.source}
            row["facts"] = [f"{name} {value}" for name, value in one.facts.items()]
    output.records(rows, _LIST, form)
    if form.kind == "table":
        left = sum(one.state is DeviationState.OPEN for one in found)
        tell.say(f"{count(len(found), 'deviation')}, {left} not judged")


@verb("show", "grcdesk deviations show DEV-3", "grcdesk deviations show DEV-3 --json", noun=deviations)
@click.argument("deviation", **DEVIATION)  # type: ignore[arg-type]  # a metavar and a completion
@as_json
def show(*, deviation: str, as_json: bool) -> None:
    """One deviation with the facts that show it."""
    with opened() as desk:
        found = desk.deviations.show(deviation)
    if as_json:
        output.document(found)
        return
    gone = f"no longer in the list of {found.gone_since}; it stays on record" if found.gone_since else ""
    output.facts(
        [
            ("deviation", found.id),
            ("test", found.test),
            ("item", found.item or ("the control as a whole" if found.count == 1 else f"{found.count:,} items")),
            ("why", found.why),
            *((name.replace("_", " "), value) for name, value in found.facts.items()),
            ("state", word(found.state)),
            (
                "found",
                f"{day(found.found_on)} in {found.found_in}"
                + (f" over {found.population}" if found.population else ""),
            ),
            ("since then", gone),
            ("judged by", " and ".join(name for name in (found.decided_by, found.second) if name)),
            ("judged on", found.decided_on),
            ("reason", found.reason),
            ("evidence", list(found.evidence)),
        ],
        OutputForm(),
    )


@verb(
    "confirm",
    "grcdesk deviations confirm DEV-3 DEV-4 --by 'Dana Reyes' --note 'Two hotfixes in March'",
    "grcdesk deviations confirm DEV-5 --false-positive --by 'Dana Reyes' --reason 'Emergency path' --second 'Lin Chen'",
    noun=deviations,
)
@click.argument("names", nargs=-1, required=True, metavar="DEV...", shell_complete=complete("deviation"))
@click.option("--by", metavar="NAME", required=True, help="The person who judges.")
@click.option("--note", metavar="TEXT", default="", help="What was found out.")
@click.option("--false-positive", is_flag=True, help="It is no exception; needs a reason and a second person.")
@click.option("--reason", metavar="TEXT", default="", help="Why it is none.")
@click.option("--second", metavar="NAME", default="", help="Who else says so.")
@click.option("--evidence", metavar="ID", multiple=True, shell_complete=complete("evidence"), help="What shows it.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def confirm(
    *,
    names: tuple[str, ...],
    by: str,
    note: str,
    false_positive: bool,
    reason: str,
    second: str,
    evidence: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Confirm deviations as exceptions, or say as two people that they are none. None is ever removed."""
    with opened() as desk:
        done = desk.deviations.confirm(
            names,
            by=by,
            note=reason or note,
            false_positive=false_positive,
            second=second,
            evidence=evidence,
            dry_run=dry_run,
        )
    show_outcome(done, as_json=as_json)
