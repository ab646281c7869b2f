"""How samples are drawn on the screen."""

from __future__ import annotations

from textual.content import Content

from grcdesk.schemas.samples import SampleDetail, SampleRow
from grcdesk.tui.kit.looks import Cell, Glyphs, line, lines, text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import word


def _standing(row: SampleRow) -> Cell:
    if row.dropped:
        return Cell(f"dropped: {row.dropped}", "muted")
    return Cell(f"interim: {row.interim[0]}", "warning") if row.interim else Cell("")


def list_columns() -> tuple[ListColumn, ...]:
    """The list: of what, for which control, how many of how many."""
    return (
        ListColumn("id", "ID", 6, lambda row: Cell(row.id, "" if row.in_force else "muted")),
        ListColumn("control", "Control", 11, lambda row: Cell(row.control)),
        ListColumn("population", "Population", 20, lambda row: Cell(f"{row.population} {row.name}"), 1, flex=True),
        ListColumn("lane", "Lane", 6, lambda row: Cell(word(row.lane))),
        ListColumn("n", "n", 5, lambda row: Cell(f"{row.n:>5,}")),
        ListColumn("rows", "of", 7, lambda row: Cell(f"{row.rows:>7,}"), 3),
        ListColumn("seed", "Seed", 8, lambda row: Cell(row.seed[:8] or "-", "" if row.seed_given else "muted"), 4),
        ListColumn("drawn", "Drawn", 10, lambda row: Cell(row.drawn_at[:10]), 5),
        ListColumn("standing", "", 14, _standing, 2, flex=True),
    )


def item_columns() -> tuple[ListColumn, ...]:
    """The items in the order they were drawn."""
    return (
        ListColumn("place", "No", 6, lambda row: Cell(f"{row[0]:>6,}", "muted")),
        ListColumn("item", "Item", 20, lambda row: Cell(row[1]), flex=True),
    )


def facts(found: SampleDetail, glyphs: Glyphs) -> Content:
    """The Facts tab."""
    row = found.row
    # said as it is made, so that anybody can draw the same items without us
    seed = "given by the auditor" if row.seed_given else f"sha256 of {row.seed_name}|{row.control}|population"
    told = (
        ("Control", row.control),
        ("Population", f"{row.population} ({row.name}), {row.rows:,} rows"),
        ("SHA-256", row.population_sha256),
        ("Lane", word(row.lane)),
        ("Size", f"{row.n:,}; {row.size_reason}"),
        ("Seed", row.seed),
        ("", seed if row.seed else "nothing was drawn: the items were named"),
        ("Strata", row.strata),
        ("Chosen by", row.chosen_by),
        ("Because", row.reason),
        ("Drawn", f"{row.drawn_at} by {row.drawn_by}"),
        ("Dropped", row.dropped),
    )
    rows = [line(Cell(f"{name:<12}", "head"), Cell(value or "-", "" if value else "muted")) for name, value in told]
    if row.interim:
        rows += [text(""), text("Drawn while the population was not final:")]
        rows += [line("  ", glyphs.warn(why)) for why in row.interim]
    return lines(rows)
