"""One vendor as a page of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from grcdesk.rules.vendors.agreements import CLAUSES, UNITS
from grcdesk.schemas.vendors.vendors import VENDOR_FACTS
from grcdesk.wording import day, word

if TYPE_CHECKING:
    from grcdesk.schemas.vendors.file import (
        AgreementRow,
        ClauseRow,
        DocumentRow,
        ExpectedRow,
        JudgedFile,
        PackageLine,
        ReportCover,
        ReportRow,
        SubprocessorRow,
        Use,
        VendorFile,
    )
    from grcdesk.schemas.vendors.reviews import ReviewRow
    from grcdesk.schemas.vendors.vendors import ReviewDue, VendorDetail


def described(judged: JudgedFile) -> str:
    """The page: who it is, when it is due and why, what fails, what stands behind it."""
    file = judged.file
    parts = [f"{file.detail.row.id}  {file.detail.row.name}", ""]
    parts += [f"{name:<12} {text}" for name, text in _facts(file.detail)]
    parts += _judgement(judged)
    parts += _papers(judged)
    for one in file.agreements:
        parts += _agreement(one)
    parts += _relations(file)
    parts += section("Reviews", (reviewed(one) for one in file.reviews))
    return "\n".join(parts)


def _judgement(judged: JudgedFile) -> list[str]:
    """What keeps it from being approved, and what is merely weak."""
    weak = [one for one in judged.points if one not in judged.failing]
    return [
        *section("Fails", (f"{one.about}: {one.why}" for one in judged.failing)),
        *section("Weak", (f"{one.about}: {one.why}" for one in weak)),
    ]


def _papers(judged: JudgedFile) -> list[str]:
    """What it showed, and how far its reports reach over our period."""
    wanted = [one for one in judged.package if one.required or one.document]
    return [
        *section("Package", map(_item, wanted)),
        *section("Documents", map(_document, judged.file.documents)),
        *section("Own period", _cover(judged.cover)),
        *section("Report reviews", map(_report, judged.file.reports)),
    ]


def _agreement(one: AgreementRow) -> list[str]:
    read = [f"{one.document} SHA-256 {one.sha256}".strip()] if one.sha256 else []
    title = f"Agreement {one.label}, {word(one.kind)}, binds since {day(one.binding)}"
    return section(title, (*read, *map(_clause, one.clauses)))


def _relations(file: VendorFile) -> list[str]:
    """Our account there, controls we count on, whom it hands data on to, whom to call, and what relies on it."""
    projects = (f"{one.name}: training {word(one.training)}, as of {one.as_of}" for one in file.projects)
    contacts = (f"{one.id}  {word(one.kind)}: {one.name} {one.mail} {one.phone}" for one in file.contacts)
    return [
        *section("Account", projects),
        *section("Expected controls", map(_expected, file.expected)),
        *section("Subprocessors", map(_subprocessor, file.subprocessors)),
        *section("Contacts", contacts),
        *section("Features", map(_use, file.uses)),
    ]


def _item(one: PackageLine) -> str:
    until = f", until {one.expires}" if one.expires else ""
    why = f": {one.why}" if one.why else ""
    return f"{one.label}: {word(one.status)}{f' {one.document}' if one.document else ''}{until}{why}"


def _document(one: DocumentRow) -> str:
    covers = f", covers {day(one.covers_from)}..{one.covers_to}" if one.covers_to else ""
    until = f", until {one.expires}" if one.expires else ""
    kept = f", kept as {one.evidence}" if one.evidence else ", not kept"
    gone = f", replaced by {one.replaced_by}" if one.replaced_by else ""
    return f"{one.id}  {word(one.kind)} {one.title}, issued {day(one.issued)}{covers}{until}{kept}{gone}"


def _cover(cover: ReportCover | None) -> Iterator[str]:
    if cover is None:
        return
    bridge = f", bridge letter to {cover.bridge_to}" if cover.bridge_to else ""
    yield f"{cover.period}: report {cover.report or 'none'}{bridge}"
    yield f"lead gap {cover.lead_gap} d, tail gap {cover.tail_gap} d, uncovered {cover.uncovered} d"


def _report(one: ReportRow) -> str:
    exceptions = f"; exceptions: {one.exceptions}" if one.exceptions else ""
    read = f"{one.document} by {one.reviewer} on {one.reviewed_on}"
    return f"{one.id}  {read}: {word(one.opinion)}; {one.conclusion}{exceptions}"


def _clause(one: ClauseRow) -> str:
    number = f" {one.amount} {UNITS.get(one.clause, '')}".rstrip() if one.amount is not None else ""
    value = f" ({one.value})" if one.value else ""
    dated = f", dated {one.dated}" if one.dated else ""
    left_out = f", without {one.carve_outs}" if one.carve_outs else ""
    place = f", {one.place}" if one.place else ""
    read = f"read {one.reviewed_on} by {one.reviewed_by}"
    return f"{CLAUSES[one.clause].label}: {word(one.answer)}{number}{value}{dated}{left_out}{place}, {read}"


def _expected(one: ExpectedRow) -> str:
    by = " ".join(one.controls) or (f"accepted by {one.approver}: {one.accepted}" if one.accepted else "nothing yet")
    return f"{one.id}  {one.kind} {one.what}: {by}"


def _subprocessor(one: SubprocessorRow) -> str:
    clock = f", object by {one.object_by}, {word(one.decision)}" if one.object_by else ""
    return f"{one.id}  {one.name} {one.region}{clock}".rstrip()


def _use(one: Use) -> str:
    return f"{one.feature}  {one.name}: {one.model} {one.plan} {one.region}".rstrip()


def section(title: str, lines: Iterable[str]) -> list[str]:
    """A title over indented lines; nothing when there are none."""
    found = [f"  {line}" for line in lines]
    return ["", title, *found] if found else []


def when(due: ReviewDue) -> str:
    """`2027-02-28, 99 days, due 90 (tier high: …)`."""
    days = f", {due.days} days" if due.days is not None else ""
    return f"{day(due.due)}{days}, {word(due.state)} ({due.why})"


def reviewed(one: ReviewRow) -> str:
    """One review on a line."""
    said = f"{word(one.conclusion)} on {day(one.concluded_on)}" if one.conclusion else word(one.status)
    conditions = f": {one.conditions}" if one.conditions else ""
    return f"{one.id}  {word(one.kind)} by {one.reviewer}, begun {one.started_on}: {said}{conditions}"


def _paged(detail: VendorDetail) -> Iterator[tuple[str, str]]:
    for fact in VENDOR_FACTS.values():
        if fact.paged and detail.told(fact.name):
            yield fact.label, detail.told(fact.name)


def _grades(detail: VendorDetail) -> Iterator[tuple[str, str]]:
    for name in ("data", "criticality", "access", "substitute", "risk"):
        value = getattr(detail, name)
        yield name.capitalize(), word(value) if value else "-"


def _facts(detail: VendorDetail) -> Iterator[tuple[str, str]]:
    row = detail.row
    yield "Use", row.service or "-"
    yield "Tier", _tier(detail)
    yield "Provider", "model provider" if row.model_provider else "no models"
    yield "In scope", "yes" if row.in_scope else "no"
    yield "Method", word(row.method)
    yield from _grades(detail)
    yield "Owner", row.owner or "-"
    yield "Plan", detail.plan or "-"
    yield "Region", row.region or "-"
    yield from _paged(detail)
    yield from _dates(detail)
    if detail.note:
        yield "Note", detail.note


def _tier(detail: VendorDetail) -> str:
    """`high (one customer asks for it); the answers suggest critical`."""
    reason = f" ({detail.tier_reason})" if detail.tier_reason else ""
    suggested = detail.suggested_tier
    other = f"; the answers suggest {word(suggested)}" if suggested not in {None, detail.row.tier} else ""
    return f"{word(detail.row.tier)}{reason}{other}"


def _dates(detail: VendorDetail) -> Iterator[tuple[str, str]]:
    """Since when it is used, its reviews and checks, and when it left."""
    row = detail.row
    yield "Onboarded", day(row.onboarded)
    yield "First use", day(detail.first_use)
    yield "Last review", day(row.last_review)
    yield "Next review", when(row.review)
    if row.check is not None:
        yield "Next check", when(row.check)
    if row.offboarded:
        yield "Offboarded", f"{row.offboarded} {detail.offboard_reason}".strip()
