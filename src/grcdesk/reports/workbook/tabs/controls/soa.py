"""The statements of applicability as they stand: each item, why it is in or out, and what stands for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from grcdesk.reports.labels import ids, say, yes_no
from grcdesk.reports.workbook.tab import CellLink, Kind, Shaded, Tab, TabColumn, first_rows, place
from grcdesk.reports.workbook.tabs.fields import TabField, at, cells, columns
from grcdesk.reports.workbook.tabs.making import ALL_CONTROLS, first_ids
from grcdesk.reports.workbook.tabs.titles import CONTROLS, STATEMENT
from grcdesk.rules.soa.statement import told
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.soa.soa import SoaPage, SoaRow
from grcdesk.terms import Status, Support
from grcdesk.terms.soa import Implementation, SoaFramework
from grcdesk.wording import count

_NAMES = {SoaFramework.ISO27001: "ISO 27001", SoaFramework.ISO42001: "ISO 42001"}
_LOOKS = {Implementation.PARTLY: Status.PARTIAL, Implementation.NO: Status.MISSING}


@dataclass(frozen=True, slots=True)
class _One:
    page: SoaPage
    row: SoaRow


def statement_of(matrix: Matrix) -> Tab:
    """That of the control matrix, leading to its controls."""
    return statement_tab(matrix.statements, first_rows(detail.row.id for detail in matrix.controls))


def statement_tab(pages: Iterable[SoaPage], home: Mapping[str, int]) -> Tab:
    """One row per item of each Annex A the desk has, and per control that was added to it.

    Args:
        pages: a framework each.
        home: by control its row in the control matrix; empty where the workbook has none.
    """
    listed = [_One(page, row) for page in pages for row in page.rows]
    return Tab(
        name=STATEMENT,
        table="tblStatement",
        about="The Statement of Applicability, as it stands. What differs from the approved version stands in Version; "
        "titles are labels of our own, never the standard's text.",
        columns=columns(_FIELDS),
        rows=(cells(_FIELDS, one) for one in listed),
        count=len(listed),
        links=tuple(_links(listed, home)),
        empty="The desk has no framework a statement of applicability is made for.",
        group="Framework",
    )


def _links(listed: list[_One], home: Mapping[str, int]) -> Iterator[CellLink]:
    column = at(_FIELDS, "Controls")
    for number, one in enumerate(listed, 2):
        first = next((control.id for control in one.row.how if control.implements), "")
        if first in home:
            yield CellLink(column, number, place(CONTROLS, home[first]))


def _implemented(one: _One) -> str:
    """A yes looks as it is borne out; one that was drafted from statuses is nobody's word, and has no colour."""
    row = one.row
    if not row.applicable:
        return Shaded(told(row), say(Status.NOT_APPLICABLE))
    if row.implemented is None or row.drafted:
        return Shaded(told(row), say(Status.NOT_ASSESSED))
    if row.implemented is Implementation.YES:
        return Shaded(told(row), say(row.support or Support.CLAIM_ONLY))
    return Shaded(told(row), say(_LOOKS[row.implemented]))


def _version(one: _One) -> str:
    version = one.page.version
    if version is None:
        return "draft, never approved"
    since = count(version.changes, "change")
    return version.id if not version.changes else f"{version.id}, {since} not approved"


def _controls(one: _One) -> list[str]:
    return [control.id for control in one.row.how if control.implements]


_FIELDS = (
    TabField(TabColumn("Framework", 8.6, "Whose Annex A the item is of"), lambda one: _NAMES[one.page.framework]),
    TabField(
        TabColumn("Item", 9, "Item of the Annex A, or a control of ours that was added", Kind.ID),
        lambda one: one.row.item,
    ),
    TabField(TabColumn("Title", 31.4, "What it is about, in our words"), lambda one: one.row.title),
    TabField(
        TabColumn("Applicable", 8.8, "Whether it is included", choices="lstYesNo"),
        lambda one: yes_no(one.row.applicable),
    ),
    TabField(
        TabColumn("Reasons", 7.6, "Why it is included, as a person said; empty: nobody has"),
        lambda one: ids([say(reason) for reason in one.row.reasons]),
    ),
    TabField(
        TabColumn(
            "Implemented",
            9.8,
            "What a person said, and of a yes how far evidence bears it out: green only where every control behind "
            "the item is in place and supported; drafted: proposed from gap statuses, and nobody has said it; left "
            "out: not applicable",
            Kind.STATUS,
        ),
        _implemented,
    ),
    TabField(
        TabColumn("On", 8.6, "Since when it is there; of partly and no: by when it is planned", Kind.DATE),
        lambda one: one.row.implemented_on,
    ),
    TabField(
        TabColumn("Controls", 9.4, "Controls of ours that stand for it; one that stands alone leads to it", Kind.ID),
        lambda one: first_ids(_controls(one), ALL_CONTROLS),
    ),
    TabField(TabColumn("Other measures", 8, "What implements it beside our controls"), lambda one: one.row.measures),
    TabField(TabColumn("Owner", 9, "Who answers for it"), lambda one: one.row.owner),
    TabField(TabColumn("Exclusion reason", 10.4, "Why it is left out"), lambda one: one.row.exclusion),
    TabField(
        TabColumn("Risks", 6.2, "Risks named on it, and accepted risks in force behind it", Kind.ID),
        lambda one: ids(one.row.risks),
    ),
    TabField(TabColumn("Theme", 16, "Where its standard puts it", printed=False), lambda one: one.row.theme),
    TabField(
        TabColumn("Lacks", 30, "What keeps the row from being approved", printed=False),
        lambda one: "\n".join(one.row.lacks),
    ),
    TabField(
        TabColumn(
            "Proof",
            17,
            "Of a yes: how far evidence bears it out",
            Kind.SUPPORT,
            choices="lstSupport",
            printed=False,
        ),
        lambda one: say(one.row.support),
    ),
    TabField(
        TabColumn("Proof lacks", 30, "What keeps a yes from being supported", printed=False),
        lambda one: "\n".join(one.row.support_why),
    ),
    TabField(
        TabColumn("Evidence", 20, "Artefacts behind those controls that count", Kind.ID, printed=False),
        lambda one: ids(one.row.evidence),
    ),
    TabField(TabColumn("Note", 30, "A note on the row", printed=False), lambda one: one.row.note),
    TabField(
        TabColumn(
            "Version", 20, "The newest approved version, and how many fields have come to differ since", printed=False
        ),
        _version,
    ),
    TabField(
        TabColumn("Approved by", 18, "Who approved that version", printed=False),
        lambda one: one.page.version.approved_by if one.page.version else "",
    ),
    TabField(
        TabColumn("Approved on", 12, "When", Kind.DATE, printed=False),
        lambda one: one.page.version.approved_on if one.page.version else None,
    ),
    TabField(
        TabColumn(ALL_CONTROLS, 40, "Every control of ours that stands for it", Kind.ID, printed=False),
        lambda one: ids(_controls(one)),
    ),
)
