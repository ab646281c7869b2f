"""What a response letter is made of, and who signs it; Markdown and Word are written from the same facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from grcdesk.errors import Refused
from grcdesk.models.programme import PROGRAMME, Programme
from grcdesk.rules.controls import gap
from grcdesk.schemas.exports.provenance import Provenance
from grcdesk.schemas.findings.findings import LetterFacts
from grcdesk.services.common.context import Context
from grcdesk.services.common.dates import looked_at, two_dates
from grcdesk.services.common.days import refuse_ahead
from grcdesk.services.common.in_force import engagement
from grcdesk.services.exports.provenance import known, provenance
from grcdesk.services.findings import reading
from grcdesk.terms.findings import FindingStatus
from grcdesk.text import clean
from grcdesk.wording import count, join, word


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs a letter, as what, when. Nobody: it is a draft."""

    signer: str = ""
    role: str = ""
    on: date | None = None
    """Empty: today."""


def shown(context: Context) -> LetterFacts:
    """The letter as it would be now, for this screen alone."""
    held = known(context)
    with context.store.read() as session:
        return _facts(context, session, provenance(session, looked_at(context, session, context.today()), held))


def handed(context: Context, signature: Signature, judged: date) -> LetterFacts:
    """The letter as it is handed out, signed or as a draft.

    Args:
        context: of the desk.
        signature: who signs it.
        judged: the day dates are held against.

    Raises:
        Refused: signed without a role, while a finding has no response, or on a day still to come.
    """
    name, role = gap.person(clean(signature.signer), "signer"), clean(signature.role.strip(), "role")
    refuse_ahead("the letter was signed on", signature.on, context.today())
    if name and not role:
        raise Refused("a letter is signed with name and role", hint="--role TEXT")
    held = known(context)
    with context.store.read() as session:
        found = _facts(context, session, provenance(session, two_dates(context, session, judged), held))
    if not name:
        return found
    if found.open:
        raise Refused(
            f"the letter cannot be signed yet: {join(list(found.open))} without a response",
            hint="grcdesk findings respond",
            reasons=tuple(f"{one} has no response" for one in found.open),
        )
    return replace(found, signer=name, role=role, signed_on=signature.on or context.today(), entered_by=context.actor)


def told(found: LetterFacts) -> str:
    """`2 findings, a draft: nobody has signed it`."""
    state = f"signed by {found.signer}" if found.signer else "a draft: nobody has signed it"
    return f"{count(len(found.findings), 'finding')}, {state}"


def _facts(context: Context, session: Session, source: Provenance) -> LetterFacts:
    held, day = engagement(session), source.dates.judged
    every = tuple(
        reading.detail(session, context.store.paths, reading.find(session, row.id), day)
        for row in reading.rows(session, day)
    )
    return LetterFacts(
        organisation=session.get_one(Programme, PROGRAMME).organisation,
        engagement=held.name,
        kind=word(held.kind),
        firm=held.firm,
        lead=held.lead,
        period=f"{held.period_start} to {held.period_end}" if held.period_start else "not chosen yet",
        provenance=source,
        findings=every,
        open=tuple(one.row.id for one in every if one.row.status is FindingStatus.OPEN),
    )
