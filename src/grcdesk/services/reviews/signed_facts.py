"""What a signed access review proves, as a file of facts: counts, names, days, hashes, and no sentence of anybody.

It is the evidence of the slot. The lists under it are evidence too: what was there, of which accounts.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.models.base import col
from grcdesk.models.evidence import Evidence, EvidenceLink
from grcdesk.models.reviews import AccountList, Campaign, KeptFile
from grcdesk.rules.reviews import remarks as rules
from grcdesk.schemas.reviews.checks import Remark, SignCheck
from grcdesk.services.common.ids import next_id
from grcdesk.services.evidence.facts import IMPORTER, as_json
from grcdesk.services.reviews import kept, reading, roster
from grcdesk.store import journal
from grcdesk.terms import CollectorMethod, EvidenceKind, FactsFrom
from grcdesk.text import clean
from grcdesk.wording import count, join


@dataclass(frozen=True, slots=True)
class SignerWords:
    """What the signing person says."""

    name: str
    role: str
    statement: str
    on: date
    by: str = ""
    """Who enters it."""


def facts(session: Session, row: Campaign, found: SignCheck, words: SignerWords, rows: kept.FileToKeep) -> bytes:
    """The file of facts as canonical JSON; same state of the desk, same bytes."""
    head = journal.head(session.connection(), changes_only=True)
    people = roster.in_force(session)
    content = {
        "campaign": row.id,
        "control": row.control,
        "slot": row.slot,
        "started": row.started,
        "opened": {"by": row.opened_by, "at": row.opened_at},
        "systems": [
            {
                "system": one.name,
                "owner": one.owner,
                "delegate": one.delegate,
                "list": _list(session, one.population),
                "proof": _list(session, one.proof),
            }
            for one in reading.systems_of(session, row.id)
        ],
        "roster": {"id": people.id, "sha256": people.sha256, "drawn": people.pulled_on} if people else None,
        "decisions": dict(found.decisions),
        "removals": {"days_allowed": row.removal_days, "late": len(found.late)},
        "verdict": rules.verdict(found.exceptions),
        "exceptions": dict(sorted(Counter(one.kind for one in found.exceptions).items())),
        "exceptions_at": [[one.kind, one.system, one.account] for one in found.exceptions],
        "signed": {"name": clean(words.name), "role": clean(words.role.strip()), "on": words.on},
        "recorded": {"by": clean(words.by), "at": clock.stamp(clock.now())},
        "rows": {"sha256": hashlib.sha256(rows.content).hexdigest(), "size": len(rows.content), "accounts": rows.rows},
        "files": [
            {"id": one.id, "of": one.about, "what": one.what, "sha256": one.sha256, "source_sha256": one.source_sha256}
            for one in kept.of_campaign(session, row.id, also=people.id if people else "")
        ],
    }
    line = {
        "format": "grcdesk facts 1",
        "from": FactsFrom.ACCESS_REVIEW.value,
        "about": _source(row.id),
        "performed_on": words.on.isoformat(),
        "by": clean(words.name),
        "log": {"entry": head.seq, "head": head.hash},
        "facts": as_json(content),
    }
    return journal.canonical(line) + b"\n"


def _list(session: Session, name: str) -> dict[str, Any] | None:
    one = session.get(AccountList, name) if name else None
    if one is None:
        return None
    return {
        "id": one.id,
        "sha256": one.sha256,
        "pulled_at": one.pulled_at,
        "pulled_by": one.pulled_by,
        "rows": one.rows,
        "accounts": one.accounts,
        "stated": one.stated,
        "page": bool(one.marks),
        "query_told": bool(one.query),
        "completeness_told": bool(one.completeness),
    }


def lines(exceptions: tuple[Remark, ...]) -> list[str]:
    """Each exception where it is, as the signature keeps it."""
    return [one.line for one in exceptions]


def add_evidence(session: Session, row: Campaign, words: SignerWords, content: bytes) -> str:
    """The artefact of the slot, and one for each list under review; returns the id of the first."""
    systems = reading.systems_of(session, row.id)
    # the first artefact is the run of the control; the lists beside it only show which accounts there were
    name = _add(
        session, row,
        title=f"Access review {row.slot}, signed by {clean(words.name)}",
        kind=EvidenceKind.SIGN_OFF, period_from=row.slot_start, period_to=row.slot_end, performed_on=words.on,
        for_slot=row.slot, collected_by=clean(words.name), method=CollectorMethod.WRITTEN,
        query=f"systems: {join([one.name for one in systems], 20)}",
        file_name=f"access-review-{row.slot}-{row.id}.json", sha256=hashlib.sha256(content).hexdigest(),
        size=len(content), collected_at=clock.stamp(clock.now()), source=_source(row.id),
        importer=IMPORTER,
    )  # fmt: skip
    for one in systems:
        _add_list(session, row, one.name, session.get_one(AccountList, one.population))
    return name


def _add_list(session: Session, row: Campaign, system: str, one: AccountList) -> None:
    file = session.scalars(select(KeptFile).where(col(KeptFile.about) == one.id)).first()
    if file is None:
        return  # taken in by a version that kept no list
    _add(
        session, row,
        title=f"Accounts of {system}: {count(one.accounts, 'account')}, {one.id}", kind=EvidenceKind.POPULATION,
        as_of=reading.drawn_on(one), collected_by=one.pulled_by, method=CollectorMethod.EXPORT, query=one.query,
        pulled_at=one.pulled_at, completeness=one.completeness, file_name=file.file_name, sha256=file.sha256,
        size=file.size, collected_at=one.pulled_at, source=f"{_source(row.id)}, {one.id}", row_count=one.accounts,
    )  # fmt: skip


def _add(session: Session, row: Campaign, **told: Any) -> str:
    name, number = next_id(session, Evidence, "EV")
    session.add(Evidence(id=name, recorded_at=clock.stamp(clock.now()), position=number, **told))
    if row.control:
        session.add(EvidenceLink(id=f"{row.control}/{name}", control=row.control, evidence=name))
    session.flush()
    return name


def _source(campaign: str) -> str:
    return f"access review {campaign}"


def artefacts(session: Session, campaign: str) -> list[Evidence]:
    """Every artefact a campaign has made."""
    mine = (col(Evidence.source) == _source(campaign)) | col(Evidence.source).startswith(
        f"{_source(campaign)}, ", autoescape=True
    )
    return list(session.scalars(select(Evidence).where(mine)))
