"""Which features hand which data to which vendors, and on what terms. From records alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from grcdesk.rules.vendors.agreements import covers, in_force
from grcdesk.rules.vendors.providers import plain
from grcdesk.rules.vendors.transfers import stated_regions
from grcdesk.schemas.vendors.file import AgreementRow, ClauseRow, JudgedFile, OpenPoint, Use
from grcdesk.schemas.vendors.papers import VendorExposure
from grcdesk.schemas.vendors.traffic import NamedProvider
from grcdesk.terms.vendors import Clause, ClauseAnswer, Training
from grcdesk.wording import count

_ABOUT_TERMS = (
    "no_dpa",
    "plan_",
    "late_dpa",
    "dpa_",
    "clause_",
    "retention",
    "zero_",
    "breach_",
    "training_",
    "transfer_",
)


def exposed(files: Iterable[JudgedFile]) -> list[VendorExposure]:
    """One row for each model of each feature, by feature."""
    rows = [_row(judged, use) for judged in files for use in judged.file.uses]
    return sorted(rows, key=lambda row: (row.name.casefold(), row.vendor.casefold(), row.model))


def unknown_rows(
    named: Iterable[NamedProvider], bare: Iterable[tuple[str, str]], records: Mapping[str, str]
) -> list[VendorExposure]:
    """Uses whose provider no vendor record knows, and features in production of which no provider is on record.

    Args:
        named: providers as features name them.
        bare: id and name of features in production that name none and have no model of our own.
        records: plain name of a provider → id of its vendor's record.
    """
    rows = [
        VendorExposure(
            *(one.feature, one.name, one.provider, one.model, one.plan, one.region, "", "", "", "not read", ()),
            (f"Provider {one.provider}: no vendor record knows it",),
        )
        for one in named
        if plain(one.provider) not in records
    ]
    missing = "Provider: in production, and neither provider nor model is on record"
    rows += [VendorExposure(*(feature, name, *("",) * 8, (), (missing,))) for feature, name in bare]
    return rows


def agreement_for(judged: JudgedFile, use: Use) -> AgreementRow | None:
    """The data agreement that binds a use: one for its feature before one for its plan before one for all."""
    found = [one for one in in_force(judged.file, judged.as_of) if covers(one, use, judged.file)]
    return max(found, key=lambda one: (bool(one.feature), bool(one.plan)), default=None)


def _row(judged: JudgedFile, use: Use) -> VendorExposure:
    agreement = agreement_for(judged, use)
    said = agreement.said if agreement else {}
    detail = judged.file.detail
    return VendorExposure(
        feature=use.feature,
        name=use.name,
        vendor=detail.row.name,
        model=use.model,
        plan=use.plan or detail.plan,
        region=use.region or "; ".join(dict.fromkeys(stated_regions(said))) or detail.row.region,
        home_region=use.home_region or judged.file.policy.home_region,
        agreement=agreement.id if agreement else "",
        retention=retention(said.get(Clause.RETENTION)),
        training=training(judged, said.get(Clause.TRAINING_CONTRACT)),
        segments=use.segments,
        points=tuple(f"{point.about}: {point.why}" for point in _points(judged, use, bound=agreement is not None)),
    )


def _points(judged: JudgedFile, use: Use, *, bound: bool) -> list[OpenPoint]:
    """What fails in the terms of a use. Whether another feature is covered is not this one's matter."""
    # where an agreement binds the use, its plan is covered, whatever is open for others
    terms = [point for point in judged.failing if point.code.startswith(_ABOUT_TERMS)]
    return [point for point in terms if point.code != "plan_uncovered" or (not bound and point.about == use.name)]


def retention(found: ClauseRow | None) -> str:
    """`30 days`, the words of the document, or nothing when nobody read it."""
    if found is None:
        return ""
    return count(found.amount, "day") if found.amount is not None else found.value or found.answer.value


def training(judged: JudgedFile, found: ClauseRow | None) -> str:
    """What contract and settings say together: `off by contract, 2 of 3 projects off`."""
    projects = judged.file.projects
    off = sum(one.training is Training.OFF for one in projects)
    contract = "not read" if found is None else "off" if found.answer is ClauseAnswer.YES else found.answer.value
    settings = f", {off} of {count(len(projects), 'project')} off" if projects else ""
    return f"contract {contract}{settings}"
