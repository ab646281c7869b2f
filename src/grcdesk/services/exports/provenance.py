"""Where a file comes from, gathered for whatever is written: workbooks, documents, packages."""

from __future__ import annotations

from sqlmodel import Session

from grcdesk import __version__
from grcdesk.schemas.catalogs import CatalogRow
from grcdesk.schemas.checks import Limit
from grcdesk.schemas.provenance import Provenance
from grcdesk.schemas.two_dates import TwoDates
from grcdesk.services.catalogs.catalogs import Catalogs
from grcdesk.services.common.context import Context
from grcdesk.services.controls import controls, snapshots
from grcdesk.services.controls import reading as control_reading
from grcdesk.services.coverage.checks import Checks
from grcdesk.services.exports import handovers, in_force
from grcdesk.services.exports.calling import called_final
from grcdesk.services.programme import reading as programme_reading
from grcdesk.services.vendors import reading as vendor_reading

Known = tuple[tuple[CatalogRow, ...], tuple[Limit, ...]]
"""The catalogs of a desk, and the limits in force."""


def known(context: Context) -> Known:
    """Both, asked before the session in which a file is gathered."""
    listed = tuple(row for row in Catalogs(context).list() if row.in_desk)
    return listed, tuple(Checks(context).list())


def provenance(session: Session, dates: TwoDates, held: Known) -> Provenance:
    """The same as the workbook says of itself, for a file that is made of less.

    Args:
        session: sees the state the file is made of.
        dates: the day it is judged on, and up to where the records go.
        held: from `known`.
    """
    catalogs, limits = held
    day = dates.judged
    details = controls.details(session, control_reading.keys(session, "", "", day), day)
    standing = snapshots.standing(session, day)
    return Provenance(
        scope=programme_reading.view(session),
        dates=dates,
        catalogs=catalogs,
        settings=in_force.settings(details, vendor_reading.policy(session), limits),
        version=__version__,
        assessment=standing,
        moved=len(snapshots.moved(session, standing.id, snapshots.NOW, day)) if standing else 0,
        handovers=tuple(handovers.listed(session)),
        called_final=called_final(),
    )
