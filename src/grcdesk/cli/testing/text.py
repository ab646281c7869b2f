"""Runs and work sheets as text and as JSON."""

from __future__ import annotations

from typing import Any

from grcdesk.rules.testing.concluding import in_words, said
from grcdesk.schemas.testing.runs import CheckResult, FoundRow, RunReport
from grcdesk.schemas.testing.testing import Sheet, SheetCell
from grcdesk.wording import count, day, word

_SHOWN = 20
"""So many deviations of a test are told."""


def document(report: RunReport) -> dict[str, Any]:
    """A run with the keys of `--json`."""
    main, *others = report.populations
    return {
        "population": _list(main),
        "results": [_result(report, one) for one in report.results],
        "run": report.id,
        "control": report.control,
        "engagement": report.engagement,
        "catalog": report.catalog,
        "judged_on": report.judged_on.isoformat(),
        "parameters": dict(report.parameters),
        "populations": [_list(one) for one in (main, *others)],
        "digest": report.digest,
        "run_by": report.run_by,
        "run_at": report.run_at,
        "new": list(report.new),
        "gone": list(report.gone),
    }


def _list(one: Any) -> dict[str, Any]:
    return {
        "id": one.id,
        "rows": one.rows,
        "sha256": one.sha256,
        "final": one.final,
        "name": one.name,
        "rows_sha256": one.rows_sha256,
        "why": one.why,
    }


def _result(report: RunReport, one: CheckResult) -> dict[str, Any]:
    return {
        "test": one.test,
        "n": one.n,
        "deviations": list(one.deviations),
        "rate": None if one.rate is None else round(one.rate, 6),
        "suggestion": one.suggestion.value if one.suggestion else None,
        "because": one.because,
        "population": one.population,
        "tested": one.tested,
        "why": one.why,
        "not_tested": [{"item": row.key, "why": row.why} for row in one.undecided],
        "found": [
            {
                "item": row.key,
                "deviation": report.known.get((one.test, row.key), ""),
                "why": row.why,
                "facts": dict(row.facts),
            }
            for row in one.rows
        ],
        "rows_sha256": one.rows_sha256,
        "sql_sha256": one.sql_sha256,
    }


def ran(report: RunReport) -> str:
    """A run for a person: each test, its deviations, and by what it was measured."""
    parts = []
    for one in report.populations:
        state = "final" if one.final else f"not final: {one.why}"
        parts.append(f"{one.id}  {one.name}  {count(one.rows, 'row')}  {one.sha256[:16]}  {state}")
    parts.append("")
    for result in report.results:
        parts += _told(report, result)
    measured = ", ".join(f"{name} {value}" for name, value in report.parameters.items())
    parts += [
        "",
        f"measured by  {measured or 'nothing that can be set'}",
        f"checks of    {report.catalog}",
        f"digest       {report.digest}",
    ]
    return "\n".join(parts)


def _deviating(report: RunReport, result: CheckResult, row: FoundRow) -> str:
    facts = "  ".join(f"{name} {value}" for name, value in row.facts)
    name = report.known.get((result.test, row.key), "")
    return f"    {name or '-':<8} {row.key}  {row.why}  {facts}".rstrip()


def _told(report: RunReport, result: CheckResult) -> list[str]:
    if not result.tested:
        return [f"{result.test}  not tested: {result.why}"]
    rate = "" if result.rate is None or not result.rows else f" ({100 * result.rate:.1f} %)"
    guess = f"  {word(result.suggestion)}? {result.because}" if result.suggestion else ""
    parts = [f"{result.test}  {len(result.rows)} of {count(result.n, 'item')}{rate}{guess}"]
    parts += [_deviating(report, result, row) for row in result.rows[:_SHOWN]]
    if len(result.rows) > _SHOWN:
        parts.append(f"    and {len(result.rows) - _SHOWN} more: grcdesk deviations list --where test:{result.test}")
    if result.undecided:
        first = result.undecided[0]
        parts.append(f"    {count(len(result.undecided), 'item')} not decided, e.g. {first.key}: {first.why}")
    if result.why:
        parts.append(f"    {result.why}")
    return parts


def sheet_rows(found: Sheet) -> list[dict[str, Any]]:
    """One row for each thing a person is asked, or was."""
    return [_row(one.test, one.item, one.what, one.cell) for one in found.asked]


def _row(test: str, item: str, question: str, cell: SheetCell | None) -> dict[str, Any]:
    return {
        "test": test,
        "item": item,
        "question": question,
        "result": cell.result if cell else None,
        "note": cell.note if cell else "",
        "evidence": list(cell.evidence) if cell else [],
        "tested_by": cell.tested_by if cell else "",
        "tested_on": day(cell.tested_on) if cell else "",
        "reviewed_by": cell.reviewed_by if cell else "",
        "reviewed_on": day(cell.reviewed_on) if cell and cell.reviewed_on else "",
        "returned": cell.returned if cell else "",
    }


def standing(found: Sheet) -> list[str]:
    """What the tests add up to, what they lack, and what was concluded."""
    parts = [f"{found.control}: {said(found.standing)}"]
    parts += [f"lacks: {what}" for what in (*found.standing.lacks, *found.standing.not_final)]
    if found.standing.open:
        parts.append(f"not judged: {', '.join(found.standing.open[:8])}")
    done = found.conclusion
    if done is not None:
        reason = f", because: {done.reason}" if done.reason else ""
        parts.append(f"concluded: {in_words(done.result, done.exceptions, done.n)}, by {done.by} on {done.on}{reason}")
        if done.moved:
            parts.append(f"since then the tests say: {done.moved}")
    return parts
