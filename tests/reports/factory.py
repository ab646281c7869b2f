"""Builds a matrix like that of a real desk, from schemas alone."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from grcdesk.rules.coverage import rollup
from grcdesk.rules.programme.answered import MappedControl, answered
from grcdesk.schemas.catalogs.catalogs import CatalogRow
from grcdesk.schemas.catalogs.frameworks import FrameworkItems
from grcdesk.schemas.controls.controls import (
    ActionRow,
    ControlDetail,
    ControlRow,
    MappingRow,
    RiskRow,
    TestRow,
    WantedRow,
)
from grcdesk.schemas.controls.gap import GapSummary
from grcdesk.schemas.exports.matrix import ChangeRow, Matrix
from grcdesk.schemas.exports.matrix_facts import ControlFacts, ListBehind, OpenFinding
from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.schemas.programme import CriterionRow, ExclusionRow, Override, Period, ScopeView
from grcdesk.schemas.reviews.files import RemarkLine, ReviewLine
from grcdesk.terms import (
    ActionStatus,
    Anchor,
    Basis,
    CatalogKind,
    CatalogSource,
    Category,
    ControlType,
    Coverage,
    Design,
    EvidenceKind,
    Frequency,
    Implemented,
    Nature,
    Relationship,
    Scope,
    Status,
    Support,
    TestAspect,
    TestMethod,
)
from grcdesk.terms.audits import EngagementKind
from grcdesk.terms.findings import FindingStatus
from grcdesk.terms.reviews import (
    AccountKind,
    CampaignState,
    Decision,
    NamedWhen,
    ReviewException,
    Verified,
)
from helpers.frameworks import FRAMEWORKS
from reports.artefacts import YEAR, artefacts, clean_start, reach
from reports.feature_records import features
from reports.sheet_records import sheets
from reports.statement_records import statements
from reports.vendor_records import vendors

AS_OF = date(2026, 11, 21)
RECORDED = datetime(2026, 11, 20, 17, 4, 5, 123000, tzinfo=UTC)
DATES = TwoDates(AS_OF, 412, hashlib.sha256(b"head").hexdigest(), RECORDED, RECORDED.date())
FAMILIES = (("SEC", 6), ("CONF", 5), ("PRIV", 6), ("PI", 6))
GROUPS = (
    *((f"CC{group}", size, Category.SECURITY) for group, size in enumerate((5, 3, 4, 2, 3, 8, 5, 1, 2), 1)),
    ("A1", 3, Category.AVAILABILITY),
    ("PI1", 5, Category.PROCESSING_INTEGRITY),
    ("C1", 2, Category.CONFIDENTIALITY),
    ("P", 18, Category.PRIVACY),
)
PEOPLE = ("Dana Reyes", "Ines Okafor", "Tom Lindqvist", "Mei Tanaka")
STATUSES = (
    *(Status.IN_PLACE, Status.PARTIAL, Status.IN_PLACE, Status.MISSING, Status.IN_PLACE),
    *(Status.NOT_ASSESSED, Status.PARTIAL, Status.IN_PLACE, Status.NOT_APPLICABLE, Status.IN_PLACE),
)
STATEMENT = (
    "Keys and other credentials for model providers live in a secrets store, are readable only by named service "
    "identities, and are replaced every 90 days and on the day after exposure; the store's log shows each read."
)
RANK = (Status.MISSING, Status.PARTIAL, Status.NOT_ASSESSED, Status.IN_PLACE, Status.NOT_APPLICABLE)


def control_ids(extra: int = 0) -> list[str]:
    shipped = [f"AI-{family}-{number:02d}" for family, size in FAMILIES for number in range(1, size + 1)]
    return shipped + [f"OWN-{number:04d}" for number in range(1, extra + 1)]


def criterion_ids() -> list[tuple[str, str, Category]]:
    found = []
    for group, size, category in GROUPS:
        found += [(f"{group}{'.' if group != 'P' else ''}{number}", group, category) for number in range(1, size + 1)]
    return found


def mappings_of(control: str, index: int) -> tuple[MappingRow, ...]:
    criteria = criterion_ids()
    rows = []
    for turn in range(3):
        item = criteria[(index * 3 + turn * 7) % 48][0]
        rows.append(_mapping(control, "soc2-tsc-2017", item, turn == 0))
    rows.append(_mapping(control, "iso27001-2022-annex-a", f"A.5.{index % 37 + 1}", False))
    rows.append(_mapping(control, "iso27001-2022-annex-a", "A.5.10", False))
    rows.append(_mapping(control, "iso42001-2023-annex-a", f"A.{index % 9 + 2}.2", False))
    return tuple(rows)


def _mapping(control: str, framework: str, item: str, primary: bool) -> MappingRow:
    return MappingRow(
        control=control,
        framework=framework,
        item=item,
        item_label="Logical access to information assets is restricted",
        relationship=Relationship.SUBSET_OF if primary else Relationship.INTERSECTS_WITH,
        strength=8 if primary else 5,
        primary=primary,
        basis=Basis.FUNCTIONAL.value,
        rationale="A provider key opens the model endpoint and whatever is sent through it, so storing it where only "
        "named services can read it protects that asset; the criterion also covers every other asset.",
        reviewed_on=date(2026, 3, 2) if primary else None,
    )


def detail(control: str, index: int) -> ControlDetail:
    status = STATUSES[index % len(STATUSES)]
    open_gap = status in (Status.PARTIAL, Status.MISSING)
    in_place = status is Status.IN_PLACE
    assessed = status is not Status.NOT_ASSESSED
    mappings = mappings_of(control, index)
    tests = tuple(test_row(control, number) for number in range(1, 4))
    scope = Scope.IN if index % 11 else (Scope.OPTIONAL if index % 22 else Scope.OUT)
    actions = (action(control, index),) if open_gap and index % 3 else ()
    row = ControlRow(
        id=control,
        title="Model-provider credentials locked down and rotated",
        catalog="ai-soc2" if control.startswith("AI-") else "own",
        maps=tuple(FrameworkItems(one, tuple(m.item for m in mappings if m.framework == one.id)) for one in FRAMEWORKS),
        scope=scope,
        status=status,
        design=(Design.ADEQUATE if in_place else Design.INADEQUATE) if assessed else None,
        implemented=(Implemented.YES if in_place else Implemented.NO) if assessed else None,
        support=None if not in_place else list(Support)[index % 3],
        have=(2, 1, 0)[index % 3],
        need=2,
        evidence=2 if in_place and index % 4 else 0,
        open_actions=len(actions),
        owner=PEOPLE[index % len(PEOPLE)],
        owner_role="Platform engineering lead",
        due=AS_OF + timedelta(days=20 + index % 30) if open_gap else None,
        frequency=list(Frequency)[index % len(Frequency)],
        type=list(ControlType)[index % len(ControlType)],
        nature=list(Nature)[index % len(Nature)],
        tailored=(),
        version=1,
    )
    return ControlDetail(
        row=row,
        statement=STATEMENT,
        objective="Leaked or ageless provider keys",
        frequency_note="rotation cycle; the restriction itself is continuous",
        type_note="",
        nature_note="",
        anchor=Anchor.CALENDAR,
        systems="Support assistant; model gateway",
        effective_from=date(2026, 1, 15) if in_place else None,
        retired_on=None,
        grace_days=0,
        own_anchor=None,
        own_grace_days=None,
        gap="Two of nine keys are older than 90 days and one sits in CI variables in clear." if open_gap else "",
        reason="No model is trained or tuned on customer data." if status is Status.NOT_APPLICABLE else "",
        approver=PEOPLE[1] if status is Status.NOT_APPLICABLE else "",
        note="",
        assessed_by=PEOPLE[0] if assessed else "",
        assessed_on=AS_OF - timedelta(days=3) if assessed else None,
        previous_status=Status.NOT_ASSESSED if assessed else None,
        computed_scope=scope,
        scope_reason="",
        mappings=mappings,
        tests=tests,
        wanted=(WantedRow(control, EvidenceKind.CONFIG_SNAPSHOT, "Secrets-store policy", True, row.evidence),),
        questions=("Show where a provider key is stored.",),
        actions=actions,
        risks=(risk(control, index),) if open_gap and not index % 3 else (),
    )


def action(control: str, index: int) -> ActionRow:
    due = AS_OF + timedelta(days=20 + index % 30)
    return ActionRow(
        id=f"ACT-{index:03d}",
        control=control,
        title="Move the last key to the store and rotate both old ones",
        owner=PEOPLE[index % len(PEOPLE)],
        due=due,
        status=ActionStatus.OPEN,
        closed_on=None,
        proof="",
        slips=((due - timedelta(days=14), due, "vendor answers late"),) if index % 2 else (),
    )


def risk(control: str, index: int) -> RiskRow:
    return RiskRow(
        id=f"RISK-{index:03d}",
        control=control,
        reason="Feature is switched off until the new gateway is live",
        approver="Ines Okafor",
        accepted_on=AS_OF - timedelta(days=10),
        expires_on=AS_OF + timedelta(days=80),
        ended_on=None,
    )


def review_line(number: int) -> ReviewLine:
    decision = (Decision.KEEP, Decision.REVOKE, Decision.MODIFY, None)[number % 4]
    gone = {Decision.REVOKE: Verified.GONE, Decision.MODIFY: Verified.CHANGED}.get(decision)
    return ReviewLine(
        campaign="AR-1",
        slot="2026Q3",
        state=CampaignState.SIGNED,
        system="Model gateway",
        account=f"svc-{number}",
        person="=1+3",
        kind=AccountKind.SERVICE,
        role="writer",
        look_twice=("admin", "dormant"),
        reviewer=PEOPLE[number % 4],
        decision=decision,
        reason="left the team" if gone else "",
        decided_on=date(2026, 10, 2) if decision else None,
        ticket="OPS-812" if gone else "",
        done_on=date(2026, 10, 5) if gone else None,
        verified=gone,
        proof="AL-2" if gone else "",
        exceptions=() if decision else ("undecided",),
    )


def test_row(control: str, number: int) -> TestRow:
    return TestRow(
        id=f"{control}.T{number}",
        control=control,
        aspect=TestAspect.DESIGN if number == 1 else TestAspect.OPERATING,
        question="Is each provider key in the register stored in an approved secrets store and readable only by the "
        "service identities listed for it?",
        pass_if="Every key has a store path and at least one named service identity, and no human reader",  # noqa: S106  not a password
        fail_if="Any key found in source, CI variables in clear, or readable by an unlisted identity",
        method=list(TestMethod)[number % len(TestMethod)],
    )


def criterion(
    item: str, group: str, category: Category, details: tuple[ControlDetail, ...], chosen: bool
) -> CriterionRow:
    touching = [d for d in details if d.row.scope is not Scope.OUT and item in d.row.criteria]
    statuses = [d.row.status for d in touching if d.row.scope is Scope.IN]
    return CriterionRow(
        id=item,
        label="Logical access to information assets is restricted",
        group=group,
        category=category,
        in_scope=chosen,
        reason_out="" if chosen else f"{category.value} is not among the chosen categories",
        controls=tuple(d.row.id for d in touching),
        coverage=Coverage.PARTIAL if touching else Coverage.NONE,
        worst=next((status for status in RANK if status in statuses), None),
        gap_note="Keys in CI variables" if Status.MISSING in statuses else "",
        declared_by="",
        answered=answered(
            [MappedControl(d.row.id, Relationship.SUBSET_OF, d.row.status, d.row.support) for d in touching],
            declared=False,
        ),
        framework="SOC 2",
    )


def summary(details: tuple[ControlDetail, ...]) -> GapSummary:
    inside = [d for d in details if d.row.scope is Scope.IN]
    tally = {status: sum(d.row.status is status for d in inside) for status in Status}
    applicable = len(inside) - tally[Status.NOT_APPLICABLE]
    share = {
        status: round(100 * number / applicable, 1) if applicable and status is not Status.NOT_APPLICABLE else 0.0
        for status, number in tally.items()
    }
    supported = sum(d.row.status is Status.IN_PLACE and d.row.supported for d in inside)
    return GapSummary(
        applicable=applicable,
        counts=tally,
        percent=share,
        supported_in_place=supported,
        supported_percent=round(100 * supported / applicable, 1) if applicable else 0.0,
        unsupported=tuple(d.row.id for d in inside if d.row.unsupported),
        supported_in_part=tuple(d.row.id for d in inside if d.row.support is Support.SUPPORTED_IN_PART),
        claim_only=tuple(d.row.id for d in inside if d.row.support is Support.CLAIM_ONLY),
        actions_required=sum(
            d.row.status in (Status.PARTIAL, Status.MISSING) and not d.actions and not d.risks for d in inside
        ),
        optional=sum(d.row.scope is Scope.OPTIONAL for d in details),
        out_of_scope=sum(d.row.scope is Scope.OUT for d in details),
    )


def scope_view(
    details: tuple[ControlDetail, ...], criteria: tuple[CriterionRow, ...], chosen: tuple[Category, ...]
) -> ScopeView:
    return ScopeView(
        organisation="Acme AI",
        programme="AI controls",
        engagement="ENG-1",
        name="SOC 2 readiness 2026",
        kind=EngagementKind.READINESS,
        categories=chosen,
        period=Period(date(2026, 1, 1), date(2026, 12, 31)),
        zone="Europe/Berlin",
        criteria={c: sum(row.in_scope for row in criteria if row.category is c) for c in chosen},
        controls={scope: tuple(d.row.id for d in details if d.row.scope is scope) for scope in Scope},
        systems=("Support assistant", "Contract summariser"),
        exclusions=(ExclusionRow("EXC-1", "Internal code assistant", "No customer data reaches it"),),
        overrides=(Override("AI-SEC-01", Scope.IN, Scope.OUT, "Keys are held by the parent company", "Ines Okafor"),),
        untouched=tuple(row.id for row in criteria if row.in_scope and not row.controls),
    )


def catalogs() -> tuple[CatalogRow, ...]:
    rows = (
        ("ai-soc2", CatalogKind.CONTROLS, "AI controls for SOC 2", 23),
        ("soc2-tsc-2017", CatalogKind.FRAMEWORK, "SOC 2 trust services criteria, 2017", 61),
        ("iso27001-2022-annex-a", CatalogKind.FRAMEWORK, "ISO/IEC 27001:2022 Annex A", 93),
        ("iso42001-2023-annex-a", CatalogKind.FRAMEWORK, "ISO/IEC 42001:2023 Annex A", 38),
    )
    return tuple(
        CatalogRow(
            id=name,
            kind=kind,
            title=title,
            version="1.0.0",
            sha256=hashlib.sha256(name.encode()).hexdigest(),
            source=CatalogSource.SHIPPED,
            items=items,
            in_desk=True,
            update="",
        )
        for name, kind, title, items in rows
    )


def matrix(extra: int = 0, *, chosen: tuple[Category, ...] = tuple(Category), changes: int = 12) -> Matrix:
    """The 23 shipped controls and `extra` own ones, 61 criteria and all that hangs on them."""
    details = tuple(detail(control, index) for index, control in enumerate(control_ids(extra)))
    criteria = tuple(criterion(*item, details, item[2] in chosen) for item in criterion_ids())
    evidence = artefacts(details)
    coverage = reach(details, evidence, AS_OF)
    verdicts = {row.id: row.verdict for row in coverage}
    return Matrix(
        dates=DATES,
        scope=scope_view(details, criteria, chosen),
        catalogs=catalogs(),
        settings=(("grace days of periodic controls", "7"), ("coverage tolerance, days", "0")),
        summary=summary(details),
        controls=details,
        criteria=criteria,
        mappings=tuple(row for each in details for row in each.mappings),
        tests=tuple(row for each in details for row in each.tests),
        changes=tuple(
            ChangeRow(
                when=f"2026-11-20T09:{minute % 60:02d}:00.000Z",
                who="Dana Reyes",
                what=f"control.set {control_ids(extra)[minute % 23]}",
                field="status",
                old="not_assessed",
                new="partial",
            )
            for minute in range(changes)
        ),
        version="0.1.0",
        frameworks=FRAMEWORKS,
        period=YEAR,
        coverage=coverage,
        clean=clean_start(details, evidence, AS_OF),
        verdicts={
            row.id: worst
            for row in criteria
            if (worst := rollup.worst(verdicts[control] for control in row.controls if control in verdicts))
        },
        reviews=tuple(review_line(number) for number in range(1, 9)),
        remarks=(
            RemarkLine(
                *("AR-1", "2026Q2", CampaignState.SIGNED_WITH_EXCEPTIONS, ReviewException.LATE),
                *("=1+1: removed after 12 business days", NamedWhen.IN_SIGNATURE),
            ),
        ),
        evidence=evidence,
        audit=sheets(tuple(row for each in details for row in each.tests)),
        features=features(),
        vendors=vendors(),
        facts={
            details[0].row.id: ControlFacts(
                key=True,
                populations=(
                    ListBehind("POP-1", "provider_keys", 9, "EV-1", ("pulled before the period ended",)),
                    ListBehind("POP-2", "key_reads", 120, "EV-99", (), "Counted on the console; by Mara Roy"),
                ),
                findings=(
                    OpenFinding("F-1", FindingStatus.IN_REMEDIATION),
                    OpenFinding("F-2", FindingStatus.RISK_ACCEPTED),
                ),
            )
        },
        statements=statements(details),
        broken={"EV-2": "its file in the vault was modified"} if len(evidence) > 1 else {},
    )


def with_first(source: Matrix, **fields: object) -> Matrix:
    """The matrix with fields of the first control replaced (of its row, where the row has them)."""
    first = source.controls[0]
    of_row = {name: value for name, value in fields.items() if name in ControlRow.__dataclass_fields__}
    rest = {name: value for name, value in fields.items() if name not in of_row}
    changed = replace(first, row=replace(first.row, **of_row), **rest)
    return replace(source, controls=(changed, *source.controls[1:]))
