"""The checks of phases and plans: each a question to the records, answered done, open or unknown, with the reason.

Nobody ticks one. What is not on record is unknown, and unknown is never a yes: also of a list of nothing nothing
is done, unless its own rule says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from grcdesk.schemas.audits.standing import AuditCheck, AuditFacts, Door, Names
from grcdesk.terms.audits import OF_A_DAY, EngagementKind, Exposed, Met
from grcdesk.wording import count, join

Judged = tuple[Met, str]
Judge = Callable[[AuditFacts], Judged]
_SHOWN = 4
YEAR = timedelta(days=365)
"""An exercise of the incident plan is due again after so long (house default)."""
_ISO = frozenset(kind for kind in EngagementKind if kind.value.startswith("iso"))
_OWN = frozenset({EngagementKind.READINESS})
ALL = frozenset(EngagementKind)
WITH_FIRM = ALL - _OWN
"""Kinds an auditor of another house does."""
OVER_DAYS = ALL - OF_A_DAY
"""Kinds in which controls have to operate over a period."""
_NOTHING = "nothing is on record yet"


@dataclass(frozen=True, slots=True)
class CheckRule:
    """A check: what is done when it is met, how that is computed, where it is mended, and whom it concerns."""

    what: str
    judge: Judge
    door: Door
    kinds: frozenset[EngagementKind] = ALL


def _said(yes: bool, done: str, lacking: str) -> Judged:
    return (Met.DONE, done) if yes else (Met.OPEN, lacking)


def _names(found: Names) -> str:
    return join(list(found), _SHOWN)


def _left(field: str, lacking: str, done: str, *, of: str = "", noun: str = "", unknown: str = "") -> Judge:
    """Done when no name is left in a field.

    Args:
        field: the field of the facts.
        lacking: what the names lack, told after them: `not assessed`.
        done: what is told when none is left.
        of: a field with the number of all there are; with none of them nothing is done.
        noun: of which there are none, then.
        unknown: why nobody can tell, when the field is None.
    """

    def judge(facts: AuditFacts) -> Judged:
        found: Names | None = getattr(facts, field)
        if found is None:
            return Met.UNKNOWN, unknown
        if found:
            return Met.OPEN, f"{len(found)} {lacking}: {_names(found)}"
        # none left of nothing is no yes: a programme without controls has not assessed them all
        number = getattr(facts, of) if of else None
        if number == 0:
            return Met.OPEN, f"there is no {noun}"
        return Met.DONE, done if number is None else f"{count(number, noun)}, {done}"

    return judge


def _of_providers(field: str, lacking: str, done: str) -> Judge:
    """As `_left`; without any provider on record done only when no feature in use names one."""
    judge = _left(field, lacking, done, unknown="no model provider is on record")

    def judged(facts: AuditFacts) -> Judged:
        if getattr(facts, field) is None and facts.features and not facts.relied_on:
            return Met.DONE, "no feature in use relies on a provider"
        return judge(facts)

    return judged


def _period(facts: AuditFacts) -> Judged:
    if facts.period is None:
        return Met.OPEN, "no day is set" if facts.kind in OF_A_DAY else "no period is set"
    return Met.DONE, str(facts.period.end) if facts.kind in OF_A_DAY else f"{facts.period}, {facts.period.days} days"


def _begun(facts: AuditFacts) -> Judged:
    if facts.period is None:
        return _period(facts)
    begins = facts.period.start
    return _said(begins <= facts.today, f"since {begins}", f"it begins on {begins}")


def _over(facts: AuditFacts) -> Judged:
    if facts.period is None:
        return _period(facts)
    ends = facts.period.end
    if facts.kind in OF_A_DAY:
        return _said(ends <= facts.today, f"{ends} has come", f"the day is {ends}")
    return _said(ends < facts.today, f"it ended on {ends}", f"it ends on {ends}")


def _requested(facts: AuditFacts) -> Judged:
    if facts.requests is None:
        return Met.UNKNOWN, "no request list is on record"
    return _said(facts.requests > 0, f"{count(facts.requests, 'request')} on the list", "the list is empty")


def _exercised(facts: AuditFacts) -> Judged:
    if facts.exercised is None:
        return Met.OPEN, "no exercise is on record"
    recent = facts.exercised > facts.today - YEAR
    return _said(recent, f"on {facts.exercised}", f"last on {facts.exercised}, more than 12 months ago")


def _clean(facts: AuditFacts) -> Judged:
    if facts.period is None:
        return _period(facts)
    if facts.clean_from is None:
        return Met.UNKNOWN, "no control in scope limits the period"
    starts, clean = facts.period.start, facts.clean_from
    return _said(clean <= starts, f"clean from {clean}", f"the period begins on {starts}, clean it is from {clean}")


def _unexposed(findings: str) -> Judge:
    """Done when the records show of each of those findings that we are not exposed to it."""

    def judge(facts: AuditFacts) -> Judged:
        if facts.exposure is None:
            return Met.UNKNOWN, _NOTHING
        asked = {name: facts.exposure.get(name, Exposed.UNKNOWN) for name in findings.split()}
        bad, unsure = _in_state(asked, Exposed.EXPOSED), _in_state(asked, Exposed.UNKNOWN)
        told = "; ".join(f"{what}: {_names(some)}" for what, some in (("exposed", bad), ("unknown", unsure)) if some)
        if told:
            return Met.OPEN if bad else Met.UNKNOWN, told
        return Met.DONE, f"not exposed: {join(list(asked), len(asked))}"

    return judge


def _in_state(asked: Mapping[str, Exposed], state: Exposed) -> tuple[str, ...]:
    return tuple(name for name, found in asked.items() if found is state)


def _rehearsed(facts: AuditFacts) -> Judged:
    if facts.returned is None:
        return Met.UNKNOWN, "no rehearsal was played yet"
    return _said(facts.returned == 0, "the last returned nothing", f"the last returned {facts.returned}")


_CONTROLS = Door("controls", "scope:in_scope")
RULES: Mapping[str, CheckRule] = {
    # scoping
    "period": CheckRule("Period or day set", _period, Door("scope")),
    "firm": CheckRule("Firm named", lambda facts: _said(bool(facts.firm), facts.firm, "no firm is named"),
                      Door("engagement"), WITH_FIRM),
    "systems": CheckRule("Systems named", lambda facts: _said(
        facts.systems > 0, count(facts.systems, "system"), "no system is named"), Door("scope")),
    "controls": CheckRule("Controls in scope", lambda facts: _said(
        facts.controls > 0, count(facts.controls, "control"), "no control is in scope"), Door("scope")),
    "features": CheckRule("AI features written down, all questions answered", _left(
        "features_open", "with an open question", "all answered", of="features", noun="AI feature"), Door("features")),
    "confirmed": CheckRule("What follows from the answers confirmed", _left(
        "features_unconfirmed", "not confirmed", "all confirmed", of="features", noun="AI feature"), Door("features")),
    "methods": CheckRule("Model providers carved out or included", _of_providers(
        "providers_unplaced", "neither carved out nor included", "each decided"), Door("vendors")),
    "disclosed": CheckRule("Customers told where their data meets a model", _left(
        "undisclosed", "without a disclosure", "each disclosed", of="features", noun="AI feature"), Door("features")),
    # gap and remediation
    "assessed": CheckRule("Every control assessed", _left(
        "unassessed", "not assessed", "all assessed", of="controls", noun="control"),
        Door("controls", "status:not_assessed scope:in_scope")),
    "owners": CheckRule("Every control owned by a person", _left(
        "unowned", "without an owner", "each with an owner", of="controls", noun="control"),
        Door("controls", "owner:none scope:in_scope")),
    "planned": CheckRule("Every gap answered by an action or an accepted risk", _left(
        "unplanned", "without an action or accepted risk", "every gap answered", of="controls", noun="control"),
        Door("controls", "status:missing,partial actions:none scope:in_scope")),
    "snapshot": CheckRule("Gap assessment finalised", lambda facts: _said(
        bool(facts.snapshot), facts.snapshot, "no snapshot since the engagement was opened"), Door("snapshots")),
    "actions": CheckRule("Actions closed", _left("actions_open", "open", "none open"), Door("actions")),
    "gaps": CheckRule("Gaps closed or accepted", _left(
        "gaps", "partial or missing", "none partial or missing", of="controls", noun="control"),
        Door("controls", "status:missing,partial scope:in_scope")),
    "supported": CheckRule("What is in place is borne out", _left(
        "unsupported", "in place and not supported", "none by claim only", of="controls", noun="control"),
        Door("controls", "is:unsupported scope:in_scope")),
    "wanted": CheckRule("Evidence of every mandatory kind", _left(
        "bare", "without a mandatory kind", "nothing mandatory lacks", of="controls", noun="control"), _CONTROLS),
    "agreements": CheckRule("Agreements with model providers read to the end", _of_providers(
        "agreements_unread", "without an agreement in force that was read", "all read"), Door("vendors")),
    "logs": CheckRule("Logs of requests read, and every production feature in them", lambda facts: (
        (Met.OPEN, "no log of requests was read") if not facts.logs
        else _left("unrouted", "not in any log", "every feature seen")(facts)), Door("evidence")),
    "access": CheckRule("Access to every system reviewed and signed", _left(
        "access_unsigned", "without a signed review", "all signed", unknown="no system is named"), Door("reviews")),
    "exercise": CheckRule("Incident plan exercised within 12 months", _exercised, Door("incidents")),
    # observation
    "begun": CheckRule("Period begun", _begun, Door("scope"), OVER_DAYS),
    "over": CheckRule("Period over, or the day come", _over, Door("scope")),
    "holes": CheckRule("No hole in the period", _left(
        "holes", "with a gap, or something due or late", "none with a gap", of="controls", noun="control",
        unknown="there is no period"), Door("coverage"), OVER_DAYS),
    "clean": CheckRule("Period begins when everything runs", _clean, Door("coverage"), OVER_DAYS),
    # fieldwork and after
    "requests": CheckRule("Request list received", _requested, Door("requests"), WITH_FIRM),
    "submitted": CheckRule("Requests submitted", _left(
        "requests_open", "not submitted", "all submitted", of="requests", noun="request", unknown=_NOTHING),
        Door("requests"), WITH_FIRM),
    "accepted": CheckRule("Requests accepted by the auditor", _left(
        "requests_unaccepted", "not accepted", "all accepted", of="requests", noun="request", unknown=_NOTHING),
        Door("requests"), WITH_FIRM),
    "walkthroughs": CheckRule("Walkthrough of every control held", _left(
        "walkthroughs_missing", "without a walkthrough", "all walked through", of="controls", noun="control",
        unknown=_NOTHING), Door("walkthroughs")),
    "populations": CheckRule("A population behind every control that runs per event", _left(
        "populations_missing", "without a population", "each with a population", unknown=_NOTHING),
        Door("populations"), OVER_DAYS),
    "final": CheckRule("Populations final", _left(
        "populations_interim", "not final", "all final", unknown=_NOTHING), Door("populations"), OVER_DAYS),
    "tested": CheckRule("Every test run", _left(
        "untested", "not tested", "all tested", of="controls", noun="control", unknown=_NOTHING), Door("tests")),
    "reviewed": CheckRule("Tests by hand reviewed by a second person", _left(
        "unreviewed", "without a second person", "each reviewed", unknown=_NOTHING), Door("tests")),
    "ruled": CheckRule("Every deviation ruled on", _left(
        "deviations_open", "without a ruling", "each ruled on", unknown=_NOTHING), Door("deviations")),
    "answered": CheckRule("Every finding answered, owned and dated", _left(
        "findings_unanswered", "unanswered", "each answered", unknown=_NOTHING), Door("findings")),
    "concluded": CheckRule("A person concluded on every control", _left(
        "unconcluded", "without a conclusion", "each concluded", of="controls", noun="control", unknown=_NOTHING),
        Door("tests")),
    "soa": CheckRule("Statement of applicability approved", _left(
        "soa_open", "not approved", "approved", unknown=_NOTHING), Door("soa"), _ISO),
    "rehearsed": CheckRule("Rehearsal returns nothing", _rehearsed, Door("rehearsal")),
    "changes": CheckRule("Every change approved and evaluated", _unexposed("F1 F2"), Door("changes")),
    "exposure": CheckRule("Exposed to none of the seven common findings", _unexposed("F1 F2 F3 F4 F5 F6 F7"),
                          Door("engagement")),
    "report": CheckRule("Report of the firm on file", lambda facts: _said(
        bool(facts.report), facts.report, "no artefact of kind report names the firm as its source"),
        Door("evidence"), WITH_FIRM),
    "next": CheckRule("Next engagement opened", lambda facts: _said(
        bool(facts.next), facts.next, "none was made from this one"), Door("audits")),
}  # fmt: skip
"""By id, which never changes: plans and logs name them."""


def concerns(check: str, kind: EngagementKind) -> bool:
    """Whether a check is asked of engagements of that kind."""
    return kind in RULES[check].kinds


def judged(check: str, facts: AuditFacts) -> AuditCheck:
    """One check as the records answer it."""
    rule = RULES[check]
    state, why = rule.judge(facts)
    return AuditCheck(check, rule.what, state, why, rule.door)
