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
from grcdesk.importers.catalogs.lists.texts import MAX_TEXT, NOT_TOLD, catalog_id, line, record_id, written
from grcdesk.importers.keeping import content
from grcdesk.importers.reading.makers.files import makers_for
from grcdesk.schemas.catalogs import TakingPlan, Translation
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
    around = ListRecord("", found.document)
    stem = found.file.rpartition(".")[0] or found.file
    title = line(plan.title or around.text(*found.names("catalog_title", ())) or stem)
    made_by = f"{found.maker.maker}, {found.maker.what}" if found.maker else "a list"
    kind = plan.kind or CatalogKind.FRAMEWORK
    tree: dict[str, Any] = {
        "catalog": plan.catalog or catalog_id(plan.title or around.text(*found.names("catalog_title", ())) or stem),
        "kind": str(kind),
        "title": title,
        "version": line(around.text(*found.names("catalog_version", ())) or found.sha256[:12], 100),
        "source": f"Read from {found.file} ({made_by}), SHA-256 {found.sha256}",
        "licence": NOT_TOLD,
    }
    return tree | ({"short": plan.short} if plan.short and kind is CatalogKind.FRAMEWORK else {})


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
            fill = " ".join(f"--fill {name}={rules.EXAMPLES[name]!r}" for name in lacks)
            raise BadInput(
                f"says nothing of {join([name.replace('_', ' ') for name in lacks])} of its "
                f"{count(self.found.rows, 'control')}",
                hint=f"say it for all: {fill}; or take it as a framework",
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
            why = f"has no id in `{self._names['id'][0]}`" if not name else ""
            if name in places:
                why = f"{name[:60]} stands in {places[name]} already"
            if why:
                self.wrong.append(f"{record.place}: {why}")
                continue
            key = record_id(name, made)
            entry, why = self._entry(record, key, group)
            if why:
                self.wrong.append(f"{record.place}: {why}")
                continue
            if key != name:
                self.renamed.append(f"{name[:60]} as {key}")
            made[key], places[name] = entry, record.place
        self.used = len(made)
        return list(made.values())

    def _heading(self, record: ListRecord, name: str) -> str:
        """The text of a row that holds nothing but the heading of a part: one cell, in the first column, and no id."""
        filled = [(column, str(value)) for column, value in record.fields.items() if str(value or "").strip()]
        if not record.in_table or len(filled) != 1 or not (self._names["label"] or self._names["text"]):
            return ""
        column, text = filled[0]
        first = column == next(iter(record.fields))
        return text if first and (not name or not any(sign.isdigit() for sign in text)) else ""

    def _said(self, record: ListRecord, name: str) -> str:
        found = record.text(*self._names.get(name, ()))
        return " ".join(found.split()) if name != "text" else found.strip()

    def _line(self, text: str) -> str:
        kept = line(text)
        self.cut += kept.endswith("…") and not text.rstrip().endswith("…")
        return kept

    def _entry(self, record: ListRecord, key: str, group: str) -> tuple[dict[str, Any], str]:
        label, text = self._said(record, "label"), self._said(record, "text")
        self.bare += not label
        if self.kind is CatalogKind.FRAMEWORK:
            above = " / ".join(dict.fromkeys(filter(None, (record.text(name) for name in self._names["group"]))))
            group = self._line(above) or group or NOT_GROUPED
            return {"id": key, "group": group, "label": self._line(label or text or key)}, ""
        entry = {"id": key, "title": self._line(label or text or key), "statement": (text or label)[:MAX_TEXT]}
        if not entry["statement"]:
            return {}, "says nothing of what is done"
        for name, words in rules.TERMS.items():
            given = self._said(record, name) or self._fill.get(name, "")
            ours = rules.word(given, words, self._words.get(name, {}))
            if ours is None:
                wanted = f"--word {name}:{given[:40]!r}=OURS" if given else f"--fill {name}=WORD"
                told = f"{name} {given[:40]!r} is none of {', '.join(words)}" if given else f"says no {name}"
                return {}, f"{told}; {wanted}"
            entry[name] = ours
        entry["objective"] = (self._said(record, "objective") or self._fill.get("objective", ""))[:MAX_TEXT]
        owner = self._said(record, "owner_role")  # a person's address is no role
        entry["owner_role"] = line((owner if "@" not in owner else "") or self._fill.get("owner_role", ""))
        empty = next((name for name in ("objective", "owner_role") if not entry[name]), "")
        return entry, f"says no {empty}; --fill {empty}=TEXT" if empty else ""

    @property
    def told(self) -> list[str]:
        """What became of every row, and what was not taken."""
        rows = self.found.rows
        left = len(self.wrong) + len(self.found.skipped)
        parts = [f"{self.used} taken", f"{len(self.sections)} headings of parts" if self.sections else ""]
        parts.append(f"{left} left out" if left else "")
        found = [f"{count(rows, 'row')}: {', '.join(filter(None, parts))}"]
        found += [f"left out: {one}" for one in (*self.found.skipped, *self.wrong)]
        if self.sections:
            found.append(f"taken for headings of parts: {join(self.sections, _SHOWN)}")
        if self.renamed:
            found.append(f"ids that cannot be written so here: {join(self.renamed, _SHOWN)}")
        if self.cut:
            found.append(f"{count(self.cut, 'text')} cut to {rules.LONGEST} characters")
        if self.bare and self.kind is CatalogKind.FRAMEWORK:
            found.append(f"{count(self.bare, 'item')} without a title: called by their text or id")
        used = {content.plain(name) for names in self._names.values() for name in names}
        unread = [name for plain, name in self.found.columns.items() if plain not in used]
        if unread:
            found.append(f"not read: {join([self._counted(name) for name in unread], 2 * _SHOWN)}")
        if self.kind is CatalogKind.FRAMEWORK and self._names["text"]:
            found.append("texts are not kept: a framework here is ids, groups and labels")
        return found

    def _counted(self, name: str) -> str:
        """A field that is not read; one that holds records of its own with their number."""
        values = [record.fields.get(name) for record in self.found.records]
        below = sum(sum(isinstance(one, dict) for one in value) for value in values if isinstance(value, list))
        return f"`{content.shown(name)}`" + (f" ({count(below, 'record')} within)" if below else "")


NOT_GROUPED = "Not grouped"


def _refuse(taking: _Taking, plan: TakingPlan) -> None:
    """Rows that cannot be taken, all at once; none that can."""
    wrong = (*taking.found.skipped, *taking.wrong)
    if not taking.used:
        told = f"is {taking.found.seen}; none can be taken"
        raise BadInput(told, hint="each needs an id of its own", reasons=wrong, file=taking.found.file)
    if wrong and not plan.partly:
        told = f"{len(wrong)} of {count(taking.found.rows, 'row')} cannot be taken; nothing was"
        raise BadInput(told, hint="mend them, or take the rest: --partly", reasons=wrong, file=taking.found.file)
