"""The first steps of a desk: what has to be there before there is anything to assess by."""

from __future__ import annotations

from grcdesk.schemas.readiness import FirstStep
from grcdesk.services.common.context import Context
from grcdesk.services.common.in_force import engagement
from grcdesk.services.controls.controls import Controls
from grcdesk.terms.readiness import LackKind
from grcdesk.wording import count


def steps(context: Context) -> list[FirstStep]:
    """Each with how far it is, in the order they are best taken."""
    from grcdesk.services.controls.gap import Gap  # noqa: PLC0415  a command needs one noun or two
    from grcdesk.services.evidence.evidence import EvidenceRegister  # noqa: PLC0415
    from grcdesk.services.features.features import Features  # noqa: PLC0415
    from grcdesk.services.reviews.reviews import Reviews  # noqa: PLC0415
    from grcdesk.services.vendors.vendors import Vendors  # noqa: PLC0415

    with context.store.read() as session:
        held = engagement(session)
        days = f"{held.period_start} to {held.period_end}" if held.period_start else ""
    controls = Controls(context)
    inside = len(controls.keys("scope:in_scope"))
    owned = len(controls.keys("scope:in_scope -owner:none"))
    found = [
        FirstStep(LackKind.STEP_PERIOD, "Scope", days or "no period is set", bool(days)),
        FirstStep(LackKind.STEP_OWNERS, "Owners", f"{owned} of {count(inside, 'control')}", 0 < inside <= owned),
    ]
    for kind, name, noun, number in (
        (LackKind.STEP_EVIDENCE, "Evidence", "artefact", len(EvidenceRegister(context).keys())),
        (LackKind.STEP_VENDORS, "Vendors", "vendor", len(Vendors(context).keys())),
        (LackKind.STEP_FEATURES, "AI features", "AI feature", len(Features(context).list())),
        (LackKind.STEP_REVIEW, "Access review", "access review", len(Reviews(context).list())),
        (LackKind.STEP_ASSESSMENT, "First assessment", "finalised assessment", len(Gap(context).snapshots())),
    ):
        found.append(FirstStep(kind, name, count(number, noun), bool(number)))
    return found
