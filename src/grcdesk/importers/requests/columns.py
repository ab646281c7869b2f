"""What the columns of a list of requests tell: known by their headings, or told by a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from grcdesk.errors import BadInput
from grcdesk.importers.reading.headings import plain_heading
from grcdesk.importers.reading.tables import MAX_COLUMNS
from grcdesk.importers.reading.whole.choosing import add_by_headings, by_heading, refuse_unknown

JOINED = " + "
"""Between the names of columns that tell one thing together: `Section + No.`"""
ALIASES: dict[str, tuple[str, ...]] = {
    "ref": (
        *("ref", "refno", "reference", "referenceno", "no", "number", "id", "item", "itemno", "itemid", "requestno"),
        *("requestnumber", "requestid", "requestref", "reqno", "reqid", "pbcno", "pbcid", "pbcref", "pbc"),
    ),
    "title": ("title", "subject", "requesttitle", "requestname", "shortdescription", "itemrequested"),
    "text": (
        *("request", "requestdescription", "requestdetails", "requestdetail", "description", "details", "ask"),
        *("informationrequested", "documentrequest", "documentrequested", "documentationrequested", "requesteditem"),
        *("evidencerequest", "evidencerequested", "itemdescription", "requirement", "whatweneed", "asks"),
    ),
    "area": ("area", "section", "domain", "process", "topic", "group", "workstream", "category"),
    "control": ("control", "controls", "controlid", "controlids", "controlno", "controlref", "controlreference"),
    "criterion": ("criterion", "criteria", "tsc", "tsccriteria", "tscref", "tscreference", "framework", "isocontrol"),
    "kind": ("kind", "type", "requesttype", "evidencetype", "itemtype"),
    "owner": (
        *("owner", "clientowner", "pbcowner", "requestowner", "assignedto", "assignee", "responsible", "preparer"),
        *("clientcontact", "clientresponsible", "responsibleperson"),
    ),
    "asked": ("asked", "askedon", "dateasked", "daterequested", "requestedon", "requestdate", "datesent", "issued"),
    "due": ("due", "duedate", "dueon", "dueby", "dateneeded", "neededby", "needby", "deadline", "targetdate"),
    "priority": ("priority", "urgency", "importance"),
    "auditor_status": ("auditorstatus", "status", "requeststatus", "pbcstatus", "auditstatus", "firmstatus"),
    "status": ("clientstatus", "ourstatus", "providerstatus", "preparerstatus", "companystatus"),
    "comment": (
        *("auditorcomment", "auditorcomments", "auditornotes", "reviewcomments", "followup", "returnreason"),
        *("comment", "comments", "notes", "remarks"),
    ),
    "evidence": (
        *("evidence", "evidenceid", "evidenceids", "evidenceref", "evidenceprovided", "files", "filename"),
        *("filesprovided", "documentsprovided", "clientfiles", "attachment", "attachments"),
    ),
    "submitted": ("submitted", "submittedon", "dateprovided", "datesubmitted", "providedon", "dateuploaded"),
    "response": ("response", "clientresponse", "clientcomment", "clientcomments", "companyresponse", "ourresponse"),
}
CONCEPTS = tuple(ALIASES)
"""What a column may tell of a request."""
OURS = ("owner", "status", "submitted", "evidence", "response")
"""Columns that are ours to fill in when his list is written again."""
_TELLING = frozenset((*ALIASES["ref"], *ALIASES["title"], *ALIASES["text"]))
_KNOWN = frozenset(name for names in ALIASES.values() for name in names)


def plain(heading: str) -> str:
    """A heading as it is compared; a number sign is a number."""
    return plain_heading(heading.replace("#", " no ").replace("№", " no "))


def is_heading(row: Sequence[str], told: Collection[str]) -> bool:
    """Whether a row names columns: one that was told, or three that are known, one of them what is asked for."""
    cells = [text.strip() for text in row if text.strip()]
    named = {part for column in told for part in (column, *column.split(JOINED))}
    if any(text in named for text in cells):
        return True
    known = {plain(text) for text in cells} & _KNOWN
    return len(known) > 2 and bool(known & _TELLING)  # noqa: PLR2004  a title may hold two of these words


def trimmed(row: Sequence[str]) -> list[str]:
    """A row without the empty cells at its end."""
    kept = list(row)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def names_of(row: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headings, each once, and a sentence for each that stood twice. Columns without one are named by place.

    Raises:
        BadInput: when there are too many.
    """
    cells = trimmed(row)
    if len(cells) > MAX_COLUMNS:
        raise BadInput(f"{len(cells):,} columns", hint=f"at most {MAX_COLUMNS:,}")
    names: list[str] = []
    notes = []
    for place, raw in enumerate(cells, 1):
        name = " ".join(raw.split()) or f"column {place}"
        if name in names:
            number = 2 + sum(one.startswith(f"{name} (") for one in names)
            notes.append(f"the column {name!r} stands twice; the second is read as '{name} ({number})'")
            name = f"{name} ({number})"
        names.append(name)
    return tuple(names), tuple(notes)


def choose(columns: Sequence[str], told: Mapping[str, str], before: Mapping[str, str], file: str) -> dict[str, str]:
    """What → column, or columns joined.

    Args:
        columns: the headings.
        told: what a person said; an empty column is left out.
        before: what was said of an earlier list of that firm; it counts where the columns are there.
        file: for messages.

    Raises:
        BadInput: for a word or column nobody knows, or when nothing tells what is asked for.
    """
    parts = {what: _parts(column, columns) for what, column in told.items()}
    refuse_unknown(parts, CONCEPTS, columns, file)
    said = {**_still(before, columns), **told}
    taken = set(chain.from_iterable(_parts(column, columns) for column in said.values()))
    free = by_heading(columns, taken, plain)
    chosen = {what: column for what, column in said.items() if column}
    add_by_headings(chosen, [(what, names) for what, names in ALIASES.items() if what not in said], free)
    if not {"text", "title"} & chosen.keys():
        raise BadInput(
            f"no column says what is asked for: {', '.join(columns[:30])}",
            hint="say which: --column text=COLUMN; or where the heading stands: --header 4, --sheet NAME",
            file=file,
        )
    return {what: chosen[what] for what in CONCEPTS if what in chosen}


def _still(before: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
    """What was said of an earlier list and holds of this one: all columns that are joined are there."""
    return {what: column for what, column in before.items() if set(_parts(column, columns)) <= set(columns)}


def _parts(column: str, columns: Sequence[str]) -> list[str]:
    """The columns that a name stands for."""
    if column in columns or not column:
        return [column] if column else []
    return [part.strip() for part in column.split(JOINED)]


def value(row: Mapping[str, str], column: str) -> str:
    """What stands in a column, or in several joined by a dot."""
    if column in row:
        return row[column]
    parts = (" ".join(row[part.strip()].split()) for part in column.split(JOINED))
    return ".".join(part for part in parts if part)
