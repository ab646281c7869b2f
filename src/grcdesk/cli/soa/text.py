"""One row of a Statement of Applicability, and the statement as a whole, as pages of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from grcdesk.rules.soa.statement import summed, told
from grcdesk.wording import SUPPORT, count, day, word

if TYPE_CHECKING:
    from grcdesk.schemas.soa.soa import SoaControl, SoaPage, SoaRow

_WIDE = 22


def row(found: SoaRow) -> str:
    """Everything about one row."""
    parts = [f"{found.item}  {found.title}", "", *_facts(_said(found))]
    parts += _section("How", (_control(control) for control in found.how))
    parts += _section("Not supported, because", found.support_why)
    parts += _section("Lacks", found.lacks)
    return "\n".join(parts)


def page(found: SoaPage) -> str:
    """The statement as a whole."""
    counts = found.counts
    parts = [f"Statement of Applicability, {word(found.framework)}  {found.organisation}", ""]
    parts += _facts(
        (
            ("Rows", f"{counts.rows}, of them {count(counts.added, 'control')} added"),
            ("Applicable", f"{counts.applicable}, left out {counts.excluded}"),
            ("Said to be there", f"{counts.implemented}: {_levels(found)}"),
            *_version(found),
        )
    )
    parts += _section("Keeps it from being approved", summed(found.lacks))
    moved = (
        f"{one.item} {one.field}: {one.before or '-'} -> {one.after or '-'}"
        if one.field
        else f"{one.item} {'is new' if one.after else 'is gone'}: {one.after or one.before}"
        for one in found.differences
    )
    named = found.version.id if found.version else ""
    return "\n".join(parts + _section(f"As it stands, against {named}", moved))


def _version(found: SoaPage) -> Iterator[tuple[str, str]]:
    version = found.version
    if version is None:
        yield "Approved", "no version so far"
        return
    yield "Shown", f"as {version.id} was approved" if found.frozen else "as it stands"
    yield "Approved", f"{version.id} by {version.approved_by} on {version.approved_on}"
    yield "Recorded", f"by {version.recorded_by}, {version.recorded_at}, entry {version.log_position}"
    yield "SHA-256 of its rows", version.sha256


def _levels(found: SoaPage) -> str:
    return ", ".join(f"{number} {SUPPORT[level].word}" for level, number in found.counts.by_support.items())


def _said(found: SoaRow) -> Iterator[tuple[str, str]]:
    yield "Theme", found.theme
    yield "Applicable", "yes" if found.applicable else f"no: {found.exclusion}"
    if found.applicable:
        yield "Reasons", ", ".join(word(one) for one in found.reasons)
        if found.suggested:
            yield "Suggested", f"{', '.join(word(one) for one in found.suggested)}: for a person to take or leave"
        yield "Implemented", told(found)
        yield "Since, or planned", day(found.implemented_on)
    yield "Other measures", found.measures
    yield "Owner", found.owner + ("" if found.owner_said or not found.owner else ", who owns its controls")
    yield "Evidence", " ".join(found.evidence)
    yield "Risks", " ".join(found.risks)
    yield "Note", found.note


def _control(control: SoaControl) -> str:
    level = f", {SUPPORT[control.support].word}" if control.support else ""
    return f"{control.id:<12}{word(control.relationship):<17}{word(control.status)}{level}  {control.title}"


def _facts(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{name:<{_WIDE}}{value or '-'}" for name, value in pairs]


def _section(name: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", name, *(f"  {line}" for line in found)] if found else []
