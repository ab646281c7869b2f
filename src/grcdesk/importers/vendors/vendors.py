"""Lists of vendors kept elsewhere: CSV or XLSX, its columns known by their headings or told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date
from enum import StrEnum
from pathlib import Path
from typing import Any

from grcdesk.errors import BadInput, did_you_mean
from grcdesk.importers.reading.headings import plain_heading
from grcdesk.importers.reading.times import BadTime, day_of, read_time
from grcdesk.importers.reading.whole import tables as whole_tables
from grcdesk.schemas.vendors import VendorFacts, VendorIn, VendorsFile
from grcdesk.terms.vendors import Access, Data, Grade, Method, Substitute, Tier
from grcdesk.text import clean

_ALIASES: dict[str, tuple[str, ...]] = {
    "name": ("vendor", "vendorname", "supplier", "suppliername", "name", "company", "provider", "thirdparty"),
    "legal_name": ("legalname", "legalentity", "contractname"),
    "known_as": ("knownas", "aliases", "alias", "othernames"),
    "service": ("service", "services", "use", "usedfor", "purpose", "product", "description", "whatitdoes"),
    "website": ("website", "url", "homepage", "domain"),
    "owner": ("owner", "businessowner", "vendorowner", "relationshipowner", "internalowner", "responsible"),
    "tier": ("tier", "class", "vendortier", "risktier", "classification"),
    "tier_reason": ("tierreason", "reasonfortier"),
    "model_provider": ("modelprovider", "aiprovider", "llmprovider", "usesai"),
    "in_scope": ("inscope", "scope", "soc2scope"),
    "data": ("data", "dataclass", "dataclassification", "datasensitivity", "mostsensitivedata"),
    "criticality": ("criticality", "businesscriticality"),
    "access": ("access", "accesslevel", "systemaccess"),
    "substitute": ("substitute", "substitutability", "replaceablewithin"),
    "risk": ("risk", "riskrating", "risklevel", "inherentrisk", "residualrisk"),
    "method": ("method", "subservicemethod", "subservice"),
    "plan": ("plan", "subscription", "edition"),
    "region": ("region", "dataregion", "hostingregion", "location", "datalocation"),
    "note": ("note", "notes", "comment", "comments", "remarks"),
    "onboarded": ("onboarded", "onboardedon", "onboardingdate", "contractstart", "startdate", "start", "since"),
    "first_use": ("firstuse", "firstproductionuse", "golive", "golivedate"),
    "last_review": ("lastreview", "lastreviewed", "lastreviewdate", "reviewedon", "lastassessment", "lastassessed"),
    "last_check": ("lastcheck", "lastchecked", "interimreview"),
    "offboarded": ("offboarded", "offboardedon", "offboardingdate", "contractend", "terminated", "enddate"),
    "offboard_reason": ("offboardreason", "reasonforleaving", "offboardingreason"),
}
CONCEPTS = tuple(_ALIASES)
"""What a column may tell of a vendor."""
_TERMS: Mapping[str, type[StrEnum]] = {
    "tier": Tier, "data": Data, "criticality": Grade, "access": Access, "substitute": Substitute, "risk": Grade,
    "method": Method,
}  # fmt: skip
_DATES = frozenset({"onboarded", "first_use", "last_review", "last_check", "offboarded"})
_FLAGS = {
    **dict.fromkeys(("yes", "y", "true", "1", "x", "ja", "in scope"), True),
    **dict.fromkeys(("no", "n", "false", "0", "nein", "out of scope"), False),
}


def read_vendors(
    path: Path, *, columns: Mapping[str, str], before: Mapping[str, str] | None = None, sheet: str = ""
) -> VendorsFile:
    """Read a list of vendors, one row each. A blank cell says nothing.

    Args:
        path: CSV or XLSX.
        columns: what → column, as a person said; what is not said goes by the headings. An empty column is left out.
        before: the same, as it was said of an earlier file; holds where this file has the column.
        sheet: of a workbook, which; the first when empty.

    Raises:
        BadInput: when it cannot be read, no column names the vendor, or a row says what cannot be: each is listed.
    """
    content, sha256 = whole_tables.read_bytes(path)
    rows = whole_tables.read_rows(content, path.name, sheet=sheet)
    chosen = _choose(rows.columns, {**still(before or {}, rows.columns), **columns}, path.name)
    found: dict[str, VendorIn] = {}
    wrong = list(rows.skipped)
    for line, row in rows.rows:
        one = _vendor(line, {what: row[column] for what, column in chosen.items()}, wrong)
        known = found.get(one.name.casefold())
        if not one.name:
            wrong.append(f"line {line}: names no vendor")
        elif known is not None:
            wrong.append(f"line {line}: {one.name} stands in line {known.line} already")
        else:
            found[one.name.casefold()] = one
    if wrong:
        hint = "mend these cells, or leave a column out with --column WHAT="
        raise BadInput(f"{len(wrong)} of its rows cannot be read", hint=hint, reasons=tuple(wrong), file=path.name)
    return VendorsFile(
        sha256=sha256,
        vendors=tuple(found.values()),
        columns=tuple(f"{what} = {column}" for what, column in chosen.items()),
        unused=tuple(column for column in rows.columns if column not in chosen.values()),
        notes=tuple(rows.notes),
    )


def still(before: Mapping[str, str], columns: Collection[str]) -> dict[str, str]:
    """What was said of the columns of an earlier file and holds of this one too."""
    return {what: column for what, column in before.items() if not column or column in columns}


def _choose(columns: tuple[str, ...], told: Mapping[str, str], file: str) -> dict[str, str]:
    for what, column in told.items():
        if what not in CONCEPTS:
            raise BadInput(f"a column cannot mean {what!r}", hint=did_you_mean(what, CONCEPTS))
        if column and column not in columns:
            raise BadInput(f"has no column {column!r}", hint=did_you_mean(column, columns), file=file)
    by_plain = {plain_heading(column): column for column in reversed(columns) if column not in told.values()}
    chosen = {what: column for what, column in told.items() if column}
    for what, names in _ALIASES.items():
        fit = next((by_plain[name] for name in (plain_heading(what), *names) if name in by_plain), None)
        if what not in told and fit is not None and fit not in chosen.values():
            chosen[what] = fit
    if "name" not in chosen:
        hint = f"say which, with --column name=COLUMN; also known are {', '.join(CONCEPTS[1:8])} …"
        raise BadInput(f"no column names the vendor: {', '.join(columns[:30])}", hint=hint, file=file)
    return {what: chosen[what] for what in CONCEPTS if what in chosen}


def _vendor(line: int, row: Mapping[str, str], wrong: list[str]) -> VendorIn:
    said: dict[str, Any] = {}
    for what, raw in row.items():
        given = " ".join(raw.split()) if what != "note" else raw.strip()
        if not given:
            continue
        try:
            said[what] = _value(what, clean(given, what))
        except BadInput as error:
            wrong.append(f"line {line}: {what.replace('_', ' ')} {error.message}")
    name, left, reason = said.pop("name", ""), said.pop("offboarded", None), said.pop("offboard_reason", "")
    return VendorIn(line, name, VendorFacts(**said), left, reason)


def _value(what: str, given: str) -> object:
    folded = given.casefold()
    if what in _DATES:
        return _day(given)
    if what in {"model_provider", "in_scope"}:
        if folded not in _FLAGS:
            raise BadInput(f"is {given!r}: write yes or no")
        return _FLAGS[folded]
    kind = _TERMS.get(what)
    if kind is None:
        return given
    word = folded.replace(" ", "_").replace("-", "_")
    if word not in set(kind):
        raise BadInput(f"is {given!r}: one of {', '.join(kind)}")
    return kind(word)


def _day(given: str) -> date | None:
    try:
        found = read_time(given, UTC)
    except BadTime as error:
        raise BadInput(f"is no day: {error}; write 2026-01-31") from error
    return day_of(found, UTC) if found else None
