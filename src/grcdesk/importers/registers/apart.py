"""Registers, read in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from grcdesk.importers.reading.apart.process import JobControl, read
from grcdesk.schemas.registers import RegisterFile, RegisterPlan
from grcdesk.terms.registers import DeskRegister

_CHILD = "grcdesk.importers.registers.child"


def read_register(
    path: Path,
    register: DeskRegister,
    plan: RegisterPlan,
    *,
    before: Mapping[str, str],
    words: Mapping[str, Mapping[str, str]],
    job: JobControl | None = None,
) -> RegisterFile:
    """As `registers.read_register`; `words` are those told earlier and now."""
    how = {
        "register": register.value,
        "columns": dict(plan.columns),
        "before": dict(before),
        "words": {what: dict(some) for what, some in words.items()},
        "sheet": plan.sheet,
    }
    return read(_CHILD, "register", path, how, RegisterFile, job=job)
