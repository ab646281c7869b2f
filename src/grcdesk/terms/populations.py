"""The words about populations, as closed lists."""

from __future__ import annotations

from enum import StrEnum


class PopulationState(StrEnum):
    """Where a frozen population stands."""

    FINAL = "final"
    """It can carry a conclusion."""
    NO_OCCURRENCE = "no_occurrence"
    """Final, and without a row: nothing happened."""
    INTERIM = "interim"
    """Pulled before its window was over."""
    NOT_FINAL = "not_final"
    UNPROVEN = "unproven"
    """Without a row, and without proof that there was none."""
    SUPERSEDED = "superseded"
    DROPPED = "dropped"


IN_FORCE = frozenset(set(PopulationState) - {PopulationState.SUPERSEDED, PopulationState.DROPPED})


class DifferenceSide(StrEnum):
    """Which of two sources has a key that the other lacks."""

    HERE = "here"
    """The population."""
    THERE = "there"
    """The second source."""
