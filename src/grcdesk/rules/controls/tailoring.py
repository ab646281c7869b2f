"""What a desk has otherwise than a catalog: which fields go along, and what is weaker than it was shipped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grcdesk.rules.time.grace import GRACE_DAYS
from grcdesk.terms import Anchor, Frequency, Tailored, usual_anchor
from grcdesk.wording import count, word

LESS_OFTEN = "less often than shipped"
NO_CYCLE = "no longer in cycles"
OTHER_KIND = "in cycles, no longer at each event"
LATER = "later than shipped"
_RANK = {frequency: rank for rank, frequency in enumerate(Frequency)}
_KINDS: dict[Tailored, type[Any]] = {
    Tailored.FREQUENCY: Frequency,
    Tailored.ANCHOR: Anchor,
    Tailored.GRACE_DAYS: int,
}


def stored(value: object) -> str:
    """A field of a control as the register holds it."""
    return str(getattr(value, "value", value))


def restored(field: Tailored, text: str) -> Any:
    """The field again."""
    return _KINDS.get(field, str)(text)


def whole(field: Tailored, *texts: str) -> bool:
    """Whether these are values of the field still: a text that was erased is none."""
    try:
        return all(restored(field, text) is not None for text in texts)
    except ValueError:
        return False


def said(field: Tailored, text: str) -> str:
    """A value for a person to read."""
    if not whole(field, text):
        return text
    if field is Tailored.FREQUENCY:
        return word(Frequency(text))
    return count(int(text), "day") if field is Tailored.GRACE_DAYS else text or "(none)"


def weaker(field: Tailored, shipped: str, tailored: str) -> str:
    """In which way it asks for less than its catalog, as words; empty when it does not."""
    if not whole(field, shipped, tailored):
        return ""
    if field is Tailored.FREQUENCY:
        was, now = Frequency(shipped), Frequency(tailored)
        # cycles and events cannot be ranked: a change between them is told whichever way it goes
        if Frequency.EVENT in {was, now}:
            return "" if was is now else NO_CYCLE if now is Frequency.EVENT else OTHER_KIND
        return LESS_OFTEN if _RANK[now] > _RANK[was] else ""
    return LATER if field is Tailored.GRACE_DAYS and int(tailored) > int(shipped) else ""


def following(shipped: Mapping[Tailored, str], frequency: Frequency) -> dict[Tailored, str]:
    """What goes along with another frequency.

    Days of grace and the anchor, where they were the usual ones of the shipped frequency; and the note, which speaks
    of that one.
    """
    was = Frequency(shipped[Tailored.FREQUENCY])
    found = {name: shipped[name] for name in (Tailored.ANCHOR, Tailored.GRACE_DAYS, Tailored.FREQUENCY_NOTE)}
    if was is frequency:
        return found
    if found[Tailored.GRACE_DAYS] == stored(GRACE_DAYS[was]):
        found[Tailored.GRACE_DAYS] = stored(GRACE_DAYS[frequency])
    if found[Tailored.ANCHOR] == stored(usual_anchor(was)):
        found[Tailored.ANCHOR] = stored(usual_anchor(frequency))
    return found | {Tailored.FREQUENCY_NOTE: ""}
