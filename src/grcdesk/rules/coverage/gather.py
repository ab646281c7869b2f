"""All that the artefacts behind a control show of it, gathered as its frequency asks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from grcdesk.rules.coverage import showing
from grcdesk.rules.evidence.statements import stands
from grcdesk.rules.time.slots import PERIODIC
from grcdesk.schemas.coverage.coverage import Claim, HeldEvidence, Run, Span
from grcdesk.schemas.evidence.behind import BehindControl
from grcdesk.terms import EvidenceKind, Frequency, Shows

_DAY = timedelta(days=1)
_BARE = "it records changes, and no snapshot of those days shows what they start from"


@dataclass(slots=True)
class _Gathered:
    runs: list[Run] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    stated: list[str] = field(default_factory=list)
    days: set[Span] = field(default_factory=set)
    states: set[date] = field(default_factory=set)
    records: list[tuple[str, Span]] = field(default_factory=list)
    """Records of changes: each says what moved, from a state that must be shown beside it."""

    def run(self, found: BehindControl, as_of: date) -> None:
        for one in showing.runs_of(found):
            if isinstance(one, Claim):
                self.claims.append(one)
            elif one.on <= as_of:
                self.runs.append(one)

    def reach(self, found: BehindControl) -> None:
        for one in showing.days_of(found):
            if isinstance(one, Claim):
                self.claims.append(one)
                continue
            if found.shows is Shows.RECORD and found.kind is EvidenceKind.CHANGE_RECORD and not found.stated:
                self.records.append((found.evidence, one))
                continue
            self.days.add(one)
            if found.shows is Shows.STATE:
                self.states.add(one.start)

    def settle(self) -> None:
        """Let each record of changes stand for its days when a snapshot stands in them or beside them."""
        for name, span in self.records:
            if any(span.start - _DAY <= when <= span.end + _DAY for when in self.states):
                self.days.add(span)
            else:
                self.claims.append(Claim(name, span.start, span.end, _BARE))

    def held(self) -> HeldEvidence:
        self.settle()
        self.runs.sort(key=lambda run: (run.on, len(run.evidence), run.evidence))  # EV-10 comes after EV-9
        self.claims.sort(key=lambda claim: (len(claim.evidence), claim.evidence, claim.start))
        self.stated.sort()
        spans = list(_joined(sorted(self.days, key=lambda span: span.start)))
        return HeldEvidence(self.runs, spans, claims=self.claims, stated=self.stated)


def gather(found: Iterable[tuple[str, Frequency, BehindControl]], as_of: date) -> dict[str, HeldEvidence]:
    """By control: runs up to that day, days, and what is on file and shows nothing.

    Args:
        found: artefacts behind controls that run in cycles or all the time, with the control and how often it runs.
        as_of: runs after it are left out.
    """
    gathered: dict[str, _Gathered] = defaultdict(_Gathered)
    for control, frequency, one in found:
        into = gathered[control]
        if one.stated:
            into.stated.append(stands(one.evidence, one.stated))
        if one.failed:
            into.stated.append(f"{one.evidence} shows a run that failed")
        if frequency in PERIODIC:
            into.run(one, as_of)
        else:
            into.reach(one)
    return {control: one.held() for control, one in gathered.items()}


def _joined(shown: Iterable[Span]) -> Iterator[Span]:
    """Those that overlap as one, in order."""
    last: Span | None = None
    for span in shown:
        if last is None or span.start > last.end:
            if last is not None:
                yield last
            last = span
        elif span.end > last.end:
            last = Span(last.start, span.end)
    if last is not None:
        yield last
