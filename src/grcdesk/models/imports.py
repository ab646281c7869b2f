"""What an importer read in a file: the report, beside the artefact it belongs to."""

from __future__ import annotations

from grcdesk.models.base import Row, key, number, text, words
from grcdesk.terms.bounds import MOST_BYTES


class ImportRecord(Row):
    """One import. The report holds counts, days and names, the rows what is no text."""

    __tablename__ = "import_report"
    id: str = key()
    """Of the artefact."""
    importer: str = text()
    version: int = number(name="version", low=1)
    sha256: str = text(index=True)
    """Of the file as it was given, whether or not it was kept."""
    kept: str = text()
    """`file`, `rows` (without content, and the report) or `report`: what of it lies in the vault."""
    rows_sha256: str = text(index=True)
    """Of the normalised rows in the vault, JSON Lines; empty: there are none."""
    rows_size: int = number(name="rows_size", most=MOST_BYTES)
    """Bytes of them."""
    rows_count: int = number(name="rows_count")
    released: list[str] = words()
    """Fields with text that a person released by name."""
    zone: str = text()
    """The zone that was assumed for times without one; empty: none was needed."""
    imported_at: str = text()
    """UTC."""
    report: str = text()
    """JSON."""
