"""What a package must hold by tier, which document answers an item, and what fails in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from grcdesk.rules.vendors import package as rules
from grcdesk.schemas.vendors.file import DocumentRow, Level, PackageLine, PackageRow, VendorFile
from grcdesk.terms.vendors import DocumentKind, PackageItem, PackageStatus, Tier
from reports import vendor_records as records

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)
P, K = PackageItem, DocumentKind
CORE = {P.SOC2_REPORT, P.ISO27001, P.DPA, P.INCIDENT_NOTICE, P.SECURITY_CONTACT}


@pytest.mark.parametrize(
    ("tier", "items"),
    [
        (Tier.CRITICAL, CORE | {P.SUBPROCESSORS, P.CONTINUITY, P.EXIT_PLAN}),
        (Tier.HIGH, CORE | {P.SUBPROCESSORS}),
        (Tier.MEDIUM, {P.DPA, P.SECURITY_CONTACT}),
        (Tier.LOW, {P.SECURITY_CONTACT}),
    ],
)
def test_what_is_needed_by_tier_and_of_a_model_provider_whatever_its_tier(tier, items):
    assert rules.required(tier, model_provider=False) == items
    models = CORE | {P.MODEL_TERMS, P.SUBPROCESSORS, P.ACCOUNT_SETTINGS}
    assert rules.required(tier, model_provider=True) == items | models


def test_every_item_has_a_rule_and_each_document_answers_one_first():
    assert set(rules.PACKAGE) == set(P)
    first = {item: {kind for kind in K if rules.item_of(kind) is item} for item in P}
    assert first[P.SOC2_REPORT] == {K.SOC2_TYPE2, K.SOC2_TYPE1}
    assert first[P.DPA] == {K.DPA}
    assert first[P.INCIDENT_NOTICE] == {K.INCIDENT_NOTICE}
    assert first[P.SECURITY_CONTACT] == set()
    one_each = set(P) - {P.SOC2_REPORT, P.SECURITY_CONTACT}
    assert all(first[item] == {K(item.value)} for item in one_each if item.value in set(K))
    assert all(len(first[item]) == 1 for item in one_each)


@pytest.mark.parametrize(
    ("item", "months"),
    [
        (P.SOC2_REPORT, 15),
        (P.ISO27001, 0),
        (P.DPA, 0),
        (P.MODEL_TERMS, 12),
        (P.SUBPROCESSORS, 12),
        (P.ACCOUNT_SETTINGS, 12),
        (P.PENETRATION_TEST, 15),
        (P.QUESTIONNAIRE, 12),
        (P.CONTINUITY, 24),
        (P.EXIT_PLAN, 24),
    ],
)
def test_how_long_a_document_stays_fresh(item, months):
    assert rules.PACKAGE[item].fresh == months
    bare = records.document("DOC-1", K.DPA, issued=date(2026, 1, 31))
    stale = {0: None, 12: date(2027, 1, 31), 15: date(2027, 4, 30), 24: date(2028, 1, 31)}[months]
    assert rules.expiry(bare, months) == stale
    ended = replace(bare, covers_to=date(2025, 12, 31))
    assert rules.expiry(ended, 12) == date(2026, 12, 31), "from the last day it speaks of"
    assert rules.expiry(replace(ended, expires=TODAY), months) == TODAY, "as written on it"
    assert rules.expiry(replace(bare, issued=None), months) is None


def file(*documents: DocumentRow, said: PackageRow | None = None, tier: Tier = Tier.CRITICAL) -> VendorFile:
    made = records.provider()
    detail = replace(made.detail, row=replace(made.detail.row, tier=tier, model_provider=False))
    return replace(made, detail=detail, documents=documents, package=(said,) if said else (), contacts=())


def line(made: VendorFile, item: PackageItem = P.SOC2_REPORT) -> PackageLine:
    return next(one for one in rules.judge(made, TODAY) if one.item is item)


def said(status: PackageStatus, item: PackageItem = P.SOC2_REPORT, **more: object) -> PackageRow:
    made = PackageRow(item, status, "", "", "", None, "", None, "")
    return replace(made, **more)


REPORT = records.document("DOC-1", K.SOC2_TYPE2, covers_from=date(2026, 1, 1), covers_to=date(2026, 6, 30))


@pytest.mark.parametrize(
    ("made", "level", "why"),
    [
        (file(REPORT), None, ""),
        (file(), Level.FAILS, "never asked for"),
        (file(said=said(PackageStatus.WAIVED)), None, ""),
        (file(said=said(PackageStatus.REQUESTED)), Level.FAILS, "asked for, not received"),
        (
            file(said=said(PackageStatus.REQUESTED, asked_on=date(2026, 11, 1))),
            Level.FAILS,
            "asked for on 2026-11-01, not received",
        ),
        (file(said=said(PackageStatus.NOT_OFFERED)), Level.FAILS, "not offered; not waived"),
        (
            file(said=said(PackageStatus.NOT_OFFERED, reason="too small")),
            Level.FAILS,
            "not offered: too small; not waived",
        ),
        (file(said=said(PackageStatus.HAVE)), Level.FAILS, "said to be there, but no document is on file"),
        (file(replace(REPORT, expires=TODAY)), None, ""),
        (file(replace(REPORT, expires=TODAY - DAY)), Level.FAILS, "DOC-1 expired on 2026-11-20"),
        (
            file(replace(REPORT, covers_to=date(2025, 8, 20))),
            Level.FAILS,
            "DOC-1 is stale since 2026-11-20",
        ),
        (file(replace(REPORT, kind=K.SOC2_TYPE1)), Level.FAILS, "DOC-1 is Type I: it says nothing about a period"),
        (file(replace(REPORT, evidence="")), Level.FAILS, "DOC-1 names no artefact: its file is not kept"),
        (file(replace(REPORT, replaced_by="DOC-2")), Level.FAILS, "never asked for"),
        (
            file(replace(REPORT, evidence=""), tier=Tier.LOW),
            Level.WEAK,
            "DOC-1 names no artefact: its file is not kept",
        ),
        (file(tier=Tier.LOW), None, ""),
        (file(said=said(PackageStatus.NOT_OFFERED), tier=Tier.LOW), None, ""),
    ],
)
def test_what_fails_in_an_item(made, level, why):
    found = line(made)
    assert (found.level, found.why) == (level, why)
    assert [point.why for point in rules.points((found,))] == ([why] if level else [])


def test_the_better_kind_comes_first_then_the_newest_unless_a_person_named_one():
    first = replace(REPORT, id="DOC-1", covers_to=date(2026, 3, 31))
    newest = replace(REPORT, id="DOC-2")
    one = replace(REPORT, id="DOC-3", kind=K.SOC2_TYPE1, covers_to=date(2026, 10, 31))
    gone = replace(REPORT, id="DOC-4", covers_to=date(2026, 9, 30), replaced_by="DOC-5")
    assert line(file(first, newest, one, gone)).document == "DOC-2"
    assert line(file(one)).document == "DOC-3"
    named = said(PackageStatus.HAVE, document="DOC-1", result="read")
    found = line(file(first, newest, said=named))
    assert (found.document, found.result, found.covers) == ("DOC-1", "read", "2026-01-01..2026-03-31")


def test_of_documents_without_days_the_one_issued_last_is_the_newest():
    old = records.document("DOC-1", K.DPA, issued=date(2026, 1, 1))
    new = records.document("DOC-2", K.DPA, issued=date(2026, 2, 1))
    bare = records.document("DOC-3", K.DPA, issued=None)
    assert line(file(new, old, bare), P.DPA).document == "DOC-2"
    assert line(file(bare), P.DPA).document == "DOC-3"


@pytest.mark.parametrize("status", PackageStatus)
def test_a_contact_on_record_has_come_whatever_was_said_before(status):
    made = file(said=said(status, P.SECURITY_CONTACT))
    with_contact = replace(made, contacts=records.provider().contacts)
    found = line(with_contact, P.SECURITY_CONTACT)
    came = {PackageStatus.NOT_ASKED, PackageStatus.REQUESTED, PackageStatus.HAVE}
    assert (found.status is PackageStatus.HAVE) is (status in came)
    if status in came:
        assert found.level is None
