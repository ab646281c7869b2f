"""What a person asks of a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from grcdesk.schemas.exports.stationery import PLAIN, Stationery


@dataclass(frozen=True, slots=True)
class DocumentAsked:
    """What a person asked of a document, whichever it is."""

    about: str = ""
    """Name or id of the vendor, the campaign or the framework; empty where it is about the engagement."""
    as_of: date | None = None
    """The day it is judged on; None: today, or what else stands to reason for it."""
    stationery: Stationery = PLAIN
    final: bool = False
    """Whether a person calls it final, of a document that rests on the assessment."""
    said: Mapping[str, str] = field(default_factory=dict)
    """By field of the list of documents: what was said; days as ISO dates."""

    def text(self, name: str) -> str:
        """What was said in a field, without white space around; empty when nothing was."""
        return self.said.get(name, "").strip()
