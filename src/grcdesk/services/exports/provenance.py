"""Where a file comes from, gathered for whatever is written: workbooks, documents, packages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk import __version__
from grcdesk.models.base import col
from grcdesk.models.gap import SnapshotControl
from grcdesk.schemas.catalogs.catalogs import CatalogRow
from grcdesk.schemas.controls.controls import ControlDetail
from grcdesk.schemas.controls.gap import Moved, SnapshotRow
from grcdesk.schemas.coverage.checks import Limit
from grcdesk.schemas.exports.provenance import Provenance
from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.services.catalogs import catalogs
from grcdesk.services.common.context import Context
from grcdesk.services.controls import controls, snapshots
from grcdesk.services.controls import reading as control_reading
from grcdesk.services.coverage.checks import Checks
from grcdesk.services.exports import handovers, in_force
from grcdesk.services.programme import reading as programme_reading
from grcdesk.services.vendors import reading as vendor_reading
from grcdesk.terms import Status, Support
from grcdesk.wording import word

HeldInForce = tuple[tuple[CatalogRow, ...], tuple[Limit, ...]]
"""The catalogs of a desk, and the limits in force."""


def known(context: Context) -> HeldInForce:
    """Both, asked before the session in which a file is gathered."""
    return tuple(catalogs.held(context.store)), tuple(Checks(context).list())


def changed(
    session: Session, standing: SnapshotRow | None, details: Sequence[ControlDetail], day: date
) -> dict[str, str]:
    """By control, what of it is no longer as the finalised assessment has it; what bears it out counts as well."""
    if standing is None:
        return {}
    found = {one.control: _moved(one) for one in snapshots.moved(session, standing.id, snapshots.NOW, day)}
    frozen = select(SnapshotControl).where(col(SnapshotControl.snapshot) == standing.id)
    then = {row.control: row.support for row in session.scalars(frozen)}
    # an artefact that was rejected since moves no field of the assessment, and yet it is no longer borne out
    for detail in details:
        now = detail.row.support
        if detail.row.id in then and then[detail.row.id] is not now:
            told = f"support from {_said(then[detail.row.id])} to {_said(now)}"
            found[detail.row.id] = "; ".join(part for part in (found.get(detail.row.id, ""), told) if part)
    return found


def _moved(one: Moved) -> str:
    status = [] if one.before is one.after else [f"status from {_said(one.before)} to {_said(one.after)}"]
    return "; ".join([*status, *(name for name, _, _ in one.fields)])


def _said(term: Status | Support | None) -> str:
    return word(term) if term is not None else "none"


def provenance(session: Session, dates: TwoDates, held: HeldInForce, *, final: bool = False) -> Provenance:
    """The same as the workbook says of itself, for a file that is made of less.

    Args:
        session: sees the state the file is made of.
        dates: the day it is judged on, and up to where the records go.
        held: from `known`.
        final: whether a person calls the file final; whoever asks for that has refused what is none.
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
        moved=len(changed(session, standing, details, day)),
        handovers=tuple(handovers.listed(session)),
        called_final=final,
    )
