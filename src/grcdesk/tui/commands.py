"""What palette entries and keys of everywhere do, by the id of their action."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from grcdesk.tui.audits import commands as audit_commands
from grcdesk.tui.catalogs import commands as catalog_commands
from grcdesk.tui.controls import gap_commands as control_gap_commands
from grcdesk.tui.coverage import check_commands as coverage_check_commands
from grcdesk.tui.coverage import commands as coverage_commands
from grcdesk.tui.coverage import quiet_commands as coverage_quiet_commands
from grcdesk.tui.desk import forms as desk_forms
from grcdesk.tui.desk import remembered, session, upkeep
from grcdesk.tui.evidence import commands as evidence_commands
from grcdesk.tui.evidence import import_commands as evidence_import_commands
from grcdesk.tui.evidence import source_commands as evidence_source_commands
from grcdesk.tui.evidence import statement_commands as evidence_statement_commands
from grcdesk.tui.evidence import sync_commands as evidence_sync_commands
from grcdesk.tui.evidence import vault_commands as evidence_vault_commands
from grcdesk.tui.evidence import wanted_commands as evidence_wanted_commands
from grcdesk.tui.exports import commands as exports_commands
from grcdesk.tui.exports import documents as exports_documents
from grcdesk.tui.features import commands as feature_commands
from grcdesk.tui.findings import commands as finding_commands
from grcdesk.tui.incidents import commands as incident_commands
from grcdesk.tui.lacks import export_doors
from grcdesk.tui.log import commands as log_commands
from grcdesk.tui.log import erasing as log_erasing
from grcdesk.tui.packages import forms as package_forms
from grcdesk.tui.programme import view_commands as programme_view_commands
from grcdesk.tui.requests import list_forms as request_list_forms
from grcdesk.tui.returned import commands as returned_commands
from grcdesk.tui.soa import commands as soa_commands
from grcdesk.tui.testing import try_commands as testing_try_commands
from grcdesk.tui.vendors import commands as vendor_commands

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

COMMANDS: dict[str, Callable[[Shell], None]] = {
    "gap.finalise": control_gap_commands.finalise,
    "gap.lacking": control_gap_commands.lacking,
    "coverage.criteria": coverage_commands.criteria,
    "checks.list": coverage_check_commands.limits,
    "checks.set": coverage_check_commands.keep,
    "checks.reset": coverage_check_commands.reset,
    "checks.word": coverage_check_commands.say,
    "coverage.warnings": coverage_commands.warnings,
    "coverage.earliest": coverage_commands.earliest,
    "quiet.list": coverage_quiet_commands.board,
    "quiet.add": coverage_quiet_commands.add,
    "quiet.drop": coverage_quiet_commands.drop,
    "evidence.import": evidence_import_commands.import_file,
    "sync.run": evidence_sync_commands.sync,
    "sync.waiting": evidence_sync_commands.waiting,
    "evidence.report": evidence_import_commands.report,
    "evidence.show": evidence_commands.show,
    "evidence.place": evidence_commands.place,
    "evidence.link": evidence_commands.link,
    "evidence.unlink": evidence_commands.unlink,
    "evidence.set": evidence_commands.correct,
    "evidence.supersede": evidence_commands.supersede,
    "statements.give": evidence_statement_commands.give,
    "statements.take_back": evidence_statement_commands.take_back,
    "wanted.list": evidence_wanted_commands.board,
    "wanted.suggest": evidence_wanted_commands.suggest,
    "vault.open": evidence_vault_commands.look,
    "vault.sample": evidence_vault_commands.sample,
    "vault.verify": evidence_vault_commands.verify,
    "vault.clear": evidence_vault_commands.clear,
    "sources.list": evidence_source_commands.board,
    "sources.set": evidence_source_commands.keep,
    "features.cards_all": feature_commands.cards,
    "features.derive_all": feature_commands.derive_all,
    "findings.letter": finding_commands.letter,
    "findings.actions": finding_commands.actions,
    "incidents.rows": incident_commands.rows,
    "exports.pick": exports_commands.pick,
    "package.build": package_forms.package,
    "package.verify": package_forms.verify,
    "exports.matrix": exports_commands.matrix,
    "exports.document": exports_documents.pick,
    "exports.gap_report": exports_documents.gap_report,
    "exports.mlbom": exports_commands.mlbom,
    "exports.oscal": exports_commands.oscal,
    "exports.vendor_memo": exports_documents.vendor_memo,
    "exports.digest": exports_commands.digest,
    "exports.lint": exports_commands.lint,
    "exports.release_name": export_doors.release,
    "exports.handovers": exports_commands.handovers,
    "exports.workplan": returned_commands.workplan,
    "returned.take": returned_commands.take_back,
    "returned.list": returned_commands.came_back,
    "vendors.points": vendor_commands.points,
    "vendors.agreements": vendor_commands.agreements,
    "vendors.exposure": vendor_commands.exposure,
    "vendors.traffic": vendor_commands.traffic,
    "exports.audit": audit_commands.export,
    "audits.phase": audit_commands.phase,
    "audits.plan": audit_commands.plan,
    "audits.exposure": audit_commands.exposure,
    "soa.write": soa_commands.export_default,
    "lists.import": request_list_forms.bring,
    "lists.write": request_list_forms.write,
    "views.pick": programme_view_commands.pick,
    "views.save": programme_view_commands.save,
    "views.drop": programme_view_commands.drop,
    "remembered.list": remembered.board,
    "log.undo": log_commands.undo,
    "log.redo": log_commands.redo,
    "log.verify": log_commands.verify,
    "log.export": log_commands.export,
    "log.checkpoint": log_commands.checkpoint,
    "log.texts": log_erasing.texts,
    "log.erase": log_erasing.erase,
    "log.finish": log_erasing.finish,
    "vault.erase": log_erasing.erase_file,
    "tests.try": testing_try_commands.attempt,
    "catalogs.lint": catalog_commands.lint,
    "catalogs.add": catalog_commands.add,
    "catalogs.update": catalog_commands.update,
    "upkeep.backup": upkeep.backup,
    "upkeep.restore": upkeep.restore,
    "upkeep.doctor": upkeep.doctor,
    "desk.init": desk_forms.new_desk,
    "desk.open": desk_forms.open_other,
    "desk.demo": desk_forms.sample,
    "app.messages": session.messages,
    "app.theme": session.theme,
}
