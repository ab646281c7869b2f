"""What moves a finding along: management answers, actions are done, a second person looks, or the risk is accepted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from grcdesk.errors import BadInput, Refused
from grcdesk.models.findings import Finding
from grcdesk.rules.controls import gap
from grcdesk.rules.findings import closing as rules
from grcdesk.rules.findings.moves import RESPONSE_DAYS
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.findings.findings import AcceptFacts, CheckFacts, ResponseFacts
from grcdesk.schemas.outcomes import Outcome
from grcdesk.services.common.context import Service
from grcdesk.services.common.days import refuse_ahead
from grcdesk.services.findings import proofs, reading, writing
from grcdesk.store.running.command import Work
from grcdesk.terms import Verb
from grcdesk.terms.findings import FindingStatus
from grcdesk.text import clean
from grcdesk.wording import join, word

_STEPS = (FindingStatus.IN_REMEDIATION, FindingStatus.READY_TO_VERIFY)


class FindingMoves(Service):
    """Verbs that move the status of a finding."""

    def respond(self, finding: str, facts: ResponseFacts) -> Outcome:
        """Keep what management says to a finding. It may be said anew until the finding is ready to verify.

        Raises:
            NotFound: when there is no such finding.
            Refused: without a text or a name, too late, or on a day that is still to come.
        """
        with self._store.work(Verb.FINDING_RESPOND) as work:
            row = reading.find(work.session, finding)
            who, said = self._person(facts.by, "who responds"), writing.text("response", facts.text)
            lacks = tuple(what for what, value in (("a text", said), ("who responds", who)) if not value)
            if lacks:
                raise Refused(f"a response needs {join(lacks)}", reasons=lacks)
            day = self._day(facts.on, row)
            if row.status not in (FindingStatus.OPEN, FindingStatus.RESPONDED, FindingStatus.IN_REMEDIATION):
                raise Refused(f"{row.id} is {word(row.status)}: its response stands", hint="reopen it, with a reason")
            row.agreed, row.response, row.responded_by, row.responded_on = facts.agreed, said, who, day
            if row.status is FindingStatus.OPEN:
                self._move(work, row, FindingStatus.RESPONDED, on=day, by=who)
            else:
                row.version += 1
        agrees = "agrees" if facts.agreed == "yes" else "does not agree"
        return work.outcome(f"{row.id}: {who} {agrees}")

    def move(self, finding: str, to: FindingStatus, *, by: str = "", on: date | None = None) -> Outcome:
        """Move a finding to in remediation, or to ready to verify. The other moves have verbs of their own.

        Raises:
            NotFound: when there is no such finding.
            Refused: when it cannot move so, an action is lacking or open, or the day is still to come.
            BadInput: for another status.
        """
        if to not in _STEPS:
            cures = "respond, close, accept and reopen make the other moves"
            raise BadInput(f"a finding is not moved to {word(to)} like this", hint=cures)
        with self._store.work(Verb.FINDING_MOVE) as work:
            row = reading.find(work.session, finding)
            if row.status is FindingStatus.READY_TO_VERIFY and to is FindingStatus.IN_REMEDIATION:
                raise Refused(
                    f"{row.id} goes back when the person who verifies says why", hint="verify --failed REASON"
                )
            looked = reading.closing(work.session, self._store.paths, row)
            lacks = rules.unready(looked)
            if to is FindingStatus.IN_REMEDIATION:
                lacks = [one for one in lacks if one.about == "plan"]
            # whether it may move so comes before what it lacks: a closed finding is not told to plan an action
            self._move(work, row, to, on=self._day(on, row), by=self._who(by))
            if lacks:
                told = tuple(one.what for one in lacks)
                raise Refused(f"{row.id} is not {word(to)}: {join(told)}", reasons=told)
        return work.outcome(f"{row.id} is {word(to)}")

    def verify(self, finding: str, facts: CheckFacts) -> Outcome:
        """Keep what a second person found who looked at the fix: proof of it, or why it is not put right yet.

        Raises:
            NotFound: when there is no such finding or artefact.
            Refused: when it is not ready to verify, the person owns it or did the work, or no proof is intact.
        """
        with self._store.work(Verb.FINDING_VERIFY, facts.failed) as work:
            row = reading.find(work.session, finding)
            if row.status is not FindingStatus.READY_TO_VERIFY:
                looked = reading.closing(work.session, self._store.paths, row)
                told = rules.sentence(rules.unready(looked)) or "move it there first"
                raise Refused(f"{row.id} is {word(row.status)}, not ready to verify", hint=told)
            warnings = self._verify(work, row, facts)
        if facts.failed:
            return work.outcome(f"{row.id} goes back: {row.status_since}, {facts.failed.strip()}")
        return work.outcome(f"{row.id} verified by {row.verified_by} with {join(row.proofs)}", warnings=warnings)

    def close(self, finding: str, facts: CheckFacts | None = None, *, on: date | None = None) -> Outcome:
        """Close a finding that a second person has verified; `facts` verifies it in the same act.

        Raises:
            NotFound: when there is no such finding or artefact.
            Refused: naming everything that keeps it from being closed.
        """
        with self._store.work(Verb.FINDING_CLOSE) as work:
            row = reading.find(work.session, finding)
            warnings: tuple[str, ...] = ()
            if facts is not None and row.status is FindingStatus.READY_TO_VERIFY:
                warnings = self._verify(work, row, facts)
            day = self._day(on, row)
            if row.status is FindingStatus.CLOSED:
                raise Refused(f"{row.id} is closed since {row.closed_on}")
            # the proofs are read now: closing rests on their bytes, not on the last look at them
            lacks = rules.lacks(reading.closing(work.session, self._store.paths, row, look=True))
            if lacks:
                told = tuple(one.what for one in lacks)
                what = told[0] if len(told) == 1 else f"{len(told)} things are lacking"
                raise Refused(
                    f"{row.id} is not to be closed yet: {what}",
                    reasons=told if len(told) > 1 else (),
                    hint=rules.cure(lacks[0], row.id),
                )
            if row.verified_on is not None and day < row.verified_on:
                raise Refused(f"{row.id} cannot be closed on {day}: it was verified on {row.verified_on}")
            row.closed_on = day
            self._move(work, row, FindingStatus.CLOSED, on=day, by=row.verified_by, proofs=tuple(row.proofs))
        return work.outcome(f"{row.id} closed on {day}, verified by {row.verified_by}", warnings=warnings)

    def reopen(self, finding: str, *, reason: str, by: str = "", on: date | None = None) -> Outcome:
        """Open a finding again that was closed, or whose risk was accepted. What was said for it stays with its moves.

        Raises:
            NotFound: when there is no such finding.
            Refused: without a reason, or when it is open.
        """
        with self._store.work(Verb.FINDING_REOPEN, reason) as work:
            row = reading.find(work.session, finding)
            who = self._who(by)
            day = self._day(on, row)
            self._move(work, row, FindingStatus.OPEN, on=day, by=who, reason=reason)
            _clear(row)
            row.accepted_by, row.accept_reason, row.accepted_on, row.accept_until = "", "", None, None
            row.closed_on, row.response_due = None, day + timedelta(days=RESPONSE_DAYS)
        return work.outcome(f"{row.id} is open again: {reason.strip()}")

    def accept(self, finding: str, facts: AcceptFacts) -> Outcome:
        """Accept the risk of a finding until a day, on somebody's word; an acceptance may be given anew.

        Raises:
            NotFound: when there is no such finding.
            Refused: without reason or approver, when it would have expired already, or when the finding is closed.
        """
        with self._store.work(Verb.FINDING_ACCEPT, facts.reason) as work:
            row = reading.find(work.session, finding)
            who, reason = self._person(facts.approver, "approver"), writing.text("reason", facts.reason)
            lacks = tuple(what for what, value in (("a reason", reason), ("an approver", who)) if not value)
            if lacks:
                raise Refused(f"accepting a finding needs {join(lacks)}", reasons=lacks)
            if facts.until < self._today():
                raise Refused(f"the acceptance would have expired on {facts.until}", hint="choose a day to come")
            day = self._day(facts.on, row)
            self._move(work, row, FindingStatus.RISK_ACCEPTED, on=day, by=who, reason=reason)
            _clear(row)
            row.accepted_by, row.accept_reason, row.accepted_on, row.accept_until = who, reason, day, facts.until
        return work.outcome(f"{row.id}: accepted by {who} until {facts.until}")

    def _verify(self, work: Work, row: Finding, facts: CheckFacts) -> tuple[str, ...]:
        """Keep the check; what to tell of its proofs."""
        day = self._day(facts.on, row)
        who = self._person(facts.by, "who verifies")
        looked = reading.closing(work.session, self._store.paths, row)
        # never the signer of the desk by default: a second person who is not named is nobody
        if not who:
            raise Refused("a second person verifies: who?", hint="--by NAME")
        if why := rules.same_hand(looked, who):
            raise Refused(f"{row.id}: {why}", hint="--by another NAME")
        if facts.failed:
            self._move(work, row, FindingStatus.IN_REMEDIATION, on=day, by=who, reason=facts.failed)
            _clear(row)
            return ()
        behind = self._intact(work, row, facts)
        row.proofs, row.verified_by, row.verified_on = [one.id for one in behind], who, day
        row.version += 1
        return _older_than(row, behind)

    def _intact(self, work: Work, row: Finding, facts: CheckFacts) -> Sequence[EvidenceRow]:
        """The artefacts that show the fix, each looked at; without one, or with a broken one, nothing is verified."""
        behind = proofs.named(work.session, facts.proofs or row.proofs)
        broken = proofs.broken(self._store.paths, behind, look=True)
        if not behind or broken:
            told = tuple(broken) or ("no artefact shows the fix",)
            hint = "name artefacts of the register that are on file and intact: --proof EV-1"
            raise Refused(f"{row.id} is not verified: {join(told)}", hint=hint, reasons=told if len(told) > 1 else ())
        return behind

    def _move(
        self, work: Work, row: Finding, to: FindingStatus, *, on: date, by: str, reason: str = "",
        proofs: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        writing.move(
            work.session, row, to, on=on, by=by, reason=reason, proofs=proofs, recorded_by=self._store.signer.name
        )

    def _day(self, on: date | None, row: Finding) -> date:
        """The day of an act: today or as told, never before the finding was raised or moved last."""
        day = on or self._today()
        refuse_ahead("this was done on", day, self._today())
        if day < row.status_since:
            raise Refused(f"{row.id} is {word(row.status)} since {row.status_since}: nothing moved it on {day}")
        return day

    def _who(self, by: str) -> str:
        return self._person(by, "who does it") or self._store.signer.name

    def _person(self, name: str, what: str) -> str:
        return gap.person(clean(name), what)


def _older_than(row: Finding, behind: Sequence[EvidenceRow]) -> tuple[str, ...]:
    """Warnings: proofs whose last day lies before the finding. They may still show the fix; a person says so."""
    last_days = {one.id: one.performed_on or one.period_to or one.as_of for one in behind}
    return tuple(
        f"{name} shows {last}, before the finding was raised on {row.raised_on}"
        for name, last in last_days.items()
        if last is not None and last < row.raised_on
    )


def _clear(row: Finding) -> None:
    """What was verified counts no longer; its move keeps it."""
    row.proofs, row.verified_by, row.verified_on = [], "", None
