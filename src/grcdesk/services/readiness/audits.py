"""What lacks in an audit: phase, requests, tests, samples, findings, incidents, statements."""

from __future__ import annotations

from collections.abc import Iterator

from grcdesk.rules.soa.statement import lack_kind
from grcdesk.schemas.findings.findings import FindingDetail
from grcdesk.schemas.incidents import IncidentDetail
from grcdesk.schemas.readiness import Lack, Readiness
from grcdesk.schemas.requests.requests import RequestRow
from grcdesk.services.audits.standing import EngagementStanding
from grcdesk.services.common.context import Context
from grcdesk.services.findings.findings import Findings
from grcdesk.services.incidents.incidents import Incidents
from grcdesk.services.requests.requests import Requests
from grcdesk.services.samples.samples import Samples
from grcdesk.services.soa.soa import Soa
from grcdesk.services.testing.deviations import Deviations
from grcdesk.services.testing.testing import Testing
from grcdesk.terms import Scope
from grcdesk.terms.audits import Met
from grcdesk.terms.findings import FindingStatus
from grcdesk.terms.incidents import Notified, TimeMark
from grcdesk.terms.readiness import LackKind, WorkPlace
from grcdesk.terms.requests import SETTLED, RequestStatus
from grcdesk.terms.soa import SoaFramework
from grcdesk.terms.testing import AttributeState, DeviationState
from grcdesk.wording import join, word

_FINDING = {
    "response": LackKind.FINDING_RESPONSE,
    "plan": LackKind.FINDING_PLAN,
    "action": LackKind.FINDING_ACTION,
    "status": LackKind.FINDING_STATUS,
    "proof": LackKind.FINDING_RETEST,
    "verifier": LackKind.FINDING_RETEST,
}
"""By what a lack of a finding is about."""


def of_engagement(context: Context, record: str) -> Readiness:
    """What keeps an engagement from its next phase."""
    view = EngagementStanding(context).phase(record)
    found = [
        Lack(LackKind.PHASE_CHECK, view.engagement, f"{check.what}: {word(check.state)}, {check.why}", check.id)
        for check in (step.check for step in view.steps)
        if check.state is not Met.DONE
    ]
    done = "" if view.next else f"in {word(view.phase)}, the last phase"
    act = f"moved on to {word(view.next)}" if view.next else ""
    return Readiness(WorkPlace.ENGAGEMENT, view.engagement, act, len(view.steps), "check", tuple(found), done=done)


def of_requests(context: Context, _record: str) -> Readiness:
    """Requests nobody owns, without an answer, or with one that was not handed over."""
    rows = Requests(context).list()
    found = [one for row in rows for one in _request(row)]
    return Readiness(WorkPlace.REQUESTS, "", "", len(rows), "request", tuple(found))


def _request(row: RequestRow) -> Iterator[Lack]:
    if row.auditor_status in SETTLED or row.status is RequestStatus.SUBMITTED:
        return
    name = f"{row.name} {row.asks}".strip()
    if not row.owner:
        yield Lack(LackKind.REQUEST_OWNER, row.id, f"{name}: nobody answers it", "owner")
    if not row.evidence and not row.response:
        yield Lack(LackKind.REQUEST_EVIDENCE, row.id, f"{name}: neither evidence nor a response")
    else:
        yield Lack(LackKind.REQUEST_SUBMISSION, row.id, f"{name}: it can be handed over")


def of_tests(context: Context, _record: str) -> Readiness:
    """Tests that lack something, deviations nobody judged, and controls without a conclusion."""
    rows = Testing(context).list()
    asked = [row for row in rows if row.scope is not Scope.OPTIONAL]
    found = [
        Lack(_untested(row.tested), row.control, f"{row.id}: {'; '.join(row.lacks)}", row.id)
        for row in asked
        if row.lacks
    ]
    found += [
        Lack(LackKind.DEVIATION, one.control, f"{one.id} of {one.test} is not judged: {one.why}", one.id)
        for one in Deviations(context).list(f"state:{DeviationState.OPEN.value}")
    ]
    concluded = {row.control: row.concluded is not None for row in asked}
    found += [
        Lack(LackKind.CONTROL_CONCLUSION, control, "no person has concluded")
        for control, done in concluded.items()
        if not done
    ]
    return Readiness(WorkPlace.TESTS, "", "", len(rows), "test", tuple(found))


def _untested(state: AttributeState) -> LackKind:
    """A test with deviations was tested, if not whole."""
    return LackKind.TEST_REST if state is AttributeState.DEVIATIONS else LackKind.TEST


def of_sheet(context: Context, record: str) -> Readiness:
    """What keeps a control from being concluded as tested."""
    sheet = Testing(context).sheet(record)
    standing = sheet.standing
    found = [
        Lack(_untested(one.tested), sheet.control, f"{one.test}: {'; '.join(one.lacks)}", one.test)
        for one in standing.tests
        if one.lacks
    ]
    found += [Lack(LackKind.POPULATION, why.partition(":")[0], why) for why in standing.not_final]
    found += [Lack(LackKind.DEVIATION, sheet.control, f"{name} is not judged", name) for name in standing.open]
    done = sheet.conclusion
    told = f"concluded by {done.by} on {done.on}" if done is not None and not done.moved else ""
    return Readiness(WorkPlace.SHEET, sheet.control, "concluded", len(sheet.tests), "test", tuple(found), done=told)


def of_samples(context: Context, _record: str) -> Readiness:
    """Samples in force that were drawn from a list that was not final."""
    rows = [row for row in Samples(context).list() if row.in_force]
    found = [
        Lack(
            LackKind.SAMPLE_INTERIM, row.id, f"{row.control}: {row.population} {row.name} was interim: {row.interim[0]}"
        )
        for row in rows
        if row.interim
    ]
    return Readiness(WorkPlace.SAMPLES, "", "", len(rows), "sample", tuple(found))


def of_findings(context: Context, _record: str) -> Readiness:
    """Open findings without a response, an action, or a second look."""
    findings = Findings(context)
    rows = findings.list()
    live = [row for row in rows if row.status not in (FindingStatus.CLOSED, FindingStatus.RISK_ACCEPTED) or row.lapsed]
    found = [one for row in live for one in _finding(findings.show(row.id), first=True)]
    return Readiness(WorkPlace.FINDINGS, "", "", len(rows), "finding", tuple(found))


def of_finding(context: Context, record: str) -> Readiness:
    """What keeps one from being closed."""
    found = Findings(context).show(record)
    done = f"closed on {found.closed_on}" if found.row.status is FindingStatus.CLOSED else ""
    lacks = tuple(_finding(found))
    return Readiness(WorkPlace.FINDING, found.row.id, "closed", 1, "finding", lacks, done=done)


def _finding(found: FindingDetail, *, first: bool = False) -> Iterator[Lack]:
    """Its lacks; in a list of findings the first alone, which is what is to be done next."""
    name = f"{found.row.title}: " if first else ""
    for one in found.lacks[: 1 if first else None]:
        yield Lack(_FINDING[one.about], found.row.id, f"{name}{one.what}", one.about)


def of_incidents(context: Context, _record: str) -> Readiness:
    """What keeps incidents from being closed."""
    incidents = Incidents(context)
    rows = incidents.list()
    found = [one for row in rows if row.lacking for one in _incident(incidents.show(row.id), f"{row.title}: ")]
    return Readiness(WorkPlace.INCIDENTS, "", "", len(rows), "incident", tuple(found))


def of_incident(context: Context, record: str) -> Readiness:
    """What keeps one from being closed."""
    found = Incidents(context).show(record)
    done = f"closed on {found.row.closed_at[:10]}" if found.row.closed_at else ""
    return Readiness(WorkPlace.INCIDENT, found.row.id, "closed", 1, "incident", tuple(_incident(found)), done=done)


def _incident(found: IncidentDetail, name: str = "") -> Iterator[Lack]:
    for one in found.lacks:
        kind = LackKind.INCIDENT_TEXT
        if one.about in tuple(TimeMark):
            kind = LackKind.INCIDENT_TIME
        elif one.about in tuple(Notified):
            kind = LackKind.INCIDENT_NOTICE
        yield Lack(kind, found.row.id, f"{name}{one.what}", one.about)


def of_soa(context: Context, record: str) -> Readiness:
    """What keeps a statement from being approved; a change since the last version is told and bars nothing."""
    page = Soa(context).page(SoaFramework(record) if record else None)
    found = [Lack(lack_kind(one), one.item, one.what, page.framework.value) for one in page.lacks]
    if not found and page.version is None:
        found.append(Lack(LackKind.SOA_APPROVAL, "", "no version of it is approved", page.framework.value, bars=False))
    elif not found and page.differences:
        moved = join(list(dict.fromkeys(one.item for one in page.differences)), 3)
        what = f"changed since {page.version.id if page.version else 'it was approved'}: {moved}"
        found.append(Lack(LackKind.SOA_APPROVAL, "", what, page.framework.value, bars=False))
    name = page.framework.value
    return Readiness(WorkPlace.SOA, name, "approved", len(page.rows), "row", tuple(found))
