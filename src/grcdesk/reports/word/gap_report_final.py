"""Whether a gap report is a draft or final, who finalised it, and what has changed since."""

from __future__ import annotations

from grcdesk.reports.labels import say
from grcdesk.reports.word.document import WordDocument
from grcdesk.schemas.controls.gap import Moved
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.wording import count


def finality(paper: WordDocument, matrix: Matrix) -> None:
    """On the first page, where there is one: who finalised it, and what has changed since."""
    final = matrix.final
    if final is None:
        return
    engagement = f", in {final.engagement}" if final.engagement else ""
    paper.facts(
        (
            ("Finalised as", f"{final.id}, of {final.taken_on}{engagement}"),
            ("Assessor", final.assessor),
            ("Reviewer", final.reviewer),
            ("Note", final.note or "none"),
            ("Controls in it", f"{final.controls} in scope, {final.applicable} applicable"),
            (
                "Changed since",
                f"{count(len(matrix.moved), 'control')}: listed in section 3" if matrix.moved else "nothing",
            ),
        )
    )


def changed_since(paper: WordDocument, matrix: Matrix) -> None:
    """Control by control, what this report shows and the finalised assessment does not."""
    if matrix.final is None:
        return
    paper.heading(f"Changed since {matrix.final.id} ({len(matrix.moved)})", 2)
    if not matrix.moved:
        paper.text(f"Every control stands as in {matrix.final.id}.")
        return
    paper.table(
        ("Control", "Title", "Status then", "Status now", "Also changed", "By", "When (UTC)"),
        (2.1, 4.4, 1.9, 1.9, 2.8, 1.9, 2.0),
        [
            (one.control, one.title, say(one.before) or "-", say(one.after) or "-", _fields(one), one.by, one.on[:10])
            for one in matrix.moved
        ],
    )


def _fields(one: Moved) -> str:
    return ", ".join(name for name, _, _ in one.fields)
