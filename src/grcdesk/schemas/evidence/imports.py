"""What an import is told, and what it found: counts, periods and names, never a prompt or an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from grcdesk.terms import EvidenceKind
from grcdesk.terms.interchange import DayOrder


@dataclass(frozen=True, slots=True)
class ImporterRow:
    """A format that is read."""

    name: str
    """As `--as` takes it."""
    reads: str
    kind: EvidenceKind
    """What it makes."""
    unit: str
    """What one row of it is."""
    controls: tuple[str, ...]
    """Controls such files usually stand behind."""
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """How a file is to be read. Everything empty is found out or assumed, and said."""

    importer: str = ""
    """Name of the importer; empty: detected."""
    zone: str = ""
    """IANA name of the zone of times that carry none; empty: as the same importer was told last, else the desk's."""
    columns: Path | None = None
    """YAML file that maps our field names to those of the file."""
    period_from: date | None = None
    period_to: date | None = None
    """The period the file is said to cover, both days included; empty: first to last day that stands in it."""
    limit: float | None = None
    """Of an evaluation, what has to be reached: a score, or the share of cases that pass. None: as the file says."""
    key: str = ""
    """Of a population, the column that names each item; empty: as the map says, else measured."""
    keep: tuple[str, ...] = ()
    """Fields with text that are kept all the same, as the file names them."""
    sheet: str = ""
    """Of a workbook, which sheet; empty: it is found."""
    header: int = 0
    """Of a table, the row that names the columns; 0: it is found."""
    dates: DayOrder | None = None
    """What stands first in days with slashes, where their column does not tell; None: as told the last time."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Rows left out for one reason."""

    reason: str
    count: int
    lines: str
    """`3, 7-9`, as an editor numbers them; in a JSON document the places of its records, from 1."""


@dataclass(frozen=True, slots=True)
class Passed:
    """Requests of a log with the same provider, model, route and region; a name that is empty is not said."""

    provider: str
    model: str
    route: str
    region: str
    days: dict[str, int]
    """Requests by day, in the desk's zone."""


@dataclass(frozen=True, slots=True)
class RuleCount:
    """Findings of one rule of a scanner, by how its check ended. Only `passed` is a pass."""

    rule: str
    passed: int = 0
    failed: int = 0
    error: int = 0
    muted: int = 0
    """Somebody silenced them: muted, suppressed, archived."""
    resolved: int = 0
    not_checked: int = 0
    controls: tuple[str, ...] = ()
    """The controls a person tied the rule to when the file was read."""

    @property
    def clean(self) -> bool:
        """Whether it passed on everything, was checked at all, and nothing of it was silenced."""
        return bool(self.passed) and not (self.failed or self.error or self.muted)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What one importer read in one file. Always `rows == used + duplicates + skipped`."""

    importer: str
    version: int
    title: str
    """What the file is: `gateway decision events`."""
    form: str
    """How it is written: `JSON Lines`."""
    why: str
    """Why this importer was taken."""
    kind: EvidenceKind
    unit: str
    """What one row is: `event`."""
    file: str
    size: int
    """Bytes."""
    sha256: str
    """Of the file as it was given."""
    maker: str = ""
    """Whose export it is, and which: `LiteLLM, spend logs`; empty where no maker file knows it."""
    rows: int = 0
    used: int = 0
    duplicates: int = 0
    skipped: int = 0
    skips: tuple[Skipped, ...] = ()
    unknown: tuple[str, ...] = ()
    """Fields that were not understood."""
    dropped: tuple[str, ...] = ()
    """Fields with content that must not be kept; when there are any, the file itself is not kept either."""
    dropped_counts: dict[str, int] = field(default_factory=dict)
    """Field with content → how many values of it were left out."""
    released: tuple[str, ...] = ()
    """Fields with content that a person released by name."""
    kept_rows: int = 0
    """Normalised rows that are kept; 0 where the file holds none, but totals."""
    fields: tuple[str, ...] = ()
    """Fields of the normalised rows."""
    kinds: dict[str, str] = field(default_factory=dict)
    """Of a frozen population: column → kind, as `rules.audits.roles` has them; the first is the key."""
    rows_sha256: str = ""
    """Of the normalised rows; empty when there are none."""
    rows_size: int = 0
    """Bytes of them."""
    zone: str = ""
    """The zone assumed for times that carried none; empty when every time carried its own."""
    first: str = ""
    last: str = ""
    """Earliest and latest moment, UTC, to the second."""
    period_from: date | None = None
    period_to: date | None = None
    """Days covered, in the desk's zone, both included."""
    row_days: tuple[str, ...] | None = None
    """Days of the period with rows, as `empty_days` writes them; None in a report of an earlier version."""
    empty_days: tuple[str, ...] = ()
    """Days of the period without a row: `2026-10-04` or `2026-10-04..2026-10-06`."""
    empty_day_count: int = 0
    totals: dict[str, dict[str, int]] = field(default_factory=dict)
    """Counts by group and word: `{"actions": {"allow": 9}}`."""
    traffic: tuple[Passed, ...] = ()
    """Of a log of requests to models: how many went where, day by day."""
    rules: tuple[RuleCount, ...] = ()
    """Of findings: by rule, those that failed first."""
    facts: dict[str, str] = field(default_factory=dict)
    result: str = ""
    """Of a run of tests: `passed`, `failed`, or `not counted`; empty where there is nothing to pass."""
    controls: tuple[str, ...] = ()
    """Controls such a file usually stands behind; a person chooses."""
    tests: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """How it was read and what is odd about it, one sentence each."""
    heading: bool = False
    """Whether the columns are known: from its rows, a heading, or the key that a person named."""
    page: tuple[str, ...] = ()
    """Signs by which the file says that it is a page of a longer list: it shows nothing of what it does not hold."""
    understood: bool = True
    """False when the file was only recognised: it is kept as it is, and nothing was counted."""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do."""

    report: ImportReport
    again: str
    """Evidence that came of the same bytes before; then nothing would be added."""
    controls: tuple[str, ...]
    """Suggested controls that are in this desk."""
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportRow:
    """The stored report of an import."""

    evidence: str
    imported_at: str
    """UTC."""
    kept: str
    """`file`: the file itself lies in the vault; `rows`: its rows without content, and this report; `report`: this."""
    report: ImportReport
