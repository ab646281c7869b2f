"""What was told of the lists of a source."""

from __future__ import annotations

from grcdesk.models.base import Row, key, text, words


class RememberedColumns(Row):
    """Which column of a source means what; asked once."""

    __tablename__ = "column_map"
    source: str = key()
    """Name of the system."""
    columns: list[str] = words()
    """`what = column`."""
    zone: str = text()
    """IANA name for its times without a zone; empty: UTC."""
    words: list[str] = words()
    """`what: theirs = ours`."""
    dates: str = text()
    """What stands first in its days with slashes; empty: nobody said."""
