"""Reading a Statement of Applicability by a fixed number of queries, whatever the number of its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound
from grcdesk.models.base import col
from grcdesk.models.catalogs import FrameworkItem, Mapping
from grcdesk.models.controls import Assessment
from grcdesk.models.gap import RiskAcceptance
from grcdesk.models.soa import SoaEntry
from grcdesk.rules.controls import gap as gap_rules
from grcdesk.rules.controls.support import against
from grcdesk.rules.soa import statement as rules
from grcdesk.schemas.controls.controls import ControlRow
from grcdesk.schemas.soa.soa import SoaControl, SoaLack, SoaRow, SoaSaid
from grcdesk.services.common.in_force import engagement
from grcdesk.services.controls import backing
from grcdesk.services.controls import reading as control_reading
from grcdesk.terms import Relationship, Status
from grcdesk.terms.soa import InclusionReason, SoaFramework

CATALOG = {
    SoaFramework.ISO27001: "iso27001-2022-annex-a",
    SoaFramework.ISO42001: "iso42001-2023-annex-a",
}
"""The catalog that holds the Annex A of each framework."""
ADDED = "Added"
"""Theme of controls that are in no Annex A."""


@dataclass(slots=True)
class Facts:
    """All that rows are made of, by item or by control."""

    framework: SoaFramework
    items: list[FrameworkItem]
    controls: dict[str, ControlRow]
    said: dict[str, SoaEntry]
    mapped: dict[str, list[tuple[str, Relationship]]] = field(default_factory=lambda: defaultdict(list))
    """Item → controls behind it, the closest mappings first."""
    evidence: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Control → artefacts that count."""
    risks: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Control → accepted risks in force."""
    reasons: dict[str, str] = field(default_factory=dict)
    """Control that is not applicable → why, and who approved that."""

    def strangers(self) -> list[str]:
        """Items something is said of, that are neither in the catalog nor controls of ours."""
        known = {item.ref for item in self.items} | set(self.controls)
        return [name for name in self.said if name not in known]


def default(session: Session) -> SoaFramework:
    """The framework meant when none is named: that of the engagement in force, else ISO 27001."""
    named = engagement(session).frameworks
    found = [one for one in SoaFramework if any(name.startswith(one.value) for name in named)]
    return found[0] if found else SoaFramework.ISO27001


def facts(session: Session, framework: SoaFramework, today: date) -> Facts:
    """Everything about one framework, judged on that day.

    Raises:
        NotFound: when the desk does not have its catalog.
    """
    catalog = CATALOG[framework]
    listed = select(FrameworkItem).where(col(FrameworkItem.framework) == catalog).order_by(col(FrameworkItem.position))
    items = list(session.scalars(listed))
    if not items:
        raise NotFound(f"the desk has no catalog {catalog}", hint=f"grcdesk catalogs add {catalog}")
    rows = control_reading.rows(session, control_reading.keys(session, "", "", today), today)
    entries = session.scalars(select(SoaEntry).where(col(SoaEntry.framework) == framework).order_by(col(SoaEntry.id)))
    found = Facts(framework, items, {row.id: row for row in rows}, {row.item: row for row in entries})
    for control, item, relationship in session.execute(
        select(col(Mapping.control), col(Mapping.item), col(Mapping.relationship))
        .where(col(Mapping.framework) == catalog, col(Mapping.relationship) != Relationship.NO_RELATIONSHIP)
        .order_by(col(Mapping.primary).desc(), col(Mapping.strength).desc(), col(Mapping.control))
    ):
        found.mapped[item].append((control, relationship))
    _behind(session, found, today)
    return found


def _behind(session: Session, found: Facts, today: date) -> None:
    within = backing.within(session, today)
    for control, artefacts in backing.facts(session, found.controls).items():
        found.evidence[control] = [one.id for one in artefacts if not against(one, within)]
    for risk in session.scalars(select(RiskAcceptance).order_by(col(RiskAcceptance.position))):
        if gap_rules.in_force(risk.accepted_on, risk.expires_on, risk.ended_on, today):
            found.risks[risk.control].append(risk.id)
    out = select(Assessment).where(col(Assessment.status) == Status.NOT_APPLICABLE)
    for row in session.scalars(out):
        found.reasons[row.control] = f"not applicable: {row.reason.rstrip('.')}, approved by {row.approver}"


def rows(found: Facts) -> list[SoaRow]:
    """The items of the Annex in its order, then the controls that were added."""
    listed = [_item(found, item) for item in found.items]
    return listed + [_added(found, control) for control in found.controls.values()]


def statement_lacks(found: Facts, listed: list[SoaRow]) -> tuple[SoaLack, ...]:
    """What keeps the statement from being approved: as a whole, then row by row."""
    whole = rules.uncounted(found.framework, [row.item for row in listed if not row.added], found.strangers())
    return (*whole, *rules.of_rows(listed))


def said_of(entry: SoaEntry | None) -> SoaSaid:
    """What people said of an item; of one nobody spoke of, nothing."""
    if entry is None:
        return SoaSaid()
    return SoaSaid(
        applicable=entry.applicable,
        reasons=tuple(InclusionReason(name) for name in entry.reasons),
        implemented=entry.implemented,
        implemented_on=entry.implemented_on,
        drafted=entry.drafted,
        measures=entry.measures,
        owner=entry.owner,
        exclusion=entry.exclusion,
        risks=tuple(entry.risks),
        note=entry.note,
        version=entry.version,
    )


def _item(found: Facts, item: FrameworkItem) -> SoaRow:
    behind = [(found.controls[name], how) for name, how in found.mapped[item.ref] if name in found.controls]
    how = tuple(_control(row, relationship) for row, relationship in behind)
    return _row(found, (item.ref, item.label, item.group), said_of(found.said.get(item.ref)), how)


def _added(found: Facts, control: ControlRow) -> SoaRow:
    """A control of ours; one that the gap assessment calls not applicable is left out for that reason."""
    said = said_of(found.said.get(control.id))
    out = control.status is Status.NOT_APPLICABLE
    if out:
        said = SoaSaid(False, exclusion=said.exclusion or found.reasons[control.id], note=said.note, risks=said.risks,
                       version=said.version)  # fmt: skip
    how = (_control(control, Relationship.EQUAL_TO),)
    return _row(found, (control.id, control.title, ADDED), said, how)


def _control(row: ControlRow, relationship: Relationship) -> SoaControl:
    return SoaControl(row.id, row.title, relationship, row.status, row.support, row.owner)


def _row(found: Facts, head: tuple[str, str, str], said: SoaSaid, how: tuple[SoaControl, ...]) -> SoaRow:
    item, title, theme = head
    behind = [control.id for control in rules.implementing(how)]
    owners = {control.owner for control in rules.implementing(how)}
    # where all controls behind it have one owner he answers for the item; of several a person says who does
    owner = said.owner or (owners.pop() if len(owners) == 1 else "")
    risks = tuple(dict.fromkeys([*said.risks, *_of(found.risks, behind)]))
    support, why = rules.borne_out(said.implemented if said.applicable else None, how)
    return SoaRow(
        item=item,
        title=title,
        theme=theme,
        added=theme == ADDED,
        applicable=said.applicable,
        reasons=said.reasons,
        suggested=rules.suggested(found.framework, item, said, how, risks),
        implemented=said.implemented,
        implemented_on=said.implemented_on,
        drafted=said.drafted,
        support=support,
        support_why=why,
        how=how,
        measures=said.measures,
        owner=owner,
        owner_said=bool(said.owner),
        evidence=tuple(dict.fromkeys(_of(found.evidence, behind))),
        exclusion=said.exclusion,
        risks=risks,
        note=said.note,
        lacks=rules.lacks(said, owner, how),
        version=said.version,
    )


def _of(by_control: dict[str, list[str]], controls: Collection[str]) -> list[str]:
    return [name for control in controls for name in by_control.get(control, [])]


def find(listed: list[SoaRow], name: str) -> SoaRow:
    """One row by its item: capitals do not matter, and `5.1` is A.5.1, `SEC-01` is AI-SEC-01 when only one fits.

    Raises:
        NotFound: when there is none, with what is near.
    """
    folded = name.strip().casefold()
    for row in listed:
        if row.item.casefold() in {folded, f"a.{folded}"}:
            return row
    ends = [row for row in listed if row.added and row.item.casefold().endswith(f"-{folded}")]
    if len(ends) == 1:
        return ends[0]
    raise NotFound.of("row of the statement", name, tuple(row.item for row in listed))
