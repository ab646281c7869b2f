"""Forms that move a finding along: response, verifying, closing, accepting, reopening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grcdesk.schemas.desk.offers import Offered
from grcdesk.schemas.findings.findings import AcceptFacts, CheckFacts, FindingDetail, ResponseFacts
from grcdesk.terms import Answer
from grcdesk.terms.findings import FindingStatus
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import DAY, PERSON, YES_NO, records
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.values import day_of, one_of, optional_date
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.kit.drafts import Texts
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def respond(app: Shell, found: FindingDetail) -> None:
    """What management says."""
    fields = [
        Ask("agree", "Management agrees", found.row.agreed or "", needed=True, kind=YES_NO),
        Ask("by", "Said by", found.responded_by, needed=True, kind=PERSON),
        Ask("on", "On", "", "empty: today", kind=DAY),
        Ask("text", "Response", found.response, needed=True, long=True),
    ]

    def build(texts: Texts) -> Act:
        agreed = Answer(one_of(texts["agree"], tuple(Answer), "agrees"))
        facts = ResponseFacts(agreed, texts["text"], texts["by"], optional_date(texts["on"]))
        return lambda desk: desk.finding_moves.respond(found.row.id, facts)

    ask_and_do(app, f"Response to {found.row.id}", fields, build, note=found.row.title)


def state(app: Shell, found: FindingDetail) -> None:
    """Pick the next move, then say what it needs."""
    name = found.row.id
    # the moves from each state, the usual one first
    choices = {
        FindingStatus.OPEN: ("respond", "accept"),
        FindingStatus.RESPONDED: ("fixing", "accept"),
        FindingStatus.IN_REMEDIATION: ("ready", "accept"),
        FindingStatus.READY_TO_VERIFY: ("close", "verify", "failed", "accept"),
        FindingStatus.CLOSED: ("reopen",),
        FindingStatus.RISK_ACCEPTED: ("accept", "reopen"),
    }[found.row.status]
    labels = {
        "respond": "keep the response of management",
        "fixing": "in remediation: an action is planned",
        "ready": "ready to verify: every action is done",
        "close": "verified and closed",
        "verify": "verified, to be closed later",
        "failed": "not put right: back to remediation",
        "accept": "accept the risk until a day",
        "reopen": "open it again",
    }

    def picked(move: str | None) -> None:
        if move == "respond":
            respond(app, found)
        elif move in ("fixing", "ready"):
            to = FindingStatus.IN_REMEDIATION if move == "fixing" else FindingStatus.READY_TO_VERIFY
            app.with_desk("moving", lambda desk: desk.finding_moves.move(name, to))
        elif move in ("close", "verify"):
            check(app, found, close=move == "close")
        elif move is not None:
            {"failed": failed, "accept": accept, "reopen": reopen}[move](app, found)

    keyed = [Choice(one, labels[one], str(place)) for place, one in enumerate(choices, 1)]
    app.push_screen(Pick(f"{name} is {word(found.row.status)}", keyed), picked)


def check(app: Shell, found: FindingDetail, *, close: bool) -> None:
    """A second person saw that it is put right."""
    name = found.row.id
    fields = [
        Ask("by", "Verified by", found.verified_by, "neither its owner nor who did the work", needed=True, kind=PERSON),
        Ask(
            "proofs",
            "Proof",
            "; ".join(found.proofs),
            "artefacts",
            needed=True,
            kind=records(Offered.EVIDENCE, "; "),
        ),
        Ask("on", "On", "", "empty: today", kind=DAY),
    ]

    def build(texts: Texts) -> Act:
        proofs = tuple(part.strip() for part in texts["proofs"].replace(",", ";").split(";") if part.strip())
        facts = CheckFacts(texts["by"], proofs, optional_date(texts["on"]))
        if close:
            return lambda desk: desk.finding_moves.close(name, facts, on=facts.on)
        return lambda desk: desk.finding_moves.verify(name, facts)

    ask_and_do(app, f"{'Close' if close else 'Verify'} {name}", fields, build, note=found.row.title)


def failed(app: Shell, found: FindingDetail) -> None:
    """A second person saw that it is not."""
    fields = [
        Ask("by", "Looked at by", "", "neither its owner nor who did the work", needed=True, kind=PERSON),
        Ask("failed", "What is still wrong", needed=True),
    ]

    def build(texts: Texts) -> Act:
        facts = CheckFacts(texts["by"], failed=texts["failed"])
        return lambda desk: desk.finding_moves.verify(found.row.id, facts)

    ask_and_do(app, f"{found.row.id} goes back", fields, build, note=found.row.title)


def accept(app: Shell, found: FindingDetail) -> None:
    """The risk is accepted until a day."""
    fields = [
        Ask("reason", "Why it may stay", needed=True),
        Ask("approver", "Approved by", needed=True, kind=PERSON),
        Ask("until", "Until", needed=True, kind=DAY),
    ]

    def build(texts: Texts) -> Act:
        facts = AcceptFacts(texts["reason"], texts["approver"], day_of(texts["until"]))
        return lambda desk: desk.finding_moves.accept(found.row.id, facts)

    ask_and_do(app, f"Accept {found.row.id}", fields, build, note=found.row.title)


def reopen(app: Shell, found: FindingDetail) -> None:
    """It is open again."""

    def build(texts: Texts) -> Act:
        return lambda desk: desk.finding_moves.reopen(found.row.id, reason=texts["reason"])

    ask_and_do(app, f"Open {found.row.id} again", [Ask("reason", "Why", needed=True)], build, note=found.row.title)
