"""Where we reach into XlsxWriter past what it promises; a test shows that it still does what it is there for."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet


class Page(Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet whose rows have a height and still fit themselves anew when somebody types into them.

    The library marks each height as set by hand; a spreadsheet then leaves it, and a long note shows its first line.
    """

    def _xml_start_tag(self, tag: str, attributes: Any = ()) -> None:
        if tag == "row":
            attributes = [one for one in attributes if one[0] != "customHeight"]
        super()._xml_start_tag(tag, attributes)

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        if tag == "row":
            attributes = [one for one in attributes if one[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)
