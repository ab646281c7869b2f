"""What palette entries and keys of everywhere do, by the id of their action."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from grcdesk.tui.commands import (
    catalogs,
    checks,
    coverage,
    evidence,
    exports,
    features,
    gap,
    imports,
    log,
    session,
    sources,
    upkeep,
    vault,
    vendors,
    views,
    wanted,
)
from grcdesk.tui.forms import desk

if TYPE_CHECKING:
    from grcdesk.tui.app import GrcdeskApp

COMMANDS: dict[str, Callable[[GrcdeskApp], None]] = {
    "gap.finalise": gap.finalise,
    "gap.lacking": gap.lacking,
    "coverage.board": coverage.board,
    "coverage.months": coverage.months,
    "coverage.criteria": coverage.criteria,
    "checks.list": checks.limits,
    "checks.set": checks.keep,
    "checks.reset": checks.reset,
    "coverage.warnings": coverage.warnings,
    "coverage.earliest": coverage.earliest,
    "evidence.import": imports.import_file,
    "evidence.report": imports.report,
    "evidence.show": evidence.show,
    "evidence.place": evidence.place,
    "evidence.link": evidence.link,
    "evidence.unlink": evidence.unlink,
    "evidence.set": evidence.correct,
    "evidence.supersede": evidence.supersede,
    "wanted.list": wanted.board,
    "wanted.suggest": wanted.suggest,
    "vault.open": vault.look,
    "vault.verify": vault.verify,
    "vault.clear": vault.clear,
    "sources.list": sources.board,
    "sources.set": sources.keep,
    "features.cards_all": features.cards,
    "features.derive_all": features.derive_all,
    "exports.matrix": exports.matrix,
    "exports.gap_report": exports.gap_report,
    "exports.digest": exports.digest,
    "vendors.points": vendors.points,
    "vendors.agreements": vendors.agreements,
    "vendors.exposure": vendors.exposure,
    "views.pick": views.pick,
    "views.save": views.save,
    "views.drop": views.drop,
    "log.undo": log.undo,
    "log.redo": log.redo,
    "log.verify": log.verify,
    "log.export": log.export,
    "log.erase": log.erase,
    "catalogs.lint": catalogs.lint,
    "catalogs.add": catalogs.add,
    "catalogs.update": catalogs.update,
    "upkeep.backup": upkeep.backup,
    "upkeep.restore": upkeep.restore,
    "upkeep.doctor": upkeep.doctor,
    "desk.init": desk.new_desk,
    "desk.open": desk.open_other,
    "desk.demo": desk.sample,
    "app.messages": session.messages,
    "app.theme": session.theme,
}
