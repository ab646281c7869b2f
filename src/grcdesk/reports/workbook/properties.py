"""The document properties of a workbook, dated by the last change of what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape as xml_escape

from grcdesk.reports.xmltext import visible
from grcdesk.schemas.exports.two_dates import TwoDates

_LIMIT = 255
_EXTENDED = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>grcdesk</Application><Company>{company}</Company></Properties>"
)


@dataclass(frozen=True, slots=True)
class Properties:
    """What a workbook says of itself."""

    title: str
    subject: str
    organisation: str
    version: str
    """Of the program."""
    dates: TwoDates
    """Up to where its records go: told to everything that opens it, and found again by `log verify --anchor`."""

    def put(self, book: Any) -> None:
        """Into a workbook that is being written."""
        told = {
            "title": _short(self.title),
            "subject": _short(self.subject),
            "company": _short(self.organisation),
            "author": f"grcdesk {self.version}",
            "created": self.dates.made,
        }
        book.set_properties(told)
        book.set_custom_property("Records as of", f"{self.dates.records}; Change log head {self.dates.head}", "text")

    @property
    def parts(self) -> dict[str, bytes]:
        """Parts of the file in which the library would name another program."""
        extended = _EXTENDED.format(company=xml_escape(_short(self.organisation)))
        return {"docProps/app.xml": extended.encode()}


def properties(title: str, subject: str, organisation: str, made: tuple[str, TwoDates]) -> Properties:
    """Of a file; `made` is the program's version, and the dates of the content."""
    return Properties(title, subject, organisation, *made)


def _short(text: str) -> str:
    return visible(text)[:_LIMIT]
