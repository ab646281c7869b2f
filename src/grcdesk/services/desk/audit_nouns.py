"""What a desk has for audits; each noun is loaded when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from grcdesk.services.common.context import Context

if TYPE_CHECKING:
    from grcdesk.services.audits.audits import Audits
    from grcdesk.services.audits.standing import EngagementStanding
    from grcdesk.services.exports.documents import Documents
    from grcdesk.services.exports.exports import Exports
    from grcdesk.services.findings.findings import Findings
    from grcdesk.services.findings.moves import FindingMoves
    from grcdesk.services.findings.remediation import RemediationPlan
    from grcdesk.services.incidents.incidents import Incidents
    from grcdesk.services.packages.packages import Packages
    from grcdesk.services.populations.populations import Populations
    from grcdesk.services.populations.reconciliations import Reconciliations
    from grcdesk.services.rehearsal.rehearsal import Rehearsals
    from grcdesk.services.requests.lists import RequestLists
    from grcdesk.services.requests.requests import Requests
    from grcdesk.services.requests.walkthroughs import Walkthroughs
    from grcdesk.services.returned.returned import ReturnedBooks
    from grcdesk.services.returned.workplans import WorkPlans
    from grcdesk.services.samples.samples import Samples
    from grcdesk.services.soa.soa import Soa
    from grcdesk.services.testing.changes import Changes
    from grcdesk.services.testing.deviations import Deviations
    from grcdesk.services.testing.testing import Testing
    from grcdesk.services.testing.trying import Trials


class AuditNouns(Context):
    """The nouns of an audit, from the engagement to its findings."""

    @cached_property
    def audits(self) -> Audits:
        """Engagements."""
        from grcdesk.services.audits.audits import Audits  # noqa: PLC0415

        return Audits(self)

    @cached_property
    def standing(self) -> EngagementStanding:
        """Phase, plan and exposure of the engagement in force."""
        from grcdesk.services.audits.standing import EngagementStanding  # noqa: PLC0415

        return EngagementStanding(self)

    @cached_property
    def returned(self) -> ReturnedBooks:
        """Control matrices and work plans that came back."""
        from grcdesk.services.returned.returned import ReturnedBooks  # noqa: PLC0415

        return ReturnedBooks(self)

    @cached_property
    def workplans(self) -> WorkPlans:
        """Workbooks for owners to fill in."""
        from grcdesk.services.returned.workplans import WorkPlans  # noqa: PLC0415

        return WorkPlans(self)

    @cached_property
    def packages(self) -> Packages:
        """Packages for auditors."""
        from grcdesk.services.packages.packages import Packages  # noqa: PLC0415

        return Packages(self)

    @cached_property
    def populations(self) -> Populations:
        """Lists frozen as what happened."""
        from grcdesk.services.populations.populations import Populations  # noqa: PLC0415

        return Populations(self)

    @cached_property
    def reconciliations(self) -> Reconciliations:
        """Populations against second sources."""
        from grcdesk.services.populations.reconciliations import Reconciliations  # noqa: PLC0415

        return Reconciliations(self)

    @cached_property
    def samples(self) -> Samples:
        """Samples drawn from populations."""
        from grcdesk.services.samples.samples import Samples  # noqa: PLC0415

        return Samples(self)

    @cached_property
    def findings(self) -> Findings:
        """Findings of audits, tests and reviews."""
        from grcdesk.services.findings.findings import Findings  # noqa: PLC0415

        return Findings(self)

    @cached_property
    def finding_moves(self) -> FindingMoves:
        """What moves a finding along."""
        from grcdesk.services.findings.moves import FindingMoves  # noqa: PLC0415

        return FindingMoves(self)

    @cached_property
    def remediation(self) -> RemediationPlan:
        """Actions against findings and incidents."""
        from grcdesk.services.findings.remediation import RemediationPlan  # noqa: PLC0415

        return RemediationPlan(self)

    @cached_property
    def incidents(self) -> Incidents:
        """Incidents and exercises."""
        from grcdesk.services.incidents.incidents import Incidents  # noqa: PLC0415

        return Incidents(self)

    @cached_property
    def testing(self) -> Testing:
        """Tests of controls in an engagement."""
        from grcdesk.services.testing.testing import Testing  # noqa: PLC0415

        return Testing(self)

    @cached_property
    def trials(self) -> Trials:
        """Checks tried by hand."""
        from grcdesk.services.testing.trying import Trials  # noqa: PLC0415

        return Trials(self)

    @cached_property
    def deviations(self) -> Deviations:
        """Items that failed a test."""
        from grcdesk.services.testing.deviations import Deviations  # noqa: PLC0415

        return Deviations(self)

    @cached_property
    def changes(self) -> Changes:
        """Change to proof."""
        from grcdesk.services.testing.changes import Changes  # noqa: PLC0415

        return Changes(self)

    @cached_property
    def rehearsals(self) -> Rehearsals:
        """Rehearsals of the audit."""
        from grcdesk.services.rehearsal.rehearsal import Rehearsals  # noqa: PLC0415

        return Rehearsals(self)

    @cached_property
    def soa(self) -> Soa:
        """The Statement of Applicability."""
        from grcdesk.services.soa.soa import Soa  # noqa: PLC0415

        return Soa(self)

    @cached_property
    def requests(self) -> Requests:
        """What the auditor asks for."""
        from grcdesk.services.requests.requests import Requests  # noqa: PLC0415

        return Requests(self)

    @cached_property
    def request_lists(self) -> RequestLists:
        """Lists of requests as firms keep them."""
        from grcdesk.services.requests.lists import RequestLists  # noqa: PLC0415

        return RequestLists(self)

    @cached_property
    def walkthroughs(self) -> Walkthroughs:
        """Walkthroughs of controls."""
        from grcdesk.services.requests.walkthroughs import Walkthroughs  # noqa: PLC0415

        return Walkthroughs(self)

    @cached_property
    def exports(self) -> Exports:
        """Files for auditors."""
        from grcdesk.services.exports.exports import Exports  # noqa: PLC0415

        return Exports(self)

    @cached_property
    def documents(self) -> Documents:
        """Documents for people."""
        from grcdesk.services.exports.documents import Documents  # noqa: PLC0415

        return Documents(self)
