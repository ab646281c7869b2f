"""What a catalog file may hold. Ids are text throughout: `5.10` is never 5.1.

Unknown keys are refused, and nothing is stripped or reformatted on the way in, so that lint sees what the file says.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from grcdesk.terms import (
    Anchor,
    Basis,
    CatalogKind,
    Category,
    ControlType,
    EvidenceKind,
    FactsFrom,
    Frequency,
    Nature,
    ParameterKind,
    Relationship,
    Shows,
    TestAspect,
    TestMethod,
    usual_anchor,
)

CATALOG_ID = r"^[a-z0-9][a-z0-9.-]*$"
RECORD_ID = r"^[A-Za-z0-9][A-Za-z0-9._()/-]*$"
PARAMETER_NAME = r"^[a-z][a-z0-9_]*$"
FILTER_WORD = r"^[a-z0-9][a-z0-9_]*$"
CHECK_LENGTH = 20_000
"""Characters of a check."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

CatalogId = Annotated[str, StringConstraints(pattern=CATALOG_ID, max_length=64)]
RecordId = Annotated[str, StringConstraints(pattern=RECORD_ID, max_length=64)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300)]
CatalogText = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
CatalogNote = Annotated[str, StringConstraints(max_length=4000)]
CheckText = Annotated[str, StringConstraints(min_length=1, max_length=CHECK_LENGTH)]
PopulationName = Annotated[str, StringConstraints(pattern=PARAMETER_NAME, max_length=60)]
FilterWord = Annotated[str, StringConstraints(pattern=FILTER_WORD, max_length=32)]
ParameterName = Annotated[str, StringConstraints(pattern=PARAMETER_NAME, max_length=64)]


def _day(value: Any) -> Any:
    """Only YYYY-MM-DD: pydantic alone would take `20260101` for seconds since 1970."""
    if isinstance(value, str):
        if not _DAY.fullmatch(value):
            raise ValueError("not a day in the form YYYY-MM-DD")
        return date.fromisoformat(value)
    return value


CatalogDay = Annotated[date, BeforeValidator(_day)]


class _CatalogEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ItemEntry(_CatalogEntry):
    """One item of a framework: a criterion, or a reference control of an annex."""

    id: RecordId
    group: Line
    label: Line
    category: Category | None = None
    """SOC 2 only."""


class WantedEntry(_CatalogEntry):
    """One kind of evidence a control wants."""

    kind: EvidenceKind
    what: CatalogText
    mandatory: bool = True
    shows: Shows | None = None
    """What such an artefact shows of the control; None in a file of format 1: what its kind usually shows."""
    facts: FactsFrom | None = None
    """Work done in the desk that makes such an artefact by itself."""


class TestEntry(_CatalogEntry):
    """One test attribute: a question answered yes or no, with its pass and fail rule."""

    __test__ = False  # not a test class

    id: RecordId
    aspect: TestAspect
    question: CatalogText
    pass_if: CatalogText
    fail_if: CatalogText
    method: TestMethod
    check: CheckText | None = None
    """A SELECT over populations whose rows are the deviations, the key first; None: a person looks."""
    over: PopulationName | None = None
    """The population whose rows are the items; None: the first the check names."""
    items: CheckText | None = None
    """A SELECT of the keys the test is about; None: every key of that population."""
    undecided: CheckText | None = None
    """A SELECT of the keys the lists do not decide, with a column `why`; a person answers for them."""
    without: dict[PopulationName, CatalogNote] = Field(default_factory=dict)
    """Populations the check can do without, and what is then not tested; empty: nothing is lost."""
    rest: CatalogText | None = None
    """What the check does not see: a person answers that for the control as a whole."""


class ParameterEntry(_CatalogEntry):
    """A value the checks of a catalog are measured by, written `:name` in them. An engagement may set another."""

    name: ParameterName
    kind: ParameterKind
    default: Line
    unit: Line | None = None
    """What a number counts: `days`."""
    meaning: CatalogText


class ControlEntry(_CatalogEntry):
    """One control. `category` is its family by intent and says nothing about scope."""

    id: RecordId
    title: Line
    statement: CatalogText
    objective: CatalogText
    category: Category
    frequency: Frequency
    frequency_note: CatalogNote = ""
    anchor: Anchor = Field(default_factory=lambda data: usual_anchor(data.get("frequency")))
    """Calendar, but rolling for half-yearly and yearly controls unless the file says otherwise."""
    grace_days: int | None = Field(default=None, ge=0, le=366)
    """Days a run may be late; None means the desk's setting for the frequency."""
    type: ControlType
    type_note: CatalogNote = ""
    nature: Nature
    nature_note: CatalogNote = ""
    owner_role: Line
    key: bool = False
    evidence: tuple[WantedEntry, ...] = ()
    tests: tuple[TestEntry, ...] = ()
    questions: tuple[CatalogText, ...] = ()
    """What an auditor asks in a walkthrough."""


class MappingEntry(_CatalogEntry):
    """One relation, read control → item."""

    control: RecordId
    item: RecordId
    relationship: Relationship
    strength: int = Field(ge=0, le=10)
    """0–10, the author's judgement."""
    basis: Basis
    primary: bool = False
    rationale: CatalogNote = ""
    reviewed_on: CatalogDay | None = None

    @property
    def key(self) -> str:
        """Names the pair, e.g. `AI-SEC-01→CC6.1`."""
        return f"{self.control}→{self.item}"


class _File(_CatalogEntry):
    catalog: CatalogId
    title: Line
    version: Line
    source: CatalogText
    licence: CatalogText


class FrameworkFile(_File):
    """A named, versioned set of items."""

    kind: Literal[CatalogKind.FRAMEWORK]
    edition: CatalogNote = ""
    short: FilterWord | None = None
    """The word of filters and columns, as `tsc` in `tsc:CC6`; None: the id, with _ for what no filter takes."""
    name: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = None
    """What people call it, as a heading; None: the title."""
    json_name: FilterWord | None = None
    """Its key in `--json`; None: as `short`. Never renamed once somebody reads it."""
    also: tuple[FilterWord, ...] = ()
    """Further words of filters."""
    by_criterion: bool = True
    """Whether its items are answered one by one in the criteria views; false where a statement of applicability is."""
    items: tuple[ItemEntry, ...]


class ControlsFile(_File):
    """A set of controls."""

    kind: Literal[CatalogKind.CONTROLS]
    format: int = Field(default=1, ge=1, le=3)
    """2: every wanted kind says what it `shows`. 3: tests may carry a `check`, and the catalog its `parameters`."""
    parameters: tuple[ParameterEntry, ...] = ()
    controls: tuple[ControlEntry, ...]


class MappingsFile(_File):
    """Relations from the controls of one catalog to the items of one framework."""

    kind: Literal[CatalogKind.MAPPINGS]
    controls: CatalogId
    framework: CatalogId
    basis_note: CatalogNote = ""
    mappings: tuple[MappingEntry, ...]


CatalogData = FrameworkFile | ControlsFile | MappingsFile
