"""Forms about a control and what hangs on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from grcdesk.paths import typed_path
from grcdesk.schemas.controls.controls import ControlChange, ControlDetail
from grcdesk.schemas.outcomes import Outcome
from grcdesk.terms import Anchor, Design, EvidenceKind, Implemented, Scope, Status
from grcdesk.terms.bounds import MOST_GRACE
from grcdesk.text import whole_number
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import DAY, DAYS, FILE, FIRST_DAY, PERSON, YES_NO, term
from grcdesk.tui.dialogs.values import day_of, one_of, optional_date
from grcdesk.tui.kit.drafts import Texts

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk


ControlsAct = Callable[["Desk", Sequence[str], bool], Outcome]
"""What is done to controls; or what it would do."""


def action_fields(owner: str = "") -> tuple[Ask, ...]:
    """What is asked of an action; who owns the control mostly owns it too."""
    return (
        Ask("title", "What is to be done", needed=True),
        Ask("owner", "Owner", owner, needed=True, kind=PERSON),
        Ask("due", "Due", needed=True, kind=DAY),
    )


RISK_FIELDS = (
    Ask("reason", "Why the risk is accepted", needed=True),
    Ask("approver", "Approved by", needed=True, kind=PERSON),
    Ask("expires", "Expires", needed=True, kind=DAY),
)
ARTEFACT_FIELDS = (
    Ask("source", "File or link", "", "a path, or https://...", needed=True, kind=FILE),
    Ask("kind", "Kind", needed=True, kind=term(EvidenceKind)),
    Ask("title", "Title"),
    Ask("as_of", "As of", "", "the day it shows; or a period:", kind=DAY),
    Ask("period", "Period", kind=DAYS),
    Ask("performed_on", "Performed on", "", "the day the control ran, if it did", kind=DAY),
    Ask("origin", "Source system"),
    Ask("query", "Query or command"),
)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def not_applicable(texts: Texts) -> ControlChange:
    """Status n.a. with reason and approver."""
    return ControlChange(status=Status.NOT_APPLICABLE, reason=texts["reason"], approver=texts["approver"])


def owner(texts: Texts) -> ControlChange:
    """The owner."""
    return ControlChange(owner=texts["owner"])


def due(texts: Texts) -> ControlChange:
    """The due date."""
    return ControlChange(due=optional_date(texts["due"]))


def gap(texts: Texts) -> ControlChange:
    """Gap and note."""
    return ControlChange(gap=texts["gap"], note=texts["note"])


def edit_fields(detail: ControlDetail) -> list[Ask]:
    """The fields of `edit` with what stands there."""
    row = detail.row
    return [
        Ask("design", "Design", row.design or "", kind=term(Design)),
        Ask("implemented", "Implemented", row.implemented or "", kind=YES_NO),
        Ask("role", "Owner role", row.owner_role),
        Ask("systems", "Systems", detail.systems),
        Ask("effective_from", "Effective from", str(detail.effective_from or ""), kind=FIRST_DAY),
        Ask("retired_on", "Retired on", str(detail.retired_on or ""), "the last day it ran", kind=DAY),
        Ask("anchor", "Anchor", detail.own_anchor or "", f"empty: {detail.anchor}", kind=term(Anchor)),
        Ask("grace_days", "Grace", _number(detail.own_grace_days), f"days; empty: {detail.grace_days}"),
        Ask("reason", "Reason", detail.reason, "why n.a."),
        Ask("approver", "Approver", detail.approver, kind=PERSON),
    ]


def edit(texts: Texts) -> ControlChange:
    """Everything of `edit_fields`."""
    design = one_of(texts["design"], tuple(Design), "design")
    implemented = one_of(texts["implemented"], tuple(Implemented), "implemented")
    anchor = one_of(texts["anchor"], tuple(Anchor), "anchor")
    return ControlChange(
        design=Design(design) if design else None,
        implemented=Implemented(implemented) if implemented else None,
        role=texts["role"],
        systems=texts["systems"],
        effective_from=optional_date(texts["effective_from"]),
        retired_on=optional_date(texts["retired_on"]),
        anchor=Anchor(anchor) if anchor else None,
        grace_days=whole_number(texts["grace_days"], MOST_GRACE, "grace") if texts["grace_days"].strip() else None,
        reason=texts["reason"],
        approver=texts["approver"],
    )


def action(texts: Texts) -> ControlsAct:
    """Add that action to each control."""
    due = day_of(texts["due"])
    return lambda desk, controls, dry: desk.actions.add(
        controls, texts["title"], owner=texts["owner"], due=due, dry_run=dry
    )


def risk(texts: Texts) -> ControlsAct:
    """Accept that risk of each control."""
    expires = day_of(texts["expires"])
    return lambda desk, controls, dry: desk.risks.accept(
        controls, reason=texts["reason"], approver=texts["approver"], expires=expires, dry_run=dry
    )


def override(texts: Texts) -> ControlsAct:
    """Decide the scope of each control."""
    decided = one_of(texts["decided"], tuple(Scope), "scope")
    return lambda desk, controls, dry: desk.scope.override(
        controls, Scope(decided) if decided else None, reason=texts["reason"], dry_run=dry
    )


def artefact(texts: Texts) -> ControlsAct:
    """Attach that artefact to controls."""
    from grcdesk.schemas.evidence.evidence import Artefact  # noqa: PLC0415

    start, _, end = texts["period"].partition("..")
    facts = Artefact(
        kind=EvidenceKind(one_of(texts["kind"], tuple(EvidenceKind), "kind")),
        title=texts["title"],
        as_of=optional_date(texts["as_of"]),
        period_from=optional_date(start),
        period_to=optional_date(end),
        performed_on=optional_date(texts["performed_on"]),
        source=texts["origin"],
        query=texts["query"],
    )
    given = texts["source"]
    source = given if "://" in given else typed_path(given)
    return lambda desk, controls, dry: desk.evidence.add(source, facts, controls=controls, dry_run=dry)
