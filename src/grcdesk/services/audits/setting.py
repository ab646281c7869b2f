"""Setting fields of an engagement: checked on their way in."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import BadInput
from grcdesk.models.audits import FIRST_FRAMEWORKS, Engagement, EngagementVendor
from grcdesk.rules.controls.gap import person
from grcdesk.schemas.audits.audits import EngagementChange
from grcdesk.schemas.programme import Period
from grcdesk.schemas.unset import Unset
from grcdesk.services.common.in_force import check_period
from grcdesk.services.programme.reading import chosen
from grcdesk.services.vendors.reading import find as find_vendor
from grcdesk.terms.audits import EngagementKind
from grcdesk.terms.vendors import Method
from grcdesk.text import clean

ISO_FRAMEWORKS = ("iso27001-2022-annex-a",)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_LONGEST = 200
"""Letters of the value of a parameter."""


def frameworks_of(kind: EngagementKind) -> list[str]:
    """The frameworks an engagement of that kind is about unless somebody says otherwise."""
    return [*(ISO_FRAMEWORKS if kind.value.startswith("iso") else FIRST_FRAMEWORKS)]


def apply(session: Session, row: Engagement, change: EngagementChange) -> None:
    """Set what the change names.

    Raises:
        Refused: for a period that does not fit the kind.
        BadInput: for an unknown zone, a lead that is no person, a parameter that cannot be read.
        NotFound: for a vendor that is not on record.
    """
    _scope(row, change)
    if not isinstance(change.firm, Unset):
        row.firm = clean(change.firm.strip(), "firm")
    if not isinstance(change.lead, Unset):
        row.lead = clean(person(change.lead, "the lead"), "lead")
    if not isinstance(change.report_due, Unset):
        row.report_due = change.report_due
    if not isinstance(change.lane, Unset):
        row.lane = change.lane
    if change.parameters:
        row.parameters = _parameters(row, change)
    for vendor, method in change.methods:
        _treat(session, row, vendor, method)


def _scope(row: Engagement, change: EngagementChange) -> None:
    """Kind, days, categories, zone: what decides its scope and its verdicts."""
    _kind_and_period(row, change)
    if not isinstance(change.categories, Unset):
        row.categories = [one.value for one in chosen(change.categories)]
    if not isinstance(change.zone, Unset):
        row.zone = _known_zone(change.zone)


def _kind_and_period(row: Engagement, change: EngagementChange) -> None:
    if not isinstance(change.kind, Unset):
        # frameworks a person chose stay while the new kind asks for the same ones
        if frameworks_of(row.kind) != frameworks_of(change.kind):
            row.frameworks = frameworks_of(change.kind)
        row.kind = change.kind
    if not isinstance(change.period, Unset):
        row.period_start = change.period.start if change.period else None
        row.period_end = change.period.end if change.period else None
    # also where only the kind moved: a report of one day takes no period of a year
    if row.period_start and row.period_end:
        check_period(row.kind, Period(row.period_start, row.period_end))


def _known_zone(zone: str) -> str:
    if zone:
        clock.find_zone(zone)
    return zone


def _parameters(row: Engagement, change: EngagementChange) -> list[str]:
    held = dict(one.split("=", 1) for one in row.parameters)
    for name, value in change.parameters:
        if not _NAME.fullmatch(name):
            raise BadInput(f"{name!r} is no name of a parameter", hint="small letters, digits and _, like max_key_age")
        if len(value) > _LONGEST:
            raise BadInput(f"the value of {name} is longer than {_LONGEST} letters")
        held[name] = clean(value.strip(), name)
    return [f"{name}={value}" for name, value in sorted(held.items()) if value]


def _treat(session: Session, row: Engagement, name: str, method: Method | None) -> None:
    vendor = find_vendor(session, name)
    key = f"{row.id}/{vendor.id}"
    held = session.get(EngagementVendor, key)
    if method is None:
        if held is not None:
            session.delete(held)
    elif held is None:
        session.add(EngagementVendor(id=key, engagement=row.id, vendor=vendor.id, method=method))
    else:
        held.method = method
