"""Events that say the same: what they say is found out once, and how many there are of them on each day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from pydantic_core import to_json

from grcdesk.importers.evidence.gateways.fields import PICKED, TALLIED, Alike, FieldPlan
from grcdesk.importers.evidence.gateways.policies import UNNAMED, PolicyTimes
from grcdesk.importers.evidence.gateways.rulings import EventRuling, outcome_of
from grcdesk.importers.evidence.gateways.words import (
    DECISION,
    OFF,
    ON,
    TESTED,
    UNJUDGED,
    UNKNOWN,
    DecisionWords,
    as_word,
    strictest,
)
from grcdesk.importers.keeping import looks
from grcdesk.importers.keeping.holds import HOLDS, Holds, admitted
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.wording import count, join

_CACHED, _FEW = 50_000, 50
_LISTED = 8
UNKNOWN_WORDS = "actions not known"
_POLICIES = ("policies", "policies that fired")


class AlikeEvents:
    """Tells events apart by their words, and counts them."""

    def __init__(self, job: ReadingJob) -> None:
        self.job = job
        self.told = DecisionWords(job.words, job.name)
        self.all: list[Alike] = []
        self.loose: list[Alike] = []
        """Events whose words are not remembered."""
        self.tallies: dict[str, dict[str, int]] = {group: {} for group in PICKED}
        self.policies = PolicyTimes()
        self.fields: dict[str, None] = {}
        """Fields that stand in any row."""
        self.kinds: dict[str, None] = {}
        """Kinds of events that decide nothing, and that nobody told."""
        self.unjudged: dict[date, int] = {}

    def has_room(self, number: int) -> bool:
        """Whether so many more are remembered."""
        return len(self.all) + number <= _CACHED

    def of(self, plan: FieldPlan, words: tuple[Any, ...]) -> Alike:
        """Events with these words, seen for the first time."""
        picked = dict(zip(plan.picked, words, strict=False))
        outcome = self._outcome(picked)
        kind = self._kind(as_word(picked.get("kind")), outcome)
        kept: dict[str, str] = {}
        told: dict[str, Any] = {} if kind in (OFF, ON) else {"action": outcome.action}
        for ours, word in _said(picked, kind):
            if ours in TALLIED:
                if not self._is_counted(ours, word):
                    continue
                kept[ours] = self._counted_as(ours, word)
            told[ours] = admitted(HOLDS[ours], word)
        said = {name: word for name, word in (told | _ruled(outcome)).items() if word}
        self.fields |= dict.fromkeys(said)
        row = to_json(said).decode()[1:-1]
        found = Alike(outcome, kept, f",{row}" if row else "", kind, self._switched(picked, kind))
        self._remember(plan, words, found)
        return found

    def _is_counted(self, ours: str, word: Any) -> bool:
        """Whether a word is counted in that field; no list of states is so long that it takes any number of them."""
        counts = self.tallies[ours]
        if HOLDS[ours] is not Holds.WORD or len(counts) < _FEW or word in counts:
            return True
        self.job.drop(TALLIED[ours])
        return False

    def _counted_as(self, ours: str, word: Any) -> str:
        """The word it is counted under, from now on one of the field."""
        counts = self.tallies[ours]
        admitted_as = self.job.admit(counts, TALLIED[ours], word)
        counts.setdefault(admitted_as, 0)
        return admitted_as

    def _switched(self, picked: dict[str, Any], kind: str) -> str:
        """The policy that such events turn off or on; empty: they do not."""
        if kind not in (OFF, ON):
            return ""
        return self.job.admit({}, "policy", as_word(picked.get("policy")) or UNNAMED)

    def _remember(self, plan: FieldPlan, words: tuple[Any, ...], found: Alike) -> None:
        """Let further events with these words find it, as long as there is room."""
        if not self.has_room(1):
            self.loose.append(found)
            return
        try:
            plan.alike[words] = found
        except TypeError:  # a record where a word should stand
            self.loose.append(found)
        else:
            self.all.append(found)

    def _kind(self, word: str, outcome: EventRuling) -> str:
        """What kind of event it is; of one that decides nothing, a word nobody told is remembered."""
        if word and outcome.action == UNJUDGED and not self.told.known_event(word):
            self.kinds[self.job.admit({}, "kinds of events", word)] = None
        return self.told.event(word)

    def _outcome(self, picked: dict[str, Any]) -> EventRuling:
        """What was decided."""
        said = picked.get("action")
        if isinstance(said, tuple):
            return outcome_of(said, self.told)
        policy = as_word(picked.get("policy"))
        written = [word for one in (said if isinstance(said, list) else [said]) if (word := _written(one))]
        decisions = [self.told.decision(word) for word in written]
        unknown = tuple(word for word, decision in zip(written, decisions, strict=True) if decision == UNKNOWN)
        action = strictest(decisions)
        return EventRuling(action, ((policy, action),) if policy else (), unknown)

    def fold_loose(self) -> None:
        """Count those that are not remembered."""
        self._fold(self.loose)
        self.loose.clear()

    def _fold(self, those: Iterable[Alike]) -> None:
        """Count events with the same words together."""
        for alike in those:
            number = sum(alike.days.values())
            if not number:
                continue
            if alike.kind == DECISION:
                self._decided(alike, number)
            else:
                self._beside(alike, number)

    def _decided(self, alike: Alike, number: int) -> None:
        """Events of which each says, or does not say, what was decided on a request."""
        actions, action = self.tallies["action"], alike.outcome.action
        actions[action] = actions.get(action, 0) + number
        for ours, word in alike.words.items():
            self.tallies[ours][word] += number
        days = self.job.days if alike.shows else self.unjudged
        for day, of_day in alike.days.items():
            days[day] = days.get(day, 0) + of_day
            self.job.passing.add(alike.words, day, of_day)
        self._policies(alike, number)

    def _policies(self, alike: Alike, number: int) -> None:
        """Which policies ran, which of them acted, and under which version."""
        outcome = alike.outcome
        for group, names in zip(_POLICIES, (outcome.ran, outcome.fired), strict=True):
            for name in names:
                self.job.tally(group, name, number)
        if len(outcome.each) > 1:
            for _, action in outcome.each:
                self.job.tally("of each guardrail", action, number)
        for word in outcome.unknown:
            self.job.tally(UNKNOWN_WORDS, word, number)
        if alike.shows and (version := alike.words.get("policy_version")):
            self.policies.decided(version, alike.days)

    def _beside(self, alike: Alike, number: int) -> None:
        """Events that decide nothing on a request: tests of policies, and policies that are switched."""
        group = "policy tests" if alike.kind == TESTED else "policy switches"
        self.job.tally(group, alike.outcome.action if alike.kind == TESTED else alike.kind, number)
        for day in alike.days:
            self.unjudged.setdefault(day, 0)

    def finish(self, found: dict[str, int]) -> None:
        """Hand the counts over to the job; `found` is what was detected."""
        job = self.job
        self._fold(self.all)
        job.totals["actions"] = self.tallies["action"]
        groups = {title: self.tallies[group] for group, title in TALLIED.items()}
        for title, words in ({"detections": found} | groups).items():
            if counts := {word: number for word, number in words.items() if number}:
                job.totals[title] = counts
        self.policies.tell(job)
        self._remarks()
        for day in self.unjudged:
            job.days.setdefault(day, 0)

    def _remarks(self) -> None:
        """What a person should know of what was decided, and of what was not."""
        job, actions = self.job, self.tallies["action"]
        self._ask_words(job.totals.get(UNKNOWN_WORDS, {}))
        self._ask_kinds()
        if silent := actions.get(UNJUDGED, 0):
            job.note(
                f"{count(silent, 'event')} of {sum(actions.values()):,} not judged: no guardrail says what it decided"
            )
        if alone := sorted(day for day, number in self.unjudged.items() if number and day not in job.days):
            days = join(list(map(str, alone)), 4)
            job.note(f"{count(len(alone), 'day')} with events of which none shows a decision: {days}")
        if job.account.used and not any(self.tallies["policy_version"].values()):
            job.note("no event names the policy version it was decided under")

    def _ask_words(self, unknown: dict[str, int]) -> None:
        """Ask what words of the action mean, the most frequent first."""
        if unknown:
            ordered = sorted(unknown.items(), key=lambda one: (-one[1], one[0]))
            words = join([f"{word} ({number:,})" for word, number in ordered], _LISTED)
            cure = "--map columns.yaml with `words: {action: {block: [their word]}}` says it"
            said = f"what do these words of the action mean: {words}? They count as `other`, never as a yes; {cure}"
            self.job.note(said)

    def _ask_kinds(self) -> None:
        """Ask which kinds of events switch a policy."""
        if self.kinds:
            cure = "--map columns.yaml with `words: {kind: {policy turned off: [their word]}}` says it"
            kinds = join(sorted(self.kinds), _LISTED)
            self.job.note(f"which of these kinds of events turn a policy off or on: {kinds}? {cure}")


def _said(picked: dict[str, Any], kind: str) -> Iterator[tuple[str, Any]]:
    """Fields and words of an event, the action apart. Where rulings were read, they name the policies of a decision."""
    ruled = isinstance(picked.get("action"), tuple)
    for ours, word in picked.items():
        if ours == "action" or word is None or (ours == "policy" and kind == DECISION and ruled):
            continue
        is_label = ours in ("kind", "policy") or isinstance(word, bool)
        yield ours, as_word(word) if is_label else word


def _ruled(outcome: EventRuling) -> dict[str, Any]:
    """What a row tells of the guardrails: policies that acted, else those that ran; of several, what each decided."""
    names = [name for name in outcome.fired or outcome.ran if looks.is_name(name)]
    found: dict[str, Any] = {"policy": ", ".join(names)} if names else {}
    if len(outcome.each) > 1:
        found["rulings"] = [
            f"{name}: {action}" if name and looks.is_name(name) else action for name, action in outcome.each
        ]
    return found


def _written(action: Any) -> str:
    """The word of an action; a record is a word nobody knows, never silence."""
    return as_word(action) or ("(a record)" if action else "")
