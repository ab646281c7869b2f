"""Reading a file in this process, as the process apart would."""

from __future__ import annotations

from pathlib import Path

from grcdesk.importers.evidence import read as evidence_read
from grcdesk.importers.evidence.sandbox import ReadRequest
from grcdesk.schemas.evidence.imports import ImportReport

SAMPLES = Path(__file__).parent / "samples"


def read(path: Path, **options) -> ImportReport:
    report = evidence_read.read(ReadRequest(str(path), **options))
    assert report.rows == report.used + report.duplicates + report.skipped
    return report


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
