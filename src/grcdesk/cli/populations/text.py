"""A population as records and as names and values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from grcdesk.cli.frame import output
from grcdesk.wording import count, join, word

if TYPE_CHECKING:
    from grcdesk.schemas.populations import PopulationDetail, PopulationRow, ReconciliationRow


SHOWN = 60
"""Characters of the lines that were left out; `--json` has more of them."""


def record(row: PopulationRow) -> dict[str, Any]:
    """One population with the keys of `--json`; never renamed within a major version."""
    found: dict[str, Any] = output.value(row)
    counts = found.pop("dropped")
    return {
        "id": found.pop("id"),
        "name": found.pop("name"),
        "controls": found.pop("controls"),
        "rows": found.pop("rows"),
        "population_sha256": found.pop("population_sha256"),
        "rows_sha256": found.pop("rows_sha256"),
        "source_sha256": found.pop("source_sha256"),
        "period": row.period,
        **found,
        "dropped": list(counts),
        "dropped_counts": counts,
    }


def detail_record(found: PopulationDetail) -> dict[str, Any]:
    """One population with all that stands beside it."""
    rest: dict[str, Any] = output.value(found)
    rest.pop("row")
    return {**record(found.row), **rest}


def described(found: PopulationDetail) -> list[tuple[str, Any]]:
    """A population as names and values for people."""
    row = found.row
    lines: list[tuple[str, Any]] = [
        ("id", f"{row.id}, kept as {row.evidence}"),
        ("name", row.name),
        ("controls", row.controls),
        ("state", word(row.state)),
        *_under("not final", row.why_not_final),
        ("rows", f"{row.rows:,}" + (f"; {row.skipped:,} could not be used" if row.skipped else "")),
        *[("", f"line {one.lines[:SHOWN]}: {one.reason}") for one in row.skips],
        ("period", row.period),
        ("pulled at", row.pulled_at),
        ("final from", row.final_from),
        ("source", row.source),
        ("query", row.query),
        ("completeness", f"{row.completeness} ({row.checked_by})" if row.completeness else ""),
        ("key", f"{row.key}, which the list calls {row.key_source}"),
        ("columns", join(list(row.columns), 40)),
        ("lacks", join(list(row.lacks), 40)),
        ("not kept", join([f"{name} ({number:,})" for name, number in row.dropped.items()], 20)),
        ("file", f"{row.file}, sha256 {row.source_sha256}"),
        ("population", f"sha256 {row.population_sha256}"),
        ("rows file", f"sha256 {row.rows_sha256}"),
        ("frozen", f"{row.frozen_at} by {row.frozen_by}"),
    ]
    lines += [("in the place of", row.supersedes)] if row.supersedes else []
    for one in found.reconciliations:
        lines += agreement(one)
    lines += [("samples", found.samples)] if found.samples else []
    return lines + _under("notes", found.notes)


def _under(name: str, texts: Sequence[str]) -> list[tuple[str, Any]]:
    """Several lines of which the first alone has the name."""
    return [("" if place else name, text) for place, text in enumerate(texts)]


def agreement(one: ReconciliationRow) -> list[tuple[str, Any]]:
    """A second source, and what differs."""
    said = f"{one.against}: {one.rows_here:,} here, {one.rows_there:,} there; {one.done_by}, {one.done_on}"
    lines: list[tuple[str, Any]] = [(one.id, said)]
    for row in one.differences:
        why = f"{row.reason} ({row.explained_by}, {row.explained_on})" if row.reason else "not explained"
        lines.append(("", f"{row.item} only {row.side.value}: {why}"))
    if one.unlisted:
        lines.append(("", f"{count(one.unlisted, 'difference')} more, not kept one by one"))
    return lines
