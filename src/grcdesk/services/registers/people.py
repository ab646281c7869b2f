"""Names of people that a file brings and nobody has used here before: told, since a slip of the pen looks like one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from grcdesk.errors import did_you_mean
from grcdesk.models.base import col
from grcdesk.models.controls import Assessment
from grcdesk.models.features import Feature
from grcdesk.models.gap import Action, RiskAcceptance
from grcdesk.models.vendors import Vendor
from grcdesk.rules.registers.columns import CellKind, RegisterForm
from grcdesk.services.registers.comparing import AskedRow
from grcdesk.wording import join

_NAMES = (Assessment.owner, Assessment.approver, Feature.owner, Action.owner, RiskAcceptance.approver, Vendor.owner)
_NAMED = 10


def known_people(session: Session) -> frozenset[str]:
    """Everybody who owns or approved something here."""
    names = session.scalars(union(*(select(col(name)) for name in _NAMES)))
    return frozenset(name for name in names if name)


def unknown_people(form: RegisterForm, rows: Sequence[AskedRow], known: frozenset[str]) -> tuple[str, ...]:
    """A sentence for each name nobody has used here, with its lines."""
    found: dict[str, list[int]] = defaultdict(list)
    columns = [one.name for one in form if one.kind is CellKind.PERSON]
    for row in rows:
        for name in columns:
            if (who := row.cells.get(name, "")) and who not in known:
                found[who].append(row.line)
    if not known:
        return ()
    return tuple(_told(who, sorted(set(lines)), known) for who, lines in found.items())


def _told(who: str, lines: Sequence[int], known: frozenset[str]) -> str:
    near = did_you_mean(who, tuple(sorted(known)))
    where = f"line{'s' * (len(lines) > 1)} {join([str(line) for line in lines], _NAMED)}"
    return f"{who!r} is a name that is new here ({where}){f': {near}' if near else ''}"
