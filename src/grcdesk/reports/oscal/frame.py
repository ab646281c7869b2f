"""What every OSCAL file has: a uuid of its content, metadata, properties, and ids that OSCAL takes."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from grcdesk.rules.catalogs import oscal
from grcdesk.schemas.catalogs.files import ControlsFile, FrameworkFile
from grcdesk.schemas.exports.oscal import OscalContent
from grcdesk.text import json_safe

OscalJson = dict[str, Any]
_SPACE = uuid.UUID("5d0f4f36-8d0d-5c44-9a5f-0d3e6a2f7c11")


def own_uuid(*parts: str) -> str:
    """The same for the same parts, always."""
    # drawn by chance, the same desk would give another file each time
    return str(uuid.uuid5(_SPACE, "\x1f".join(parts)))


def written(root: str, body: OscalJson) -> bytes:
    """The file as UTF-8 JSON; its uuid follows from what stands in it."""
    whole = {root: {"uuid": own_uuid(root, json.dumps(body, sort_keys=True)), **body}}
    return (json_safe(json.dumps(whole, ensure_ascii=False, indent=2)) + "\n").encode()


def metadata(content: OscalContent, title: str, version: str, props: Iterable[OscalJson] = ()) -> OscalJson:
    """Title, version and dates, and up to where the records go."""
    dates = content.dates
    return {
        "title": line(title),
        "last-modified": f"{dates.made.isoformat()}Z",
        "version": line(version),
        "oscal-version": oscal.VERSION,
        "props": [
            *props,
            prop("records-as-of", dates.records),
            prop("change-log-head", dates.head),
            *(prop("read-first", mark) for mark in dates.marks),
        ],
    }


def line(text: str) -> str:
    """A text on one line, as titles and values must be; never empty."""
    return " ".join(text.split()) or "-"


def prop(name: str, value: str, *, group: str = "") -> OscalJson:
    """A property of our own. Its value is one line; a text that is not is told word by word in its remarks."""
    made: OscalJson = {"name": name.replace("_", "-"), "ns": oscal.NS, "value": line(value)}
    if group:
        made["group"] = group
    if made["value"] != value:
        made["remarks"] = value
    return made


def props(fields: Mapping[str, Any]) -> list[OscalJson]:
    """A property for each field that says something."""
    return [prop(name, word(value)) for name, value in fields.items() if value is not None and value != ""]


def word(value: Any) -> str:
    """A value as a catalog file writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def with_some(body: OscalJson, **lists: list[Any]) -> OscalJson:
    """With those lists that hold something: OSCAL knows no empty ones."""
    return {**body, **{name.replace("_", "-"): some for name, some in lists.items() if some}}


def resource(data: FrameworkFile | ControlsFile) -> OscalJson:
    """A catalog as back matter names it; `reference` points there."""
    return {
        "uuid": _resource(data.catalog),
        "title": line(data.title),
        "props": props({"catalog": data.catalog, "kind": data.kind, "version": data.version}),
        "rlinks": [{"href": f"{data.catalog}.oscal.json", "media-type": "application/oscal+json"}],
    }


def reference(catalog: str) -> str:
    """Where a catalog stands in the back matter."""
    return f"#{_resource(catalog)}"


def _resource(catalog: str) -> str:
    return own_uuid("resource", catalog)


class OscalNames:
    """Ids of one file: legal in OSCAL, and none twice."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str) -> str:
        """The id itself where OSCAL takes it and it is free; else one that is near."""
        plain = oscal.token(wanted)
        found, number = plain, 1
        while found in self._taken:
            number += 1
            found = f"{plain}_{number}"
        self._taken.add(found)
        return found

    def of(self, data: FrameworkFile | ControlsFile) -> dict[str, str]:
        """The ids of a catalog, by what it calls them; with the catalog before each when one of them is taken."""
        wanted = [one.id for one in (data.items if isinstance(data, FrameworkFile) else data.controls)]
        before = f"{data.catalog}_" if any(oscal.token(one) in self._taken for one in wanted) else ""
        return {one: self.take(before + one) for one in wanted}


def ids(data: FrameworkFile | ControlsFile) -> dict[str, str]:
    """The ids of a catalog in a file of its own, which is what mappings and components refer to."""
    return OscalNames().of(data)
