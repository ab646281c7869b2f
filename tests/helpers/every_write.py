"""Every verb that changes a desk, by the action it leaves in the log: what must be there first, and the verb."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from grcdesk.schemas.audits.audits import EngagementChange, EngagementPlan
from grcdesk.schemas.controls.controls import ControlChange, TailoringChange
from grcdesk.schemas.coverage.quiet import QuietFacts
from grcdesk.schemas.evidence.evidence import Artefact, EvidenceChange, RunStatement
from grcdesk.schemas.features.features import CardFacts, FeatureAnswers, FeatureChange, ModelFacts
from grcdesk.schemas.registers.registers import RegisterPlan
from grcdesk.schemas.registers.tables import TablePlan
from grcdesk.schemas.returned.returned import ReturnedPlan
from grcdesk.schemas.soa.soa import SoaChange
from grcdesk.schemas.vendors.papers import (
    AgreementFacts,
    ClauseFacts,
    DocumentFacts,
    ExpectedFacts,
    PackageFacts,
    ProjectFacts,
    ReportFacts,
    SubprocessorFacts,
)
from grcdesk.schemas.vendors.reviews import ReviewVerdict
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms import (
    Category,
    Design,
    DueKind,
    EvidenceKind,
    FeatureStatus,
    Frequency,
    Implemented,
    Scope,
    Status,
    Verb,
)
from grcdesk.terms.audits import EngagementKind, Lane, Phase, PlanName
from grcdesk.terms.interchange import DeskRegister
from grcdesk.terms.soa import Implementation, InclusionReason
from grcdesk.terms.vendors import (
    CheckAnswer,
    Clause,
    ClauseAnswer,
    Conclusion,
    ContactKind,
    DocumentKind,
    Expectation,
    Method,
    Opinion,
    PackageItem,
    PackageStatus,
    Tier,
    Training,
)
from helpers import finding_writes, population_writes, request_writes, review_writes, testing_writes

DUE, LATER = date(2026, 12, 1), date(2026, 12, 15)
BY = "Omar Haddad"
LOW = RegisterPlan(defaults={"tier": Tier.LOW.value})
TOLD = RegisterPlan(TablePlan(columns={"tier": ""}), defaults=LOW.defaults)

Step = Callable[[Any, Path], object]


def tailored(desk: Any, _: Path) -> object:
    change = TailoringChange(frequency=Frequency.ANNUAL, statement="Keys are replaced once a year.")
    return desk.tailoring.set(["AI-SEC-01"], change, reason="two keys in all")


def evidence(desk: Any, folder: Path) -> object:
    file = folder / "report.pdf"
    file.write_bytes(b"%PDF")
    facts = Artefact(EvidenceKind.REPORT, as_of=date(2026, 6, 1))
    return desk.evidence.add(file, facts, controls=["AI-SEC-01", "AI-SEC-02"], tests=["AI-SEC-01.T1"])


def two_artefacts(desk: Any, folder: Path) -> object:
    evidence(desk, folder)
    return desk.evidence.add("https://acme.example/b", Artefact(EvidenceKind.REPORT, as_of=date(2026, 7, 1)))


def stated(desk: Any, folder: Path) -> object:
    evidence(desk, folder)
    return desk.statements.give(["EV-1"], RunStatement("seen in the portal"), controls=["AI-SEC-01"])


def silent(desk: Any, _: Path) -> object:
    return desk.quiet.add(["AI-SEC-03"], QuietFacts("switched off", (5, 6)))


def source(desk: Any, _: Path) -> object:
    return desk.sources.set("Model gateway", 30, note="free plan")


def imported(desk: Any, folder: Path) -> object:
    file = folder / "decisions.jsonl"
    file.write_text('{"id": "1", "time": "2026-06-01T10:00:00Z", "action": "allow", "route": "/chat"}\n')
    return desk.imports.import_(file, controls=["AI-SEC-01"])


def synced(desk: Any, folder: Path) -> object:
    watched = folder / "watched"
    watched.mkdir(exist_ok=True)
    (watched / "grcdesk-sync.yaml").write_text("rules:\n  - files: '*.json'\n")
    for name in ("odd.csv", "other.csv"):
        (watched / name).write_text(f"no rule names {name}\n")
    return desk.sync.run(watched)


def status(desk: Any, _: Path) -> object:
    return desk.controls.set(["AI-SEC-01", "AI-SEC-02"], ControlChange(status=Status.PARTIAL, note="private"))


def action(desk: Any, _: Path) -> object:
    return desk.actions.add("AI-SEC-01", "Write it", owner=BY, due=DUE)


def risk(desk: Any, _: Path) -> object:
    return desk.risks.accept("AI-SEC-01", reason="small", approver=BY, expires=LATER)


def all_in_place(desk: Any, _: Path) -> object:
    change = ControlChange(status=Status.IN_PLACE, design=Design.ADEQUATE, implemented=Implemented.YES, owner=BY)
    return desk.controls.set(desk.controls.keys(), change)


def exclusion(desk: Any, _: Path) -> object:
    return desk.scope.exclude("The legacy chatbot", reason="switched off in May")


def system(desk: Any, _: Path) -> object:
    return desk.scope.add_system("Assistant")


def declaration(desk: Any, _: Path) -> object:
    return desk.scope.declare("CC6.1", reason="seen together", by=BY)


def feature(desk: Any, _: Path) -> object:
    model = ModelFacts("claude", "Anthropic", region="US")
    return desk.features.add(FeatureAnswers("Support reply", status=FeatureStatus.IDEA), models=[model])


def features_imported(desk: Any, folder: Path) -> object:
    file = folder / "features.yaml"
    file.write_text("features:\n  - {name: Churn, models: [{model: tiny-7b}], prompts: [{name: system}]}\n")
    return desk.features.import_(file)


def snoozed(desk: Any, folder: Path) -> object:
    action(desk, folder)
    return desk.due.snooze(DueKind.ACTION, "ACT-1", LATER, reason="ill")


def limit(desk: Any, _: Path) -> object:
    return desk.checks.set("key-age", warn=45)


def tickets(desk: Any, folder: Path) -> object:
    file = folder / "tickets.csv"
    file.write_text("ticket_id,severity,opened_at\nT-1,1 - Critical,2026-11-20T08:00:00Z\n")
    return desk.imports.import_(file, said=Artefact(EvidenceKind.TICKET, as_of=date(2026, 11, 20), source="Helpdesk"))


def derived(desk: Any, folder: Path) -> object:
    feature(desk, folder)
    return desk.features.derive()


def prompted(desk: Any, folder: Path) -> object:
    feature(desk, folder)
    return desk.features.add_prompt("AIF-1", "system", version="14")


def view(desk: Any, _: Path) -> object:
    return desk.views.save("mine", "status:partial")


def vendor(desk: Any, _: Path) -> object:
    facts = VendorFacts(tier=Tier.HIGH, onboarded=date(2026, 1, 31), last_review=date(2026, 1, 31))
    return desk.vendors.add("Example Models", facts)


def vendor_list(folder: Path) -> Path:
    file = folder / "vendors.csv"
    file.write_text("Vendor,Region\nTicket Desk,EU\n", encoding="utf-8")
    return file


def work_plan(desk: Any, folder: Path) -> object:
    """The work plan of an owner, filled in."""
    desk.controls.set(["AI-SEC-01"], ControlChange(owner="Lin Chen"))
    desk.workplans.export("Lin Chen", folder / "lin.xlsx", force=True)
    book = load_workbook(folder / "lin.xlsx")
    page = book["My controls"]
    page.cell(2, [cell.value for cell in page[1]].index("Gap") + 1).value = "no rotation"
    return book.save(folder / "lin.xlsx")


def control_list(folder: Path) -> Path:
    file = folder / "controls.csv"
    file.write_text(f"Control ID,Status,Owner\nAI-SEC-01,partial,{BY}\n", encoding="utf-8")
    return file


def paper(desk: Any, folder: Path) -> object:
    file = folder / "soc2.pdf"
    file.write_bytes(b"%PDF soc2")
    facts = DocumentFacts(DocumentKind.SOC2_TYPE2, covers_from=date(2025, 10, 1), covers_to=date(2026, 9, 30))
    return desk.vendor_papers.add_document("VEN-1", facts, source=file)


def agreement(desk: Any, _: Path) -> object:
    return desk.agreements.add("VEN-1", AgreementFacts(effective=date(2026, 3, 20)))


def review(desk: Any, _: Path) -> object:
    return desk.vendor_reviews.start("VEN-1", reviewer=BY)


def reviewing(desk: Any, folder: Path) -> object:
    return vendor(desk, folder), review(desk, folder)


def answered(desk: Any, folder: Path) -> object:
    return reviewing(desk, folder), desk.vendor_reviews.answer("VR-1", "all", CheckAnswer.YES)


def conclude(desk: Any, _: Path) -> object:
    return desk.vendor_reviews.conclude("VR-1", ReviewVerdict(Conclusion.CONDITIONS, "the papers by March"))


def engagement(desk: Any, _: Path) -> object:
    return desk.audits.new(EngagementPlan("SOC 2 2027", EngagementKind.SOC2_TYPE2))


def scoped(desk: Any, folder: Path) -> object:
    """Everything that the next engagement copies."""
    vendor(desk, folder)
    desk.audits.set("", EngagementChange(parameters=(("max_key_age", "60"),), methods=(("VEN-1", Method.CARVE_OUT),)))
    desk.scope.override("AI-SEC-01", Scope.OUT, reason="not ours")
    return system(desk, folder), exclusion(desk, folder), declaration(desk, folder)


def scoped_set(desk: Any, _: Path) -> object:
    change = EngagementChange(firm="Marlow & Finch", lane=Lane.FIXED, methods=(("VEN-1", Method.INCLUSIVE),))
    return desk.audits.set("", change)


def planned(desk: Any, _: Path) -> object:
    return desk.standing.follow(PlanName.EIGHT_WEEKS, DUE)


def statement(desk: Any, _: Path) -> object:
    reasons = (InclusionReason.LEGAL,)
    change = SoaChange(reasons=reasons, implemented=Implementation.NO, owner=BY, measures="a policy")
    return desk.soa.set([row.item for row in desk.soa.list()], change)


WRITES: dict[str, tuple[Verb, Step | None, Step]] = {
    "engagement": (Verb.AUDIT_NEW, None, engagement),
    "next engagement": (
        Verb.AUDIT_NEW, scoped, lambda desk, _: desk.audits.new(EngagementPlan("Next", follows="ENG-1")),
    ),
    "engagement set": (Verb.AUDIT_SET, vendor, scoped_set),
    "engagement used": (Verb.AUDIT_USE, engagement, lambda desk, _: desk.audits.use("ENG-1")),
    "engagement closed": (Verb.AUDIT_CLOSE, None, lambda desk, _: desk.audits.close(reason="withdrawn")),
    "phase": (Verb.AUDIT_PHASE, None, lambda desk, _: desk.standing.move(Phase.GAP, reason="the firm waits")),
    "plan": (Verb.AUDIT_PLAN, None, planned),
    "plan dropped": (Verb.AUDIT_PLAN, planned, lambda desk, _: desk.standing.unfollow()),
    "status and note": (Verb.CONTROL_SET, None, status),
    "tailored": (Verb.CONTROL_TAILOR, None, tailored),
    "as shipped": (Verb.CONTROL_TAILOR, tailored, lambda desk, _: desk.tailoring.reset(["AI-SEC-01"])),
    "action": (Verb.ACTION_ADD, None, action),
    "action moved": (
        Verb.ACTION_MOVE, action, lambda desk, _: desk.actions.move(desk.actions.list()[0].id, LATER, reason="ill"),
    ),
    "action dropped": (
        Verb.ACTION_CLOSE,
        action,
        lambda desk, _: desk.actions.close(desk.actions.list()[0].id, dropped=True, reason="no longer wanted"),
    ),
    "action done": (
        Verb.ACTION_CLOSE, action, lambda desk, _: desk.actions.close(desk.actions.list()[0].id, proof="ticket 12"),
    ),
    "risk": (Verb.RISK_ACCEPT, None, risk),
    "risk ended": (Verb.RISK_END, risk, lambda desk, _: desk.risks.end(desk.risks.list()[0].id)),
    "finalised": (
        Verb.GAP_FINALISE, all_in_place, lambda desk, _: desk.gap.finalise(assessor="Dana Reyes", reviewer=BY),
    ),
    "scope": (Verb.SCOPE_SET, None, lambda desk, _: desk.scope.set(categories=[Category.SECURITY])),
    "override": (
        Verb.SCOPE_OVERRIDE, None, lambda desk, _: desk.scope.override("AI-SEC-01", Scope.OUT, reason="not ours"),
    ),
    "exclusion": (Verb.SCOPE_EXCLUDE, None, exclusion),
    "exclusion dropped": (
        Verb.SCOPE_EXCLUDE, exclusion, lambda desk, _: desk.scope.include(desk.scope.show().exclusions[0].id),
    ),
    "system": (Verb.SCOPE_SYSTEM, None, system),
    "system dropped": (Verb.SCOPE_SYSTEM, system, lambda desk, _: desk.scope.drop_system("Assistant")),
    "declaration": (Verb.CRITERION_DECLARE, None, declaration),
    "declaration withdrawn": (Verb.CRITERION_DECLARE, declaration, lambda desk, _: desk.scope.withdraw("CC6.1")),
    "feature": (Verb.FEATURE_ADD, None, feature),
    "feature set": (
        Verb.FEATURE_SET, feature, lambda desk, _: desk.features.set(["AIF-1"], FeatureChange(home_region="EU")),
    ),
    "feature model": (
        Verb.FEATURE_MODEL, feature, lambda desk, _: desk.features.add_model("AIF-1", ModelFacts("tiny-7b")),
    ),
    "feature model dropped": (Verb.FEATURE_MODEL, feature, lambda desk, _: desk.features.drop_model("AIF-1/m1")),
    "feature prompt": (Verb.FEATURE_PROMPT, feature, lambda desk, _: desk.features.add_prompt("AIF-1", "system")),
    "feature prompt dropped": (Verb.FEATURE_PROMPT, prompted, lambda desk, _: desk.features.drop_prompt("AIF-1/p1")),
    "feature derived": (Verb.FEATURE_DERIVE, feature, lambda desk, _: desk.features.derive()),
    "feature confirmed": (
        Verb.FEATURE_CONFIRM, derived, lambda desk, _: desk.features.confirm("AIF-1", control="AI-SEC-01"),
    ),
    "model card": (Verb.MODEL_CARD, None, lambda desk, _: desk.features.add_card(CardFacts("claude", limits="None"))),
    "check limit": (Verb.CHECK_SET, None, lambda desk, _: desk.checks.set("key-age", warn=45)),
    "house limit": (Verb.CHECK_RESET, limit, lambda desk, _: desk.checks.reset("key-age")),
    "check word": (
        Verb.CHECK_WORD, tickets, lambda desk, _: desk.checks.say("escalations", "1 - Critical", "critical"),
    ),
    "features imported": (Verb.FEATURE_IMPORT, None, features_imported),
    "due acknowledged": (
        Verb.DUE_ACKNOWLEDGE, action, lambda desk, _: desk.due.acknowledge(DueKind.ACTION, "ACT-1", reason="under way"),
    ),
    "due snoozed": (
        Verb.DUE_SNOOZE, action, lambda desk, _: desk.due.snooze(DueKind.ACTION, "ACT-1", LATER, reason="ill"),
    ),
    "due resumed": (Verb.DUE_RESUME, snoozed, lambda desk, _: desk.due.resume(DueKind.ACTION, "ACT-1")),
    "view": (Verb.VIEW_SAVE, None, view),
    "list forgotten": (
        Verb.TABLE_FORGET,
        lambda desk, folder: desk.registers.import_(DeskRegister.VENDORS, vendor_list(folder), TOLD),
        lambda desk, _: desk.remembered.forget("list of vendors"),
    ),
    "view dropped": (Verb.VIEW_DROP, view, lambda desk, _: desk.views.drop("mine")),
    "evidence": (Verb.EVIDENCE_ADD, None, evidence),
    "import": (Verb.EVIDENCE_IMPORT, None, imported),
    "folder synced": (Verb.EVIDENCE_SYNC, None, synced),
    "evidence rejected": (
        Verb.EVIDENCE_REJECT,
        evidence,
        lambda desk, _: desk.evidence.reject(desk.evidence.list()[0].id, reason="wrong year"),
    ),
    "evidence corrected": (
        Verb.EVIDENCE_SET,
        evidence,
        lambda desk, _: desk.evidence.set(["EV-1"], EvidenceChange(query="select 1", row_count=0, note="ask Omar")),
    ),
    "evidence placed": (
        Verb.EVIDENCE_PLACE, two_artefacts, lambda desk, _: desk.evidence.place(["EV-2"], controls=["AI-SEC-03"]),
    ),
    "evidence tied": (
        Verb.EVIDENCE_LINK, evidence, lambda desk, _: desk.evidence.link(["EV-1"], tests=["AI-SEC-03.T1"]),
    ),
    "evidence untied": (
        Verb.EVIDENCE_UNLINK, evidence, lambda desk, _: desk.evidence.unlink(["EV-1"], controls=["AI-SEC-01"]),
    ),
    "evidence stated to show a run": (
        Verb.EVIDENCE_STATE,
        evidence,
        lambda desk, _: desk.statements.give(["EV-1"], RunStatement("seen", at="a portal"), controls=["AI-SEC-04"]),
    ),
    "evidence no longer stated": (
        Verb.EVIDENCE_STATE, stated, lambda desk, _: desk.statements.take_back(["EV-1"], controls=["AI-SEC-01"]),
    ),
    "stated evidence untied": (
        Verb.EVIDENCE_UNLINK, stated, lambda desk, _: desk.evidence.unlink(["EV-1"], controls=["AI-SEC-01"]),
    ),
    "quiet days": (Verb.QUIET_ADD, None, silent),
    "quiet days dropped": (Verb.QUIET_DROP, silent, lambda desk, _: desk.quiet.drop("QD-1", reason="they were not")),
    "evidence superseded": (
        Verb.EVIDENCE_SUPERSEDE, two_artefacts, lambda desk, _: desk.evidence.supersede("EV-1", "EV-2"),
    ),
    "source": (Verb.SOURCE_SET, None, source),
    "catalog": (Verb.CATALOG_ADD, None, lambda desk, _: desk.catalogs.add("ai-ext")),
    "vendor": (Verb.VENDOR_ADD, None, vendor),
    "vendor set": (Verb.VENDOR_SET, vendor, lambda desk, _: desk.vendors.set(["VEN-1"], VendorFacts(region="EU"))),
    "vendor offboarded": (Verb.VENDOR_OFFBOARD, vendor, lambda desk, _: desk.vendors.offboard("VEN-1", reason="left")),
    "vendor rules": (Verb.VENDOR_POLICY, vendor, lambda desk, _: desk.vendors.set_policy(high=6)),
    "vendor paper": (Verb.VENDOR_DOCUMENT, vendor, paper),
    "vendor package": (
        Verb.VENDOR_PACKAGE,
        vendor,
        lambda desk, _: desk.vendor_papers.set_item(
            "VEN-1", PackageItem.EXIT_PLAN, PackageFacts(PackageStatus.WAIVED, "a trial", BY)
        ),
    ),
    "vendor report": (
        Verb.VENDOR_REPORT,
        lambda desk, folder: (vendor(desk, folder), paper(desk, folder)),
        lambda desk, _: desk.vendor_papers.review_report("DOC-1", ReportFacts(Opinion.QUALIFIED, "fit", BY)),
    ),
    "vendor expectation": (
        Verb.VENDOR_EXPECT,
        vendor,
        lambda desk, _: desk.vendor_relations.expect("VEN-1", ExpectedFacts(Expectation.CUEC, "keys are ours")),
    ),
    "vendor contact": (
        Verb.VENDOR_CONTACT,
        vendor,
        lambda desk, _: desk.vendor_relations.add_contact("VEN-1", ContactKind.SECURITY, mail="s@x.example"),
    ),
    "vendor subprocessor": (
        Verb.VENDOR_SUBPROCESSOR,
        vendor,
        lambda desk, _: desk.vendor_relations.add_subprocessor("VEN-1", SubprocessorFacts("New Host")),
    ),
    "vendor project": (
        Verb.VENDOR_PROJECT,
        vendor,
        lambda desk, _: desk.vendor_relations.set_project("VEN-1", "chat", ProjectFacts(Training.OFF)),
    ),
    "vendor import": (
        Verb.VENDOR_IMPORT,
        None,
        lambda desk, folder: desk.registers.import_(DeskRegister.VENDORS, vendor_list(folder), LOW),
    ),
    "register import": (
        Verb.REGISTER_IMPORT,
        None,
        lambda desk, folder: desk.registers.import_(DeskRegister.CONTROLS, control_list(folder)),
    ),
    "matrix import": (
        Verb.MATRIX_IMPORT,
        work_plan,
        lambda desk, folder: desk.returned.import_(folder / "lin.xlsx", ReturnedPlan(by="Lin Chen")),
    ),
    "name released": (
        Verb.EXPORT_NAME,
        None,
        lambda desk, _: desk.exports.release_name("Contoso Ltd", reason="a customer named in a contract"),
    ),
    "vendor agreement": (Verb.VENDOR_AGREEMENT, vendor, agreement),
    "vendor clause": (
        Verb.VENDOR_CLAUSE,
        lambda desk, folder: (vendor(desk, folder), agreement(desk, folder)),
        lambda desk, _: desk.agreements.set_clause("AGR-1", Clause.RETENTION, ClauseFacts(ClauseAnswer.YES, amount=30)),
    ),
    "vendor review": (Verb.VENDOR_REVIEW_START, vendor, review),
    "vendor review answered": (
        Verb.VENDOR_REVIEW_CHECK, reviewing, lambda desk, _: desk.vendor_reviews.answer("VR-1", "1", CheckAnswer.YES),
    ),
    "vendor review concluded": (Verb.VENDOR_REVIEW_CONCLUDE, answered, conclude),
    "vendor review dropped": (
        Verb.VENDOR_REVIEW_DROP, reviewing, lambda desk, _: desk.vendor_reviews.drop("VR-1", reason="wrong one"),
    ),
    **review_writes.WRITES,
    "statement": (Verb.SOA_SET, None, lambda desk, _: desk.soa.set(["A.5.1"], SoaChange(exclusion="none of ours"))),
    "statement drafted": (Verb.SOA_DRAFT, status, lambda desk, _: desk.soa.draft()),
    "statement approved": (Verb.SOA_APPROVE, statement, lambda desk, _: desk.soa.approve(BY)),
    "rehearsal": (Verb.AUDIT_REHEARSE, None, lambda desk, _: desk.rehearsals.rehearse(seed="one")),
    **request_writes.WRITES,
    **finding_writes.WRITES,
    **population_writes.WRITES,
    **testing_writes.WRITES,
    "undo": (Verb.LOG_UNDO, status, lambda desk, _: desk.log.undo()),
    "redo": (
        Verb.LOG_UNDO, lambda desk, folder: (status(desk, folder), desk.log.undo()), lambda desk, _: desk.log.redo(),
    ),
}  # fmt: skip
