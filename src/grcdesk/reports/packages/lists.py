"""The lists of a package as CSV and plain text, for whoever sorts and counts them, or walks its folders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from grcdesk.reports.csvtext import csv_file, csv_text
from grcdesk.reports.labels import plain_day, say
from grcdesk.rules.packages.names import plain
from grcdesk.schemas.controls.controls import ControlDetail
from grcdesk.schemas.coverage.coverage import CoverageRow
from grcdesk.schemas.packages.packages import PackageContent, PackedItem
from grcdesk.terms.packages import Shift
from grcdesk.wording import backed, word

_CONTROLS = (
    *("control", "title", "statement", "criteria", "owner", "owner_role", "frequency", "type", "nature", "scope"),
    *("status", "support", "design", "implemented", "coverage", "reach", "coverage_told", "evidence", "files"),
)
_EVIDENCE = (
    *("evidence", "title", "kind", "state", "controls", "vendors", "as_of", "from", "to", "source", "query"),
    *("pulled_at", "collected_at", "collected_by", "rows", "completeness", "accuracy", "checked_by", "label"),
    *("original_name", "size", "sha256", "path", "rows_path", "left_out", "override", "since_last"),
)


def controls_csv(content: PackageContent) -> bytes:
    """One row per control in scope, with the files behind it."""
    reach = {row.id: row for row in content.matrix.coverage}
    rows = (_control(one, reach.get(one.row.id), behind(content, one.row.id)) for one in content.matrix.controls)
    return _csv(_CONTROLS, rows)


def evidence_csv(content: PackageContent) -> bytes:
    """One row per artefact, those that were left out too."""
    return _csv(_EVIDENCE, (_item(one) for one in content.items))


def behind(content: PackageContent, control: str) -> list[PackedItem]:
    """The artefacts behind a control, in the order of their days."""
    return [one for one in content.items if control in one.row.controls]


def folder_lists(content: PackageContent) -> dict[str, bytes]:
    """By path, a list for each folder of a control: also of what lies in another folder, or was left out."""
    made = {}
    homes: dict[str, list[str]] = {}
    # an artefact lies in the folder of one control; the lists of all others behind which it stands must name it too
    for one in content.packed:
        homes.setdefault(one.path.rpartition("/")[0], [])
    for folder in homes:
        name = folder.rpartition("/")[2]
        here = [
            one for one in content.items if one.path.startswith(f"{folder}/") or name in map(plain, one.row.controls)
        ]
        lines = [f"{name}: everything behind it, by day. Paths begin at data/evidence.", ""]
        for one in here:
            where = one.path.removeprefix("data/evidence/") or f"NOT IN THE PACKAGE: {_one_line(one.left_out)}"
            where += "  (in the earlier package)" if one.shift is Shift.KEPT else ""
            lines += [f"{one.row.id}  {one.row.dated}  {say(one.row.kind)}: {_one_line(one.row.title)}", f"    {where}"]
        made[f"{folder}/_contents.txt"] = ("\n".join(lines) + "\n").encode()
    return made


def _control(one: ControlDetail, reach: CoverageRow | None, items: Sequence[PackedItem]) -> list[str]:
    row = one.row
    return [
        *(row.id, row.title, one.statement, "; ".join(row.criteria), row.owner, row.owner_role),
        *(word(row.frequency), word(row.type), word(row.nature), word(row.scope), say(row.status)),
        backed(row.support, row.have, row.need),
        *(say(row.design), say(row.implemented)),
        *((say(reach.verdict), reach.reach, reach.sentence) if reach else ("", "", "")),
        "; ".join(item.row.id for item in items),
        "; ".join(item.path for item in items if item.path),
    ]


def _item(one: PackedItem) -> list[str]:
    row = one.row
    return [
        *(row.id, row.title, say(row.kind), one.state, "; ".join(row.controls), "; ".join(row.vendors)),
        *(plain_day(row.as_of), plain_day(row.period_from), plain_day(row.period_to), row.source, row.query),
        *(row.pulled_at, row.collected_at, row.collected_by),
        *("" if row.row_count is None else str(row.row_count), row.completeness, row.accuracy, row.checked_by),
        *(
            say(row.confidentiality),
            row.file_name or row.url,
            str(row.size),
            row.sha256,
            one.path,
            one.rows_path,
            one.left_out,
        ),
        *(one.override, one.shift.value if one.shift else ""),
    ]


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    return csv_file([columns, *([csv_text(text) for text in row] for row in rows)])


def _one_line(text: str) -> str:
    return csv_text(" ".join(text.split()), raw=True)
