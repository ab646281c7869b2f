"""What lacks, place by place. Nothing is decided here: each answer comes from the rule that refuses the act."""

from __future__ import annotations

from collections.abc import Callable

from grcdesk.schemas.readiness import FirstStep, Lack, Readiness
from grcdesk.services.common.context import Context, Service
from grcdesk.services.readiness import first
from grcdesk.terms.readiness import WorkPlace

LookForLacks = Callable[[Context, str], Readiness]


class ReadinessBoard(Service):
    """Verbs on what lacks."""

    def show(self, place: WorkPlace, record: str = "") -> Readiness:
        """What lacks at a place, or of one record of it.

        Raises:
            NotFound: when there is no such record.
        """
        return _looks(place)(self._context, record)

    def first_steps(self) -> list[FirstStep]:
        """The first steps of a desk, in their order, each with how far it is."""
        return first.steps(self._context)


def _looks(place: WorkPlace) -> LookForLacks:
    """Each group of nouns is loaded when it is first asked for."""
    from grcdesk.services.readiness import audits, controls, exports, parties  # noqa: PLC0415  400 ms together

    rooms = {
        WorkPlace.START: _start,
        WorkPlace.CONTROLS: controls.of_controls,
        WorkPlace.EVIDENCE: controls.of_evidence,
        WorkPlace.WANTED: controls.of_wanted,
        WorkPlace.COVERAGE: controls.of_coverage,
        WorkPlace.WARNINGS: controls.of_warnings,
        WorkPlace.VENDORS: parties.of_vendors,
        WorkPlace.VENDOR: parties.of_vendor,
        WorkPlace.EXPOSURE: parties.of_exposure,
        WorkPlace.FEATURES: parties.of_features,
        WorkPlace.FEATURE: parties.of_feature,
        WorkPlace.REVIEWS: parties.of_reviews,
        WorkPlace.REVIEW: parties.of_review,
        WorkPlace.REQUESTS: audits.of_requests,
        WorkPlace.TESTS: audits.of_tests,
        WorkPlace.SHEET: audits.of_sheet,
        WorkPlace.SAMPLES: audits.of_samples,
        WorkPlace.FINDINGS: audits.of_findings,
        WorkPlace.FINDING: audits.of_finding,
        WorkPlace.SOA: audits.of_soa,
        WorkPlace.INCIDENTS: audits.of_incidents,
        WorkPlace.INCIDENT: audits.of_incident,
        WorkPlace.ENGAGEMENT: audits.of_engagement,
        WorkPlace.EXPORT: exports.of_export,
    }
    return rooms[place]


def _start(context: Context, _record: str) -> Readiness:
    steps = first.steps(context)
    found = [Lack(one.kind, one.name, f"{one.name}: {one.told}") for one in steps if not one.done]
    return Readiness(WorkPlace.START, "", "", len(steps), "first step", tuple(found))
