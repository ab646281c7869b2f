"""A reviewer's workbook that came back: what it would change, and taking it in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import BadInput, Refused
from grcdesk.models.base import col
from grcdesk.models.reviews import Account, Campaign
from grcdesk.reports.xmltext import as_stored, visible
from grcdesk.rules.reviews import reviews as rules
from grcdesk.schemas.reviews.files import AnswerChange, AnswerDiff, AnswerLine, ReviewerAnswer
from grcdesk.schemas.reviews.reviews import Ruling
from grcdesk.services.reviews import dossier, reading
from grcdesk.services.reviews.account_rulings import Decider, DecisionResult, follow, lacking, put, warnings
from grcdesk.terms.reviews import Decision
from grcdesk.text import clean
from grcdesk.wording import count, join

_SHOWN = ("person", "mail", "role", "status")


@dataclass(frozen=True, slots=True)
class ComparedAnswer:
    """A workbook set against the campaign."""

    diff: AnswerDiff
    pairs: tuple[tuple[Account, Ruling], ...]


def compare(session: Session, campaign: Campaign, answer: ReviewerAnswer, name: str, today: date) -> ComparedAnswer:
    """What it would change.

    Raises:
        BadInput: naming every row that cannot be understood or is no account of the campaign.
        Refused: when it belongs to another campaign, or a decision lacks its reason; every one is named.
    """
    if answer.campaign != campaign.id:
        raise Refused(f"{name} belongs to {answer.campaign or 'no review'}, not to {campaign.id}")
    named = {_seen(line.system) for line in answer.lines}
    systems = [one.id for one in reading.systems_of(session, campaign.id) if _seen(one.name) in named]
    query = select(Account).where(col(Account.system).in_(systems))
    rows = {_place(row.system_name, row.account): row for row in session.scalars(query)}
    found = _Sorted(answer.reviewer, today)
    for line in answer.lines:
        found.add(rows.get(_place(line.system, line.account)), line)
    if found.wrong:
        told = f"{count(len(found.wrong), 'row')} cannot be taken; nothing was changed"
        raise BadInput(told, reasons=tuple(found.wrong), file=name)
    if reasons := lacking(found.pairs, today):
        raise Refused(f"{count(len(reasons), 'decision')} of {name} cannot be taken", reasons=tuple(reasons))
    notes = (*found.notes, *_lost(session, campaign, answer, found.seen))
    diff = AnswerDiff(
        campaign.id, answer.reviewer, tuple(found.changes), len(found.pairs), found.same, found.blank, notes
    )
    return ComparedAnswer(diff, tuple(found.pairs))


def _seen(text: str) -> str:
    """A text as the workbook shows it, folded: that is what comes back."""
    return rules.fold(visible(text))


def _place(system: str, account: str) -> tuple[str, str]:
    return _seen(system), _seen(account)


@dataclass
class _Sorted:
    """Rows of a workbook, sorted by what is to be done with them."""

    reviewer: str
    today: date
    pairs: list[tuple[Account, Ruling]] = field(default_factory=list)
    changes: list[AnswerChange] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    same: int = 0
    blank: int = 0

    def add(self, row: Account | None, line: AnswerLine) -> None:
        """One row, and the account it means."""
        if row is None or row.id in self.seen:
            why = "is no account of this review" if row is None else "stands there twice"
            self.wrong.append(f"row {line.line}: {line.system}/{line.account} {why}")
            return
        self.seen.add(row.id)
        self.notes += _altered(row, line)
        try:
            ruling = _ruling(row, line, self.reviewer, self.today)
        except BadInput as error:
            self.wrong.append(f"row {line.line}: {error.message}")
            return
        if ruling is None or _overtaken(row, line):
            self.blank += row.decision is None
            self.notes += _stays(row, line)
            return
        moved = _moved(row, ruling)
        self.same += not moved
        if moved:
            self.changes += moved
            self.pairs.append((row, ruling))


def take(session: Session, campaign: Campaign, read: ComparedAnswer, name: str, act: Decider) -> DecisionResult:
    """Write the changes. The act says who enters them, and with which kept file they came."""
    for row, ruling in read.pairs:
        put(row, ruling, replace(act, reviewer=ruling.reviewer))
    rows = [row for row, _ in read.pairs]
    follow(session, campaign, rows)
    diff = read.diff
    left = f", {diff.blank} still open" if diff.blank else ""
    said = f"{count(diff.accounts, 'account')} of {diff.reviewer} taken from {name}, {diff.same} as before{left}"
    return DecisionResult(said, (*warnings(rows), *diff.notes))


def _overtaken(row: Account, line: AnswerLine) -> bool:
    """Whether the reviewer left the decision as he was given it, and it was changed here meanwhile."""
    given = line.shown.get("as given")
    return given is not None and rules.fold(given) == rules.fold(line.decision) != (row.decision or "")


def _stays(row: Account, line: AnswerLine) -> list[str]:
    place, now = f"{row.system_name}/{row.account}", row.decision
    if now is None:
        return []
    if rules.fold(line.decision) == rules.fold(line.shown.get("as given", "")):
        return [f"{place}: decided here since, it stays {now.value}"]
    return [f"{place}: the decision was cleared; it stays {now.value}"]


def _ruling(row: Account, line: AnswerLine, reviewer: str, today: date) -> Ruling | None:
    word = rules.fold(line.decision)
    if not word:
        return None
    if word not in set(Decision):
        raise BadInput(f"{line.account}: {line.decision!r} is no decision: keep, revoke or modify")
    decision = Decision(word)
    again = row.decision is decision
    on = clock.parse_date(line.decided_on) if line.decided_on else (row.decided_on if again else today)
    done = clock.parse_date(line.done_on) if line.done_on else None
    reason, ticket = as_stored(line.reason, row.reason), as_stored(line.ticket, row.ticket)
    return Ruling(decision, row.reviewer if again else reviewer, on, reason, ticket, done)


def _moved(row: Account, ruling: Ruling) -> list[AnswerChange]:
    """Field by field; an empty cell takes nothing back."""
    wanted = {
        "decision": (_cell(row.decision), _cell(ruling.decision)),
        "reason": (row.reason, ruling.reason),
        "ticket": (row.ticket, ruling.ticket),
        "done_on": (_cell(row.done_on), _cell(ruling.done_on)),
        "decided_on": (_cell(row.decided_on), _cell(ruling.on)),
    }
    found = [
        AnswerChange(row.system_name, row.account, name, old, new)
        for name, (old, new) in wanted.items()
        if new and old != new
    ]
    # a day alone comes from opening the workbook later; it decides nothing anew
    return found if any(one.field != "decided_on" for one in found) else []


def _cell(value: Decision | date | None) -> str:
    return "" if value is None else str(value)


def _altered(row: Account, line: AnswerLine) -> list[str]:
    found = []
    for name in _SHOWN:
        told, known = line.shown.get(name), " ".join(str(getattr(row, name)).split())
        if told is not None and _seen(told) != _seen(known):
            place = f"{row.system_name}/{row.account}"
            found.append(f"{place}: {name} reads {clean(told)!r} there and {known!r} here; not taken")
    return found


def _lost(session: Session, campaign: Campaign, answer: ReviewerAnswer, seen: set[str]) -> list[str]:
    given, _ = dossier.accounts_of(session, campaign, answer.reviewer)
    lost = [f"{row.system}/{row.account}" for row in given if row.id not in seen]
    return [f"did not come back: {join(lost, 10)}"] if lost else []
