"""Frameworks and controls as an OSCAL catalog. Of texts that belong to others there are ids and our own labels alone.

A file holds one catalog, or all of them, each a group. Everything a catalog file of grcdesk says is in it, so that it
can be read back whole: what OSCAL has no field for stands in properties and parts of a namespace of our own.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from grcdesk.reports.oscal.frame import OscalJson, OscalNames, line, metadata, prop, props, with_some, word, written
from grcdesk.rules.catalogs import oscal
from grcdesk.schemas.catalogs.files import ControlEntry, ControlsFile, FrameworkFile, ItemEntry, TestEntry, WantedEntry
from grcdesk.schemas.exports.oscal import OscalContent
from grcdesk.wording import word as told

OscalTailoring = Mapping[str, tuple[str, ...]]
_NOT_HERE = "The text of this item belongs to its publisher and is not reproduced here; read it there."


def catalog_file(content: OscalContent) -> bytes:
    """The file as UTF-8 JSON: the one catalog, or a group for each."""
    names = OscalNames()
    if len(content.catalogs) == 1:
        data = content.catalogs[0]
        about = metadata(content, data.title, data.version, _about(data))
        return written("catalog", {"metadata": about, **_body(data, names, content.tailored)})
    title = f"Catalogs in force at {content.organisation or content.programme}"
    about = metadata(content, title, content.dates.records)
    groups = [
        {
            "id": names.take(data.catalog),
            "class": oscal.CATALOG_CLASS,
            "title": line(data.title),
            "props": [*_about(data), prop("version", data.version)],
            **_body(data, names, content.tailored),
        }
        for data in content.catalogs
    ]
    return written("catalog", with_some({"metadata": about}, groups=groups))


def _about(data: FrameworkFile | ControlsFile) -> list[OscalJson]:
    """What a catalog file says of itself."""
    said = {"catalog": data.catalog, "kind": data.kind, "source": data.source, "licence": data.licence}
    # OSCAL has titles of one line; where that changes one, its words stand beside it as they are
    if data.title != line(data.title):
        said["title"] = data.title
    if isinstance(data, FrameworkFile):
        named = {name: getattr(data, name) for name in oscal.FRAMEWORK_PROPS}
        return [*props({**said, **named}), *(prop("also", one) for one in data.also)]
    return props({**said, "format": data.format})


def _body(data: FrameworkFile | ControlsFile, names: OscalNames, tailored: OscalTailoring) -> OscalJson:
    known = names.of(data)
    if isinstance(data, FrameworkFile):
        # neighbours alone: the order of the catalog is kept, so that it reads back as it was
        runs = groupby(data.items, lambda item: item.group)
        return with_some(
            {},
            groups=[_group(group, [_item(one, known[one.id], names) for one in some], names) for group, some in runs],
        )
    families = groupby(data.controls, lambda control: control.category)
    return with_some(
        {},
        params=[
            {
                "id": names.take(one.name),
                "props": props(
                    {
                        "name": one.name,
                        "kind": one.kind,
                        "unit": one.unit,
                        "default": one.default if one.default != line(one.default) else None,
                    }
                ),
                "label": line(one.meaning),
                "usage": one.meaning,
                "values": [line(one.default)],
            }
            for one in data.parameters
        ],
        groups=[
            _group(told(family), [_control(one, known[one.id], names, tailored) for one in some], names)
            for family, some in families
        ],
    )


def _group(title: str, controls: list[OscalJson], names: OscalNames) -> OscalJson:
    made: OscalJson = {"id": names.take(f"group.{line(title).split()[0]}"), "title": line(title)}
    if line(title) != title:
        made["props"] = [prop("title", title)]
    return {**made, "controls": controls}


def _named(name: str, own: str, title: str) -> OscalJson:
    made: OscalJson = {"id": name, "title": line(title), "props": [{"name": "label", "value": line(own)}]}
    if name != own:
        made["props"].append(prop("id", own))
    if line(title) != title:
        made["props"].append(prop("title", title))
    return made


def _item(item: ItemEntry, name: str, names: OscalNames) -> OscalJson:
    made = _named(name, item.id, item.label)
    made["props"] += props({"category": item.category})
    made["parts"] = [
        {
            "id": names.take(f"{name}_smt"), "name": oscal.STATEMENT, "class": oscal.NOT_REPRODUCED, "prose": _NOT_HERE,
        }
    ]  # fmt: skip
    return made


def _control(control: ControlEntry, name: str, names: OscalNames, tailored: OscalTailoring) -> OscalJson:
    made = _named(name, control.id, control.title)
    made["props"] += props({field: getattr(control, field) for field in oscal.CONTROL_PROPS})
    made["props"] += [prop("tailored", one) for one in tailored.get(control.id, ())]
    made["parts"] = [
        {"id": names.take(f"{name}_smt"), "name": oscal.STATEMENT, "prose": control.statement},
        {"id": names.take(f"{name}_gdn"), "name": oscal.GUIDANCE, "title": "Objective", "prose": control.objective},
        *(_test(one, names) for one in control.tests),
        *(_wanted(one, names.take(f"{name}_evidence.1")) for one in control.evidence),
        *(_question(one, names.take(f"{name}_question.1")) for one in control.questions),
    ]
    return made


def _test(test: TestEntry, names: OscalNames) -> OscalJson:
    name = names.take(test.id)
    said = props({"aspect": test.aspect, "method": test.method, "over": test.over})
    if name != test.id:
        said.append(prop("id", test.id))
    said += [prop("without", f"{population}: {what}".rstrip()) for population, what in test.without.items()]
    parts = [
        {"name": field.replace("_", "-"), "ns": oscal.NS, "prose": getattr(test, field)}
        for field in oscal.TEST_PARTS
        if getattr(test, field)
    ]
    return with_some({"id": name, "name": oscal.OBJECTIVE, "props": said, "prose": test.question}, parts=parts)


def _wanted(wanted: WantedEntry, name: str) -> OscalJson:
    said = {"kind": wanted.kind, "mandatory": word(wanted.mandatory), "shows": wanted.shows, "facts": wanted.facts}
    return _method(name, "EXAMINE", props(said), wanted.what)


def _question(question: str, name: str) -> OscalJson:
    return _method(name, "INTERVIEW", [], question)


def _method(name: str, method: str, said: list[OscalJson], objects: str) -> OscalJson:
    return {
        "id": name,
        "name": oscal.METHOD,
        "props": [{"name": "method", "ns": oscal.RMF, "value": method}, *said],
        "parts": [{"name": oscal.OBJECTS, "prose": objects}],
    }
