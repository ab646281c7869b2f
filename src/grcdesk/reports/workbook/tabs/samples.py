"""Populations, the draws made of them, and the items with what came of each test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from grcdesk.reports.labels import ids, say, yes_no
from grcdesk.reports.workbook.tab import CellValue, Tab
from grcdesk.reports.workbook.tabs import outcomes
from grcdesk.reports.workbook.tabs.fields import Read, TabField
from grcdesk.reports.workbook.tabs.making import (
    ALL_CONTROLS,
    Homes,
    WrittenCells,
    aside,
    day,
    first_ids,
    lacking,
    link,
    made,
    name,
    number,
    text,
    time,
    word,
    wrote,
)
from grcdesk.reports.workbook.tabs.titles import CONTROLS, EVIDENCE, ITEMS, POPULATIONS, SAMPLES
from grcdesk.schemas.audits.sheets import AuditSheets, SampleItem
from grcdesk.schemas.populations import PopulationRow
from grcdesk.schemas.samples import SampleRow

LETTERS = "ABCDEF"


@dataclass(frozen=True, slots=True)
class _List:
    """A population, and how many of its items stand on the tab of items."""

    row: PopulationRow
    items: int


@dataclass(frozen=True, slots=True)
class _Draw:
    """A draw, likewise, and the tests its items were put to."""

    row: SampleRow
    items: int
    attributes: tuple[str, ...]


def _kept(one: _List) -> str:
    """Where the rest of it lies."""
    row = one.row
    return f"{row.rows:,} rows with {row.evidence}, under the SHA-256 of the rows" if row.rows else "no row"


POPULATION = (
    name("Population", 7.9, "The list", lambda one: one.row.id),
    text("Name", 13, "Its role in the tests", lambda one: one.row.name),
    link("Controls", 10.3, "Controls it stands behind", lambda one: first_ids(one.row.controls, ALL_CONTROLS),
         CONTROLS),
    word("State", 11, "Only a final one carries a conclusion", lambda one: say(one.row.state), outcomes.POPULATION,
         choices="lstPopulation"),
    number("Rows", 7, "How many it has", lambda one: one.row.rows),
    day("From", "First day it reaches over", lambda one: one.row.period_from),
    day("To", "Last day", lambda one: one.row.period_to),
    text("Source", 10, "System it was drawn from", lambda one: one.row.source),
    text("Query", 14.7, "Exact command, query and filters it was drawn with", lambda one: one.row.query),
    time("Pulled at", "When it was drawn, UTC; empty: nobody said", lambda one: one.row.pulled_at),
    text("Completeness", 14, "How it was checked that nothing is left out", lambda one: one.row.completeness),
    text("Listed", 8.6, "Its items on Sample items, of its rows; the rest lies with its artefact",
         lambda one: f"{one.items:,} of {one.row.rows:,}"),
    *aside(
        link("Evidence", 10, "The artefact it is kept as; leads to the index", lambda one: one.row.evidence, EVIDENCE),
        text("Rows lie", 34, "Where all of its rows lie", _kept),
        text("Checked by", 18, "Who checked that it is whole", lambda one: one.row.checked_by),
        text("Not final because", 40, "What keeps it from being final", lambda one: ids(one.row.why_not_final)),
        name("Population SHA-256", 66, "Of its keys, sorted, a line feed behind each",
             lambda one: one.row.population_sha256),
        name("Rows SHA-256", 66, "Of its rows as they are kept", lambda one: one.row.rows_sha256),
        name("Source SHA-256", 66, "Of the file it came from", lambda one: one.row.source_sha256),
        name("Key", 16, "The column that names each item", lambda one: one.row.key),
        number("Left out", 10, "Rows of the file that could not be used", lambda one: one.row.skipped),
        name("Superseded by", 14, "The list that stands in its place", lambda one: one.row.superseded_by),
        text("Dropped because", 30, "Why it counts no longer", lambda one: one.row.dropped_reason),
        text("Frozen by", 18, "Who froze it", lambda one: one.row.frozen_by),
        time("Frozen at", "When, UTC", lambda one: one.row.frozen_at),
        name(ALL_CONTROLS, 40, "Every control it stands behind", lambda one: ids(one.row.controls)),
    ),
)  # fmt: skip
SAMPLE = (
    name("Sample", 8, "The draw", lambda one: one.row.id),
    link("Control", 10.3, "For which control", lambda one: one.row.control, CONTROLS),
    link("Population", 8, "From which list", lambda one: one.row.population, POPULATIONS),
    text("Selection", 9, "How items were selected: all, by the table of sizes, by a number, as the auditor named them",
         lambda one: say(one.row.lane)),
    number("Items", 6, "Selected", lambda one: one.row.n),
    number("Of", 7, "Rows of the list", lambda one: one.row.rows),
    name("Seed", 18, "As it was used; empty: nothing was drawn by lot", lambda one: one.row.seed),
    text("Size because", 14, "Why so many", lambda one: one.row.size_reason),
    text("Reason", 11, "Why so, and who chose, where no rule did",
         lambda one: ids([part for part in (one.row.reason, one.row.chosen_by) if part])),
    text("Drawn by", 9, "Who drew it", lambda one: one.row.drawn_by),
    time("Drawn at", "When, UTC", lambda one: one.row.drawn_at),
    # six tests have columns; the letters of further ones would lead nowhere
    name("Attributes", 14, "The tests its items were put to, by the letters of their columns on Sample items",
         lambda one: ids([f"{letter} {test}" for letter, test in zip(LETTERS, one.attributes, strict=False)])),
    *aside(
        text("Listed", 14, "Items on Sample items, of those selected", lambda one: f"{one.items:,} of {one.row.n:,}"),
        text("Seed given", 7, "Whether the auditor gave the seed", lambda one: yes_no(one.row.seed_given)),
        text("Runs by", 16, "Column of dates whose runs each gave one item", lambda one: one.row.strata),
        text("Interim because", 34, "Why its list was not final when it was drawn from",
             lambda one: ids(one.row.interim)),
        word("Population state", 16, "Where that list stands now", lambda one: say(one.row.population_state),
             outcomes.POPULATION, choices="lstPopulation"),
        name("Population SHA-256", 66, "Of the keys it was drawn from", lambda one: one.row.population_sha256),
        name("Items SHA-256", 66, "Of the items in their order", lambda one: one.row.items_sha256),
        text("Dropped because", 30, "Why it counts no longer", lambda one: one.row.dropped),
    ),
)  # fmt: skip


def _mark(place: int) -> Read:
    return lambda one: say(one.row.marks[place]) if place < len(one.row.marks) else ""


def _marks(place: int, letter: str) -> TabField:
    return word(
        letter,
        7.4,
        f"What came of test {letter} of its control, as Samples and Tests name it; empty: there is no such test",
        _mark(place),
        outcomes.MARK,
        choices="lstMark",
    )


@dataclass(frozen=True, slots=True)
class _Item:
    """An item, and what the auditor wrote beside it."""

    row: SampleItem
    wrote: Mapping[str, CellValue]


def item_key(row: SampleItem) -> str:
    """What names its row on the tab of items."""
    return f"{row.control}/{row.population}/{row.item}"


ITEM = (
    link("Control", 10.3, "For which control it was looked at", lambda one: one.row.control, CONTROLS),
    link("Sample", 7.3, "The draw; empty: not selected, found by a check over the whole list",
         lambda one: one.row.sample, SAMPLES),
    number("Rank", 5.3, "Its place in the draw; empty: not selected one by one", lambda one: one.row.rank),
    name("Item", 17, "Its key in the list", lambda one: one.row.item),
    *(_marks(place, letter) for place, letter in enumerate(LETTERS)),
    text("Tick mark", 7, "For the auditor: his own mark", wrote("Tick mark"), input=True),
    link("Evidence", 9, "Artefacts behind it; leads to the index", lambda one: ids(one.row.evidence), EVIDENCE),
    text("Note", 15, "Deviations on record with their reason, and what was noted on the work sheet",
         lambda one: ids(one.row.notes)),
    *aside(
        name("Key", 24, "Names the row: control, population and item", lambda one: item_key(one.row)),
        link("Population", 11, "The list it is of", lambda one: one.row.population, POPULATIONS),
        text("Further tests", 24, "What came of a seventh test and those after it",
             lambda one: ids([say(one) for one in one.row.marks[len(LETTERS):]])),
    ),
)  # fmt: skip


def populations_tab(sheets: AuditSheets | None, homes: Homes) -> Tab:
    """One row a frozen list, superseded and dropped ones too."""
    there = Counter(one.population for one in _distinct(sheets))
    return made(
        POPULATIONS,
        "Lists frozen as what happened. Source, query, time, completeness and hashes; their rows lie with their "
        "artefacts, and here stand the items that were selected.",
        POPULATION,
        [_List(row, there[row.id]) for row in sheets.populations] if sheets else [],
        empty=lacking(sheets, "no population is frozen"),
        homes=homes,
    )


def samples_tab(sheets: AuditSheets | None, homes: Homes) -> Tab:
    """One row a draw, dropped ones too."""
    there = Counter(one.sample for one in sheets.items) if sheets else Counter()
    return made(
        SAMPLES,
        "What was selected, and all it takes to draw it again.",
        SAMPLE,
        [_Draw(row, there[row.id], sheets.letters.get(row.control, ())) for row in sheets.samples] if sheets else [],
        empty=lacking(sheets, "no sample is drawn"),
        homes=homes,
    )


def items_tab(sheets: AuditSheets | None, homes: Homes, written: WrittenCells) -> Tab:
    """One row an item, draw by draw; then what checks found beyond them."""
    return made(
        ITEMS,
        "Every selected item, test by test. Behind them every item that deviates though it was not selected.",
        ITEM,
        [_Item(row, written.get((ITEMS, item_key(row)), {})) for row in sheets.items] if sheets else [],
        empty=lacking(sheets, "no item is selected and none deviates"),
        group="Sample",
        homes=homes,
    )


def _distinct(sheets: AuditSheets | None) -> list[SampleItem]:
    """Each item of a list once, however many controls it was looked at for."""
    return list({(one.population, one.item): one for one in sheets.items}.values()) if sheets else []
