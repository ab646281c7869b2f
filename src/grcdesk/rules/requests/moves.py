"""How a request may move. Two statuses: ours says what we did, the other is the auditor's last word, told by somebody.

Only the auditor accepts. What he accepts was handed over in that very round, and something was handed over: an
artefact, or a written response. A return needs its reason and begins the next round.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.errors import Refused
from grcdesk.terms.requests import SETTLED, AuditorStatus, RequestStatus
from grcdesk.wording import word


@dataclass(frozen=True, slots=True)
class RequestStanding:
    """A request as the rules look at it."""

    name: str
    status: RequestStatus = RequestStatus.OPEN
    auditor: AuditorStatus = AuditorStatus.NOT_SENT
    rounds: int = 1
    evidence: int = 0
    """Artefacts that answer it and are not set aside."""
    response: str = ""
    submitted_on: date | None = None
    told_on: date | None = None

    @property
    def answered(self) -> bool:
        """Whether there is anything to hand over."""
        return bool(self.evidence or self.response)


_BEFORE: dict[AuditorStatus, frozenset[AuditorStatus]] = {
    AuditorStatus.RECEIVED: frozenset({AuditorStatus.NOT_SENT, AuditorStatus.RETURNED}),
    AuditorStatus.ACCEPTED: frozenset({AuditorStatus.NOT_SENT, AuditorStatus.RETURNED, AuditorStatus.RECEIVED}),
    AuditorStatus.RETURNED: frozenset(
        {AuditorStatus.NOT_SENT, AuditorStatus.RETURNED, AuditorStatus.RECEIVED, AuditorStatus.ACCEPTED}
    ),
    AuditorStatus.CLOSED: frozenset(AuditorStatus) - {AuditorStatus.CLOSED},
}
"""Each word he may say, and what his last word may have been. He never takes back that he spoke: that is undone."""


def refuse_ours(now: RequestStanding, to: RequestStatus, *, blocked: str) -> None:
    """Refuse a move of our own status that may not be.

    Args:
        now: as it stands.
        to: where it is to go.
        blocked: what it waits for.

    Raises:
        Refused: when it is settled or handed over, or lacks what the word needs.
    """
    if now.auditor in SETTLED:
        raise Refused(
            f"{now.name} is {word(now.auditor)} by the auditor", hint="nothing is left to do; he can return it"
        )
    if to is RequestStatus.SUBMITTED:
        raise Refused(f"{now.name} is handed over by an act of its own", hint=f"grcdesk requests submit {now.name}")
    if now.status is RequestStatus.SUBMITTED:
        raise Refused(
            f"{now.name} is submitted: only the auditor brings it back",
            hint="record that he returned it; a submission by mistake is undone",
        )
    if to is RequestStatus.READY_FOR_REVIEW and not now.answered:
        raise Refused(
            f"{now.name} has nothing to review: neither evidence nor a response",
            hint=f"grcdesk requests evidence {now.name} EV-1, or --response TEXT",
        )
    if to is RequestStatus.BLOCKED and not blocked:
        raise Refused(f"{now.name} is blocked by what?", hint="--blocked TEXT says what it waits for")


def refuse_submit(now: RequestStanding, on: date, today: date) -> None:
    """Refuse to hand over what cannot be handed over.

    Raises:
        Refused: when it is settled, handed over already, or empty; on a day to come, or before it was returned.
    """
    if now.auditor in SETTLED:
        raise Refused(f"{now.name} is {word(now.auditor)} by the auditor", hint="nothing is left to hand over")
    if now.status is RequestStatus.SUBMITTED:
        raise Refused(f"{now.name} was submitted already", hint="the next round begins when the auditor returns it")
    if not now.answered:
        raise Refused(
            f"{now.name} has nothing to hand over: neither evidence nor a response",
            hint=f"grcdesk requests evidence {now.name} EV-1, or --response TEXT",
        )
    if on > today:
        raise Refused(f"{now.name} was submitted on {on}, which is still to come", hint=f"a day up to {today}")
    if now.told_on is not None and on < now.told_on:
        raise Refused(
            f"{now.name} was {word(now.auditor)} on {now.told_on}: it was handed over again on or after that day",
            hint=f"--on {now.told_on}, or later",
        )


def refuse_word(
    now: RequestStanding, to: AuditorStatus, *, told_by: str, on: date | None, reason: str, today: date
) -> None:
    """Refuse a word of the auditor that cannot have been said, or that nobody told.

    Args:
        now: as it stands.
        to: what he is said to have said.
        told_by: who tells it.
        on: when he said it.
        reason: why, where that is needed.
        today: in the zone of the engagement.

    Raises:
        Refused: naming what lacks.
    """
    if to is AuditorStatus.NOT_SENT:
        raise Refused(f"what the auditor said of {now.name} is not unsaid", hint="a word put down by mistake is undone")
    if not told_by or on is None:
        raise Refused(
            f"{now.name} {word(to)}: only the auditor says so; who told it, and when?", hint="--told-by NAME --on DAY"
        )
    # a word said in advance would count as accepted before anybody looked
    if on > today:
        raise Refused(f"{now.name} was {word(to)} on {on}, which is still to come", hint=f"a day up to {today}")
    _refuse_place(now, to)
    _refuse_order(now, to, on)
    _refuse_without_reason(now, to, reason)


def _refuse_place(now: RequestStanding, to: AuditorStatus) -> None:
    """Refuse a word that has no place after the one before it, or before anything was handed over."""
    if now.auditor not in _BEFORE[to]:
        raise Refused(f"{now.name} is {word(now.auditor)}: it cannot be {word(to)} after that")
    # he may close what was never handed over: a request can be withdrawn
    if to is not AuditorStatus.CLOSED and now.status is not RequestStatus.SUBMITTED:
        again = f" in round {now.rounds}" if now.rounds > 1 else ""
        raise Refused(
            f"{now.name} was not submitted{again}: it cannot be {word(to)}",
            hint=f"grcdesk requests submit {now.name} --on DAY says when it was handed over",
        )


def _refuse_without_reason(now: RequestStanding, to: AuditorStatus, reason: str) -> None:
    """Refuse what sends us back to work, or ends it halfway, without a word why."""
    if to is AuditorStatus.RETURNED and not reason:
        raise Refused(f"{now.name} returned: why?", hint="--reason TEXT, as the auditor put it")
    if to is AuditorStatus.CLOSED and now.auditor is not AuditorStatus.ACCEPTED and not reason:
        raise Refused(f"{now.name} closed without being accepted: why?", hint="--reason TEXT, as the auditor put it")


def _refuse_order(now: RequestStanding, to: AuditorStatus, on: date) -> None:
    for what, day in (("submitted", now.submitted_on), (word(now.auditor), now.told_on)):
        if day is not None and on < day:
            raise Refused(
                f"{now.name} was {what} on {day}: it cannot be {word(to)} on {on}", hint=f"--on {day} or later"
            )


def next_step(now: RequestStanding) -> str:
    """What can be done next with a request, for people."""
    if now.auditor in SETTLED:
        return f"{word(now.auditor)} by the auditor: nothing is left to do"
    if now.status is RequestStatus.SUBMITTED:
        return "handed over: it waits for the auditor's word"
    if not now.answered:
        return "to be handed over it needs evidence or a response"
    return "it can be handed over"
