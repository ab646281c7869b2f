"""The list of contents: a field with its entries written already, so that it can be read before Word updates it."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from grcdesk.reports.word.engine import runs
from grcdesk.reports.word.engine.runs import StyleOf, WordText, plain

_LEVELS = 2
_CODE = ' TOC \\o "1-2" \\h \\z \\u '


class ContentsList:
    """Headings as they come, and the place where they are listed."""

    def __init__(self) -> None:
        self._place: Any = None
        self._found: list[tuple[int, str, str]] = []

    def put(self, place: Any) -> None:
        """Where the list is to stand: an element that is taken out again."""
        self._place = place

    def marked(self, paragraph: Any, text: WordText, level: int) -> None:
        """A heading: it gets a bookmark that the list leads to."""
        if level > _LEVELS:
            return
        number = len(self._found) + 1
        name = f"_Toc{number:08d}"
        self._found.append((level, plain(text), name))
        begin = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>')
        paragraph.insert(1, begin)
        paragraph.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))

    def write(self, style_of: StyleOf) -> None:
        """Write the list, when a place was given.

        Args:
            style_of: ids of styles.
        """
        if self._place is None:
            return
        entries = [_entry(level, text, name, style_of) for level, text, name in self._found]
        if entries:
            # the field begins in the first entry and ends in the last: Word replaces what lies between
            for part in reversed(_begin()):
                entries[0].insert(1, part)
            entries[-1].append(_mark("end"))
        for one in entries:
            self._place.addprevious(one)
        self._place.getparent().remove(self._place)


def _entry(level: int, text: str, name: str, style_of: StyleOf) -> Any:
    paragraph = parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style_of(f"TOC{level}")}"/></w:pPr></w:p>')
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    link.set(qn("w:history"), "1")
    runs.write(link, text, style_of)
    paragraph.append(link)
    return paragraph


def _begin() -> tuple[Any, ...]:
    code = parse_xml(f'<w:r {nsdecls("w")}><w:instrText xml:space="preserve">{_CODE}</w:instrText></w:r>')
    return _mark("begin"), code, _mark("separate")


def _mark(kind: str) -> Any:
    return parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{kind}"/></w:r>')
