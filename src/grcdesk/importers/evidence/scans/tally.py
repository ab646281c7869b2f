"""Findings counted by rule, and by control where a person tied the rule to one."""

from __future__ import annotations

import re
from collections import Counter
from fnmatch import fnmatchcase

from grcdesk.importers.evidence.scans import shapes
from grcdesk.importers.keeping import content, looks
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.rules.evidence import guard
from grcdesk.schemas.evidence.imports import RuleCount
from grcdesk.wording import count, join

MAX_RULES = 2_000
"""Rules a report counts one by one; those beyond are counted together, by the controls they are tied to."""
_MAX_RESOURCES = 200_000
_WITHIN = re.compile(r"[A-Za-z0-9][\w@+$()-]*(?:[./:]+[\w@+$()-]+)+", re.ASCII)
_BEYOND = "(further rules)"
UNNAMED = "(no rule named)"


def is_rule_name(text: str) -> bool:
    """Whether a longer text is the name of a rule in a room of names: `python.lang.security.eval-detected`."""
    words = {word.casefold() for word in re.split(r"[^A-Za-z]+", text)}
    named = len(text) <= looks.MAX_ID and bool(_WITHIN.fullmatch(text))
    return named and not words & looks.TOLD and not guard.typed(text)


class RuleTally:
    """Counts the findings of one file."""

    def __init__(self, job: ReadingJob) -> None:
        self.job = job
        self.counts: dict[str, Counter[str]] = {}
        self.controls: dict[str, tuple[str, ...]] = {}
        self.resources: set[int] = set()
        self._names: dict[str, str] = {}
        self._texts = 0

    def add(self, rule: object, resource: object, end: str) -> None:
        """Count one finding."""
        text = str(rule).strip() if rule not in (None, "") else ""
        name = self._names.get(text)
        if name is None:
            name = self._known(text)
        self.counts[name][end] += 1
        if resource not in (None, "") and len(self.resources) < _MAX_RESOURCES:
            self.resources.add(hash(str(resource)))

    def _known(self, text: str) -> str:
        """The name under which a rule is counted, with the controls it is tied to."""
        controls = self._tied(text)
        name = self._told(text)
        if len(self.counts) >= MAX_RULES and name not in self.counts:
            name = " ".join((_BEYOND, *controls))
        if len(self._names) < 10 * MAX_RULES:
            self._names[text] = name
        self.counts.setdefault(name, Counter())
        self.controls[name] = controls
        return name

    def _told(self, text: str) -> str:
        """The name of a rule as it may be told; what reads as text has a number."""
        if not text:
            return UNNAMED
        if content.is_word(text) or is_rule_name(text):
            return text
        self._texts += 1
        return f"(rule {self._texts} without a name)"

    def _tied(self, text: str) -> tuple[str, ...]:
        folded = text.casefold()
        found: dict[str, None] = {}
        for pattern, controls in self.job.rules.items():
            if folded and fnmatchcase(folded, pattern.casefold()):
                found |= dict.fromkeys(controls)
        return tuple(sorted(found))

    def finish(self) -> None:
        """Put the rules into the report, those that failed first, and say in words what was counted."""
        rows = [self._row(name, counts) for name, counts in self.counts.items()]
        rows.sort(key=lambda row: (not row.failed, not row.error, row.rule))
        self.job.rule_counts = rows
        if not rows:
            return
        self.job.facts["rules"] = f"{len(rows):,}"
        if self.resources:
            more = " or more" if len(self.resources) >= _MAX_RESOURCES else ""
            self.job.facts["resources"] = f"{len(self.resources):,}{more}"
        self.job.note(self._said(rows))
        self._say_controls(rows)

    def _row(self, name: str, counts: Counter[str]) -> RuleCount:
        amounts = {end.replace(" ", "_"): counts[end] for end in shapes.ENDS}
        return RuleCount(rule=name, controls=self.controls[name], **amounts)

    def _said(self, rows: list[RuleCount]) -> str:
        """A clean scan says no more than which rules passed, and over what."""
        over = f" over {count(len(self.resources), 'resource')}" if self.resources else ""
        failed = sum(bool(row.failed) for row in rows)
        passed = sum(row.clean for row in rows)
        rest = len(rows) - failed - passed
        said = f"{count(passed, 'rule')} passed{over}" + (f", {failed:,} failed" if failed else "")
        return said + (f", {rest:,} without a verdict" if rest else "")

    def _say_controls(self, rows: list[RuleCount]) -> None:
        """Which rules are tied to no control; and of each control how its rules ended."""
        free = [row for row in rows if not row.controls]
        if not self.job.rules:
            self.job.note("no rule is tied to a control: see `grcdesk help import`, Findings and controls")
        elif free:
            named = join([f"{row.rule} ({row.failed:,} failed)" if row.failed else row.rule for row in free], 8)
            self.job.note(f"{count(len(free), 'rule')} tied to no control: {named}")
        by_control: dict[str, list[RuleCount]] = {}
        for row in rows:
            for control in row.controls:
                by_control.setdefault(control, []).append(row)
        for control, tied in sorted(by_control.items()):
            self.job.note(f"{control}: {_said_of(tied)}")


def _said_of(rows: list[RuleCount]) -> str:
    """How the rules of one control ended, those that failed by name."""
    bad = [row for row in rows if row.failed]
    if not bad:
        return f"{count(len(rows), 'rule')}, none of them failed"
    named = join([f"{row.rule} ({row.failed:,})" for row in bad], 5)
    return f"{len(bad):,} of {count(len(rows), 'rule')} failed: {named}"
