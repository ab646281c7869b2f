"""`grcdesk findings respond|move|verify|close|reopen|accept`: what moves a finding along."""

from __future__ import annotations

from datetime import date

import click

from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import DAY, TermKind, as_json
from grcdesk.cli.frame.run import complete, opened
from grcdesk.errors import BadInput
from grcdesk.terms import Answer
from grcdesk.terms.findings import FindingStatus


@verb(
    "respond",
    "grcdesk findings respond F-1 --agree yes --text 'Thirty days are set by 15 December' --by 'Mara Roy'",
)
@click.argument("finding", metavar="FINDING", shell_complete=complete("finding"))
@click.option("--agree", metavar="yes|no", type=TermKind(Answer), required=True, help="Does management agree?")
@click.option("--text", metavar="TEXT", required=True, help="What it says.")
@click.option("--by", metavar="NAME", required=True, help="Who says it.")
@click.option("--on", metavar="DATE", type=DAY, help="When; default: today.")
@as_json
def respond(*, finding: str, agree: Answer, text: str, by: str, on: date | None, as_json: bool) -> None:
    """Keep what management says to a finding."""
    from grcdesk.schemas.findings.findings import ResponseFacts  # noqa: PLC0415

    with opened() as desk:
        done = desk.finding_moves.respond(finding, ResponseFacts(agree, text, by, on))
    show_outcome(done, as_json=as_json)


@verb("move", "grcdesk findings move F-1 in-remediation", "grcdesk findings move F-1 ready-to-verify --by 'Lin Chen'")
@click.argument("finding", metavar="FINDING", shell_complete=complete("finding"))
@click.argument("status", metavar="STATUS", type=TermKind(FindingStatus))
@click.option("--by", metavar="NAME", default="", help="Who says so; default: you.")
@click.option("--on", metavar="DATE", type=DAY, help="When; default: today.")
@as_json
def move(*, finding: str, status: FindingStatus, by: str, on: date | None, as_json: bool) -> None:
    """Move a finding to in remediation (an action is planned), or to ready to verify (all are done)."""
    with opened() as desk:
        done = desk.finding_moves.move(finding, status, by=by, on=on)
    show_outcome(done, as_json=as_json)


@verb(
    "verify",
    "grcdesk findings verify F-1 --by 'Tomas Beck' --proof EV-9",
    "grcdesk findings verify F-1 --by 'Tomas Beck' --failed 'The old logs are still there'",
)
@click.argument("finding", metavar="FINDING", shell_complete=complete("finding"))
@click.option("--by", metavar="NAME", required=True, help="Who looked: neither its owner nor who did the work.")
@click.option("--proof", "proofs", metavar="ID", multiple=True, shell_complete=complete("evidence"),
              help="An artefact that shows the fix; may be repeated.")  # fmt: skip
@click.option("--failed", metavar="REASON", default="", help="It is not put right: back to remediation.")
@click.option("--on", metavar="DATE", type=DAY, help="When; default: today.")
@as_json
def verify(*, finding: str, by: str, proofs: tuple[str, ...], failed: str, on: date | None, as_json: bool) -> None:
    """Keep what a second person found who looked at the fix."""
    from grcdesk.schemas.findings.findings import CheckFacts  # noqa: PLC0415

    if failed and proofs:
        raise BadInput("--failed and --proof do not go together", hint="choose one")
    with opened() as desk:
        done = desk.finding_moves.verify(finding, CheckFacts(by, proofs, on, failed))
    show_outcome(done, as_json=as_json)


@verb("close", "grcdesk findings close F-1 --by 'Tomas Beck' --proof EV-9", "grcdesk findings close F-1")
@click.argument("finding", metavar="FINDING", shell_complete=complete("finding"))
@click.option("--by", metavar="NAME", default="", help="Who verified it, when it was not kept before.")
@click.option("--proof", "proofs", metavar="ID", multiple=True, shell_complete=complete("evidence"),
              help="An artefact that shows the fix; may be repeated.")  # fmt: skip
@click.option("--on", metavar="DATE", type=DAY, help="When; default: today.")
@as_json
def close(*, finding: str, by: str, proofs: tuple[str, ...], on: date | None, as_json: bool) -> None:
    """Close a finding: its actions done, proof on file and intact, verified by a second person."""
    from grcdesk.schemas.findings.findings import CheckFacts  # noqa: PLC0415

    if proofs and not by:
        raise BadInput("--proof without --by", hint="--by NAME: who looked at it")
    with opened() as desk:
        done = desk.finding_moves.close(finding, CheckFacts(by, proofs, on) if by else None, on=on)
    show_outcome(done, as_json=as_json)


@verb("reopen", "grcdesk findings reopen F-1 --reason 'The logs grew again'")
@click.argument("finding", metavar="FINDING", shell_complete=complete("finding"))
@click.option("--reason", metavar="TEXT", required=True, help="Why.")
@click.option("--by", metavar="NAME", default="", help="Who says so; default: you.")
@click.option("--on", metavar="DATE", type=DAY, help="When; default: today.")
@as_json
def reopen(*, finding: str, reason: str, by: str, on: date | None, as_json: bool) -> None:
    """Open a finding again that was closed, or whose risk was accepted."""
    with opened() as desk:
        done = desk.finding_moves.reopen(finding, reason=reason, by=by, on=on)
    show_outcome(done, as_json=as_json)


@verb("accept", "grcdesk findings accept F-2 --reason 'One region until Q2' --approver 'M. Roy' --expires 2027-03-31")
@click.argument("finding", metavar="FINDING", shell_complete=complete("finding"))
@click.option("--reason", metavar="TEXT", required=True, help="Why it may stay.")
@click.option("--approver", metavar="NAME", required=True, help="Who decided it.")
@click.option("--expires", metavar="DATE", type=DAY, required=True, help="Until when it holds.")
@click.option("--on", metavar="DATE", type=DAY, help="When it was accepted; default: today.")
@as_json
def accept(*, finding: str, reason: str, approver: str, expires: date, on: date | None, as_json: bool) -> None:
    """Accept the risk of a finding until a date."""
    from grcdesk.schemas.findings.findings import AcceptFacts  # noqa: PLC0415

    with opened() as desk:
        done = desk.finding_moves.accept(finding, AcceptFacts(reason, approver, expires, on))
    show_outcome(done, as_json=as_json)


MOVES = (respond, move, verify, close, reopen, accept)
"""Commands of the noun, in the order a finding goes."""
