"""How populations are drawn."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from grcdesk.schemas.populations import PopulationDetail, PopulationRow
from grcdesk.terms.populations import PopulationState
from grcdesk.tui.kit.looks import Cell, Glyphs, line, lines, text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import join, word

TONE = {
    PopulationState.FINAL: "success",
    PopulationState.NO_OCCURRENCE: "success",
    PopulationState.INTERIM: "warning",
    PopulationState.NOT_FINAL: "warning",
    PopulationState.UNPROVEN: "error",
    PopulationState.SUPERSEDED: "muted",
    PopulationState.DROPPED: "muted",
}


_SHOWN = 60
"""Characters of the lines that were left out."""


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A difference, with what the population was held against."""

    id: str
    against: str
    item: str
    side: str
    reason: str
    by: str


def state_cell(row: PopulationRow) -> Cell:
    """Where it stands."""
    return Cell(word(row.state), TONE[row.state])


def list_columns() -> tuple[ListColumn, ...]:
    """The list: what it is, how many, whether it is final, and why not."""
    return (
        ListColumn("id", "ID", 6, lambda row: Cell(row.id, "" if row.in_force else "muted")),
        ListColumn("name", "Name", 15, lambda row: Cell(row.name), flex=True),
        ListColumn("rows", "Rows", 7, lambda row: Cell(f"{row.rows:>7,}")),
        ListColumn("state", "State", 15, state_cell, badge=True),
        ListColumn("controls", "Controls", 10, lambda row: Cell(" ".join(row.controls)), 2, flex=True),
        ListColumn("period", "Period", 22, lambda row: Cell(row.period), 4),
        ListColumn("pulled", "Pulled", 10, lambda row: Cell(row.pulled_at[:10] or "-"), 5),
        ListColumn("why", "Not final because", 18, lambda row: Cell("; ".join(row.why_not_final)), 1, flex=True),
    )


def facts(found: PopulationDetail, glyphs: Glyphs) -> Content:
    """The Facts tab."""
    row = found.row
    rows = [line(Cell(f"{word(row.state)}  ", TONE[row.state]), f"{row.rows:,} rows of {row.name}, {row.period}")]
    rows += [line("  ", glyphs.warn(why)) for why in row.why_not_final]
    rows.append(text(""))
    told = (
        ("Controls", " ".join(row.controls)),
        ("Query", row.query),
        ("Pulled at", row.pulled_at),
        ("Final from", row.final_from),
        ("Source", row.source),
        ("Completeness", f"{row.completeness} ({row.checked_by})" if row.completeness else ""),
        ("Key", f"{row.key}, in the list {row.key_source}"),
        ("Columns", join(list(row.columns), 40)),
        ("Lacks", join(list(row.lacks), 40)),
        ("Not kept", join([f"{name} ({number:,})" for name, number in row.dropped.items()], 20)),
        ("File", f"{row.file}  {row.source_sha256}"),
        ("Population", row.population_sha256),
        ("Rows file", row.rows_sha256),
        ("Artefact", row.evidence),
        ("Frozen", f"{row.frozen_at} by {row.frozen_by}"),
        ("In place of", row.supersedes),
        ("Samples", " ".join(found.samples)),
    )
    rows += [line(Cell(f"{name:<13}", "head"), Cell(value or "-", "" if value else "muted")) for name, value in told]
    rows += [line(glyphs.warn(f"line {one.lines[:_SHOWN]}: {one.reason}")) for one in row.skips]
    rows += [line(Cell(note, "muted")) for note in found.notes]
    return lines(rows)


def difference_columns() -> tuple[ListColumn, ...]:
    """Keys that only one of two sources has."""

    def why(row: DifferenceLine) -> Cell:
        return Cell(f"{row.reason} ({row.by})", "success") if row.reason else Cell("not explained", "warning")

    return (
        ListColumn("against", "Against", 14, lambda row: Cell(row.against), 1),
        ListColumn("item", "Key", 14, lambda row: Cell(row.item), flex=True),
        ListColumn("side", "Only", 6, lambda row: Cell(row.side)),
        ListColumn("why", "Because", 20, why, flex=True),
    )


def differences(found: PopulationDetail) -> dict[str, DifferenceLine]:
    """All differences of a population, open ones first."""
    listed = [
        DifferenceLine(row.id, f"{held.id} {held.against}", row.item, row.side.value, row.reason, row.explained_by)
        for held in found.reconciliations
        for row in held.differences
    ]
    return {row.id: row for row in sorted(listed, key=lambda row: bool(row.reason))}


def column_columns() -> tuple[ListColumn, ...]:
    """The columns of the frozen rows."""
    return (
        ListColumn("name", "Column", 20, lambda row: Cell(row[0]), flex=True),
        ListColumn("kind", "Kind", 8, lambda row: Cell(row[1])),
        ListColumn("kept", "", 20, lambda row: Cell(row[2], "warning" if row[2] else ""), flex=True),
    )


def column_rows(row: PopulationRow) -> dict[str, tuple[str, str, str]]:
    """Those that are kept, those its role has besides, and those that are not kept."""
    kept = [(*one.rpartition(" ")[::2], "") for one in row.columns]
    lacking = [(name, "", "of its role, not in the list") for name in row.lacks]
    dropped = [(name, "", f"text, not kept: {number:,} values") for name, number in row.dropped.items()]
    return {f"{place}": one for place, one in enumerate([*kept, *lacking, *dropped])}
