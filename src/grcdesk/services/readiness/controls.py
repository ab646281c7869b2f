"""What lacks of controls: to finalise the assessment, in evidence, and over the period."""

from __future__ import annotations

from collections.abc import Sequence

from grcdesk.errors import Refused
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.readiness import Lack, Readiness
from grcdesk.services.common.context import Context
from grcdesk.services.common.in_force import engagement
from grcdesk.services.controls import snapshots
from grcdesk.services.controls.controls import Controls
from grcdesk.services.controls.gap import Gap
from grcdesk.services.coverage.coverage import PeriodCoverage
from grcdesk.services.evidence.evidence import EvidenceRegister
from grcdesk.services.evidence.wanted import WantedBoard
from grcdesk.services.sync.sync import Sync
from grcdesk.terms.readiness import LackKind, WorkPlace
from grcdesk.wording import join, word

MOST = 200
"""Artefacts of a kind that are listed; more are counted."""
_WAITS = {LackKind.UNPLACED: "is:unplaced", LackKind.LOST: "is:damaged", LackKind.UNREAD: "is:interim"}


def of_controls(context: Context, _record: str) -> Readiness:
    """What keeps the assessment from being finalised; not assessed is no bar, and told."""
    found = [Lack(one.kind, one.control, one.what) for one in Gap(context).lacking()]
    controls = Controls(context)
    blank = controls.keys("status:not_assessed scope:in_scope")
    found += [Lack(LackKind.NOT_ASSESSED, name, "in scope and not assessed", bars=False) for name in blank]
    looked = len(controls.keys("scope:in_scope")) - len(blank)  # what nobody assessed was not looked at
    done = "" if any(one.bars for one in found) else _finalised(context)
    if done and blank:
        done += f"; {len(blank):,} not assessed"
    return Readiness(WorkPlace.CONTROLS, "", "finalised", looked, "assessed control", tuple(found), done=done)


def _finalised(context: Context) -> str:
    """The assessment that is final, as long as no control differs from it."""
    today = context.today()
    with context.store.read() as session:
        last = snapshots.standing(session, today)
        if last is None or snapshots.moved(session, last.id, snapshots.NOW, today):
            return ""
    return f"finalised on {last.taken_on} as {last.id}; no control differs from it now"


def of_evidence(context: Context, _record: str) -> Readiness:
    """What waits for a place, was lost, or is not whole."""
    register = EvidenceRegister(context)
    found: list[Lack] = []
    beyond: dict[LackKind, int] = {}
    for kind, where in _WAITS.items():
        keys = register.keys(where)
        found += [Lack(kind, row.id, _artefact(kind, row)) for row in register.rows(keys[:MOST])]
        if len(keys) > MOST:
            beyond[kind] = len(keys) - MOST
    for folder in Sync(context).status():
        found += [
            Lack(LackKind.WAITING_FILE, one.name, f"{one.reason}, in {folder.folder}", folder.folder)
            for one in folder.waiting
        ]
    return Readiness(WorkPlace.EVIDENCE, "", "", len(register.keys()), "artefact", tuple(found), beyond)


def _artefact(kind: LackKind, row: EvidenceRow) -> str:
    name = row.title or row.file_name or row.url
    if kind is LackKind.LOST:
        return f"{name}: its bytes are {row.integrity or 'not as recorded'}"
    return f"{name}: {'stands behind no control' if kind is LackKind.UNPLACED else 'lacks what makes it final'}"


def of_wanted(context: Context, _record: str) -> Readiness:
    """Kinds of evidence that must be there and are not."""
    rows = WantedBoard(context).list()
    found = [
        Lack(LackKind.WANTED_KIND, one.id, f"{word(kind)} must be there, and is not", kind.value)
        for one in rows
        for kind in one.missing
    ]
    return Readiness(WorkPlace.WANTED, "", "", len(rows), "control", tuple(found))


def of_coverage(context: Context, _record: str) -> Readiness:
    """Controls with something due, late or a gap in the period, and those of which a run is only claimed."""
    with context.store.read() as session:
        bare = engagement(session).period_start is None
    if bare:
        return Readiness(WorkPlace.COVERAGE, "", "", 0, "control", (no_period(),))
    rows = PeriodCoverage(context).board()
    found = []
    for row in rows:
        if row.due:
            found.append(Lack(LackKind.HOLE, row.id, row.sentence))
        elif row.claims and row.window is not None:
            what = f"on file, and shows no run: {join([str(one) for one in row.claims], 2)}"
            found.append(Lack(LackKind.UNPROVEN, row.id, what))
    return Readiness(WorkPlace.COVERAGE, "", "", len(rows), "control", tuple(found))


def no_period() -> Lack:
    """The engagement does not say which days it is about."""
    return Lack(LackKind.NO_PERIOD, "scope", "the engagement has no period")


def of_warnings(context: Context, _record: str) -> Readiness:
    """What deserves a look early in the period."""
    coverage = PeriodCoverage(context)
    try:
        rows: Sequence[object] = coverage.board()
        found = [Lack(LackKind.WARNING, one.control, one.warning) for one in coverage.warnings()]
    except Refused:
        rows, found = (), [no_period()]
    return Readiness(WorkPlace.WARNINGS, "", "", len(rows), "control", tuple(found))
