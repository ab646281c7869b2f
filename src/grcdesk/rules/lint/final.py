"""What keeps a workbook from being called final, beside what keeps it from going out at all."""

from __future__ import annotations

from collections.abc import Iterator

from grcdesk.schemas.exports.lint import Flaw
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.terms.readiness import LackKind


def not_final(matrix: Matrix) -> Iterator[Flaw]:
    """The lack of a finalised assessment, or each control that is no longer as it has it."""
    if matrix.final is None:
        cure = "finalise the assessment, or write a draft without --final"
        yield Flaw(LackKind.NOT_FINALISED, "assessment", "", f"none is finalised by {matrix.as_of}", cure)
        return
    for control, what in matrix.changed.items():
        cure = "finalise the assessment anew, or write a draft without --final"
        yield Flaw(LackKind.CHANGED_SINCE, control, "", f"since {matrix.final.id}: {what}", cure)
