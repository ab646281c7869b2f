"""Artefacts as an auditor looks at them: each kind that must be there, and a drawn part of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grcdesk.rules.controls.support import Behind, Reach, against
from grcdesk.rules.evidence.evidence import ArtefactFacts, lacks, refusals
from grcdesk.rules.evidence.standing import standing
from grcdesk.rules.rehearsal.drawing import Playing, drawn
from grcdesk.rules.rehearsal.reasons import of_artefact
from grcdesk.schemas.controls.controls import ControlDetail
from grcdesk.terms.rehearsals import AskedKind, Fault, ReturnDoor
from grcdesk.wording import count, word

_SCREENSHOT = "a screenshot shows nothing"
_SOURCE = "a list needs its source"


@dataclass(frozen=True, slots=True)
class HeldArtefact:
    """An artefact behind a control."""

    behind: Behind
    facts: ArtefactFacts

    @property
    def id(self) -> str:
        """Its id."""
        return self.behind.id

    @property
    def why(self) -> str:
        """Why it can stand behind nothing; empty: it can."""
        one = self.behind
        return standing(
            preserved=one.preserved,
            integrity=one.integrity,
            rejected=one.rejected,
            superseded_by=one.superseded_by,
            kind=one.kind,
            importer=one.importer,
            result=one.result,
        )


def wanted(playing: Playing, detail: ControlDetail, held: Sequence[HeldArtefact], within: Reach) -> None:
    """One request for each kind that must be there; of a control for which none must, one for any artefact."""
    control = detail.row.id
    # a kind that is wanted twice is asked for once, in the words of its first line
    needed = {row.kind: row for row in reversed(detail.wanted) if row.mandatory}
    for kind, row in reversed(needed.items()):
        request = playing.ask(f"{control}/{kind.value}", AskedKind.ARTEFACT, f"{word(kind)}: {row.what}")
        if row.have == 0:
            _missing(playing, request, control, [one for one in held if one.behind.kind is kind], within)
    if not needed:
        request = playing.ask(f"{control}/any", AskedKind.ARTEFACT, "an artefact that shows it")
        if not any(not against(one.behind, within) for one in held):
            _missing(playing, request, control, held, within)


def _missing(playing: Playing, request: str, control: str, held: Sequence[HeldArtefact], within: Reach) -> None:
    """Why none counts, told of the newest there is."""
    if not held:
        playing.send_back(request, Fault.EVIDENCE_MISSING, control, "nothing of that kind is on file", _door(control))
        return
    why = against(held[0].behind, within)
    fault = of_artefact(why, held[0].behind.integrity, Fault.EVIDENCE_MISSING)
    playing.send_back(request, fault, held[0].id, why, _door(control))


def sampled(playing: Playing, control: str, held: Sequence[HeldArtefact], within: Reach, seed: str) -> None:
    """Open a drawn part of those that touch the days, and look at each; what was put out of force is not shown."""
    inside = {
        one.id: one
        for one in held
        if not one.behind.rejected and not one.behind.superseded_by and _touches(one.behind, within)
    }
    if not inside:
        return
    names = drawn(f"{seed}|{control}", inside)
    text = f"{len(names)} of {count(len(inside), 'artefact')}, drawn: {' '.join(names)}"
    request = playing.ask(f"{control}/artefacts", AskedKind.SAMPLE, text)
    for name in names:
        _look(playing, request, control, inside[name])


def _look(playing: Playing, request: str, control: str, one: HeldArtefact) -> None:
    if one.why:
        fault = of_artefact(one.why, one.behind.integrity, Fault.EVIDENCE_MISSING)
        playing.send_back(request, fault, one.id, one.why, _door(control))
    for why in refusals(one.facts, one.behind.last):
        if why.startswith(_SCREENSHOT):
            playing.send_back(request, Fault.SCREENSHOT_BARE, one.id, why, _door(control))
    if _SOURCE in lacks(one.facts):
        playing.send_back(request, Fault.LIST_WITHOUT_SOURCE, one.id, _SOURCE, _door(control))


def _touches(one: Behind, within: Reach) -> bool:
    last = max(one.last, one.valid_until or one.last)
    return one.first <= within.days.end and last >= within.days.start


def _door(control: str) -> tuple[ReturnDoor, str]:
    return ReturnDoor.CONTROL, control
