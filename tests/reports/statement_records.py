"""Statements of applicability of the made-up desk: an approved one that changed since, and a draft."""

from __future__ import annotations

from datetime import date

from grcdesk.rules.soa import statement as rules
from grcdesk.schemas.controls.controls import ControlDetail
from grcdesk.schemas.soa.soa import SoaControl, SoaPage, SoaRow, SoaVersion
from grcdesk.terms import Relationship, Support
from grcdesk.terms.soa import Implementation, InclusionReason, SoaFramework

SHA = "ef" * 32


def row(item: str, implemented: Implementation | None = Implementation.YES, **changes: object) -> SoaRow:
    fields: dict[str, object] = {
        "item": item,
        "title": "Access to source and keys",
        "theme": "A.8 Technological",
        "added": False,
        "applicable": True,
        "reasons": (InclusionReason.RISK_TREATMENT,),
        "suggested": (),
        "implemented": implemented,
        "implemented_on": date(2026, 2, 1),
        "drafted": False,
        "support": None,
        "support_why": (),
        "how": (),
        "measures": "=Policy 4",
        "owner": "Dana Reyes",
        "owner_said": True,
        "evidence": ("EV-1",),
        "exclusion": "",
        "risks": ("RISK-003",),
        "note": "",
        "lacks": (),
        "version": 1,
    }
    return SoaRow(**{**fields, **changes})  # type: ignore[arg-type]


def statements(details: tuple[ControlDetail, ...]) -> tuple[SoaPage, ...]:
    """Each level of proof, a draft, one left out and one nobody spoke of; of the second framework one row."""
    one = details[0].row
    behind = SoaControl(one.id, one.title, Relationship.EQUAL_TO, one.status, one.support, one.owner)
    rows = (
        row("A.5.1", support=Support.SUPPORTED, how=(behind,)),
        row("A.5.2", support=Support.SUPPORTED_IN_PART, how=(behind,), support_why=(f"{one.id} is partial",)),
        row("A.5.3", support=Support.CLAIM_ONLY),
        row("A.5.4", support=Support.SUPPORTED, drafted=True),
        row("A.5.5", Implementation.PARTLY),
        row("A.5.6", Implementation.NO),
        row("A.5.7", None, lacks=("does not say whether it is implemented",)),
        row("A.5.8", None, applicable=False, exclusion="No office of our own"),
    )
    approved = SoaVersion(
        *("V1", SoaFramework.ISO27001, "Ines Okafor", date(2026, 6, 1), len(rows), len(rows) - 1, SHA),
        *("Dana Reyes", "2026-06-01T09:00:00.000Z", 300, 2),
    )
    draft = (row("A.5.1", Implementation.NO),)
    return (
        SoaPage(SoaFramework.ISO27001, "Acme AI", approved, False, rows, rules.counts(rows), (), ()),
        SoaPage(SoaFramework.ISO42001, "Acme AI", None, False, draft, rules.counts(draft), (), ()),
    )
