"""What a document is printed on: the size of its page, and the template of a house."""

from __future__ import annotations

from dataclasses import dataclass

from grcdesk.terms.documents import Paper


@dataclass(frozen=True, slots=True)
class Stationery:
    """The look of a document, apart from what it says."""

    paper: Paper | None = None
    """Size of the page; None: that of the template, or US Letter."""
    template: bytes = b""
    """A .docx or .dotx whose logo, fonts, styles and header are kept; empty: our own."""
    template_name: str = ""
    """Its file name, for messages."""


PLAIN = Stationery()
"""Our own, on US Letter."""
