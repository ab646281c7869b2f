"""What lacks of vendors, AI features and access reviews."""

from __future__ import annotations

from collections.abc import Iterator

from grcdesk.models.features import Feature
from grcdesk.rules.due.due import LATE
from grcdesk.rules.features.deciding import DECIDES, waited_for
from grcdesk.rules.features.features import QUESTIONS
from grcdesk.rules.vendors.providers import sentence
from grcdesk.schemas.features.features import FeatureDetail, FeatureRow
from grcdesk.schemas.readiness import Lack, Readiness
from grcdesk.schemas.reviews.checks import Blocking
from grcdesk.schemas.vendors.file import JudgedFile, Level
from grcdesk.schemas.vendors.papers import VendorExposure
from grcdesk.schemas.vendors.reviews import ReviewRow
from grcdesk.services.common.context import Context
from grcdesk.services.features.features import Features
from grcdesk.services.reviews.reviews import Reviews
from grcdesk.services.vendors.papers import VendorPapers
from grcdesk.services.vendors.reviews import VendorReviews
from grcdesk.services.vendors.traffic import VendorTraffic
from grcdesk.terms import Answer, Applies, Derivation, FeatureStatus
from grcdesk.terms.readiness import LackKind, WorkPlace
from grcdesk.terms.reviews import CampaignState, ReviewException
from grcdesk.terms.vendors import ReviewStatus
from grcdesk.wording import join

_IN_USE = (FeatureStatus.PILOT, FeatureStatus.PRODUCTION)
_SIGNED = (CampaignState.SIGNED, CampaignState.SIGNED_WITH_EXCEPTIONS)
_FIELDS = {question: name for name, question in QUESTIONS.items()}


def of_vendors(context: Context, _record: str) -> Readiness:
    """Reviews that are due, what fails in the files, and providers nobody wrote down."""
    files = VendorPapers(context).files()
    found = [one for judged in files for one in (*_late(judged), *_points(judged))]
    found += [
        Lack(LackKind.UNKNOWN_PROVIDER, one.name, f"{one.name}: {one.point.why}", bars=one.production)
        for one in VendorTraffic(context).unknown()
    ]
    over = sentence(VendorTraffic(context).looked(files))
    return Readiness(WorkPlace.VENDORS, "", "", len(files), "vendor in use", tuple(found), over=over)


def _late(judged: JudgedFile) -> Iterator[Lack]:
    row = judged.file.detail.row
    if row.review.state in LATE:
        yield Lack(LackKind.VENDOR_REVIEW, row.id, f"{row.name}: {row.review.why}")
    elif row.check is not None and row.check.state in LATE:
        yield Lack(LackKind.VENDOR_REVIEW, row.id, f"{row.name}: {row.check.why}")


def _points(judged: JudgedFile) -> Iterator[Lack]:
    row = judged.file.detail.row
    for point in judged.points:
        fails = point.level is Level.FAILS
        kind = LackKind.VENDOR_POINT if fails else LackKind.VENDOR_WEAKNESS
        what = f"{row.name}: {point.about}: {point.why}"
        yield Lack(kind, row.id, what, f"{point.code} {point.about}", bars=fails)


def of_vendor(context: Context, record: str) -> Readiness:
    """What keeps a vendor from being approved without conditions: its review, and what fails in its file."""
    judged = VendorPapers(context).file(record)
    row = judged.file.detail.row
    open_ = VendorReviews(context).list(vendor=row.id, status=ReviewStatus.OPEN)
    found = [*(one for review in open_[:1] for one in _review(review)), *_points(judged)]
    if not open_:
        found = [*_late(judged), *found]
    done = f"offboarded on {row.offboarded}" if row.offboarded else ""
    return Readiness(WorkPlace.VENDOR, row.id, "approved without conditions", 1, "vendor", tuple(found), done=done)


def _review(review: ReviewRow) -> Iterator[Lack]:
    left = [one for one in review.checks if one.answer is None]
    for one in left:
        yield Lack(LackKind.VENDOR_QUESTION, review.id, f"{one.number}. {one.question}", str(one.number))
    if not left:
        yield Lack(LackKind.VENDOR_CONCLUSION, review.id, "every question is answered, and nobody has concluded")


def of_exposure(context: Context, _record: str) -> Readiness:
    """Uses of models on terms that fail."""
    uses = VendorTraffic(context).exposure()
    found = [
        Lack(LackKind.EXPOSED_USE, one.feature, f"{_use(one)}: {point}", one.vendor)
        for one in uses
        for point in one.points
    ]
    return Readiness(WorkPlace.EXPOSURE, "", "", len(uses), "use of a model", tuple(found))


def _use(one: VendorExposure) -> str:
    where = f"{one.home_region or '?'} to {one.region or '?'}"
    return f"{one.name}, {one.vendor} {one.model}, {where}"


def of_features(context: Context, _record: str) -> Readiness:
    """Features in use with an open question, without an owner, without controls, or with controls to confirm."""
    used = [row for row in Features(context).list() if row.status in _IN_USE and row.in_scope is not Answer.NO]
    found = [one for row in used for one in _feature(context, row)]
    return Readiness(WorkPlace.FEATURES, "", "confirmed", len(used), "AI feature in use", tuple(found))


def of_feature(context: Context, record: str) -> Readiness:
    """The same of one, in use or not."""
    name = Features(context).show(record).id
    row = next(one for one in Features(context).list() if one.id == name)
    lacks = tuple(_feature(context, row))
    done = "" if lacks else _confirmed(context, name)
    if row.status not in _IN_USE or row.in_scope is Answer.NO:
        done = f"{row.status}, not in use and in scope"
    return Readiness(WorkPlace.FEATURE, row.id, "confirmed", 1, "AI feature", lacks, done=done)


def _confirmed(context: Context, name: str) -> str:
    """Who confirmed what follows from its answers as they stand; empty where only single controls were confirmed."""
    with context.store.read() as session:
        held = session.get_one(Feature, name)
        return f"confirmed on {held.confirmed_on} by {held.confirmed_by}" if held.confirmed_on else ""


def _feature(context: Context, row: FeatureRow) -> Iterator[Lack]:
    for question in row.lacking:
        yield Lack(LackKind.FEATURE_QUESTION, row.id, f"{row.name}: {question}?", _FIELDS[question])
    if not row.owner:
        yield Lack(LackKind.FEATURE_OWNER, row.id, f"{row.name}: nobody owns it", "owner")
    if row.derivation is Derivation.NONE:
        yield Lack(LackKind.FEATURE_CONTROLS, row.id, f"{row.name}: no controls were derived from its answers")
    elif row.derivation is not Derivation.CONFIRMED:
        if row.derivation in (Derivation.OPEN, Derivation.OUTDATED):
            yield from _waits(Features(context).show(row.id))
        yield Lack(LackKind.FEATURE_CONFIRMATION, row.id, f"{row.name}: nobody confirmed the controls that follow")


def _waits(found: FeatureDetail) -> Iterator[Lack]:
    """The answers its controls wait for, as its answers are now: one given since the last derivation is not asked."""
    now = {one.control: (one.effective, one.reason) for one in found.controls}
    now |= {one.control: (one.applies, one.reason) for one in found.moved}
    opened = [(control, reason) for control, (applies, reason) in now.items() if applies is Applies.OPEN]
    for name, controls in waited_for(opened).items():
        what = f"{DECIDES[name]} {join(controls, 3)} {'wait' if len(controls) > 1 else 'waits'} for it"
        yield Lack(LackKind.FEATURE_QUESTION, found.id, f"{found.answers.name}: {what}", name)


def of_reviews(context: Context, _record: str) -> Readiness:
    """Access reviews that wait for a signature."""
    rows = Reviews(context).list()
    found = []
    for row in rows:
        if row.state not in _SIGNED:
            bars = ", ".join(f"{number} {what}" for number, what in row.tally.blocking)
            found.append(Lack(LackKind.ACCESS_SIGNATURE, row.id, f"{row.slot}: {bars or 'nothing is in the way'}"))
    return Readiness(WorkPlace.REVIEWS, "", "", len(rows), "access review", tuple(found))


def of_review(context: Context, record: str) -> Readiness:
    """What keeps one from being signed."""
    found = Reviews(context).check(record)
    lacks = [_blocking(found.campaign, one) for one in found.blocking]
    for one in found.exceptions:
        # of what was left out none of the accounts is in this review: there is no row to go to
        where = "" if one.kind is ReviewException.LEFT_OUT else _where(one.system, one.account)
        lacks.append(Lack(LackKind.ACCESS_EXCEPTION, found.campaign, f"{one.line}: an exception", where, bars=False))
    done = f"{found.state.replace('_', ' ')}" if found.state in _SIGNED else ""
    looked = sum(found.decisions.values())  # the undecided are among them
    return Readiness(WorkPlace.REVIEW, found.campaign, "signed", looked, "account", tuple(lacks), done=done)


def _blocking(campaign: str, one: Blocking) -> Lack:
    kind = LackKind.ACCESS_ACCOUNT if one.account else LackKind.ACCESS_LIST
    kind = LackKind.ACCESS_REVIEWER if one.kind == "unauthorised" else kind
    where = _where(one.system, one.account)
    words = one.text or one.kind.replace("_", " ")
    return Lack(kind, campaign, f"{where} {words}".strip(), where)


def _where(system: str, account: str) -> str:
    return "/".join(part for part in (system, account) if part)
