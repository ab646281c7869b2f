"""The document properties of a workbook, dated by the last change of what it holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape as xml_escape

from openpyxl.packaging.core import DocumentProperties
from openpyxl.xml.functions import tostring

from grcdesk.reports.xmltext import visible

_LIMIT = 255
_EXTENDED = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>grcdesk</Application><Company>{company}</Company></Properties>"
)


def properties(title: str, subject: str, organisation: str, made: tuple[str, datetime]) -> dict[str, bytes]:
    """The parts of the file that hold them; `made` is the program's version, and when the content last changed."""
    version, moment = made
    core = DocumentProperties(
        title=_short(title),
        subject=_short(subject),
        creator=f"grcdesk {version}",
        created=moment,
        modified=moment,
    )
    dated: Any = tostring(core.to_tree())  # bytes, whatever the library's types say
    extended = _EXTENDED.format(company=xml_escape(_short(organisation)))
    return {"docProps/core.xml": dated, "docProps/app.xml": extended.encode()}


def _short(text: str) -> str:
    return visible(text)[:_LIMIT]
