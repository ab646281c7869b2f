"""What names a population: its keys sorted by their UTF-8 bytes, each followed by a line feed, as SHA-256.

Rule of `domain.md` 1.9. Sorting by bytes and by code points is the same, so `sorted()` of any language without
collation gives this order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def population_sha256(keys: Iterable[str]) -> str:
    """The hash of a set of keys, in whatever order they come; each is counted once."""
    return hashlib.sha256("".join(f"{key}\n" for key in sorted(set(keys))).encode()).hexdigest()
