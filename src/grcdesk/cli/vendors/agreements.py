"""`grcdesk vendors agreement|clause`: what was agreed, clause by clause."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, DAYS_KEPT, DayKind, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, opened
from grcdesk.terms.vendors import AgreementKind, Clause, ClauseAnswer
from grcdesk.wording import count

_COLUMNS = (
    Column("id", rank=0),
    Column("vendor", rank=1),
    Column("kind", rank=2),
    Column("title", rank=3, elastic=26),
    Column("plan", rank=3),
    Column("feature", rank=4),
    Column("signed_by_us", rank=5),
    Column("signed_by_them", rank=5),
    Column("effective", rank=0),
    Column("expires", rank=3),
    Column("read", "clauses read", rank=2),
    *(Column(key, rank=9) for key in ("document", "sha256", "ended", "clauses")),
)
_DATES = ("signed_by_us", "signed_by_them", "effective", "expires", "ended")

agreement = Noun(
    "agreement",
    help="Agreements with vendors, for a plan and when need be a feature.",
    examples=("grcdesk vendors agreement add example --document DOC-2 --effective 2026-03-20 --plan enterprise",),
)
clause = Noun(
    "clause",
    help="What an agreement says, clause by clause: yes, no, partial or silent, and where.",
    examples=("grcdesk vendors clause set AGR-1 retention yes --amount 30 --place 'annex 2, 4.1'",),
)


@verb(
    "list", "grcdesk vendors agreement list", "grcdesk vendors agreement list --vendor example --json", noun=agreement
)
@click.option("--vendor", metavar="NAME", default="", shell_complete=complete("vendor"), help="Only of that vendor.")
@listing
def list_(*, vendor: str, form: OutputForm) -> None:
    """List the agreements, with their clauses in --json."""
    with opened() as desk:
        found = desk.agreements.list(vendor=vendor)
    rows = output.value(found)
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row |= {"kind": one.kind, "read": len(one.clauses)}
            row["clauses"] = [f"{said.clause}:{said.answer}" for said in one.clauses]
    output.records(rows, _COLUMNS, form)
    if form.kind == "table":
        tell.say(count(len(found), "agreement"))


def _facts(function: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--ended", metavar="DATE", type=DayKind(clearable=True), help="When it ended."),
        click.option("--expires", metavar="DATE", type=DayKind(clearable=True), help="Until when it holds."),
        click.option("--effective", metavar="DATE", type=DayKind(clearable=True), help="Since when it binds."),
        click.option("--signed-by-them", metavar="DATE", type=DayKind(clearable=True), help="When they signed."),
        click.option("--signed-by-us", metavar="DATE", type=DayKind(clearable=True), help="When we signed."),
        click.option("--document", metavar="ID", shell_complete=complete("vendor_document"), help="Its document."),
        click.option("--feature", metavar="NAME", help="The feature it is limited to."),
        click.option("--plan", metavar="TEXT", help="The plan it is limited to; or several: 'business; enterprise'."),
        click.option("--title", metavar="TEXT", help="How it is called."),
        click.option(
            "--kind", metavar="WORD", type=TermKind(AgreementKind), help="dpa (default), model-terms, master …"
        ),
    ):
        function = option(function)
    return function


def _said(given: dict[str, Any]) -> dict[str, Any]:
    return {
        key: None if item in ("", "none") and key in _DATES else item for key, item in given.items() if item is not None
    }


@verb(
    "add",
    "grcdesk vendors agreement add example --document DOC-2 --effective 2026-03-20 --plan enterprise",
    "grcdesk vendors agreement add example --signed-by-us 2026-03-18 --signed-by-them 2026-03-20",
    noun=agreement,
)
@click.argument("vendor", metavar="NAME", shell_complete=complete("vendor"))
@_facts
@as_json
def add(*, vendor: str, as_json: bool, **given: Any) -> None:
    """Record an agreement. The hash of its document is kept, so that a clause shows which version was read."""
    from grcdesk.schemas.vendors.papers import AgreementFacts  # noqa: PLC0415

    with opened() as desk:
        done = desk.agreements.add(vendor, AgreementFacts(**_said(given)))
    show_outcome(done, as_json=as_json)


@verb("set", "grcdesk vendors agreement set AGR-1 --signed-by-them 2026-03-20", noun=agreement)
@click.argument("agreement_id", metavar="ID", shell_complete=complete("agreement"))
@_facts
@as_json
def set_(*, agreement_id: str, as_json: bool, **given: Any) -> None:
    """Set fields of an agreement."""
    from grcdesk.schemas.vendors.papers import AgreementFacts  # noqa: PLC0415

    with opened() as desk:
        done = desk.agreements.set(agreement_id, AgreementFacts(**_said(given)))
    show_outcome(done, as_json=as_json)


@verb(
    "set",
    "grcdesk vendors clause set AGR-1 retention yes --amount 30 --place 'annex 2, 4.1'",
    "grcdesk vendors clause set AGR-1 breach-notice yes --value 'without undue delay' --place '9.2'",
    "grcdesk vendors clause set AGR-1 transfer-assessment yes --dated 2026-03-01 --place 'annex 4'",
    "grcdesk vendors clause set AGR-1 audit-right silent",
    noun=clause,
)
@click.argument("agreement_id", metavar="ID", shell_complete=complete("agreement"))
@click.argument("clause_", metavar="CLAUSE", type=TermKind(Clause))
@click.argument("answer", metavar="ANSWER", type=TermKind(ClauseAnswer))
@click.option("--value", metavar="TEXT", default="", help="In short: a region, the tool, the words used.")
@click.option(
    "--amount",
    metavar="N",
    type=DAYS_KEPT,
    help="Days, or hours for breach notice; words alone are no number.",
)
@click.option("--dated", metavar="DATE", type=DAY, help="Of the transfer assessment: when it was made.")
@click.option("--carve-outs", metavar="TEXT", default="", help="What is left out: abuse review, legal hold …")
@click.option("--place", metavar="TEXT", default="", help="Where it stands in the document; not the words.")
@click.option("--reviewer", metavar="NAME", default="", help="Who read it; default: you.")
@click.option("--on", metavar="DATE", type=DAY, help="When it was read; default: today.")
@as_json
def clause_set(
    *,
    agreement_id: str,
    clause_: Clause,
    answer: ClauseAnswer,
    value: str,
    amount: int | None,
    dated: date | None,
    carve_outs: str,
    place: str,
    reviewer: str,
    on: date | None,
    as_json: bool,
) -> None:
    """Record what the document says to a clause: yes, no, partial or silent."""
    from grcdesk.schemas.vendors.papers import ClauseFacts  # noqa: PLC0415

    facts = ClauseFacts(answer, value, amount, dated, carve_outs, place, reviewer, on)
    with opened() as desk:
        done = desk.agreements.set_clause(agreement_id, clause_, facts)
    show_outcome(done, as_json=as_json)
