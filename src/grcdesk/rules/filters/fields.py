"""What a list can be filtered and sorted by: one registry for the parser, SQL, completion, help and column widths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from grcdesk.terms import (
    CatalogKind,
    CatalogSource,
    CollectorMethod,
    Confidentiality,
    ControlType,
    Design,
    EvidenceKind,
    Frequency,
    Implemented,
    LogOutcome,
    Nature,
    Scope,
    Status,
    Verb,
)


class FieldKind(StrEnum):
    """How the values of a field are written and compared."""

    TEXT = "text"
    """Contains; upper and lower case of a–z are one."""
    ENUM = "enum"
    """One word of a closed list."""
    DATE = "date"
    COUNT = "count"
    """A whole number from 0."""
    FLAG = "flag"
    """Words that hold or do not hold for a row."""
    LIST = "list"
    """Dotted ids: `CC6` finds CC6.1 and not CC61."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field. Pure data: rows are read through getters, tables through columns, both keyed by `name`."""

    name: str
    kind: FieldKind
    title: str
    """Column header."""
    width: int = 0
    """Cells a column of it wants; 0: never a column."""
    rank: int = 99
    """Which columns stay when the terminal is narrow: the lowest stay longest, 0 always."""
    words: tuple[tuple[str, ...], ...] = ()
    """Values of a closed list, in order of sorting; each with its aliases after it."""
    aliases: tuple[str, ...] = ()
    """Other names of the field."""
    help: str = ""

    @property
    def sortable(self) -> bool:
        """Whether a list can be sorted by it: a row has one value, not several."""
        return self.kind not in {FieldKind.FLAG, FieldKind.LIST} and self.width > 0

    @property
    def values(self) -> tuple[str, ...]:
        """The words of a closed list without their aliases."""
        return tuple(word[0] for word in self.words)

    def canonical(self, word: str) -> str | None:
        """The value meant by a word or alias, however it is cased, spaced or hyphenated; None when unknown."""
        wanted = _plain(word)
        for names in self.words:
            if any(_plain(name) == wanted for name in names):
                return names[0]
        return None


def _plain(word: str) -> str:
    return word.strip().casefold().replace(" ", "_").replace("-", "_")


def find_field(fields: Mapping[str, Field], name: str) -> Field | None:
    """The field of that name or alias."""
    folded = name.casefold()
    if folded in fields:
        return fields[folded]
    return next((field for field in fields.values() if folded in field.aliases), None)


def _words(
    terms: Iterable[StrEnum], aliases: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[tuple[str, ...], ...]:
    return tuple((term.value, *(aliases or {}).get(term.value, ())) for term in terms)


def _registry(*fields: Field) -> Mapping[str, Field]:
    return MappingProxyType({field.name: field for field in fields})


# Worst first: sorting by status brings what needs work to the top.
_STATUS_WORDS = _words(
    (Status.MISSING, Status.PARTIAL, Status.NOT_ASSESSED, Status.IN_PLACE, Status.NOT_APPLICABLE),
    {
        "missing": ("mi", "m"),
        "partial": ("pa", "p"),
        "not_assessed": ("unassessed", "new", "u"),
        "in_place": ("in", "ip", "i"),
        "not_applicable": ("n.a.", "na", "n"),
    },
)
_SCOPE_WORDS = _words(Scope, {"in_scope": ("in",), "optional": ("opt",), "out_of_scope": ("out",)})
_FREQUENCY_WORDS = _words(Frequency, {"semiannual": ("semi_annual", "half_yearly"), "annual": ("yearly",)})

CONTROL_FIELDS = _registry(
    Field("id", FieldKind.TEXT, "ID", 10, 0, help="control id"),
    Field("title", FieldKind.TEXT, "Control", 30, 1, aliases=("control", "name"), help="words of the title"),
    Field(
        "tsc",
        FieldKind.LIST,
        "TSC",
        11,
        4,
        aliases=("criteria", "criterion", "soc2"),
        help="SOC 2 criteria it maps to; CC6 finds CC6.1",
    ),
    Field("iso", FieldKind.LIST, "ISO", 7, 7, aliases=("iso27001", "27001"), help="ISO 27001 Annex A items it maps to"),
    Field("ai", FieldKind.LIST, "AI", 7, 10, aliases=("iso42001", "42001"), help="ISO 42001 Annex A items it maps to"),
    Field("scope", FieldKind.ENUM, "Scope", 6, 8, _SCOPE_WORDS, help="in the engagement, optional or out"),
    Field("status", FieldKind.ENUM, "Gap", 14, 0, _STATUS_WORDS, aliases=("gap",), help="gap status"),
    Field("design", FieldKind.ENUM, "Design", 10, 12, _words(Design), help="would it do the job as written"),
    Field(
        "implemented",
        FieldKind.ENUM,
        "Impl.",
        5,
        13,
        _words(Implemented, {"yes": ("y", "true"), "no": ("false",)}),
        aliases=("impl", "implementation"),
        help="is it there today",
    ),
    Field("owner", FieldKind.TEXT, "Owner", 12, 3, help="the person who owns it"),
    Field("role", FieldKind.TEXT, "Role", 18, 11, aliases=("owner_role",), help="the role the catalog names as owner"),
    Field("due", FieldKind.DATE, "Due", 10, 2, help="when the gap is to be closed"),
    Field("evidence", FieldKind.COUNT, "Ev", 3, 5, aliases=("ev",), help="number of artefacts linked to it"),
    Field("actions", FieldKind.COUNT, "Act", 3, 6, aliases=("action", "act"), help="number of open actions"),
    Field(
        "frequency", FieldKind.ENUM, "Frequency", 14, 9, _FREQUENCY_WORDS, aliases=("freq",), help="how often it runs"
    ),
    Field(
        "type",
        FieldKind.ENUM,
        "Type",
        10,
        14,
        _words(ControlType),
        aliases=("control_type",),
        help="what it does about the risk",
    ),
    Field(
        "nature",
        FieldKind.ENUM,
        "Nature",
        16,
        15,
        _words(Nature, {"automated": ("auto",), "system_supported": ("supported",)}),
        help="who does the work",
    ),
    Field("catalog", FieldKind.TEXT, "Catalog", 10, 16, aliases=("source",), help="catalog it comes from"),
    Field(
        "is",
        FieldKind.FLAG,
        "Is",
        words=(("unsupported",), ("overdue", "late"), ("optional",)),
        help="unsupported: in place by claim only; overdue: due before today and not closed",
    ),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="id, title, statement, gap or note (bare words)"),
)
"""Fields of a control."""

EVIDENCE_FIELDS = _registry(
    Field("id", FieldKind.TEXT, "ID", 8, 0, help="evidence id"),
    Field("title", FieldKind.TEXT, "Title", 26, 1, aliases=("name",), help="words of the title"),
    Field("kind", FieldKind.ENUM, "Kind", 15, 2, _words(EvidenceKind), help="what it is: report, log_export"),
    Field("dated", FieldKind.DATE, "Dated", 10, 1, aliases=("date", "day"), help="the last day it shows"),
    Field("from", FieldKind.DATE, "From", 10, 9, aliases=("first",), help="the first day it shows"),
    Field("performed", FieldKind.DATE, "Performed", 10, 10, aliases=("performed_on",), help="when the work was done"),
    Field("collected", FieldKind.DATE, "Collected", 10, 11, help="day it was taken from its source, in UTC"),
    Field("valid", FieldKind.DATE, "Valid to", 10, 8, aliases=("valid_until",), help="until when it is valid"),
    Field("control", FieldKind.LIST, "Controls", 11, 3, aliases=("controls",), help="controls it stands behind"),
    Field("test", FieldKind.LIST, "Tests", 13, 12, aliases=("tests",), help="tests it answers"),
    Field("vendor", FieldKind.LIST, "Vendor", 8, 12, aliases=("vendors",), help="vendors whose file it belongs to"),
    Field("source", FieldKind.TEXT, "Source", 18, 4, help="where it comes from"),
    Field("query", FieldKind.TEXT, "Query", 18, 13, help="how it was drawn from there"),
    Field("file", FieldKind.TEXT, "File", 18, 6, aliases=("link", "url"), help="name of its file, or its link"),
    Field("slot", FieldKind.TEXT, "Slot", 8, 14, help="the slot it is for"),
    Field(
        "method", FieldKind.ENUM, "Method", 10, 15, _words(CollectorMethod), help="how it was taken, strongest first"
    ),
    Field(
        "confidentiality",
        FieldKind.ENUM,
        "For",
        8,
        16,
        _words(Confidentiality),
        aliases=("label",),
        help="who may be handed it",
    ),
    Field("by", FieldKind.TEXT, "By", 12, 17, aliases=("collected_by",), help="who took, provided or checked it"),
    Field("importer", FieldKind.TEXT, "Importer", 10, 18, help="the importer that read it"),
    Field("size", FieldKind.COUNT, "Size", 8, 7, help="bytes"),
    Field("sha", FieldKind.TEXT, "SHA-256", 8, 19, aliases=("sha256", "hash"), help="hash of its bytes"),
    Field(
        "is",
        FieldKind.FLAG,
        "Is",
        words=(
            ("unplaced", "open"),
            ("placed",),
            ("stale", "old"),
            ("rejected",),
            ("superseded",),
            ("population",),
            ("interim",),
            ("unpreserved", "linked"),
        ),
        help="unplaced: behind no control and in no vendor's file; stale: past its valid-until, or of more than a "
        "year ago; interim: a population that lacks what makes it final; unpreserved: a link",
    ),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="id, title, file, source or query (bare words)"),
)
"""Fields of an artefact."""

LOG_FIELDS = _registry(
    Field("at", FieldKind.DATE, "When", 17, 0, aliases=("when", "date", "ts"), help="day of the entry, in UTC"),
    Field("actor", FieldKind.TEXT, "Who", 14, 2, aliases=("who", "by"), help="who did it"),
    Field(
        "action",
        FieldKind.LIST,
        "Action",
        16,
        1,
        _words(Verb),
        aliases=("verb",),
        help="what was done; control finds control.set",
    ),
    Field("kind", FieldKind.TEXT, "Kind", 10, 5, help="kind of record: control, action, catalog"),
    Field("id", FieldKind.TEXT, "Record", 14, 0, aliases=("record", "resource"), help="id of the record"),
    Field(
        "outcome",
        FieldKind.ENUM,
        "Outcome",
        8,
        4,
        _words(LogOutcome, {"success": ("ok",), "denied": ("refused",), "failure": ("failed",)}),
        help="how it ended",
    ),
    Field("batch", FieldKind.TEXT, "Batch", 10, 6, help="the command it belongs to"),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="record, actor or reason (bare words)"),
)
"""Fields of a change log entry."""

CATALOG_FIELDS = _registry(
    Field("id", FieldKind.TEXT, "ID", 26, 0, help="catalog id"),
    Field("kind", FieldKind.ENUM, "Kind", 9, 2, _words(CatalogKind), help="frameworks, controls or mappings"),
    Field("source", FieldKind.ENUM, "Source", 7, 3, _words(CatalogSource), help="shipped with grcdesk, or your own"),
    Field("title", FieldKind.TEXT, "Title", 40, 1, aliases=("name",), help="words of the title"),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="id or title (bare words)"),
)
"""Fields of a catalog."""
