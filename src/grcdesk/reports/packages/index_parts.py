"""The tables of the page: controls, criteria, requests, and the evidence behind each control."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grcdesk.reports.labels import say
from grcdesk.reports.packages.html import LOOKS, anchor, dated, lines, link, mark, outside, said, table, whole
from grcdesk.reports.packages.lists import behind
from grcdesk.schemas.controls.controls import ControlDetail, ControlRow
from grcdesk.schemas.coverage.coverage import CoverageRow
from grcdesk.schemas.packages.packages import PackageContent, PackedItem
from grcdesk.terms import Scope, Status
from grcdesk.terms.packages import Shift
from grcdesk.wording import backed, count, word

_KIB = 1024


def controls(content: PackageContent) -> str:
    """One row per control in scope; those that are not are named below."""
    reach = {row.id: row for row in content.matrix.coverage}
    rows = [
        (
            f'<a href="#c-{anchor(one.row.id)}">{said(one.row.id)}</a>',
            said(one.row.title),
            whole(*one.row.criteria),
            said(one.row.owner or one.row.owner_role),
            said(word(one.row.frequency)),
            _standing(one.row),
            _reach(reach.get(one.row.id)),
            _here(behind(content, one.row.id)),
        )
        for one in _in_scope(content)
    ]
    columns = ("Control", "Title", "Criteria", "Owner", "Frequency", "Status", "Coverage of the period", "Evidence")
    out = [one.row.id for one in content.matrix.controls if one.row.scope is Scope.OUT]
    told = f'<p class="muted">Out of scope: {said(", ".join(out))}.</p>' if out else ""
    return table("Controls in scope and how they stand", columns, rows) + told


def _reach(covered: CoverageRow | None) -> str:
    """What the period shows of a control; nothing of one that is not judged over it."""
    if covered is None:
        return ""
    return f"{mark(say(covered.verdict), LOOKS.get(covered.verdict, 'open'))} {said(covered.reach)}"


def _here(items: Sequence[PackedItem]) -> str:
    """How many of the artefacts behind a control lie in this package."""
    if not items:
        return said("none")
    return said(f"{sum(bool(item.path) for item in items)} of {len(items)} here")


def criteria(content: PackageContent) -> str:
    """One row per criterion."""
    rows = [
        (
            said(row.id),
            said(row.label),
            said("yes" if row.in_scope else f"no: {row.reason_out}"),
            mark(word(row.answered), LOOKS.get(row.answered, "claim")) if row.answered and row.in_scope else "",
            said(say(row.coverage)),
            " ".join(f'<a class="n" href="#c-{anchor(one)}">{said(one)}</a>' for one in row.controls),
            said(row.gap_note),
        )
        for row in content.matrix.criteria
    ]
    columns = ("Criterion", "About", "In scope", "Answered", "Mapped", "Controls", "Note")
    return table("Criteria and the controls that answer them; labels are ours", columns, rows)


def requests(content: PackageContent) -> str:
    """One row per request, with the files that answer it."""
    at = {one.row.id: one for one in content.items}
    rows = [
        (
            said(row.ref or row.id),
            lines(row.text or row.title),
            whole(*row.controls),
            said(row.owner),
            whole(row.due) if row.due else "",
            said(word(row.status)) + (f"<br>{whole(row.submitted_on)}" if row.submitted_on else ""),
            said(word(row.auditor_status)) + (f"<br>{said(row.return_reason)}" if row.return_reason else ""),
            "<br>".join(_short(at[name]) if name in at else said(name) for name in row.evidence),
            lines(row.response),
        )
        for row in content.requests
    ]
    columns = ("Request", "Asked for", "Controls", "Owner", "Due", "Our status", "Auditor's", "Evidence", "Response")
    told = "No request is on record for this engagement."
    return table("Requests; fill in requests.xlsx and send it back", columns, rows, empty=told)


def evidence(content: PackageContent) -> str:
    """Each control with everything behind it, then what stands behind vendors and requests alone."""
    reach = {row.id: row for row in content.matrix.coverage}
    parts: list[str] = []
    for detail in _in_scope(content):
        parts += _about(detail, reach.get(detail.row.id))
        parts.append(_items(behind(content, detail.row.id), f"Behind {detail.row.id}"))
    rest = [one for one in content.packed if not one.row.controls]
    if rest:
        parts += ['<h3 id="c-others">Behind vendors and requests alone</h3>', _items(rest, "Behind no control")]
    return "".join(parts)


def _about(detail: ControlDetail, covered: CoverageRow | None) -> Iterator[str]:
    """What a control says, how it stands, and what is lacking, above the artefacts behind it."""
    yield f'<h3 id="c-{anchor(detail.row.id)}">{said(detail.row.id)} {said(detail.row.title)}</h3>'
    if detail.statement:
        yield f"<p>{lines(detail.statement)}</p>"
    yield f"<p>{_standing(detail.row)} {said(covered.sentence)}</p>" if covered else f"<p>{_standing(detail.row)}</p>"
    if detail.gap:
        yield f"<p>Gap: {lines(detail.gap)}</p>"
    lacks = [one.what for one in detail.wanted if one.missing]
    if lacks:
        yield f'<p class="muted">Still wanted: {said("; ".join(lacks))}.</p>'


def _items(items: list[PackedItem], caption: str) -> str:
    rows = [
        (
            said(one.row.id),
            f"{said(one.row.title)}<br><span class='muted'>{said(say(one.row.kind))}</span>{_stand(one)}",
            dated(one.row.dated),
            _origin(one),
            _taken(one),
            _file(one),
        )
        for one in items
    ]
    columns = ("Evidence", "What", "Shows", "Source and query", "Taken and checked", "File")
    return table(caption, columns, rows, empty="Nothing is on file.")


def _stand(one: PackedItem) -> str:
    told = [] if one.state in ("", "in force") else [one.state]
    if one.row.superseded_by:
        told.append(f"by {one.row.superseded_by}")
    if one.shift in (Shift.ADDED, Shift.CHANGED):
        told.append(f"{one.shift.value} since the last hand-over")
    return f"<br>{mark(', '.join(told), 'half')}" if told else ""


def _origin(one: PackedItem) -> str:
    row = one.row
    told = [said(row.source), f"<code>{said(row.query)}</code>" if row.query else ""]
    return "<br>".join(part for part in told if part)


def _taken(one: PackedItem) -> str:
    row = one.row
    rows = "" if row.row_count is None else count(row.row_count, "row")
    told = [
        f"by {row.collected_by}" if row.collected_by else "",
        row.pulled_at[:16].replace("T", " ") + "Z" if row.pulled_at else "",
        rows or row.rows_told,
        f"complete: {row.completeness}" if row.completeness else "",
        f"accurate: {row.accuracy}" if row.accuracy else "",
        f"checked by {row.checked_by}" if row.checked_by else "",
    ]
    return "<br>".join(said(part) for part in told if part)


def _file(one: PackedItem) -> str:
    row = one.row
    if not one.path:
        address = f"<br>{outside(one.address)}" if one.address else ""
        return mark("not in the package", "open") + f"<br>{said(one.left_out)}{address}"
    name = row.file_name or one.path.rpartition("/")[2]
    size = f"{row.size:,} bytes" if row.size < _KIB else f"{row.size / _KIB:,.0f} KiB"
    sum_ = f"<br><code>{said(row.sha256)}</code>"
    # it lies in the earlier package: a link would lead nowhere
    if one.shift is Shift.KEPT:
        return f"{said(name)}<br>{mark('in the earlier package', 'none')} {said(one.path)}{sum_}"
    rows = f"<br>{link(one.rows_path.removeprefix('data/'), 'its rows, without free text')}" if one.rows_path else ""
    return f"{link(one.path.removeprefix('data/'), name)} <span class='muted'>{size}</span>{sum_}{rows}"


def _short(one: PackedItem) -> str:
    if one.path and one.shift is not Shift.KEPT:
        return link(one.path.removeprefix("data/"), f"{one.row.id} {one.row.title}")
    return said(f"{one.row.id} {one.row.title} ({'in the earlier package' if one.path else 'not in the package'})")


def _standing(row: ControlRow) -> str:
    """In place is shown with how far it is borne out; only that can be green."""
    if row.status is Status.IN_PLACE and row.support is not None:
        told = f"{say(row.status)}, {backed(row.support, row.have, row.need)}"
        return mark(told, LOOKS[row.support])
    return mark(say(row.status), LOOKS.get(row.status, "open"))


def _in_scope(content: PackageContent) -> list[ControlDetail]:
    return [one for one in content.matrix.controls if one.row.scope is not Scope.OUT]
