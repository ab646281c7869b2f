"""`grcdesk vendors review`: start, answer, conclude, drop, list."""

from __future__ import annotations

from datetime import date

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, opened
from grcdesk.rules.vendors.recorded import recorded
from grcdesk.terms.vendors import CheckAnswer, Conclusion, ReviewKind, ReviewStatus
from grcdesk.wording import count, word

_COLUMNS = (
    Column("id", rank=0),
    Column("name", "vendor", rank=0, elastic=20),
    Column("kind", rank=3),
    Column("status", rank=1),
    Column("started_on", "started", rank=4),
    Column("reviewer", rank=2, elastic=11),
    Column("answered", rank=3),
    Column("conclusion", rank=0),
    Column("concluded_on", "concluded", rank=2),
    Column("conditions", rank=5, elastic=26),
    *(Column(key, rank=9) for key in ("vendor", "note", "approver", "failing", "evidence", "next_due")),
)

review = Noun(
    "review",
    help="Reviews of vendors: a checklist, a conclusion by a person, and the day of the next one.",
    examples=("grcdesk vendors review start 'Example Models' --reviewer 'Dana Reyes'",),
)


@verb("list", "grcdesk vendors review list", "grcdesk vendors review list --status open --json", noun=review)
@click.option("--vendor", metavar="NAME", default="", shell_complete=complete("vendor"), help="Only of that vendor.")
@click.option("--status", metavar="WORD", type=TermKind(ReviewStatus), help="open, concluded or dropped.")
@listing
def list_(*, vendor: str, status: ReviewStatus | None, form: OutputForm) -> None:
    """List the reviews, newest first."""
    with opened() as desk:
        found = desk.vendor_reviews.list(vendor=vendor, status=status)
    rows = output.value(found)
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row |= {"kind": one.kind, "status": one.status, "conclusion": one.conclusion}
            row["answered"] = f"{one.answered} of {len(one.checks)}"
    output.records(rows, _COLUMNS, form)
    if form.kind == "table":
        tell.say(count(len(found), "review"))


@verb("show", "grcdesk vendors review show VR-1", noun=review)
@click.argument("review_id", metavar="ID", shell_complete=complete("vendor_review"))
@as_json
def show(*, review_id: str, as_json: bool) -> None:
    """Show one review with its checklist."""
    with opened() as desk:
        found = desk.vendor_reviews.show(review_id)
    if as_json:
        output.document(found)
        return
    output.facts(
        [
            ("review", f"{found.id}, {word(found.kind)} of {found.name}"),
            ("status", word(found.status)),
            ("started", found.started_on),
            ("reviewer", found.reviewer),
            ("conclusion", word(found.conclusion) if found.conclusion else ""),
            ("concluded", found.concluded_on),
            ("recorded", recorded(found).removeprefix("recorded ")),
            ("conditions", found.conditions),
            ("note", found.note),
            *(("failing" if not place else "", what) for place, what in enumerate(found.failing)),
        ],
        OutputForm(),
    )
    output.write("\n")
    for check in found.checks:
        answer = word(check.answer) if check.answer else "-"
        output.text(f"{check.number:>2}  {answer:<15} {check.question}{f' ({check.note})' if check.note else ''}")


@verb(
    "start",
    "grcdesk vendors review start 'Example Models' --reviewer 'Dana Reyes'",
    "grcdesk vendors review start 'Example Models' --reviewer 'Dana Reyes' --kind check",
    noun=review,
)
@click.argument("vendor", metavar="NAME", shell_complete=complete("vendor"))
@click.option("--reviewer", metavar="NAME", required=True, help="The person who reviews.")
@click.option(
    "--kind", metavar="WORD", type=TermKind(ReviewKind), default="review", help="review, or check between two."
)
@click.option("--on", metavar="DATE", type=DAY, help="When it was begun; default: today.")
@as_json
def start(*, vendor: str, reviewer: str, kind: ReviewKind, on: date | None, as_json: bool) -> None:
    """Open a review of a vendor, with its checklist."""
    with opened() as desk:
        done = desk.vendor_reviews.start(vendor, reviewer=reviewer, kind=kind, on=on)
    show_outcome(done, as_json=as_json)


@verb(
    "answer",
    "grcdesk vendors review answer VR-1 3 yes",
    "grcdesk vendors review answer VR-1 4 no --note 'Bridge letter asked for'",
    "grcdesk vendors review answer VR-1 all yes",
    noun=review,
)
@click.argument("review_id", metavar="ID", shell_complete=complete("vendor_review"))
@click.argument("number", metavar="NUMBER|all")
@click.argument("answer_", metavar="ANSWER", type=TermKind(CheckAnswer))
@click.option("--note", metavar="TEXT", default="", help="What was seen; a no needs it.")
@as_json
def answer(*, review_id: str, number: str, answer_: CheckAnswer, note: str, as_json: bool) -> None:
    """Answer one question of the checklist, or all that have no answer yet."""
    with opened() as desk:
        done = desk.vendor_reviews.answer(review_id, number, answer_, note=note)
    show_outcome(done, as_json=as_json)


@verb(
    "conclude",
    "grcdesk vendors review conclude VR-1 approve --evidence EV-12",
    "grcdesk vendors review conclude VR-1 conditions --conditions 'Transfer assessment by 2027-01-31'",
    "grcdesk vendors review conclude VR-1 stop --note 'Trains on our data' --next 2027-01-15",
    noun=review,
)
@click.argument("review_id", metavar="ID", shell_complete=complete("vendor_review"))
@click.argument("conclusion", metavar="CONCLUSION", type=TermKind(Conclusion))
@click.option("--conditions", metavar="TEXT", default="", help="Under which conditions it is approved.")
@click.option("--note", metavar="TEXT", default="", help="Why; stop needs it.")
@click.option("--approver", metavar="NAME", default="", help="Who signs off, when not the reviewer.")
@click.option("--evidence", metavar="ID", multiple=True, shell_complete=complete("evidence"), help="What shows it.")
@click.option("--next", "next_due", metavar="DATE", type=DAY, help="Review again earlier than the cadence asks.")
@click.option("--on", metavar="DATE", type=DAY, help="The day of the conclusion; default: today.")
@as_json
def conclude(
    *,
    review_id: str,
    conclusion: Conclusion,
    conditions: str,
    note: str,
    approver: str,
    evidence: tuple[str, ...],
    next_due: date | None,
    on: date | None,
    as_json: bool,
) -> None:
    """Conclude a review: approve, conditions or stop. Approve is refused while something fails without conditions."""
    from grcdesk.schemas.vendors.reviews import ReviewVerdict  # noqa: PLC0415

    verdict = ReviewVerdict(conclusion, conditions, note, approver, evidence, next_due, on)
    with opened() as desk:
        done = desk.vendor_reviews.conclude(review_id, verdict)
    show_outcome(done, as_json=as_json)


@verb("drop", "grcdesk vendors review drop VR-1 --reason 'Begun for the wrong vendor'", noun=review)
@click.argument("review_id", metavar="ID", shell_complete=complete("vendor_review"))
@click.option("--reason", metavar="TEXT", required=True, help="Why.")
@as_json
def drop(*, review_id: str, reason: str, as_json: bool) -> None:
    """Give up an open review; it stays on record and moves no date."""
    with opened() as desk:
        done = desk.vendor_reviews.drop(review_id, reason=reason)
    show_outcome(done, as_json=as_json)
