"""Whether a workbook may be handed over or called final, and what is said with one that may not yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grcdesk.errors import Refused
from grcdesk.rules.lint.final import not_final
from grcdesk.rules.readiness.telling import counted
from grcdesk.schemas.exports.lint import Flaw
from grcdesk.schemas.exports.matrix import Matrix

_LISTED = "grcdesk lacking show export lists each with its cure"
_FIRST = 3
"""So many are written out."""


def checked(content: Matrix, firm: str, *, final: bool) -> Matrix:
    """The content as it goes out: called final when that was asked for.

    Raises:
        Refused: naming everything that stands against it.
    """
    if not (firm or final):
        return content
    bars = [one for one in content.flaws if one.bars and one.name.casefold() != firm.casefold()]
    bars += list(not_final(content)) if final else []
    if bars:
        act = "called final" if final else f"handed over to {firm}"
        raise Refused(
            f"the workbook cannot be {act}: {numbers(bars)}",
            hint=_LISTED,
            reasons=tuple(_reasons(bars)),
        )
    return replace(content, called_final=final, flaws=())


def _reasons(bars: Sequence[Flaw]) -> Iterator[str]:
    """A line each; what mends several of them is said once, before them."""
    together: dict[str, list[Flaw]] = {}
    for one in bars:
        together.setdefault(one.cure, []).append(one)
    for cure, found in together.items():
        if len(found) > 1:
            yield cure
        yield from (said(one) if len(found) == 1 else _where(one) for one in found)


def told(content: Matrix) -> tuple[str, ...]:
    """Said aloud with a draft: how many of each kind, and the first of them."""
    if not content.flaws:
        return ()
    first = [said(one) for one in content.flaws[:_FIRST]]
    rest = len(content.flaws) - len(first)
    more = (f"{rest:,} more: {_LISTED}",) if rest else ()
    return (f"to mend before it goes out: {numbers(content.flaws)}", *first, *more)


def numbers(flaws: Sequence[Flaw]) -> str:
    """`2 placeholders, 1 unknown firm`."""
    return counted(Counter(one.kind for one in flaws))


def said(one: Flaw) -> str:
    """One line: where, what stands there, what mends it."""
    return f"{_where(one)}; {one.cure}"


def _where(one: Flaw) -> str:
    return f"{f'{one.about} {one.field}'.strip()}: {one.text}"
