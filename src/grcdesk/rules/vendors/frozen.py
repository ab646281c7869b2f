"""A vendor's file as it stood when a review was concluded, in words that keep; and what has moved since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from grcdesk.schemas.vendors.file import AgreementRow, JudgedFile
from grcdesk.schemas.vendors.reviews import FileMove
from grcdesk.wording import spelt

FORMAT = "grcdesk vendor file 1"
"""Name and version of what is frozen; a reader asks for it first."""
PARTS = {
    "points": "open point",
    "papers": "paper",
    "reports": "report review",
    "package": "item of the package",
    "agreements": "agreement",
    "subprocessors": "subprocessor",
    "projects": "project of our account",
    "uses": "feature",
}
"""What is frozen, and what one of it is called."""
_CLOSED = frozenset({"kind", "opinion", "status", "decision", "training"})
"""Fields of closed words: shown as people write them."""
Frozen = Mapping[str, Any]


def freeze(judged: JudgedFile) -> dict[str, Any]:
    """The file as plain values: names, dates, numbers and words of closed lists, and what fails with its reason."""
    file = judged.file
    row = file.detail.row
    return {
        "format": FORMAT,
        "as_of": judged.as_of.isoformat(),
        "vendor": {
            "id": row.id,
            "name": row.name,
            "tier": row.tier.value,
            "plan": file.detail.plan,
            "region": row.region,
            "model_provider": row.model_provider,
            "in_scope": row.in_scope,
        },
        "counts": {"fails": len(judged.failing), "weak": len(judged.points) - len(judged.failing)},
        "points": [
            {"id": f"{one.code} {one.about}", "about": one.about, "why": one.why, "level": one.level.value}
            for one in judged.points
        ],
        "papers": _rows(
            file.documents, "kind title issuer issued covers_from covers_to expires evidence sha256 replaced_by"
        ),
        "reports": _rows(file.reports, "document opinion auditor reviewer reviewed_on"),
        "package": [
            {"id": one.label, "status": one.status.value, "required": one.required, "document": one.document}
            for one in judged.package
            if one.required or one.document
        ],
        "agreements": [_agreement(one) for one in file.agreements],
        "subprocessors": _rows(file.subprocessors, "name region announced decision decided_by decided_on removed"),
        "projects": _rows(file.projects, "name training region as_of"),
        "uses": [
            {"id": f"{one.feature} {one.model} {one.plan}".strip(), "name": one.name, "region": one.region}
            for one in file.uses
        ],
    }


def since(frozen: Frozen, now: Frozen) -> list[FileMove]:
    """What is new, gone or otherwise than it stood, part by part. Counts of days in a reason alone are no move."""
    return [moved for part in PARTS for moved in _moved(part, frozen.get(part, []), now.get(part, []))]


def tally(frozen: Frozen) -> list[tuple[str, int]]:
    """How many of each part were on file."""
    return [(PARTS[part], len(frozen.get(part, []))) for part in PARTS if part != "points"]


def told(entry: Frozen) -> str:
    """One frozen thing in words: `SOC 2 Type II report, issued 2026-08-01`."""
    if "why" in entry:
        return f"{entry['about']}: {entry['why']} ({entry['level']})"
    head = str(entry.get("title") or entry.get("about") or entry.get("name") or "")
    skipped = {"id", "title", "about", "name", "sha256", "clauses", "required"}
    rest = [_field(key, value) for key, value in entry.items() if key not in skipped and value]
    return ", ".join(part for part in (head, *rest) if part)


def _moved(part: str, before: list[Frozen], after: list[Frozen]) -> Iterator[FileMove]:
    # a vendor may have two points of one name: each is held against its own number of them
    was, now = _numbered(before), _numbered(after)
    what = PARTS[part]
    for name, entry in was.items():
        if name not in now:
            yield FileMove(what, str(entry["id"]), "gone", told(entry))
    for name, entry in now.items():
        if name not in was:
            yield FileMove(what, str(entry["id"]), "new", told(entry))
            continue
        fields = [key for key in entry if key != "why" and entry[key] != was[name].get(key)]
        if fields:
            changes = "; ".join(
                f"{key.replace('_', ' ')} {_shown(key, was[name].get(key))} → {_shown(key, entry[key])}"
                for key in fields
            )
            yield FileMove(what, str(entry["id"]), "changed", changes)


def _field(key: str, value: Any) -> str:
    """A kind needs no word before it: `DPA`, `issued 2026-08-01`."""
    shown = _shown(key, value)
    return shown if key == "kind" else f"{key.replace('_', ' ')} {shown}"


def _numbered(entries: list[Frozen]) -> dict[tuple[str, int], Frozen]:
    seen: Counter[str] = Counter()
    found = {}
    for entry in entries:
        name = str(entry["id"])
        found[name, seen[name]] = entry
        seen[name] += 1
    return found


def _shown(key: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{len(value)} clauses read"
    told = "none" if value in (None, "") else str(value)
    return spelt(told) if key in _CLOSED else told


def _rows(rows: tuple[Any, ...], names: str) -> list[dict[str, Any]]:
    return [{"id": row.id, **{name: _plain(getattr(row, name)) for name in names.split()}} for row in rows]


def _agreement(one: AgreementRow) -> dict[str, Any]:
    names = ("kind", "plan", "feature", "document", "sha256", "signed_by_us", "signed_by_them", "effective")
    found = {name: _plain(getattr(one, name)) for name in (*names, "expires", "ended")}
    clauses = {read.clause.value: read.answer.value for read in one.clauses}
    return {"id": one.id, "title": one.title, **found, "clauses": clauses}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value
