"""Links of a workbook: only to where a reader can follow, and none that would make a spreadsheet refuse the file."""

from __future__ import annotations

import re
from urllib.parse import quote

from xlsxwriter.url import Url

from grcdesk.reports.xmltext import units, visible

MOST = 65_530
"""Links a sheet may hold."""
_LONGEST = 2_000
"""UTF-16 units of an address; spreadsheets refuse more than about 2,080."""
_WEB = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Address(Url):  # type: ignore[misc]
    """An address as every spreadsheet program follows it: a path beside the workbook has `/`, as its standard says."""

    def _target(self) -> str:
        return str(super()._target()).replace("\\", "/")


def leading(target: str, text: str) -> Address:
    """What the writer puts behind a text."""
    made = Address(target)
    made.text = text
    return made


def inward(place: str) -> str:
    """A place in the workbook as the writer takes it."""
    return f"internal:{place}"


def outward(target: str) -> str:
    """An address of the web, or a path beside the workbook, as the writer takes it; empty when it leads nowhere.

    Paths that climb or start at the root, and schemes that run something, are none.
    """
    target = visible(target.strip())
    if not target or units(target) > _LONGEST or any(sign in target for sign in "\r\n\t"):
        return ""
    if _WEB.match(target):
        return target
    path = target.replace("\\", "/")
    if _SCHEME.match(path) or path.startswith("/") or ".." in path.split("/"):
        return ""
    # a # in the name of a file would begin a place inside it
    return f"external:{quote(path, safe='/ ')}" if "#" in path else f"external:{path}"
