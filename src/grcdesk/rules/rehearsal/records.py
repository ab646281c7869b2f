"""Records of the desk as an auditor asks for them: vendors, access reviews, features, assessment, statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from grcdesk.rules.rehearsal.drawing import Playing
from grcdesk.schemas.controls.gap import Moved, SnapshotRow
from grcdesk.schemas.features.features import FeatureRow
from grcdesk.schemas.reviews.checks import SignCheck
from grcdesk.schemas.reviews.reviews import CampaignRow
from grcdesk.schemas.soa.soa import SoaPage
from grcdesk.schemas.vendors.file import JudgedFile, Level
from grcdesk.terms import Derivation
from grcdesk.terms.rehearsals import AskedKind, Fault, ReturnDoor
from grcdesk.terms.reviews import CampaignState, ReviewException
from grcdesk.wording import count, join, word

_SIGNED = frozenset({CampaignState.SIGNED, CampaignState.SIGNED_WITH_EXCEPTIONS})
_LEAVERS = frozenset({ReviewException.LATE, ReviewException.LEAVER, ReviewException.SIGN_IN_AFTER_LEAVING})
_POINTS = {
    "report_gap": Fault.REPORT_GAP,
    "bridge_long": Fault.BRIDGE_LETTER,
    "bridge_undated": Fault.BRIDGE_LETTER,
    "clause_unread": Fault.AGREEMENT_UNREAD,
}
"""Points of a vendor's file that have a word of their own; every other one that fails is `vendor_paper`."""


@dataclass(frozen=True, slots=True)
class HeldReview:
    """An access review, and what speaks against its signature."""

    row: CampaignRow
    check: SignCheck


def vendor(playing: Playing, judged: JudgedFile) -> None:
    """One request: the file of a vendor in scope."""
    row = judged.file.detail.row
    request = playing.ask(row.id, AskedKind.VENDOR, f"{row.name}: report, agreement, review")
    for point in judged.points:
        fault = _POINTS.get(point.code) or (Fault.VENDOR_PAPER if point.level is Level.FAILS else None)
        if fault is not None:
            about = f"{row.id} {point.about}"
            playing.send_back(request, fault, about, f"{point.about}: {point.why}", (ReturnDoor.VENDOR, row.id))


def review(playing: Playing, held: HeldReview, today: date) -> None:
    """One request: an access review, signed. Until its due day it is under way, and nobody asks for it."""
    row, check = held.row, held.check
    # until it is due nobody asks for it; what was signed early is shown
    if row.state not in _SIGNED and row.due >= today:
        return
    request = playing.ask(row.id, AskedKind.ACCESS_REVIEW, f"the access review of {row.slot}, signed")
    door = (ReturnDoor.REVIEW, row.id)
    if row.state not in _SIGNED:
        why = f"{word(row.state)}; due on {row.due}"
        playing.send_back(request, Fault.REVIEW_UNSIGNED, row.id, why, door)
        for one in check.blocking:
            fault = Fault.SELF_REVIEW if one.kind == "self_reviewed" else Fault.REVIEW_OPEN
            place = _place(one.system, one.account)
            playing.send_back(request, fault, place or row.id, f"{place}: {one.text}", door)
    for remark in check.exceptions:
        fault = Fault.LEAVER_LATE if remark.kind in _LEAVERS else Fault.REVIEW_EXCEPTION
        about = _place(remark.system, remark.account)
        playing.send_back(request, fault, f"{about} {remark.kind.value}".strip(), remark.line, door)


def _place(system: str, account: str) -> str:
    """`system/account`, or what of it is told."""
    return "/".join(part for part in (system, account) if part)


def feature(playing: Playing, row: FeatureRow) -> None:
    """One request: a feature in use, its answers and the controls that follow."""
    request = playing.ask(row.id, AskedKind.FEATURE, f"{row.name}: what it does, and which controls apply")
    if row.derivation is not Derivation.CONFIRMED:
        why = f"its controls are {word(row.derivation)}, not confirmed"
        playing.send_back(request, Fault.FEATURE_UNCONFIRMED, row.id, why, (ReturnDoor.FEATURE, row.id))
    if row.lacking:
        why = f"not answered: {join(list(row.lacking))}"
        playing.send_back(request, Fault.FEATURE_UNCONFIRMED, row.id, why, (ReturnDoor.FEATURE, row.id))


def assessment(playing: Playing, final: SnapshotRow | None, moved: Iterable[Moved]) -> None:
    """One request: the gap assessment, signed, and the desk as it was signed."""
    request = playing.ask("gap", AskedKind.DESK, "the gap assessment, with assessor and reviewer")
    door = (ReturnDoor.SNAPSHOTS, "")
    if final is None:
        playing.send_back(request, Fault.GAP_NOT_FINAL, "gap", "no assessment was finalised", door)
        return
    names = [one.control for one in moved]
    if names:
        why = f"{final.id} of {final.taken_on} no longer holds: {join(names)} moved"
        playing.send_back(request, Fault.GAP_MOVED, final.id, why, door)


def statement(playing: Playing, page: SoaPage) -> None:
    """One request: the Statement of Applicability, approved, and the desk as it was approved."""
    request = playing.ask(f"soa/{page.framework}", AskedKind.STATEMENT, f"the statement for {word(page.framework)}")
    door = (ReturnDoor.SOA, page.framework.value)
    if page.version is None:
        lacks = f"; {count(len(page.lacks), 'thing')} lacking" if page.lacks else ""
        why = f"no version was approved{lacks}"
        playing.send_back(request, Fault.SOA_NOT_APPROVED, request, why, door)
    elif page.differences:
        items = list(dict.fromkeys(one.item for one in page.differences))
        why = f"{page.version.id} no longer holds: {join(items)} moved"
        playing.send_back(request, Fault.SOA_MOVED, request, why, door)
