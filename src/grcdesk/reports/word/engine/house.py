"""The template of a house: its logo, fonts, styles, header and footer stay; what lacks is brought along."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from grcdesk.errors import BadInput
from grcdesk.reports.word.engine.base import base
from grcdesk.schemas.exports.stationery import Stationery

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_BREADTH = 1.18
"""Of fonts that are nearly all there are on paper of houses."""
_LIMIT = 200_000_000
"""Bytes of all parts of a template unpacked."""
_OF_BODY = (
    "image",
    "hyperlink",
    "chart",
    "oleObject",
    "package",
    "diagram",
    "comment",
    "aFChunk",
    "subDocument",
    "stylesWithEffects",
)
"""Words in kinds of relations that belong to a text, which is taken out; and styles kept once more for old Words."""
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"


@dataclass(frozen=True, slots=True)
class House:
    """A document without content, and how our styles go by in it."""

    document: Any
    styles: Mapping[str, str]
    """The id of each, by the key we know it by."""
    bulleted: bool = True
    """Whether its style of bullets draws them."""
    breadth: float = 1.0
    """How much wider than Arial its letters may be."""


def opened(stationery: Stationery) -> House:
    """The empty document: of the template of a house, or our own.

    Raises:
        BadInput: when the template is no Word file.
    """
    own = Document(io.BytesIO(base()))
    ours = {style.get(qn("w:styleId")): style for style in own.styles.element.findall(qn("w:style"))}
    if not stationery.template:
        return House(own, {key: key for key in ours})
    found = _read(stationery)
    _empty(found)
    bulleted = any(_name(style) == _name(ours["ListBullet"]) for style in found.styles.element.findall(qn("w:style")))
    return House(found, _styled(found, ours), bulleted, _BREADTH)


def _read(stationery: Stationery) -> Any:
    name = stationery.template_name or "the file"
    try:
        with zipfile.ZipFile(io.BytesIO(stationery.template)) as parts:
            # the index tells the sizes: nothing is unpacked before they are looked at
            if sum(one.file_size for one in parts.infolist()) > _LIMIT:
                raise BadInput(f"template: {name} holds more than 200 MB", hint="save it without its pictures")
        return Document(io.BytesIO(_retyped(stationery.template)))
    # whatever is broken in a file of others, the person can mend it in one way
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, OSError, AttributeError) as error:
        raise BadInput(
            f"template: {name} cannot be read as a Word file", hint="open it in Word and save it as .docx or .dotx"
        ) from error


def _retyped(data: bytes) -> bytes:
    """A template is a document of another type."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(_TEMPLATE.encode(), _MAIN.encode())
            new.writestr(name, part)
    return out.getvalue()


def _empty(document: Any) -> None:
    """Take out the text and what hangs on it; the last section with its header and footer stays."""
    body = document.element.body
    for child in [one for one in body if one.tag != qn("w:sectPr")]:
        body.remove(child)
    body.get_or_add_sectPr()
    part = document.part
    kept = {value for one in body.iter() for name, value in one.attrib.items() if name.startswith(f"{{{_R}}}")}
    # a relation nobody refers to would carry its picture along: the old text of a house is no part of our paper
    _drop(part.rels, lambda link, kind: link not in kept and _hangs_on_text(kind))
    _drop(part.package.rels, lambda _, kind: kind == _THUMBNAIL)


def _hangs_on_text(kind: str) -> bool:
    last = kind.rpartition("/")[2]
    return any(word in last for word in _OF_BODY)


def _drop(relations: Any, goes: Callable[[str, str], bool]) -> None:
    for link in [link for link, relation in relations.items() if goes(link, relation.reltype)]:
        del relations[link]


def _styled(document: Any, ours: Mapping[str, Any]) -> Mapping[str, str]:
    """Add the styles that lack, and find the others by their names, which are the same in every language of Word."""
    held = document.styles.element
    theirs = {_name(style): style.get(qn("w:styleId")) for style in held.findall(qn("w:style"))}
    taken = set(theirs.values())
    ids = {key: theirs.get(_name(style), "") for key, style in ours.items()}
    for key in [key for key, known in ids.items() if not known]:
        # an id of ours may be taken by a style of theirs that is called otherwise
        ids[key] = key if key not in taken else f"Desk{key}"
    for key, style in ours.items():
        if _name(style) not in theirs:
            held.append(_adapted(style, ids, ids[key]))
    return ids


def _name(style: Any) -> str:
    return str(style.find(qn("w:name")).get(qn("w:val"))).casefold()


def _adapted(style: Any, ids: Mapping[str, str], key: str) -> Any:
    """A copy of one of ours that refers to their ids; its list of bullets is not in their file."""
    copy = deepcopy(style)
    copy.set(qn("w:styleId"), key)
    # they have a default of their own; of two Word would choose one
    copy.attrib.pop(qn("w:default"), None)
    for tag in ("w:basedOn", "w:next"):
        link = copy.find(qn(tag))
        if link is not None:
            link.set(qn("w:val"), ids[link.get(qn("w:val"))])
    numbered = next(copy.iter(qn("w:numPr")), None)
    if numbered is not None:
        numbered.getparent().remove(numbered)
    return copy
