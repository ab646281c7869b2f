"""An open desk and its nouns, each of them loaded when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from grcdesk.services.desk.audit_nouns import AuditNouns

if TYPE_CHECKING:  # a command needs one noun or two: the others cost 100 ms
    from grcdesk.services.catalogs.catalogs import Catalogs
    from grcdesk.services.controls.actions import Actions
    from grcdesk.services.controls.controls import Controls
    from grcdesk.services.controls.gap import Gap
    from grcdesk.services.controls.risks import Risks
    from grcdesk.services.controls.tailoring import TailoringRegister
    from grcdesk.services.coverage.checks import Checks
    from grcdesk.services.coverage.coverage import PeriodCoverage
    from grcdesk.services.coverage.quiet import QuietRegister
    from grcdesk.services.desk.records import Records
    from grcdesk.services.desk.remembered import Remembered
    from grcdesk.services.desk.upkeep import Upkeep
    from grcdesk.services.due.due import Due
    from grcdesk.services.evidence.evidence import EvidenceRegister
    from grcdesk.services.evidence.imports import Imports
    from grcdesk.services.evidence.sources import Sources
    from grcdesk.services.evidence.statements import RunStatements
    from grcdesk.services.evidence.vault import Vault
    from grcdesk.services.evidence.wanted import WantedBoard
    from grcdesk.services.features.features import Features
    from grcdesk.services.log.log import Log
    from grcdesk.services.programme.scope import ScopeService
    from grcdesk.services.programme.views import Views
    from grcdesk.services.readiness.readiness import ReadinessBoard
    from grcdesk.services.registers.registers import RegisterFiles
    from grcdesk.services.reviews.accounts import Accounts
    from grcdesk.services.reviews.files import ReviewFiles
    from grcdesk.services.reviews.reviews import Reviews
    from grcdesk.services.sync.sync import Sync
    from grcdesk.services.vendors.agreements import Agreements
    from grcdesk.services.vendors.papers import VendorPapers
    from grcdesk.services.vendors.relations import VendorRelations
    from grcdesk.services.vendors.reviews import VendorReviews
    from grcdesk.services.vendors.traffic import VendorTraffic
    from grcdesk.services.vendors.vendors import Vendors


class Desk(AuditNouns):
    """One open desk and its nouns."""

    @cached_property
    def controls(self) -> Controls:
        """The controls and their working assessment."""
        from grcdesk.services.controls.controls import Controls  # noqa: PLC0415

        return Controls(self)

    @cached_property
    def gap(self) -> Gap:
        """The gap assessment as a whole."""
        from grcdesk.services.controls.gap import Gap  # noqa: PLC0415

        return Gap(self)

    @cached_property
    def actions(self) -> Actions:
        """Remediation actions."""
        from grcdesk.services.controls.actions import Actions  # noqa: PLC0415

        return Actions(self)

    @cached_property
    def risks(self) -> Risks:
        """Accepted risks."""
        from grcdesk.services.controls.risks import Risks  # noqa: PLC0415

        return Risks(self)

    @cached_property
    def tailoring(self) -> TailoringRegister:
        """What is otherwise than its catalog."""
        from grcdesk.services.controls.tailoring import TailoringRegister  # noqa: PLC0415

        return TailoringRegister(self)

    @cached_property
    def registers(self) -> RegisterFiles:
        """Registers as spreadsheets, out and in."""
        from grcdesk.services.registers.registers import RegisterFiles  # noqa: PLC0415

        return RegisterFiles(self)

    @cached_property
    def scope(self) -> ScopeService:
        """The engagement scope."""
        from grcdesk.services.programme.scope import ScopeService  # noqa: PLC0415

        return ScopeService(self)

    @cached_property
    def catalogs(self) -> Catalogs:
        """The catalogs of the desk."""
        from grcdesk.services.catalogs.catalogs import Catalogs  # noqa: PLC0415

        return Catalogs(self)

    @cached_property
    def evidence(self) -> EvidenceRegister:
        """Artefacts."""
        from grcdesk.services.evidence.evidence import EvidenceRegister  # noqa: PLC0415

        return EvidenceRegister(self)

    @cached_property
    def statements(self) -> RunStatements:
        """What shows a run on a person's word."""
        from grcdesk.services.evidence.statements import RunStatements  # noqa: PLC0415

        return RunStatements(self)

    @cached_property
    def wanted(self) -> WantedBoard:
        """Evidence wanted against evidence there."""
        from grcdesk.services.evidence.wanted import WantedBoard  # noqa: PLC0415

        return WantedBoard(self)

    @cached_property
    def vault(self) -> Vault:
        """The files behind the artefacts."""
        from grcdesk.services.evidence.vault import Vault  # noqa: PLC0415

        return Vault(self)

    @cached_property
    def checks(self) -> Checks:
        """Limits that are watched."""
        from grcdesk.services.coverage.checks import Checks  # noqa: PLC0415

        return Checks(self)

    @cached_property
    def sources(self) -> Sources:
        """Sources of evidence and how long they keep it."""
        from grcdesk.services.evidence.sources import Sources  # noqa: PLC0415

        return Sources(self)

    @cached_property
    def imports(self) -> Imports:
        """Files read by importers."""
        from grcdesk.services.evidence.imports import Imports  # noqa: PLC0415

        return Imports(self)

    @cached_property
    def records(self) -> Records:
        """Records of every kind, by name."""
        from grcdesk.services.desk.records import Records  # noqa: PLC0415

        return Records(self)

    @cached_property
    def remembered(self) -> Remembered:
        """What was told of lists."""
        from grcdesk.services.desk.remembered import Remembered  # noqa: PLC0415

        return Remembered(self)

    @cached_property
    def sync(self) -> Sync:
        """Folders that are watched for evidence."""
        from grcdesk.services.sync.sync import Sync  # noqa: PLC0415

        return Sync(self)

    @cached_property
    def coverage(self) -> PeriodCoverage:
        """How far evidence reaches over the period."""
        from grcdesk.services.coverage.coverage import PeriodCoverage  # noqa: PLC0415

        return PeriodCoverage(self)

    @cached_property
    def quiet(self) -> QuietRegister:
        """Days on which a control had nothing to do."""
        from grcdesk.services.coverage.quiet import QuietRegister  # noqa: PLC0415

        return QuietRegister(self)

    @cached_property
    def readiness(self) -> ReadinessBoard:
        """What lacks, place by place."""
        from grcdesk.services.readiness.readiness import ReadinessBoard  # noqa: PLC0415

        return ReadinessBoard(self)

    @cached_property
    def due(self) -> Due:
        """Everything that is due."""
        from grcdesk.services.due.due import Due  # noqa: PLC0415

        return Due(self)

    @cached_property
    def features(self) -> Features:
        """The AI feature inventory."""
        from grcdesk.services.features.features import Features  # noqa: PLC0415

        return Features(self)

    @cached_property
    def vendors(self) -> Vendors:
        """Vendors."""
        from grcdesk.services.vendors.vendors import Vendors  # noqa: PLC0415

        return Vendors(self)

    @cached_property
    def agreements(self) -> Agreements:
        """What was agreed with vendors."""
        from grcdesk.services.vendors.agreements import Agreements  # noqa: PLC0415

        return Agreements(self)

    @cached_property
    def vendor_papers(self) -> VendorPapers:
        """What vendors showed."""
        from grcdesk.services.vendors.papers import VendorPapers  # noqa: PLC0415

        return VendorPapers(self)

    @cached_property
    def vendor_relations(self) -> VendorRelations:
        """Contacts, subprocessors and projects of vendors."""
        from grcdesk.services.vendors.relations import VendorRelations  # noqa: PLC0415

        return VendorRelations(self)

    @cached_property
    def vendor_traffic(self) -> VendorTraffic:
        """Which providers get our requests, and whether records know them."""
        from grcdesk.services.vendors.traffic import VendorTraffic  # noqa: PLC0415

        return VendorTraffic(self)

    @cached_property
    def vendor_reviews(self) -> VendorReviews:
        """Reviews of vendors."""
        from grcdesk.services.vendors.reviews import VendorReviews  # noqa: PLC0415

        return VendorReviews(self)

    @cached_property
    def review_files(self) -> ReviewFiles:
        """Memo, removals list and workbooks of access reviews."""
        from grcdesk.services.reviews.files import ReviewFiles  # noqa: PLC0415

        return ReviewFiles(self)

    @cached_property
    def reviews(self) -> Reviews:
        """Access reviews as campaigns."""
        from grcdesk.services.reviews.reviews import Reviews  # noqa: PLC0415

        return Reviews(self)

    @cached_property
    def accounts(self) -> Accounts:
        """The accounts of access reviews."""
        from grcdesk.services.reviews.accounts import Accounts  # noqa: PLC0415

        return Accounts(self)

    @cached_property
    def log(self) -> Log:
        """The change log."""
        from grcdesk.services.log.log import Log  # noqa: PLC0415

        return Log(self)

    @cached_property
    def views(self) -> Views:
        """Saved filters."""
        from grcdesk.services.programme.views import Views  # noqa: PLC0415

        return Views(self)

    @cached_property
    def upkeep(self) -> Upkeep:
        """Backups."""
        from grcdesk.services.desk.upkeep import Upkeep  # noqa: PLC0415

        return Upkeep(self)
