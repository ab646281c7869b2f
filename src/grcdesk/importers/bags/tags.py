"""The files of a bag that speak of the others, read as RFC 8493 and its drafts before 1.0 have them."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from grcdesk.importers.bags.places import leads_inside
from grcdesk.schemas.packages.bags import BagFound, BagWord

BAGIT = "bagit.txt"
FETCH = "fetch.txt"
INFO = ("bag-info.txt", "package-info.txt")
"""The second is how drafts before 0.96 call it."""
_DECLARED = re.compile(r"BagIt-Version: (\d{1,4}\.\d{1,4})(?:\r\n|\r|\n)Tag-File-Character-Encoding: (\S+)\s*")
_LINE = re.compile(r"([0-9A-Fa-f]{8,200})[ \t]+(\*?)(.+)")
_FETCH = re.compile(r"(\S+)[ \t]+(\d+|-)[ \t]+(.+)")
_LABEL = re.compile(r"([^\s:][^:]*?)\s*:\s*(.*)")
_ESCAPED = re.compile("%(0[AaDd]|25)")
_KNOWN = {(0, 93), (0, 94), (0, 95), (0, 96), (0, 97), (1, 0)}
WHOLE = (1, 0)
"""From this version on every manifest lists every file, and once."""


@dataclass(slots=True)
class BagDeclaration:
    """What `bagit.txt` says."""

    version: tuple[int, int] = (0, 0)
    encoding: str = "utf-8"
    found: list[BagFound] = field(default_factory=list)

    @property
    def strict(self) -> bool:
        """Whether the rules of 1.0 hold."""
        return self.version >= WHOLE


@dataclass(slots=True)
class ManifestLines:
    """What a manifest says: sums by path, and what is wrong with how it says it."""

    sums: dict[str, str] = field(default_factory=dict)
    found: list[BagFound] = field(default_factory=list)


def declared(content: bytes | None) -> BagDeclaration:
    """Read `bagit.txt`."""
    made = BagDeclaration()
    if content is None:
        made.found.append(BagFound(BagWord.DAMAGED, BAGIT, "is missing: this is no bag, or not all of one"))
        return made
    match = _DECLARED.fullmatch(content.decode("utf-8", "replace"))
    if match is None:
        told = "does not declare version and encoding in its two lines, as BagIt has them"
        made.found.append(BagFound(BagWord.DAMAGED, BAGIT, told))
        return made
    first, _, second = match[1].partition(".")
    made.version = (int(first), int(second))
    if made.version not in _KNOWN:
        told = f"declares version {match[1]}, which is not read here"
        made.found.append(BagFound(BagWord.UNCHECKED, BAGIT, told))
    try:
        made.encoding = codecs.lookup(match[2]).name
        "".encode(made.encoding)
    except LookupError:
        made.found.append(BagFound(BagWord.DAMAGED, BAGIT, f"declares the encoding {match[2][:40]}, which is none"))
    return made


def manifest(name: str, content: bytes, about: BagDeclaration, *, payload: bool) -> ManifestLines:
    """Read a manifest.

    Args:
        name: of the file.
        content: its bytes.
        about: the bag.
        payload: whether it lists what lies below `data/`; else it lists tag files.
    """
    made = ManifestLines()
    text = _text(name, content, about, made.found)
    for number, line in enumerate(text, 1):
        match = _LINE.fullmatch(line)
        if match is None:
            made.found.append(BagFound(BagWord.DAMAGED, name, f"line {number} is no sum with a name"))
            continue
        path = _path(match[3], about)
        if match[2] or match[3].startswith("./"):
            told = f"line {number} is written as md5sum writes it, not as BagIt has it"
            made.found.append(BagFound(BagWord.REMARK, name, told))
        if not leads_inside(path) or path.startswith("data/") is not payload:
            made.found.append(BagFound(BagWord.DAMAGED, name, f"line {number} names {path[:120]!r}, outside the bag"))
            continue
        _add(made, path, match[1].lower(), (name, about))
    return made


def _add(made: ManifestLines, path: str, digest: str, where: tuple[str, BagDeclaration]) -> None:
    name, about = where
    known = made.sums.get(path)
    if known is not None:
        word = BagWord.DAMAGED if about.strict or known != digest else BagWord.REMARK
        same = "" if known == digest else " with different sums"
        made.found.append(BagFound(word, name, f"names {path} twice{same}"))
    made.sums.setdefault(path, digest)


def fetched(content: bytes, about: BagDeclaration) -> ManifestLines:
    """Read `fetch.txt`: what is to be got from elsewhere, with the address in place of the sum. Nothing is got."""
    made = ManifestLines()
    for number, line in enumerate(_text(FETCH, content, about, made.found), 1):
        match = _FETCH.fullmatch(line)
        path = _path(match[3], about) if match else ""
        if match is None or not leads_inside(path) or not path.startswith("data/"):
            told = f"line {number} names {path[:120]!r}, outside the bag" if match else f"line {number} names no file"
            made.found.append(BagFound(BagWord.DAMAGED, FETCH, told))
        else:
            made.sums[path] = match[1]
    return made


def info(name: str, content: bytes, about: BagDeclaration) -> tuple[list[tuple[str, str]], list[BagFound]]:
    """Read what a bag says of itself, in its order; a line that begins with a space goes on with the one before."""
    found: list[BagFound] = []
    said: list[tuple[str, str]] = []
    for number, line in enumerate(_text(name, content, about, found), 1):
        match = _LABEL.fullmatch(line)
        if line[:1] in (" ", "\t") and said:
            label, value = said[-1]
            said[-1] = (label, f"{value} {line.strip()}")
        elif match:
            said.append((match[1], match[2].strip()))
        else:
            found.append(BagFound(BagWord.REMARK, name, f"line {number} is no name with a value"))
    return said, found


def _text(name: str, content: bytes, about: BagDeclaration, found: list[BagFound]) -> list[str]:
    """The lines of a tag file that hold anything."""
    try:
        text = content.decode(about.encoding)
    except (UnicodeDecodeError, LookupError):
        found.append(BagFound(BagWord.DAMAGED, name, f"is not written in {about.encoding}, as bagit.txt says"))
        return []
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    return [line for line in lines if line.strip()]


def _path(said: str, about: BagDeclaration) -> str:
    """A path as a manifest has it: 1.0 writes CR, LF and % as escapes."""
    path = said.removeprefix("./")
    if not about.strict:
        return path
    return _ESCAPED.sub(lambda one: chr(int(one[1], 16)), path)
