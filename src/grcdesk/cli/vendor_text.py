"""One vendor as a page of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from grcdesk.wording import day, word

if TYPE_CHECKING:
    from grcdesk.schemas.vendor_reviews import ReviewRow
    from grcdesk.schemas.vendors import ReviewDue, VendorDetail


def described(detail: VendorDetail, reviews: Sequence[ReviewRow]) -> str:
    """The page: who it is, when it is due and why, what stands behind it."""
    parts = [f"{detail.row.id}  {detail.row.name}", ""]
    parts += [f"{name:<12} {text}" for name, text in _facts(detail)]
    parts += section("Reviews", (reviewed(one) for one in reviews))
    return "\n".join(parts)


def section(title: str, lines: Iterable[str]) -> list[str]:
    """A title over indented lines; nothing when there are none."""
    found = [f"  {line}" for line in lines]
    return ["", title, *found] if found else []


def when(due: ReviewDue) -> str:
    """`2027-02-28, 99 days, due 90 (tier high: …)`."""
    days = f", {due.days} days" if due.days is not None else ""
    return f"{day(due.due)}{days}, {word(due.state)} ({due.why})"


def reviewed(one: ReviewRow) -> str:
    """One review on a line."""
    said = f"{word(one.conclusion)} on {day(one.concluded_on)}" if one.conclusion else word(one.status)
    conditions = f": {one.conditions}" if one.conditions else ""
    return f"{one.id}  {word(one.kind)} by {one.reviewer}, begun {one.started_on}: {said}{conditions}"


def _facts(detail: VendorDetail) -> Iterator[tuple[str, str]]:
    row = detail.row
    suggested = f"; the answers suggest {word(detail.suggested_tier)}" if detail.suggested_tier else ""
    reason = f" ({detail.tier_reason})" if detail.tier_reason else ""
    yield "Use", row.service or "-"
    yield "Tier", f"{word(row.tier)}{reason}{suggested}"
    yield "Provider", "model provider" if row.model_provider else "no models"
    yield "In scope", "yes" if row.in_scope else "no"
    yield "Method", word(row.method)
    for name, value in (
        ("Data", detail.data),
        ("Criticality", detail.criticality),
        ("Access", detail.access),
        ("Substitute", detail.substitute),
        ("Risk", detail.risk),
    ):
        yield name, word(value) if value else "-"
    yield "Owner", row.owner or "-"
    yield "Plan", detail.plan or "-"
    yield "Region", row.region or "-"
    yield "Onboarded", day(row.onboarded)
    yield "First use", day(detail.first_use)
    yield "Last review", day(row.last_review)
    yield "Next review", when(row.review)
    if row.check is not None:
        yield "Next check", when(row.check)
    if row.offboarded:
        yield "Offboarded", f"{row.offboarded} {detail.offboard_reason}".strip()
    if detail.note:
        yield "Note", detail.note
