"""Records of vendors: checked on the way in, and their next review reckoned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, Refused
from grcdesk.models.base import col
from grcdesk.models.vendors import Vendor
from grcdesk.rules.controls import gap
from grcdesk.rules.vendors import providers
from grcdesk.rules.vendors import review_dates as rules
from grcdesk.schemas.facts import FactKind, FieldFact
from grcdesk.schemas.unset import Unset
from grcdesk.schemas.vendors.vendors import VENDOR_FACTS, VendorDetail, VendorFacts, VendorPolicy
from grcdesk.services.common.days import refuse_ahead
from grcdesk.services.common.ids import next_id
from grcdesk.services.vendors import reading
from grcdesk.terms.vendors import Method, Tier
from grcdesk.text import clean, is_link
from grcdesk.wording import word

_LONG = 32_000
"""Characters a text may have: what fits a workbook's cell."""
_DETAILS = tuple(field.name for field in fields(VendorDetail) if field.name not in {"row", "suggested_tier", "months"})
"""Columns a detail shows as they stand."""
_NEEDED = ("name", "tier", "onboarded")
"""Fields that cannot be cleared."""


def put_new(
    session: Session, wanted: dict[str, Any], today: date, offboarded: date | None
) -> tuple[Vendor, tuple[str, ...]]:
    """A new vendor in the session, checked and reckoned; with what a person should know of it.

    Raises:
        Refused: when the name is taken, or a rule says no.
    """
    name = str(wanted["name"])
    _refuse_taken(session, name)
    _refuse_known(session, str(wanted.get("known_as", "")))
    key, number = next_id(session, Vendor, "VEN")
    # a vendor that was reviewed, or has left, was in use by then
    _refuse_days_ahead(name, wanted, today)
    wanted = {"onboarded": min(today, wanted.get("last_review") or today, offboarded or today), **wanted}
    # its next review is reckoned below, once all of it is known; until then the column must hold a day
    row = Vendor(id=key, position=number, next_review=today, **wanted)
    if offboarded is not None:
        leave(row, offboarded, "")
    _refuse_plan(row)
    _check(row, softer_was=False)
    reckon(row, reading.policy(session))
    session.add(row)
    session.flush()
    return row, warnings(row)


def planning(wanted: dict[str, Any], by: str, today: date) -> dict[str, Any]:
    """What was said, with who planned the next review and when, where a plan was said.

    Raises:
        Refused: when a plan lacks its reason, or a reason its plan.
    """
    if "planned_review" not in wanted:
        if wanted.get("planned_reason"):
            raise Refused("a reason for the next review needs its day", hint="--next-review DATE")
        return wanted
    if wanted["planned_review"] is None:
        return wanted | {"planned_reason": "", "planned_by": "", "planned_on": None}
    if not wanted.get("planned_reason"):
        raise Refused("a next review against the cadence needs a reason", hint="--reason TEXT")
    return wanted | {"planned_by": by, "planned_on": today}


def unplan(row: Vendor) -> None:
    """The next review is as the cadence has it: what was planned was done, or is no longer meant."""
    row.planned_review, row.planned_reason, row.planned_by, row.planned_on = None, "", "", None


def reckon(row: Vendor, law: VendorPolicy) -> bool:
    """Bring the kept dates of next review and check up to date; whether one moved."""
    seen = reading.watched(row)
    due, check = rules.next_review(seen, law), rules.next_check(seen, law)
    moved = (row.next_review, row.next_check) != (due, check)
    if moved:
        row.next_review, row.next_check = due, check
    return moved


def checked(facts: VendorFacts) -> dict[str, Any]:
    """The fields that were said, each cleaned.

    Raises:
        BadInput: when a needed one is emptied, a text is too long, or an owner is no person.
    """
    found: dict[str, Any] = {}
    for field in fields(facts):
        value = getattr(facts, field.name)
        if isinstance(value, Unset):
            continue
        if value in (None, "") and field.name in _NEEDED:
            raise BadInput(f"{field.name} cannot be empty")
        if isinstance(value, str) and VENDOR_FACTS[field.name].kind is not FactKind.TERM:
            value = _checked_text(VENDOR_FACTS[field.name], value)
        found[field.name] = value
    return found


def _checked_text(fact: FieldFact, value: str) -> object:
    if fact.name == "name":
        return named(value)
    if fact.kind is FactKind.PERSON:
        return gap.person(value, fact.name)
    if len(value) > _LONG:
        raise BadInput(f"{fact.name} has {len(value):,} characters", hint=f"at most {_LONG:,}: a cell holds no more")
    text = clean(value.strip(), fact.name)
    if fact.kind is FactKind.LINK and text and not is_link(text):
        raise BadInput(f"{fact.name.replace('_', ' ')} {text!r} is no link", hint="https://...")
    return text


def named(given: str) -> str:
    """A name with single blanks.

    Raises:
        BadInput: when nothing is left.
    """
    name = clean(" ".join(given.split()), "name")
    if not name:
        raise BadInput("a vendor needs a name")
    return name


def _refuse_taken(session: Session, name: str, but: str = "") -> None:
    for key, known in session.execute(select(col(Vendor.id), col(Vendor.name))):
        if known.casefold() == name.casefold() and key != but:
            raise Refused(f"there is a vendor {known!r} already ({key})", hint="grcdesk vendors set changes it")


def _refuse_days_ahead(name: str, wanted: dict[str, Any], today: date) -> None:
    """A review or check that is still to come was not done."""
    refuse_ahead(f"{name} was last reviewed on", wanted.get("last_review"), today)
    refuse_ahead(f"{name} was last checked on", wanted.get("last_check"), today)


def _refuse_known(session: Session, names: str, but: str = "") -> None:
    """A name that logs write belongs to one vendor alone."""
    taken = providers.known(one for one in reading.vendor_keys(session) if one.id != but)
    for name in names.replace(",", ";").split(";"):
        other = taken.get(providers.plain(name))
        if other is not None:
            raise Refused(f"{name.strip()} is a name of {other} already", hint="one name, one vendor")


def apply(session: Session, row: Vendor, wanted: dict[str, Any], law: VendorPolicy, today: date) -> bool:
    """Set the fields that differ; whether one did.

    Raises:
        Refused: when a rule says no.
    """
    moved = _moved(row, wanted)
    _refuse_days_ahead(row.name, moved, today)
    if not moved:
        return False
    if "name" in moved:
        _refuse_taken(session, str(moved["name"]), row.id)
    if "known_as" in moved:
        _refuse_known(session, str(moved["known_as"]), row.id)
    # a tier that was let be without a reason, by an earlier version or other answers, is no ground to refuse a phone
    softer_was = rules.softer(row.tier, suggested(row)) and not row.tier_reason
    for name, value in moved.items():
        setattr(row, name, value)
    if "last_review" in moved:
        row.review_by = None  # it was set by the review that no longer is the last
        if "planned_review" not in wanted:
            unplan(row)
    # the rules look at the record as it would be: what they refuse is rolled back with everything else
    _refuse_plan(row)
    _check(row, softer_was=softer_was)
    reckon(row, law)
    row.version += 1
    return True


def _moved(row: Vendor, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that differ. Who planned a review, and when, is told anew only with another plan."""
    moved = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not moved.keys() & {"planned_review", "planned_reason"}:
        moved.pop("planned_by", None)
        moved.pop("planned_on", None)
    return moved


def _refuse_plan(row: Vendor) -> None:
    planned, last = row.planned_review, row.last_review
    if planned is not None and last is not None and planned <= last:
        raise Refused(f"the next review of {row.name} cannot be on {planned}: the last was on {last}")


def detail(row: Vendor, law: VendorPolicy, today: date, own: Mapping[str, Method]) -> VendorDetail:
    """Everything said of one vendor itself; `own` are the vendors the engagement treats in its own way."""
    said = reading.row_of(row, law, today)
    return VendorDetail(
        row=replace(said, method=own.get(row.id, said.method)),
        suggested_tier=suggested(row),
        months=rules.cadence(reading.watched(row), law),
        **{name: getattr(row, name) for name in _DETAILS},
    )


def suggested(row: Vendor) -> Tier | None:
    """The tier its answers suggest."""
    return rules.suggest_tier(row.data, row.criticality, row.access, row.substitute)


def _check(row: Vendor, *, softer_was: bool) -> None:
    wanted = suggested(row)
    if rules.softer(row.tier, wanted) and not row.tier_reason and not softer_was:
        raise Refused(
            f"{row.name}: the answers suggest {wanted}, {row.tier} is watched less closely",
            hint="--tier-reason TEXT says why, or take the tier suggested",
        )
    if row.offboarded is not None and row.offboarded < row.onboarded:
        raise Refused(f"{row.name} cannot leave on {row.offboarded}: it was onboarded on {row.onboarded}")


def leave(row: Vendor, on: date, reason: str) -> None:
    """Note the day it was offboarded.

    Raises:
        Refused: when that was before it was onboarded.
    """
    if on < row.onboarded:
        raise Refused(f"{row.name} cannot leave on {on}: it was onboarded on {row.onboarded}")
    row.offboarded, row.offboard_reason = on, reason


def warnings(row: Vendor) -> tuple[str, ...]:
    """What a person should know of the record as it is now."""
    wanted = suggested(row)
    if wanted is None or not rules.softer(row.tier, wanted):
        return ()
    return (f"{row.name}: the answers suggest {word(wanted)}, kept {word(row.tier)}",)
