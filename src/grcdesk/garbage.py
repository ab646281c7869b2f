"""When Python looks for garbage: objects that refer to each other and that nobody else needs.

Modules, tables and widgets are made once and stay. Looking through them again and again while they are made costs a
third of a start.
"""

from __future__ import annotations

import gc

_LATER = (20, 50)
_SELDOM = (100_000, *_LATER)
"""Objects made before the new ones are looked through; how often that is done before the older ones are."""
_OPENING = (1_000_000, *_LATER)
"""While the app and a desk are opened."""


def seldom() -> None:
    """Look less often than Python would."""
    gc.set_threshold(*_SELDOM)


def not_while_opening() -> None:
    """Do not look before `opened` is called, unless something goes on without end."""
    gc.set_threshold(*_OPENING)


def opened() -> None:
    """What there is now stays: it is never looked through again, only what comes."""
    if gc.get_threshold() == _OPENING:
        gc.freeze()
        seldom()
