"""Whether each change is shown to have been approved and evaluated before it went live.

The same rule as the checks of AI-PI-01 and AI-PI-02 in the catalog, written once more so that it can be read in one
place; tests hold the two equal. What a list does not say is not on file, and what is not on file proves nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from grcdesk.terms.testing import ChangeVerdict

REVIEWER, APPROVAL, EXPLAINED = "AI-PI-01.T1", "AI-PI-01.T2", "AI-PI-01.T3"
REPORT, GATE = "AI-PI-02.T1", "AI-PI-02.T2"
"""The tests each reason belongs to."""


@dataclass(frozen=True, slots=True)
class ModelChange:
    """One row of `model_changes`. Times are UTC; None and the empty text: the list does not say."""

    change_id: str
    commit: str = ""
    author: str = ""
    approver: str = ""
    approved_at: datetime | None = None
    deployed_at: datetime | None = None
    evaluated_at: datetime | None = None
    eval_commit: str = ""
    score: Decimal | None = None
    threshold: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One row of `evaluations`."""

    eval_id: str
    commit: str = ""
    finished_at: datetime | None = None
    score: Decimal | None = None
    threshold: Decimal | None = None
    passed: bool | None = None


@dataclass(frozen=True, slots=True)
class Deployment:
    """One row of `deployments`."""

    deployment_id: str
    commit: str = ""
    deployed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """What is on file of one change, or of a deployment that no change explains."""

    change_id: str
    """Empty for a deployment without a change."""
    approved: datetime | None
    evaluated: datetime | None
    deployed: datetime | None
    verdict: ChangeVerdict
    reasons: tuple[tuple[str, str], ...]
    """Test and what it found; empty when the change is proven."""
    deployment: str = ""

    @property
    def why(self) -> str:
        """The reasons as one line."""
        return "; ".join(dict.fromkeys(why for _, why in self.reasons))


@dataclass(frozen=True, slots=True)
class _Report:
    """An evaluation of the commit that went live, from either list."""

    at: datetime
    bad: str
    """Why it does not open the gate; empty when it does."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A change beside what the other lists have of its commit."""

    change: ModelChange
    deployed: datetime | None
    """When it first went live, by its own word or by the list of deployments."""
    listed: tuple[_Report, ...]
    """Reports in the list of evaluations."""
    own: _Report | None
    """The report that the change itself tells of."""

    @property
    def timely(self) -> tuple[_Report, ...]:
        """Listed reports from before it went live."""
        return tuple(one for one in self.listed if self._in_time(one))

    @property
    def own_timely(self) -> _Report | None:
        """Its own report, if that is from before it went live."""
        return self.own if self.own is not None and self._in_time(self.own) else None

    def _in_time(self, report: _Report) -> bool:
        return self.deployed is not None and report.at <= self.deployed


@dataclass(frozen=True, slots=True)
class _OnFile:
    """Which lists there are beside the changes, and the limit where nothing names its own."""

    evaluations: bool
    deployments: bool
    min_score: Decimal


def judge(
    changes: Sequence[ModelChange],
    evaluations: Sequence[Evaluation] | None,
    deployments: Sequence[Deployment] | None,
    min_score: Decimal,
) -> list[Proof]:
    """The proof of each change in their order, then deployments that no change explains.

    Args:
        changes: the newest list of changes.
        evaluations: None when no such list is on file: then the columns of the change itself count.
        deployments: None when no such list is on file.
        min_score: the limit where neither an evaluation nor a change names its own.
    """
    deployed = deployments or ()
    runs = _by_commit(evaluations or ())
    live = _first_deployments(deployed)
    on_file = _OnFile(evaluations is not None, deployments is not None, min_score)
    commits = [_said(change.commit) for change in changes]
    found = [
        _proof(change, runs.get(commit, ()), live.get(commit), on_file)
        for change, commit in zip(changes, commits, strict=True)
    ]
    known = set(commits) - {""}
    return found + [_unexplained(one) for one in deployed if _said(one.commit) not in known]


def _by_commit(evaluations: Sequence[Evaluation]) -> dict[str, list[Evaluation]]:
    """Evaluations of each commit; one that names none belongs to no change, not to all that name none."""
    runs: dict[str, list[Evaluation]] = defaultdict(list)
    for run in evaluations:
        if _said(run.commit):
            runs[run.commit].append(run)
    return runs


def _first_deployments(deployments: Sequence[Deployment]) -> dict[str, datetime]:
    """When each commit first went live: deployed once more, it was not approved or evaluated any earlier."""
    found: dict[str, datetime] = {}
    for one in deployments:
        if one.deployed_at is not None and _said(one.commit):
            found[one.commit] = min(one.deployed_at, found.get(one.commit, one.deployed_at))
    return found


def _said(text: str) -> str:
    return text.strip(" ")


def _unexplained(one: Deployment) -> Proof:
    why = "no change on file explains it" if _said(one.commit) else "no commit on file"
    reasons = ((EXPLAINED, f"deployment {one.deployment_id}: {why}"),)
    return Proof("", None, None, one.deployed_at, ChangeVerdict.NOT_PROVEN, reasons, one.deployment_id)


def _proof(change: ModelChange, runs: Sequence[Evaluation], seen: datetime | None, on_file: _OnFile) -> Proof:
    """One change against what the other lists have of its commit; `seen`: its first deployment there."""
    deployed = min((at for at in (change.deployed_at, seen) if at is not None), default=None)
    listed = tuple(_report(run, change, on_file.min_score) for run in runs if run.finished_at is not None)
    case = _Case(change, deployed, listed, _own(change, on_file.min_score))
    live = _may_be_live(case, on_file)
    reasons = _reasons(case, on_file, live=live)
    clean = ChangeVerdict.PROVEN if live else ChangeVerdict.NOT_DEPLOYED
    verdict = ChangeVerdict.NOT_PROVEN if reasons else clean
    return Proof(change.change_id, change.approved_at, _evaluated(case), deployed, verdict, reasons)


def _may_be_live(case: _Case, on_file: _OnFile) -> bool:
    """A list of deployments without it shows that it is not live; without a commit it could not be found there."""
    return case.deployed is not None or not on_file.deployments or not _said(case.change.commit)


def _reasons(case: _Case, on_file: _OnFile, *, live: bool) -> tuple[tuple[str, str], ...]:
    """Each test that does not hold, with why. Of what is not live only its reviewer is asked for."""
    found = [(REVIEWER, _reviewer(case.change))]
    if live:
        found += [
            (APPROVAL, _approval(case.change, case.deployed)),
            (REPORT, _missing(case, on_file)),
            (GATE, _gate(case)),
        ]
    return tuple((test, why) for test, why in found if why)


def _reviewer(change: ModelChange) -> str:
    """AI-PI-01.T1."""
    author, approver = _said(change.author), _said(change.approver)
    if not approver:
        return "no approver on file"
    if not author:
        return "no author on file"
    return "approved by its author" if author == approver else ""


def _approval(change: ModelChange, deployed: datetime | None) -> str:
    """AI-PI-01.T2."""
    if change.approved_at is None:
        return "no time of approval on file"
    if deployed is None:
        return "no time of deployment on file"
    return "approved after deployment" if change.approved_at > deployed else ""


def _missing(case: _Case, on_file: _OnFile) -> str:
    """AI-PI-02.T1: why no report of the commit, dated before deployment, is on file."""
    mine = case.own_timely
    if case.timely or (mine is not None and not on_file.evaluations):
        return ""
    commit, named = _said(case.change.commit), _said(case.change.eval_commit)
    cases = (
        (mine is not None, "the list of evaluations does not have its evaluation"),
        (not commit, "no commit on file"),
        (case.deployed is None, "no time of deployment on file"),
        (bool(case.listed or case.own), "evaluated after deployment"),
        (bool(named) and named != commit, "another commit was evaluated"),
        (case.change.evaluated_at is not None, "its evaluation names no commit"),
        (bool(named), "its evaluation has no time"),
        (True, "no evaluation on file"),
    )
    return next(why for holds, why in cases if holds)


def _gate(case: _Case) -> str:
    """AI-PI-02.T2: why the last report before deployment does not open the gate. Without a report T1 tells."""
    timely, mine = case.timely, case.own_timely
    if not timely:
        return mine.bad if mine is not None else ""
    # a failed run that was repeated is settled by the later one, as long as that was before it went live
    last = max(one.at for one in timely)
    worst = min((one.bad for one in timely if one.at == last), key=_WORST.index)
    if not worst and mine is not None and mine.at >= last and case.change.score is not None:
        return mine.bad
    return worst


_BELOW, _NO_SCORE, _FAILED = "score below the limit", "no score: skipped", "marked as not passed"
_WORST = (_BELOW, _NO_SCORE, _FAILED, "")


def _report(run: Evaluation, change: ModelChange, min_score: Decimal) -> _Report:
    limit = next((one for one in (run.threshold, change.threshold) if one is not None), min_score)
    bad = _measured(run.score, limit) or (_FAILED if run.passed is False else "")
    assert run.finished_at is not None  # noqa: S101  for the type checker: asked by the caller
    return _Report(run.finished_at, bad)


def _own(change: ModelChange, min_score: Decimal) -> _Report | None:
    """What the change says of its own evaluation; None when that is not of its commit, or has no time."""
    commit = _said(change.commit)
    if not commit or _said(change.eval_commit) != commit or change.evaluated_at is None:
        return None
    return _Report(
        change.evaluated_at, _measured(change.score, min_score if change.threshold is None else change.threshold)
    )


def _measured(score: Decimal | None, limit: Decimal) -> str:
    if score is None:
        return _NO_SCORE
    return _BELOW if score < limit else ""


def _evaluated(case: _Case) -> datetime | None:
    """The time to show: of the last report before deployment, or else of what is there."""
    last = max((one.at for one in case.timely), default=None)
    return last or case.change.evaluated_at or min((one.at for one in case.listed), default=None)
