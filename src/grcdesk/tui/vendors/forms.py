"""Forms about a vendor and its reviews."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from grcdesk.schemas.offers import Offered
from grcdesk.schemas.vendor_reviews import ReviewRow, ReviewVerdict
from grcdesk.schemas.vendors import VendorDetail, VendorFacts, VendorPolicy
from grcdesk.terms.bounds import MOST_KEPT
from grcdesk.terms.vendors import Access, CheckAnswer, Conclusion, Data, Grade, Method, ReviewKind, Substitute, Tier
from grcdesk.text import whole_number
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import DAY, PERSON, WORDS, YES_NO, records, term
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.values import one_of, optional_date
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.kit.drafts import Texts
from grcdesk.wording import word

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

_TERMS: dict[str, type[StrEnum]] = {
    "tier": Tier,
    "data": Data,
    "criticality": Grade,
    "access": Access,
    "substitute": Substitute,
    "risk": Grade,
    "method": Method,
}
_DATES = ("onboarded", "first_use", "last_review", "last_check", "planned_review")
_FLAGS = ("model_provider", "in_scope")
_LABELS = {
    "name": "Name",
    "service": "Used for",
    "tier": "Tier",
    "tier_reason": "Why the tier is lower than suggested",
    "owner": "Owner",
    "plan": "Plan",
    "region": "Region",
    "model_provider": "Model provider",
    "in_scope": "In scope",
    "method": "Method",
    "note": "Note",
    "data": "Most sensitive data it sees",
    "criticality": "Criticality",
    "access": "Access",
    "substitute": "Could be left within",
    "risk": "Risk",
    "onboarded": "Onboarded",
    "first_use": "First production use",
    "last_review": "Last review",
    "last_check": "Last half-way check",
    "planned_review": "Next review, against the cadence",
    "planned_reason": "Why not by cadence",
    "legal_name": "Name in the contract",
    "website": "Website",
    "known_as": "Known in logs as",
}
_EDIT = (
    *("name", "service", "tier", "owner", "plan", "region", "model_provider", "in_scope", "method", "known_as", "note"),
)
_TIERING = ("data", "criticality", "access", "substitute", "risk", "tier", "tier_reason")
_ADD = ("name", "tier", "service", "owner", "model_provider", "region", "onboarded", "last_review")


def add(app: Shell) -> None:
    """A new vendor."""
    fields = [_field(name, "") for name in _ADD]

    def build(texts: Texts) -> Act:
        facts = _facts({key: value for key, value in texts.items() if value and key != "name"})
        return lambda desk: desk.vendors.add(texts["name"], facts)

    ask_and_do(app, "New vendor", fields, build)


def edit(app: Shell, detail: VendorDetail) -> None:
    """Name, use, tier, owner and the like."""
    _change(app, f"Edit {detail.row.name}", detail, _EDIT)


def tiering(app: Shell, detail: VendorDetail) -> None:
    """The answers the tier follows from."""
    suggested = detail.suggested_tier
    note = f"These answers suggest: {word(suggested)}" if suggested else "The tier is suggested by these answers"
    _change(app, f"Tier of {detail.row.name}", detail, _TIERING, note)


def dates(app: Shell, detail: VendorDetail) -> None:
    """The dates reminders are reckoned from."""
    _change(app, f"Dates of {detail.row.name}", detail, (*_DATES, "planned_reason"), detail.row.review.why)


def _change(app: Shell, title: str, detail: VendorDetail, names: tuple[str, ...], note: str = "") -> None:
    known = {**asdict(detail.row), **asdict(detail)}
    was = {name: _written(known[name]) for name in names}

    def build(texts: Texts) -> Act:
        facts = _facts({key: value for key, value in texts.items() if value != was[key]})
        return lambda desk: desk.vendors.set([detail.row.id], facts)

    ask_and_do(app, title, [_field(name, was[name]) for name in names], build, note)


def _field(name: str, value: str) -> Ask:
    kinds = {**{one: term(known) for one, known in _TERMS.items()}, **dict.fromkeys(_FLAGS, YES_NO), "owner": PERSON}
    kind = DAY if name in _DATES else kinds.get(name, WORDS)
    return Ask(name, _LABELS[name], value, needed=name in {"name", "tier"}, kind=kind)


def _written(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value or "")


def _facts(texts: Mapping[str, str]) -> VendorFacts:
    found: dict[str, Any] = {}
    for name, given in texts.items():
        if name in _TERMS:
            told = one_of(given, tuple(_TERMS[name]), _LABELS[name].casefold())
            found[name] = _TERMS[name](told) if told else None
        elif name in _DATES:
            found[name] = optional_date(given)
        elif name in _FLAGS:
            found[name] = one_of(given, ("yes", "no"), _LABELS[name].casefold()) == "yes"
        else:
            found[name] = given
    return VendorFacts(**found)


def offboard(app: Shell, vendor: str, name: str) -> None:
    """The relation ends."""

    def build(texts: Texts) -> Act:
        on = optional_date(texts["on"])
        return lambda desk: desk.vendors.offboard(vendor, on=on, reason=texts["reason"])

    fields = [Ask("reason", "Why", needed=True), Ask("on", "On", "", "empty: today", kind=DAY)]
    ask_and_do(app, f"Offboard {name}", fields, build, note="Its record stays; its reminders fall silent.")


def policy(app: Shell, law: VendorPolicy) -> None:
    """The rules for all vendors."""
    labels = {
        "critical": "Critical: months between reviews",
        "high": "High",
        "medium": "Medium",
        "low": "Low",
        "provider": "Model provider in scope: at most",
        "check": "Critical: checked half-way after months",
        "retention_days": "A provider may keep prompts for days",
        "bridge_days": "A bridge letter may reach days",
        "home_region": "Home region of customers' data",
    }
    was = {name: str(value) for name, value in asdict(law).items()}

    def build(texts: Texts) -> Act:
        changed: dict[str, int | str] = {}
        for name, given in texts.items():
            if given != was[name]:
                changed[name] = given if name == "home_region" else whole_number(given, MOST_KEPT, labels[name])
        return lambda desk: desk.vendors.set_policy(**changed)

    fields = [Ask(name, label, was[name]) for name, label in labels.items()]
    ask_and_do(app, "Rules for vendors", fields, build, note="Every next review is reckoned anew.")


def start_review(app: Shell, vendor: str, name: str) -> None:
    """Open a review."""

    def build(texts: Texts) -> Act:
        kind = ReviewKind(one_of(texts["kind"] or "review", tuple(ReviewKind), "kind"))
        return lambda desk: desk.vendor_reviews.start(vendor, reviewer=texts["reviewer"], kind=kind)

    fields = [
        Ask("reviewer", "Reviewer", app.desk.actor if app.desk else "", needed=True, kind=PERSON),
        Ask("kind", "Kind", "review", kind=term(ReviewKind)),
    ]
    ask_and_do(app, f"Review {name}", fields, build)


def review(app: Shell, found: ReviewRow) -> None:
    """What can be done with an open review."""
    left = len(found.checks) - found.answered
    choices = [Choice(str(one.number), _check_line(one.number, one.question, one.answer)) for one in found.checks]
    if left:
        choices.append(Choice("all", f"Answer the {left} left at once", "a"))
    choices += [
        Choice("conclude", "Conclude", "c", "success" if not left else "muted"),
        Choice("drop", "Give up this review", "x"),
    ]

    def picked(what: str | None) -> None:
        if what == "conclude":
            _conclude(app, found)
        elif what == "drop":
            _drop(app, found)
        elif what is not None:
            _answer(app, found, what)

    app.push_screen(Pick(f"{found.id} {found.name}: {found.answered} of {len(found.checks)} answered", choices), picked)


def _check_line(number: int, question: str, answer: CheckAnswer | None) -> str:
    return f"{number:>2} {word(answer) if answer else '?':<4.4} {question}"


def _answer(app: Shell, found: ReviewRow, which: str) -> None:
    check = next((one for one in found.checks if str(one.number) == which), None)

    def build(texts: Texts) -> Act:
        answer = CheckAnswer(one_of(texts["answer"], tuple(CheckAnswer), "answer"))
        return lambda desk: desk.vendor_reviews.answer(found.id, which, answer, note=texts["note"])

    fields = [
        Ask("answer", "Answer", check.answer or "" if check else "", needed=True, kind=term(CheckAnswer)),
        Ask("note", "Note", check.note if check else "", "what was seen; a no needs it"),
    ]
    ask_and_do(app, f"{found.id} question {which}", fields, build, note=check.question if check else "")


def _conclude(app: Shell, found: ReviewRow) -> None:
    def build(texts: Texts) -> Act:
        verdict = ReviewVerdict(
            Conclusion(one_of(texts["conclusion"], tuple(Conclusion), "conclusion")),
            texts["conditions"],
            texts["note"],
            texts["approver"],
            tuple(texts["evidence"].replace(",", " ").split()),
            optional_date(texts["next"]),
        )
        return lambda desk: desk.vendor_reviews.conclude(found.id, verdict)

    fields = [
        Ask("conclusion", "Conclusion", needed=True, kind=term(Conclusion)),
        Ask("conditions", "Conditions", "", "needed while something fails"),
        Ask("note", "Note", "", "stop needs it"),
        Ask("approver", "Approved by", "", "when not the reviewer", kind=PERSON),
        Ask("evidence", "Artefacts", kind=records(Offered.EVIDENCE)),
        Ask("next", "Next review", "", "empty: as the cadence asks; or earlier", kind=DAY),
    ]
    ask_and_do(app, f"Conclude {found.id} {found.name}", fields, build)


def _drop(app: Shell, found: ReviewRow) -> None:
    def build(texts: Texts) -> Act:
        return lambda desk: desk.vendor_reviews.drop(found.id, reason=texts["reason"])

    ask_and_do(app, f"Give up {found.id}", [Ask("reason", "Why", needed=True)], build)
