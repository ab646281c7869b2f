"""How far evidence on file bears out that a control is in place, and what would bear it out further."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from grcdesk.rules.evidence.standing import standing
from grcdesk.rules.time.slots import later
from grcdesk.schemas.controls.controls import Backing, ControlDetail
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.terms import Design, EvidenceKind, Frequency, Implemented, Status, Support
from grcdesk.wording import count, word


@dataclass(frozen=True, slots=True)
class Reach:
    """The days an artefact must meet to bear out a control as of a day."""

    days: Span
    """An artefact that no one said until when it is valid must show one of these."""
    valid_on: date
    """One with such a day must still be valid on this one."""


@dataclass(frozen=True, slots=True)
class Behind:
    """An artefact behind a control, as this rule looks at it."""

    id: str
    kind: EvidenceKind
    first: date
    """The first day it shows."""
    last: date
    """The last day it shows."""
    valid_until: date | None = None
    preserved: bool = True
    integrity: str = ""
    rejected: str = ""
    superseded_by: str = ""
    importer: str = ""
    result: str = ""


def reach(period: Span | None, today: date, *, of_a_day: bool = False) -> Reach:
    """The audit period so far; before it begins, or without one, the twelve months before the judged-on day.

    No control has a cycle of more than twelve months. Where one day is judged: the twelve months before that day.
    """
    # a report as of one day looks back a cycle: no control has one of more than twelve months
    if period is not None and of_a_day and period.end <= today:
        return Reach(Span(later(period.end, Frequency.ANNUAL, -1), period.end), period.end)
    if period is not None and period.start <= today:
        return Reach(Span(period.start, min(period.end, today)), period.start)
    return Reach(Span(later(today, Frequency.ANNUAL, -1), today), today)


def against(artefact: Behind, within: Reach) -> str:
    """Why the artefact does not bear out the control it is behind; empty: it does."""
    why = standing(
        preserved=artefact.preserved,
        integrity=artefact.integrity,
        rejected=artefact.rejected,
        superseded_by=artefact.superseded_by,
        kind=artefact.kind,
        importer=artefact.importer,
        result=artefact.result,
    )
    if why:
        return why
    if artefact.first > within.days.end:
        return f"dated {artefact.first}, after {within.days.end}"
    # a term that a person read off the paper says more than its date
    if artefact.valid_until is not None:
        return f"valid until {artefact.valid_until} only" if artefact.valid_until < within.valid_on else ""
    return f"dated {artefact.last}, before {within.days.start}" if artefact.last < within.days.start else ""


def backing(mandatory: Iterable[EvidenceKind], artefacts: Iterable[Behind], within: Reach) -> Backing:
    """How many of the kinds that must be there are; a control for which none must be there needs one artefact."""
    needed = set(mandatory)
    there = {artefact.kind for artefact in artefacts if not against(artefact, within)}
    # two artefacts of one kind are no second kind: kinds are counted, not files
    return Backing(len(there & needed), len(needed)) if needed else Backing(min(len(there), 1), 1)


def support(status: Status, design: Design | None, implemented: Implemented | None, backed: Backing) -> Support | None:
    """How far a control said to be in place is borne out; None: nobody says that it is in place.

    Evidence of something badly designed, or not there, bears out nothing.
    """
    if status is not Status.IN_PLACE:
        return None
    if design is not Design.ADEQUATE or implemented is not Implemented.YES or backed.have == 0:
        return Support.CLAIM_ONLY
    return Support.SUPPORTED if backed.have >= backed.need else Support.SUPPORTED_IN_PART


def shortly(design: Design | None, implemented: Implemented | None, backed: Backing) -> str:
    """What a control said to be in place is short of, where only numbers are known."""
    found = _unsaid(design, implemented)
    if backed.have < backed.need:
        of = (
            f"{backed.have} of {count(backed.need, 'needed kind')} of evidence"
            if backed.need > 1
            else "no artefact that counts"
        )
        found.append(of)
    return ", ".join(found)


def _unsaid(design: Design | None, implemented: Implemented | None) -> list[str]:
    found = [] if design is Design.ADEQUATE else ["design not said to be adequate"]
    return found if implemented is Implemented.YES else [*found, "not said to be implemented"]


def lacking(control: ControlDetail) -> tuple[str, ...]:
    """What a control said to be in place lacks to be fully supported, in words; nothing for any other."""
    row = control.row
    if row.support in {None, Support.SUPPORTED}:
        return ()
    found = _unsaid(row.design, row.implemented)
    if row.have < row.need:
        absent = {one.kind: one.why for one in control.wanted if one.missing}
        found += [f"no {word(kind)} that counts" + (f" ({why})" if why else "") for kind, why in absent.items()]
        found += [] if absent else ["no artefact that counts"]
    return tuple(found)
