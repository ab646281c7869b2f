"""What each clause of a data agreement comes to for us.

A yes alone meets nothing: what it says is held against what we ask, in a document that is kept, and a number against
our own limit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from grcdesk.rules.features.features import outside_home
from grcdesk.rules.vendors.agreements import CLAUSES, UNITS, in_force, needs_dpa
from grcdesk.rules.vendors.transfers import parts_of
from grcdesk.rules.vendors.worse import PaperFound, worst
from grcdesk.schemas.vendors.file import AgreementRow, ClauseRow, JudgedFile, Level, OpenPoint, VendorFile
from grcdesk.schemas.vendors.outcomes import ClauseOutcome
from grcdesk.terms import DueState
from grcdesk.terms.vendors import Clause, ClauseAnswer, PaperOutcome
from grcdesk.wording import count, join

_OF_AGREEMENT = {Clause.SIGNATURES: ("dpa_undated", "dpa_unsigned")}
_OF_TRANSFER = {Clause.TRANSFER_TOOL: "transfer_tool", Clause.TRANSFER_ASSESSMENT: "transfer_assessment"}
_OF_VENDOR = {Clause.PLAN: "plan_uncovered", Clause.TRAINING_SETTING: "training_setting"}
"""Points that are not told of one clause and yet decide what it comes to."""
_UNREAD = (PaperOutcome.NOT_READ, "nobody has read it for this clause")
_UNLIMITED = (Clause.SUBPROCESSOR_NOTICE, Clause.BREACH_NOTICE)
"""Clauses that give a number for which a desk has no limit of its own."""


def clause_outcomes(judged: JudgedFile) -> tuple[ClauseOutcome, ...]:
    """Every clause that is asked, of each data agreement in force; nothing of a vendor that has left."""
    file = judged.file
    if file.detail.row.review.state is DueState.OFFBOARDED:
        return ()
    found = in_force(file, judged.as_of)
    if not found and needs_dpa(file):
        why = next((point.why for point in judged.points if point.code == "no_dpa"), "none is in force")
        return (ClauseOutcome(None, None, None, PaperOutcome.FAILS, why),)
    return tuple(line for agreement in found for line in _of(judged, agreement))


def _of(judged: JudgedFile, agreement: AgreementRow) -> Iterator[ClauseOutcome]:
    said = agreement.said
    for clause, meaning in CLAUSES.items():
        if judged.file.detail.row.model_provider or not meaning.providers:
            read = said.get(clause)
            yield ClauseOutcome(agreement, clause, read, *_outcome(judged, agreement, clause, read))


def _outcome(judged: JudgedFile, agreement: AgreementRow, clause: Clause, read: ClauseRow | None) -> PaperFound:
    expired = _expired(agreement, judged.as_of)
    open_ = list(_points(judged.points, agreement, clause))
    found = [*expired, *(_of_point(point) for point in open_)]
    if read is not None:
        return worst(found or _kept(agreement, read, _held(judged.file, clause, read)))
    # that nobody has read it is said by itself, not as a failure: it may be as good as any
    if any(point.level is Level.FAILS and point.code != "clause_unread" for point in open_):
        return worst([*found, _UNREAD])
    if clause is Clause.SIGNATURES and _is_signed(agreement) and not expired:
        # the days of signing are on record by themselves: nobody need read them in the document
        return worst(_kept(agreement, None, (PaperOutcome.MEETS, "signed by both, as recorded")))
    return _UNREAD


def _of_point(point: OpenPoint) -> PaperFound:
    return (PaperOutcome.FAILS if point.level is Level.FAILS else PaperOutcome.WEAK), point.why


def _is_signed(agreement: AgreementRow) -> bool:
    return agreement.signed_by_us is not None and agreement.signed_by_them is not None


def _expired(agreement: AgreementRow, day: date) -> list[PaperFound]:
    """A clause that was read fails with its agreement from the day after its last."""
    if agreement.expires is None or agreement.expires >= day:
        return []
    return [(PaperOutcome.FAILS, f"the agreement expired on {agreement.expires}")]


def _points(points: Sequence[OpenPoint], agreement: AgreementRow, clause: Clause) -> Iterator[OpenPoint]:
    """What is open about this clause."""
    label = agreement.label
    for point in points:
        own = point.about == f"{label} {CLAUSES[clause].label}"
        whole = point.about == label and point.code in _OF_AGREEMENT.get(clause, ())
        transfer = point.code == _OF_TRANSFER.get(clause) and point.about.startswith(f"{label} ")
        if own or whole or transfer or point.code == _OF_VENDOR.get(clause):
            yield point


def _kept(agreement: AgreementRow, read: ClauseRow | None, found: PaperFound) -> list[PaperFound]:
    """Only what stands in a document that is kept, read in the version that is kept, meets anything."""
    if not agreement.sha256:
        return [found, (PaperOutcome.CLAIM_ONLY, "the document it was read in is not kept")]
    if read is not None and not read.sha256:
        return [found, (PaperOutcome.CLAIM_ONLY, "in which version of the document it was read is not recorded")]
    return [found]


def _held(file: VendorFile, clause: Clause, read: ClauseRow) -> PaperFound:
    """A clause with nothing open about it, held against what we ask."""
    if read.answer is not ClauseAnswer.YES:
        return PaperOutcome.NO_RULE, "we do not ask for it"
    if clause in {Clause.REGION_STORAGE, Clause.REGION_INFERENCE}:
        return _region(file, read)
    # without a number its words were told as an open point already
    if read.amount is not None and clause in (Clause.RETENTION, *_UNLIMITED):
        return _amount(file, clause, read.amount)
    if clause is Clause.TRAINING_SETTING and not file.projects:
        return PaperOutcome.CLAIM_ONLY, "no settings of our account are on file"
    if clause is Clause.TRANSFER_ASSESSMENT and read.dated is None:
        return PaperOutcome.WEAK, "its date is not noted"
    return PaperOutcome.MEETS, ""


def _amount(file: VendorFile, clause: Clause, amount: int) -> PaperFound:
    """A number, held against our limit where we have one; one beyond it was told as an open point already."""
    told = count(amount, UNITS[clause].removesuffix("s"))
    if clause in _UNLIMITED:
        return PaperOutcome.NO_RULE, f"{told}; we set no limit to hold it against"
    return PaperOutcome.MEETS, f"{told}; our rule allows {file.policy.retention_days}"


def _region(file: VendorFile, read: ClauseRow) -> PaperFound:
    homes = _homes(file)
    regions = parts_of([read.value])
    if not regions:
        return PaperOutcome.NO_RULE, "which region it names is not noted"
    if not homes:
        return PaperOutcome.NO_RULE, "no home region is set to hold it against"
    away = [region for region in regions if any(outside_home(region, home) for home in homes)]
    if away:
        return PaperOutcome.WEAK, f"{join(away)} is outside {join(sorted(homes))}; see the transfer clauses"
    return PaperOutcome.MEETS, ""


def _homes(file: VendorFile) -> set[str]:
    """Regions that data of customers is to stay in: of the features that use the vendor, else of the desk."""
    homes = {use.home_region or file.policy.home_region for use in file.uses if use.customer_data}
    return {home for home in homes or {file.policy.home_region} if home}
