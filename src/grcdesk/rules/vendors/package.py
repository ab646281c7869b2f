"""What a due-diligence package must hold, how long a document stays fresh, and what fails in it. House defaults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.rules.time.months import add_months
from grcdesk.schemas.vendors.file import DocumentRow, Level, OpenPoint, PackageLine, PackageRow, VendorFile
from grcdesk.terms.vendors import ContactKind, DocumentKind, PackageItem, PackageStatus, Tier


@dataclass(frozen=True, slots=True)
class PackageRule:
    """One item of the package."""

    label: str
    kinds: tuple[DocumentKind, ...]
    """Documents that answer it; none: a contact does."""
    fresh: int = 0
    """Months after which a document without an expiry is stale, counted from its end or its issue; 0: never."""


PACKAGE: dict[PackageItem, PackageRule] = {
    PackageItem.SOC2_REPORT: PackageRule(
        "SOC 2 Type II report", (DocumentKind.SOC2_TYPE2, DocumentKind.SOC2_TYPE1), 15
    ),
    PackageItem.ISO27001: PackageRule("ISO 27001 certificate", (DocumentKind.ISO27001,)),
    PackageItem.DPA: PackageRule("Data processing agreement with annexes", (DocumentKind.DPA,)),
    PackageItem.MODEL_TERMS: PackageRule("Data terms of the models", (DocumentKind.MODEL_TERMS,), 12),
    PackageItem.INCIDENT_NOTICE: PackageRule(
        "Commitment to tell of incidents", (DocumentKind.INCIDENT_NOTICE, DocumentKind.DPA)
    ),
    PackageItem.SECURITY_CONTACT: PackageRule("Security contact", ()),
    PackageItem.ISO42001: PackageRule("ISO 42001 certificate", (DocumentKind.ISO42001,)),
    PackageItem.SUBPROCESSORS: PackageRule("List of subprocessors", (DocumentKind.SUBPROCESSORS,), 12),
    PackageItem.ACCOUNT_SETTINGS: PackageRule("Export of our account settings", (DocumentKind.ACCOUNT_SETTINGS,), 12),
    PackageItem.PENETRATION_TEST: PackageRule("Summary of a penetration test", (DocumentKind.PENETRATION_TEST,), 15),
    PackageItem.QUESTIONNAIRE: PackageRule("Security questionnaire", (DocumentKind.QUESTIONNAIRE,), 12),
    PackageItem.CONTINUITY: PackageRule("Note on business continuity", (DocumentKind.CONTINUITY,), 24),
    PackageItem.EXIT_PLAN: PackageRule("Exit plan", (DocumentKind.EXIT_PLAN,), 24),
}
_CORE = (
    PackageItem.SOC2_REPORT,
    PackageItem.ISO27001,
    PackageItem.DPA,
    PackageItem.INCIDENT_NOTICE,
    PackageItem.SECURITY_CONTACT,
)
_BY_TIER = {
    Tier.CRITICAL: (*_CORE, PackageItem.SUBPROCESSORS, PackageItem.CONTINUITY, PackageItem.EXIT_PLAN),
    Tier.HIGH: (*_CORE, PackageItem.SUBPROCESSORS),
    Tier.MEDIUM: (PackageItem.DPA, PackageItem.SECURITY_CONTACT),
    Tier.LOW: (PackageItem.SECURITY_CONTACT,),
}
_OF_MODELS = (*_CORE, PackageItem.MODEL_TERMS, PackageItem.SUBPROCESSORS, PackageItem.ACCOUNT_SETTINGS)


def required(tier: Tier, *, model_provider: bool) -> frozenset[PackageItem]:
    """What the package must hold: by tier, and the core six and more for a model provider whatever its tier."""
    return frozenset((*_BY_TIER[tier], *(_OF_MODELS if model_provider else ())))


def item_of(kind: DocumentKind) -> PackageItem | None:
    """The item a document answers first of all."""
    return next((item for item, asked in PACKAGE.items() if kind in asked.kinds), None)


def expiry(document: DocumentRow, fresh: int) -> date | None:
    """The day a document stops counting: as written on it, else when it is stale; None: it stays."""
    if document.expires is not None or not fresh:
        return document.expires
    last = document.covers_to or document.issued
    return add_months(last, fresh) if last else None


def judge(file: VendorFile, today: date) -> tuple[PackageLine, ...]:
    """Every item of the package on that day, in its usual order."""
    row = file.detail.row
    needed = required(row.tier, model_provider=row.model_provider)
    said = {entry.item: entry for entry in file.package}
    return tuple(_line(file, item, said.get(item), today, needed=item in needed) for item in PACKAGE)


def points(lines: tuple[PackageLine, ...]) -> list[OpenPoint]:
    """What is not as it should be in the package."""
    return [
        OpenPoint(f"package_{line.item}", line.label, line.why, line.level) for line in lines if line.level is not None
    ]


def _line(file: VendorFile, item: PackageItem, said: PackageRow | None, today: date, *, needed: bool) -> PackageLine:
    asked = PACKAGE[item]
    document = _document(file, asked, said)
    contact = _has_contact(file, item)
    status = _status(said, document, contact=contact)
    expires = expiry(document, asked.fresh) if document else None
    why = _wrong(status, said, document, expires, today, contact=contact)
    # what nobody needs and is not there fails nothing; what is there is judged, needed or not
    late = why if needed or status is PackageStatus.HAVE else ""
    return PackageLine(
        item=item,
        label=asked.label,
        required=needed,
        status=status,
        document=document.id if document else "",
        issued=document.issued if document else None,
        covers=_covers(document),
        expires=expires,
        result=said.result if said else "",
        level=(Level.FAILS if needed else Level.WEAK) if late else None,
        why=late,
    )


def _has_contact(file: VendorFile, item: PackageItem) -> bool:
    """Whether the item is answered by a contact on record: it needs no document."""
    return item is PackageItem.SECURITY_CONTACT and any(one.kind is ContactKind.SECURITY for one in file.contacts)


def _covers(document: DocumentRow | None) -> str:
    return f"{document.covers_from or ''}..{document.covers_to}" if document and document.covers_to else ""


def _status(said: PackageRow | None, document: DocumentRow | None, *, contact: bool) -> PackageStatus:
    """As a person said, else by what is on file. A contact that is on record has come, whatever was said before."""
    on_file = PackageStatus.HAVE if document else PackageStatus.NOT_ASKED
    status = said.status if said else on_file
    if contact and status in {PackageStatus.NOT_ASKED, PackageStatus.REQUESTED}:
        return PackageStatus.HAVE
    return status


def _document(file: VendorFile, asked: PackageRule, said: PackageRow | None) -> DocumentRow | None:
    """The document named with the item, else the newest that answers it, the better kind first."""
    by_id = {one.id: one for one in file.documents}
    if said and said.document in by_id:
        return by_id[said.document]
    for kind in asked.kinds:
        found = [one for one in file.documents if one.kind is kind and not one.replaced_by]
        if found:
            return max(found, key=_age)
    return None


def _age(document: DocumentRow) -> tuple[date, date]:
    """The last day it speaks of, then the day it was issued; what says neither is older than all others."""
    issued = document.issued or date.min
    return document.covers_to or issued, issued


def _wrong(
    status: PackageStatus,
    said: PackageRow | None,
    document: DocumentRow | None,
    expires: date | None,
    today: date,
    *,
    contact: bool,
) -> str:
    """What is wrong with an item of the package; empty: nothing."""
    if status is PackageStatus.WAIVED:
        return ""
    if status is PackageStatus.NOT_ASKED:
        return "never asked for"
    if status in {PackageStatus.REQUESTED, PackageStatus.NOT_OFFERED}:
        return _not_there(status, said)
    if document is not None:
        return _wrong_with(document, expires, today)
    return "" if contact else "said to be there, but no document is on file"


def _not_there(status: PackageStatus, said: PackageRow | None) -> str:
    """Of an item that was asked for: when, or why the vendor does not give it."""
    if status is PackageStatus.REQUESTED:
        asked = f" on {said.asked_on}" if said and said.asked_on else ""
        return f"asked for{asked}, not received"
    return f"not offered{': ' + said.reason if said and said.reason else ''}; not waived"


def _wrong_with(document: DocumentRow, expires: date | None, today: date) -> str:
    """What keeps a document on file from standing for its item; empty: nothing."""
    if expires is not None and expires < today:
        return f"{document.id} {'expired on' if document.expires else 'is stale since'} {expires}"
    if document.kind is DocumentKind.SOC2_TYPE1:
        return f"{document.id} is Type I: it says nothing about a period"
    return "" if document.evidence else f"{document.id} names no artefact: its file is not kept"
