"""Texts as runs of a Word document: line ends and tabs kept, marks for what XML cannot hold, scripts told to Word."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from grcdesk.reports.xmltext import visible

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RIGHT_TO_LEFT = ("R", "AL")


@dataclass(frozen=True, slots=True)
class Strong:
    """A text in bold."""

    text: str


WordPiece = str | Strong
StyleOf = Callable[[str], str]
"""The id of a style in the document, by the key we know it by."""
WordText = WordPiece | tuple[WordPiece, ...]
"""A text, or pieces of one that stand one after the other."""


class _Script(NamedTuple):
    """What Word must know of a text that is not in Latin letters."""

    rtl: bool = False
    asian: str = ""
    """Language of East Asian letters."""


_LATIN = _Script()
_ASIAN_FONTS = {"ja-JP": "MS Gothic", "ko-KR": "Malgun Gothic", "zh-CN": "Microsoft YaHei"}


def plain(text: WordText) -> str:
    """The words alone."""
    pieces = text if isinstance(text, tuple) else (text,)
    return "".join(piece.text if isinstance(piece, Strong) else piece for piece in pieces)


def write(paragraph: Any, text: WordText, style_of: StyleOf, *, style: str = "") -> None:
    """Append a text to a paragraph, as runs; mostly right-to-left, the paragraph runs so.

    Args:
        paragraph: the element.
        text: what is said.
        style_of: ids of styles.
        style: id of the character style of all of it; empty: that of the paragraph, bold where it is strong.
    """
    pieces = text if isinstance(text, tuple) else (text,)
    for piece in pieces:
        words = visible(piece.text if isinstance(piece, Strong) else piece)
        script = _script(words)
        bold = isinstance(piece, Strong) and not style
        paragraph.append(_run(words, script, style=style_of("DeskStrong") if bold else style))
    if _script(plain(text)).rtl:
        _turn(paragraph)


def _script(text: str) -> _Script:
    if text.isascii():
        return _LATIN
    directions = [unicodedata.bidirectional(letter) for letter in text]
    rtl = sum(one in _RIGHT_TO_LEFT for one in directions) > directions.count("L")
    return _Script(rtl, _asian(text))


def _asian(text: str) -> str:
    found = ""
    for letter in text:
        # kana and hangul tell the language; Chinese signs alone could be any of the three
        if "\u3040" <= letter <= "\u30ff":
            return "ja-JP"
        if "\uac00" <= letter <= "\ud7a3":
            return "ko-KR"
        if "\u2e80" <= letter <= "\u9fff" or "\U00020000" <= letter <= "\U0003ffff":
            found = "zh-CN"
    return found


def _run(text: str, script: _Script, *, style: str) -> Any:
    run = OxmlElement("w:r")
    if style or script != _LATIN:
        run.append(_properties(script, style))
    if "\n" in text or "\t" in text or "\r" in text:
        _pieces(run, text.replace("\r\n", "\n").replace("\r", "\n"))
    else:
        run.append(_words(text))
    return run


def _properties(script: _Script, style: str) -> Any:
    """In the order the schema asks for."""
    found = OxmlElement("w:rPr")
    if style:
        _add(found, "w:rStyle", val=style)
    if script.asian:
        _add(found, "w:rFonts", eastAsia=_ASIAN_FONTS[script.asian], hint="eastAsia")
    if script.rtl:
        _add(found, "w:rtl")
    if script.asian:
        _add(found, "w:lang", eastAsia=script.asian)
    return found


def _add(parent: Any, tag: str, **attributes: str) -> None:
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), value)
    parent.append(child)


def _words(text: str) -> Any:
    piece = OxmlElement("w:t")
    piece.text = text
    if text != text.strip():
        # readers of XML drop blanks at the ends unless they are told
        piece.set(_SPACE, "preserve")
    return piece


def _pieces(run: Any, text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                run.append(OxmlElement("w:tab"))
            run.append(_words(part))


def _turn(paragraph: Any) -> None:
    """Make the paragraph run from right to left; its properties are its first child."""
    # the schema asks for an order: this one stands before spacing, indent and alignment
    before = {qn(f"w:{tag}") for tag in ("spacing", "ind", "jc")}
    properties = paragraph[0]
    place = next((number for number, child in enumerate(properties) if child.tag in before), len(properties))
    properties.insert(place, OxmlElement("w:bidi"))
