"""What is to be mended in the workbook before it goes out."""

from __future__ import annotations

from itertools import chain

from grcdesk.rules.lint.final import not_final
from grcdesk.rules.lint.lint import NAMES
from grcdesk.rules.lint.reading import written
from grcdesk.schemas.exports.lint import Flaw
from grcdesk.schemas.readiness import Lack, Readiness
from grcdesk.services.common.context import Context
from grcdesk.services.exports.gathering import gathered
from grcdesk.services.exports.lint import linted
from grcdesk.terms.readiness import WorkPlace
from grcdesk.wording import count


def of_export(context: Context, _record: str) -> Readiness:
    """What bars handing it over; then what bars calling it final, and what an auditor would ask about."""
    matrix = linted(context, gathered(context, None))
    found = tuple(_lack(one) for one in chain(matrix.flaws, not_final(matrix)))
    looked = sum(1 for _ in written(matrix))
    over = f"{count(looked, 'text')} of the workbook"
    return Readiness(WorkPlace.EXPORT, "", "handed over", looked, "text", found, over=over)


def _lack(one: Flaw) -> Lack:
    home = one.home or one.about
    inner = one.about if one.about != home else ""
    where = " ".join(part for part in (inner, one.field) if part)
    told = f"{where}: {one.text}" if where else one.text
    part = one.name if one.kind in NAMES else one.field
    return Lack(one.kind, home, f"{told}; {one.cure}", part, one.bars, one.cure)
