"""One word on each paper of a vendor: no good one for less than the paper says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from grcdesk.rules.vendors.file import judge
from grcdesk.rules.vendors.glance import glance
from grcdesk.schemas.vendors.file import AgreementRow, Level, PackageRow, VendorFile
from grcdesk.schemas.vendors.glance import Mark, VendorGlance
from grcdesk.terms.vendors import Clause, ClauseAnswer, Data, DocumentKind, PackageItem, PackageStatus, Training
from reports import vendor_records as records

TODAY = date(2026, 11, 21)
FILE = records.provider()
OFF = tuple(replace(one, training=Training.OFF) for one in FILE.projects)


def of(made: VendorFile) -> VendorGlance:
    return glance(judge(made, TODAY))


def plain(made: VendorFile) -> VendorFile:
    """The same of a vendor that gets no data and is no model provider."""
    row = replace(made.detail.row, model_provider=False)
    return replace(made, detail=replace(made.detail, row=row, data=Data.NONE))


def agreed(*clauses: object, **changes: object) -> AgreementRow:
    return replace(records.agreement(), clauses=clauses or records.CLAUSES, **changes)


NO_PAPER = replace(FILE, agreements=(), projects=())


@pytest.mark.parametrize(
    ("made", "mark"),
    [
        (replace(FILE, projects=OFF), Mark("off")),
        (FILE, Mark("2 of 3", Level.FAILS)),
        (replace(FILE, projects=(), agreements=()), Mark("?", Level.FAILS)),
        (
            replace(FILE, projects=(), agreements=(agreed(records.clause(Clause.TRAINING_CONTRACT, ClauseAnswer.NO)),)),
            Mark("no", Level.FAILS),
        ),
        (plain(NO_PAPER), Mark()),
        (replace(plain(NO_PAPER), projects=OFF), Mark("?", Level.FAILS)),
    ],
)
def test_training_is_off_by_contract_and_by_every_setting(made, mark):
    assert of(made).training == mark


@pytest.mark.parametrize(
    ("clauses", "mark"),
    [
        ((records.clause(Clause.RETENTION, amount=30),), Mark("30 d")),
        ((records.clause(Clause.RETENTION, amount=900),), Mark("900 d", Level.FAILS)),
        ((records.clause(Clause.RETENTION),), Mark("words", Level.FAILS)),
        ((records.clause(Clause.RETENTION, ClauseAnswer.PARTIAL),), Mark("words", Level.FAILS)),
        ((records.clause(Clause.RETENTION, ClauseAnswer.SILENT),), Mark("silent", Level.FAILS)),
        ((records.clause(Clause.PLAN),), Mark("?", Level.FAILS)),
    ],
)
def test_retention_is_a_number_or_what_is_lacking(clauses, mark):
    assert of(replace(FILE, agreements=(agreed(*clauses),))).retention == mark


def test_a_vendor_that_gets_no_data_owes_no_agreement():
    found = of(plain(NO_PAPER))
    assert (found.dpa, found.retention) == (Mark(), Mark())
    assert of(NO_PAPER).dpa == Mark("none", Level.FAILS)


def test_an_agreement_is_a_yes_when_none_of_its_terms_fails():
    whole = [replace(one, amount=one.amount or 24, answer=ClauseAnswer.YES) for one in records.CLAUSES]
    whole = [replace(one, dated=date(2026, 1, 1)) for one in whole]
    early = replace(FILE, detail=replace(FILE.detail, first_use=date(2026, 3, 1)))
    assert of(replace(early, agreements=(agreed(*whole),))).dpa == Mark("yes")
    one_bad = [replace(one, answer=ClauseAnswer.NO) if one.clause is Clause.DELETION else one for one in whole]
    assert of(replace(early, agreements=(agreed(*one_bad),))).dpa == Mark("1 fails", Level.FAILS)
    two_bad = [replace(one, answer=ClauseAnswer.NO) if one.clause is Clause.PLAN else one for one in one_bad]
    assert of(replace(early, agreements=(agreed(*two_bad),))).dpa == Mark("2 fail", Level.FAILS)


def test_what_is_said_for_one_feature_is_said_by_its_own_agreement():
    own = agreed(records.clause(Clause.RETENTION, amount=7), id="AGR-2", feature="AIF-1")
    assert of(replace(FILE, agreements=(own, agreed()))).retention.text == "30 d"


def said(status: PackageStatus) -> PackageRow:
    return PackageRow(PackageItem.ISO27001, status, "why", "Tom L", "", None, "", None, "")


ISO = records.document("DOC-7", DocumentKind.ISO27001)


@pytest.mark.parametrize(
    ("documents", "package", "mark"),
    [
        ((), (), Mark("none", Level.FAILS)),
        ((), (said(PackageStatus.WAIVED),), Mark("waived")),
        ((), (said(PackageStatus.REQUESTED),), Mark("asked", Level.FAILS)),
        ((ISO,), (), Mark("kept")),
        ((replace(ISO, expires=date(2027, 1, 1)),), (), Mark("to 2027-01")),
        ((replace(ISO, expires=date(2026, 11, 20)),), (), Mark("to 2026-11", Level.FAILS)),
    ],
)
def test_a_certificate_in_a_word(documents, package, mark):
    assert of(replace(FILE, documents=documents, package=package)).iso == mark


def test_a_report_reaches_to_the_last_day_it_covers_and_fails_with_its_gaps():
    assert of(FILE).soc2 == Mark("to 2026-07", Level.FAILS)
    assert of(replace(FILE, documents=())).soc2.text == "none"
    row = replace(plain(FILE).detail.row, tier=records.Tier.LOW)
    low = replace(plain(FILE), detail=replace(plain(FILE).detail, row=row), documents=())
    assert of(low).soc2 == Mark()


@pytest.mark.parametrize(
    ("clauses", "region", "mark"),
    [
        ((records.clause(Clause.PLAN),), "EU", Mark("US", Level.FAILS)),
        ((records.clause(Clause.REGION_STORAGE, value="EU; UK"),), "EU", Mark("EU UK", Level.FAILS)),
    ],
)
def test_regions_are_those_of_the_agreement_before_those_of_the_record(clauses, region, mark):
    uses = tuple(replace(one, region=region) for one in FILE.uses)
    found = of(replace(FILE, uses=uses, agreements=(agreed(*clauses),))).region
    assert found.text == mark.text
