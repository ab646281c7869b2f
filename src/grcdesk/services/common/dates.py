"""The two dates of a document, from the desk it is made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import Refused
from grcdesk.models.unreadable import stored_moment
from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.services.common import handing_out
from grcdesk.services.common.context import Context
from grcdesk.store import journal


def judged_on(context: Context, as_of: date | None) -> date:
    """The day a document is judged on: the one told, or today; of a desk as it stood the day it stood on.

    Raises:
        Refused: for a day still to come; a document tells what was, lists may look ahead.
    """
    if as_of is not None and as_of > clock.today(context.zone):
        raise Refused(
            f"a document cannot be judged on {as_of}, which is still to come",
            hint="lists look ahead: grcdesk due --as-of DATE",
        )
    return as_of or context.today()


def two_dates(context: Context, session: Session, day: date) -> TwoDates:
    """That day, the last entry that changed data, and what every reader of the document must know.

    Raises:
        Newer, Unwritable, Refused: when no file is handed out now, see `handing_out.marks`.
    """
    return replace(looked_at(context, session, day), marks=handing_out.marks(context.store))


def looked_at(context: Context, session: Session, day: date) -> TwoDates:
    """The same for what is shown on this screen alone: nothing is handed out, so nothing is asked of the log."""
    head = journal.head(session.connection(), changes_only=True)
    recorded = stored_moment(head.ts)
    zone = clock.find_zone(context.zone) if context.zone else None
    stood = context.moment.day if context.moment else None
    return TwoDates(day, head.seq, head.hash, recorded, recorded.astimezone(zone).date(), stood)
