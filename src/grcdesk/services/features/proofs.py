"""The confirmed AI inventory as evidence of the controls that ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from grcdesk.models.features import Feature
from grcdesk.paths import DeskPaths
from grcdesk.rules.features import features as rules
from grcdesk.services.evidence import facts
from grcdesk.services.evidence.facts import WorkDone
from grcdesk.services.features import reading as lists
from grcdesk.terms import Answer, Derivation, FactsFrom, FeatureStatus
from grcdesk.wording import count, join

_IN_USE = (FeatureStatus.PILOT, FeatureStatus.PRODUCTION)


def of_inventory(session: Session, paths: DeskPaths, today: date) -> str:
    """Make the inventory evidence once its owner confirmed each feature in use in this cycle; what to tell."""
    session.flush()
    shelf = lists.shelf(session)
    start = facts.cycle(session, FactsFrom.INVENTORY, today).start
    used = [row for row in shelf.features if row.status in _IN_USE and row.in_scope is not Answer.NO]
    lacks = [f"{row.id} ({why})" for row in used if (why := _lacks(shelf, row, start))]
    state = f"{len(used) - len(lacks)} of {count(len(used), 'feature')} in use confirmed by its owner since {start}"
    if lacks or not used:
        return f"{state}; not: {join(lacks)}"
    kept = facts.keep(session, paths, _work_done(shelf, used, start))
    return f"{state}; {kept}" if kept else state


def _work_done(shelf: lists.Shelf, used: Sequence[Feature], start: date) -> WorkDone:
    """The inventory as evidence: done on the day on which the last of its owners confirmed."""
    content = {"cycle_from": start, "features": [_frozen(shelf, row) for row in used]}
    return WorkDone(
        FactsFrom.INVENTORY,
        f"AI inventory confirmed since {start}",
        f"AI inventory, {count(len(used), 'feature')} in use confirmed by its owner",
        max(row.confirmed_on for row in used if row.confirmed_on is not None),
        ", ".join(dict.fromkeys(row.confirmed_by for row in used)),
        facts.as_json(content),
    )


def _frozen(shelf: lists.Shelf, row: Feature) -> dict[str, object]:
    """One feature as the file of facts keeps it."""
    return {
        "id": row.id,
        "name": row.name,
        "owner": row.owner,
        "status": row.status.value,
        "confirmed_by": row.confirmed_by,
        "confirmed_on": row.confirmed_on,
        "last_reviewed": row.last_reviewed,
        "models": [[one.vendor, one.model, one.version, one.plan, one.region] for one in shelf.facts(row.id)],
        "controls": {one.control: one.effective.value for one in shelf.verdicts[row.id]},
    }


def _lacks(shelf: lists.Shelf, row: Feature, start: date) -> str:
    """Why a feature is not confirmed in this cycle; empty when it is."""
    if rules.state(shelf.verdicts[row.id], shelf.derived(row)) is not Derivation.CONFIRMED:
        return "its controls are not confirmed"
    if row.confirmed_on is None or row.confirmed_on < start:
        return f"last confirmed {row.confirmed_on}" if row.confirmed_on else "never confirmed as a whole"
    # the control asks for the owner's word: anybody else's confirmation is kept, and shows no run
    if not row.owner:
        return "it has no owner"
    if " ".join(row.confirmed_by.split()).casefold() != " ".join(row.owner.split()).casefold():
        return f"confirmed by {row.confirmed_by}, owned by {row.owner}"
    return ""
