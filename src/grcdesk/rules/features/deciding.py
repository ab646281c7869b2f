"""Which answers the controls of a feature wait for."""

from __future__ import annotations

from collections.abc import Iterable

from grcdesk.rules.features.features import ASKED, ASKED_TOO

DECIDES = ASKED | ASKED_TOO
"""Every question that decides controls, by field; `model` is answered by a record of a model."""


def waited_for(opened: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Field → the controls that wait for its answer, in the order of the questions.

    Args:
        opened: controls that are open, each with the reason it was derived with. The reason holds the questions word
            for word, so that one with two alternatives asks only for those that nobody answered.
    """
    found: dict[str, list[str]] = {}
    for control, reason in opened:
        for name, question in DECIDES.items():
            if question in reason:
                found.setdefault(name, []).append(control)
    return {name: found[name] for name in DECIDES if name in found}
