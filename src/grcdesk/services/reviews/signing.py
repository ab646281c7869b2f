"""Signing a campaign: refused with every reason, or frozen, hashed, kept, and made evidence."""

from __future__ import annotations

import hashlib
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import Refused
from grcdesk.models.base import col
from grcdesk.models.reviews import Account, AccountList, Campaign, SignOff
from grcdesk.paths import DeskPaths
from grcdesk.rules.reviews import remarks as remark_rules
from grcdesk.schemas.reviews.checks import SignCheck
from grcdesk.services.reviews import check as review_check
from grcdesk.services.reviews import kept, reading, signed_facts
from grcdesk.services.reviews.signed_facts import SignerWords
from grcdesk.terms.reviews import CampaignPhase, KeptKind
from grcdesk.text import clean
from grcdesk.wording import count

STATEMENT = (
    "Every account of the listed systems was reviewed by somebody entitled to decide on it, and every removal that was "
    "decided has been made and seen in a later list."
)
_FROZEN = (
    "system_name", "account", "kind", "person", "mail", "role", "admin", "active", "status", "last_used", "flags",
    "assigned", "reviewer", "decision", "decided_on", "decided_at", "together", "reason", "ticket", "done_on", "proof",
    "verified", "left_on", "recorded_by", "recorded_at", "from_file",
)  # fmt: skip


def require_open(session: Session, campaign: str) -> Campaign:
    """A campaign whose rows may change.

    Raises:
        NotFound: when there is none.
        Refused: when it is signed.
    """
    row = reading.require(session, campaign)
    if row.phase is CampaignPhase.SIGNED:
        raise Refused(f"{row.id} is signed: its rows are frozen", hint=f"grcdesk reviews reopen {row.id} --reason TEXT")
    return row


def sign(
    session: Session, paths: DeskPaths, row: Campaign, words: SignerWords, today: date
) -> tuple[str, tuple[str, ...]]:
    """Freeze and sign; returns the sentence to tell, and every exception.

    Raises:
        Refused: with every reason.
    """
    found = review_check.check(session, row)
    _require(session, row, found, words, today)
    told = signed_facts.lines(found.exceptions)
    rows = kept.FileToKeep(
        frozen(session, row), KeptKind.FROZEN, f"access-review-{row.slot}-{row.id}.jsonl", rows=_decided(found)
    )
    number = len(session.scalars(select(col(SignOff.id)).where(col(SignOff.campaign) == row.id)).all()) + 1
    kept.note(session, rows, about=f"{row.id}/{number}", campaign=row.id, by=words.by)
    facts = signed_facts.facts(session, row, found, words, rows)
    evidence = signed_facts.add_evidence(session, row, words, facts)
    session.add(
        SignOff(
            id=f"{row.id}/{number}",
            campaign=row.id,
            name=clean(words.name, "name"),
            role=clean(words.role.strip(), "role"),
            signed_on=words.on,
            statement=clean(words.statement.strip() or STATEMENT, "statement"),
            keep=found.decisions["keep"],
            revoke=found.decisions["revoke"],
            modify=found.decisions["modify"],
            rows=_decided(found),
            sha256=hashlib.sha256(rows.content).hexdigest(),
            evidence=evidence,
            exceptions=told,
            position=number,
            recorded_by=clean(words.by),
            recorded_at=clock.stamp(clock.now()),
        )
    )
    session.flush()
    # the rows are frozen by a trigger from now on: all else is flushed before
    row.phase = CampaignPhase.SIGNED
    # last, when nothing can be refused any more: the vault takes no part in the transaction
    kept.store(paths, [rows, kept.FileToKeep(facts, KeptKind.FROZEN, "")])
    tied = f"; {evidence} stands for {row.slot} of {row.control}" if row.control else f"; {evidence}"
    with_them = f" with {count(len(told), 'exception')}" if told else ""
    late = f", {count(len(found.late), 'late removal')}" if found.late else ""
    said = f"{row.id} signed{with_them} by {words.name} on {words.on}: {count(_decided(found), 'account')}{late}{tied}"
    return said, tuple(f"exception: {one}" for one in told)


def _decided(found: SignCheck) -> int:
    return found.decisions["keep"] + found.decisions["revoke"] + found.decisions["modify"]


def _require(session: Session, row: Campaign, found: SignCheck, words: SignerWords, today: date) -> None:
    reasons = [
        f"{told.kind.replace('_', '-')}: {_where(told.system, told.account)}{told.text}" for told in found.blocking
    ]
    reasons += _lacks(row, words, today)
    reasons += remark_rules.unsignable(words.on, _newest(session, row))
    if reasons:
        hint = f"grcdesk reviews check {row.id} lists them"
        raise Refused(f"{row.id} cannot be signed: {count(len(reasons), 'reason')}", reasons=tuple(reasons), hint=hint)


def _newest(session: Session, row: Campaign) -> list[tuple[str, date]]:
    """The newest of each kind of day a signature speaks of."""
    query = select(func.max(reading.ACCOUNT.decided_on), func.max(reading.ACCOUNT.done_on))
    decided, done = session.execute(query.where(reading.ACCOUNT.campaign == row.id)).one()
    drawn = review_check.drawn(session, row.id)
    found = [("the day a list was drawn", day) for day in [max(drawn.values(), default=None)] if day]
    found += [("the day of a decision", reading.plain_day(decided))] if decided else []
    found += [("the day of a removal", reading.plain_day(done))] if done else []
    return [*found, ("the day it began", row.started)]


def reopen(session: Session, row: Campaign, by: str, reason: str, today: date) -> None:
    """Take the sign-off out of force; its evidence then supports nothing."""
    query = select(SignOff).where(col(SignOff.campaign) == row.id, col(SignOff.reopened_on).is_(None))
    for one in session.scalars(query):
        one.reopened_on, one.reopened_by, one.reopen_reason = today, clean(by), clean(reason, "reason")
        for artefact in signed_facts.artefacts(session, row.id):
            artefact.rejected = artefact.rejected or clean(f"{row.id} was reopened: {reason}")
    row.phase = CampaignPhase.REOPENED


def frozen(session: Session, row: Campaign) -> bytes:
    """The rows as one JSON object a line, the campaign first; same rows, same bytes."""
    head = {
        "campaign": row.id,
        "slot": row.slot,
        "removal_days": row.removal_days,
        "holidays": row.holidays,
        "systems": [
            {
                "system": one.name,
                "owner": one.owner,
                "delegate": one.delegate,
                "list": _told(session, one.population),
                "proof": _told(session, one.proof),
            }
            for one in reading.systems_of(session, row.id)
        ],
    }
    columns = [reading.ACCOUNT[name] for name in _FROZEN]
    query = select(*columns).where(col(Account.campaign) == row.id).order_by(col(Account.position), col(Account.id))
    names = ("system", *_FROZEN[1:])
    return kept.as_lines(head, (dict(zip(names, found, strict=True)) for found in session.execute(query)))


def _told(session: Session, name: str) -> dict[str, object]:
    one = session.get(AccountList, name)
    if one is None:
        return {}
    return {
        key: getattr(one, key)
        for key in (
            *("id", "source", "file_name", "sha256", "query", "pulled_at", "pulled_by", "rows", "accounts", "stated"),
            *("completeness", "marks", "lost", "doubt"),
        )
    }


def _lacks(row: Campaign, words: SignerWords, today: date) -> list[str]:
    lacks = [] if words.role.strip() else ["the signing person's role is not given"]
    if words.on > today:
        lacks.append(f"{words.on} is still to come")
    if words.on < row.slot_start:
        lacks.append(f"{words.on} lies before {row.slot} begins")
    return lacks


def _where(system: str, account: str) -> str:
    return f"{system}/{account} " if account else f"{system} " if system else ""
