"""How a file is to be read, as the fields of a form and as what was typed in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from grcdesk.clock import find_zone
from grcdesk.errors import BadInput
from grcdesk.paths import typed_path
from grcdesk.schemas.evidence.imports import ImportPlan
from grcdesk.schemas.programme import Period
from grcdesk.terms import IMPORTERS
from grcdesk.text import plain_number
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import DAYS, FILE, words
from grcdesk.tui.dialogs.tables import PLACE, place_of
from grcdesk.tui.dialogs.values import one_of

_MAP = "a YAML file: our field names and those of the file"


def plan_fields(plan: ImportPlan) -> list[Ask]:
    """What is asked of how a file is to be read, each with what the plan says of it."""
    limit = "" if plan.limit is None else f"{plan.limit:g}"
    place = {"sheet": plan.sheet, "header": str(plan.header or ""), "dates": plan.dates or ""}
    return [
        Ask("importer", "Importer", plan.importer, "empty: detected", kind=words(tuple(IMPORTERS))),
        Ask("zone", "Zone", plan.zone, "of times that carry none, like Europe/Berlin"),
        Ask("columns", "Column map", str(plan.columns or ""), _MAP, kind=FILE),
        Ask("keep", "Columns kept", ", ".join(plan.keep), "with text in them, as the file names them, commas between"),
        Ask("key", "Key", plan.key, "of a population: the column of its keys"),
        Ask("limit", "Limit", limit, "of an evaluation: 0.9 of its cases"),
        *(replace(ask, value=place[ask.name]) for ask in PLACE),
        Ask("days", "Days it covers", span(plan.period_from, plan.period_to), "empty: as the file says", kind=DAYS),
    ]


def plan_of(texts: Mapping[str, str]) -> ImportPlan:
    """What was typed of how a file is to be read.

    Raises:
        BadInput: for a zone, a file or a value that is none.
    """
    if texts["zone"]:
        find_zone(texts["zone"])
    days = Period.read(texts["days"]) if texts["days"] else None
    sheet, header, dates = place_of(texts)
    return ImportPlan(
        one_of(texts["importer"], tuple(IMPORTERS), "importer"),
        texts["zone"],
        _map(texts["columns"]) if texts["columns"] else None,
        days.start if days else None,
        days.end if days else None,
        limit=plain_number(texts["limit"], "limit") if texts["limit"] else None,
        key=texts["key"],
        keep=tuple(part.strip() for part in texts["keep"].split(",") if part.strip()),
        sheet=sheet,
        header=header,
        dates=dates,
    )


def _map(given: str) -> Path:
    path = typed_path(given)
    if not path.is_file():
        raise BadInput(f"{path} is not there", hint=_MAP)
    return path


def span(start: date | None, end: date | None) -> str:
    """Days as a field has them; empty: none are known."""
    return f"{start}..{end}" if start else ""
