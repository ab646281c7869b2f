"""What a person says of a list of others, and what he is shown before it is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grcdesk.cli.catalogs.differences import CHANGES, rows
from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.output import OutputForm
from grcdesk.errors import BadInput, Refused
from grcdesk.schemas.catalogs.catalogs import TakingPlan, TakingPreview
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

_PLAIN = ("map", "catalog", "title", "short", "sheet", "partly", "controls", "framework")
_SHOWN = 20
"""Differences that are listed; the rest is counted."""


def plan_of(given: Mapping[str, Any]) -> TakingPlan:
    """The options of `catalogs add` together.

    Raises:
        BadInput: for one that is not written as it has to be.
    """
    words = []
    for told in given["words"]:
        name, _, rest = told.partition(":")
        theirs, _, ours = rest.rpartition("=")
        if not (name.strip() and theirs.strip() and ours.strip()):
            raise BadInput(f"{told!r} says no word", hint="--word frequency:'every 3 months'=quarterly")
        words.append((name.strip(), theirs.strip(), ours.strip()))
    return TakingPlan(
        kind=given["kind"],
        columns=_pairs(given["columns"], "--column id=Clause"),
        words=tuple(words),
        fill=_pairs(given["fill"], "--fill frequency=annual"),
        **{name: given[name] for name in _PLAIN},
    )


def _pairs(given: Sequence[str], example: str) -> tuple[tuple[str, str], ...]:
    found = []
    for told in given:
        ours, sign, theirs = told.partition("=")
        if not sign or not ours.strip() or not theirs.strip():
            raise BadInput(f"{told!r} is not OURS=THEIRS", hint=example)
        found.append((ours.strip().replace("-", "_"), theirs.strip()))
    return tuple(found)


def agreed(desk: Desk, source: str, plan: TakingPlan, *, dry_run: bool, yes: bool, as_json: bool) -> bool:
    """Show what a file would change of what the desk has, and ask.

    Raises:
        Refused: when a person says no.
    """
    # an id goes before a file of that name in the folder one is in, as `catalogs add` takes it
    if any(row.id == source for row in desk.catalogs.list()) or not Path(source).exists():
        return yes
    found = desk.catalogs.look(source, plan)
    if not (dry_run or found.replaces):
        return True
    if not as_json:
        _show(found)
    if dry_run or yes:
        return True
    if as_json or not tell.confirm(f"Take {Path(source).name} as it is now?"):
        raise Refused("nothing was taken", hint="--yes takes the differences")
    return True


def _show(found: TakingPreview) -> None:
    for one in found.catalogs:
        tell.say(f"{one.catalog}, {one.kind}, version {one.version}: {count(one.records, 'record')}; {one.counts}")
        moved = one.changes if not one.in_desk else [change for change in one.changes if change.change != "added"]
        output.records(rows(moved[:_SHOWN]), CHANGES, OutputForm())
        if len(moved) > _SHOWN:
            tell.say(f"and {len(moved) - _SHOWN} more")
