"""What catalogs bring: frameworks, controls, mappings, test attributes, evidence wanted. Changed only by catalogs."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index

from grcdesk.models.base import Row, day, flag, key, number, term, text, words
from grcdesk.terms import (
    Anchor,
    Basis,
    CatalogKind,
    CatalogSource,
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
)
from grcdesk.terms.bounds import MOST_GRACE


class Catalog(Row):
    """A catalog in the desk, with the version and bytes it came from."""

    __tablename__ = "catalog"
    id: str = key()
    kind: CatalogKind = term(CatalogKind, "kind")
    title: str = text()
    version: str = text()
    sha256: str = text()
    source: CatalogSource = term(CatalogSource, "source")
    file: str = text()
    short: str = text()
    """Of a framework: the word of filters and columns, `tsc`."""
    name: str = text()
    json_name: str = text()
    also: list[str] = words()
    """Further words of filters."""
    by_statement: bool = flag("by_statement")
    """Of a framework: whether a statement of applicability tells of its items; else they are answered one by one."""
    position: int = number(name="position")


class FrameworkItem(Row):
    """A criterion, or a reference control of an Annex A."""

    __tablename__ = "framework_item"
    __table_args__ = (Index("ix_framework_item_framework", "framework", "position"),)
    id: str = key()
    """`framework/ref`, because A.5.2 means one thing in ISO 27001 and another in ISO 42001."""
    framework: str = text()
    ref: str = text()
    group: str = text()
    label: str = text()
    category: Category | None = term(Category, "category", null=True)
    position: int = number(name="position")


class Control(Row):
    """What the organisation does."""

    __tablename__ = "control"
    id: str = key()
    catalog: str = text(index=True)
    title: str = text()
    statement: str = text()
    objective: str = text()
    category: Category = term(Category, "category")
    """The family by intent. Scope is never computed from it."""
    frequency: Frequency = term(Frequency, "frequency")
    frequency_note: str = text()
    anchor: Anchor = term(Anchor, "anchor", default=Anchor.CALENDAR)
    grace_days: int = number(name="grace_days", most=MOST_GRACE)
    type: ControlType = term(ControlType, "type")
    type_note: str = text()
    nature: Nature = term(Nature, "nature")
    nature_note: str = text()
    owner_role: str = text()
    key: bool = flag("key")
    questions: list[str] = words()
    position: int = number(name="position")


class Mapping(Row):
    """A relation control → framework item."""

    __tablename__ = "mapping"
    __table_args__ = (
        Index("ix_mapping_control", "control", "framework", "position"),
        Index("ix_mapping_item", "framework", "item"),
    )
    id: str = key()
    """`control/framework/ref`."""
    catalog: str = text(index=True)
    control: str = text()
    framework: str = text()
    item: str = text()
    relationship: Relationship = term(Relationship, "relationship")
    strength: int = number(name="strength", high=10)
    basis: Basis = term(Basis, "basis")
    primary: bool = flag("primary_item")
    rationale: str = text()
    reviewed_on: date | None = day("reviewed_on")
    position: int = number(name="position")


class TestAttribute(Row):
    """A yes/no question put to a control or to each of its instances."""

    __test__ = False  # not a test class
    __tablename__ = "test_attribute"
    id: str = key()
    control: str = text(index=True)
    aspect: TestAspect = term(TestAspect, "aspect")
    question: str = text()
    pass_if: str = text()
    fail_if: str = text()
    method: TestMethod = term(TestMethod, "method")
    check: str = text()
    """A SELECT over populations whose rows are the deviations; empty: a person looks."""
    over: str = text()
    """The population whose rows are the items; empty: the first the check names."""
    items: str = text()
    """A SELECT of the keys the test is about; empty: every key of that population."""
    undecided: str = text()
    """A SELECT of the keys the lists do not decide."""
    without: list[str] = words()
    """Populations the check can do without, as `name: what is then not tested`."""
    rest: str = text()
    """What the check does not see."""
    position: int = number(name="position")


class CheckParameter(Row):
    """A value the checks of a catalog are measured by, unless an engagement sets another."""

    __tablename__ = "check_parameter"
    id: str = key()
    """`catalog/name`."""
    catalog: str = text(index=True)
    name: str = text()
    kind: ParameterKind = term(ParameterKind, "kind")
    default: str = text()
    unit: str = text()
    meaning: str = text()
    position: int = number(name="position")


class WantedEvidence(Row):
    """A kind of evidence the catalog asks for."""

    __tablename__ = "wanted_evidence"
    id: str = key()
    """`control/n`."""
    control: str = text(index=True)
    kind: EvidenceKind = term(EvidenceKind, "kind")
    what: str = text()
    mandatory: bool = flag("mandatory", default=True)
    shows: Shows | None = term(Shows, "shows", null=True)
    """What such an artefact shows of the control; None: what its kind usually shows."""
    facts: FactsFrom | None = term(FactsFrom, "facts", null=True)
    """Work done in the desk that makes such an artefact by itself."""
    position: int = number(name="position")


TABLES: tuple[type[Row], ...] = (
    Catalog,
    FrameworkItem,
    Control,
    Mapping,
    TestAttribute,
    CheckParameter,
    WantedEvidence,
)
"""Content of catalogs: an update may replace it, and changes to it come with a catalog."""
