"""What workbooks and reports show, from one state of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk import __version__
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.models.vendors import Vendor
from grcdesk.paths import DeskPaths
from grcdesk.schemas.audits.audits import EngagementRow
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.schemas.exports.provenance import Provenance
from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.schemas.vendors.memo import VendorMemo
from grcdesk.services.audits import audits
from grcdesk.services.common import frameworks
from grcdesk.services.common.context import Context
from grcdesk.services.common.dates import judged_on, two_dates
from grcdesk.services.common.in_force import engagement
from grcdesk.services.common.recorded import recorded
from grcdesk.services.controls import controls, gap, snapshots
from grcdesk.services.controls import reading as control_reading
from grcdesk.services.coverage import coverage, quiet
from grcdesk.services.evidence import looks
from grcdesk.services.evidence import reading as evidence_reading
from grcdesk.services.exports import changes, control_facts, handovers, in_force, provenance
from grcdesk.services.exports.provenance import HeldInForce, known
from grcdesk.services.exports.sheets.gathering import sheets_of
from grcdesk.services.features import reading as feature_reading
from grcdesk.services.programme import reading as programme_reading
from grcdesk.services.programme.criteria import judged as judged_criteria
from grcdesk.services.returned import reading as returned_reading
from grcdesk.services.returned.auditors import AuditorCells
from grcdesk.services.reviews import lines as review_lines
from grcdesk.services.soa import pages as soa_pages
from grcdesk.services.vendors import files as vendor_files
from grcdesk.services.vendors import reading as vendor_reading

_MONTHS = 6
"""Length of the period whose earliest clean start the gap report names; the shortest that is customary."""


def gathered(context: Context, as_of: date | None) -> Matrix:
    """Everything the workbook shows, of the desk as it is now.

    Raises:
        Refused: for a day still to come.
    """
    day = judged_on(context, as_of)
    held = known(context)
    # before anything is judged: bytes that failed cover nothing
    broken = looks.look(context.store)
    with context.store.read() as session:
        return gather(session, two_dates(context, session, day), held, broken, context.store.paths)


def gather(session: Session, dates: TwoDates, held: HeldInForce, broken: Mapping[str, str], paths: DeskPaths) -> Matrix:
    """Everything the workbook shows, from one state of the desk.

    Args:
        session: sees that state.
        dates: the day that dates are judged on, and up to where the records go.
        held: the catalogs of the desk, and the limits in force.
        broken: by artefact, why its bytes are not those that were taken in.
        paths: of the desk, where rows of populations lie.
    """
    catalogs, limits = held
    day = dates.judged
    keys = control_reading.keys(session, "", "", day)
    artefacts = evidence_reading.rows(session, evidence_reading.keys(session, "", "", day))
    asked = coverage.question(session, day)
    reach = coverage.judged(session, asked) if asked else []
    details = controls.details(session, keys, day)
    tests = controls.test_attributes(session, keys)
    vendor_rows = session.scalars(select(Vendor).order_by(col(Vendor.position))).all()
    final = snapshots.standing(session, day)
    handed = handovers.last(session, dates.entry)
    accounts, remarks = review_lines.lines(session, asked.period if asked else None)
    return Matrix(
        dates=dates,
        scope=programme_reading.view(session),
        catalogs=catalogs,
        settings=in_force.settings(details, vendor_reading.policy(session), limits),
        summary=gap.summary(session, day),
        controls=tuple(details),
        criteria=tuple(judged_criteria(session, day)),
        mappings=tuple(chain.from_iterable(detail.mappings for detail in details)),
        tests=tuple(chain.from_iterable(tests[key] for key in keys)),
        changes=tuple(changes.changes(session, handed)),
        since=changes.since(handed),
        version=__version__,
        frameworks=frameworks.listed(session),
        final=final,
        moved=tuple(snapshots.moved(session, final.id, snapshots.NOW, day)) if final else (),
        period=asked.period if asked else None,
        coverage=tuple(reach),
        clean=coverage.clean(session, _MONTHS, day),
        verdicts={one.id: one.worst for one in coverage.by_criterion(session, reach) if one.worst},
        reviews=tuple(accounts),
        remarks=tuple(remarks),
        evidence=tuple(artefacts),
        features=feature_reading.details(session, feature_reading.cards(session)),
        vendors=tuple(vendor_files.judged(session, vendor_rows, day)),
        quiet=tuple(quiet.listed(session)),
        broken=broken,
        changed=provenance.changed(session, final, details, day),
        handovers=tuple(handovers.listed(session)),
        audit=sheets_of(session, paths, _engagement(session), details, day),
        entered={name: by for name, (by, _) in recorded(session, "evidence").items()},
        facts=control_facts.facts(session, day),
        origin=(origin := returned_reading.origin(session, dates, handed)),
        auditor=AuditorCells(session, origin.engagement).shown(),
        statements=tuple(soa_pages.standing(session, day)),
    )


def _engagement(session: Session) -> EngagementRow:
    held = engagement(session).id
    return next(row for row in audits.rows(session) if row.id == held)


def memo(session: Session, vendor: str, source: Provenance) -> VendorMemo:
    """Everything the memo on a vendor shows, from one state of the desk."""
    judged = vendor_files.judged(session, [vendor_reading.find(session, vendor)], source.dates.judged)[0]
    answering = {key for one in judged.file.expected for key in one.controls}
    return VendorMemo(
        provenance=source,
        judged=judged,
        controls=dict(
            session.execute(select(col(Control.id), col(Control.title)).where(col(Control.id).in_(answering))).all()
        ),
    )
