"""Agreements clause by clause: each thing that fails is a point of its own, and holds back an approval."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.features.features import ModelFacts
from grcdesk.schemas.vendors.file import Level
from grcdesk.schemas.vendors.papers import (
    AgreementFacts,
    ClauseFacts,
    DocumentFacts,
    ExpectedFacts,
    PackageFacts,
    ProjectFacts,
)
from grcdesk.schemas.vendors.reviews import ReviewVerdict
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms.vendors import (
    CheckAnswer,
    Clause,
    ClauseAnswer,
    Conclusion,
    Data,
    DocumentKind,
    Expectation,
    Method,
    PackageItem,
    PackageStatus,
    ReviewStatus,
    Tier,
    Training,
)
from helpers import provider
from helpers.provider import FAILING, NAME, late_provider


@pytest.fixture
def late(desk_after):
    return desk_after(late_provider)


def failing(desk, **on):
    return {point.code: point.why for point in desk.vendor_papers.file(NAME, **on).failing}


def clause(desk, name: Clause, *, agreement: int = 0):
    found = desk.agreements.list(vendor=NAME)[agreement].clauses
    return next(one for one in found if one.clause is name)


def test_each_failing_thing_is_a_point_of_its_own_with_its_reason(late):
    judged = late.vendor_papers.file(NAME)
    assert {point.code: point.why for point in judged.failing} == FAILING
    assert len(judged.failing) == len(FAILING), "no code twice"
    assert {point.about for point in judged.failing} == {
        "Data processing agreement", "Account settings", "AGR-1 (enterprise) EU to US",
        "AGR-1 (enterprise) Breach notice",
    }  # fmt: skip
    assert [point.code for point in judged.points if point.level is Level.WEAK] == []


def test_mending_one_thing_takes_away_its_point_alone(late):
    read = late.agreements.set_clause
    late.agreements.set("AGR-1", AgreementFacts(effective=provider.FIRST_USE))
    assert failing(late)["late_dpa"].startswith("signed 2026-03-20, 19 days after"), "a date set back mends nothing"
    signed = AgreementFacts(signed_by_us=date(2026, 2, 1), signed_by_them=provider.FIRST_USE)
    late.agreements.set("AGR-1", signed)
    assert failing(late).keys() == FAILING.keys() - {"late_dpa"}
    late.vendor_relations.set_project(NAME, "evaluation", ProjectFacts(Training.OFF))
    read("AGR-1", Clause.TRANSFER_TOOL, ClauseFacts(ClauseAnswer.YES, "SCC module 2", place="annex 4"))
    assert failing(late).keys() == {"transfer_assessment", "breach_words"}
    assessed = ClauseFacts(ClauseAnswer.YES, "TIA", dated=date(2026, 3, 15), place="annex 5")
    read("AGR-1", Clause.TRANSFER_ASSESSMENT, assessed)
    read("AGR-1", Clause.BREACH_NOTICE, ClauseFacts(ClauseAnswer.YES, amount=48, place="9.2"))
    assert failing(late) == {}
    read("AGR-1", Clause.RETENTION, ClauseFacts(ClauseAnswer.YES, amount=31, place="4"))
    assert failing(late) == {"retention": "31 days; our rule allows 30"}
    late.vendors.set_policy(retention_days=31)
    assert failing(late) == {}


def test_approval_is_refused_for_exactly_these_and_taken_with_conditions(late):
    late.vendor_reviews.start(NAME, reviewer="Dana Reyes")
    late.vendor_reviews.answer("VR-1", "all", CheckAnswer.YES)
    with pytest.raises(Refused) as refused:
        late.vendor_reviews.conclude("VR-1", ReviewVerdict(Conclusion.APPROVE))
    assert len(refused.value.reasons) == len(FAILING)
    for why in FAILING.values():
        assert any(why in reason for reason in refused.value.reasons)
    conditions = ReviewVerdict(Conclusion.APPROVE, "hours for breaches, assessment and opt-out by 2027-01-31")
    late.vendor_reviews.conclude("VR-1", conditions)
    review = late.vendor_papers.file(NAME).file.reviews[0]
    assert (review.status, review.conclusion) == (ReviewStatus.CONCLUDED, Conclusion.CONDITIONS)
    assert len(review.failing) == len(FAILING), "what failed that day is kept"
    assert late.vendors.show(NAME).row.review.due == date(2027, 11, 21)


def test_a_clause_keeps_who_read_it_when_where_and_the_hash(late, tmp_path):
    found = clause(late, Clause.BREACH_NOTICE)
    document = late.vendor_papers.file(NAME).file.documents[0]
    assert (found.answer, found.amount, found.value) == (ClauseAnswer.YES, None, "without undue delay")
    assert (found.place, found.reviewed_on) == ("9.2", date(2026, 11, 21))
    assert found.sha256 == document.sha256 != ""
    newer = tmp_path / "dpa2.pdf"
    newer.write_bytes(b"%PDF agreement, amended")
    late.vendor_papers.add_document(NAME, DocumentFacts(DocumentKind.DPA, replaces="DOC-1"), source=newer)
    late.agreements.set("AGR-1", AgreementFacts(document="DOC-2"))
    assert failing(late)["clause_old"] == "it was read in another version of the document"
    late.agreements.set_clause("AGR-1", Clause.BREACH_NOTICE, ClauseFacts(ClauseAnswer.YES, amount=24, place="9"))
    assert clause(late, Clause.BREACH_NOTICE).sha256 != found.sha256


def test_a_missing_an_unread_and_a_partial_clause_are_told_apart(late):
    late.agreements.set_clause("AGR-1", Clause.AUDIT_RIGHT, ClauseFacts(ClauseAnswer.SILENT))
    late.agreements.set_clause("AGR-1", Clause.DELETION, ClauseFacts(ClauseAnswer.PARTIAL, "prompts only", place="10"))
    points = {(point.code, point.about): point for point in late.vendor_papers.file(NAME).points}
    assert points["clause_missing", "AGR-1 (enterprise) Audit right"].why == "the document is silent"
    assert points["clause_partial", "AGR-1 (enterprise) Deletion"].level is Level.WEAK
    late.agreements.add(NAME, AgreementFacts(plan="trial", effective=date(2026, 6, 1)))
    codes = [point.code for point in late.vendor_papers.file(NAME).failing]
    assert codes.count("clause_unread") == 12


def test_zero_retention_is_no_answer_without_plan_and_carve_outs(late):
    late.agreements.set("AGR-1", AgreementFacts(plan=""))
    late.agreements.set_clause("AGR-1", Clause.ZERO_RETENTION, ClauseFacts(ClauseAnswer.YES, place="4"))
    assert failing(late)["zero_retention"] == "claimed without plan and carve-outs being named"
    late.agreements.set("AGR-1", AgreementFacts(plan="enterprise"))
    said = ClauseFacts(ClauseAnswer.YES, place="4", carve_outs="legal hold")
    late.agreements.set_clause("AGR-1", Clause.ZERO_RETENTION, said)
    assert "zero_retention" not in failing(late)


def test_before_it_binds_and_after_it_ended_there_is_no_agreement(late):
    early = failing(late, as_of=date(2026, 3, 19))
    assert early["no_dpa"] == "none is in force: AGR-1 (enterprise) binds from 2026-03-20"
    assert early["transfer_tool"] == "data leaves EU without a transfer tool: no agreement is in force"
    assert early["transfer_assessment"] == FAILING["transfer_assessment"], "data leaves, agreement or not"
    assert "no_dpa" not in failing(late, as_of=date(2026, 3, 20))
    late.agreements.set("AGR-1", AgreementFacts(ended=date(2026, 10, 1)))
    assert failing(late)["no_dpa"] == "none is in force: AGR-1 (enterprise) ended on 2026-10-01"
    late.vendors.add("Ticket Desk", VendorFacts(tier=Tier.LOW))
    assert "no_dpa" not in {point.code for point in late.vendor_papers.file("Ticket Desk").points}
    late.vendors.set(["Ticket Desk"], VendorFacts(data=Data.PERSONAL, tier=Tier.HIGH))
    assert "no_dpa" in {point.code for point in late.vendor_papers.file("Ticket Desk").points}


def test_a_message_asks_for_what_only_the_vendor_can_mend(late):
    late.vendor_papers.set_item(NAME, PackageItem.ISO27001, PackageFacts(PackageStatus.REQUESTED))
    found = late.vendor_papers.request(NAME)
    assert (found.to, found.subject) == ("security@models.example", "Documents and terms: Example Models")
    asked = [row.removeprefix("- ") for row in found.body.splitlines() if row.startswith("- ")]
    assert asked == [
        "ISO 27001 certificate",
        "within how many hours you tell us of a breach",
        "the tool for transfers, EU to US",
        "what we need to assess the transfer, EU to US",
    ]
    assert "our review of 2027-02-01" in found.body
    assert found.asks == len(asked)
    assert "AGR-" not in found.text, "our own numbers mean nothing to them"


def test_without_the_day_of_first_use_nobody_says_that_the_agreement_came_in_time(late):
    late.vendors.set([NAME], VendorFacts(first_use=None))
    points = {point.code: point for point in late.vendor_papers.file(NAME).points}
    assert "late_dpa" not in points
    assert points["first_use"].level is Level.WEAK


def test_who_is_carved_out_needs_controls_we_expect(late):
    late.vendors.set([NAME], VendorFacts(method=Method.CARVE_OUT))
    weak = [point.code for point in late.vendor_papers.file(NAME).points if point.level is Level.WEAK]
    assert weak == ["csoc_missing"]
    late.vendor_relations.expect(NAME, ExpectedFacts(Expectation.CSOC, "Deletes at the end", controls=("AI-SEC-01",)))
    assert failing(late) == FAILING
    assert "csoc_missing" not in {point.code for point in late.vendor_papers.file(NAME).points}


def test_exposure_says_feature_vendor_model_and_terms(late):
    (row,) = late.vendor_traffic.exposure()
    assert (row.name, row.vendor, row.model, row.plan) == ("Support reply", NAME, "talk-2", "enterprise")
    assert (row.home_region, row.region, row.retention) == ("EU", "US", "30 days")
    assert (row.training, row.segments) == ("contract off, 2 of 3 projects off", ("enterprise",))
    assert len(row.points) == len(FAILING)


def test_an_agreement_for_the_feature_and_the_plan_goes_before_one_for_all(late):
    late.agreements.add(NAME, AgreementFacts(feature="Support reply", effective=date(2026, 5, 1)))
    late.agreements.add(NAME, AgreementFacts(plan="trial", effective=date(2026, 5, 1)))
    assert late.vendor_traffic.exposure()[0].agreement == "AGR-2"
    assert late.vendor_traffic.exposure(as_of=date(2026, 4, 1))[0].agreement == "AGR-1"


def test_what_is_impossible_is_refused(late):
    with pytest.raises(Refused, match="before it began"):
        late.agreements.set("AGR-1", AgreementFacts(expires=date(2026, 1, 1)))
    with pytest.raises(NotFound, match="document of this vendor"):
        late.agreements.set("AGR-1", AgreementFacts(document="DOC-9"))
    with pytest.raises(BadInput, match="nothing to set"):
        late.agreements.set("AGR-1", AgreementFacts())
    with pytest.raises(BadInput, match="no number"):
        late.agreements.set_clause("AGR-1", Clause.RETENTION, ClauseFacts(ClauseAnswer.YES, amount=-1))
    with pytest.raises(NotFound, match="AGR-9"):
        late.agreements.set_clause("AGR-9", Clause.RETENTION, replace(provider.READ[Clause.RETENTION]))


def test_a_plan_no_agreement_covers_is_named_with_its_feature(late):
    assert "plan_uncovered" not in failing(late)
    late.features.add_model("Support reply", ModelFacts(vendor=NAME, model="talk-2", plan="free", region="EU"))
    assert failing(late)["plan_uncovered"] == "no agreement in force covers its plan free"
    rows = {row.plan: row for row in late.vendor_traffic.exposure()}
    assert (rows["enterprise"].agreement, rows["free"].agreement) == ("AGR-1", "")
    late.agreements.set("AGR-1", AgreementFacts(plan="enterprise; Free"))
    assert "plan_uncovered" not in failing(late), "an agreement may name several plans"


def test_an_export_of_the_account_sets_every_project_and_names_what_it_lacks(late, tmp_path):
    file = tmp_path / "settings.csv"
    file.write_text("Project,Data sharing\nchat,disabled\nevaluation,disabled\nnew,enabled\n", encoding="utf-8")
    told = late.vendor_relations.import_projects(NAME, file, ProjectFacts(Training.UNKNOWN), dry_run=True)
    assert told.sentence == "Example Models: training off in 2 of 3 projects"
    assert told.warnings[-1] == "triage is on record, and not in the file"
    assert "not: evaluation (on)" in failing(late)["training_setting"]
    done = late.vendor_relations.import_projects(NAME, file, ProjectFacts(Training.UNKNOWN))
    assert failing(late)["training_setting"] == "3 of 4 projects opted out of training; not: new (on)"
    late.log.undo(done.batch)
    assert "not: evaluation (on)" in failing(late)["training_setting"]
    answer = tmp_path / "projects.json"
    shared = '{"projects": [{"name": "chat", "settings": {"data_sharing": false}}, {"name": "triage"}]}'
    answer.write_text(shared, encoding="utf-8")
    told = late.vendor_relations.import_projects(NAME, answer, ProjectFacts(Training.UNKNOWN))
    assert told.sentence == "Example Models: training off in 1 of 2 projects"
    assert "not: triage (unknown), evaluation (on)" in failing(late)["training_setting"].replace(" and ", ", ")


def test_an_agreement_does_not_end_before_it_began(late):
    for facts, why in (
        (AgreementFacts(effective=date(2026, 6, 1), expires=date(2026, 5, 31)), "it expires on 2026-05-31"),
        (AgreementFacts(effective=date(2026, 6, 1), ended=date(2026, 5, 31)), "it ends on 2026-05-31"),
    ):
        with pytest.raises(Refused, match=why):
            late.agreements.add(NAME, facts)
    with pytest.raises(NotFound, match="document of this vendor"):
        late.agreements.add(NAME, AgreementFacts(document="doc-99"))
