"""Lists of vendors kept elsewhere: CSV or XLSX, its columns known by their headings or told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from grcdesk.errors import BadInput, did_you_mean
from grcdesk.importers.reading.days.columns import DateColumns
from grcdesk.importers.reading.headings import plain_heading
from grcdesk.importers.reading.times import BadTime
from grcdesk.importers.reading.whole import tables as whole_tables
from grcdesk.importers.reading.words import WordBook, refuse_unknown, told_again
from grcdesk.schemas.tables import Words
from grcdesk.schemas.vendors import VendorFacts, VendorIn, VendorsFile
from grcdesk.terms.tables import DayOrder
from grcdesk.terms.vendors import Access, Data, Grade, Method, Substitute, Tier
from grcdesk.text import clean

_ALIASES: dict[str, tuple[str, ...]] = {
    "name": ("vendor", "vendorname", "supplier", "suppliername", "name", "company", "provider", "thirdparty"),
    "legal_name": ("legalname", "legalentity", "contractname"),
    "known_as": ("knownas", "aliases", "alias", "othernames"),
    "service": (
        "service",
        "services",
        "use",
        "usedfor",
        "purpose",
        "product",
        "description",
        "whatitdoes",
        "serviceprovided",
        "servicesprovided",
    ),
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
    "last_review": (
        "lastreview",
        "lastreviewed",
        "lastreviewdate",
        "reviewedon",
        "lastassessment",
        "lastassessed",
        "lastassessmentdate",
        "assessedon",
    ),
    "last_check": ("lastcheck", "lastchecked", "interimreview"),
    "offboarded": ("offboarded", "offboardedon", "offboardingdate", "contractend", "terminated", "enddate"),
    "offboard_reason": ("offboardreason", "reasonforleaving", "offboardingreason"),
}
CONCEPTS = tuple(_ALIASES)
"""What a column may tell of a vendor."""
_HEADINGS = frozenset(name for names in _ALIASES.values() for name in names)
_TERMS: Mapping[str, type[StrEnum]] = {
    "tier": Tier, "data": Data, "criticality": Grade, "access": Access, "substitute": Substitute, "risk": Grade,
    "method": Method,
}  # fmt: skip
_DATES = ("onboarded", "first_use", "last_review", "last_check", "offboarded")
_FLAGS = ("model_provider", "in_scope")
WORDS: Mapping[str, Sequence[str]] = {what: tuple(kind) for what, kind in _TERMS.items()} | dict.fromkeys(
    _FLAGS, ("yes", "no")
)
"""For what a column tells, our words."""
_YES_NO = {
    **dict.fromkeys(("y", "true", "1", "x", "ja", "in scope"), "yes"),
    **dict.fromkeys(("n", "false", "0", "nein", "out of scope"), "no"),
}


def read_vendors(
    path: Path, *, columns: Mapping[str, str], before: Mapping[str, str] | None = None, words: Words | None = None,
    sheet: str = "", header: int = 0, dates: str = "",
) -> VendorsFile:  # fmt: skip
    """Read a list of vendors, one row each. A blank cell says nothing.

    Args:
        path: CSV or XLSX.
        columns: what → column, as a person said; what is not said goes by the headings. An empty column is left out.
        before: the same, as it was said of an earlier file; holds where this file has the column.
        words: what words of the list mean.
        sheet: of a workbook, which; else the one that holds the list.
        header: the row that names the columns; 0: it is found.
        dates: what stands first in days with slashes, where their column does not tell.

    Raises:
        BadInput: when it cannot be read, no column names the vendor, a word is not known, or a row says what cannot
            be: each is listed.
    """
    content, sha256 = whole_tables.read_bytes(path)
    told = {column for column in (*columns.values(), *(before or {}).values()) if column}
    rows = whole_tables.read_rows(content, path.name, sheet=sheet, header=header, knows=partial(_is_heading, told))
    chosen = _choose(rows.columns, {**still(before or {}, rows.columns), **columns}, path.name)
    order = DayOrder(dates) if dates else None
    days = DateColumns(
        rows.cells(chosen, _DATES), told=order, file=path.name, serial=rows.first_day, months=_DATES, names=chosen
    )
    reader = _RowReader(days, WordBook(WORDS, dict.fromkeys(_FLAGS, _YES_NO), words))
    found: dict[str, VendorIn] = {}
    wrong = [*rows.skipped]
    for line, row in rows.rows:
        one = reader.vendor(line, {what: row[column] for what, column in chosen.items()}, wrong)
        known = found.get(one.name.casefold())
        if not one.name:
            wrong.append(f"line {line}: names no vendor")
        elif known is not None:
            wrong.append(f"line {line}: {one.name} stands in line {known.line} already")
        else:
            found[one.name.casefold()] = one
    refuse_unknown(reader.words.unknown, path.name, wrong)
    if wrong:
        hint = "mend these cells, or leave a column out with --column WHAT="
        raise BadInput(f"{len(wrong)} of its rows cannot be read", hint=hint, reasons=tuple(wrong), file=path.name)
    return VendorsFile(
        sha256=sha256,
        vendors=tuple(found.values()),
        columns=tuple(f"{what} = {column}" for what, column in chosen.items()),
        unused=tuple(column for column in rows.columns if column not in chosen.values()),
        notes=(*rows.notes, *days.notes, *told_again(words, dates)),
    )


def _is_heading(told: Collection[str], row: Sequence[str]) -> bool:
    """Whether a row names columns: one that was told, or two that are known, one of them the name of the vendor."""
    plain = {plain_heading(text) for text in row if text.strip()}
    known = len(plain & _HEADINGS) > 1 and not plain.isdisjoint(_ALIASES["name"])
    return known or any(text.strip() in told for text in row)


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


class _RowReader:
    """One row into one vendor."""

    def __init__(self, days: DateColumns, words: WordBook) -> None:
        self.days, self.words = days, words

    def vendor(self, line: int, row: Mapping[str, str], wrong: list[str]) -> VendorIn:
        """What a row says; what cannot be is added to `wrong`."""
        said: dict[str, Any] = {}
        for what, raw in row.items():
            given = " ".join(raw.split()) if what != "note" else raw.strip()
            if not given:
                continue
            try:
                value = self._value(what, clean(given, what), line)
            except BadTime as error:
                wrong.append(f"line {line}: {what.replace('_', ' ')} is no day: {error}; write 2026-01-31")
            else:
                said |= {} if value is None else {what: value}
        name, left, reason = said.pop("name", ""), said.pop("offboarded", None), said.pop("offboard_reason", "")
        return VendorIn(line, name, VendorFacts(**said), left, reason)

    def _value(self, what: str, given: str, line: int) -> object:
        """The value of a cell; None: it says nothing."""
        if what in _DATES:
            return self.days.day(what, given)
        if what not in WORDS:
            return given
        word = self.words.read(what, given, line)
        if not word:
            return None
        return word == "yes" if what in _FLAGS else _TERMS[what](word)
