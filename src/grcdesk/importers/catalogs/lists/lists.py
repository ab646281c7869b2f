"""A list of controls or requirements that another tool exports, or that somebody keeps in a spreadsheet, as a catalog.

What most tools call the controls of a framework is what a framework asks for: so a list becomes a framework, unless a
person says that it holds controls.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grcdesk.errors import BadInput, did_you_mean
from grcdesk.importers.catalogs.lists import fields as rules
from grcdesk.importers.catalogs.lists.records import ListRecord, RecordList, read_records
from grcdesk.importers.catalogs.lists.texts import (
    MAX_LINE,
    MAX_TEXT,
    NOT_GROUPED,
    NOT_TOLD,
    TEXTS_LEFT,
    catalog_id,
    line,
    record_id,
    written,
)
from grcdesk.importers.keeping import content
from grcdesk.importers.reading.makers.files import makers_for
from grcdesk.schemas.catalogs.catalogs import TakingPlan, Translation
from grcdesk.terms import CatalogKind
from grcdesk.wording import count, join

READS = "catalogs"
"""What maker files of such lists say they are for."""
_SHOWN = 5


def read(path: Path, *, plan: TakingPlan, own: str = "") -> Translation:
    """A list as one catalog file.

    Args:
        path: CSV, XLSX or JSON.
        plan: as a person wants it read.
        own: the folder of the desk's own maker files; empty: there is none.

    Raises:
        BadInput: when it is no such list, saying what was seen; or when rows cannot be taken, each named.
    """
    makers = makers_for(READS, Path(own) if own else None)
    found = read_records(path, makers, plan.sheet, rules.KNOWN)
    entries, told = entries_of(found, plan)
    name = "controls" if plan.kind is CatalogKind.CONTROLS else "items"
    return Translation((*found.notes, *told), (written(_head(found, plan) | {name: entries}, found.file),))


def entries_of(found: RecordList, plan: TakingPlan) -> tuple[list[dict[str, Any]], list[str]]:
    """The entries of a catalog file that records make, and what became of each.

    Raises:
        BadInput: when some cannot be taken, each named.
    """
    taking = _Taking(found, plan)
    entries = taking.entries()
    _refuse(taking, plan)
    return entries, taking.told


def _head(found: RecordList, plan: TakingPlan) -> dict[str, Any]:
    """What a catalog file says of itself, as the plan, the file or the name of the file tells it."""
    around = ListRecord("", found.document)
    stem = found.file.rpartition(".")[0] or found.file
    named = plan.title or around.text(*found.names("catalog_title", ())) or stem
    made_by = f"{found.maker.maker}, {found.maker.what}" if found.maker else "a list"
    kind = plan.kind or CatalogKind.FRAMEWORK
    tree: dict[str, Any] = {
        "catalog": plan.catalog or catalog_id(named),
        "kind": str(kind),
        "title": line(named),
        "version": line(around.text(*found.names("catalog_version", ())) or found.sha256[:12], 100),
        "source": f"Read from {found.file} ({made_by}), SHA-256 {found.sha256}",
        "licence": NOT_TOLD,
    }
    return tree | ({"short": plan.short} if plan.short and kind is CatalogKind.FRAMEWORK else {})


class _LeftOut(Exception):
    """A record that cannot be taken; the message says why."""


@dataclass
class _Taking:
    """Records on their way to entries, and what became of each."""

    found: RecordList
    plan: TakingPlan
    wrong: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    cut: int = 0
    bare: int = 0
    """Without a title of their own."""
    sections: list[str] = field(default_factory=list)
    used: int = 0

    def __post_init__(self) -> None:
        self.kind = self.plan.kind or CatalogKind.FRAMEWORK
        told = dict(self.plan.columns)
        known = rules.FRAMEWORK if self.kind is CatalogKind.FRAMEWORK else rules.CONTROLS
        self._refuse_unknown(told, known)
        self._names = {
            name: (self.found.columns.get(content.plain(told[name]), told[name]),)
            if name in told
            else self.found.names(name, usual)
            for name, usual in known.items()
        }
        self._fill = dict(self.plan.fill)
        words = self.found.maker.words if self.found.maker else {}
        self._words = {name: {theirs.casefold(): ours for theirs, ours in each.items()} for name, each in words.items()}
        for name, theirs, ours in self.plan.words:
            self._words.setdefault(name, {})[theirs.casefold()] = ours
        if not self._names["id"]:
            raise BadInput(
                f"is {self.found.seen}; none of them was taken for the id of a control",
                hint="--column id=NAME says which is",
                file=self.found.file,
            )
        self._refuse_lacking()

    def _refuse_unknown(self, told: Mapping[str, str], known: Mapping[str, tuple[str, ...]]) -> None:
        for ours, theirs in told.items():
            if ours not in known:
                hint = did_you_mean(ours, tuple(known)) or f"fields are {', '.join(known)}"
                raise BadInput(f"a {self.kind} has no `{ours}`", hint=hint, file=self.found.file)
            if content.plain(theirs) not in self.found.columns and "." not in theirs:
                hint = did_you_mean(theirs, tuple(self.found.columns.values())) or f"it is {self.found.seen}"
                raise BadInput(f"has no column `{theirs}`", hint=hint, file=self.found.file)

    def _refuse_lacking(self) -> None:
        """What a control cannot be without has to stand in the file, or be told."""
        if self.kind is not CatalogKind.CONTROLS:
            return
        lacks = [name for name in rules.NEEDED if not self._names[name] and name not in self._fill]
        if lacks:
            raise BadInput(
                f"says nothing of {join([name.replace('_', ' ') for name in lacks])} of its "
                f"{count(self.found.rows, 'control')}",
                hint=f"say it for all: {rules.fill_cure(lacks)}; or take it as a framework",
                file=self.found.file,
            )

    def entries(self) -> list[dict[str, Any]]:
        """One entry for each record that can be taken."""
        made: dict[str, dict[str, Any]] = {}
        places: dict[str, str] = {}
        group = ""
        for record in self.found.records:
            name = self._said(record, "id")
            heading = self._heading(record, name)
            if heading:
                group = line(heading)
                self.sections.append(f"{record.place} {group[:40]!r}")
                continue
            try:
                entry = self._taken(record, name, group, (made, places))
            except _LeftOut as reason:
                self.wrong.append(f"{record.place}: {reason}")
                continue
            if entry["id"] != name:
                self.renamed.append(f"{name[:60]} as {entry['id']}")
            made[entry["id"]], places[name] = entry, record.place
        self.used = len(made)
        return list(made.values())

    def _taken(
        self, record: ListRecord, name: str, group: str, before: tuple[Mapping[str, Any], Mapping[str, str]]
    ) -> dict[str, Any]:
        """The entry of a record; `before` are the entries made already, and where their names stood."""
        made, places = before
        if not name:
            raise _LeftOut(f"has no id in `{self._names['id'][0]}`")
        if name in places:
            raise _LeftOut(f"{name[:60]} stands in {places[name]} already")
        key = record_id(name, made)
        label, text = self._said(record, "label"), self._said(record, "text")
        self.bare += not label
        title = self._line(label or text or key)
        if self.kind is CatalogKind.FRAMEWORK:
            return {"id": key, "group": self._group(record) or group or NOT_GROUPED, "label": title}
        statement = (text or label)[:MAX_TEXT]
        return {"id": key, "title": title, "statement": statement} | self._of_control(record, statement)

    def _heading(self, record: ListRecord, name: str) -> str:
        """The text of a row that holds nothing but the heading of a part: one cell, in the first column, and no id."""
        if not record.in_table or not (self._names["label"] or self._names["text"]):
            return ""
        filled = _filled(record)
        if len(filled) != 1:
            return ""
        column, text = filled[0]
        if column != next(iter(record.fields)):
            return ""
        # where ids stand in the first column, `CC6.1` alone is a record without texts, and `Access` a heading
        is_id = name and any(sign.isdigit() for sign in text)
        return "" if is_id else text

    def _said(self, record: ListRecord, name: str) -> str:
        found = record.text(*self._names.get(name, ()))
        return " ".join(found.split()) if name != "text" else found.strip()

    def _line(self, text: str) -> str:
        kept = line(text)
        self.cut += kept.endswith("…") and not text.rstrip().endswith("…")
        return kept

    def _group(self, record: ListRecord) -> str:
        """The groups a record names itself, the outermost first, each once."""
        above = dict.fromkeys(filter(None, (record.text(name) for name in self._names["group"])))
        return self._line(" / ".join(above))

    def _of_control(self, record: ListRecord, statement: str) -> dict[str, Any]:
        """What a control cannot be without, as the file says it, else as a person says of all of them."""
        if not statement:
            raise _LeftOut("says nothing of what is done")
        found = {name: self._term(record, name, words) for name, words in rules.TERMS.items()}
        found["objective"] = (self._said(record, "objective") or self._fill.get("objective", ""))[:MAX_TEXT]
        owner = self._said(record, "owner_role")
        role = "" if "@" in owner else owner  # a person's address is no role
        found["owner_role"] = line(role or self._fill.get("owner_role", ""))
        for name in ("objective", "owner_role"):
            if not found[name]:
                raise _LeftOut(f"says no {name}; --fill {name}=TEXT")
        return found

    def _term(self, record: ListRecord, name: str, words: tuple[str, ...]) -> str:
        given = self._said(record, name) or self._fill.get(name, "")
        ours = rules.word(given, words, self._words.get(name, {}))
        if ours is not None:
            return ours
        if not given:
            raise _LeftOut(f"says no {name}; --fill {name}=WORD")
        shown = f"{given[:40]!r}"
        raise _LeftOut(f"{name} {shown} is none of {', '.join(words)}; --word {name}:{shown}=OURS")

    @property
    def told(self) -> list[str]:
        """What became of every row, and what was not taken."""
        used = {content.plain(name) for names in self._names.values() for name in names}
        unread = [self._counted(name) for plain, name in self.found.columns.items() if plain not in used]
        of_framework = self.kind is CatalogKind.FRAMEWORK
        found = [self._of_rows(), *(f"left out: {one}" for one in (*self.found.skipped, *self.wrong))]
        return found + [
            said
            for there, said in (
                (self.sections, f"taken for headings of parts: {join(self.sections, _SHOWN)}"),
                (self.renamed, f"ids that cannot be written so here: {join(self.renamed, _SHOWN)}"),
                (self.cut, f"{count(self.cut, 'text')} cut to {MAX_LINE} characters"),
                (of_framework and self.bare, f"{count(self.bare, 'item')} without a title: called by their text or id"),
                (unread, f"not read: {join(unread, 2 * _SHOWN)}"),
                (of_framework and self._names["text"], TEXTS_LEFT),
            )
            if there
        ]

    def _of_rows(self) -> str:
        """How many rows there were, and what became of them."""
        left = len(self.wrong) + len(self.found.skipped)
        parts = [f"{self.used} taken"]
        if self.sections:
            parts.append(f"{len(self.sections)} headings of parts")
        if left:
            parts.append(f"{left} left out")
        return f"{count(self.found.rows, 'row')}: {', '.join(parts)}"

    def _counted(self, name: str) -> str:
        """A field that is not read; one that holds records of its own with their number."""
        values = [record.fields.get(name) for record in self.found.records]
        below = sum(sum(isinstance(one, dict) for one in value) for value in values if isinstance(value, list))
        return f"`{content.shown(name)}`" + (f" ({count(below, 'record')} within)" if below else "")


def _filled(record: ListRecord) -> list[tuple[str, str]]:
    """Its columns with something in them."""
    return [(column, str(value)) for column, value in record.fields.items() if str(value or "").strip()]


def _refuse(taking: _Taking, plan: TakingPlan) -> None:
    """Rows that cannot be taken, all at once; none that can."""
    wrong = (*taking.found.skipped, *taking.wrong)
    if not taking.used:
        told = f"is {taking.found.seen}; none can be taken"
        raise BadInput(told, hint="each needs an id of its own", reasons=wrong, file=taking.found.file)
    if wrong and not plan.partly:
        told = f"{len(wrong)} of {count(taking.found.rows, 'row')} cannot be taken; nothing was"
        raise BadInput(told, hint="mend them, or take the rest: --partly", reasons=wrong, file=taking.found.file)
