"""The limits a person states for an evaluation that holds none: one for all of it, or one for each of its metrics."""

from __future__ import annotations

from collections.abc import Mapping

from grcdesk.errors import BadInput
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.rules.evidence.results import COMPLETE, FAILED, PASSED


def limit_of(job: ReadingJob, *names: str) -> float | None:
    """What a metric has to reach: its own limit under any of its names, else the one for all; None: nobody said."""
    return next((job.limits[name] for name in names if name in job.limits), job.limit)


def refuse_unknown(job: ReadingJob, names: set[str]) -> None:
    """Refuse a limit for what does not stand in the file.

    Raises:
        BadInput: with what does.
    """
    for name in job.limits:
        if name not in names:
            shown = ", ".join(sorted(names)[:6]) or "none"
            raise BadInput(f"no metric {name!r} to hold a limit against", hint=f"there are {shown}", file=job.name)


def against(job: ReadingJob, scores: Mapping[str, float], *, lower: frozenset[str] = frozenset()) -> str:
    """The result of scores by `task metric`, each against its limit; `lower`: those of which less is better.

    Raises:
        BadInput: when one limit is stated for metrics of several names, or one for what is not there.
    """
    names = {_metric(one) for one in scores}
    refuse_unknown(job, {*scores, *names})
    if job.limit is None and not job.limits:
        return COMPLETE
    _refuse_one_for_several(job, names)
    held = {one: limit for one in scores if (limit := limit_of(job, one, _metric(one))) is not None}
    missed = [one for one, limit in held.items() if _misses(scores[one], limit, lower=one in lower)]
    for one in missed:
        job.note(f"{FAILED}: {one} is {scores[one]:g}, limit {held[one]:g}")
    _note_free(job, len(scores) - len(held), len(scores))
    word = FAILED if missed else PASSED
    return f"{word}, {len(held) - len(missed):,} of {len(held):,} scores, {_called(job.limit)}"


def _refuse_one_for_several(job: ReadingJob, names: set[str]) -> None:
    """One number cannot judge several metrics: 0.9 of accuracy is good, 0.9 of perplexity means nothing."""
    if job.limit is not None and len(names) > 1:
        shown = ", ".join(sorted(names)[:4])
        hint = f"a limit for each, in a map: limits: {{{min(names)}: {job.limit:g}}}"
        raise BadInput(f"it holds several metrics: {shown}", hint=hint, file=job.name)


def _note_free(job: ReadingJob, free: int, of: int) -> None:
    if free:
        job.note(f"{free:,} of {of:,} scores have no limit and are not judged")


def _called(limit: float | None) -> str:
    return f"limit {limit:g}" if limit is not None else "limits of the map"


def _metric(score: str) -> str:
    """The metric of a score, which is called by its task and by it."""
    return score.rpartition(" ")[2]


def _misses(score: float, limit: float, *, lower: bool) -> bool:
    return score > limit if lower else score < limit
