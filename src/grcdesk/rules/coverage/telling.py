"""Days and claims in the words of a sentence: the first of them, and how many more. Only those are written out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grcdesk.schemas.coverage.coverage import Claim, Span
from grcdesk.wording import join

NAMED = 3
"""How many are named before the rest is counted."""


def spans(listed: Sequence[Span]) -> str:
    """`2026-03-05, 2026-04-01..2026-04-09`."""
    return first_of([span.told for span in listed[:NAMED]], len(listed))


def claims(made: Sequence[Claim], say: Callable[[Claim], str]) -> str:
    """Each artefact and reason once."""
    alike = list({(claim.evidence, claim.why): claim for claim in reversed(made)}.values())[::-1]
    return first_of([say(claim) for claim in alike[:NAMED]], len(alike))


def first_of(told: Sequence[str], number: int) -> str:
    """Those that are told, and how many of all are not."""
    return join([*told, *[""] * (number - len(told))], NAMED)
