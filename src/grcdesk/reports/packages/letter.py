"""The letter of a package that holds only what moved since an earlier hand-over."""

from __future__ import annotations

from grcdesk.reports.csvtext import csv_text
from grcdesk.schemas.packages.packages import Delta, DeltaLine, PackageContent
from grcdesk.terms.packages import Shift
from grcdesk.wording import count

_HEADS = {
    Shift.ADDED: "Added: new in this package",
    Shift.CHANGED: "Changed: told or kept otherwise than before; in this package as they are now",
    Shift.WITHDRAWN: "Withdrawn: in the earlier package and no longer handed over. Do not rely on them",
}


def letter(content: PackageContent, delta: Delta) -> bytes:
    """Plain text: what was added, changed and withdrawn between the two, and how the numbers go together."""
    scope = content.matrix.scope
    to = f"the hand-over to {content.firm}" if content.firm else "this package"
    added, changed, withdrawn = (len(delta.of(shift)) for shift in _HEADS)
    now = delta.kept + changed + added
    holds = (
        f"This package holds {count(added + changed, 'file')} of evidence: {added} added, {changed} changed. "
        f"{count(delta.kept, 'file')} handed over before stand unchanged and are not in it again; "
        f"{count(withdrawn, 'file')} handed over before {'is' if withdrawn == 1 else 'are'} withdrawn."
    )
    # numbers the reader can add up himself: what does not tie is found here and not by him
    tie = (
        f"{delta.before} before - {withdrawn} withdrawn + {added} added = {now} now"
        f" ({delta.kept} unchanged + {changed} changed + {added} added = {now})"
    )
    parts = [
        f"{scope.organisation}\n{scope.name}",
        f"What moved between {delta.named}, and {to}, entry {content.matrix.dates.entry}",
        content.matrix.dates.line,
        *content.matrix.dates.notices,
        holds,
        tie,
        *(_part(head, delta.of(shift)) for shift, head in _HEADS.items()),
        "Workbook, lists, requests and documents in this package are whole and take the place of the earlier ones.",
    ]
    return ("\n\n".join(parts) + "\n").encode()


def _part(head: str, lines: tuple[DeltaLine, ...]) -> str:
    return "\n".join([f"{head} ({len(lines)})", *(_line(one) for one in lines)] if lines else [f"{head} (none)"])


def _line(one: DeltaLine) -> str:
    controls = f" [{', '.join(one.controls)}]" if one.controls else ""
    where = f"\n      {one.path}" if one.path else ""
    return csv_text(f"  {one.evidence} {' '.join(one.title.split())}{controls}: {one.why}", raw=True) + where
