"""Which artefacts go into a package, where each lies there, and why others do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from grcdesk.rules.packages.names import TakenPaths, plain
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.packages.packages import Delta, DeltaLine, PackedItem
from grcdesk.terms import Confidentiality
from grcdesk.terms.packages import Shift

EVIDENCE = "data/evidence"
LABELS = {
    Confidentiality.INTERNAL: "labelled internal: it stays in the house until somebody labels it for the auditor",
    Confidentiality.NDA: "labelled NDA: whoever gave it has not allowed to hand it on",
}
"""Why an artefact of that label does not go out."""


@dataclass(frozen=True, slots=True)
class OutgoingRule:
    """What decides over artefacts."""

    day: date
    """The day it is judged on: what shows nothing before the day after does not belong in it."""
    controls: Sequence[str]
    """Those in scope, in their order."""
    asked: Mapping[str, str] = field(default_factory=dict)
    """By artefact, the first request that it answers."""
    broken: Mapping[str, str] = field(default_factory=dict)
    """By artefact, why its bytes are not those that were taken in."""
    overrides: Mapping[str, str] = field(default_factory=dict)
    """By artefact or label, why it goes out though its label says no."""


def choose(rows: Sequence[EvidenceRow], choice: OutgoingRule) -> list[PackedItem]:
    """Each artefact with its place in the package, or why it has none; in the order of the controls."""
    order = {control: place for place, control in enumerate(choice.controls)}
    taken = TakenPaths()
    made = []
    for row in sorted(rows, key=lambda one: (_first(one, order), one.last_day or date.max, _number(one.id))):
        home = _home(row, order, choice.asked)
        why = _held_back(row, choice, home)
        override = "" if why else _override(row, choice.overrides)
        why = why or _labelled(row, override)
        path = "" if why else taken.free(f"{EVIDENCE}/{home}", named(row))
        beside = taken.free(f"{EVIDENCE}/{home}", f"{_stem(row)}.rows.jsonl") if path and row.rows_sha256 else ""
        made.append(PackedItem(row, path, beside, why, override))
    return made


def named(row: EvidenceRow) -> str:
    """How its file is called in the package: the last day it shows, and its own name as every system takes it."""
    return f"{row.last_day}_{plain(row.file_name, empty=row.id)}"


def _stem(row: EvidenceRow) -> str:
    name = named(row)
    bare = name.removesuffix(".report.json")
    return bare if bare != name else name.rpartition(".")[0] or name


def _home(row: EvidenceRow, order: Mapping[str, int], asked: Mapping[str, str]) -> str:
    """The one folder its file lies in; empty: nothing in the package rests on it."""
    first = min((control for control in row.controls if control in order), key=order.__getitem__, default="")
    return plain(first or asked.get(row.id, "") or (row.vendors[0] if row.vendors else ""), empty="") or ""


def _held_back(row: EvidenceRow, choice: OutgoingRule, home: str) -> str:
    """Why it is not in the package, whatever its label; empty: it may be."""
    if row.erased:
        return f"its file was erased {row.erased_told}"
    if row.rejected:
        return f"rejected: {row.rejected}"
    if not home:
        return "stands behind no control in scope, no vendor and no request"
    # the first day counts: what began in time belongs in though it reaches further
    begins = row.period_from or row.as_of
    if begins is not None and begins > choice.day:
        return f"shows {begins}, after the day the package is judged on"
    if not row.preserved:
        return "a link: its content was never kept, look at the address itself"
    broken = choice.broken.get(row.id, "") or row.integrity
    return f"FAILED INTEGRITY: {broken}" if broken else ""


def _labelled(row: EvidenceRow, override: str) -> str:
    """Why its label keeps it back; empty: it is for auditors, or a person lets it out all the same."""
    return "" if row.confidentiality is Confidentiality.AUDITOR or override else LABELS[row.confidentiality]


def _override(row: EvidenceRow, overrides: Mapping[str, str]) -> str:
    if row.confidentiality is Confidentiality.AUDITOR:
        return ""
    return overrides.get(row.id, "") or overrides.get(row.confidentiality.value, "")


def _first(row: EvidenceRow, order: Mapping[str, int]) -> int:
    return min((order[control] for control in row.controls if control in order), default=len(order))


def _number(name: str) -> tuple[int, str]:
    tail = name.rpartition("-")[2]
    return (int(tail) if tail.isdecimal() else 0), name


def shifted(now: Sequence[PackedItem], before: Sequence[PackedItem], delta: Delta) -> tuple[list[PackedItem], Delta]:
    """What goes into a package that holds only what moved, and the lines of its letter.

    Args:
        now: what a whole package would hold.
        before: what the earlier one held.
        delta: since when.
    """
    # what was held back then was never handed over, so it is new to the reader
    earlier = {one.row.id: one for one in before if one.path}
    gone = dict(earlier)
    taken = TakenPaths(path for one in earlier.values() for path in (one.path, one.rows_path) if path)
    items, lines = [], []
    for one in now:
        was = gone.pop(one.row.id, None)
        item, told = _packed(one, was, taken) if one.path else _left_out(one, was)
        items.append(item)
        lines += told
    lines += [_line(Shift.WITHDRAWN, was, "is no longer on record") for was in gone.values()]
    kept = sum(one.shift is Shift.KEPT for one in items)
    return items, replace(delta, lines=tuple(lines), kept=kept, before=len(earlier))


def _left_out(one: PackedItem, was: PackedItem | None) -> tuple[PackedItem, list[DeltaLine]]:
    """An artefact without a place in the package: if it had one before, the letter says that it was withdrawn."""
    if was is None:
        return replace(one, shift=None), []
    return replace(one, shift=Shift.WITHDRAWN), [_line(Shift.WITHDRAWN, was, one.left_out)]


def _packed(one: PackedItem, was: PackedItem | None, taken: TakenPaths) -> tuple[PackedItem, list[DeltaLine]]:
    """An artefact with its place beside the earlier package; the letter is silent of what is as it was."""
    placed = _beside(one, was, taken)
    if was is None:
        return replace(placed, shift=Shift.ADDED), [_line(Shift.ADDED, placed, "new")]
    why = _moved(was, one)
    if not why:
        return replace(placed, shift=Shift.KEPT), []
    return replace(placed, shift=Shift.CHANGED), [_line(Shift.CHANGED, placed, why)]


def _beside(one: PackedItem, was: PackedItem | None, taken: TakenPaths) -> PackedItem:
    """The same with a place that no other file of the earlier package had: both can be laid into one folder."""
    folder = (was or one).path.rpartition("/")[0]
    path = was.path if was is not None else taken.free(folder, named(one.row))
    rows = (was.rows_path if was is not None else "") or taken.free(folder, f"{_stem(one.row)}.rows.jsonl")
    return replace(one, path=path, rows_path=rows if one.rows_path else "")


def _line(shift: Shift, one: PackedItem, why: str) -> DeltaLine:
    return DeltaLine(shift, one.row.id, one.row.title, one.row.controls, one.path, why)


def _moved(was: PackedItem, one: PackedItem) -> str:
    """What is told otherwise of an artefact than before; empty: nothing."""
    pairs = (
        ("its bytes", was.row.sha256, one.row.sha256),
        ("its title", was.row.title, one.row.title),
        ("its days", was.row.dated, one.row.dated),
        ("the controls it stands behind", was.row.controls, one.row.controls),
        ("that it was superseded", was.row.superseded_by, one.row.superseded_by),
        ("its label", was.row.confidentiality, one.row.confidentiality),
    )
    return ", ".join(name for name, old, new in pairs if old != new)
