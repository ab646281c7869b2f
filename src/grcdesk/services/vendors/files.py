"""The files of vendors, read together: so many queries, whatever the number of vendors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.agreements import Agreement, DpaClause
from grcdesk.models.base import Row, col
from grcdesk.models.evidence import Evidence
from grcdesk.models.features import Feature, FeatureModel
from grcdesk.models.vendors import (
    AccountProject,
    ExpectedControl,
    PackageEntry,
    ReportReview,
    Subprocessor,
    Vendor,
    VendorContact,
    VendorDocument,
)
from grcdesk.rules.vendors import file as vendor_file
from grcdesk.rules.vendors import providers
from grcdesk.schemas.programme import Period
from grcdesk.schemas.vendors import file as out
from grcdesk.schemas.vendors.reviews import ReviewRow
from grcdesk.schemas.vendors.vendors import ContactRow
from grcdesk.services.common.in_force import engagement
from grcdesk.services.vendors import reading, writing
from grcdesk.services.vendors.review_reading import views
from grcdesk.terms import Answer, FeatureStatus

R = TypeVar("R", bound=Row)
T = TypeVar("T")
_CHUNK = 500


def judged(session: Session, vendors: Sequence[Vendor], today: date) -> list[out.JudgedFile]:
    """Their files, judged on that day, in that order."""
    return [vendor_file.judge(file, today) for file in files(session, vendors, today)]


def files(session: Session, vendors: Sequence[Vendor], today: date) -> list[out.VendorFile]:
    """Their files as they stand."""
    law, own, ways = reading.policy(session), period(session), reading.treatment(session)
    made: list[out.VendorFile] = []
    for start in range(0, len(vendors), _CHUNK):
        some = vendors[start : start + _CHUNK]
        parts = _Parts(session, [one.id for one in some])
        made += [
            out.VendorFile(
                detail=writing.detail(one, law, today, ways),
                policy=law,
                period=own,
                **{name: tuple(found[one.id]) for name, found in parts.found.items()},
            )
            for one in some
        ]
    return made


def period(session: Session) -> Period | None:
    """Our own audit period."""
    row = engagement(session)
    return Period(row.period_start, row.period_end) if row.period_start and row.period_end else None


class _Parts:
    """Everything that hangs on some vendors, by vendor."""

    def __init__(self, session: Session, vendors: Sequence[str]) -> None:
        self._session = session
        self._vendors = vendors
        self._wanted = frozenset(vendors)
        self.found: dict[str, dict[str, list[Any]]] = {
            "contacts": self._of(VendorContact, _contact),
            "documents": self._documents(),
            "package": self._of(PackageEntry, _entry),
            "reports": self._of(ReportReview, _report),
            "expected": self._of(ExpectedControl, _expected),
            "subprocessors": self._of(Subprocessor, _subprocessor),
            "projects": self._of(AccountProject, _project),
            "agreements": self._agreements(),
            "uses": self._uses(),
            "reviews": self._reviews(),
        }

    def _rows(self, model: type[R]) -> list[R]:
        table: Any = model
        # entries of the package have no position: there is one of each item
        order = col(table.position) if hasattr(model, "position") else col(table.id)
        query = select(model).where(col(table.vendor).in_(self._vendors)).order_by(order, col(table.id))
        return list(self._session.scalars(query))

    def _of(self, model: type[R], view: Callable[[R], T]) -> dict[str, list[T]]:
        made: dict[str, list[T]] = defaultdict(list)
        for row in self._rows(model):
            made[row.vendor].append(view(row))  # type: ignore[attr-defined]  # each of these tables has one
        return made

    def _documents(self) -> dict[str, list[out.DocumentRow]]:
        rows = self._rows(VendorDocument)
        hashes = _hashes(self._session, [row.evidence for row in rows if row.evidence])
        made: dict[str, list[out.DocumentRow]] = defaultdict(list)
        for row in rows:
            made[row.vendor].append(document(row, hashes.get(row.evidence, "")))
        return made

    def _agreements(self) -> dict[str, list[out.AgreementRow]]:
        rows = self._rows(Agreement)
        clauses: dict[str, list[out.ClauseRow]] = defaultdict(list)
        query = select(DpaClause).where(col(DpaClause.agreement).in_([row.id for row in rows]))
        for one in self._session.scalars(query):
            clauses[one.agreement].append(clause(one))
        made: dict[str, list[out.AgreementRow]] = defaultdict(list)
        for row in rows:
            made[row.vendor].append(agreement(row, clauses[row.id]))
        return made

    def _reviews(self) -> dict[str, list[ReviewRow]]:
        made: dict[str, list[ReviewRow]] = defaultdict(list)
        for one in views(self._session, vendors=self._vendors):
            made[one.vendor].append(one)
        return made

    def _uses(self) -> dict[str, list[out.Use]]:
        """Models of features whose vendor goes by one of the names of these."""
        known = providers.known(reading.vendor_keys(self._session))
        made: dict[str, list[out.Use]] = defaultdict(list)
        query = (
            select(FeatureModel, Feature)
            .join(Feature, col(Feature.id) == col(FeatureModel.feature))
            .where(col(FeatureModel.vendor) != "", col(Feature.status) != FeatureStatus.RETIRED)
            .order_by(col(Feature.position), col(FeatureModel.position))
        )
        for model, feature in self._session.execute(query):
            vendor = known.get(providers.plain(model.vendor))
            if vendor is not None and vendor in self._wanted:
                made[vendor].append(_use(model, feature))
        return made


def _hashes(session: Session, evidence: Sequence[str]) -> dict[str, str]:
    query = select(col(Evidence.id), col(Evidence.sha256)).where(col(Evidence.id).in_(evidence))
    return {row.id: row.sha256 for row in session.execute(query)} if evidence else {}


def _use(model: FeatureModel, feature: Feature) -> out.Use:
    return out.Use(
        feature=feature.id,
        name=feature.name,
        model=model.model,
        plan=model.plan,
        region=model.region,
        home_region=feature.home_region,
        segments=tuple(feature.segments),
        in_production=feature.status is FeatureStatus.PRODUCTION,
        # unknown is not no: until somebody answers, the data of customers may be in it
        customer_data=Answer.YES in {feature.customer_data, feature.personal_data}
        or None in {feature.customer_data, feature.personal_data},
    )


def document(row: VendorDocument, sha256: str = "") -> out.DocumentRow:
    """A document as screens show it."""
    return out.DocumentRow(
        row.id,
        row.vendor,
        row.kind,
        row.title,
        row.issuer,
        row.issued,
        row.covers_from,
        row.covers_to,
        row.expires,
        row.evidence,
        sha256,
        row.replaced_by,
        row.note,
    )


def agreement(row: Agreement, clauses: Sequence[out.ClauseRow]) -> out.AgreementRow:
    """An agreement with its clauses in their usual order."""
    # clauses come as they were answered; people read them in the order of the list of clauses
    order = list(type(clauses[0].clause)) if clauses else []
    return out.AgreementRow(
        row.id,
        row.vendor,
        row.kind,
        row.title,
        row.plan,
        row.feature,
        row.document,
        row.sha256,
        row.signed_by_us,
        row.signed_by_them,
        row.effective,
        row.expires,
        row.ended,
        tuple(sorted(clauses, key=lambda one: order.index(one.clause))),
    )


def clause(row: DpaClause) -> out.ClauseRow:
    """A clause as screens show it."""
    return out.ClauseRow(
        row.clause,
        row.answer,
        row.value,
        row.amount,
        row.dated,
        row.carve_outs,
        row.place,
        row.sha256,
        row.reviewed_by,
        row.reviewed_on,
    )


def _contact(row: VendorContact) -> ContactRow:
    return ContactRow(row.id, row.kind, row.name, row.mail, row.phone)


def _entry(row: PackageEntry) -> out.PackageRow:
    return out.PackageRow(
        row.item,
        row.status,
        row.reason,
        row.approver,
        row.document,
        row.asked_on,
        row.reviewed_by,
        row.reviewed_on,
        row.result,
    )


def _report(row: ReportReview) -> out.ReportRow:
    return out.ReportRow(
        row.id,
        row.document,
        Period(row.period_from, row.period_to) if row.period_from and row.period_to else None,
        tuple(row.categories),
        row.opinion,
        row.auditor,
        row.exceptions,
        row.subservice,
        row.conclusion,
        row.follow_ups,
        row.reviewer,
        row.reviewed_on,
    )


def _expected(row: ExpectedControl) -> out.ExpectedRow:
    return out.ExpectedRow(row.id, row.kind, row.what, row.report, tuple(row.controls), row.accepted, row.approver)


def _subprocessor(row: Subprocessor) -> out.SubprocessorRow:
    return out.SubprocessorRow(
        row.id,
        row.name,
        row.service,
        row.region,
        row.announced,
        row.notice_days,
        row.announced + timedelta(days=row.notice_days) if row.announced else None,
        row.decision,
        row.decided_by,
        row.decided_on,
        row.reason,
        row.removed,
        row.website,
        row.since,
    )


def _project(row: AccountProject) -> out.ProjectRow:
    return out.ProjectRow(row.id, row.name, row.training, row.region, row.as_of, row.evidence)
