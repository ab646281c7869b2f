"""Signing a campaign: refused with every reason, or frozen, hashed, kept, and made evidence."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlmodel import Session, col

from grcdesk import clock
from grcdesk.errors import Refused
from grcdesk.models.evidence import Evidence, EvidenceLink
from grcdesk.models.reviews import Account, AccountList, Campaign, SignOff
from grcdesk.paths import DeskPaths
from grcdesk.schemas.reviews import SignCheck
from grcdesk.services.common.ids import next_id
from grcdesk.services.reviews import check as review_check
from grcdesk.services.reviews import reading
from grcdesk.store import vault
from grcdesk.terms import CollectorMethod, EvidenceKind
from grcdesk.terms.reviews import CampaignPhase
from grcdesk.text import clean
from grcdesk.wording import count, join

STATEMENT = (
    "Every account of the listed systems was reviewed by somebody entitled to decide on it, and every removal that was "
    "decided has been made and seen in a later list."
)
_FROZEN = (
    "system_name", "account", "kind", "person", "mail", "role", "admin", "active", "status", "last_used", "flags",
    "assigned", "reviewer", "decision", "decided_on", "decided_at", "together", "reason", "ticket", "done_on", "proof",
    "verified",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignerWords:
    """What the signing person says."""

    name: str
    role: str
    statement: str
    on: date


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


def sign(session: Session, paths: DeskPaths, row: Campaign, words: SignerWords, today: date) -> str:
    """Freeze and sign; returns the sentence to tell.

    Raises:
        Refused: with every reason.
    """
    found = review_check.check(session, row)
    reasons = [
        f"{told.kind.replace('_', '-')}: {_where(told.system, told.account)}{told.text}" for told in found.blocking
    ]
    reasons += _lacks(row, words, today)
    if reasons:
        hint = f"grcdesk reviews check {row.id} lists them"
        raise Refused(f"{row.id} cannot be signed: {count(len(reasons), 'reason')}", reasons=tuple(reasons), hint=hint)
    content = frozen(session, row)
    sha, size = _keep(paths, content, row)
    rows = found.decisions["keep"] + found.decisions["revoke"] + found.decisions["modify"]
    evidence = _evidence(session, row, words, sha, size)
    number = len(session.scalars(select(col(SignOff.id)).where(col(SignOff.campaign) == row.id)).all()) + 1
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
            rows=rows,
            sha256=sha,
            evidence=evidence,
            exceptions=_exceptions(found, row),
            position=number,
        )
    )
    row.phase = CampaignPhase.SIGNED
    tied = f"; {evidence} stands for {row.slot} of {row.control}" if row.control else f"; {evidence}"
    late = f", {count(len(found.late), 'late removal')} as an exception" if found.late else ""
    return f"{row.id} signed by {words.name} on {words.on}: {count(rows, 'account')}{late}{tied}"


def reopen(session: Session, row: Campaign, by: str, reason: str, today: date) -> None:
    """Take the sign-off out of force; its evidence then supports nothing."""
    query = select(SignOff).where(col(SignOff.campaign) == row.id, col(SignOff.reopened_on).is_(None))
    for one in session.scalars(query):
        one.reopened_on, one.reopened_by, one.reopen_reason = today, clean(by), clean(reason, "reason")
        artefact = session.get(Evidence, one.evidence)
        if artefact is not None:
            artefact.rejected = clean(f"{row.id} was reopened: {reason}")
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
    lines = [head, *(dict(zip(names, found, strict=True)) for found in session.execute(query))]
    return "".join(_line(one) for one in lines).encode()


def _told(session: Session, name: str) -> dict[str, object]:
    one = session.get(AccountList, name)
    if one is None:
        return {}
    return {
        key: getattr(one, key)
        for key in ("id", "source", "file_name", "sha256", "query", "pulled_at", "rows", "accounts", "completeness")
    }


def _line(one: dict[str, object]) -> str:
    return json.dumps(one, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str) + "\n"


def _lacks(row: Campaign, words: SignerWords, today: date) -> list[str]:
    lacks = [] if words.role.strip() else ["the signing person's role is not given"]
    if words.on > today:
        lacks.append(f"{words.on} is still to come")
    if words.on < row.slot_start:
        lacks.append(f"{words.on} lies before {row.slot} begins")
    return lacks


def _where(system: str, account: str) -> str:
    return f"{system}/{account} " if account else f"{system} " if system else ""


def _exceptions(found: SignCheck, row: Campaign) -> list[str]:
    late = [
        f"{one.account}: removed after {one.business_days} business days, {row.removal_days} allowed"
        for one in found.late
    ]
    return late + list(found.notes)


def _keep(paths: DeskPaths, content: bytes, row: Campaign) -> tuple[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{row.id}.jsonl"
        file.write_bytes(content)
        sha, size, _ = vault.keep(paths, file)
    return sha, size


def _evidence(session: Session, row: Campaign, words: SignerWords, sha: str, size: int) -> str:
    lists = [one.name for one in reading.systems_of(session, row.id)]
    name, number = next_id(session, Evidence, "EV")
    moment = clock.stamp(clock.now())
    session.add(
        Evidence(
            id=name,
            title=f"Access review {row.slot}, signed by {clean(words.name)}",
            kind=EvidenceKind.SIGN_OFF,
            period_from=row.slot_start,
            period_to=row.slot_end,
            performed_on=words.on,
            for_slot=row.slot,
            collected_at=moment,
            recorded_at=moment,
            collected_by=clean(words.name),
            method=CollectorMethod.WRITTEN,
            source=f"access review {row.id}",
            query=f"systems: {join(lists, 20)}",
            file_name=f"access-review-{row.slot}-{row.id}.jsonl",
            sha256=sha,
            size=size,
            position=number,
        )
    )
    if row.control:
        session.add(EvidenceLink(id=f"{row.control}/{name}", control=row.control, evidence=name))
    return name
