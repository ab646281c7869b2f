"""Vendors of the made-up desk: a provider with late and vague terms, one with two agreements, one that has left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from grcdesk.rules.vendors.file import judge
from grcdesk.schemas.programme import Period
from grcdesk.schemas.vendors.file import (
    AgreementRow,
    ClauseRow,
    DocumentRow,
    ExpectedRow,
    JudgedFile,
    PackageRow,
    ProjectRow,
    ReportRow,
    SubprocessorRow,
    Use,
    VendorFile,
)
from grcdesk.schemas.vendors.memo import VendorMemo
from grcdesk.schemas.vendors.reviews import ChecklistLine, ReviewRow
from grcdesk.schemas.vendors.vendors import ContactRow, ReviewDue, VendorDetail, VendorPolicy, VendorRow
from grcdesk.terms import DueState
from grcdesk.terms.vendors import (
    Access,
    AgreementKind,
    CheckAnswer,
    Clause,
    ClauseAnswer,
    Conclusion,
    ContactKind,
    Data,
    DocumentKind,
    Expectation,
    Grade,
    Method,
    Objection,
    Opinion,
    PackageItem,
    PackageStatus,
    ReviewKind,
    ReviewStatus,
    Substitute,
    Tier,
    Training,
)
from reports.provenances import provenance

AS_OF = date(2026, 11, 21)
SHA = "ab" * 32


def row(key: str, name: str, **changes: object) -> VendorRow:
    due = ReviewDue(date(2027, 5, 1), 161, DueState.OK, "tier critical: every 12 months; last reviewed on 2026-05-01")
    made = VendorRow(
        id=key,
        name=name,
        service="Language models",
        owner="Ines Okafor",
        tier=Tier.CRITICAL,
        model_provider=True,
        in_scope=True,
        method=Method.CARVE_OUT,
        region="US",
        onboarded=date(2026, 1, 10),
        last_review=date(2026, 5, 1),
        review=due,
        check=None,
        offboarded=None,
        version=1,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def detail(vendor: VendorRow, **changes: object) -> VendorDetail:
    made = VendorDetail(
        row=vendor,
        legal_name="Northlight Models Inc",
        known_as="",
        website="https://northlight.example",
        tier_reason="",
        suggested_tier=Tier.CRITICAL,
        data=Data.PERSONAL,
        criticality=Grade.SEVERE,
        access=Access.NONE,
        substitute=Substitute.MONTHS,
        risk=Grade.HIGH,
        plan="Scale",
        note="",
        first_use=date(2026, 2, 1),
        review_by=None,
        last_check=None,
        offboard_reason="",
        months=12,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def clause(name: Clause, answer: ClauseAnswer = ClauseAnswer.YES, **changes: object) -> ClauseRow:
    made = ClauseRow(name, answer, "", None, None, "", "§ 4", SHA, "Dana Reyes", date(2026, 5, 1))
    return replace(made, **changes)  # type: ignore[arg-type]


CLAUSES = (
    clause(Clause.PLAN),
    clause(Clause.RETENTION, amount=30, value="30 days"),
    clause(Clause.TRAINING_CONTRACT),
    clause(Clause.REGION_STORAGE, value="US"),
    clause(Clause.REGION_INFERENCE, value="US"),
    clause(Clause.SUBPROCESSORS),
    clause(Clause.SUBPROCESSOR_NOTICE, amount=30),
    clause(Clause.OBJECTION),
    clause(Clause.TRANSFER_TOOL, value="standard clauses"),
    clause(Clause.TRANSFER_ASSESSMENT, ClauseAnswer.SILENT),
    clause(Clause.BREACH_NOTICE, value="without undue delay"),
    clause(Clause.DELETION, amount=30),
    clause(Clause.AUDIT_RIGHT, ClauseAnswer.NO, value="excluded"),
)


def agreement(key: str = "AGR-1", **changes: object) -> AgreementRow:
    made = AgreementRow(
        id=key,
        vendor="VEN-1",
        kind=AgreementKind.DPA,
        title="Data processing agreement",
        plan="Scale",
        feature="",
        document="DOC-2",
        sha256=SHA,
        signed_by_us=date(2026, 2, 20),
        signed_by_them=date(2026, 2, 18),
        effective=date(2026, 2, 20),
        expires=None,
        ended=None,
        clauses=CLAUSES,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def document(key: str, kind: DocumentKind, **changes: object) -> DocumentRow:
    made = DocumentRow(
        id=key,
        vendor="VEN-1",
        kind=kind,
        title=f"{kind.value} paper",
        issuer="Hale & Osgood LLP",
        issued=date(2026, 8, 1),
        covers_from=None,
        covers_to=None,
        expires=None,
        evidence="EV-9",
        sha256=SHA,
        replaced_by="",
        note="",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


REVIEW = ReviewRow(
    id="VR-1",
    vendor="VEN-1",
    name="Northlight Models",
    kind=ReviewKind.REVIEW,
    status=ReviewStatus.CONCLUDED,
    started_on=date(2026, 4, 20),
    reviewer="Dana Reyes",
    conclusion=Conclusion.CONDITIONS,
    conditions="Breach notice in hours",
    note="",
    concluded_on=date(2026, 5, 1),
    approver="Tom Lindqvist",
    failing=("Account settings: 1 of 3 projects opted out",),
    evidence=("EV-9",),
    next_due=None,
    checks=(
        ChecklistLine(1, "Is the data still what the record says?", CheckAnswer.YES, ""),
        ChecklistLine(2, "Could we leave in time?", CheckAnswer.NO, "no second contract"),
    ),
)


def provider(name: str = "Northlight Models") -> VendorFile:
    """Signed 19 days after first use, one project of three training, US from the EU without assessment, words only."""
    return VendorFile(
        detail=detail(row("VEN-1", name)),
        policy=VendorPolicy(home_region="EU"),
        period=Period(date(2026, 1, 1), date(2026, 12, 31)),
        contacts=(ContactRow("VEN-1/c1", ContactKind.SECURITY, "Desk", "security@northlight.example", ""),),
        documents=(
            document(
                "DOC-1", DocumentKind.SOC2_TYPE2, covers_from=date(2026, 2, 1), covers_to=date(2026, 7, 31), title=name
            ),
            document("DOC-2", DocumentKind.DPA),
            document("DOC-3", DocumentKind.BRIDGE_LETTER, covers_from=date(2026, 8, 1), covers_to=date(2026, 9, 30)),
        ),
        package=(
            PackageRow(
                PackageItem.EXIT_PLAN, PackageStatus.WAIVED, "A second is live", "Tom L", "", None, "", None, ""
            ),
        ),
        reports=(
            ReportRow(
                "RR-1",
                "DOC-1",
                Period(date(2026, 2, 1), date(2026, 7, 31)),
                ("security",),
                Opinion.UNMODIFIED,
                "Hale & Osgood LLP",
                "Two leavers kept access",
                "Hosting is carved out",
                "Usable",
                "",
                "Tom Lindqvist",
                date(2026, 9, 1),
            ),
        ),
        expected=(
            ExpectedRow("VEN-1/u1", Expectation.CUEC, "Keys are rotated", "RR-1", ("AI-SEC-01",), "", ""),
            ExpectedRow("VEN-1/u2", Expectation.CUEC, "Output is checked", "RR-1", (), "", ""),
        ),
        subprocessors=(
            SubprocessorRow(
                *("VEN-1/s1", "Gridvault", "Hosting", "US", date(2026, 11, 1), 30, date(2026, 12, 1)),
                *(Objection.OPEN, "", None, "", None),
            ),
        ),
        projects=tuple(
            ProjectRow(f"VEN-1/p{number}", project, training, "US", date(2026, 10, 1), "")
            for number, (project, training) in enumerate(
                (("support", Training.OFF), ("triage", Training.OFF), ("sandbox", Training.ON)), 1
            )
        ),
        agreements=(agreement(),),
        uses=(Use("AIF-1", "Support reply", "large-1", "Scale", "US", "EU", ("EU customers",)),),
        reviews=(REVIEW,),
    )


def judged(file: VendorFile | None = None) -> JudgedFile:
    return judge(file or provider(), AS_OF)


def vendors() -> tuple[JudgedFile, ...]:
    """The provider; one with two agreements; one without any paper; one that has left."""
    second = row("VEN-2", "Aster Language")
    labelled = (agreement("AGR-2", plan=""), agreement("AGR-21", plan="Batch", signed_by_them=None, effective=None))
    two = VendorFile(detail(second), VendorPolicy(), None, agreements=labelled)
    plain = row("VEN-3", "Pagebell", tier=Tier.LOW, model_provider=False, method=Method.VENDOR, last_review=None)
    never = ReviewDue(date(2026, 1, 10), -315, DueState.NEVER_REVIEWED, "never reviewed")
    bare = VendorFile(detail(replace(plain, review=never), data=Data.NONE), VendorPolicy(), provider().period)
    gone = ReviewDue(None, None, DueState.OFFBOARDED, "offboarded on 2026-06-30")
    left = row("VEN-4", "Draftmate", review=gone, offboarded=date(2026, 6, 30))
    past = VendorFile(detail(left, offboard_reason="Replaced"), VendorPolicy(), provider().period)
    return tuple(judged(file) for file in (provider(), two, bare, past))


def memo(file: VendorFile | None = None, **about: object) -> VendorMemo:
    return VendorMemo(provenance(**about), judged(file), {"AI-SEC-01": "Keys locked down"})  # type: ignore[arg-type]
