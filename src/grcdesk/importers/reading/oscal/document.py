"""An OSCAL document: which model and version it is, and by what that is seen."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.reading.jsons import BadJson, loads
from grcdesk.importers.reading.small_files import file_bytes, file_text
from grcdesk.importers.reading.strict_yaml import load
from grcdesk.rules.catalogs import oscal

OscalMap = dict[str, Any]
MAX_BYTES = 64 << 20
"""Bytes of a document in JSON; the catalogs of NIST are of some ten million."""
_HEAD = 64 << 10
"""Bytes at the beginning that are looked at for signs."""
_MODELS = (*oscal.READ, *oscal.NOT_YET)
_ROOT = "|".join(_MODELS)
_JSON = re.compile(rf'"(?:{_ROOT})"\s*:\s*\{{'.encode())
_YAML = re.compile(rf"^(?:{_ROOT})\s*:[ \t]*(?:#.*)?\r?$".encode(), re.MULTILINE)
_XML = re.compile(rb'xmlns(?::\w+)?\s*=\s*["\']http://csrc\.nist\.gov/ns/oscal/')
_KEEP = "grcdesk evidence add FILE --kind document --as-of DAY keeps it as it is"
ELSEWHERE = (
    "it is OSCAL: grcdesk catalogs add reads catalogs and mappings, grcdesk features import component definitions; "
    f"results and plans are not read yet: {_KEEP}"
)
"""Where OSCAL is read that comes in at another door."""
_ZONED = re.compile(r".*(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a model and version that are read."""

    file: str
    model: str
    """Its outermost key."""
    version: str
    sha256: str
    body: OscalMap
    """What stands below that key."""

    @property
    def why(self) -> str:
        """What it is, and by what that is seen."""
        return (
            f"read as an OSCAL {oscal.READ[self.model]} of version {self.version}: its outermost key is "
            f"`{self.model}`, and `metadata.oscal-version` says so"
        )

    @property
    def metadata(self) -> OscalMap:
        """Title, version and dates."""
        return table(self.body.get("metadata"))


def suspected(head: bytes) -> bool:
    """Whether the beginning of a file has a sign of OSCAL; reading it then says what it is, or why it is not read."""
    start = head[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return _JSON.search(start) is not None
    if start.startswith(b"<"):
        return _XML.search(start) is not None
    return _YAML.search(start) is not None and b"metadata:" in start


def opened(path: Path) -> Document:
    """The document of a file.

    Raises:
        BadInput: when it is none, or of a model or version that is not read.
    """
    file = str(path)
    content = file_bytes(path, MAX_BYTES)
    whole = _whole(content, file)
    model = next((name for name in _MODELS if name in whole), "")
    if not model:
        keys = ", ".join(str(key)[:40] for key in list(whole)[:5]) or "none"
        raise BadInput(f"is no OSCAL document: its outermost keys are {keys}", hint=_KEEP, file=file)
    body = table(whole[model])
    said = text(table(body.get("metadata")).get("oscal-version"))
    if model in oscal.NOT_YET:
        told = f"an OSCAL {oscal.NOT_YET[model]} is known and not read yet; nothing of it was taken"
        raise BadInput(told, hint=_KEEP, file=file)
    if not said:
        told = (
            "`metadata.oscal-version` is missing: OSCAL asks for it, and without it nobody knows how to read the file"
        )
        raise BadInput(told, hint="write the version it was made for, as 1.1.2", file=file)
    if not oscal.known_version(said):
        told = f"is OSCAL of version {said[:40]}, and versions 1.0 to 1.2 are read here; nothing of it was taken"
        raise BadInput(told, hint=_KEEP, file=file)
    return Document(file, model, said, hashlib.sha256(content).hexdigest(), body)


def _whole(content: bytes, file: str) -> OscalMap:
    start = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        hint = "convert it, as `oscal-cli convert --to json` does"
        raise BadInput("is OSCAL in XML, and JSON and YAML are read", hint=hint, file=file)
    if not start.startswith((b"{", b"[")):
        return load(file_text(content, file), file)
    try:
        found = loads(content)
    except BadJson as error:
        raise BadInput(f"cannot be read as JSON: {error}", hint="export it again as OSCAL JSON", file=file) from None
    return table(found)


def own(node: OscalMap) -> dict[str, str]:
    """Our own properties of a record, word by word; of those that stand several times the first."""
    found: dict[str, str] = {}
    for name, value, _ in own_all(node):
        found.setdefault(name, value)
    return found


def own_all(node: OscalMap) -> Iterator[tuple[str, str, str]]:
    """Name, value and group of each of our own properties of a record."""
    for one in tables(node.get("props")):
        if one.get("ns") == oscal.NS:
            value = one.get("remarks") if isinstance(one.get("remarks"), str) else one.get("value")
            if isinstance(value, str):
                yield text(one.get("name")).replace("-", "_"), value, text(one.get("group"))


def plain_prop(node: OscalMap, name: str) -> str:
    """The value of a property of OSCAL itself."""
    found = (one for one in tables(node.get("props")) if one.get("name") == name and one.get("ns") != oscal.NS)
    return text(next(found, {}).get("value"))


def tables(found: Any) -> list[OscalMap]:
    """The records of a list; a lone record counts as a list of one."""
    if isinstance(found, dict):
        return [found]
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def table(found: Any) -> OscalMap:
    """A record, or an empty one."""
    return found if isinstance(found, dict) else {}


def text(found: Any) -> str:
    """A text, or an empty one."""
    return found.strip() if isinstance(found, str) else ""


def _uuids(body: OscalMap) -> Iterator[str]:
    """Every uuid in it, at any depth; without recursion, for what others wrote may be nested deep."""
    waiting: list[Any] = [body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if isinstance(node.get("uuid"), str):
                yield node["uuid"].lower()
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node


def oddities(document: Document) -> list[str]:
    """What in it OSCAL does not allow and reading can do without: uuids that stand twice, dates without zone."""
    told = []
    doubled = [name for name, number in Counter(_uuids(document.body)).items() if number > 1]
    if doubled:
        more = f" and {len(doubled) - 1} more" if len(doubled) > 1 else ""
        told.append(f"against OSCAL, the uuid {doubled[0][:40]}{more} stands more than once")
    stamp = text(document.metadata.get("last-modified"))
    if not _ZONED.fullmatch(stamp):
        said = f"`last-modified` is {stamp[:40]!r}, without a zone" if stamp else "`last-modified` is missing"
        told.append(f"against OSCAL, {said}; it is told in the source and used for nothing")
    return told
