"""Registers, read in a process of its own."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from grcdesk.importers.reading.apart.process import JobControl, read
from grcdesk.schemas.registers.registers import RegisterFile
from grcdesk.schemas.registers.tables import PLAIN_WAY, TableWay
from grcdesk.terms.interchange import DeskRegister

_CHILD = "grcdesk.importers.registers.child"


def read_register(
    path: Path, register: DeskRegister, way: TableWay = PLAIN_WAY, *, job: JobControl | None = None
) -> RegisterFile:
    """As `registers.read_register`."""
    how = {**asdict(way), "register": register.value, "dates": (way.dates or "")}
    return read(_CHILD, "register", path, how, RegisterFile, job=job)
