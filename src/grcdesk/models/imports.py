"""What an importer read in a file: the report, beside the artefact it belongs to."""

from __future__ import annotations

from grcdesk.models.base import Row, key, number, text


class ImportRecord(Row, table=True):
    """One import. The report holds counts, days and names, and no text of the file."""

    __tablename__ = "import_report"
    id: str = key()
    """Of the artefact."""
    importer: str = text()
    version: int = number(name="version", low=1)
    sha256: str = text(index=True)
    """Of the file as it was given, whether or not it was kept."""
    kept: str = text()
    """`file` or `report`: what of it lies in the vault."""
    zone: str = text()
    """The zone that was assumed for times without one; empty: none was needed."""
    imported_at: str = text()
    """UTC."""
    report: str = text()
    """JSON."""
