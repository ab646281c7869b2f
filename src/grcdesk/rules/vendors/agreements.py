"""What fails in the data agreements of a vendor: each thing its own point, with the reason. Never a legal opinion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from grcdesk.rules.vendors.transfers import parts_of, speaks_of, transfers
from grcdesk.schemas.vendors.file import AgreementRow, ClauseRow, Level, OpenPoint, Use, VendorFile
from grcdesk.terms.vendors import AgreementKind, Clause, ClauseAnswer, Data, Training
from grcdesk.wording import count, join


@dataclass(frozen=True, slots=True)
class ClauseMeaning:
    """One clause: how it is called, and what a yes means."""

    label: str
    question: str
    providers: bool = False
    """Whether it is asked of model providers only."""
    needed: bool = True
    """Whether a document that says nothing of it fails."""


CLAUSES: dict[Clause, ClauseMeaning] = {
    Clause.PLAN: ClauseMeaning("Plan covered", "Does it name the plan we use?"),
    Clause.RETENTION: ClauseMeaning("Retention", "Does it limit retention, in days?"),
    Clause.ZERO_RETENTION: ClauseMeaning("Zero retention", "Is nothing kept at all?", True, False),
    Clause.TRAINING_CONTRACT: ClauseMeaning("No training", "Does the contract rule out training on our data?", True),
    Clause.TRAINING_SETTING: ClauseMeaning(
        "Training setting", "Is there a setting that keeps training off?", True, False
    ),
    Clause.TRAINING_OPT_IN: ClauseMeaning(
        "Training by opt-in", "Is data trained on only where we opt in?", True, False
    ),
    Clause.REGION_STORAGE: ClauseMeaning("Region of storage", "Does it say where data is stored?"),
    Clause.REGION_INFERENCE: ClauseMeaning("Region of inference", "Does it say where models run?", True),
    Clause.SUBPROCESSORS: ClauseMeaning("Subprocessors", "Does it list them, or say where the list is?"),
    Clause.SUBPROCESSOR_NOTICE: ClauseMeaning("Notice of subprocessors", "Are new ones announced, in days?"),
    Clause.OBJECTION: ClauseMeaning("Objection", "May we object to a new one?"),
    Clause.TRANSFER_TOOL: ClauseMeaning("Transfer tool", "Does it name the tool for transfers?", needed=False),
    Clause.TRANSFER_ASSESSMENT: ClauseMeaning(
        "Transfer assessment", "Is there an assessment, with its date?", needed=False
    ),
    Clause.BREACH_NOTICE: ClauseMeaning("Breach notice", "Are breaches told within a number of hours?"),
    Clause.DELETION: ClauseMeaning("Deletion", "Is data deleted at the end?"),
    Clause.AUDIT_RIGHT: ClauseMeaning("Audit right", "May we, or somebody for us, audit?"),
    Clause.SIGNATURES: ClauseMeaning("Signatures", "Is it signed by both?"),
}
_NUMBERS = {
    Clause.RETENTION: ("retention_words", "days", Level.FAILS),
    Clause.BREACH_NOTICE: ("breach_words", "hours", Level.FAILS),
    Clause.SUBPROCESSOR_NOTICE: ("notice_words", "days", Level.WEAK),
}
UNITS = {clause: unit for clause, (_, unit, _) in _NUMBERS.items()} | {Clause.DELETION: "days"}
"""What a number in these clauses counts."""
_TOLD = {ClauseAnswer.YES, ClauseAnswer.PARTIAL}


def needs_dpa(file: VendorFile) -> bool:
    """Whether data goes there that wants an agreement: a model provider, or confidential and personal data."""
    detail = file.detail
    return detail.row.model_provider or detail.data in {Data.CONFIDENTIAL, Data.PERSONAL, Data.SPECIAL}


def in_force(file: VendorFile, today: date) -> tuple[AgreementRow, ...]:
    """The data agreements that bind on that day, and those not yet bound by a date."""
    return tuple(
        one
        for one in file.agreements
        if one.kind is AgreementKind.DPA
        and (one.ended is None or one.ended > today)
        and (one.binding is None or one.binding <= today)
    )


def covers(agreement: AgreementRow, use: Use, file: VendorFile) -> bool:
    """Whether an agreement binds for a feature and the plan it is used on; one that names none binds for all.

    It may name several: `business; enterprise`.
    """
    plan = (use.plan or file.detail.plan).casefold()
    named = {one.casefold() for one in parts_of([agreement.plan])}
    return speaks_of(agreement, use) and (not named or plan in named)


def points(file: VendorFile, today: date) -> list[OpenPoint]:
    """Everything that is not as it should be about data agreements, on that day."""
    made = _settings(file)
    found = in_force(file, today)
    if not found:
        if needs_dpa(file):
            made.append(OpenPoint("no_dpa", "Data processing agreement", _not_in_force(file, today)))
            made += transfers(file, None)
        return made
    made += _late(file, [one for one in file.agreements if one.kind is AgreementKind.DPA])
    made += _uncovered(file, found)
    for agreement in found:
        made += _dates(agreement, today)
        made += _clauses(file, agreement)
        made += transfers(file, agreement)
    return made


def _late(file: VendorFile, agreements: list[AgreementRow]) -> list[OpenPoint]:
    """Days between the first production use and the first agreement that bound both."""
    first = file.detail.first_use
    bound = [one for one in agreements if one.binding is not None]
    if not bound:
        return []
    if first is None:
        why = "not on record, so whether the agreement came in time cannot be told"
        return [OpenPoint("first_use", "First production use", why, Level.WEAK)] if file.uses else []
    one = min(bound, key=_last_step)
    if _last_step(one) <= first:
        return []
    return [OpenPoint("late_dpa", "Data processing agreement", _how_late(one, first))]


def _how_late(one: AgreementRow, first: date) -> str:
    last = _last_step(one)
    late = f"{last}, {count((last - first).days, 'day')} after the first production use on {first}"
    if one.effective is None or last == one.effective:
        return f"effective {late}"
    return f"signed {late}; it says it is effective since {one.effective}"


def _not_in_force(file: VendorFile, today: date) -> str:
    """Why nothing binds on that day: what has ended, what does not bind yet."""
    said = [
        f"{one.label} {f'ended on {one.ended}' if one.ended and one.ended <= today else f'binds from {one.binding}'}"
        for one in file.agreements
        if one.kind is AgreementKind.DPA
    ]
    return f"none is in force: {join(said)}" if said else "none is on record"


def _last_step(one: AgreementRow) -> date:
    """The day by which it was both effective and signed, as far as is on record: a date set back mends nothing."""
    return max(day for day in (one.effective, one.signed_by_us, one.signed_by_them) if day is not None)


def _uncovered(file: VendorFile, agreements: Iterable[AgreementRow]) -> list[OpenPoint]:
    """Features whose plan no agreement in force covers: terms differ by plan."""
    bare = {
        (use.name, use.plan or file.detail.plan): None
        for use in file.uses
        if use.customer_data and not any(covers(one, use, file) for one in agreements)
    }
    return [
        OpenPoint(
            "plan_uncovered",
            name,
            f"no agreement in force covers {f'its plan {plan}' if plan else 'it: no plan is said'}",
        )
        for name, plan in bare
    ]


def _dates(agreement: AgreementRow, today: date) -> list[OpenPoint]:
    made = []
    missing = [
        who for who, day in (("us", agreement.signed_by_us), ("the vendor", agreement.signed_by_them)) if day is None
    ]
    if agreement.binding is None:
        made.append(
            OpenPoint("dpa_undated", agreement.label, "neither effective date nor both signatures are on record")
        )
    elif missing and Clause.SIGNATURES not in agreement.said:
        why = f"no signature of {' and '.join(missing)} is on record"
        made.append(OpenPoint("dpa_unsigned", agreement.label, why))
    if agreement.expires is not None and agreement.expires < today:
        made.append(OpenPoint("dpa_expired", agreement.label, f"expired on {agreement.expires}"))
    if not agreement.document and not agreement.sha256:
        made.append(OpenPoint("dpa_unkept", agreement.label, "no document is on file behind it", Level.WEAK))
    return made


def _clauses(file: VendorFile, agreement: AgreementRow) -> list[OpenPoint]:
    """What is open about each clause that is asked of such a vendor."""
    provider = file.detail.row.model_provider
    asked = [clause for clause, meaning in CLAUSES.items() if provider or not meaning.providers]
    return [point for clause in asked for point in _of_clause(file, agreement, clause)]


def _of_clause(file: VendorFile, agreement: AgreementRow, clause: Clause) -> list[OpenPoint]:
    """A needed clause must be read, and there; what is there may still leave something open."""
    meaning, found = CLAUSES[clause], agreement.said.get(clause)
    about = f"{agreement.label} {meaning.label}"
    if found is None:
        signed = clause is Clause.SIGNATURES and agreement.signed_by_us and agreement.signed_by_them
        unread = OpenPoint("clause_unread", about, "nobody has read it for this clause")
        return [unread] if meaning.needed and not signed else []
    if meaning.needed and found.answer in {ClauseAnswer.NO, ClauseAnswer.SILENT}:
        why = "the document is silent" if found.answer is ClauseAnswer.SILENT else _no(found)
        return [OpenPoint("clause_missing", about, why)]
    return _weighed(file, agreement, found)


def _no(found: ClauseRow) -> str:
    return f"the document says no{': ' + found.value if found.value else ''}"


def _weighed(file: VendorFile, agreement: AgreementRow, found: ClauseRow) -> list[OpenPoint]:
    """What a clause that is there still leaves open."""
    about = f"{agreement.label} {CLAUSES[found.clause].label}"
    words = f" ({found.value})" if found.value else ""
    made = [*_numbers(file, found, about, words), *_nothing_kept(agreement, found, about)]
    if found.answer is ClauseAnswer.PARTIAL:
        made.append(OpenPoint("clause_partial", about, f"only in part{words}", Level.WEAK))
    if not found.place and found.answer in _TOLD:
        made.append(OpenPoint("clause_place", about, "where it stands in the document is not noted", Level.WEAK))
    # what was read in an older version may no longer stand in the one on file
    if found.sha256 and agreement.sha256 and found.sha256 != agreement.sha256:
        made.append(OpenPoint("clause_old", about, "it was read in another version of the document"))
    return made


def _nothing_kept(agreement: AgreementRow, found: ClauseRow, about: str) -> list[OpenPoint]:
    """Zero retention holds on some plans and not for all that is sent: a bare yes says too little."""
    if found.clause is not Clause.ZERO_RETENTION or found.answer is not ClauseAnswer.YES:
        return []
    lacks = [what for what, there in (("plan", agreement.plan), ("carve-outs", found.carve_outs)) if not there]
    return [OpenPoint("zero_retention", about, f"claimed without {' and '.join(lacks)} being named")] if lacks else []


def _numbers(file: VendorFile, found: ClauseRow, about: str, words: str) -> list[OpenPoint]:
    """Clauses that want a number: words without one are no number."""
    if found.answer not in _TOLD:
        return []
    limit = file.policy.retention_days
    if found.clause is Clause.RETENTION and found.amount is not None and found.amount > limit:
        return [OpenPoint("retention", about, f"{count(found.amount, 'day')}; our rule allows {limit}")]
    if found.amount is not None or found.clause not in _NUMBERS:
        return []
    code, unit, level = _NUMBERS[found.clause]
    return [OpenPoint(code, about, f"words without a number of {unit}{words}", level)]


def _settings(file: VendorFile) -> list[OpenPoint]:
    """Projects of our own account that may train on our data, whatever the contract says."""
    on = [one for one in file.projects if one.training is not Training.OFF]
    if not on:
        return []
    told = join([f"{one.name} ({one.training})" for one in on])
    number = f"{len(file.projects) - len(on)} of {count(len(file.projects), 'project')} opted out"
    return [OpenPoint("training_setting", "Account settings", f"{number} of training; not: {told}")]
