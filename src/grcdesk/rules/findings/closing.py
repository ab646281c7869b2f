"""What closing a finding needs: a response, its actions done, proof that is intact, and a second person.

Source: design of findings, domain 1.11 of our own notes: closing needs proof and a verifier who neither owns the
finding nor did the work. A proof is an artefact of the register that can stand behind something at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.findings.findings import FindingLack
from grcdesk.schemas.findings.remediation import RemediationRow
from grcdesk.terms import Answer
from grcdesk.terms.findings import FindingStatus, RemediationState
from grcdesk.wording import count, join, word


@dataclass(frozen=True, slots=True)
class Closing:
    """A finding as this rule looks at it."""

    status: FindingStatus
    owner: str
    agreed: Answer | None
    actions: Sequence[RemediationRow] = ()
    back_on: date | None = None
    """The day it was opened again, or sent back by the person who verifies; None: it never was."""
    fixed_by: Sequence[str] = ()
    """Who said of single items that they were put right."""
    proofs: Sequence[str] = ()
    broken: Sequence[str] = ()
    """Each proof that cannot stand behind anything, and why."""
    verifier: str = ""


def fold(name: str) -> str:
    """A name as it is compared: blanks and case make no other person."""
    return " ".join(name.split()).casefold()


def hands(finding: Closing) -> dict[str, str]:
    """Everybody who may not verify it, folded, and why."""
    found = {fold(one): "said of an item that it was put right" for one in finding.fixed_by}
    for one in _live(finding):
        found[fold(one.owner)] = f"owns {one.id}"
        if one.done_by:
            found[fold(one.done_by)] = f"did {one.id}"
    # last, so that it is the reason given of who owns the finding and did the work as well
    found[fold(finding.owner)] = "owns the finding"
    found.pop("", None)
    return found


def _live(finding: Closing) -> list[RemediationRow]:
    """Its actions; one that was dropped mends nothing."""
    return [one for one in finding.actions if one.state is not RemediationState.DROPPED]


def unready(finding: Closing) -> list[FindingLack]:
    """What keeps a finding from being ready to verify."""
    lacks = [] if finding.agreed else [FindingLack("no response of management", "response")]
    live = _live(finding)
    if not live:
        lacks.append(FindingLack("no action is planned", "plan"))
    # what was done before it came back has been found not to be enough
    elif finding.back_on is not None and all(one.opened_on < finding.back_on for one in live):
        lacks.append(FindingLack(f"no action is planned since it went back on {finding.back_on}", "plan"))
    open_ = [one.id for one in live if one.state is RemediationState.OPEN]
    if open_:
        lacks.append(FindingLack(f"{len(open_)} of {count(len(live), 'action')} open: {join(open_)}", "action"))
    return lacks


def lacks(finding: Closing) -> list[FindingLack]:
    """Everything that keeps a finding from being closed; nothing of one that is closed."""
    if finding.status is FindingStatus.CLOSED:
        return []
    found = unready(finding)
    if finding.status is not FindingStatus.READY_TO_VERIFY:
        found.append(FindingLack(f"it is {word(finding.status)}, not ready to verify", "status"))
    if not finding.proofs:
        found.append(FindingLack("no artefact shows the fix", "proof"))
    found += [FindingLack(why, "proof") for why in finding.broken]
    if not finding.verifier:
        found.append(FindingLack("no second person has verified it", "verifier"))
    elif why := hands(finding).get(fold(finding.verifier)):
        found.append(FindingLack(f"{finding.verifier} {why}: another person verifies", "verifier"))
    return found


_CURES = {
    "response": "respond {} --agree yes --text TEXT --by NAME",
    "plan": "milestone add {} TEXT --owner NAME --due DATE",
    "action": "milestone list {}",
    "status": "move {} ready-to-verify",
    "proof": "verify {} --by NAME --proof EV-1",
    "verifier": "verify {} --by NAME --proof EV-1",
}


def cure(lack: FindingLack, finding: str) -> str:
    """The command that answers one lack."""
    return f"grcdesk findings {_CURES[lack.about].format(finding)}"


def same_hand(finding: Closing, name: str) -> str:
    """Why that person cannot verify the finding; empty: they can."""
    why = hands(finding).get(fold(name))
    return f"{name} {why}: another person verifies" if why else ""


def sentence(found: Iterable[FindingLack]) -> str:
    """`not to be closed yet: no response, …`; empty when nothing lacks."""
    told = [one.what for one in found]
    return f"not to be closed yet: {'; '.join(told)}" if told else ""
