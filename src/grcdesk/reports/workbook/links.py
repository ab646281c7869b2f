"""Links from a cell to a place in the same workbook."""

from __future__ import annotations

from typing import Any

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.xml.functions import Element


class InnerLink(Hyperlink):
    """A link with a place and nothing else.

    The library checks and writes fifteen fields of each link; with thousands of links that takes as long as the cells.
    """

    def __init__(self, ref: str, location: str) -> None:
        # past the library's checks of each field; what is not in the dictionary would read as its descriptor
        self.__dict__.update(ref=ref, location=location, target=None, id=None)

    def to_tree(self, *_: Any, **__: Any) -> Any:
        """The element as it stands in the sheet."""
        return Element("hyperlink", {"ref": self.__dict__["ref"], "location": self.__dict__["location"]})
