"""Whether a frozen population can carry a conclusion, and if not, why. The tool never takes it for whole by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from grcdesk.rules.evidence.evidence import ArtefactFacts, unproven
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.terms.populations import PopulationState
from grcdesk.wording import count


@dataclass(frozen=True, slots=True)
class FrozenFacts:
    """What the rules look at."""

    artefact: ArtefactFacts
    """What the register says of the list it was frozen from: query, pull, check, rows left out, page."""
    period: Span
    """Days the list is said to reach over."""
    ends: datetime
    """The moment from which nothing more can happen in them, and in the window that is tested; UTC."""
    window: Span | None = None
    """Days of the engagement in which its controls were to run; None: it has no period."""
    skipped: int = 0
    """Rows that could not be read, or lack their key. An explanation does not bring them back."""
    rows: int = 0
    open_differences: int = 0
    """Between it and a second source, without a reason."""
    damaged: str = ""
    """What the last look found wrong with its bytes."""
    rejected: str = ""
    superseded_by: str = ""
    dropped: str = ""


_SKIPPED = "a word on rows left out"


def early(facts: FrozenFacts) -> bool:
    """Whether it was pulled before the last moment of what it is about."""
    pulled = facts.artefact.pulled_at
    return bool(pulled) and datetime.fromisoformat(pulled) < facts.ends


def reasons(facts: FrozenFacts) -> tuple[str, ...]:
    """Why it is not final, what weighs most first; none: it is."""
    found = [
        said
        for said, holds in (
            (f"it was dropped: {facts.dropped}", facts.dropped),
            (f"{facts.superseded_by} supersedes it", facts.superseded_by),
            (f"its artefact was rejected: {facts.rejected}", facts.rejected),
            (f"its bytes are {facts.damaged}", facts.damaged),
        )
        if holds
    ]
    if early(facts):
        found.append(f"it was pulled before its window was over: final from {_stamp(facts.ends)} on")
    if facts.window is not None and not _covers(facts.period, facts.window):
        found.append(f"it lists {facts.period}, and what is tested is {facts.window}")
    # in the register a word on rows left out will do; in what is frozen no item may be missing from the draw
    found += [f"it lacks {what}" for what in unproven(facts.artefact) if not what.startswith(_SKIPPED)]
    if facts.skipped:
        found.append(f"{count(facts.skipped, 'row')} could not be used: mend the list and add it again")
    if facts.open_differences:
        found.append(f"{count(facts.open_differences, 'difference')} with its second source unexplained")
    return tuple(found)


def state(facts: FrozenFacts, why: tuple[str, ...]) -> PopulationState:
    """In one word where it stands."""
    if facts.dropped or facts.rejected:
        return PopulationState.DROPPED
    if facts.superseded_by:
        return PopulationState.SUPERSEDED
    if not why:
        return PopulationState.FINAL if facts.rows else PopulationState.NO_OCCURRENCE
    # an empty list that lacks something would be read as `nothing happened`: it gets a word of its own
    if not facts.rows and not facts.skipped and not early(facts):
        return PopulationState.UNPROVEN
    return PopulationState.INTERIM if early(facts) else PopulationState.NOT_FINAL


def window_end(period: Span, window: Span | None) -> date:
    """The last day on which anything could still have to be listed."""
    return period.end if window is None else max(period.end, window.end)


def _covers(period: Span, window: Span) -> bool:
    return period.start <= window.start and period.end >= window.end


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
