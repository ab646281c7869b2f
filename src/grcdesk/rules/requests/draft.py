"""A first list of requests from what the catalogs ask for: one for each wanted artefact and each test."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grcdesk.schemas.programme import Period
from grcdesk.schemas.requests.requests import RequestFacts
from grcdesk.terms import EvidenceKind, TestAspect, TestMethod
from grcdesk.terms.requests import RequestKind
from grcdesk.wording import word

_KINDS = {
    EvidenceKind.POLICY: RequestKind.POLICY,
    EvidenceKind.DOCUMENT: RequestKind.POLICY,
    EvidenceKind.POPULATION: RequestKind.POPULATION,
    EvidenceKind.INVENTORY: RequestKind.POPULATION,
    EvidenceKind.CONFIG_SNAPSHOT: RequestKind.CONFIG,
    EvidenceKind.CODE_REF: RequestKind.CONFIG,
    EvidenceKind.SCREENSHOT: RequestKind.CONFIG,
}
"""Other artefacts show single runs or days, as a sample does."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a catalog asks for: a kind of artefact, or a test."""

    key: str
    """By which it is known again: `wanted:AI-PI-01/2`, `test:AI-PI-01.T1`."""
    control: str
    title: str
    """Of the control."""
    what: str
    kind: EvidenceKind | None = None
    """Of an artefact."""
    aspect: TestAspect | None = None
    """Of a test."""
    method: TestMethod | None = None


def drafted(asked: Iterable[Asked], period: Period | None) -> list[tuple[str, RequestFacts]]:
    """A request for each, with its key.

    Args:
        asked: what the catalogs ask for, of controls in scope.
        period: of the engagement; one day where design is judged as of a day; None: it has none yet.
    """
    return [(one.key, _request(one, period)) for one in asked]


def _request(one: Asked, period: Period | None) -> RequestFacts:
    days = "" if period is None else f" as of {period.start}" if period.start == period.end else f" for {period}"
    if one.kind is not None:
        what = f"{one.what[:1].upper()}{one.what[1:]}"
        text = f"{what} ({word(one.kind)}){days}: {one.control}, {one.title}."
        kind = _KINDS.get(one.kind, RequestKind.SAMPLE_ITEMS)
    else:
        what = one.what.rstrip(".?")
        text = f"What shows that this holds{days}: {what}. ({one.control}, {one.title})"
        kind = RequestKind.CONFIG if one.aspect is TestAspect.DESIGN else RequestKind.SAMPLE_ITEMS
        # a test of every item needs the list of all of them, design or not
        if one.method is TestMethod.CENSUS:
            kind = RequestKind.POPULATION
    return RequestFacts(text=text, title=_short(f"{one.control}: {what}"), controls=(one.control,), kind=kind)


_LONG = 90
"""Characters of a title."""


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1].rstrip()}…"
