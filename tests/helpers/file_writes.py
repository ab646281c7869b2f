"""Every verb that hands out a file, and those that look after the desk itself; as every_write has the others."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.terms import Verb
from grcdesk.terms.interchange import DeskRegister, OscalModel
from helpers import every_write, finding_writes, population_writes, request_writes, review_writes

Step = every_write.Step
OUT = "handed out.csv"
"""The file that is written in the folder, over an older one."""


def drafted(desk: Any, folder: Path) -> object:
    return every_write.statement(desk, folder), desk.soa.draft()


def noted(desk: Any, folder: Path) -> object:
    """A private text that no longer stands on a record."""
    return every_write.status(desk, folder), desk.log.undo()


def erase(desk: Any, _: Path) -> object:
    with closing(sqlite3.connect(desk.paths.database)) as connection:
        (name,) = connection.execute("SELECT sha256 FROM private_text").fetchone()
    return desk.log.erase(name, reason="asked for", clear=True)


def orphan(desk: Any, folder: Path) -> object:
    """What a killed command leaves in the vault."""
    every_write.evidence(desk, folder)
    left = desk.paths.vault / "00" / ("0" * 64)
    left.parent.mkdir()
    return left.write_bytes(b"all of it, and no row")


def copied(desk: Any, folder: Path) -> object:
    place = folder / "copies"
    place.mkdir(exist_ok=True)
    return desk.vault.open("EV-1", place)


FILES: dict[str, tuple[Verb, Step | None, Step]] = {
    "matrix": (
        Verb.EXPORT_MATRIX,
        every_write.status,
        lambda desk, folder: desk.exports.matrix(folder / OUT, force=True),
    ),
    "matrix handed over": (
        Verb.EXPORT_HANDOVER,
        every_write.status,
        lambda desk, folder: desk.exports.matrix(folder / OUT, force=True, handover="Marlow & Finch"),
    ),
    "register": (
        Verb.EXPORT_REGISTER,
        every_write.status,
        lambda desk, folder: desk.registers.export(DeskRegister.CONTROLS, folder / OUT, force=True),
    ),
    "workplan": (
        Verb.EXPORT_WORKPLAN,
        lambda desk, _: desk.controls.set(["AI-SEC-01"], ControlChange(owner="Lin Chen")),
        lambda desk, folder: desk.workplans.export("Lin Chen", folder / OUT, force=True),
    ),
    "gap report": (
        Verb.EXPORT_GAP_REPORT,
        every_write.status,
        lambda desk, folder: desk.documents.write("gap-report", folder / OUT, force=True),
    ),
    "board summary": (
        Verb.EXPORT_DOCUMENT,
        every_write.status,
        lambda desk, folder: desk.documents.write("board-summary", folder / OUT, force=True),
    ),
    "bill of models": (
        Verb.EXPORT_MLBOM,
        every_write.feature,
        lambda desk, folder: desk.exports.mlbom(folder / OUT, force=True),
    ),
    "oscal": (
        Verb.EXPORT_OSCAL,
        every_write.feature,
        lambda desk, folder: desk.exports.oscal(OscalModel.COMPONENTS, folder / OUT, force=True),
    ),
    "vendor memo": (
        Verb.EXPORT_VENDOR_MEMO,
        every_write.answered,
        lambda desk, folder: desk.documents.write("vendor-memo", folder / OUT, about="VEN-1", force=True),
    ),
    "calendar": (
        Verb.EXPORT_CALENDAR,
        every_write.action,
        lambda desk, folder: desk.due.calendar(folder / OUT, force=True),
    ),
    "statement of applicability": (
        Verb.EXPORT_SOA,
        drafted,
        lambda desk, folder: desk.soa.export(folder / OUT, force=True),
    ),
    "evidence index": (
        Verb.EXPORT_INDEX,
        every_write.status,
        lambda desk, folder: desk.documents.write("evidence-index", folder / OUT, force=True),
    ),
    "system description": (
        Verb.EXPORT_DESCRIPTION,
        every_write.feature,
        lambda desk, folder: desk.documents.write("system-description", folder / OUT, force=True),
    ),
    "lists of the audit": (
        Verb.EXPORT_AUDIT,
        request_writes.request,
        lambda desk, folder: desk.audits.export(folder / OUT, force=True),
    ),
    "requests": (
        Verb.EXPORT_REQUESTS,
        request_writes.request,
        lambda desk, folder: desk.request_lists.export(folder / OUT, force=True),
    ),
    "response letter": (
        Verb.EXPORT_FINDINGS,
        finding_writes.answered,
        lambda desk, folder: desk.findings.write_letter(folder / OUT, force=True),
    ),
    "memo of a review": (
        Verb.EXPORT_REVIEW,
        review_writes.proven,
        lambda desk, folder: desk.documents.write("access-review-memo", folder / OUT, about="AR-1", force=True),
    ),
    "removals": (
        Verb.EXPORT_REVIEW,
        review_writes.decided,
        lambda desk, folder: desk.review_files.removals_csv("AR-1", folder / OUT, force=True),
    ),
    "population handed out": (
        Verb.EXPORT_POPULATION,
        population_writes.add,
        lambda desk, folder: desk.populations.export("POP-1", folder / OUT, force=True),
    ),
    "sample of rows": (
        Verb.EXPORT_EVIDENCE,
        every_write.imported,
        lambda desk, folder: desk.vault.sample("EV-1", folder / OUT, force=True),
    ),
    "checkpoint": (
        Verb.LOG_CHECKPOINT,
        every_write.status,
        lambda desk, folder: desk.log.checkpoint(folder / OUT, force=True),
    ),
    "log": (Verb.LOG_EXPORT, every_write.status, lambda desk, folder: desk.log.export(folder / OUT, force=True)),
    "log as events": (
        Verb.LOG_EXPORT,
        every_write.status,
        lambda desk, folder: desk.log.export_ocsf(folder / OUT, force=True),
    ),
    "package": (
        Verb.EXPORT_PACKAGE,
        every_write.evidence,
        lambda desk, folder: desk.packages.build(folder / "out.zip", force=True),
    ),
    "backup": (
        Verb.DESK_BACKUP,
        every_write.evidence,
        lambda desk, folder: desk.upkeep.backup(folder / OUT, force=True),
    ),
}
"""Name → the word its line has in the log, what must be there first, and the verb."""

UPKEEP: dict[str, tuple[Verb, Step | None, Step]] = {
    "log verified": (Verb.LOG_VERIFY, every_write.evidence, lambda desk, _: desk.log.verify()),
    "vault verified": (Verb.EVIDENCE_VERIFY, every_write.evidence, lambda desk, _: desk.vault.verify()),
    "vault cleared": (Verb.EVIDENCE_GC, orphan, lambda desk, _: desk.vault.clear()),
    "text erased": (Verb.LOG_ERASE, noted, erase),
    "file erased": (
        Verb.EVIDENCE_ERASE,
        every_write.evidence,
        lambda desk, _: desk.vault.erase("EV-1", reason="asked for"),
    ),
    "copy of evidence": (Verb.EXPORT_EVIDENCE, every_write.evidence, copied),
    "incidents drawn": (
        Verb.EXPORT_INCIDENTS,
        finding_writes.everything,
        lambda desk, _: desk.incidents.population(),
    ),
}
"""The same of verbs that write no file and no record."""
