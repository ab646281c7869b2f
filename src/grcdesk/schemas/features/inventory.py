"""The AI inventory as files hold it."""

from __future__ import annotations

from dataclasses import dataclass

from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.schemas.features.features import CardFacts, CardRow, FeatureAnswers, FeatureDetail, ModelFacts


@dataclass(frozen=True, slots=True)
class FeatureEntry:
    """A feature as a file brings it."""

    answers: FeatureAnswers
    said: frozenset[str]
    """Names of the answers the file gives; the others stay as they are."""
    models: tuple[ModelFacts, ...] = ()
    prompts: tuple[tuple[str, str, str], ...] = ()
    """Name, version, version source."""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a file of features or models holds."""

    file: str
    features: tuple[FeatureEntry, ...] = ()
    cards: tuple[CardFacts, ...] = ()
    not_understood: tuple[str, ...] = ()
    """Fields and records that were passed over, one sentence each."""


@dataclass(frozen=True, slots=True)
class BomContent:
    """What a bill of materials tells. The same content gives the same bytes."""

    organisation: str
    programme: str
    features: tuple[FeatureDetail, ...]
    cards: tuple[CardRow, ...]
    version: str
    """Of the program."""
    dates: TwoDates
    """Nothing in it is judged on a day; it tells up to where its records go."""
