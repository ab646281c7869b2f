"""The moments of an incident, and the order they must stand in.

Detection comes first, containment and assessment after it in either order, remediation after both, closing last. Two
of them may be the same moment. Nothing lies ahead of now.
"""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.terms.incidents import TimeMark

TIMES = (TimeMark.DETECTED, TimeMark.CONTAINED, TimeMark.ASSESSED, TimeMark.REMEDIATED, TimeMark.CLOSED)
"""Marks that are moments of the incident itself; a note is not."""
AFTER: Mapping[TimeMark, tuple[TimeMark, ...]] = {
    TimeMark.DETECTED: (),
    TimeMark.CONTAINED: (TimeMark.DETECTED,),
    TimeMark.ASSESSED: (TimeMark.DETECTED,),
    TimeMark.REMEDIATED: (TimeMark.DETECTED, TimeMark.CONTAINED, TimeMark.ASSESSED),
    TimeMark.CLOSED: (TimeMark.DETECTED, TimeMark.CONTAINED, TimeMark.ASSESSED, TimeMark.REMEDIATED),
}
"""What each of them must not come before."""


def disorder(times: Mapping[TimeMark, str], now: str) -> str:
    """What stands in the wrong order; empty: nothing does.

    Args:
        times: UTC times as text, empty for those not on record; such text sorts as it happened.
        now: the present moment in the same form.
    """
    for mark in TIMES:
        at = times.get(mark, "")
        if not at:
            continue
        if at > now:
            return f"{mark} at {told(at)} is still to come"
        for earlier in AFTER[mark]:
            before = times.get(earlier, "")
            if before and at < before:
                return f"{mark} at {told(at)} lies before {earlier} at {told(before)}"
    return ""


def stage(times: Mapping[TimeMark, str]) -> TimeMark:
    """The last of its moments that is on record."""
    return next((mark for mark in reversed(TIMES) if times.get(mark)), TimeMark.DETECTED)


def told(at: str) -> str:
    """`2026-11-21 09:30Z`: a moment as people read it."""
    return f"{at[:16].replace('T', ' ')}Z" if at else ""
