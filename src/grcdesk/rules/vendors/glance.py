"""One word on each paper of a vendor, for a list. What is behind it stands in the vendor's file."""

from __future__ import annotations

from datetime import date

from grcdesk.rules.vendors.agreements import UNITS, in_force, needs_dpa
from grcdesk.rules.vendors.running_out import late
from grcdesk.rules.vendors.transfers import parts_of, stated_regions
from grcdesk.schemas.vendors.file import ClauseRow, JudgedFile, Level, PackageLine
from grcdesk.schemas.vendors.glance import Mark, VendorGlance
from grcdesk.terms.vendors import Clause, ClauseAnswer, PackageItem, PackageStatus, Training

_TERMS = ("plan_", "late_dpa", "dpa_", "clause_", "breach_", "zero_", "notice_")


def glance(judged: JudgedFile) -> VendorGlance:
    """The line of one vendor."""
    lines = {line.item: line for line in judged.package}
    report = lines[PackageItem.SOC2_REPORT]
    covered = judged.cover.report.end if judged.cover and judged.cover.report else report.expires
    soc2 = _paper(report, covered)
    return VendorGlance(
        row=judged.file.detail.row,
        failing=len(judged.failing),
        soc2=Mark(soc2.text, _worst(judged, ("report_",)) or soc2.level) if soc2.text else soc2,
        iso=_paper(lines[PackageItem.ISO27001], lines[PackageItem.ISO27001].expires),
        dpa=_dpa(judged),
        training=_training(judged),
        retention=_retention(judged),
        region=_region(judged),
        late=late(judged),
    )


def _worst(judged: JudgedFile, codes: tuple[str, ...]) -> Level | None:
    found = {point.level for point in judged.points if point.code.startswith(codes)}
    return Level.FAILS if Level.FAILS in found else Level.WEAK if found else None


def _paper(line: PackageLine, until: date | None) -> Mark:
    """`to 2026-09`, `waived`, `asked`, `none`; nothing when it is not asked for."""
    if line.status is PackageStatus.WAIVED:
        return Mark("waived")
    if line.document:
        return Mark(f"to {until:%Y-%m}" if until else "kept", line.level)
    if line.status is PackageStatus.REQUESTED:
        return Mark("asked", line.level)
    return Mark("none", line.level) if line.required else Mark()


def _clauses(judged: JudgedFile) -> dict[Clause, ClauseRow]:
    """What the newest agreement in force says; one for all features before one for a single one."""
    found = sorted(in_force(judged.file, judged.as_of), key=lambda one: not one.feature)
    return found[-1].said if found else {}


def _dpa(judged: JudgedFile) -> Mark:
    if not in_force(judged.file, judged.as_of):
        return Mark("none", Level.FAILS) if needs_dpa(judged.file) else Mark()
    # an agreement in force is no yes while one of its terms fails
    failing = sum(point.code.startswith(_TERMS) for point in judged.failing)
    return Mark(f"{failing} fail" if failing > 1 else "1 fails", Level.FAILS) if failing else Mark("yes")


def _training(judged: JudgedFile) -> Mark:
    """The contract and the settings of our account together."""
    projects = judged.file.projects
    if not (judged.file.detail.row.model_provider or projects):
        return Mark()
    off = sum(one.training is Training.OFF for one in projects)
    # a setting that allows training outweighs any contract: it is what happens to the data
    if off < len(projects):
        return Mark(f"{off} of {len(projects)}", Level.FAILS)
    said = _clauses(judged).get(Clause.TRAINING_CONTRACT)
    # an unread contract is no no, and no yes either
    if said is None:
        return Mark("?", Level.FAILS)
    good = said.answer is ClauseAnswer.YES
    return Mark("off" if good else said.answer.value, None if good else Level.FAILS)


def _retention(judged: JudgedFile) -> Mark:
    said = _clauses(judged).get(Clause.RETENTION)
    if said is None:
        return Mark("?", Level.FAILS) if needs_dpa(judged.file) else Mark()
    if said.amount is None:
        text = "words" if said.answer in {ClauseAnswer.YES, ClauseAnswer.PARTIAL} else said.answer.value
        return Mark(text, Level.FAILS)
    return Mark(f"{said.amount} {UNITS[Clause.RETENTION][0]}", _worst(judged, ("retention",)))


def _region(judged: JudgedFile) -> Mark:
    said = _clauses(judged)
    regions = parts_of(stated_regions(said)) or parts_of([judged.file.detail.row.region])
    return Mark(" ".join(regions), _worst(judged, ("transfer_",)))
