"""100,000 artefacts behind 1,200 controls: list, counts, coverage board; and the vault against plain SHA-256."""

# ruff: noqa: PLC0415, SLF001  imports are no part of what is measured
from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import time
from datetime import date, timedelta
from pathlib import Path

from desks import opened
from measure import Inside, Row

ARTEFACTS = 100_000
PAGE = 64
FILES, MIB = 32, 1 << 20
AS_OF = date(2026, 11, 21)


def rows(folder: Path) -> list[Row]:
    """Rows of this subject."""
    many, vault = (str(folder / "evidence"),), (str(folder / "vault"),)
    Inside("evidence:fill", (str(folder / "large"), *many)).measure()
    Inside("evidence:fill_vault", (str(folder / "small"), *vault)).measure()
    return [
        Row("evidence list, first page / bare", Inside("evidence:page", many), Inside("evidence:bare_page", many), 3),
        Row(
            "counts of 1,223 controls / bare", Inside("evidence:counts", many), Inside("evidence:bare_counts", many), 3
        ),
        Row("coverage board / bare rows", Inside("evidence:board", many), Inside("evidence:bare_board", many), 3),
        Row("vault verify / plain sha256", Inside("evidence:verify", vault), Inside("evidence:plain", vault), 1.25),
    ]


def fill(desk: str, target: str) -> float:
    """A copy of the desk with artefacts spread evenly over its controls and the year; logged or not is all one here."""
    from sqlalchemy import insert

    from grcdesk.models.base import table_of
    from grcdesk.models.evidence import Evidence, EvidenceLink
    from grcdesk.terms import EvidenceKind

    start = time.perf_counter()
    shutil.copytree(desk, target)
    found = opened(target)
    controls = found.controls.keys()
    sample = Evidence(id="", kind=EvidenceKind.SIGN_OFF, sha256="0" * 64, title="What was done that day")
    kinds = (EvidenceKind.SIGN_OFF, EvidenceKind.CONFIG_SNAPSHOT, EvidenceKind.TEST_RECORD)
    common = {column.name: getattr(sample, column.name) for column in table_of(Evidence).columns}
    with found.store._writer.begin() as connection:
        artefacts, links = [], []
        for number in range(ARTEFACTS):
            name, control = f"EV-{number + 1}", controls[number % len(controls)]
            day = date(2026, 1, 1) + timedelta(days=number // len(controls) * 4 % 365)
            stamp = f"{day}T10:00:00.000Z"
            artefacts.append(
                common
                | {"id": name, "kind": kinds[number % len(kinds)], "as_of": day, "position": number + 1}
                | {"collected_at": stamp, "recorded_at": stamp}
            )
            links.append({"id": f"{control}/{name}", "control": control, "evidence": name})
        connection.execute(insert(table_of(Evidence)), artefacts)
        connection.execute(insert(table_of(EvidenceLink)), links)
    found.close()
    return time.perf_counter() - start


def fill_vault(desk: str, target: str) -> float:
    """A copy of the sample desk with large files in its vault."""
    from grcdesk.services.evidence.evidence import Artefact
    from grcdesk.terms import EvidenceKind

    start = time.perf_counter()
    shutil.copytree(desk, target)
    files = Path(target).parent / "files"
    files.mkdir()
    for number in range(FILES):
        (files / f"{number}.log").write_bytes(os.urandom(MIB) * 8)
    found = opened(target)
    found.evidence.add(files, Artefact(EvidenceKind.LOG_EXPORT, as_of=AS_OF, source="logs"))
    found.close()
    shutil.rmtree(files)
    return time.perf_counter() - start


def _raw(desk: str) -> sqlite3.Connection:
    return sqlite3.connect(Path(desk) / "desk.db")


def _asked(desk: str, question) -> float:
    found = opened(desk)
    assert found.evidence, found.coverage
    start = time.perf_counter()
    question(found)
    seconds = time.perf_counter() - start
    found.close()
    return seconds


def page(desk: str) -> float:
    """All keys and the rows of the first page."""
    return _asked(desk, lambda found: found.evidence.rows(found.evidence.keys()[:PAGE]))


def bare_page(desk: str) -> float:
    """The same keys and rows, without a model."""
    connection = _raw(desk)
    start = time.perf_counter()
    keys = [key for (key,) in connection.execute("SELECT id FROM evidence ORDER BY position")][:PAGE]
    marks = ", ".join("?" * PAGE)
    connection.execute(f"SELECT * FROM evidence WHERE id IN ({marks})", keys).fetchall()
    connection.execute(f"SELECT evidence, control FROM evidence_link WHERE evidence IN ({marks})", keys).fetchall()
    return time.perf_counter() - start


def counts(desk: str) -> float:
    """The whole control list, with the number of artefacts behind each."""
    return _asked(desk, lambda found: found.controls.list())


def bare_counts(desk: str) -> float:
    """The numbers alone, counted in SQL: of each kind, and how many of them are whole and of the period."""
    connection = _raw(desk)
    start = time.perf_counter()
    connection.execute(
        "SELECT link.control, kind, count(*), sum(sha256 <> '' AND integrity = '' AND as_of >= '2026-01-01') "
        "FROM evidence_link AS link JOIN evidence ON evidence.id = link.evidence "
        "WHERE evidence.rejected = '' GROUP BY link.control, kind"
    ).fetchall()
    return time.perf_counter() - start


def board(desk: str) -> float:
    """Every control judged on its artefacts."""
    return _asked(desk, lambda found: found.coverage.board(as_of=AS_OF))


def bare_board(desk: str) -> float:
    """What the board is judged on, read and not judged."""
    connection = _raw(desk)
    start = time.perf_counter()
    connection.execute(
        "SELECT link.control, evidence.id, kind, as_of, period_from, period_to, performed_on, for_slot, sha256, "
        "integrity, importer, pulled_at, collected_at, valid_until, query, completeness, shows_run, inspected_by "
        "FROM evidence_link AS link JOIN evidence ON evidence.id = link.evidence "
        "WHERE evidence.rejected = '' ORDER BY evidence.position"
    ).fetchall()
    return time.perf_counter() - start


def verify(desk: str) -> float:
    """Every file hashed, and files and rows matched both ways."""
    found = opened(desk)
    vault = found.vault
    start = time.perf_counter()
    report = vault.verify()
    seconds = time.perf_counter() - start
    found.close()
    if not report.clean:
        raise RuntimeError(str(report.found[:3]))
    return seconds


def plain(desk: str) -> float:
    """The same files, hashed."""
    files = [path for path in (Path(desk) / "vault").rglob("*") if path.is_file()]
    start = time.perf_counter()
    for path in files:
        with path.open("rb") as file:
            hashlib.file_digest(file, "sha256").hexdigest()
    return time.perf_counter() - start
