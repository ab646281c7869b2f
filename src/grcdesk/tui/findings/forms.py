"""Forms about findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grcdesk.errors import BadInput
from grcdesk.schemas.desk.offers import Offered
from grcdesk.schemas.findings.findings import (
    FindingChange,
    FindingDetail,
    FindingFacts,
    FindingItemRow,
    FindingOrigin,
    FindingRow,
    ItemFacts,
)
from grcdesk.schemas.unset import UNSET
from grcdesk.terms.bounds import MOST_COUNT
from grcdesk.terms.findings import FindingClass, FindingSource, Severity
from grcdesk.text import whole_number
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import CONTROL, DAY, EVIDENCE, PERSON, record, records, term
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.values import one_of, optional_date
from grcdesk.tui.frame.ask import Act, ask_and_do
from grcdesk.tui.frame.bulk import Deed, ask_and_act
from grcdesk.tui.kit.drafts import Texts
from grcdesk.wording import join

if TYPE_CHECKING:
    from grcdesk.schemas.outcomes import Outcome
    from grcdesk.tui.frame.shell import Shell

TEXTS = {
    "condition": "Condition: what is",
    "criteria": "Criteria: what should be",
    "cause": "Cause",
    "effect": "Effect",
    "recommendation": "Recommendation",
}
ORIGINS = {
    "gap": ("a gap: a control that is partial or missing", "AI-SEC-01"),
    "deviations": ("deviations of a test", "DEV-1; DEV-2"),
    "review": ("a signed access review", "AR-1"),
    "vendor_review": ("a concluded review of a vendor", "VR-1"),
    "incident": ("an incident", "INC-1"),
}


def add(app: Shell) -> None:
    """Pick where it comes from, then say what it is."""

    def picked(origin: str | None) -> None:
        if origin == "hand":
            say(app, None)
        elif origin is not None:
            what, example = ORIGINS[origin]
            app.push_screen(
                Form(f"From {what}", [Ask("id", "Which", "", example, needed=True)], lambda texts: texts["id"],
                     verb="goes on"),
                lambda given: draft(app, _origin(origin, given)) if given else None,
            )  # fmt: skip

    choices = [Choice("hand", "by hand", "1")]
    choices += [Choice(name, f"from {what}", str(place)) for place, (name, (what, _)) in enumerate(ORIGINS.items(), 2)]
    app.push_screen(Pick("Raise a finding", choices), picked)


def _origin(name: str, given: str) -> FindingOrigin:
    value: Any = given.strip()
    if name == "deviations":
        value = tuple(part.strip() for part in given.split(";") if part.strip())
    return FindingOrigin(**{name: value})


def draft(app: Shell, origin: FindingOrigin, then: Callable[[Outcome], None] | None = None) -> None:
    """What the record knows, to be completed; `then` follows when it is raised."""
    app.ask_first(app.screen, "draft", lambda desk: desk.findings.draft(origin), lambda facts: say(app, facts, then))


def say(app: Shell, drawn: FindingFacts | None, then: Callable[[Outcome], None] | None = None) -> None:
    """A new finding; a person says how much it weighs."""
    base = drawn or FindingFacts("", FindingSource.AUDITOR, "", None)
    fields = [
        Ask("title", "Finding", base.title, "in a few words", needed=True),
        Ask("severity", "Severity", base.severity or "", needed=True, kind=term(Severity)),
        Ask("control", "Control", base.control, "empty: none", kind=CONTROL),
        Ask("owner", "Owner", base.owner, kind=PERSON),
        Ask("condition", TEXTS["condition"], base.condition, needed=True, long=True),
    ]
    # what was drawn from a record knows where it comes from
    if drawn is None:
        fields.insert(1, Ask("source", "Source", needed=True, kind=term(FindingSource)))

    def build(texts: Texts) -> Act:
        severity = Severity(one_of(texts["severity"], tuple(Severity), "severity"))
        source = base.source if drawn else FindingSource(one_of(texts["source"], tuple(FindingSource), "source"))
        said: dict[str, Any] = {name: texts[name] for name in ("title", "control", "owner", "condition")}
        facts = replace(base, severity=severity, source=source, **said)
        return lambda desk: desk.findings.add(facts)

    ask_and_do(app, "New finding", fields, build, note=", ".join(base.links), then=then)


def edit(app: Shell, found: FindingDetail) -> None:
    """Its texts, its class, how far it goes."""
    row = found.row
    extent = "/".join(str(number) for number in (row.extent_k, row.extent_n) if number is not None)
    fields = [
        Ask("title", "Finding", row.title, needed=True),
        Ask("severity", "Severity", row.severity, kind=term(Severity)),
        Ask("scheme_class", "Class", row.scheme_class or "", "as the scheme calls it", kind=term(FindingClass)),
        Ask("control", "Control", row.control, kind=CONTROL),
        Ask("criterion", "Criterion", row.criterion, "CC6.1", kind=record(Offered.CRITERION)),
        Ask("test", "Test attribute", row.test, "AI-PI-02.T2", kind=record(Offered.TEST)),
        Ask("extent", "Extent", extent, "3/63: how many of how many"),
        Ask("response_due", "Response due", str(row.response_due or ""), kind=DAY),
        *(Ask(name, label, getattr(found, name), long=True) for name, label in TEXTS.items()),
    ]

    def build(texts: Texts) -> FindingChange:
        said = _said(texts, row)
        return FindingChange(**{name: value for name, value in said.items() if value != _held(found, name)})

    def built(change: FindingChange | None) -> None:
        if change == FindingChange():
            app.tell("nothing was changed")
        elif change is not None:
            app.with_desk("setting", lambda desk: desk.findings.set([row.id], change))

    app.push_screen(Form(f"Edit {row.id}", fields, build, draft=f"finding {row.id}"), built)


def _said(texts: Texts, row: FindingRow) -> dict[str, Any]:
    """What the form says, by the name of the field."""
    said: dict[str, Any] = {name: texts[name] for name in ("title", "control", "criterion", "test", *TEXTS)}
    said["severity"] = Severity(one_of(texts["severity"], tuple(Severity), "severity") or row.severity)
    given = one_of(texts["scheme_class"], tuple(FindingClass), "class")
    said["scheme_class"] = FindingClass(given) if given else None
    said["extent_k"], said["extent_n"] = _extent(texts["extent"])
    said["response_due"] = optional_date(texts["response_due"])
    return said


def _held(found: FindingDetail, name: str) -> Any:
    # texts stand beside the row, the other fields in it
    return getattr(found, name) if hasattr(found, name) else getattr(found.row, name, UNSET)


def _extent(given: str) -> tuple[int | None, int | None]:
    parts = [part.strip() for part in given.replace("of", "/").split("/")]
    if parts == [""]:
        return None, None
    if len(parts) > 2 or not all(one.isascii() and one.isdigit() for one in parts):  # noqa: PLR2004  k and n
        raise BadInput(f"{given[:60]!r} is no extent", hint="write it as 3/63")
    found = [whole_number(one, MOST_COUNT, "extent") for one in parts]
    return found[0], found[1] if len(found) > 1 else None


def owner(app: Shell, findings: Sequence[str], now: str) -> None:
    """One person for the findings meant."""

    def build(texts: Texts) -> Deed:
        change = FindingChange(owner=texts["owner"])
        return Deed(
            "setting", "Set the owner of", "finding", lambda desk, dry: desk.findings.set(findings, change, dry_run=dry)
        )

    given = now if len(findings) == 1 else ""
    fields = [Ask("owner", "Owner", given, "empty: nobody", kind=PERSON)]
    ask_and_act(app, findings, f"Owner of {join(list(findings), 3)}", fields, build)


def add_item(app: Shell, finding: str) -> None:
    """One more thing it is about."""
    fields = [
        Ask("item", "Item", "", "its key, as the list it comes from has it"),
        Ask("what", "What is wrong with it"),
        Ask("deviations", "Or deviations", kind=records(Offered.DEVIATION, "; ")),
    ]

    def build(texts: Texts) -> Act:
        deviations = tuple(part.strip() for part in texts["deviations"].split(";") if part.strip())
        items = [ItemFacts(texts["item"], what=texts["what"])] if texts["item"] else []
        return lambda desk: desk.findings.add_items(finding, items, deviations)

    ask_and_do(app, f"Item of {finding}", fields, build)


def fix(app: Shell, finding: str, row: FindingItemRow) -> None:
    """Later evidence beside an item."""
    fields = [
        Ask("evidence", "What shows that it was put right", row.fix, needed=True, kind=EVIDENCE),
        Ask("by", "Put right by", row.fixed_by, "empty: you", kind=PERSON),
        Ask("on", "On", "", "empty: today", kind=DAY),
    ]

    def build(texts: Texts) -> Act:
        on = optional_date(texts["on"])
        return lambda desk: desk.findings.fix(finding, [row.item], evidence=texts["evidence"], by=texts["by"], on=on)

    ask_and_do(app, f"{row.item}: later evidence", fields, build, note="The deviation stays what it was.")
