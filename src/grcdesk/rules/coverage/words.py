"""Words of registers that checks judge by: those that are known, and the rest, which a person is asked about once."""

from __future__ import annotations

from collections.abc import Mapping

CRITICAL, OTHER = "critical", "other"
MEANINGS = (CRITICAL, OTHER)
"""What a severity can mean to the check of escalations."""
UNKNOWN = "unknown word "
"""How a check begins to ask about one."""
NONE = "(none)"
"""How a severity is called that a list leaves empty."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CRITICAL = _words("critical sev0 sev1 p0 p1 s0 s1 1 blocker highest")
_OTHER = _words(
    "high medium moderate normal low lowest minor major trivial info informational sev2 sev3 sev4 sev5 p2 p3 p4 p5 "
    "s2 s3 s4 s5 2 3 4 5"
)


def plain(word: str) -> str:
    """A word in small letters without signs: `SEV-1` and `sev1` are one, `1 - Critical` is neither."""
    return "".join(letter for letter in word.casefold() if letter not in " -_.")


def severity(word: str) -> bool | None:
    """Whether a severity is critical; None: nobody knows the word, and it is not guessed."""
    if plain(word) in _CRITICAL:
        return True
    return False if plain(word) in _OTHER else None


def told(word: str) -> str:
    """A word as it is asked about."""
    return word.strip() or NONE


def is_critical(word: str, source: str, said: Mapping[tuple[str, str], str]) -> bool | None:
    """As `severity`, and for the rest as a person said of that source.

    Args:
        word: as the list has it.
        source: where the list comes from.
        said: source and word, both in small letters → one of `MEANINGS`.
    """
    meaning = said.get((source.casefold(), told(word).casefold()))
    if meaning is not None:
        return meaning == CRITICAL
    return severity(word)
