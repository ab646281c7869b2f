"""Which providers are used, and whether records know them: features and imported logs against vendors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.evidence import Evidence
from grcdesk.models.features import Feature, FeatureModel
from grcdesk.models.imports import ImportRecord
from grcdesk.models.unreadable import stored_day, stored_json
from grcdesk.models.vendors import Vendor
from grcdesk.rules.vendors import providers
from grcdesk.rules.vendors import traffic as rules
from grcdesk.rules.vendors.exposure import exposed, unknown_rows
from grcdesk.schemas.vendors.file import JudgedFile
from grcdesk.schemas.vendors.papers import VendorExposure
from grcdesk.schemas.vendors.traffic import Looked, NamedProvider, Seen, TrafficView, UnknownProvider
from grcdesk.services.common.context import Service
from grcdesk.services.vendors import files as vendor_files
from grcdesk.services.vendors import reading
from grcdesk.terms import Answer, FeatureStatus

LOGS = ("gateway", "bedrock")
"""Importers of logs that show requests to models."""
_IN_USE = (FeatureStatus.PILOT, FeatureStatus.PRODUCTION)


class VendorTraffic(Service):
    """Questions about providers."""

    def view(self, *, as_of: date | None = None) -> TrafficView:
        """The traffic of imported logs, provider by provider, held against what is on record."""
        with self._store.read() as session:
            return view(session, as_of or self._today())

    def exposure(self, *, as_of: date | None = None) -> list[VendorExposure]:
        """Feature by vendor and model: plan, region, retention, training, customer segments. From records alone.

        A provider no vendor record knows, and a feature in production that names none, is a row as well.
        """
        with self._store.read() as session:
            known = providers.known(reading.vendor_keys(session))
            rows = list(session.scalars(select(Vendor).order_by(col(Vendor.position))))
            found = exposed(vendor_files.judged(session, rows, as_of or self._today()))
            return found + unknown_rows(named(session), bare(session), known)

    def unknown(self, *, as_of: date | None = None) -> Sequence[UnknownProvider]:
        """Providers that features name or logs show, and that no vendor record knows."""
        with self._store.read() as session:
            return unknown(session, as_of or self._today())

    def looked(self, files: Sequence[JudgedFile], *, as_of: date | None = None) -> Looked:
        """Over how much a sentence about these files is said."""
        on = as_of or self._today()
        with self._store.read() as session:
            known = providers.known(reading.vendor_keys(session))
            return providers.looked(files, named(session), unknown(session, on), known, on)


@dataclass(frozen=True, slots=True)
class _Feature:
    """A feature in use and in scope."""

    id: str
    name: str
    owner: str
    status: FeatureStatus
    added: date


def features(session: Session) -> list[rules.RoutedFeature]:
    """Features in use and in scope, with the providers they name."""
    uses: dict[str, list[NamedProvider]] = {}
    for one in named(session):
        uses.setdefault(one.feature, []).append(one)
    return [
        rules.RoutedFeature(
            row.id, row.name, row.owner, row.status is FeatureStatus.PRODUCTION, row.added, tuple(uses.get(row.id, ()))
        )
        for row in _features(session)
    ]


def named(session: Session) -> list[NamedProvider]:
    """Providers as features in use and in scope name them; models of our own have none."""
    by_id = {row.id: row for row in _features(session)}
    query = select(FeatureModel).where(col(FeatureModel.vendor) != "").order_by(col(FeatureModel.position))
    found = []
    for model in session.scalars(query):
        row = by_id.get(model.feature)
        if row is not None:
            production = row.status is FeatureStatus.PRODUCTION
            found.append(
                NamedProvider(
                    model.vendor,
                    row.id,
                    row.name,
                    row.owner,
                    production,
                    row.added,
                    model.model,
                    model.plan,
                    model.region,
                )
            )
    return found


def bare(session: Session) -> list[tuple[str, str]]:
    """Id and name of features in production of which neither provider nor model is on record."""
    told = set(session.scalars(select(col(FeatureModel.feature))))
    rows = (row for row in _features(session) if row.status is FeatureStatus.PRODUCTION)
    return [(row.id, row.name) for row in rows if row.id not in told]


def _features(session: Session) -> list[_Feature]:
    query = (
        select(*(col(Feature.id), col(Feature.name), col(Feature.owner), col(Feature.status), col(Feature.added_on)))
        .where(col(Feature.status).in_(_IN_USE), col(Feature.in_scope) != Answer.NO)
        .order_by(col(Feature.position))
    )
    return [_Feature(*row) for row in session.execute(query)]


def seen(session: Session, on: date) -> list[Seen]:
    """What imported logs show of requests up to a day; logs that were rejected or superseded show nothing."""
    newer = select(col(Evidence.supersedes)).where(col(Evidence.supersedes) != "", col(Evidence.rejected) == "")
    query = (
        select(col(ImportRecord.id), col(ImportRecord.report))
        .join(Evidence, col(Evidence.id) == col(ImportRecord.id))
        .where(
            col(ImportRecord.importer).in_(LOGS),
            col(Evidence.rejected) == "",
            col(Evidence.id).not_in(newer),
        )
        .order_by(col(Evidence.position))
    )
    return [
        one
        for name, text in session.execute(query)
        for one in _of(name, stored_json(text, dict[str, Any]()), on)
        if one.first <= on
    ]


def _of(evidence: str, report: Mapping[str, Any], on: date) -> Iterator[Seen]:
    """The requests of one log up to a day."""
    if "traffic" not in report:
        yield from _apart(evidence, report)
        return
    # day by day: asked about an earlier day, what came after it was not known then
    for one in report["traffic"]:
        daily = tuple((stored_day(day), number) for day, number in sorted(one["days"].items()))
        daily = tuple((day, number) for day, number in daily if day <= on)
        if daily:
            names = (one["provider"], one["model"], one["route"], one["region"])
            yield Seen(*names, daily[0][0], daily[-1][0], sum(number for _, number in daily), evidence, daily)


def _apart(evidence: str, report: Mapping[str, Any]) -> Iterator[Seen]:
    """Of a report of an earlier version: it knows the names apart, and the days of all together."""
    if not (report.get("period_from") and report.get("period_to")):
        return
    first, last = stored_day(report["period_from"]), stored_day(report["period_to"])
    totals = report.get("totals", {})
    makers, routes = totals.get("providers", {}), totals.get("routes", {})
    sole = next(iter(makers)) if len(makers) == 1 else ""  # with one provider every route is its own
    if not (sole and routes):
        for provider, events in makers.items():
            yield Seen(provider, "", "", "", first, last, events, evidence, apart=True)
    for route, events in routes.items():
        yield Seen(sole, "", route, "", first, last, events, evidence, apart=True)


def unknown(session: Session, on: date) -> tuple[UnknownProvider, ...]:
    """Providers no vendor record knows, those in use first."""
    return providers.unknown(named(session), seen(session, on), providers.known(reading.vendor_keys(session)))


def view(session: Session, on: date) -> TrafficView:
    """Everything that is asked of traffic, from one state of the desk."""
    keys = reading.vendor_keys(session)
    known = providers.known(keys)
    rows = list(session.scalars(select(Vendor).order_by(col(Vendor.position))))
    judged = vendor_files.judged(session, rows, on)
    events = seen(session, on)
    held = rules.Held(known, {one.file.detail.row.id: one for one in judged}, features(session))
    uses = named(session)
    unknowns = providers.unknown(uses, events, known)
    return TrafficView(
        as_of=on,
        logs=tuple(dict.fromkeys(one.evidence for one in events)),
        rows=rules.rows(events, held),
        unrouted=rules.unrouted(events, held),
        looked=providers.looked(judged, uses, unknowns, known, on),
    )
