"""A document that is made and not yet written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.store.journal import Value
from grcdesk.terms import Verb


@dataclass(frozen=True, slots=True)
class Built:
    """The document, and what is told of it."""

    verb: Verb
    """Under which the change log is told of it."""
    stem: str
    """Its file name, without its suffix."""
    data: bytes
    """The .docx; the same records, dates and words give the same bytes."""
    dates: TwoDates
    notes: tuple[str, ...] = ()
    """Said aloud with the file."""
    facts: Mapping[str, Value] = field(default_factory=dict)
    """What the log is told beside its hash and size."""
    draft: bool = False
    """Whether it lacks a word of its own: nobody approved or signed it."""


def slug(name: str, empty: str = "desk") -> str:
    """A name as part of a file name: letters and digits of ASCII, small, with _ between."""
    kept = "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in name.strip())
    return "_".join(part for part in kept.split("_") if part)[:60].lower() or empty


def broken(content: Matrix) -> tuple[str, ...]:
    """Said aloud with the file: an auditor must not be the first to see it."""
    return tuple(f"{name} FAILED INTEGRITY: {why}" for name, why in content.broken.items())
