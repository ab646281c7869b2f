"""Typed texts on their way into the desk: what they seem to hold that does not belong there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grcdesk.store.journal import Change
from grcdesk.terms import Verb

_TYPED = frozenset(
    {
        "accept_reason",
        "accuracy",
        "action",
        "answer",
        "blocked",
        "cause",
        "comment",
        "completeness",
        "condition",
        "criteria",
        "dropped",
        "exclusion",
        "followed",
        "effect",
        "gap",
        "happened",
        "inspected_at",
        "measures",
        "interim",
        "lessons",
        "note",
        "notes",
        "proof",
        "query",
        "rationale",
        "reason",
        "recommendation",
        "rejected",
        "response",
        "returned",
        "return_reason",
        "settled",
        "shown",
        "root_cause",
        "scenario",
        "shows_run",
        "source",
        "statement",
        "text",
        "title",
        "url",
        "value",
        "what",
    }
)
"""Columns that hold what a person typed, in any table."""
_SHORT = 12
"""Characters below which a text can hold nothing of the kind."""
_NOT_TYPED = frozenset({Verb.CATALOG_ADD, Verb.CATALOG_UPDATE, Verb.DESK_INIT, Verb.LOG_UNDO})


def suspicions(action: Verb, changes: Sequence[Change]) -> tuple[str, ...]:
    """Warnings about the typed texts of a command: kind and place, never the text. Each text is looked at once."""
    if action in _NOT_TYPED:
        return ()
    texts = dict.fromkeys(text for change in changes for text in _typed(change))
    if not texts:
        return ()
    from grcdesk.rules.evidence import guard  # noqa: PLC0415  a dozen patterns, needed only where something was typed

    warnings = []
    for name, text in texts:
        found = guard.typed(text)
        if found:
            warnings.append(f"{name.replace('_', ' ')} {guard.said(found)}: take it out, undo, then grcdesk log erase")
    return tuple(warnings)


def _typed(change: Change) -> Iterator[tuple[str, str]]:
    for name, value in change.after.items():
        if name not in _TYPED or not isinstance(value, str):
            continue
        text = change.private[value][1] if value in change.private else value
        if len(text) >= _SHORT:
            yield name, text
