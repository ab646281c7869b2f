"""The part of a vendor's memo on terms: clause ledger, settings, exposure, subprocessors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from grcdesk.reports.labels import ids, plain_day, say
from grcdesk.reports.word.document import Tinted, WordCell, WordDocument
from grcdesk.rules.vendors.agreements import CLAUSES, in_force
from grcdesk.rules.vendors.clause_outcomes import clause_outcomes
from grcdesk.rules.vendors.exposure import exposed, training
from grcdesk.schemas.vendors.file import AgreementRow, ClauseRow, Level, OpenPoint, SubprocessorRow
from grcdesk.schemas.vendors.memo import VendorMemo
from grcdesk.schemas.vendors.outcomes import ClauseOutcome
from grcdesk.terms.vendors import AgreementKind, Clause, PaperOutcome, Training
from grcdesk.wording import count

_OUTCOME = {
    PaperOutcome.MEETS: "StatusGood",
    PaperOutcome.WEAK: "StatusHalf",
    PaperOutcome.FAILS: "StatusBad",
    PaperOutcome.CLAIM_ONLY: "StatusClaim",
    PaperOutcome.NOT_READ: "StatusOpen",
    PaperOutcome.NO_RULE: "StatusAside",
}
"""The colour says what a clause comes to for us, never the bare answer: a yes may fail."""
_SETTING = {Training.OFF: "StatusGood", Training.ON: "StatusBad", Training.UNKNOWN: "StatusOpen"}
_UNIT = {
    Clause.RETENTION: "day",
    Clause.SUBPROCESSOR_NOTICE: "day",
    Clause.BREACH_NOTICE: "hour",
    Clause.DELETION: "day",
}
_TRANSFERS = {"transfer_tool": Clause.TRANSFER_TOOL, "transfer_assessment": Clause.TRANSFER_ASSESSMENT}
"""Points of a transfer, by the clause that would answer them."""
_ABROAD = (*_TRANSFERS, "plan_uncovered")
_ACCOUNT = "training_setting"
_Outcomes = Mapping[tuple[str, Clause | None], ClauseOutcome]
"""What each clause comes to for us, by agreement."""
_NONE = ("no_dpa", "late_dpa", "first_use", "plan_uncovered")
"""Points about agreements as a whole, none in particular."""


def agreements(paper: WordDocument, memo: VendorMemo) -> None:
    """The clause ledger, one table an agreement, each failing clause with its reason."""
    paper.heading("A7 Agreements, clause by clause", 2)
    judged = memo.judged
    _listed(paper, [point for point in judged.points if point.code in _NONE])
    if not judged.file.agreements:
        paper.text("No agreement is on record.")
    comes_to = {(each.agreement.id, each.clause): each for each in clause_outcomes(judged) if each.agreement}
    for one in judged.file.agreements:
        _agreement(paper, one, memo, comes_to)


def _agreement(paper: WordDocument, one: AgreementRow, memo: VendorMemo, comes_to: _Outcomes) -> None:
    judged = memo.judged
    paper.heading(f"{one.label}: {one.title}", 3)
    paper.facts(_bounds(one, memo, judges=one in in_force(judged.file, memo.as_of)))
    points = [point for point in judged.points if _about(point, one)]
    rows = list(_ledger(one, memo, points, comes_to))
    if rows:
        paper.table(
            ("Clause", "Answer", "Number", "What the document says", "Where", "Read", "What it comes to for us"),
            (2.5, 1.4, 1.5, 3.9, 1.8, 2.1, 3.8),
            rows,
        )
    else:
        paper.text("It has not been read clause by clause.")
    # what is about a clause stands in its row of the ledger; the rest would be told nowhere
    known = {f"{one.label} {read.label}" for read in CLAUSES.values()}
    _listed(paper, [point for point in points if point.about not in known and point.code not in _TRANSFERS])


def _about(point: OpenPoint, agreement: AgreementRow) -> bool:
    return point.about == agreement.label or point.about.startswith(f"{agreement.label} ")


def _listed(paper: WordDocument, points: list[OpenPoint]) -> None:
    """Points that belong to no clause."""
    if points:
        tinted = {
            Level.FAILS: Tinted(Level.FAILS.value, "StatusBad"),
            Level.WEAK: Tinted(Level.WEAK.value, "StatusHalf"),
        }
        rows = [(tinted[one.level], one.about, one.why) for one in points]
        paper.table(("Weight", "About", "Why"), (2.0, 5.5, 9.5), rows)


def _bounds(one: AgreementRow, memo: VendorMemo, *, judges: bool) -> Iterable[tuple[str, WordCell]]:
    yield "Kind", say(one.kind)
    yield "Plan", one.plan or "every plan"
    yield "Feature", one.feature or "every feature"
    yield "Document", f"{one.document} {one.sha256}".strip() or "none on file"
    yield from _steps(one)
    is_dpa = one.kind is AgreementKind.DPA
    first = memo.judged.file.detail.first_use
    if is_dpa and first is not None and one.binding is not None:
        yield "Beside first use", _beside_first_use(one, first)
    yield from _until(one)
    if is_dpa and not judges:
        yield "Judged", f"no: it does not bind on {memo.as_of}"


def _until(one: AgreementRow) -> Iterable[tuple[str, WordCell]]:
    if one.expires:
        yield "Expires", str(one.expires)
    if one.ended:
        yield "Ended", str(one.ended)


def _steps(one: AgreementRow) -> Iterable[tuple[str, WordCell]]:
    """When the agreement was signed and took effect, and since when it binds."""
    us, them = plain_day(one.signed_by_us) or "not signed", plain_day(one.signed_by_them) or "not signed"
    yield "Signed", f"by us {us}, by the vendor {them}"
    yield "Effective", plain_day(one.effective) or "no date on record"
    yield "Binds both since", plain_day(one.binding) or "it does not, as far as is known"


def _beside_first_use(one: AgreementRow, first: date) -> str:
    """How long before or after the first production use the last step of the agreement was taken."""
    # a date of effect set back mends nothing: the last step counts
    last = max(day for day in (one.effective, one.signed_by_us, one.signed_by_them) if day is not None)
    days = (last - first).days
    side = "after" if days > 0 else "before"
    return f"{count(abs(days), 'day')} {side} the first production use on {first}"


def _ledger(
    one: AgreementRow,
    memo: VendorMemo,
    points: list[OpenPoint],
    comes_to: _Outcomes,
) -> Iterable[tuple[WordCell, ...]]:
    provider = memo.judged.file.detail.row.model_provider
    said = {clause.clause: clause for clause in one.clauses}
    for clause, read in CLAUSES.items():
        found = said.get(clause)
        # the list of clauses is that of data agreements; of others only what was read is shown
        asked = one.kind is AgreementKind.DPA and (provider or not read.providers)
        if found is None and not asked:
            continue
        held = comes_to.get((one.id, clause))
        last: WordCell = _why(points, f"{one.label} {read.label}", clause) if held is None else _outcome(held)
        yield (read.label, *(("not read", "", "", "", "") if found is None else _clause(found)), last)


def _why(points: list[OpenPoint], about: str, clause: Clause) -> str:
    """Every open point about a clause; those of a transfer stand with the clause that would answer them."""
    return "; ".join(point.why for point in points if point.about == about or _TRANSFERS.get(point.code) is clause)


def _outcome(held: ClauseOutcome) -> Tinted:
    told = say(held.outcome)
    return Tinted(f"{told}: {held.why}" if held.why else told, _OUTCOME.get(held.outcome, "StatusAside"))


def _clause(found: ClauseRow) -> tuple[WordCell, ...]:
    words = [found.value, f"carve-outs: {found.carve_outs}" if found.carve_outs else ""]
    words += [f"dated {found.dated}" if found.dated else ""]
    return (
        say(found.answer),
        _number(found),
        "; ".join(word for word in words if word),
        found.place,
        f"{found.reviewed_on} {found.reviewed_by}",
    )


def _number(found: ClauseRow) -> str:
    """The number a document gives, with its unit where the clause has one."""
    if found.amount is None:
        return ""
    return count(found.amount, _UNIT[found.clause]) if found.clause in _UNIT else str(found.amount)


def settings(paper: WordDocument, memo: VendorMemo) -> None:
    """What the contract says on training, and what our own account shows."""
    paper.heading("A8 Account settings beside the contract", 2)
    judged = memo.judged
    for one in in_force(judged.file, memo.as_of):
        found = next((clause for clause in one.clauses if clause.clause is Clause.TRAINING_CONTRACT), None)
        if judged.file.detail.row.model_provider or found is not None:
            paper.text(f"{one.label}, training: {training(judged, found)}.")
    if not judged.file.projects:
        paper.text("No project of our own account there is on record.")
        return
    paper.table(
        ("Project", "Training", "Region", "As of", "Artefact"),
        (6.0, 2.5, 3.5, 2.5, 2.5),
        [
            (one.name, Tinted(say(one.training), _SETTING[one.training]), one.region, str(one.as_of), one.evidence)
            for one in judged.file.projects
        ],
    )
    _listed(paper, [point for point in judged.points if point.code == _ACCOUNT])


def exposure(paper: WordDocument, memo: VendorMemo) -> None:
    """Which features send data there, where it goes, on which agreement."""
    paper.heading("A9 Exposure and transfers", 2)
    rows = exposed([memo.judged])
    if not rows:
        paper.text("No AI feature on record names this vendor.")
        return
    paper.table(
        ("Feature", "Model", "Plan", "From home to", "Agreement", "Retention", "Training", "Customers"),
        (2.7, 2.4, 1.6, 2.1, 2.0, 1.8, 2.4, 2.0),
        [
            (
                f"{one.name} ({one.feature})",
                one.model,
                one.plan,
                f"{one.home_region or 'not said'} to {one.region or 'not said'}",
                one.agreement or Tinted("none", "StatusBad"),
                one.retention or "not read",
                one.training,
                ids(one.segments),
            )
            for one in rows
        ],
    )
    _listed(paper, [point for point in memo.judged.points if point.code in _ABROAD])


def subprocessors(paper: WordDocument, memo: VendorMemo) -> None:
    """Whom the vendor hands data on to."""
    paper.heading("A10 Subprocessors", 2)
    rows = memo.judged.file.subprocessors
    if not rows:
        paper.text("None on record.")
        return
    paper.table(
        ("Name", "Service", "Region", "Announced", "Object by", "Decision", "Reason"),
        (3.0, 3.0, 1.8, 1.9, 1.9, 2.6, 2.8),
        [
            (
                one.name,
                one.service,
                one.region,
                plain_day(one.announced) or "from the start",
                plain_day(one.object_by),
                _decision(one),
                f"removed {one.removed}" if one.removed else one.reason,
            )
            for one in rows
        ],
    )


def _decision(one: SubprocessorRow) -> str:
    """What was decided on it, and by whom; of one that was there from the start nothing was to decide."""
    if one.decided_by:
        return f"{say(one.decision)} by {one.decided_by} on {plain_day(one.decided_on)}"
    return say(one.decision) if one.announced else ""
