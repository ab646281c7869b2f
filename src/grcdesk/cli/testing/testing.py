"""`grcdesk tests`: list, run, work sheets, conclusions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, control_ids, opened
from grcdesk.cli.testing.check import check
from grcdesk.errors import BadInput
from grcdesk.rules.testing.tally import tally
from grcdesk.terms.audits import ControlResult, ItemResult
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.schemas.testing.testing import TestLine

_LIST = (
    Column("id", "test", rank=0),
    Column("aspect", rank=4),
    Column("by", rank=3),
    Column("population", "list", rank=5),
    Column("tested", rank=0),
    Column("n", "items", rank=1),
    Column("exceptions", rank=0),
    Column("open", rank=3),
    Column("why", "lacks", rank=2, elastic=24),
    Column("result", "of the control", rank=2),
    Column("concluded", rank=4),
    *(
        Column(key, rank=9)
        for key in ("control", "title", "question", "method", "concluded_by", "scope", "run", "unjudged")
    ),
)
_SHEET = tuple(
    Column(key, rank=rank, elastic=elastic)
    for key, rank, elastic in (
        ("test", 0, 0),
        ("item", 0, 0),
        ("question", 5, 24),
        ("result", 0, 0),
        ("note", 2, 16),
        ("evidence", 4, 0),
        ("tested_by", 1, 11),
        ("tested_on", 4, 0),
        ("reviewed_by", 1, 11),
        ("reviewed_on", 5, 0),
        ("returned", 3, 12),
    )
)
ANSWER = TermKind(ItemResult)
CONCLUSION = TermKind(ControlResult)
CONTROL = click.option(
    "--control", metavar="ID", required=True, shell_complete=complete("control"), help="The control it is about."
)
BY = click.option("--by", metavar="NAME", default="", help="Who; otherwise you.")
DRY = click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")

tests = Noun(
    "tests",
    help="Tests of controls: run over whole populations, recorded on work sheets, concluded by a person.",
    examples=(
        "grcdesk tests list --control AI-PI-01",
        "grcdesk tests run --control AI-PI-01",
        "grcdesk tests conclude --control AI-PI-01 --result exceptions --by 'Dana Reyes'",
    ),
)


@verb("list", "grcdesk tests list", "grcdesk tests list --where 'tested:not_tested by:person' --csv", noun=tests)
@click.option(
    "--control", "controls", metavar="ID", multiple=True, shell_complete=complete("control"), help="Of that one."
)
@click.option("--where", metavar="FILTER", default="", help="Which; see grcdesk help tests.")
@click.option("--sort", metavar="FIELDS", default="", help="By which fields, e.g. -exceptions,id.")
@listing
def list_(*, controls: tuple[str, ...], where: str, sort: str, form: OutputForm) -> None:
    """List the tests of the controls in scope: how far each is, and what it lacks."""
    with opened() as desk:
        wanted = control_ids(desk, controls) if controls else None
        found = desk.testing.list(where, controls=wanted, sort=sort)
    rows: list[dict[str, Any]] = output.value(found)
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row |= {"aspect": one.aspect, "tested": one.tested, "concluded": one.concluded}
            not_judged = one.unjudged and one.result is ControlResult.EXCEPTIONS
            row["result"] = "not judged yet" if not_judged else one.result
    output.records(rows, _LIST, form)
    if form.kind == "table":
        tell.say(_counted(found))


def _counted(found: Sequence[TestLine]) -> str:
    """Tests of controls in scope, and apart those of optional ones: nobody has to test these."""
    one = tally(found)
    told = f"{count(one.tests, 'test')} of {count(one.controls, 'control')}, {one.told}"
    return told + (f"; {one.optional} of optional controls" if one.optional else "")


@verb(
    "run",
    "grcdesk tests run --control AI-PI-01",
    "grcdesk tests run --control AI-PI-01 --test T2 --population POP-3 --json",
    noun=tests,
)
@CONTROL
@click.option("--test", metavar="TEST", default="", shell_complete=complete("test"), help="That one alone, e.g. T2.")
@click.option(
    "--population",
    "populations",
    metavar="NAME",
    multiple=True,
    shell_complete=complete("population"),
    help="A list in place of the newest, by id or name.",
)
@DRY
@as_json
def run(*, control: str, test: str, populations: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Run the checks of a control over its frozen populations; what they find stays on record as deviations."""
    from grcdesk.cli.testing.text import document, ran  # noqa: PLC0415

    with opened() as desk:
        (key,) = control_ids(desk, (control,))
        report, done = desk.testing.run(key, test=test, populations=populations, dry_run=dry_run)
    if as_json:
        output.document(document(report))
        return
    output.text(ran(report))
    tell.outcome(done)


@verb("freeze", "grcdesk tests freeze control_slots", "grcdesk tests freeze review_accounts --dry-run", noun=tests)
@click.argument("name", metavar="NAME")
@click.option("--completeness", metavar="TEXT", default="", help="How it was checked that nothing is left out.")
@BY
@DRY
@as_json
def freeze(*, name: str, completeness: str, by: str, dry_run: bool, as_json: bool) -> None:
    """Freeze what the desk records itself: control_slots, review_systems, review_accounts, ai_features, providers."""
    with opened() as desk:
        done = desk.testing.freeze(name.replace("-", "_"), completeness=completeness, by=by, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb("sheet", "grcdesk tests sheet AI-PI-02", "grcdesk tests sheet AI-PI-02 --csv > sheet.csv", noun=tests)
@click.argument("name", metavar="CONTROL", required=False, shell_complete=complete("control"))
@click.option("--control", metavar="ID", shell_complete=complete("control"), help="The same, as its neighbours ask.")
@listing
def sheet(*, name: str | None, control: str | None, form: OutputForm) -> None:
    """The work sheet of a control: what a person is asked, for each item, and what was answered."""
    from grcdesk.cli.testing.text import sheet_rows, standing  # noqa: PLC0415

    if (name is None) == (control is None):
        raise BadInput("a work sheet is that of one control", hint="grcdesk tests sheet AI-PI-02")
    with opened() as desk:
        (key,) = control_ids(desk, (name or control or "",))
        found = desk.testing.sheet(key)
    if form.json:
        output.document(found)
        return
    output.records(sheet_rows(found), _SHEET, form)
    if form.kind == "table":
        for line in standing(found):
            tell.say(line)


@verb(
    "record",
    "grcdesk tests record --control AI-PI-02 --test T3 --result pass --note 'Version 4, owner named' --evidence EV-12",
    "grcdesk tests record --control AI-AVL-02 --test T2 --item 2026-H1 --result fail --note 'No test then'",
    "grcdesk tests record --control AI-PI-02 --from sheet.csv --by 'Dana Reyes'",
    noun=tests,
)
@CONTROL
@click.option("--test", metavar="TEST", default="", shell_complete=complete("test"), help="Which test, e.g. T3.")
@click.option("--item", "items", metavar="KEY", multiple=True, help="For which item; otherwise the control as a whole.")
@click.option("--result", metavar="WORD", type=ANSWER, help="pass, fail, na or not-tested.")
@click.option("--note", metavar="TEXT", default="", help="What was seen; fail and na need it.")
@click.option("--evidence", metavar="ID", multiple=True, shell_complete=complete("evidence"), help="What shows it.")
@click.option(
    "--from", "file", metavar="FILE", type=click.Path(path_type=Path), help="A work sheet that was filled in."
)
@BY
@DRY
@as_json
def record(
    *,
    control: str,
    test: str,
    items: tuple[str, ...],
    result: ItemResult | None,
    note: str,
    evidence: tuple[str, ...],
    file: Path | None,
    by: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Record what came of a test, for an item or the control as a whole; a second person then reviews it."""
    from grcdesk.schemas.testing.testing import AnswerIn  # noqa: PLC0415

    if (file is None) == (not test or result is None):
        raise BadInput("name a test and its result, or a file", hint="--test T3 --result pass, or --from sheet.csv")
    with opened() as desk:
        (key,) = control_ids(desk, (control,))
        if file is not None:
            done = desk.testing.import_sheet(key, file, by=by, dry_run=dry_run)
        else:
            assert result is not None  # noqa: S101  asked above
            answers = [AnswerIn(test, item, result, by, note, evidence) for item in items or ("",)]
            done = desk.testing.record(key, answers, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "review",
    "grcdesk tests review --control AI-PI-02 --by 'Lin Chen'",
    "grcdesk tests review --control AI-PI-02 --test T3 --by 'Lin Chen' --return 'The owner is not named there'",
    noun=tests,
)
@CONTROL
@click.option("--test", metavar="TEST", default="", shell_complete=complete("test"), help="Of that test alone.")
@click.option("--item", "items", metavar="KEY", multiple=True, help="Of that item alone; otherwise all that wait.")
@click.option("--return", "returned", metavar="REASON", default="", help="Send it back, and why.")
@click.option("--by", metavar="NAME", required=True, help="The second person.")
@DRY
@as_json
def review(
    *, control: str, test: str, items: tuple[str, ...], returned: str, by: str, dry_run: bool, as_json: bool
) -> None:
    """Look at answers as a second person, and let them stand or send them back."""
    with opened() as desk:
        (key,) = control_ids(desk, (control,))
        done = desk.testing.review(key, test=test, items=items or None, by=by, returned=returned, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "conclude",
    "grcdesk tests conclude --control AI-PI-01 --result exceptions --by 'Dana Reyes'",
    "grcdesk tests conclude --control AI-CONF-02 --result no-exceptions --by 'Dana Reyes' --reason 'Seen, EV-7'",
    noun=tests,
)
@CONTROL
@click.option(
    "--result",
    metavar="WORD",
    type=CONCLUSION,
    required=True,
    help="no-exceptions, exceptions, did-not-operate or not-tested.",
)
@click.option("--by", metavar="NAME", required=True, help="The person who concludes.")
@click.option("--reason", metavar="TEXT", default="", help="Why, where the tests say otherwise.")
@DRY
@as_json
def conclude(*, control: str, result: ControlResult, by: str, reason: str, dry_run: bool, as_json: bool) -> None:
    """Conclude a control; refused while a list is not final, or a deviation is not judged."""
    with opened() as desk:
        (key,) = control_ids(desk, (control,))
        done = desk.testing.conclude(key, result, by=by, reason=reason, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


tests.add_command(check)
