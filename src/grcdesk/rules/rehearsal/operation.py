"""Whether a control ran through the period, slot by slot and day by day, as coverage judges it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grcdesk.rules.coverage.runs import is_missed
from grcdesk.rules.evidence.evidence import unproven
from grcdesk.rules.rehearsal.artefacts import HeldArtefact
from grcdesk.rules.rehearsal.drawing import Playing
from grcdesk.rules.rehearsal.reasons import of_artefact, of_population
from grcdesk.schemas.coverage.coverage import Claim, CoverageRow, SlotRow, Span
from grcdesk.terms import EvidenceKind, SlotState, Verdict
from grcdesk.terms.rehearsals import AskedKind, Fault, ReturnDoor

_SLOTS = {
    SlotState.GAP: Fault.SLOT_MISSING,
    SlotState.LATE_BEYOND_GRACE: Fault.LATE_BEYOND_GRACE,
    SlotState.OUTSIDE_PERIOD: Fault.OUTSIDE_PERIOD,
}
_OPEN = (Verdict.UNPROVEN, Verdict.INTERIM)
_BEGUN = (Verdict.GAP, Verdict.PARTIAL)


@dataclass(frozen=True, slots=True)
class OnFile:
    """What is on file for a control."""

    held: Sequence[HeldArtefact]
    wanted: frozenset[EvidenceKind]
    """Kinds the control asks for; such an artefact stands for itself until somebody says that it shows a run."""

    def find(self, name: str) -> HeldArtefact | None:
        """An artefact by its id."""
        return next((one for one in self.held if one.id == name), None)

    def integrity(self, name: str) -> str:
        """What the last look found of its bytes."""
        one = self.find(name)
        return one.behind.integrity if one else ""

    def stands_for_itself(self, claim: Claim) -> bool:
        """Whether nobody says that it shows a run: the control asks for its kind too, or it lists what happened."""
        one = self.find(claim.evidence)
        if one is None or one.facts.slot or one.facts.performed_on:
            return False
        return one.behind.kind in self.wanted or one.facts.population


def operation(playing: Playing, row: CoverageRow, period: Span, behind: OnFile) -> None:
    """One request: what shows that it ran through the period.

    Args:
        playing: the rehearsal.
        row: the control as coverage judges it.
        period: of the engagement.
        behind: what is on file for it.
    """
    text = f"what shows that it ran from {period.start} to {period.end}"
    request = playing.ask(f"{row.id}/operation", AskedKind.OPERATION, text)
    door = (ReturnDoor.CONTROL, row.id)
    # an auditor tests the whole period: a control that began later has not run in the first of it
    if row.window is None or row.window.start > period.start:
        playing.send_back(request, Fault.EFFECTIVE_LATE, row.id, row.sentence, door)
    for slot in row.slots:
        if slot.required:
            _slot(playing, request, row.id, slot, behind)
    # a tolerance that covers them makes these gaps none: only what coverage calls open comes back
    if row.verdict in _BEGUN and row.percent is not None:
        _days(playing, request, row, behind)
    if row.verdict is Verdict.NOT_YET_RUN and not _may_still_run(row):
        playing.send_back(request, Fault.NOT_RUN, row.id, row.sentence, door)
    if row.verdict in _OPEN:
        _population(playing, request, row, behind.held)


def _may_still_run(row: CoverageRow) -> bool:
    """Whether all that is lacking is slots whose end and grace lie ahead: nobody can ask for these runs yet."""
    return any(slot.required for slot in row.slots) and all(slot.still_open for slot in row.slots if slot.required)


def _slot(playing: Playing, request: str, control: str, slot: SlotRow, behind: OnFile) -> None:
    door = (ReturnDoor.CONTROL, control)
    claims = _claims(slot, behind)
    claimed = slot.state is SlotState.CLAIMED and is_missed(slot)
    fault = _SLOTS.get(slot.state) or (Fault.SLOT_MISSING if claimed and not claims else None)
    if fault is Fault.LATE_BEYOND_GRACE:
        why = f"{slot.slot}: run on {slot.performed_on}, {slot.days_late} days after its end"
        playing.send_back(request, fault, slot.slot, why, door)
    elif fault is not None:
        playing.send_back(request, fault, slot.slot, f"{slot.slot}: nothing shows a run", door)
    elif claimed:
        for claim, why in claims:
            playing.send_back(request, why, slot.slot, f"{slot.slot}: {claim}", door)


def _claims(slot: SlotRow, behind: OnFile) -> list[tuple[Claim, Fault]]:
    """What is claimed for a slot, with its fault; what nobody says to show a run is not held against it."""
    claims = [(one, _claimed(one, behind)) for one in slot.claims]
    return [(one, why) for one, why in claims if why is not Fault.SHOWN_FOR_A_RUN or not behind.stands_for_itself(one)]


def _claimed(claim: Claim, behind: OnFile) -> Fault:
    return of_artefact(claim.why, behind.integrity(claim.evidence), Fault.SLOT_CLAIMED)


def _days(playing: Playing, request: str, row: CoverageRow, behind: OnFile) -> None:
    """Days without evidence, and what is on file for them and does not show them."""
    door = (ReturnDoor.CONTROL, row.id)
    for gap in row.gaps:
        playing.send_back(request, Fault.LOG_GAP, gap.told, f"nothing shows {gap.told}", door)
    for claim in row.claims:
        if not claim.beside and not behind.stands_for_itself(claim):
            playing.send_back(request, _claimed(claim, behind), claim.evidence, claim.why, door)


def _population(playing: Playing, request: str, row: CoverageRow, held: Sequence[HeldArtefact]) -> None:
    """What a list lacks; when it lacks nothing, that it is early, or that there is none of the whole period."""
    door = (ReturnDoor.CONTROL, row.id)
    lists = [one for one in held if one.facts.population and not one.behind.rejected and not one.behind.superseded_by]
    found = [(one, lack) for one in lists for lack in unproven(one.facts)]
    for one, lack in found:
        playing.send_back(request, of_population(lack), one.id, f"the population lacks {lack}", door)
    if not found:
        fault = Fault.POPULATION_INTERIM if row.verdict is Verdict.INTERIM else Fault.POPULATION_MISSING
        playing.send_back(request, fault, row.id, row.sentence, door)
