"""What a row of a Statement of Applicability amounts to, and what keeps the statement from being approved.

ISO/IEC 27001 and 42001 ask in 6.1.3 for the necessary controls, why each is included, whether it is implemented, and
why any control of Annex A is left out. The tool counts and names what lacks; a person approves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from grcdesk.schemas.soa.soa import SoaControl, SoaCounts, SoaLack, SoaRow, SoaSaid
from grcdesk.terms import Relationship, Status, Support
from grcdesk.terms.readiness import LackKind
from grcdesk.terms.soa import Implementation, InclusionReason, SoaFramework
from grcdesk.wording import SUPPORT, count, join, word

SIZE = {SoaFramework.ISO27001: 93, SoaFramework.ISO42001: 38}
"""Controls in the Annex A of each framework."""
_WHOLE = (Relationship.EQUAL_TO, Relationship.EQUIVALENT_TO, Relationship.SUPERSET_OF)
"""A control that does all an item asks for. Many that do part of it never add up to the whole."""
_LAWS = frozenset(
    {
        *((SoaFramework.ISO27001, item) for item in ("A.5.31", "A.5.32", "A.5.33", "A.5.34")),
        *((SoaFramework.ISO42001, item) for item in ("A.5.4", "A.8.5")),
    }
)
"""Items about what laws ask for."""
_CONTRACTS = frozenset(
    {
        *((SoaFramework.ISO27001, item) for item in ("A.5.20", "A.6.2", "A.6.6")),
        *((SoaFramework.ISO42001, item) for item in ("A.10.3", "A.10.4")),
    }
)
"""Items about agreements with others."""


def implementing(how: Iterable[SoaControl]) -> list[SoaControl]:
    """The controls that stand for an item: those that are not applicable stand for nothing."""
    return [control for control in how if control.implements]


def proposed(how: Iterable[SoaControl]) -> Implementation | None:
    """What gap statuses say of an item; None: nothing, as no control behind it was assessed.

    Yes needs all of them in place, and one that does all the item asks for.
    """
    behind = implementing(how)
    statuses = {control.status for control in behind}
    if statuses == {Status.IN_PLACE} and any(one.relationship in _WHOLE for one in behind):
        return Implementation.YES
    if statuses & {Status.IN_PLACE, Status.PARTIAL}:
        return Implementation.PARTLY
    return Implementation.NO if Status.MISSING in statuses else None


def borne_out(implemented: Implementation | None, how: Iterable[SoaControl]) -> tuple[Support | None, tuple[str, ...]]:
    """How far a yes is borne out, and what keeps it from more; nothing of what nobody says yes to.

    Supported needs every control behind the item in place and supported; a measure that is no control of the desk is
    somebody's word.
    """
    if implemented is not Implementation.YES:
        return None, ()
    behind = implementing(how)
    short = tuple(f"{one.id} is {_standing(one)}" for one in behind if one.support is not Support.SUPPORTED)
    # a policy or a service named as measure may well do it: nothing in the desk shows so
    if not behind:
        return Support.CLAIM_ONLY, ("no control of the desk stands behind it",)
    if not short:
        return Support.SUPPORTED, ()
    held = any(one.support in {Support.SUPPORTED, Support.SUPPORTED_IN_PART} for one in behind)
    return (Support.SUPPORTED_IN_PART if held else Support.CLAIM_ONLY), short


def _standing(control: SoaControl) -> str:
    return word(control.status) if control.support is None else f"in place, {SUPPORT[control.support].word}"


def suggested(
    framework: SoaFramework, item: str, said: SoaSaid, how: Sequence[SoaControl], risks: Sequence[str]
) -> tuple[InclusionReason, ...]:
    """Reasons the desk's facts speak for, while nobody gave one: for a person to take or leave."""
    # a person's reason stands alone: a suggestion beside it would look like doubt
    if said.reasons or not said.applicable:
        return ()
    found = []
    if risks or implementing(how):
        found.append(InclusionReason.RISK_TREATMENT)
    if (framework, item) in _LAWS:
        found.append(InclusionReason.LEGAL)
    if (framework, item) in _CONTRACTS:
        found.append(InclusionReason.CONTRACT)
    return tuple(found)


_NO_REASON, _NO_ANSWER, _NO_HOW, _NO_OWNER = (
    "has no reason of inclusion",
    "does not say whether it is implemented",
    "is said to be implemented, and nothing says how",
    "has no owner",
)
_OUT = "is left out"
_KINDS = {
    _NO_REASON: LackKind.SOA_INCLUSION,
    _NO_ANSWER: LackKind.SOA_IMPLEMENTATION,
    _NO_HOW: LackKind.SOA_MEASURE,
    _NO_OWNER: LackKind.SOA_OWNER,
}


def lacks(said: SoaSaid, owner: str, how: Iterable[SoaControl]) -> tuple[str, ...]:
    """What keeps a row from being approved, in words.

    Args:
        said: what people said of it.
        owner: who answers for it, as said or as its controls have it.
        how: the controls behind it.
    """
    behind = [control.id for control in implementing(how)]
    if not said.applicable:
        found = [] if said.exclusion else [f"{_OUT} without a reason"]
        return tuple(found + ([f"{_OUT}, and {join(behind)} implements it"] if behind else []))
    found = [] if said.reasons else [_NO_REASON]
    found += [] if said.implemented else [_NO_ANSWER]
    found += [_NO_HOW] if _unexplained(said, behind) else []
    return tuple(found + ([] if owner else [_NO_OWNER]))


def lack_kind(lack: SoaLack) -> LackKind:
    """What kind of thing a row, or the statement, lacks."""
    return _KINDS.get(lack.what) or (LackKind.SOA_EXCLUSION if lack.what.startswith(_OUT) else LackKind.SOA_ITEM)


def _unexplained(said: SoaSaid, behind: Sequence[str]) -> bool:
    return said.implemented in {Implementation.YES, Implementation.PARTLY} and not behind and not said.measures


def uncounted(framework: SoaFramework, items: Sequence[str], said: Iterable[str]) -> list[SoaLack]:
    """Where the items are not those of the Annex, each exactly once.

    Args:
        framework: whose Annex A.
        items: the rows of the statement that are items of it, as its catalog in the desk has them.
        said: every item and control that something is said of, that is neither in the catalog nor one of our controls.
    """
    folded = Counter(item.casefold() for item in items)
    found = [SoaLack(item, "stands there twice") for item in items if folded[item.casefold()] > 1]
    if len(folded) != SIZE[framework]:
        whose = f"Annex A of {word(framework)} has {count(SIZE[framework], 'control')}"
        found.append(SoaLack("", f"{whose}, and the catalog in the desk {len(folded)}"))
    return found + [SoaLack(item, "is spoken of, and is neither in the Annex nor a control of ours") for item in said]


def of_rows(rows: Iterable[SoaRow]) -> list[SoaLack]:
    """What the rows lack, each with its item."""
    return [SoaLack(row.item, what) for row in rows for what in row.lacks]


def counts(rows: Sequence[SoaRow]) -> SoaCounts:
    """The statement in numbers."""
    inside = [row for row in rows if row.applicable]
    yes = [row for row in inside if row.implemented is Implementation.YES]
    levels: Mapping[Support | None, int] = Counter(row.support for row in yes)
    return SoaCounts(
        rows=len(rows),
        added=sum(row.added for row in rows),
        applicable=len(inside),
        excluded=len(rows) - len(inside),
        implemented=len(yes),
        by_support={level: levels.get(level, 0) for level in Support},
    )


def told(row: SoaRow) -> str:
    """`yes, supported`, `yes, claim only`, `partly, drafted`, `not said`: no word claims more than is shown."""
    if not row.applicable:
        return "left out"
    if row.implemented is None:
        return "not said"
    level = f", {SUPPORT[row.support].word}" if row.support else ""
    return word(row.implemented) + level + (", drafted" if row.drafted else "")


def by_row(lacking: Sequence[SoaLack]) -> tuple[str, ...]:
    """One sentence a row: `A.5.2 has no reason of inclusion and has no owner`."""
    found: dict[str, list[str]] = {}
    for one in lacking:
        found.setdefault(one.item, []).append(one.what)
    return tuple(f"{item} {join(whats)}".strip() for item, whats in found.items())


def summed(lacking: Sequence[SoaLack]) -> tuple[str, ...]:
    """The lacks by kind, with how many rows have each: `93 rows: has no reason of inclusion`."""
    kinds = Counter(one.what if one.item else f"{one.what}." for one in lacking)
    return tuple(
        kind.removesuffix(".") if kind.endswith(".") else f"{count(number, 'row')}: {kind}"
        for kind, number in kinds.items()
    )
