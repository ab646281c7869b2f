"""Whether the documents that are being made belong to something a person has called final.

Builders gather by themselves; what they have in common is who asked for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_FINAL: ContextVar[bool] = ContextVar("final", default=False)


@contextmanager
def as_final(*, final: bool) -> Iterator[None]:
    """Everything gathered inside says that it is final; whoever asks for it refuses what is none."""
    token = _FINAL.set(final)
    try:
        yield
    finally:
        _FINAL.reset(token)


def called_final() -> bool:
    """Whether it does now."""
    return _FINAL.get()
