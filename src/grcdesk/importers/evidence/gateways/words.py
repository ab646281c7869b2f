"""What gateways call their decisions, and which of several counts: the strictest.

Nothing is allowed by silence: an event without a word of any guardrail was not judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from grcdesk.errors import BadInput
from grcdesk.wording import join

UNKNOWN, UNJUDGED = "other", "not judged"
STRICTEST = ("block", "escalate", "redact", "flag", UNKNOWN, "error", "allow", UNJUDGED)
"""Of several decisions on one event the first that is among them counts. What nobody knows is stricter than a yes."""
FIRED = frozenset({"block", "escalate", "redact", "flag"})
"""Decisions by which a policy shows that it acted."""
JUDGED = FIRED | {"allow"}
"""Decisions that show that somebody judged; an error, an unknown word and silence show nothing."""
DECISION, TESTED, OFF, ON = "decision", "policy test", "policy turned off", "policy turned on"

_ACTIONS = {
    "allow": "allow allowed pass passed permit permitted accept accepted ok",
    "redact": "redact redacted mask masked anonymize anonymized sanitize sanitized rewrite rewritten modified",
    "block": "block blocked deny denied reject rejected refuse refused intervened guardrail_intervened",
    "escalate": "escalate escalated review human_review hold held",
    "flag": "flag flagged warn warned",
    "error": "error errored failed_to_respond guardrail_failed_to_respond timeout timed_out",
    UNJUDGED: "none not_run not_judged not_evaluated skipped unevaluated",
}
_OF_ACTION = {word: action for action, words in _ACTIONS.items() for word in words.split()}
_EVENTS = {
    TESTED: "policy_test policy_tested policy_test_run guardrail_test dry_run simulation",
    OFF: "policy_disabled policy_turned_off policy_removed policy_bypassed policy_suspended guardrail_disabled"
    " kill_switch_on config_disabled",
    ON: "policy_enabled policy_turned_on policy_restored policy_resumed guardrail_enabled guardrail_restored"
    " kill_switch_off config_restored config_enabled",
}
_OF_EVENT = {word: kind for kind, words in _EVENTS.items() for word in words.split()}


def folded(word: str) -> str:
    """A word in small letters, with one sign between its parts."""
    return word.strip().casefold().replace("-", "_").replace(" ", "_").replace(".", "_")


def as_word(value: object) -> str:
    """What stands in a field of words; empty when nothing does, or no word."""
    if value.__class__ is str:
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() if isinstance(value, str | int) else ""


class DecisionWords:
    """Words of one file: those everybody uses, and those that a map tells."""

    def __init__(self, told: Mapping[str, Mapping[str, str]], file: str) -> None:
        self.action = _checked(told.get("action", {}), STRICTEST, "action", file)
        self.sign = _checked(told.get("sign", {}), STRICTEST, "sign", file)
        self.kind = _checked(told.get("kind", {}), (DECISION, TESTED, OFF, ON), "kind", file)

    def decision(self, word: str) -> str:
        """Our word for a decision; `UNKNOWN` for what nobody told."""
        told = self.action.get(word) or self.action.get(folded(word))
        return told or _OF_ACTION.get(folded(word), UNKNOWN)

    def event(self, word: str) -> str:
        """What kind of event it is; one that nobody told is a decision, if it says what was decided."""
        return self.known_event(word) or DECISION

    def known_event(self, word: str) -> str:
        """The same; empty for one that nobody told."""
        return self.kind.get(word) or self.kind.get(folded(word)) or _OF_EVENT.get(folded(word), "")


def _checked(told: Mapping[str, str], ours: Iterable[str], what: str, file: str) -> dict[str, str]:
    """Words as a map tells them: each has to mean one of ours."""
    known = {folded(one): one for one in ours}
    if what == "action":
        known |= _OF_ACTION
    found = {}
    for theirs, meant in told.items():
        if folded(meant) not in known:
            raise BadInput(f"`words: {what}:` has no {meant!r}", hint=f"it knows {join(list(ours))}", file=file)
        found[theirs] = found[folded(theirs)] = known[folded(meant)]
    return found


def strictest(decisions: Iterable[str]) -> str:
    """Of several decisions the one that counts."""
    there = set(decisions)
    return next((one for one in STRICTEST if one in there), UNJUDGED)
