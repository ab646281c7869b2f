"""Forms about a vendor and its reviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from grcdesk.schemas.facts import FactKind, FieldFact
from grcdesk.schemas.vendors.vendors import VENDOR_FACTS, VendorDetail, VendorFacts, VendorPolicy
from grcdesk.terms.bounds import MOST_KEPT
from grcdesk.terms.vendors import ReviewKind, ReviewStatus
from grcdesk.text import whole_number
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import DAY, PERSON, WORDS, YES_NO, term
from grcdesk.tui.dialogs.values import one_of, optional_date
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.frame.bulk import CLEARED, STAYS, Deed, ask_and_act
from grcdesk.tui.kit.drafts import Texts
from grcdesk.tui.vendors.review_list import go_on
from grcdesk.wording import join, word

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

_KINDS = {FactKind.PERSON: PERSON, FactKind.DAY: DAY, FactKind.FLAG: YES_NO}
_DATES = tuple(name for name, fact in VENDOR_FACTS.items() if fact.kind is FactKind.DAY)
_FIRST = ("name", "service", "tier", "owner", "plan", "region", "model_provider", "in_scope", "method", "known_as")
"""What is asked first of a vendor; its note is asked last."""
_EDIT = (
    *_FIRST,
    *(name for name, fact in VENDOR_FACTS.items() if fact.asked and name not in {*_FIRST, "note"}),
    "note",
)
_TIERING = ("data", "criticality", "access", "substitute", "risk", "tier", "tier_reason")
_ADD = ("name", "tier", "service", "owner", "model_provider", "region", "onboarded", "last_review")


def add(app: Shell, known: str = "") -> None:
    """A new vendor; one that is known by a name already begins with its tier."""
    fields = [_field(name, known if name == "name" else "") for name in _ADD]

    def build(texts: Texts) -> Act:
        facts = _facts({key: value for key, value in texts.items() if value and key != "name"})
        return lambda desk: desk.vendors.add(texts["name"], facts)

    ask_and_do(app, "New vendor", fields, build, begin="tier" if known else "")


def edit(app: Shell, meant: Sequence[str], detail: VendorDetail) -> None:
    """Name, use, tier, owner and the like."""
    _change(app, "Edit", (meant, detail), _EDIT)


def tiering(app: Shell, meant: Sequence[str], detail: VendorDetail) -> None:
    """The answers the tier follows from."""
    suggested = detail.suggested_tier
    note = f"These answers suggest: {word(suggested)}" if suggested else "The tier is suggested by these answers"
    _change(app, "Tier of", (meant, detail), _TIERING, note)


def dates(app: Shell, meant: Sequence[str], detail: VendorDetail) -> None:
    """The dates reminders are reckoned from."""
    _change(app, "Dates of", (meant, detail), (*_DATES, "planned_reason"), detail.row.review.why)


def _change(
    app: Shell, title: str, about: tuple[Sequence[str], VendorDetail], names: tuple[str, ...], note: str = ""
) -> None:
    """Change fields of the vendors meant; the fields show what stands on the one, and of several nothing."""
    meant, detail = about
    several = len(meant) > 1
    known = {**asdict(detail.row), **asdict(detail)}
    names = tuple(name for name in names if not several or name != "name")
    was = {name: "" if several else _written(known[name]) for name in names}

    def build(texts: Texts) -> Deed:
        moved = {key: value for key, value in texts.items() if value != was[key]}
        facts = _facts({key: "" if several and value == CLEARED else value for key, value in moved.items()})
        return Deed("setting", title, "vendor", lambda desk, dry: desk.vendors.set(meant, facts, dry_run=dry))

    fields = [_field(name, was[name], alone=not several) for name in names]
    whose = join(list(meant), 3) if several else detail.row.name
    ask_and_act(app, meant, f"{title} {whose}", fields, build, note=STAYS if several else note)


def _field(name: str, value: str, *, alone: bool = True) -> Ask:
    fact = VENDOR_FACTS[name]
    kind = term(fact.terms) if fact.terms is not None else _KINDS.get(fact.kind, WORDS)
    return Ask(name, fact.label, value, needed=alone and name in {"name", "tier"}, kind=kind)


def _written(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value or "")


def _facts(texts: Mapping[str, str]) -> VendorFacts:
    found: dict[str, Any] = {name: _read(VENDOR_FACTS[name], given) for name, given in texts.items()}
    return VendorFacts(**found)


def _read(fact: FieldFact, given: str) -> object:
    """What was typed, as the field holds it."""
    if fact.terms is not None:
        chosen = one_of(given, tuple(fact.terms), fact.label.casefold())
        return fact.terms(chosen) if chosen else None
    if fact.kind is FactKind.DAY:
        return optional_date(given)
    if fact.kind is FactKind.FLAG:
        return one_of(given, ("yes", "no"), fact.label.casefold()) == "yes"
    return given


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


def start_review(app: Shell, vendor: str, name: str, kind: ReviewKind = ReviewKind.REVIEW) -> None:
    """Open a review, and answer it."""

    def build(texts: Texts) -> Act:
        which = ReviewKind(one_of(texts["kind"] or "review", tuple(ReviewKind), "kind"))
        return lambda desk: desk.vendor_reviews.start(vendor, reviewer=texts["reviewer"], kind=which)

    def started(_done: object) -> None:
        app.ask_first(
            app.screen,
            "open review",
            lambda desk: desk.vendor_reviews.list(vendor=vendor, status=ReviewStatus.OPEN),
            lambda found: go_on(app, found[0]) if found else None,
        )

    def go(act: Act | None) -> None:
        if act is not None:
            app.with_desk(f"Review {name}", act, started)

    fields = [
        Ask("reviewer", "Reviewer", app.desk.actor if app.desk else "", needed=True, kind=PERSON),
        Ask("kind", "Kind", kind.value, kind=term(ReviewKind)),
    ]
    app.push_screen(Form(f"Review {name}", fields, build), go)
