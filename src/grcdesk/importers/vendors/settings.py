"""Exports of the settings of our own account at a provider: which project may train on our data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grcdesk.errors import BadInput
from grcdesk.importers.reading.headings import plain_heading
from grcdesk.importers.reading.maps import still
from grcdesk.importers.reading.whole.choosing import add_by_headings, as_told, by_heading
from grcdesk.importers.reading.whole.objects import is_json, read_objects
from grcdesk.importers.reading.whole.tables import WholeTable, read_bytes, read_rows
from grcdesk.importers.reading.words import ToldWords, told_again
from grcdesk.schemas.registers.tables import Words
from grcdesk.terms.vendors import Training
from grcdesk.text import clean

_ALIASES = {
    "name": ("project", "projectname", "workspace", "workspacename", "name", "organization", "account"),
    "training": (
        "training", "trainingenabled", "allowtraining", "modeltraining", "usedfortraining", "datausedfortraining",
        "datasharing", "datasharingenabled", "sharedata", "sharing", "improvemodel",
    ),
    "opted_out": ("optedout", "trainingoptedout", "trainingoptout", "optout", "notraining", "trainingdisabled"),
    "region": ("region", "dataregion", "dataresidency", "residency", "location"),
}  # fmt: skip
WORDS = {"training": ("on", "off", "unknown"), "opted_out": ("yes", "no")}
"""For what a column tells, our words; others are read as far as they tell it by themselves."""
CONCEPTS = tuple(_ALIASES)
"""What a column may tell; `opted_out` is the contrary of `training`."""
_OUT = re.compile(r"opted[ -]?out|never|not (allowed|shared|used)", re.IGNORECASE)
_IN = re.compile(r"opted[ -]?in", re.IGNORECASE)
_NO = frozenset({"no", "n", "false", "0", "off", "disabled", "denied"})
_YES = frozenset({"yes", "y", "true", "1", "on", "enabled", "allowed"})
_UNSAID = frozenset({"", "-", "?", "unknown", "n/a", "default"})


@dataclass(frozen=True, slots=True)
class ProjectIn:
    """One project as the export shows it."""

    name: str
    training: Training
    region: str = ""


@dataclass(frozen=True, slots=True)
class ProjectsFile:
    """The export as it was read."""

    projects: tuple[ProjectIn, ...]
    notes: tuple[str, ...]
    """How its columns were understood."""


def read_projects(
    path: Path, *, columns: Mapping[str, str], before: Mapping[str, str] | None = None, words: Words | None = None,
    sheet: str = "", header: int = 0, dates: str = "",
) -> ProjectsFile:  # fmt: skip
    """Read an export, one project a row. A setting that is not told is unknown, which is not off.

    Args:
        path: CSV, XLSX or JSON.
        columns: what → column, as a person said; what is not said goes by the headings.
        before: the same, as it was said of an earlier file; holds where this file has the column.
        words: what words of `training` mean (on, off, unknown), and of `opted_out` (yes, no).
        sheet: of a workbook, which; else the one that holds the list.
        header: the row that names the columns; 0: it is found.
        dates: it holds no days.

    Raises:
        BadInput: when it cannot be read, or a row says what cannot be: each is listed.
    """
    content, _ = read_bytes(path)
    del dates
    if is_json(content):
        rows = read_objects(content, path.name, what="project")
    else:
        rows = read_rows(content, path.name, sheet=sheet, header=header)
    chosen = _choose(rows.columns, {**still(before or {}, rows.columns), **columns}, path.name)
    projects, wrong = _projects(rows, chosen, ToldWords(WORDS, words))
    wrong = [*rows.skipped, *wrong]
    if wrong or not projects:
        raise BadInput("it cannot be read whole", reasons=tuple(wrong or ["it has no rows"]), file=path.name)
    read = f"columns read: {', '.join(f'{what} = {column}' for what, column in chosen.items())}"
    return ProjectsFile(tuple(projects), (read, *rows.notes, *told_again(words, "")))


def _projects(rows: WholeTable, chosen: Mapping[str, str], words: ToldWords) -> tuple[list[ProjectIn], list[str]]:
    """Each project once, and what is wrong with rows."""
    found: dict[str, ProjectIn] = {}
    wrong = []
    columns_of = {what: (name,) for what, name in chosen.items()}
    for line, whole in rows.rows:
        row = words.translated(whole, columns_of)
        name = clean(" ".join(row[chosen["name"]].split()), "project")
        training = _training({what: row[column] for what, column in chosen.items()})
        if not name:
            wrong.append(f"line {line}: names no project")
        elif name.casefold() in found:
            wrong.append(f"line {line}: {name} stands twice")
        elif training is None:
            wrong.append(f"line {line}: {name}: the setting is neither on nor off")
        else:
            region = clean(row.get(chosen.get("region", ""), "").strip(), "region")
            found[name.casefold()] = ProjectIn(name, training, region)
    return list(found.values()), wrong


def _choose(columns: tuple[str, ...], told: Mapping[str, str], file: str) -> dict[str, str]:
    """What → column. Of the setting and its contrary one is read: as told, else that somebody opted out.

    Raises:
        BadInput: for a word or column nobody knows, or when no column tells the project or its setting.
    """
    said = as_told(told, CONCEPTS, columns, file)
    free = by_heading(columns, told.values(), _last_name) | by_heading(columns, told.values())
    chosen = dict(said)
    add_by_headings(chosen, [(what, names) for what, names in _ALIASES.items() if what not in told], free)
    for needed in ({"name"}, {"training", "opted_out"}):
        if not needed & chosen.keys():
            raise BadInput(
                f"no column tells the {min(needed)}: {', '.join(columns[:30])}", file=file,
                hint="say which, with --column name=COLUMN --column training=COLUMN (or opted_out=COLUMN)",
            )  # fmt: skip
    # where a file holds both, the contrary is the surer word: `data sharing` may mean sharing with colleagues
    by_contrary = "opted_out" in said or ("opted_out" in chosen and "training" not in said)
    chosen.pop("training" if by_contrary else "opted_out", None)
    return chosen


def _last_name(column: str) -> str:
    """The heading of a field that stands in a record, as JSON has it: of `settings.data_sharing` the last name."""
    return plain_heading(column.rpartition(".")[2])


def _training(row: Mapping[str, str]) -> Training | None:
    """What the setting means; None: a word nobody knows."""
    inverse = "opted_out" in row
    said = row["opted_out" if inverse else "training"].strip().casefold()
    if said in _UNSAID:
        return Training.UNKNOWN
    if _OUT.search(said) or said in (_YES if inverse else _NO):
        return Training.OFF
    return Training.ON if _IN.search(said) or said in (_NO if inverse else _YES) else None
